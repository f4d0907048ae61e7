"""Compare an archive with what the replica knows to be true, field by field."""

from __future__ import annotations

import json
from collections import defaultdict

from linfen_crawler.archive import Archive
from linfen_crawler.archive.rows import Record
from linfen_crawler.items import Article
from linfen_crawler.replica import Replica

_PLAIN = (
    "site_id",
    "section",
    "section_name",
    "layout",
    "title",
    "kicker",
    "headline",
    "subtitle",
    "published_at",
    "published_precision",
    "source",
    "dateline",
    "body",
    "editor",
    "copyright_notice",
    "view_label",
    "view_count",
    "complete",
)
FIELDS = (*_PLAIN, "breadcrumbs", "credits", "images", "links")


def compare_with_truth(archive: Archive, replica: Replica) -> dict[str, list[str]]:
    """Return the addresses at which a field differs, by field; ``missing`` and ``canonical`` count as fields."""
    wrong: dict[str, list[str]] = defaultdict(list)
    for expected in replica.articles():
        found = archive.article(expected.url)
        if found is None:
            wrong["missing"].append(expected.url)
        elif found["url"] != replica.canonical(expected.url):
            wrong["canonical"].append(expected.url)
        elif found["url"] == expected.url:
            for field in _differing(archive, found, expected):
                wrong[field].append(expected.url)
        else:
            entry = archive.ledger_entry(expected.url)
            if entry is None or entry["state"] != "duplicate":
                wrong["state"].append(expected.url)
    return dict(wrong)


def _differing(archive: Archive, found: Record, expected: Article) -> list[str]:
    key = int(str(found["id"]))
    pairs = {name: (found[name], getattr(expected, name)) for name in _PLAIN}
    pairs["breadcrumbs"] = (json.loads(str(found["breadcrumbs"])), list(expected.breadcrumbs))
    pairs["credits"] = (
        [(row["name"], row["role"], row["verbatim"]) for row in archive.children("credits", key)],
        [(credit.name, credit.role, credit.verbatim) for credit in expected.credits],
    )
    pairs["images"] = (
        [(row["url"], row["caption"], row["credit"]) for row in archive.children("images", key)],
        [(image.url, image.caption, image.credit) for image in expected.images],
    )
    pairs["links"] = (
        [(row["url"], row["text"], row["kind"]) for row in archive.children("links", key)],
        [(link.url, link.text, link.kind) for link in expected.links],
    )
    return [name for name, (left, right) in pairs.items() if left != right]

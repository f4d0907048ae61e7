"""Replace what a takedown removed: an article without its words, which relates to others as before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from linfen_crawler.fingerprint import content_sha256
from linfen_crawler.items import Article
from linfen_crawler.rewrites import Removed
from linfen_crawler.urls import article_address

Traces = Mapping[tuple[str, str], Removed]
"""By address as requested and time, what takedowns have noted of the responses that they removed."""


def wordless(
    url: str, left: Sequence[Removed | None], *, complete: bool, parser_version: str, text_sha256: str
) -> Article:
    """Return an article without its words: equal to another of its address where that said the same.

    ``left`` is what is noted of its pages, ``None`` for one of which nothing is. In the place of a headline stand the
    digests of its pages.
    """
    known = [one for one in left if one is not None]
    address = article_address(url)
    article = Article(
        url=url,
        site_id=address.site_id if address else None,
        section=address.section if address else "",
        section_name=None,
        breadcrumbs=(),
        layout="",
        title="",
        kicker=None,
        subtitle=None,
        published_precision=None,
        source=None,
        dateline=None,
        body="",
        editor=None,
        view_count=None,
        headline=" ".join(one.content_sha256 or one.payload_sha256 for one in known),
        copyright_notice=next((one.notice for one in reversed(known) if one.notice), None),
        published_at=known[0].published_at if known else None,
        view_label=False,
        complete=complete,
        parser_version=parser_version,
        text_sha256=text_sha256,
    )
    return replace(article, content_sha256=content_sha256(article))

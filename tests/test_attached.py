"""The files that an article hands out are a part of what it says: another file is an edit, another link is none."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from harness import Run
from searching import found_in
from test_bad_input import SECTION, html, victim
from test_earlier import day
from test_identity import article, store, told
from test_pages import LEAD, paragraphs, template
from test_rebuild import EQUAL
from test_verify import damages

from linfen_crawler.archive import Archive
from linfen_crawler.archive.connection import DATABASE, open_writer
from linfen_crawler.fingerprint import digest_of_content
from linfen_crawler.history import at, differences, versions_of
from linfen_crawler.items import Article, Capture, RawLink
from linfen_crawler.kinds import LinkKind
from linfen_crawler.replica import RunningReplica

Opened = Callable[[], Archive]
FILE = "http://www.lfxww.com/u/a.pdf"


def handing_out(*files: tuple[str, str], beside: Sequence[RawLink] = ()) -> Article:
    """Return an article with some attachments, and with other links."""
    links = (*(RawLink(url=url, text=text, kind=LinkKind.ATTACHMENT) for url, text in files), *beside)
    made = told(article("/shanxi/5"), links=links)
    return captured(made, replace(made.captures[0], payload=repr(links).encode()))


def captured(made: Article, capture: Capture) -> Article:
    """Return an article as read from a capture."""
    return replace(made, captures=(capture,), parts=(replace(made.parts[0], capture=capture),))


def link(kind: LinkKind, number: int) -> RawLink:
    return RawLink(url=f"http://www.lfxww.com/shanxi/{number}.html", text=str(number), kind=kind)


ONE = handing_out((FILE, "名单"))
OTHERS = {
    "another file": handing_out((FILE.replace("a.", "b."), "名单")),
    "another name": handing_out((FILE, "更正后的名单")),
    "one more": handing_out((FILE, "名单"), ("http://www.lfxww.com/u/b.doc", "申请表")),
    "none": handing_out(),
}


@pytest.mark.parametrize("other", OTHERS)
def test_another_file_alone_is_an_edit_and_what_it_replaces_is_kept(other: str, tmp_path: Path) -> None:
    assert store(tmp_path, [ONE, OTHERS[other], OTHERS[other], ONE]) == ["added", "edited", "seen", "edited"]
    with Archive.open(tmp_path) as archive:
        events = [(row["kind"], json.loads(str(row["fields"]))) for row in archive.changes(1)]
        assert events == [("added", []), ("edited", ["attachments"]), ("edited", ["attachments"])]
        kept = [json.loads(str(row["attachments"])) for row in archive.revisions(1)]
        assert kept[0] == [{"url": FILE, "text": "名单"}]
        assert kept[1] == [{"url": one.url, "text": one.text} for one in OTHERS[other].links]
        versions = versions_of(archive, archive.article(1) or {})
        assert [one.fields["attachments"] for one in versions][::2] == [f"名单  {FILE}"] * 2
        assert [one.field for one in differences(*versions[:2])] == ["attachments"]
    assert damages(tmp_path) == []


@pytest.mark.parametrize("kind", [one for one in LinkKind if one is not LinkKind.ATTACHMENT])
def test_another_link_is_none(kind: LinkKind, tmp_path: Path) -> None:
    pages = [handing_out((FILE, "名单"), beside=[link(kind, number)]) for number in (1, 2)]
    assert store(tmp_path, pages) == ["added", "seen"]


def test_the_file_of_an_earlier_state_finds_its_place(tmp_path: Path) -> None:
    before = OTHERS["another file"]
    before = captured(before, replace(before.captures[0], fetched_at=day(3), provenance="x.warc.gz <3>"))
    assert store(tmp_path, [ONE, before]) == ["added", "earlier"]
    with Archive.open(tmp_path) as archive:
        assert json.loads(str(archive.changes(1)[1]["fields"])) == ["attachments"]
        stood = at(versions_of(archive, archive.article(1) or {}), day(4))
        assert stood is not None
        assert stood.fields["attachments"] == f"名单  {FILE.replace('a.', 'b.')}"
    assert damages(tmp_path) == []


def test_the_file_of_a_page_is_requested_again_reported_and_taken_down(
    crawl: Run, linfen: Run, site: RunningReplica, folder: Path, opened: Opened
) -> None:
    path, url = victim(site)
    for name in ("mingdan-1.pdf", "mingdan-2.pdf"):
        body = paragraphs(LEAD, "获奖名单见附件，请有关单位知悉。", f'附件：<a href="/u/{name}">名单.pdf</a>')
        site.overrides[path] = html(template(body))
        where = ("--archive", str(folder))
        asked = ("recheck", *where, "--site-url", site.url, "--older-than", "0h")
        assert (linfen(*asked) if folder.exists() else crawl("--section", SECTION)).returncode == 0
    (event,) = opened().rows("SELECT article_id, fields, evidence FROM changes WHERE kind = 'edited'")
    assert (event["fields"], event["evidence"]) == ('["attachments"]', url)
    number = str(event["article_id"])
    shown = linfen("show", number, "--diff", *where).stdout
    assert "attachments: 名单.pdf  http://www.lfxww.com/u/mingdan-[-1-]{+2+}.pdf" in shown
    first = str(opened().changes(int(number))[0]["at"])
    assert (
        "attachments:\n名单.pdf  http://www.lfxww.com/u/mingdan-1.pdf"
        in linfen("show", number, "--as-of", first, *where).stdout
    )
    assert EQUAL in linfen("rebuild", *where).stdout
    assert linfen("verify", *where).returncode == 0
    assert found_in(folder, ["mingdan-1.pdf"])
    assert linfen("forget", url, "--reason", "x", "--yes", *where).returncode == 0
    assert found_in(folder, ["mingdan-1.pdf", "mingdan-2.pdf"]) == {}


def test_an_older_archive_is_brought_up_to_date_and_hides_no_damage(tmp_path: Path) -> None:
    """Its digests were of the content without files; what was altered then is named still."""
    store(tmp_path, [ONE, OTHERS["one more"], told(article("/shanxi/6"), links=ONE.links, title="又一题目")])
    older = sqlite3.connect(tmp_path / DATABASE, isolation_level=None)
    older.row_factory = sqlite3.Row
    for row in older.execute("SELECT * FROM articles").fetchall():
        item = ONE if row["id"] == 1 else told(article("/shanxi/6"), title="又一题目")
        fields = {name: getattr(item, name) for name in item.__dataclass_fields__}
        named = {"credits": [{"name": one.name, "role": one.role, "verbatim": one.verbatim} for one in item.credits]}
        digest = digest_of_content({**fields, **named, "attachments": []})
        older.execute("UPDATE articles SET content_sha256 = ? WHERE id = ?", [digest, row["id"]])
    older.execute("UPDATE articles SET title = '改过的题目' WHERE id = 2")
    older.execute("ALTER TABLE revisions DROP COLUMN attachments")
    older.execute("DELETE FROM _sqlite_migrations WHERE name = 'm009_attachments'")
    older.execute("UPDATE archive SET schema_version = schema_version - 1")
    older.close()
    with Archive.open(tmp_path) as archive:
        assert len(versions_of(archive, archive.article(1) or {})) == 2
    open_writer(tmp_path).close()
    assert [one.what for one in damages(tmp_path)] == ["the content of article 2 does not match its digest"]
    with Archive.open(tmp_path) as archive:
        assert [row["attachments"] for row in archive.revisions(1)] == [None]
        versions = versions_of(archive, archive.article(1) or {})
        # What is not known is no difference.
        assert list(differences(*versions)) == []
    assert store(tmp_path, [OTHERS["one more"], ONE]) == ["seen", "edited"]

"""After an upgrade, what a newer reader makes of a page is told from what the site changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from another_reader import MARK, other_reader
from harness import run
from test_bad_input import path_of
from test_rebuild import EQUAL, ids
from test_recheck import some

from linfen_crawler.archive import Archive
from linfen_crawler.history import versions_of
from linfen_crawler.pages import PARSER_VERSION
from linfen_crawler.raw import closed_files
from linfen_crawler.replica import Page, RunningReplica

Change = Callable[[bytes], bytes]


@pytest.fixture
def read_before(site: RunningReplica, folder: Path) -> list[str]:
    """Archive the small replica by another version's reading; return addresses of simple articles."""
    done = run(["crawl", "--archive", str(folder), "--site-url", site.url], before=other_reader())
    assert done.returncode == 0, done.stdout
    with Archive.open(folder) as archive:
        assert all(str(row["title"]).endswith(MARK) for row in archive.rows("SELECT title FROM articles"))
        return some(archive, 4)


def change(site: RunningReplica, url: str, how: Change) -> None:
    """Serve another page under an address, without what a conditional request asks for."""
    page = site.replica.page(path_of(url))
    headers = tuple((name, value) for name, value in page.headers if name.lower() not in {"etag", "last-modified"})
    site.overrides[path_of(url)] = Page(status=200, headers=headers, body=how(page.body))


def commented(body: bytes) -> bytes:
    return body.replace(b"</body>", b"<!-- 2 --></body>")


def edited(body: bytes) -> bytes:
    charset = "utf-8" if b"charset=utf-8" in body[:500] else "gb18030"
    return body.replace("。".encode(charset), "！".encode(charset))


def recheck(site: RunningReplica, folder: Path) -> str:
    done = run(["recheck", "--archive", str(folder), "--site-url", site.url, "--older-than", "0h"])
    assert done.returncode in {0, 3}, done.stdout + done.stderr
    return done.stdout


def events(folder: Path) -> list[tuple[object, ...]]:
    """Return what was logged after the crawl."""
    with Archive.open(folder) as archive:
        rows = archive.rows("SELECT * FROM changes WHERE kind NOT IN ('added', 'merged') ORDER BY id")
        return [(row["article_id"], row["kind"], row["fields"]) for row in rows]


def is_proved(folder: Path) -> bool:
    """Tell whether an archive is sound, and equal to what its bytes give."""
    verified, rebuilt = (run([name, "--archive", str(folder)]) for name in ("verify", "rebuild"))
    assert verified.returncode == 0, verified.stdout
    assert (rebuilt.returncode, EQUAL in rebuilt.stdout) == (0, True), rebuilt.stdout
    return True


@pytest.mark.parametrize("is_changed", [True, False], ids=["changed", "unchanged"])
def test_what_a_newer_reader_makes_of_a_page_is_no_edit(
    read_before: list[str], site: RunningReplica, folder: Path, *, is_changed: bool
) -> None:
    """Whether the page is the same to the byte or not: a comment, a count, a related link may be new on it."""
    if is_changed:
        for one in site.replica.articles():
            change(site, one.url, commented)
    recheck(site, folder)
    with Archive.open(folder) as archive:
        rows = archive.rows("SELECT id, revision, changed_at, parser_version, title FROM articles ORDER BY id")
        assert sorted(events(folder)) == [(row["id"], "reparsed", '["title"]') for row in rows]
        assert {(row["revision"], row["changed_at"], row["parser_version"]) for row in rows} == {
            (1, None, PARSER_VERSION)
        }
        assert not any(str(row["title"]).endswith(MARK) for row in rows)
        assert archive.rows("SELECT * FROM revisions") == []
    assert is_proved(folder)
    assert recheck(site, folder)
    assert {kind for _, kind, _ in events(folder)} == {"reparsed"}


def test_what_the_site_changed_is_an_edit_of_that_alone(
    read_before: list[str], site: RunningReplica, folder: Path
) -> None:
    url = read_before[0]
    change(site, url, edited)
    recheck(site, folder)
    with Archive.open(folder) as archive:
        article = archive.article(url) or {}
        logged = [(row["kind"], json.loads(str(row["fields"]))) for row in archive.changes(int(str(article["id"])))]
        assert logged[:2] == [("added", []), ("reparsed", ["title"])]
        assert (logged[2][0], "body" in logged[2][1], "title" in logged[2][1]) == ("edited", True, False)
        before, now = versions_of(archive, article)
        assert before.fields["title"] == now.fields["title"]
        assert [row["parser_version"] for row in archive.revisions(int(str(article["id"])))] == [PARSER_VERSION]
    assert is_proved(folder)


def test_an_address_is_not_split_off_for_what_a_newer_reader_reads(
    read_before: list[str], site: RunningReplica, folder: Path
) -> None:
    """Its article's own address may not answer: what that one said is in the archive."""
    with Archive.open(folder) as archive:
        (row,) = archive.rows(
            "SELECT a.url, u.url AS other FROM articles a JOIN article_urls u ON u.article_id = a.id "
            "WHERE u.relation = 'same text'"
        )
    site.overrides[path_of(str(row["url"]))] = Page(status=500)
    change(site, str(row["other"]), commented)
    recheck(site, folder)
    assert {kind for _, kind, _ in events(folder)} == {"reparsed"}
    assert is_proved(folder)


def test_what_was_not_committed_is_compared_in_the_same_way(
    read_before: list[str], site: RunningReplica, folder: Path
) -> None:
    """An older database that is put back has the other version's reading still."""
    shutil.copy(folder / "linfen.db", folder.parent / "older.db")
    change(site, read_before[0], edited)
    change(site, read_before[1], commented)
    recheck(site, folder)
    before = ids(folder)
    for path in folder.glob("linfen.db*"):
        path.unlink()
    shutil.copy(folder.parent / "older.db", folder / "linfen.db")
    site.overrides.clear()
    done = run(["crawl", "--archive", str(folder), "--site-url", site.url])
    assert "resumed" in done.stdout
    assert ids(folder) == before
    assert is_proved(folder)


def test_a_state_whose_bytes_are_lost_is_compared_as_it_was_read(
    read_before: list[str], site: RunningReplica, folder: Path
) -> None:
    """The run says so and goes on; whoever changed the title, nobody can tell any more."""
    (path,) = closed_files(folder)
    path.write_bytes(path.read_bytes()[:1000])
    change(site, read_before[0], edited)
    done = run(["recheck", "--archive", str(folder), "--site-url", site.url, "--older-than", "0h", "--limit", "40"])
    assert "cannot be read again" in done.stderr
    with Archive.open(folder) as archive:
        article = archive.article(read_before[0]) or {}
        assert archive.changes(int(str(article["id"])))[-1]["kind"] == "edited"

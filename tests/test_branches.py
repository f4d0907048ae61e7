"""Two branches of one archive: a copy was put back and went on, and the files of the other are found again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from harness import Run
from test_bad_input import HTML, path_of
from test_identity import article
from test_pages import LEAD, paragraphs, template

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.branches import OTHER_BRANCH, of_other_branches
from linfen_crawler.raw import all_files
from linfen_crawler.replica import Page, RunningReplica

Opened = Callable[[], Archive]


def live(folder: Path, *urls: str) -> list[Path]:
    """Let an archive have a run that reads some articles, and return its files."""
    before = set(all_files(folder))
    writer = ArchiveWriter.open(folder)
    writer.begin_run("test", {}, warc_bytes=1, about={})
    for url in urls:
        writer.store(article(url))
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()
    return sorted(set(all_files(folder)) - before)


def branched(tmp_path: Path) -> tuple[Path, Path, list[Path], list[Path]]:
    """Return two branches of an archive, of two runs each, and the files that each has alone, by run."""
    one, other = tmp_path / "one", tmp_path / "other"
    live(one, "/shanxi/1", "/shanxi/2")
    shutil.copytree(one, other)
    ones = [path for number in (3, 4) for path in live(one, f"/shanxi/{number}")]
    others = [path for number in (5, 6, 7) for path in live(other, f"/shanxi/{number}")]
    return one, other, ones, others


def put_beside(folder: Path, files: list[Path]) -> set[str]:
    """Put files beside an archive's own, and return their names: branches that lived in the same second share some."""
    names = {path.name.replace("linfen-", "linfen-1") for path in files}
    for path in files:
        shutil.copy(path, folder / "warc" / path.name.replace("linfen-", "linfen-1"))
    return names


def test_the_files_of_another_branch_are_refused_and_named(tmp_path: Path) -> None:
    _, other, ones, others = branched(tmp_path)
    assert len(ones) > 4
    names = put_beside(other, ones)
    with Archive.open(other) as archive:
        held = archive.rows("SELECT * FROM captures ORDER BY id")
    writer = ArchiveWriter.open(other)
    writer.close()
    assert sorted(writer.damages) == sorted(f"warc/{name} {OTHER_BRANCH}" for name in names)
    with Archive.open(other) as archive:
        assert archive.rows("SELECT * FROM captures ORDER BY id") == held
        assert {path.name for path in of_other_branches(all_files(other), archive.runs_begun(), None)} == names
    # Without a database it is the branch that began its last run last.
    assert {path.name for path in of_other_branches(all_files(other), {}, None)} == names
    # Where only the last of its runs is there, the run before says whose it is.
    last = [
        path for path in all_files(other) if path.name in {one.name.replace("linfen-", "linfen-1") for one in ones[-2:]}
    ]
    known = [path for path in all_files(other) if path.name not in names]
    assert of_other_branches([*known, *last], {}, None) == set(last)
    assert {path.name for path in others} <= {path.name for path in known}


def test_what_continues_an_older_database_is_of_its_branch(tmp_path: Path) -> None:
    """However many runs it lacks, and where a run was killed before it had said anything."""
    live(tmp_path, "/shanxi/1")
    shutil.copytree(tmp_path, tmp_path / "older", ignore=shutil.ignore_patterns("older"))
    killed = ArchiveWriter.open(tmp_path)
    killed.begin_run("test", {}, warc_bytes=1, about={})
    killed.close()
    torn = sorted(set(all_files(tmp_path)) - {tmp_path / "warc" / one.name for one in all_files(tmp_path / "older")})
    for number in (2, 3):
        live(tmp_path, f"/shanxi/{number}")
    assert len(torn) == 1
    with Archive.open(tmp_path / "older") as archive:
        assert of_other_branches(all_files(tmp_path), archive.runs_begun(), archive.uuid) == set()
        assert of_other_branches(all_files(tmp_path)[-2:], archive.runs_begun(), archive.uuid) == set()


def test_what_the_other_branch_has_read_is_ingested(
    crawl: Run, linfen: Run, site: RunningReplica, folder: Path, tmp_path: Path
) -> None:
    """An edit and an article that it alone has seen: first refused where they lie, then had from elsewhere."""
    crawl("--max-articles", "6")
    common = set(all_files(folder))
    copy, aside = tmp_path / "copy", tmp_path / "aside"
    shutil.copytree(folder, copy)
    url = next(site.replica.articles()).url
    of_copy, of_lost = ("--archive", str(copy)), ("--archive", str(folder), "--site-url", site.url)
    with Archive.open(copy) as archive:
        edited = str(archive.rows("SELECT url FROM articles ORDER BY id LIMIT 1")[0]["url"])
    as_served = dict(site.overrides)
    text = "只有丢失的那一份读到过的一段话。"
    site.overrides[path_of(edited)] = Page(status=200, headers=HTML, body=template(paragraphs(LEAD, text)).encode())
    assert linfen("recheck", "--older-than", "0h", *of_lost).returncode in {0, 3}
    linfen("crawl", *of_lost)
    site.overrides.clear()
    site.overrides.update(as_served)
    with Archive.open(folder) as archive, Archive.open(copy) as older:
        seen = {str(row["url"]) for row in archive.rows("SELECT url FROM articles")}
        alone = next(iter(sorted(seen - {str(row["url"]) for row in older.rows("SELECT url FROM articles")})))
    for path in (alone, url):
        site.overrides[path_of(path)] = Page(status=404, headers=HTML, body=b"<h1>404 Not Found</h1>")
    assert linfen("recheck", "--older-than", "0h", "--site-url", site.url, *of_copy).returncode in {0, 3}
    aside.mkdir()
    names = put_beside(copy, sorted(set(all_files(folder)) - common))
    done = linfen("recheck", "--limit", "1", "--site-url", site.url, *of_copy)
    assert done.returncode == 3
    verified = linfen("verify", *of_copy)
    assert verified.returncode == 5
    for said in (done.stderr, verified.stdout):
        assert {
            name for name in names if f"{name} is of this archive, but of a branch" in said.replace(": ", " ")
        } == names
    for name in names:
        (copy / "warc" / name).rename(aside / name)
    assert linfen("verify", *of_copy).returncode == 0
    done = linfen("ingest", *map(str, sorted(aside.iterdir())), "--site-url", site.url, *of_copy)
    assert done.returncode in {0, 3}, done.stderr
    with Archive.open(copy) as archive:
        assert archive.article(alone) is not None
        assert text in "".join(str(row["body"]) for row in archive.revisions(archive.article(edited)["id"]))  # type: ignore[arg-type, index]
    verified = linfen("verify", *of_copy)
    assert verified.returncode == 0, verified.stdout
    assert "equal row for row" in linfen("rebuild", *of_copy).stdout

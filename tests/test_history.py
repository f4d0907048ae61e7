"""An article's history: what was there before each edit, from the database alone."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from harness import Run
from sqlite_utils import Database
from test_bad_input import HTML, path_of
from test_identity import TEXT, article, store
from test_pages import LEAD, paragraphs, template
from test_removals import store as store_items

from linfen_crawler.archive import Archive
from linfen_crawler.archive.connection import DATABASE, open_writer
from linfen_crawler.archive.schema import migrations
from linfen_crawler.errors import ConfigError
from linfen_crawler.fingerprint import content_sha256
from linfen_crawler.history import Absence as Away
from linfen_crawler.history import absences_of, at, differences, moment_of, stretches, versions_of
from linfen_crawler.items import Absence, Article, Credit, Part
from linfen_crawler.kinds import Evidence, Kind, Role
from linfen_crawler.replica import Page, RunningReplica

OTHER = TEXT.replace("下一阶段", "第三季度", 1)


def credited(one: Article, name: str) -> Article:
    """Return an article that credits somebody else."""
    changed = replace(one, credits=(Credit(name=name, role=Role.REPORTER, verbatim=name),))
    return replace(changed, content_sha256=content_sha256(changed))


def test_each_edit_leaves_the_version_before(tmp_path: Path) -> None:
    first, second = article("/shanxi/5"), article("/shanxi/5", text=OTHER)
    assert store(tmp_path, [first, second, credited(second, "魏华"), first]) == ["added", "edited", "edited", "edited"]
    with Archive.open(tmp_path) as archive:
        versions = versions_of(archive, archive.article(1) or {})
        assert [one.revision for one in versions] == [1, 2, 3, 4]
        assert [one.fields["body"] for one in versions] == [TEXT, OTHER, OTHER, TEXT]
        assert [one.fields["credits"] for one in versions] == [
            "editor  5",
            "editor  5",
            "reporter  魏华",
            "editor  5",
        ]
        # One follows the other without a gap.
        assert [one.replaced_at for one in versions] == [*(one.seen_at for one in versions[1:]), None]
        fields = [json.loads(str(one["fields"])) for one in archive.changes(1)]
        assert fields == [[], ["body"], ["credits"], ["body", "credits"]]
        # Each version is still joined to the bytes that it was read from.
        parts = archive.rows("SELECT revision, payload_sha256 FROM article_parts JOIN captures c ON c.id = capture_id")
        assert [part["revision"] for part in parts] == [1, 2, 3, 4]


def test_what_is_no_edit_makes_no_version(tmp_path: Path) -> None:
    one = article("/shanxi/5")
    seen = replace(one, view_label=True, view_count=3, links=())
    assert store(tmp_path, [one, seen]) == ["added", "seen"]
    with Archive.open(tmp_path) as archive:
        assert archive.revisions(1) == []


def proved_by(one: Article, verbatim: str) -> Article:
    """Return an article whose editor is in other words; its bytes are others."""
    changed = replace(one, credits=tuple(replace(credit, verbatim=verbatim) for credit in one.credits))
    return replace(changed, content_sha256=content_sha256(changed))


def test_other_words_for_the_same_credit_are_no_edit(tmp_path: Path) -> None:
    """What is kept is the first wording, which the bytes of its version have; an edit does not name the credits."""
    one, other = article("/shanxi/5"), article("/shanxi/5", text=OTHER)
    worded = [proved_by(one, words) for words in ("责任编辑： 张三", "责编：张三")]
    assert store(tmp_path, [one, *worded, proved_by(other, "责编：张三")]) == ["added", "seen", "seen", "edited"]
    newer = replace(proved_by(other, "（责编：张三）"), parser_version="2")
    assert store(tmp_path, [newer]) == ["reparsed"]
    with Archive.open(tmp_path) as archive:
        assert [row["fields"] for row in archive.changes(1)] == ["[]", '["body"]', '["credits"]']
        first, *_ = archive.revisions(1)
        assert json.loads(str(first["credits"]))[0]["verbatim"] == one.credits[0].verbatim


def test_a_blank_in_the_editors_line_is_no_edit_and_all_is_proved(
    crawl: Run, linfen: Run, site: RunningReplica, folder: Path
) -> None:
    url, where = next(site.replica.articles()).url, ("--archive", str(folder))
    for line in ("责任编辑：张三", "责任编辑： 张三", "责任编辑：张　三", "责编：张三"):
        body = template(paragraphs(LEAD) + f"<p>{line}</p>").encode()
        site.overrides[path_of(url)] = Page(status=200, headers=HTML, body=body)
        if folder.exists():
            linfen("recheck", "--older-than", "0h", *where, "--site-url", site.url)
        else:
            crawl()
    with Archive.open(folder) as archive:
        found = archive.article(url)
        assert found is not None
        assert [row["kind"] for row in archive.changes(int(str(found["id"])))] == ["added"]
        people = {row["name"]: row["verbatim"] for row in archive.children("credits", int(str(found["id"])))}
        assert people["张三"] == "责任编辑：张三"
    assert linfen("verify", *where).returncode == 0
    assert linfen("forget", url, "--reason", "x", "--yes", *where).returncode == 0
    verified = linfen("verify", *where)
    assert verified.returncode == 0, verified.stdout
    assert "equal row for row" in linfen("rebuild", *where).stdout


def test_the_same_bytes_read_otherwise_are_no_edit(tmp_path: Path) -> None:
    one = article("/shanxi/5")
    read_anew = replace(article("/shanxi/5", title="新读"), parser_version="2", captures=one.captures, parts=one.parts)
    assert store(tmp_path, [one, read_anew]) == ["added", "reparsed"]
    with Archive.open(tmp_path) as archive:
        assert (archive.article(1) or {})["title"] == "新读"
        assert archive.revisions(1) == []
        assert [(row["kind"], row["fields"]) for row in archive.changes(1)][1:] == [("reparsed", '["title"]')]


def paged(text: str, pages: int) -> Article:
    """Return an incomplete reading of some pages."""
    one = article("/shanxi/5", text=text)
    parts = tuple(Part(url=one.url, capture=replace(one.captures[0], payload=bytes([at]))) for at in range(pages))
    captures = tuple(part.capture for part in parts)
    changed = replace(one, complete=False, parts=parts, captures=captures)
    return replace(changed, content_sha256=content_sha256(changed))


def test_a_reading_with_fewer_pages_does_not_take_the_place_of_one_with_more(tmp_path: Path) -> None:
    more, fewer = paged(TEXT + OTHER, 2), paged(TEXT, 1)
    assert store(tmp_path, [more, fewer, paged(TEXT + OTHER + TEXT, 2)]) == ["added", "in_part", "edited"]
    assert store(tmp_path, [article("/shanxi/5", text=TEXT + OTHER + TEXT)]) == ["completed"]


def test_a_page_that_was_missing_is_no_edit(tmp_path: Path) -> None:
    second, third = paged(TEXT + OTHER, 2), paged(TEXT + OTHER + TEXT, 3)
    whole = article("/shanxi/5", text=TEXT * 2 + OTHER * 2)
    assert store(tmp_path, [paged(TEXT, 1), second, third, whole]) == ["added", *["completed"] * 3]
    with Archive.open(tmp_path) as archive:
        fields = [json.loads(str(row["fields"])) for row in archive.changes(1)]
        assert fields == [[], ["body"], ["body"], ["body", "complete"]]
        assert [row["body"] for row in archive.revisions(1)] == [TEXT, TEXT + OTHER, TEXT + OTHER + TEXT]


def test_an_incomplete_reading_of_an_older_parser_is_due(tmp_path: Path) -> None:
    store(tmp_path, [paged(TEXT, 1)])
    with Archive.open(tmp_path) as archive:
        assert archive.due(after=0, limit=9, parser_version="1") == []
        assert [url for _, url in archive.due(after=0, limit=9, parser_version="2")] == [article("/shanxi/5").url]
    assert store(tmp_path, [replace(paged(TEXT, 1), parser_version="2")]) == ["seen"]
    with Archive.open(tmp_path) as archive:
        assert archive.due(after=0, limit=9, parser_version="2") == []


def test_a_merge_keeps_the_versions_of_both(tmp_path: Path) -> None:
    kept, other = article("/shanxi/5", text=OTHER), article("/shanxi/9")
    assert store(tmp_path, [kept, other, article("/shanxi/5")]) == ["added", "added", "edited"]
    later = article("/shanxi/5", title="再改")
    with Archive.open(tmp_path) as archive:
        assert [row["id"] for row in archive.rows("SELECT id FROM articles")] == [1]
        assert [row["body"] for row in archive.revisions(1)] == [OTHER]
    assert store(tmp_path, [later]) == ["edited"]
    with Archive.open(tmp_path) as archive:
        assert [(row["revision"], row["title"]) for row in archive.revisions(1)] == [(1, "题目"), (2, "题目")]
        assert len(archive.children("article_parts", 1)) == 3


def test_a_text_that_was_edited_and_then_merged_away_is_not_lost(tmp_path: Path) -> None:
    store(tmp_path, [article("/shanxi/5"), article("/shanxi/9", text=OTHER), article("/shanxi/9", text="别的" + OTHER)])
    assert store(tmp_path, [article("/shanxi/9")]) == ["edited"]
    with Archive.open(tmp_path) as archive:
        texts = [str(row["body"]) for row in archive.rows("SELECT body FROM revisions ORDER BY article_id, revision")]
        assert texts.count(OTHER) == 1
        assert texts.count("别的" + OTHER) == 1


def test_the_state_of_a_day_is_found(tmp_path: Path) -> None:
    store(tmp_path, [article("/shanxi/5"), article("/shanxi/5", title="新题")])
    with Archive.open(tmp_path) as archive:
        first, last = versions_of(archive, archive.article(1) or {})
        assert at([first, last], moment_of(first.seen_at)) == first
        assert at([first, last], moment_of(last.seen_at)) == last
        assert at([first, last], moment_of("2009-01-01")) is None
        assert at([first, last], moment_of("2999-01-01")) == last


def test_a_difference_is_shown_by_characters(tmp_path: Path) -> None:
    store(tmp_path, [article("/shanxi/5", title="我市召开表彰大会"), article("/shanxi/5", title="我市隆重召开大会")])
    with Archive.open(tmp_path) as archive:
        (found,) = differences(*versions_of(archive, archive.article(1) or {}))
    assert found.field == "title"
    assert "".join(text for sign, text in found.pieces if sign <= 0) == "我市召开表彰大会"
    assert "".join(text for sign, text in found.pieces if sign >= 0) == "我市隆重召开大会"
    assert (1, "隆重") in found.pieces


def test_show_prints_history_difference_and_state(tmp_path: Path, linfen: Run) -> None:
    store(tmp_path, [article("/shanxi/5", title="旧题目"), article("/shanxi/5", title="新题目")])
    where = ("--archive", str(tmp_path))
    history = linfen("show", "1", "--history", *where)
    assert history.returncode == 0
    assert "edited" in history.stdout
    assert "旧题目" in history.stdout
    assert "title: [-旧-]{+新+}题目" in linfen("show", "1", "--diff", *where).stdout
    assert "新题目" in linfen("show", "1", "--as-of", "2999-01-01", *where).stdout
    early = linfen("show", "1", "--as-of", "2009-01-01", *where)
    assert (early.returncode, early.stdout) == (1, "")
    assert "how it stood on 2009-01-01 is not known" in early.stderr
    assert linfen("show", "1", "--as-of", "gestern", *where).returncode == 2
    assert linfen("show", "1", "--as-of", "2009-01-01", "--diff", *where).returncode == 2
    events = json.loads(linfen("show", "1", "--history", "--json", *where).stdout)
    assert [one["fields"] for one in events["changes"]] == [[], ["title"]]


def test_no_page_steers_the_terminal(tmp_path: Path, linfen: Run) -> None:
    """ESC and its short form of C1, BEL, and what turns the direction of writing."""
    steering = "\x1b[2J\x9b2J\x07\u202e"
    before = replace(article("/shanxi/5", title=f"旧题目{steering}"), body=f"旧文{steering}", editor=f"甲{steering}")
    after = replace(before, title=f"新题目{steering}", body=f"新文{steering}")
    store(tmp_path, [replace(one, content_sha256=content_sha256(one)) for one in (before, after)])
    for shown in ([], ["--history"], ["--diff"], ["--as-of", "2999-01-01"]):
        for form in ([], ["--json"]):
            printed = linfen("show", "1", *shown, *form, "--archive", str(tmp_path)).stdout
            assert not set(steering) - set("[2J") & set(printed), (shown, form)
            assert "新" in printed
    assert "新题目\\x1b[2J\\x9b2J\\x07\\u202e\n" in linfen("show", "1", "--archive", str(tmp_path)).stdout
    assert json.loads(linfen("show", "1", "--json", "--archive", str(tmp_path)).stdout)["title"] == f"新题目{steering}"


def test_history_difference_and_state_need_the_database_alone(tmp_path: Path, linfen: Run) -> None:
    store(tmp_path / "archive", [article("/shanxi/5", title="旧题目"), article("/shanxi/5", title="新题目")])
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / DATABASE).write_bytes((tmp_path / "archive" / DATABASE).read_bytes())
    for how in (["--history"], ["--diff"], ["--as-of", "2999-01-01"]):
        there, here = (linfen("show", "1", *how, "--archive", str(folder)) for folder in (tmp_path / "archive", alone))
        assert (here.returncode, here.stdout) == (0, there.stdout)
        assert "题目" in here.stdout


def test_an_archive_of_earlier_versions_gets_its_versions_from_its_events(tmp_path: Path) -> None:
    before = sqlite3.connect(tmp_path / DATABASE, isolation_level=None)
    migrations.apply(Database(before), stop_before="m004_revisions")
    before.execute("INSERT INTO archive (id, uuid, schema_version, created_at) VALUES (1, 'one', 3, 't0')")
    before.execute(
        "INSERT INTO articles (id, url, section, breadcrumbs, layout, title, body, view_label, complete, char_count,"
        " content_sha256, text_sha256, fold_version, revision, first_seen_at, last_seen_at, changed_at, parser_version)"
        " VALUES (7, 'u', '/', '[]', 'regular', '三', 'b3', 0, 1, 1, 'c', 't', 1, 3, 't1', 't3', 't3', '1')"
    )
    events = [
        ("t1", "added", "{}"),
        ("t2", "edited", '{"title": "一"}'),
        ("t3", "edited", '{"title": "二", "body": "b2"}'),
    ]
    before.executemany("INSERT INTO changes (at, article_id, kind, fields) VALUES (?, 7, ?, ?)", events)
    before.close()
    open_writer(tmp_path).close()
    with Archive.open(tmp_path) as archive:
        kept = [
            tuple(row[name] for name in ("revision", "title", "body", "seen_at", "replaced_at"))
            for row in archive.revisions(7)
        ]
        assert kept == [(1, "一", "b2", "t1", "t2"), (2, "二", "b2", "t2", "t3")]
        assert [row["fields"] for row in archive.changes(7)] == ["[]", '["title"]', '["title", "body"]']


def test_a_time_at_which_it_was_gone_is_shown_with_its_last_text(tmp_path: Path, linfen: Run) -> None:
    one, where = article("/shanxi/5"), ("--archive", str(tmp_path))
    away = Absence(url=one.url, kind=Kind.ARTICLE, evidence=Evidence.NOT_FOUND)
    for item in (one, away, one, article("/shanxi/5", text=OTHER), away):
        store_items(tmp_path, item)
    with Archive.open(tmp_path) as archive:
        added, gone, returned, edited, again = [str(row["at"]) for row in archive.changes(1)]
        stored = archive.article(1) or {}
        assert absences_of(archive, 1) == [
            Away(since=gone, until=returned, evidence=f"404: {one.url}"),
            Away(since=again, until=None, evidence=f"404: {one.url}"),
        ]
        stood = stretches(versions_of(archive, stored), absences_of(archive, 1))
    assert [(part.version.revision, part.since, part.until) for part in stood] == [
        (1, added, gone),
        (1, returned, edited),
        (2, edited, again),
    ]
    for moment, since, seen in (
        (added, None, f"from {added} until {gone}"),
        (gone, f"since {gone}, until {returned} (404: {one.url})", f"from {added} until {gone}"),
        (returned, None, f"from {returned} until {edited}"),
        (again, f"since {again}, until now (404: {one.url})", f"from {edited} until {again}"),
        ("2999-01-01", f"since {again}, until now (404: {one.url})", f"from {edited} until {again}"),
    ):
        shown = linfen("show", "1", "--as-of", moment, *where).stdout
        assert (seen in shown, "\ngone " in shown) == (True, since is not None)
        assert since is None or since in shown
        said = json.loads(linfen("show", "1", "--as-of", moment, "--json", *where).stdout)
        assert (said["gone"] or {}).get("since") == (since[6:33] if since else None)
    history = linfen("show", "1", "--history", *where).stdout
    assert [line.split()[0] for line in history.splitlines()[-6:-2]] == ["gone", "1", "2", "gone"]
    assert len(json.loads(linfen("show", "1", "--history", "--json", *where).stdout)["absences"]) == 2


def test_it_is_no_more_away_once_it_is_one_with_an_article_that_is_there(tmp_path: Path) -> None:
    kept, other = article("/shanxi/5", text=OTHER), article("/shanxi/9")
    away = Absence(url=kept.url, kind=Kind.ARTICLE, evidence=Evidence.NOT_FOUND)
    store_items(tmp_path, kept, other, away, article("/shanxi/9", text=OTHER))
    with Archive.open(tmp_path) as archive:
        merged = archive.rows("SELECT at FROM changes WHERE kind = 'merged'")[-1]["at"]
        (absence,) = absences_of(archive, 1)
        assert absence.until == merged


@pytest.mark.parametrize(
    "text",
    [
        *("", "gestern", "20260131", "2026-W05-6", "2026-1-31", "2026-01", "2026-01-31T09", "2026-01-31T24:00"),
        *("2026-02-30", "2026-01-31T09:30+0800", "20260131T0930", "0001-01-01T00:00:00+14:00"),
        *("9999-12-31T23:59:59-14:00", "２０２６-０１-３１"),
    ],
)
def test_any_other_form_of_a_date_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match=r"give a (date|time)"):
        moment_of(text)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("2026-01-31T09:30", "2026-01-31T09:30:00+08:00"),
        ("2026-01-31 09:30:15", "2026-01-31T09:30:15+08:00"),
        ("2026-01-31T01:30Z", "2026-01-31T01:30:00+00:00"),
        ("2026-01-31T01:30:15.250000+01:00", "2026-01-31T01:30:15.250000+01:00"),
        ("2026-01-31", "2026-01-31T23:59:59.999999+08:00"),
    ],
)
def test_a_time_without_a_zone_is_the_sites(text: str, means: str) -> None:
    assert moment_of(text).isoformat() == means

"""What is said of a page that gave no article has no word of it: no takedown reaches a log, or had reached an entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

from harness import Run, run
from searching import found_in
from test_bad_input import HTML, html, path_of
from test_pages import LEAD, paragraphs, template
from twisted.internet.error import ConnectionRefusedError as Refused
from twisted.web._newclient import ParseError

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.items import Capture, Failure, Refusal
from linfen_crawler.journal import Entry
from linfen_crawler.kinds import Kind, Nature
from linfen_crawler.pages import PARSER_VERSION
from linfen_crawler.raw import Found, all_files, read_records
from linfen_crawler.reasons import of_error
from linfen_crawler.replica import Page, RunningReplica

Opened = Callable[[], Archive]
TITLE = "张某某被控诈骗一案今日开庭"
WORDS = "某县人民医院院长的讣告"
HEAD = "<!DOCTYPE html><meta charset=utf-8>"
URL = "http://www.lfxww.com/linfen/shizheng/2700077.html"
BARE = f"{HEAD}<title>{TITLE}</title><h1>{TITLE}</h1><div class=info>2024-03-09 09:00:00</div><div id=content></div>"
STAMPS = "".join(f"<p>{TITLE}第{n}号<p>更新时间：2021-04-0{n} 来源：{WORDS}" for n in (1, 2, 3, 4))
QUOTED = {
    "title and date alone": html(BARE),
    "two words": html(f"{HEAD}<p>{TITLE}"),
    "a message": html(f"{HEAD}<p>{TITLE}，页面出错了，系统错误，请稍后再试，请稍后访问本页面，服务器内部错误"),
    "an error of maintenance": html(f"{HEAD}<p>系统维护中，请稍后访问<p>{TITLE}", 404),
    "a message in a script": html(f"{HEAD}<script>alert('{TITLE}：您没有权限访问该页面')</script>"),
    "a challenge": html(f"{HEAD}<script>location.hash='{TITLE}';document.cookie='a=1'</script><p>{TITLE}"),
    "sent on": html(f"{HEAD}<script>location.href='https://so.example/{TITLE}'</script>"),
    "led on": html("", 302, Location="https://so.example/find?q=" + TITLE.encode().decode("latin-1")),
    "led nowhere": html("", 302, Location="javascript:alert('" + TITLE.encode().decode("latin-1") + "')"),
    "another site's": html(f"{HEAD}<p><a href='https://so.example/{TITLE}'>{TITLE}</a>"),
    "a search": html(f"{HEAD}<title>{TITLE}</title><p>搜索 {WORDS} 共找到 2 条结果<p>{TITLE}"),
    "stamps": html(f"{HEAD}<title>{TITLE}</title><h1>{TITLE}</h1>{STAMPS}"),
}


def lone(site: RunningReplica, count: int) -> list[str]:
    """Return the addresses of articles of one page."""
    return [one.url for one in site.replica.articles() if len(site.replica.parts(one.url)) == 1][:count]


def test_no_reason_has_a_word_of_its_page(crawl: Run, site: RunningReplica, folder: Path, opened: Opened) -> None:
    for url, page in zip(lone(site, len(QUOTED)), QUOTED.values(), strict=True):
        site.overrides[path_of(url)] = page
    done = crawl("--log-level", "INFO")
    reasons = [str(row["reason"]) for row in opened().rows("SELECT reason FROM urls WHERE reason IS NOT NULL")]
    entries = [one.content.to_json() for path in all_files(folder) for one in noted(path)]
    assert len(entries) > len(QUOTED)
    said = "\n".join([*reasons, *(entry.decode() for entry in entries), unquote(done.stderr)])
    assert [word for word in (TITLE, WORDS, TITLE[:4]) if word in said] == []


def test_what_came_first_without_its_text_leaves_no_word(
    crawl: Run, linfen: Run, site: RunningReplica, folder: Path
) -> None:
    """It is refused, comes whole, is archived, and is taken down: neither the files nor a log have its title."""
    (url,), where = lone(site, 1), ("--archive", str(folder))
    site.overrides[path_of(url)] = html(BARE)
    first = crawl("--log-level", "INFO")
    whole = template(paragraphs(LEAD, *(f"{WORDS}的第{n}段，记者了解到有关的情况。" for n in range(5))), title=TITLE)
    site.overrides[path_of(url)] = Page(status=200, headers=HTML, body=whole.encode())
    later = datetime.now(UTC) + timedelta(days=3)
    again = run(["crawl", *where, "--site-url", site.url, "--log-level", "INFO"], moment=later)
    with Archive.open(folder) as archive:
        assert archive.article(url)["title"] == TITLE  # type: ignore[index]
    assert found_in(folder, [TITLE, WORDS]).keys() == {TITLE, WORDS}, "the search must find what is there"
    done = linfen("forget", url, "--reason", "x", "--yes", *where)
    assert done.returncode == 0, done.stderr
    assert found_in(folder, [TITLE, WORDS]) == {}
    assert [one for one in (TITLE, WORDS) if one in first.stderr + again.stderr + done.stderr] == []
    assert linfen("verify", *where).returncode == 0


def test_a_takedown_writes_no_word_of_what_it_takes(
    crawl: Run, linfen: Run, site: RunningReplica, folder: Path, opened: Opened
) -> None:
    """Not even an article's own copyright notice; one that others have stays, with its number and its dates."""
    (url, other), where = lone(site, 2), ("--archive", str(folder))
    own = f"版权声明：本文由{WORDS}口述，未经其书面授权不得转载。"
    for path, notice in ((url, own), (other, "版权声明：凡本网刊载的稿件，未经书面授权不得转载。")):
        body = template(paragraphs(LEAD, f"{path}的一段话。"), title=path[-12:], tail=f"<p>{notice}</p>")
        site.overrides[path_of(path)] = Page(status=200, headers=HTML, body=body.encode())
    crawl()
    assert found_in(folder, [WORDS]), "the search must find what is there"
    before = opened().rows("SELECT id, text FROM copyright_notices WHERE text NOT LIKE ? ORDER BY id", [f"%{WORDS}%"])
    assert linfen("forget", url, "--reason", "x", "--yes", *where).returncode == 0
    assert found_in(folder, [WORDS]) == {}
    after = opened().rows("SELECT id, text FROM copyright_notices WHERE text NOT LIKE 'taken down: %' ORDER BY id")
    assert after == before
    verified = linfen("verify", *where)
    assert verified.returncode == 0, verified.stdout
    assert "equal row for row" in linfen("rebuild", *where).stdout
    assert linfen("forget", other, "--reason", "x", "--yes", *where).returncode == 0
    assert linfen("verify", *where).returncode == 0


def noted(path: Path) -> Iterator[Found]:
    """Yield the entries of the journal in a file."""
    return (one for one in read_records(path) if isinstance(one.content, Entry))


def of_earlier_version(folder: Path) -> None:
    """Write what an earlier version noted of a page without its text, twice, and of one under maintenance."""
    writer = ArchiveWriter.open(folder)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    for number, status in enumerate((200, 200, 404), start=1):
        capture = Capture(
            url=URL,
            fetched_at=datetime(2026, 1, number, tzinfo=UTC),
            status=status,
            headers=(("Content-Type", "text/html"),),
            payload=BARE.encode() if status == 200 else TITLE.encode(),
        )
        said = {"url": URL, "kind": Kind.ARTICLE, "captures": (capture,)}
        if status == 200:
            reason = f"empty: shows {TITLE} 2024-03-09 09:00:00"
            writer.store(Refusal(reason=reason, parser_version=PARSER_VERSION, nature=Nature.EMPTY, **said))  # type: ignore[arg-type]
        else:
            writer.store(Failure(reason=f"HTTP 404: {TITLE}", **said))  # type: ignore[arg-type]
    writer.commit()
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()


def test_what_an_earlier_version_has_quoted_is_taken_down_as_well(linfen: Run, folder: Path, opened: Opened) -> None:
    of_earlier_version(folder)
    where = ("--archive", str(folder))
    assert linfen("verify", *where).returncode == 0
    assert found_in(folder, [TITLE])
    done = linfen("forget", URL, "--reason", "x", "--yes", *where)
    assert done.returncode == 0, done.stderr
    assert found_in(folder, [TITLE]) == {}
    verified = linfen("verify", *where)
    assert verified.returncode == 0, verified.stdout
    assert "equal row for row" in linfen("rebuild", *where).stdout
    (first, *_) = opened().rows("SELECT * FROM captures ORDER BY id")
    entry = opened().entry_of(int(str(first["id"])))
    assert entry is not None
    assert (entry.number, entry.facts["reason"], entry.facts["nature"]) == (2, "taken down", "empty")


def test_an_error_says_what_is_no_pages() -> None:
    quoting = ParseError("wrong number of parts", f"<title>{TITLE}".encode())
    told = [of_error(one) for one in (Refused("111"), quoting, ValueError(TITLE), TimeoutError("late"), OSError())]
    assert re.fullmatch(r"ConnectionRefusedError: Connection was refused by other side: 111\.?", told[0])
    assert told[1:] == ["ParseError", "ValueError", "TimeoutError: late", "OSError"]

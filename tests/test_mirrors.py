"""Mirrors' pages through the real pipelines: each a copy of its article, whichever of the two comes first."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from damage import Damage, spam
from harness import ROOT
from harness import Run as Scrapy
from scrapy.utils.test import get_crawler

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.compare import differences
from linfen_crawler.items import Capture, Item, Part, RawArticle
from linfen_crawler.options import Options
from linfen_crawler.replica import Replica
from linfen_crawler.run import Run
from linfen_crawler.urls import original_of
from pipelines.deduplicate import Deduplicate
from pipelines.normalise import Normalise
from pipelines.validate import Validate

SITE = "http://www.lfxww.com"
MIRROR = "https://mirror.example"
PATH = "/linfen/shizheng/2661234.html"
TELLER = Replica(seed=5, size=60)
BODIES = [a.body for a in TELLER.articles() if len(a.body) > 200]


def page(url: str, body: str, *, title: str = "临汾市举行表彰大会", date: str = "2021-04-30 09:17:15") -> RawArticle:
    """Return an article as a page has it."""
    capture = Capture(url=url, fetched_at=datetime.now(UTC), status=200, payload=body.encode())
    return RawArticle(
        url=url,
        captures=(capture,),
        layout="regular",
        title=title,
        date_line=f"{date} 来源：临汾新闻网",
        paragraphs=tuple(body.split("\n\n")),
        parts=(Part(url=url, capture=capture),),
    )


def copied(url: str, body: str, *, seed: int = 1, spam_chars: int = 200) -> RawArticle:
    """Return a mirror's copy of an article."""
    damage = Damage(eaten=0.05, spam_chars=spam_chars, has_date_line=True)
    return page(url, damage.copy(body, Random(seed), title="临汾市举行表彰大会"), title="臨汾市舉行表彰大會(huì)")


@contextmanager
def running(folder: Path) -> Iterator[Run]:
    """Hold an archive as a run does."""
    writer = ArchiveWriter.open(folder)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    yield Run(get_crawler(), Options.from_values({}), writer)
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()


def put(run: Run, item: object) -> str:
    """Send an item through the pipelines, and return what became of it."""
    for step in (Normalise(), Validate(), Deduplicate(run)):
        item = step.process_item(item)
    assert isinstance(item, Item)
    return run.archive.store(item)


def feed(folder: Path, pages: Iterable[RawArticle]) -> list[str]:
    """Archive pages in their order, and return what became of each."""
    with running(folder) as run:
        return [put(run, one) for one in pages]


def addresses(folder: Path) -> dict[str, tuple[str, str]]:
    """Return relation and article of each address that belongs to an article."""
    with Archive.open(folder) as archive:
        rows = archive.rows(
            "SELECT u.url, relation, a.url AS article FROM article_urls u JOIN articles a ON a.id = u.article_id"
        )
    return {str(row["url"]): (str(row["relation"]), str(row["article"])) for row in rows}


def ledger(folder: Path) -> dict[str, tuple[str, str | None]]:
    """Return state and reason of each address."""
    with Archive.open(folder) as archive:
        return {str(row["url"]): (str(row["state"]), row["reason"]) for row in archive.rows("SELECT * FROM urls")}


@pytest.mark.parametrize(
    ("url", "original"),
    [
        (f"{MIRROR}{PATH}", f"{SITE}{PATH}"),
        ("http://m.example:8080/gggs/12.htm", f"{SITE}/gggs/12.html"),
        ("http://m.example/ldzj/wang/hyjh/12_3.html", f"{SITE}/ldzj/wang/hyjh/12.html"),
        ("http://m.example/a/b/c/d/12.html", None),
        ("http://m.example/12.html", None),
        ("http://m.example/h5/12.html", None),
        ("http://m.example//evil.example/12.html", None),
        ("http://m.example/shanxi/", None),
        (f"{SITE}{PATH}", None),
    ],
)
def test_the_path_on_a_foreign_host_tells_the_original(url: str, original: str | None) -> None:
    assert original_of(url) == original


def test_a_copy_under_its_articles_path_is_an_address_of_it(tmp_path: Path) -> None:
    outcomes = feed(tmp_path, [page(SITE + PATH, BODIES[0]), copied(MIRROR + PATH, BODIES[0])])
    assert outcomes == ["added", "linked"]
    assert addresses(tmp_path) == {
        SITE + PATH: ("canonical", SITE + PATH),
        MIRROR + PATH: ("mirror", SITE + PATH),
    }
    assert ledger(tmp_path)[MIRROR + PATH] == ("duplicate", "a mirror's copy")
    with Archive.open(tmp_path) as archive:
        (article,) = archive.rows("SELECT id, title, body FROM articles")
        assert (article["title"], article["body"]) == ("临汾市举行表彰大会", BODIES[0])
        (mirror,) = archive.mirrors(1)
        assert mirror["title"] == "臨汾市舉行表彰大會(huì)"
        assert 0.7 < float(str(mirror["score"])) <= 1
        assert archive.article(MIRROR + PATH) == archive.article(SITE + PATH)


def test_a_copy_under_another_path_is_known_by_its_text(tmp_path: Path) -> None:
    elsewhere = f"{MIRROR}/show.php?id=9"
    pages = [page(f"{SITE}/gggs/{i}.html", body) for i, body in enumerate(BODIES[:9], start=1)]
    assert feed(tmp_path, [*pages, copied(elsewhere, BODIES[3], spam_chars=400)])[-1] == "linked"
    assert addresses(tmp_path)[elsewhere] == ("mirror", f"{SITE}/gggs/4.html")


def test_something_else_under_an_articles_path_is_refused(tmp_path: Path) -> None:
    other = page(MIRROR + PATH, spam(600, Random(1)), title="澳門新葡京")
    assert feed(tmp_path, [page(SITE + PATH, BODIES[0]), other]) == ["added", "refusal"]
    assert list(addresses(tmp_path)) == [SITE + PATH]
    reason = f"under the path of {SITE}{PATH}, but with another text"
    assert ledger(tmp_path)[MIRROR + PATH] == ("refused", reason)
    with Archive.open(tmp_path) as archive:
        assert archive.rows("SELECT * FROM mirrors") == []


def test_a_copy_of_another_article_is_linked_with_that_whatever_its_path_says(tmp_path: Path) -> None:
    other = f"{SITE}/gggs/7.html"
    pages = [page(SITE + PATH, BODIES[0]), page(other, BODIES[1]), copied(MIRROR + PATH, BODIES[1])]
    assert feed(tmp_path, pages)[-1] == "linked"
    assert addresses(tmp_path)[MIRROR + PATH] == ("mirror", other)


def test_a_copy_without_its_original_waits_and_makes_the_sites_address_pending(tmp_path: Path) -> None:
    assert feed(tmp_path, [copied(MIRROR + PATH, BODIES[0])]) == ["waiting"]
    assert addresses(tmp_path) == {}
    assert ledger(tmp_path) == {
        SITE + PATH: ("pending", None),
        MIRROR + PATH: ("skipped", f"a mirror's page of {SITE}{PATH}, which is not archived"),
    }
    with Archive.open(tmp_path) as archive:
        assert archive.rows("SELECT * FROM articles") == []
        assert archive.ledger_entry(SITE + PATH)["discovered_on"] == MIRROR + PATH  # type: ignore[index]


@pytest.mark.parametrize("url", [MIRROR + PATH, f"{MIRROR}/show.php?id=9"])
def test_when_the_original_comes_its_copy_is_linked_at_once(tmp_path: Path, url: str) -> None:
    with running(tmp_path) as run:
        assert put(run, copied(url, BODIES[0])) == "waiting"
    assert feed(tmp_path, [page(SITE + PATH, BODIES[0])]) == ["added"]
    assert addresses(tmp_path)[url] == ("mirror", SITE + PATH)
    assert ledger(tmp_path)[url] == ("duplicate", "a mirror's copy")
    assert ledger(tmp_path)[SITE + PATH] == ("archived", None)


def test_when_the_original_comes_what_is_no_copy_of_it_is_refused(tmp_path: Path) -> None:
    other = page(MIRROR + PATH, spam(600, Random(1)), title="澳門新葡京")
    assert feed(tmp_path, [other, page(SITE + PATH, BODIES[0])]) == ["waiting", "added"]
    assert ledger(tmp_path)[MIRROR + PATH][0] == "refused"
    with Archive.open(tmp_path) as archive:
        assert archive.rows("SELECT * FROM mirrors") == archive.rows("SELECT * FROM mirror_keys") == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_path_overrides_a_text_that_is_nearer(tmp_path: Path, order: tuple[int, ...]) -> None:
    edited = BODIES[0].replace("，", "，然而", 8)
    pages = [page(SITE + PATH, edited), page(f"{SITE}/gggs/9.html", BODIES[0]), page(MIRROR + PATH, BODIES[0])]
    feed(tmp_path, [pages[index] for index in order])
    assert addresses(tmp_path)[MIRROR + PATH] == ("mirror", SITE + PATH)
    with Archive.open(tmp_path) as archive:
        (row,) = archive.rows("SELECT score FROM mirrors")
        assert float(str(row["score"])) < 1


def test_a_page_that_is_no_copy_any_more_is_let_go(tmp_path: Path) -> None:
    url = f"{MIRROR}/show.php?id=9"
    pages = [page(SITE + PATH, BODIES[0]), copied(url, BODIES[0]), page(url, spam(600, Random(1)), title="澳門新葡京")]
    assert feed(tmp_path, pages) == ["added", "linked", "waiting"]
    assert list(addresses(tmp_path)) == [SITE + PATH]
    assert ledger(tmp_path)[url] == ("skipped", "off the site, and like no article of the archive")


def test_a_short_article_is_known_by_its_path_and_never_by_its_text(tmp_path: Path) -> None:
    gallery = page(SITE + PATH, "汾河岸边桃花开。", title="春到汾河")
    copies = [copied(MIRROR + path, "汾河岸边桃花开。") for path in (PATH, "/show.php?id=9")]
    named = [replace(one, title="春到汾河") for one in copies]
    assert feed(tmp_path, [gallery, *named]) == ["added", "linked", "waiting"]


def forecast(day: int, *, url: str, path: str = "/x/9.html") -> RawArticle:
    """Return a weather forecast, of which two days share all but the figures."""
    low, high = day % 9 + 3, day % 7 + 18
    body = (
        f"今天白天：晴间多云，西北风{day % 4 + 2}级，最高气温{high}℃。\n\n今天夜间：晴，最低气温{low}℃。\n\n"
        f"明天：晴，气温{low + 1}～{high + 2}℃。森林火险气象等级为三级，空气质量良，适宜户外活动，"
        f"请市民注意添减衣物，谨防感冒。临汾市气象台{day}日发布。"
    )
    return page(f"{url}{path}", body, title="临汾市天气预报", date=f"2021-04-{day} 08:00:00")


def test_a_copy_of_another_days_forecast_waits_for_its_own(tmp_path: Path) -> None:
    first, copy = forecast(28, url=SITE, path="/shanxi/2660001.html"), forecast(29, url=MIRROR)
    assert feed(tmp_path, [first, copy]) == ["added", "waiting"]
    assert feed(tmp_path, [forecast(29, url=SITE, path="/shanxi/2660002.html")]) == ["added"]
    assert addresses(tmp_path)[copy.url] == ("mirror", f"{SITE}/shanxi/2660002.html")


def test_a_copy_of_another_days_forecast_is_not_claimed_by_the_next(tmp_path: Path) -> None:
    copy = forecast(29, url=MIRROR)
    assert feed(tmp_path, [copy, forecast(28, url=SITE, path="/shanxi/2660001.html")]) == ["waiting", "added"]
    assert copy.url not in addresses(tmp_path)


def test_a_copy_that_shows_the_day_of_its_copying_is_a_copy_all_the_same(tmp_path: Path) -> None:
    first, copy = forecast(28, url=SITE, path="/shanxi/2660001.html"), forecast(28, url=MIRROR)
    copy = replace(copy, date_line="2021-05-02 10:00:00 来源：网络")
    assert feed(tmp_path, [first, copy]) == ["added", "linked"]


def test_the_same_page_twice_changes_nothing(tmp_path: Path) -> None:
    pages = [
        page(SITE + PATH, BODIES[0]),
        copied(MIRROR + PATH, BODIES[0]),
        copied(f"{MIRROR}/gggs/5.html", BODIES[1]),
        copied(f"{MIRROR}/show.php?id=9", BODIES[2]),
    ]
    feed(tmp_path / "once", pages)
    feed(tmp_path / "twice", [*pages, *pages])
    with Archive.open(tmp_path / "once") as once, Archive.open(tmp_path / "twice") as twice:
        assert list(differences(once, twice)) == []


STREAM = [
    page(SITE + PATH, BODIES[0]),
    page(f"{SITE}/gggs/5.html", BODIES[0].replace("的", "之", 2), date="2021-09-01 10:00:00"),
    copied(MIRROR + PATH, BODIES[0]),
    copied(f"{MIRROR}/show.php?id=9", BODIES[0], seed=2),
    page(f"{MIRROR}/gggs/5.html", spam(600, Random(1)), title="澳門新葡京"),
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(5)))[::5])
def test_every_order_of_arrival_links_the_same(tmp_path: Path, order: tuple[int, ...]) -> None:
    feed(tmp_path / "one", STREAM)
    feed(tmp_path / "other", [STREAM[index] for index in order])
    assert addresses(tmp_path / "one") == addresses(tmp_path / "other")
    assert ledger(tmp_path / "one") == ledger(tmp_path / "other")
    with Archive.open(tmp_path / "one") as one, Archive.open(tmp_path / "other") as other:
        assert [line for line in differences(one, other) if line[2:].startswith(("similar", "mirrors"))] == []


def test_a_copy_taken_back_leaves_nothing(tmp_path: Path) -> None:
    """One transaction an item: what was not committed when a run was killed is read again."""
    with running(tmp_path) as run:
        put(run, page(SITE + PATH, BODIES[0]))
        run.archive.commit()
        put(run, copied(MIRROR + PATH, BODIES[0]))
        run.archive.rollback()
    assert list(addresses(tmp_path)) == [SITE + PATH]
    assert MIRROR + PATH not in ledger(tmp_path)
    assert feed(tmp_path, [copied(MIRROR + PATH, BODIES[0])]) == ["linked"]


def test_copies_follow_their_article_into_another(tmp_path: Path) -> None:
    """Equal texts of the 1st and of the 7th are two articles, until one of the 4th joins them."""
    days = [("/welb/9.html", "01"), ("/gggs/8.html", "07"), ("/shanxi/7.html", "04")]
    pages = [page(SITE + path, BODIES[0], date=f"2021-04-{day} 09:00:00") for path, day in days]
    feed(tmp_path, [pages[0], pages[1], copied(f"{MIRROR}/gggs/8.html", BODIES[0]), pages[2]])
    assert addresses(tmp_path)[f"{MIRROR}/gggs/8.html"] == ("mirror", f"{SITE}/shanxi/7.html")
    with Archive.open(tmp_path) as archive:
        assert archive.rows("SELECT * FROM similar") == []
        (counted,) = archive.rows("SELECT count(DISTINCT article_id) AS articles, count(*) AS keys FROM text_keys")
        assert counted == {"articles": 1, "keys": 16}


SPIDER = """
import scrapy
from test_mirrors import BODIES, MIRROR, PATH, SITE, copied, page

class Ingest(scrapy.Spider):
    name = "ingest"

    async def start(self):
        yield copied(MIRROR + PATH, BODIES[0])
        yield copied(f"{MIRROR}/show.php?id=9", BODIES[1])
        yield page(SITE + PATH, BODIES[0])
        yield page(f"{SITE}/gggs/5.html", BODIES[1])
        yield page(f"{SITE}/gggs/6.html", BODIES[1].replace("的", "之", 2))
        yield page(f"{MIRROR}/gggs/5.html", "澳門新葡京娛樂場線上開戶優惠活動" * 20)
"""


def test_a_spider_may_yield_mirrors_pages(tmp_path: Path, scrapy: Scrapy) -> None:
    """The whole way: Scrapy, the project's pipelines in their order, the run's record."""
    (tmp_path / "ingest.py").write_text(SPIDER, "utf-8")
    settings = ("-s", f"LINFEN_ARCHIVE={tmp_path / 'archive'}", "-s", "TELNETCONSOLE_ENABLED=0")
    done = scrapy("runspider", str(tmp_path / "ingest.py"), *settings, env={"PYTHONPATH": str(ROOT / "tests")})
    with Archive.open(tmp_path / "archive") as archive:
        (run,) = archive.last_runs(1)
        assert {name: run.counters.get(name) for name in ("article/added", "mirror/waiting", "offsite/refused")} == {
            "article/added": 3,
            "mirror/waiting": 2,
            "offsite/refused": 1,
        }, done.stderr
        assert len(archive.rows("SELECT * FROM similar")) == 1
    assert {url for url, (relation, _) in addresses(tmp_path / "archive").items() if relation == "mirror"} == {
        MIRROR + PATH,
        f"{MIRROR}/show.php?id=9",
    }

"""One text, many addresses: whatever the order in which they are read, the archive is the same."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.compare import content, differences
from linfen_crawler.fingerprint import content_sha256, text_sha256
from linfen_crawler.items import Article, Capture, Credit, Part, Precision, Role

TEXT = "临汾新闻网讯 我市召开会议，部署下一阶段工作，要求各县市区抓好落实。" * 3


def article(path: str, *, day: int = 1, text: str = TEXT, title: str = "题目", hour: int = 9) -> Article:
    """Return an article as the pipelines make it."""
    section, _, name = path.rpartition("/")
    url = f"http://www.lfxww.com{path}.html"
    capture = Capture(url=url, fetched_at=datetime.now(UTC), status=200, payload=(path + text).encode())
    made = Article(
        url=url,
        captures=(capture,),
        site_id=int(name),
        section=f"{section}/",
        section_name=section,
        breadcrumbs=(section,),
        layout="regular",
        title=title,
        kicker=None,
        headline=None,
        subtitle=None,
        published_at=f"2021-04-{day:02}T{hour:02}:00:00+08:00",
        published_precision=Precision.SECOND,
        source=section,
        dateline=None,
        body=text,
        editor=None,
        copyright_notice="版权声明：凡临汾日报、临汾新闻网刊载及发布的各类稿件，未经书面授权…",
        view_label=False,
        view_count=None,
        complete=True,
        parser_version="1",
        credits=(Credit(name=name, role=Role.REPORTER, verbatim=name),),
        parts=(Part(url=url, capture=capture),),
    )
    from dataclasses import replace

    return replace(made, text_sha256=text_sha256(title=title, body=text), content_sha256=content_sha256(made))


def store(folder: Path, articles: Iterable[Article], *, within_days: int = 3) -> list[str]:
    """Store articles in their order, and return what became of each."""
    from dataclasses import replace

    writer = ArchiveWriter.open(folder)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    outcomes = [
        writer.store(replace(one, same_text_as=writer.same_text(one, within_days=within_days))) for one in articles
    ]
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()
    return outcomes


def test_the_same_text_elsewhere_is_one_article_with_two_addresses(tmp_path: Path) -> None:
    assert store(tmp_path, [article("/shanxi/5"), article("/hongtong/9", title="别的题目")]) == ["added", "merged"]
    with Archive.open(tmp_path) as archive:
        rows = archive.rows("SELECT url, relation, title FROM article_urls ORDER BY url DESC")
        assert [tuple(row.values()) for row in rows] == [
            ("http://www.lfxww.com/shanxi/5.html", "canonical", "题目"),
            ("http://www.lfxww.com/hongtong/9.html", "same text", "别的题目"),
        ]
        states = archive.rows("SELECT url, state FROM urls ORDER BY url DESC")
        assert [row["state"] for row in states] == ["archived", "duplicate"]


def test_the_canonical_address_follows_a_rule_and_not_the_order_of_arrival(tmp_path: Path) -> None:
    """A regular section before a special topic, then the lowest id."""
    store(tmp_path, [article("/2021/topic/3"), article("/shanxi/9"), article("/hongtong/5")])
    with Archive.open(tmp_path) as archive:
        (row,) = archive.rows("SELECT id, url, section, source FROM articles")
        assert row["url"] == "http://www.lfxww.com/hongtong/5.html"
        assert row["source"] == "/hongtong"
        assert [c["name"] for c in archive.children("credits", int(str(row["id"])))] == ["5"]


def test_a_recurring_notice_of_another_day_stays_apart(tmp_path: Path) -> None:
    assert store(tmp_path, [article("/gggs/1", day=1), article("/gggs/2", day=8)]) == ["added", "added"]


def test_a_text_between_two_days_joins_them(tmp_path: Path) -> None:
    articles = [article("/gggs/1", day=1), article("/gggs/2", day=6), article("/gggs/3", day=4)]
    assert store(tmp_path, articles) == ["added", "added", "merged"]
    with Archive.open(tmp_path) as archive:
        assert [row["url"] for row in archive.rows("SELECT url FROM articles")] == ["http://www.lfxww.com/gggs/1.html"]
        assert archive.rows("SELECT count(*) AS n FROM article_urls")[0]["n"] == 3
        merged = archive.rows("SELECT evidence FROM changes WHERE kind = 'merged' AND article_id = 2")
        assert merged == [{"evidence": "into article 1"}]


def test_a_short_text_counts_with_its_title(tmp_path: Path) -> None:
    short = [article("/newstp/1", text="组图", title="春"), article("/newstp/2", text="组图", title="秋")]
    assert store(tmp_path, short) == ["added", "added"]


def test_galleries_of_one_title_are_told_apart_by_their_images(tmp_path: Path) -> None:
    from linfen_crawler.items import Image

    def gallery(*captions: str) -> str:
        images = [Image(url=f"http://www.lfxww.com/{text}.jpg", caption=text, credit=None) for text in captions]
        return text_sha256(title="图片新闻", body="", images=images)

    assert gallery("春") != gallery("秋")
    assert gallery("春", "秋") == gallery("春", "秋")


def test_glosses_script_and_width_make_no_other_text() -> None:
    copied = "臨汾新聞網(wǎng)訊 我市召開會議,部署下一階段工作,要求各縣市區(qū)抓好落實。"
    clean = "临汾新闻网讯　我市召开会议，部署下一阶段工作，要求各县市区抓好落实。"
    assert text_sha256(title="", body=copied * 2) == text_sha256(title="", body=clean * 2)


def test_an_edit_keeps_what_it_replaced(tmp_path: Path) -> None:
    assert store(tmp_path, [article("/shanxi/5", title="旧题"), article("/shanxi/5", title="新题")]) == [
        "added",
        "edited",
    ]
    with Archive.open(tmp_path) as archive:
        (row,) = archive.rows("SELECT title, revision FROM articles")
        assert tuple(row.values()) == ("新题", 2)
        assert archive.rows("SELECT fields FROM changes WHERE kind = 'edited'") == [{"fields": '["title"]'}]
        (before,) = archive.revisions(1)
        assert (before["revision"], before["title"], before["body"]) == (1, "旧题", TEXT)


def test_an_address_whose_text_comes_to_differ_is_split_off(tmp_path: Path) -> None:
    other = TEXT.replace("会议", "大会")
    assert store(tmp_path, [article("/shanxi/5"), article("/shanxi/9"), article("/shanxi/9", text=other)]) == [
        "added",
        "merged",
        "split",
    ]
    with Archive.open(tmp_path) as archive:
        assert archive.rows("SELECT count(*) AS n FROM articles")[0]["n"] == 2


def test_seeing_an_article_again_changes_nothing(tmp_path: Path) -> None:
    assert store(tmp_path, [article("/shanxi/5"), article("/shanxi/5")]) == ["added", "seen"]
    with Archive.open(tmp_path) as archive:
        assert [row["kind"] for row in archive.rows("SELECT kind FROM changes")] == ["added"]


ADDRESSES = [
    article("/shanxi/5", day=1),
    article("/2021/topic/3", day=2),
    article("/hongtong/4", day=4),
    article("/gggs/2", day=7),
    article("/gggs/8", day=20),
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_every_order_of_arrival_gives_the_same_archive(tmp_path: Path, order: tuple[int, ...]) -> None:
    store(tmp_path / "one", [ADDRESSES[index] for index in range(4)])
    store(tmp_path / "other", [ADDRESSES[index] for index in order])
    with Archive.open(tmp_path / "one") as one, Archive.open(tmp_path / "other") as other:
        for table in ("articles", "article_urls", "credits", "urls", "article_parts", "copyright_notices"):
            assert content(one, table) == content(other, table), table


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(range(5)), min_size=5, max_size=9))
def test_reading_addresses_again_in_any_order_changes_nothing(order: list[int]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        store(root / "once", [ADDRESSES[index] for index in dict.fromkeys(order)])
        store(root / "again", [ADDRESSES[index] for index in order])
        with Archive.open(root / "once") as once, Archive.open(root / "again") as again:
            assert list(differences(once, again)) == []

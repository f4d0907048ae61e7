"""One text, many addresses: whatever the order in which they are read, the archive is the same."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.compare import content, differences
from linfen_crawler.archive.connection import open_writer
from linfen_crawler.fingerprint import content_sha256, text_sha256
from linfen_crawler.items import Article, Capture, Credit, Image, Part, RawLink
from linfen_crawler.kinds import LinkKind, Precision, Role

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
        credits=(Credit(name=name, role=Role.EDITOR, verbatim=name),),
        parts=(Part(url=url, capture=capture),),
    )
    return told(made)


def told(made: Article, **changes: object) -> Article:
    """Return an article with some of it changed, and its digests."""
    made = replace(made, **changes)  # type: ignore[arg-type]
    return replace(made, text_sha256=text_sha256(made), content_sha256=content_sha256(made))


def store(folder: Path, articles: Iterable[Article], *, within_days: int = 3) -> list[str]:
    """Store articles in their order, and return what became of each."""
    writer = ArchiveWriter.open(folder)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    outcomes = [
        writer.store(replace(one, same_text_as=writer.same_text(one, within_days=within_days))) for one in articles
    ]
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()
    return outcomes


def test_the_same_text_elsewhere_is_one_article_with_two_addresses(tmp_path: Path) -> None:
    assert store(tmp_path, [article("/shanxi/5"), article("/hongtong/9", title="《题目》")]) == ["added", "merged"]
    with Archive.open(tmp_path) as archive:
        rows = archive.rows("SELECT url, relation, title FROM article_urls ORDER BY url DESC")
        assert [tuple(row.values()) for row in rows] == [
            ("http://www.lfxww.com/shanxi/5.html", "canonical", "题目"),
            ("http://www.lfxww.com/hongtong/9.html", "same text", "《题目》"),
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
    articles = [article("/gggs/1", day=1), article("/shanxi/2", day=6), article("/welb/3", day=4)]
    assert store(tmp_path, articles) == ["added", "added", "merged"]
    with Archive.open(tmp_path) as archive:
        assert [row["url"] for row in archive.rows("SELECT url FROM articles")] == ["http://www.lfxww.com/gggs/1.html"]
        assert archive.rows("SELECT count(*) AS n FROM article_urls")[0]["n"] == 3
        merged = archive.rows("SELECT evidence FROM changes WHERE kind = 'merged' AND article_id = 2")
        assert merged == [{"evidence": "into article 1"}]


NOTICE = "关于注销执业证书的公告"
ONE, OTHER = article("/gggs/1", title=NOTICE), article("/shanxi/2", title=NOTICE)
IMAGE = Image(url="http://www.lfxww.com/u/1.jpg", caption="图为检测结果。", credit=None)
TABLE = replace(IMAGE, url="http://www.lfxww.com/u/2.jpg")
FILE = RawLink(url="http://www.lfxww.com/u/1.doc", text="附件", kind=LinkKind.ATTACHMENT)
LIST = replace(FILE, url="http://www.lfxww.com/u/2.doc")
AUTHOR = Credit(name="畅任杰", role=Role.AUTHOR, verbatim="畅任杰")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": "临汾市区5月3日空气质量公告"}, {"title": "临汾市区5月4日空气质量公告"}),
        ({"title": "关于注销张三执业证书的公告"}, {"title": "关于注销李四执业证书的公告"}),
        ({"title": "食品安全抽检公告（第18号）"}, {"title": "食品安全抽检公告（第19号）"}),
        ({"title": "食品安全抽检情况公告（三）"}, {"title": "食品安全抽检情况公告（四）"}),
        ({"title": "关于注销执业证书的公告（张三）"}, {"title": "关于注销执业证书的公告（李四）"}),
        ({"title": "【第三期】不合格食品风险控制情况"}, {"title": "【第四期】不合格食品风险控制情况"}),
        ({"title": "【洪洞县】不合格食品风险控制情况"}, {"title": "【襄汾县】不合格食品风险控制情况"}),
        ({"title": "气温降至-5度"}, {"title": "气温降至5度"}),
        ({"title": "降水量1.5毫米"}, {"title": "降水量15毫米"}),
        ({"title": "第1、2号公告"}, {"title": "第12号公告"}),
        ({"headline": "2025年第18号公告"}, {"headline": "2025年第19号公告"}),
        ({"headline": "2025年第18号公告"}, {}),
        ({"subtitle": "5月3日8时至18时"}, {"subtitle": "5月4日8时至18时"}),
        ({"kicker": "尧都区"}, {"kicker": "襄汾县"}),
        ({"images": (IMAGE,)}, {"images": (TABLE,)}),
        ({"images": (IMAGE,)}, {"images": (replace(IMAGE, caption="图为另一次检测。"),)}),
        ({"links": (FILE,)}, {"links": (LIST,)}),
        ({"credits": (AUTHOR,)}, {"credits": (replace(AUTHOR, name="卫慧婷"),)}),
        ({"body": f"{TEXT}批号 10² 克"}, {"body": f"{TEXT}批号 102 克"}),
        ({"body": f"{TEXT}面积 1 2 平方米"}, {"body": f"{TEXT}面积 12 平方米"}),
        ({"body": f"{TEXT}共1\n\n2日起"}, {"body": f"{TEXT}共12日起"}),
        ({"body": f"{TEXT}5月3日"}, {"body": f"{TEXT}5月4日"}),
    ],
)
def test_two_notices_of_one_wording_stay_two(tmp_path: Path, one: dict[str, object], other: dict[str, object]) -> None:
    """Whatever tells them apart, and wherever it is: nothing of either is lost."""
    pair = [told(ONE, **one), told(OTHER, **other)]
    assert store(tmp_path / "one", pair) == ["added", "added"]
    assert store(tmp_path / "other", pair[::-1]) == ["added", "added"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"title": f"【图片新闻】{NOTICE}"}),
        ({}, {"title": f"【百姓关注】【今日看点】{NOTICE}"}),
        ({}, {"title": f"图片新闻｜{NOTICE}"}),
        ({}, {"title": f"{NOTICE}（组图）"}),
        ({}, {"title": f"时政要闻：{NOTICE}", "breadcrumbs": ("时政要闻",)}),
        ({}, {"title": "關于 注銷執業證書的公告。"}),
        ({"headline": NOTICE}, {"title": f"【图片新闻】{NOTICE}"}),
        ({"title": "第１８号公告"}, {"title": "第18号公告"}),
        ({}, {"editor": "吉政", "source": "山西日报", "copyright_notice": None}),
        ({}, {"body": TEXT.replace("，", ",").replace("临", "\u3000临")}),
        ({}, {"published_at": "2021-04-03T23:00:00+08:00"}),
        ({"images": (IMAGE,), "links": (FILE,)}, {"images": (IMAGE,), "links": (FILE,)}),
        (
            {},
            {"links": (RawLink(url="http://www.lfxww.com/gggs/7.html", text="相关", kind=LinkKind.RELATED),)},
        ),
    ],
)
def test_an_article_in_a_second_section_is_one(
    tmp_path: Path, one: dict[str, object], other: dict[str, object]
) -> None:
    """A column's name, another editor, width, script and white space tell nothing."""
    pair = [told(ONE, **one), told(OTHER, **other)]
    assert store(tmp_path / "one", pair) == ["added", "merged"]
    assert store(tmp_path / "other", pair[::-1]) == ["added", "merged"]


def test_a_section_that_has_the_same_words_on_another_day_has_another_notice(tmp_path: Path) -> None:
    """Put up twice on one day it is the same."""
    notices = [article("/gggs/1", day=1), article("/gggs/2", day=1, hour=15), article("/gggs/3", day=2)]
    assert store(tmp_path, notices) == ["added", "merged", "added"]


def test_an_attachment_that_is_replaced_makes_no_address_come_and_go(tmp_path: Path) -> None:
    """It is an edit, once: the address that is read after it shows the same."""
    pages = [told(ONE, links=(FILE,)), told(OTHER, links=(FILE,)), told(ONE, links=(LIST,)), told(OTHER, links=(LIST,))]
    assert store(tmp_path, [*pages, *pages[2:]]) == ["added", "merged", "edited", "seen", "seen", "seen"]
    assert store(tmp_path, [pages[1]]) == ["split"]


def test_what_an_older_version_has_digested_splits_nothing_off(tmp_path: Path) -> None:
    """It is compared once the article itself has been read again: two notices that had been made one are then two."""
    other = told(OTHER, title="关于注销李四执业证书的公告")
    assert store(tmp_path, [ONE, replace(other, text_sha256=ONE.text_sha256)]) == ["added", "merged"]
    database = open_writer(tmp_path)
    for table in ("articles", "article_urls"):
        database.execute(f"UPDATE {table} SET text_sha256 = 'of another version'")
    database.execute("UPDATE articles SET fold_version = 1")
    database.close()
    assert store(tmp_path, [other, ONE, other]) == ["seen", "seen", "split"]


def test_a_short_text_counts_with_its_title(tmp_path: Path) -> None:
    short = [article("/newstp/1", text="组图", title="春"), article("/newstp/2", text="组图", title="秋")]
    assert store(tmp_path, short) == ["added", "added"]


def test_galleries_of_one_title_are_told_apart_by_their_images(tmp_path: Path) -> None:
    def gallery(*captions: str) -> str:
        images = [Image(url=f"http://www.lfxww.com/{text}.jpg", caption=text, credit=None) for text in captions]
        return told(ONE, title="图片新闻", body="", images=tuple(images)).text_sha256

    assert gallery("春") != gallery("秋")
    assert gallery("春", "秋") == gallery("春", "秋")


def test_glosses_script_and_width_make_no_other_text() -> None:
    copied = "臨汾新聞網(wǎng)訊 我市召開會議,部署下一階段工作,要求各縣市區(qū)抓好落實。"
    clean = "临汾新闻网讯　我市召开会议，部署下一阶段工作，要求各县市区抓好落实。"
    assert told(ONE, body=copied * 2).text_sha256 == told(ONE, body=clean * 2).text_sha256


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
    pages = [article("/shanxi/5"), article("/shanxi/9"), article("/shanxi/9", text=other)]
    assert store(tmp_path / "text", pages) == ["added", "merged", "split"]
    assert store(tmp_path, [*pages[:2], article("/shanxi/9", title="另题")]) == ["added", "merged", "split"]
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

"""What was taken down does not come again: not by a mirror's page, and not with some of its words changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import opencc
import pytest
from damage import Damage
from foreign import Page, warc, write
from harness import Run, run
from searching import found_in, sentences
from test_forget import REASON, assert_proved
from test_ingest import ARTICLES, captured
from test_pages import paragraphs, template

from linfen_crawler.archive import Archive
from linfen_crawler.items import Article, RawArticle
from linfen_crawler.replica import Replica, serve
from linfen_crawler.sketches import Sketches, share, sketch_of

Ingest = Callable[..., str]
SITE, MIRROR = "http://www.lfxww.com", "http://copy5.example"
TRADITIONAL = opencc.OpenCC("s2t")
ONE, OTHER, THIRD = [article for article in ARTICLES if len(article.body) > 300][:3]
NOTICE = (
    "因襄汾县新城镇赵曲村至邓庄段主管道改造施工，计划于3月5日8时至3月6日18时对平阳南街以西片区停水。",
    "届时贡院街、五一路沿线单位和居民小区将受到影响，请广大用户提前做好储水准备。",
    "施工期间给您的生活带来不便，敬请谅解。恢复供水初期管网内可能出现短时浑浊现象，请打开水龙头放水至清澈后再使用。",
    "如遇突发情况导致工期顺延，自来水公司将另行通知，服务热线：2095110。",
)
NEXT_WEEK = tuple(line.replace("3月5日8时至3月6日", "3月12日8时至3月13日") for line in NOTICE)
OBITUARY = (
    "中国共产党的优秀党员、原临汾地区教育局离休干部张德厚同志，因病医治无效，在临汾逝世。",
    "张德厚同志早年参加革命工作，历任小学教员、中心校校长、教育局人事科科长等职，一生忠诚党的教育事业，深受群众爱戴。",
    "遵照张德厚同志生前遗愿，丧事从简，不举行遗体告别仪式。",
)
ANOTHERS = tuple(line.replace("张德厚", "刘玉兰") for line in OBITUARY)
EDITED = tuple(line.replace("请广大用户提前做好储水准备", "请各位居民早作准备，备足用水") for line in NOTICE)


@pytest.fixture
def command(linfen: Run, folder: Path) -> Run:
    """Run a command on one archive."""

    def run(*arguments: str) -> object:
        return linfen(*arguments, "--archive", str(folder))

    return run  # type: ignore[return-value]


@pytest.fixture
def ingest(tmp_path: Path, command: Run) -> Ingest:
    """Ingest pages that a crawler has captured, and return what the command prints."""

    def run(*pages: Page) -> str:
        file = write(tmp_path, "x.warc.gz", warc(list(pages)))
        done = command("ingest", str(file), "--mirror", "copy5.example")
        assert done.returncode in {0, 3}, done.stderr
        return " ".join(done.stdout.split())

    return run


def forget(command: Run, url: str) -> None:
    done = command("forget", url, "--reason", REASON, "--yes")
    assert done.returncode == 0, done.stderr


def mirrored(article: Article, path: str, damage: Damage) -> Page:
    """Return an article's page as a mirror has it."""
    text = damage.copy(article.body, Random(7), title=article.title)
    body = template(paragraphs(*text.split("\n")), title=TRADITIONAL.convert(article.title))
    return Page(url=MIRROR + path, body=body.encode())


def path_of(article: Article) -> str:
    return article.url.removeprefix(SITE)


def page_at(
    number: int, lines: tuple[str, ...], at: str = "2022-03-01T08:00:00Z", *, title: str = "停水通知", extra: str = ""
) -> Page:
    body = template(paragraphs(*lines) + extra, title=title)
    return Page(url=f"{SITE}/linfen/shizheng/{number}.html", at=at, body=body.encode())


def read(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with Archive.open(folder) as archive:
        return [tuple(row.values()) for row in archive.rows(sql)]


@pytest.mark.parametrize(
    ("path", "damage"),
    [
        (path_of(ONE), Damage(glossed=0, doubled=0, has_tag_tails=False)),
        (path_of(ONE), Damage(eaten=0.4, spam_chars=400)),
        ("/show.php?id=9", Damage(glossed=0, doubled=0, has_tag_tails=False)),
        ("/show.php?id=9", Damage(eaten=0.05, spam_chars=400, has_date_line=True)),
        (path_of(OTHER), Damage(eaten=0.1)),
        ("/linfen/shizheng/2999999.html", Damage(eaten=0.1, is_traditional=False)),
    ],
)
def test_a_mirrors_page_brings_nothing_back(
    ingest: Ingest, command: Run, folder: Path, path: str, damage: Damage
) -> None:
    """Under its own path, under another article's, under none: neither its text nor its bytes are kept."""
    ingest(captured(ONE.url), captured(OTHER.url), captured(THIRD.url))
    forget(command, ONE.url)
    page, own = mirrored(ONE, path, damage), mirrored(THIRD, path_of(THIRD), Damage(eaten=0.05))
    said = ingest(page, own)
    assert "1 taken down" in said
    assert "1 pages passed over because they were taken down" in said
    assert "mirrors: 1 linked" in said
    assert read(folder, "SELECT url FROM mirrors") == [(own.url,)]
    assert read(folder, f"SELECT * FROM captures WHERE url = '{page.url}'") == []
    pieces = [*sentences({"body": ONE.body}), *sentences({"body": damage.copy(ONE.body, Random(7))})]
    assert found_in(folder, pieces) == {}
    assert_proved(command, folder)


def test_what_a_mirror_has_of_an_address_goes_with_it(ingest: Ingest, command: Run, folder: Path) -> None:
    """Also where the article itself was never archived."""
    damage = Damage(glossed=0, doubled=0, has_tag_tails=False)
    page, pieces = mirrored(ONE, path_of(ONE), damage), sentences({"body": damage.copy(ONE.body, Random(7))})
    assert "mirrors: 1 waiting" in ingest(page, captured(OTHER.url))
    assert found_in(folder, pieces)
    forget(command, ONE.url)
    assert found_in(folder, pieces) == {}
    assert_proved(command, folder)
    assert "1 taken down" in ingest(page)
    assert found_in(folder, pieces) == {}


def test_the_site_brings_it_back_under_no_other_number(ingest: Ingest, command: Run, folder: Path) -> None:
    """With some words changed it is the same; of other days, or another man, it is another notice, and archived."""
    ingest(page_at(2001, NOTICE), page_at(2011, OBITUARY), captured(OTHER.url))
    forget(command, f"{SITE}/linfen/shizheng/2001.html")
    forget(command, f"{SITE}/linfen/shizheng/2011.html")
    said = ingest(page_at(2002, NOTICE), page_at(2003, EDITED), page_at(2004, NEXT_WEEK), page_at(2012, ANOTHERS))
    assert "2 taken down" in said
    states = read(folder, "SELECT state, reason FROM urls WHERE url GLOB '*/20[01][234].html' ORDER BY url")
    assert states == [
        ("skipped", f"the text of {SITE}/linfen/shizheng/2001.html, which was taken down"),
        ("skipped", f"nearly the text of {SITE}/linfen/shizheng/2001.html, which was taken down"),
        ("archived", None),
        ("archived", None),
    ]
    assert found_in(folder, ["3月5日8时", "早作准备"]) == {}
    assert_proved(command, folder)


def test_what_was_near_it_and_not_taken_down_is_read_on(ingest: Ingest, command: Run, folder: Path) -> None:
    ingest(page_at(2001, NOTICE), page_at(2003, EDITED))
    forget(command, f"{SITE}/linfen/shizheng/2001.html")
    copy = replace(page_at(2003, EDITED), url=f"{MIRROR}/linfen/shizheng/2003.html")
    again = page_at(2003, (*EDITED, "特此通知。"), at="2022-03-02T08:00:00Z")
    said = ingest(again, copy)
    assert ("1 edited" in said, "mirrors: 1 linked" in said) == (True, True), said
    assert_proved(command, folder)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": "关于注销张三执业证书的公告"}, {"title": "关于注销李四执业证书的公告"}),
        ({"title": "临汾市区5月3日停水通知"}, {"title": "临汾市区5月4日停水通知"}),
        ({"extra": '<p><img src="/u/a1.jpg"></p>'}, {"extra": '<p><img src="/u/a2.jpg"></p>'}),
        (
            {"extra": '<p><a href="/u/1.doc">附件：名单.doc</a></p>'},
            {"extra": '<p><a href="/u/2.doc">附件：名单.doc</a></p>'},
        ),
    ],
)
def test_a_takedown_takes_one_notice_of_its_wording(
    ingest: Ingest, command: Run, folder: Path, one: dict[str, str], other: dict[str, str]
) -> None:
    """Another's of the same day stays, and a later one is archived; the very same, and one edited, stay away."""
    ingest(page_at(2001, NOTICE, **one), page_at(2002, NOTICE, **other))
    forget(command, f"{SITE}/linfen/shizheng/2001.html")
    said = ingest(page_at(2003, NOTICE, **one), page_at(2004, EDITED, **one), page_at(2005, NOTICE))
    assert "2 taken down" in said
    assert read(folder, "SELECT url FROM articles ORDER BY url") == [
        (f"{SITE}/linfen/shizheng/{number}.html",) for number in (2002, 2005)
    ]
    assert_proved(command, folder)


def test_what_is_no_article_leaves_no_bytes_of_it_either(ingest: Ingest, command: Run, folder: Path) -> None:
    """A page whose title is lost is no article; of what was taken down not even the refusal has the bytes."""
    ingest(page_at(2001, NOTICE))
    forget(command, f"{SITE}/linfen/shizheng/2001.html")
    page = page_at(2005, NOTICE)
    ingest(replace(page, body=page.body.replace("停水通知".encode(), "停\ufffd通知".encode())))
    assert found_in(folder, [NOTICE[2][:20]]) == {}


def read_otherwise() -> None:
    """Let this process read pages as another version did: with a word more in each title."""
    import pipelines.normalise as step  # of this process alone

    def make(raw: RawArticle) -> Article:
        made = normalised(replace(raw, title=f"专题{raw.title}"))
        return replace(made, parser_version="0")

    normalised, step.normalise = step.normalise, make


@pytest.mark.parametrize("changed", [b"", b"<!-- another day -->"])
def test_it_comes_back_to_no_newer_reader(changed: bytes, folder: Path) -> None:
    with serve(Replica(seed=7, size=40)) as site:
        where = ("--archive", str(folder), "--site-url", site.url)
        assert run(["crawl", *where], before=read_otherwise).returncode == 0
        with Archive.open(folder) as archive:
            (taken,) = archive.rows(
                "SELECT * FROM articles WHERE layout = 'regular' AND length(body) > 300 ORDER BY id LIMIT 1"
            )
        assert str(taken["title"]).startswith("专题")
        forget = ["forget", str(taken["url"]), "--reason", REASON, "--yes", *where[:2]]
        assert run(forget, before=read_otherwise).returncode == 0
        page = site.replica.page(str(taken["url"]).removeprefix(SITE))
        section = str(taken["section"])
        site.overrides[f"{section}9999999.html"] = replace(page, body=page.body + changed)
        listing = site.replica.page(section)
        linked = re.sub(
            rb"(<li><a [^>]*/\d+\.html)", rb'<li><a href="9999999.html">x</a></li>\1', listing.body, count=1
        )
        assert linked != listing.body
        site.overrides[section] = replace(listing, body=linked)
        assert run(["crawl", *where, "--section", section]).returncode == 0
    with Archive.open(folder) as archive:
        entry = archive.ledger_entry(f"{SITE}{section}9999999.html")
    assert entry is not None
    assert (entry["state"], "which was taken down" in str(entry["reason"])) == ("skipped", True), entry
    assert found_in(folder, sentences(dict(taken))) == {}


def test_a_sketch_tells_its_text_from_others() -> None:
    texts = [article.body for article in ARTICLES if len(article.body) > 120]
    sketches = [(article, sketch) for article in texts if (sketch := sketch_of(article)) is not None]
    known = Sketches(sketches)
    for text, sketch in sketches:
        found = {one.url for one in known.near(text, "", "")}
        assert text in found
        assert share(sketch, text) == 1.0
        assert len(found) <= 2


@pytest.mark.parametrize(("shared", "is_near"), [(16, True), (15, False)])
def test_a_text_is_near_a_sketch_from_a_quarter_of_its_keys(shared: int, is_near: bool) -> None:
    """As decision 15 has it, and its figures were measured."""
    text = next(article.body for article in ARTICLES if len(article.body) > 300)
    sketch = sketch_of(text)
    assert sketch is not None
    assert len(sketch.keys) == 64
    others = [key for key in range(1 << 16) if share(replace(sketch, keys=(key,)), text) == 0.0][: 64 - shared]
    mixed = replace(sketch, keys=(*sketch.keys[:shared], *others))
    assert share(mixed, text) == shared / 64
    assert [one.url for one in Sketches([("x", mixed)]).near(text, "", "")] == ["x"] * is_near


def test_a_sketch_holds_no_figure_that_could_be_tried_out() -> None:
    """Ten digits in a row are soon guessed: their hashes are not kept, and of all figures sixteen bits are."""
    text = "身份证号码为" + "142625198001011234" * 3 + "".join(chr(0x4E00 + number) for number in range(60))
    sketch, without = sketch_of(text), sketch_of("".join(one for one in text if not one.isdecimal()))
    assert sketch is not None
    assert without is not None
    assert sketch.keys == without.keys
    assert without.figures is None
    assert max(*sketch.keys, sketch.figures or 0) < 1 << 16

"""Captions recognised by where they are: below the images of a set, in an image's frame, above all images of a page."""

from __future__ import annotations

import pytest
from test_pages import LEAD, SENTENCE, URL, page_of, paragraphs, read, template

from linfen_crawler.fingerprint import text_sha256
from linfen_crawler.items import RawArticle
from linfen_crawler.pages import read_article
from linfen_crawler.pages.html import body_html
from pipelines.normalise import normalise

TITLE = "全民健身活动在汾河公园启动"
ONE, TWO, THREE = (
    "8月15日，市民在汾河公园散步。张浩 摄",
    "孩子们在汾河边放风筝。记者 李静 摄",
    "老人们在树荫下下棋。（通讯员 葛文军 摄）",
)
LONG = "6月2日，襄汾县陶寺乡安李村的千亩小麦进入成熟期，" + "金色麦浪随风起伏，" * 8 + "农民抢抓农时收割。魏华 摄"
TEXT, MORE = LEAD.strip(), SENTENCE.strip()
BELOW = "<p align=center><img src=/{}.jpg></p><p>　　{}</p>"
CENTRED = "<p align=center>{}</p>"


def image(at: int) -> str:
    return f"<img src=/{at}.jpg>"


def centred(at: int) -> str:
    return CENTRED.format(image(at))


def row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def told(article: RawArticle) -> tuple[tuple[str, ...], list[str]]:
    return article.paragraphs, [one.caption for one in article.images]


def below(*lines: str) -> str:
    return "".join(BELOW.format(at, line) for at, line in enumerate(lines))


@pytest.mark.parametrize("form", [BELOW, "<p><img src=/{}.jpg><br>{}</p>", "<div><img src=/{}.jpg></div><div>{}</div>"])
@pytest.mark.parametrize("lines", [(ONE, TWO), (ONE, TWO, THREE), (LONG, TWO)])
def test_of_a_set_of_photographs_each_sentence_is_its_own_images_caption(form: str, lines: tuple[str, ...]) -> None:
    article = read("".join(form.format(at, line) for at, line in enumerate(lines)), title=TITLE)
    assert told(article) == ((), list(lines))


def test_a_set_is_an_article_with_its_captions_and_photographers() -> None:
    article = normalise(read(below(ONE, TWO), title=TITLE))
    other = normalise(read(below(ONE, THREE), title=TITLE))
    assert (article.body, text_sha256(article) == text_sha256(other)) == ("", False)
    assert [(one.caption, one.credit) for one in article.images] == [
        ("8月15日，市民在汾河公园散步。", "张浩 摄"),
        ("孩子们在汾河边放风筝。", "记者 李静 摄"),
    ]
    assert [one.name for one in article.credits] == ["张浩", "李静", "畅任杰"]
    html = body_html([page_of(template(below(ONE, TWO), title=TITLE))])
    assert ONE in html
    assert TWO in html


@pytest.mark.parametrize(
    ("body", "text", "captions"),
    [
        (paragraphs(TEXT) + below(LONG, TWO), (TEXT,), [LONG, TWO]),
        (below(ONE, TWO) + paragraphs(MORE), (MORE,), [ONE, TWO]),
        (centred(7) + below(ONE, TWO), (), ["", ONE, TWO]),
        (
            below("市民在散步。", "孩子在玩耍。") + paragraphs("记者 张浩 摄"),
            (),
            ["市民在散步。", "孩子在玩耍。\n记者 张浩 摄"],
        ),
        (below(TEXT, TWO), (TEXT,), ["", TWO]),
        (below(ONE, "图为放风筝的孩子。李静 摄"), (ONE,), ["", "图为放风筝的孩子。李静 摄"]),
        (below(MORE, ONE) + paragraphs(TEXT), (MORE, TEXT), ["", ONE]),
        (
            below("市民在散步。", MORE) + paragraphs("记者 张浩 摄影报道"),
            ("市民在散步。", MORE, "记者 张浩 摄影报道"),
            ["", ""],
        ),
    ],
    ids=[
        *("below a text", "above a text", "two in a row", "one photographer", "a lead", "图为 and a sentence"),
        *("one of two", "a report"),
    ],
)
def test_what_is_below_several_images(body: str, text: tuple[str, ...], captions: list[str]) -> None:
    assert told(read(body, title=TITLE)) == (text, captions)


def test_above_a_set_stands_the_headline_and_who_reports() -> None:
    article = read(
        CENTRED.format("汾河两岸秋意浓") + CENTRED.format("本报记者 张浩 摄影报道") + below(ONE, TWO), title=TITLE
    )
    assert (article.headline, article.bylines) == ("汾河两岸秋意浓", ("本报记者 张浩 摄影报道",))
    assert told(article) == ((), [ONE, TWO])


def test_a_set_may_run_over_several_pages() -> None:
    address = URL.replace(".html", "_2.html")
    pager = f'<a href="{address}">下一页</a>'
    first = read_article(page_of(template(below(ONE) + pager, title=TITLE)))
    second = read_article(page_of(template(below(TWO), title=TITLE), url=address))
    assert (told(first), told(second)) == (((), [ONE]), ((), [TWO]))
    assert first.next_part == address


GRID = f"{row(image(0), image(1))}{row('{}', '{}')}"


@pytest.mark.parametrize(
    "lines",
    [("秧歌表演", "太极拳展示"), ("秧歌队在表演。", "市民在跳舞。"), ("图为秧歌队。张浩 摄", "图为市民。李静 摄")],
)
@pytest.mark.parametrize(
    "frame",
    [
        f"<table>{GRID}</table>",
        f"<table align=center><tbody>{GRID}</tbody></table>",
        f"<table>{row('{}', '{}')}{row(image(0), image(1))}</table>",
        f"<table>{row('<table>' + GRID + '</table>')}</table>",
        f"<table>{row(image(0) + '<br>{}', image(1) + '<p>{}</p>')}</table>",
        f"<table>{row(image(0))}{row('{}')}</table><table>{row(image(1))}{row('<p>{}</p>')}</table>",
        f"<figure>{image(0)}<figcaption>{{}}</figcaption></figure><figure>{image(1)}<figcaption>{{}}</figcaption></figure>",
        f"<dl><dt>{image(0)}</dt><dd>{{}}</dd></dl><dl><dt>{image(1)}</dt><dd>{{}}</dd></dl>",
    ],
    ids=["row below", "in the middle", "row above", "table in a table", "same cell", "a table each", "figure", "dl"],
)
@pytest.mark.parametrize("setting", ["　　{}", "{}"])
def test_a_line_in_an_images_frame_is_its_caption(frame: str, lines: tuple[str, str], setting: str) -> None:
    text = [setting.format(one) for one in (TEXT, MORE)]
    article = read(paragraphs(text[0]) + frame.format(*lines) + paragraphs(text[1]), title=TITLE)
    assert told(article) == ((TEXT, MORE), list(lines))


@pytest.mark.parametrize(
    ("rows", "captions"),
    [
        ((row(image(0), image(1)), "<tr><td colspan=2>健身活动现场</td></tr>"), ["", "健身活动现场"]),
        ((row(image(0), image(1), image(2)), row("", "秧歌表演", "")), ["", "秧歌表演", ""]),
        (
            (row(image(0), image(1)), row("甲队", "乙队"), row(image(2)), row("丙队在表演。")),
            ["甲队", "乙队", "丙队在表演。"],
        ),
    ],
    ids=["one line for two", "one of three", "rows of two and one"],
)
def test_captions_are_in_the_columns_of_their_images(rows: tuple[str, ...], captions: list[str]) -> None:
    article = read(paragraphs(TEXT) + f"<table>{''.join(rows)}</table>" + paragraphs(MORE), title=TITLE)
    assert told(article) == ((TEXT, MORE), captions)


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (row(image(0)) + row(paragraphs("　　" + TEXT, "　　" + MORE)), (TEXT, MORE)),
        (row(image(0)) + row(MORE), (MORE,)),
        (row(image(0)) + row(MORE) + row(image(1)) + row(ONE.partition("张")[0]), (MORE, ONE.partition("张")[0])),
        (row(image(0)) + row("队名", "积分") + row("尧都", "12"), ("队名 | 积分\n尧都 | 12",)),
        (row("姓名", "照片") + row("张三", image(0)) + row("李四", image(1)), ("姓名 | 照片\n张三 |\n李四 |",)),
        (row(image(0), image(1)) + row("甲", "乙") + row("3", "2"), ("甲 | 乙\n3 | 2",)),
    ],
    ids=["a text", "its one sentence", "all of the page", "figures", "portraits", "a score"],
)
def test_a_table_with_an_image_may_hold_text_or_figures(table: str, text: tuple[str, ...]) -> None:
    article = read(f"<table>{table}</table>", title=TITLE)
    assert told(article) == (text, [""] * table.count("<img"))


@pytest.mark.parametrize(
    "form", ["<p align=center>{}</p>", "<center>{}</center>", '<p style="text-align:center">{}</p>']
)
@pytest.mark.parametrize("end", ["", "<p>（记者 张浩 摄影报道）</p>"])
def test_lines_above_all_images_are_captions_where_an_image_ends_the_text(form: str, end: str) -> None:
    lines = ("秧歌表演", "太极拳展示")
    pictures = [form.format(line) + form.format(image(at)) for at, line in enumerate(lines)]
    kept = (end[3:-4],) if end else ()
    apart = read(paragraphs(TEXT) + pictures[0] + paragraphs(MORE) + pictures[1] + end, title=TITLE)
    assert told(apart) == ((TEXT, MORE, *kept), list(lines))
    in_a_row = read(form.format(TITLE) + paragraphs(TEXT) + "".join(pictures) + end, title="启动")
    assert told(in_a_row) == ((TEXT, *kept), list(lines))


@pytest.mark.parametrize(
    ("body", "text", "captions"),
    [
        (
            (TEXT, CENTRED.format("抓产业"), centred(0), MORE, CENTRED.format("惠民生"), centred(1), MORE),
            (TEXT, "抓产业", MORE, "惠民生", MORE),
            ["", ""],
        ),
        (
            (TEXT, CENTRED.format("抓产业"), MORE, centred(0), CENTRED.format("惠民生"), MORE, centred(1)),
            (TEXT, "抓产业", MORE, "惠民生", MORE),
            ["", ""],
        ),
        (
            (TEXT, CENTRED.format("一、抓产业"), centred(0), MORE, CENTRED.format("二、惠民生"), centred(1)),
            (TEXT, "一、抓产业", MORE, "二、惠民生"),
            ["", ""],
        ),
        (
            (TEXT, centred(0), CENTRED.format("秧歌"), centred(1), CENTRED.format("太极拳"), centred(2)),
            (TEXT,),
            ["秧歌", "太极拳", ""],
        ),
        (
            (TEXT, centred(0), "▼秧歌", centred(1), "下图为太极拳。", centred(2)),
            (TEXT,),
            ["", "▼秧歌", "下图为太极拳。"],
        ),
        (
            (
                CENTRED.format(TEXT),
                centred(0),
                CENTRED.format("活动持续三天。"),
                centred(1),
                CENTRED.format("秧歌"),
                centred(2),
            ),
            (TEXT, "活动持续三天。"),
            ["", "秧歌", ""],
        ),
        (
            (
                *(TEXT, CENTRED.format("抓产业"), MORE, CENTRED.format("惠民生"), centred(0)),
                *(MORE, CENTRED.format("强基础"), centred(1)),
            ),
            (TEXT, "抓产业", MORE, "惠民生", MORE, "强基础"),
            ["", ""],
        ),
        (
            (*map(CENTRED.format, ("汾河两岸秋意浓", image(0))), TEXT, CENTRED.format("秧歌"), centred(1)),
            (TEXT, "秧歌"),
            ["", ""],
        ),
        (
            tuple(map(CENTRED.format, ("金秋时节", "汾河公园里健身忙", image(0), "秧歌", image(1)))),
            (),
            ["秧歌", ""],
        ),
        (tuple(map(CENTRED.format, (TITLE, image(0), "秧歌", image(1)))), (), ["秧歌", ""]),
        (
            tuple(map(CENTRED.format, (TITLE, "市民在散步。", image(0), "孩子在玩耍。", image(1)))),
            ("市民在散步。", "孩子在玩耍。"),
            ["", ""],
        ),
    ],
    ids=[
        *("sub-heads", "sub-heads above texts", "numbered", "captions below", "pointing down", "all in the middle"),
        *("a sub-head without an image", "a headline", "below a kicker", "the title", "sentences alone"),
    ],
)
def test_what_is_above_images(body: tuple[str, ...], text: tuple[str, ...], captions: list[str]) -> None:
    written = "".join(one if one.startswith("<") else f"<p>{one}</p>" for one in body)
    assert told(read(written, title=TITLE)) == (text, captions)


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("<tr><td colspan=2>健身掠影</td></tr>" + row(image(0), image(1)), ("健身掠影",)),
        (row(image(0), image(1)) + row("秧歌。", "太极拳。", "风筝。"), ("秧歌。", "太极拳。", "风筝。")),
        (row(image(0)) + row(TEXT), (TEXT,)),
        (row(image(0)) + row("队名", "积分"), ("队名 | 积分",)),
        (row(image(0)) + row(f"<p>{MORE}</p>" * 3), (MORE, MORE, MORE)),
    ],
    ids=["a heading", "more lines than images", "a lead", "figures", "a text"],
)
def test_what_is_no_images_own_stays_text_beside_a_table(table: str, text: tuple[str, ...]) -> None:
    article = read(paragraphs(MORE) + f"<table>{table}</table>", title=TITLE)
    assert told(article) == ((MORE, *text), [""] * table.count("<img"))


@pytest.mark.parametrize("frame", ["<table><tr><td>{}</td></tr></table>", "<figure>{}</figure>"])
def test_images_in_turn_with_their_lines_stay_so_in_one_frame(frame: str) -> None:
    lines = ("图为风筝。本报记者 摄", ONE)
    beside_text = read(paragraphs(TEXT) + frame.format(below(*lines)) + paragraphs(MORE), title=TITLE)
    assert told(beside_text) == ((TEXT, MORE), list(lines))
    alone = read(frame.format(below(*lines)), title=TITLE)
    assert told(alone) == ((ONE,), [lines[0], ""])


@pytest.mark.parametrize(
    "one", [f"<table>{row('<img src=/{0}.jpg>')}{row('第{0}件')}</table>", "<figure><img src=/{0}.jpg>第{0}件</figure>"]
)
def test_frames_without_end_take_no_time(one: str) -> None:
    article = read(paragraphs(TEXT) + "".join(one.format(at) for at in range(3_000)), title=TITLE)
    assert [image.caption for image in article.images[:2]] == ["第0件", "第1件"]


@pytest.mark.parametrize(("length", "is_caption"), [(50, True), (51, False)])
def test_whose_last_line_credits_all_a_set_has_one_short_sentence_below_each_image(
    length: int, *, is_caption: bool
) -> None:
    lines = (f"市民在汾河公园散步{'，' * (length - 10)}。", "孩子在玩耍。")
    text, captions = told(read(below(*lines) + "<p>张浩 摄</p>", title=TITLE))
    assert (lines[0] in text, lines[0] in captions) == (not is_caption, is_caption)

"""What stands above and below a poem is told from its verses, which lose no line."""

from __future__ import annotations

import pytest
from test_headlines import credited
from test_pages import paragraphs, read

from pipelines.normalise import normalise

SHORT = ("站在壶口岸边", "听黄河的吼声", "五千年", "奔流不息", "母亲河啊", "你从雪山走来")
LIKE_TITLE = ("雪落平阳", "一片", "两片", "落在鼓楼的飞檐上", "不忍惊醒")
RHYME = ("小雨点，", "沙沙沙，", "落在花园里，", "花儿乐得张嘴巴。")
TUNES = ("七律·尧都春", "春到尧都万象新，", "千红万紫竞芳芬。", "七绝·壶口", "壶口涛声震九天，", "黄河如练挂前川。")
COUPLETS = ("七律·登云丘山", "云丘叠翠入青冥，石径蜿蜒上顶亭。", "古寺钟声穿晓雾，幽林鸟语伴山灵。", "一路行来一路歌。")


@pytest.mark.parametrize(
    ("title", "verses"),
    [("壶口听涛", SHORT), ("雪落平阳的夜晚", LIKE_TITLE), ("小雨点", RHYME), ("诗词二首", TUNES), ("登山", COUPLETS)],
)
@pytest.mark.parametrize("joint", ["</p><p>", "<br>", "</p><p>　　", "</p><p align=center>"])
def test_a_poem_alone_keeps_every_line(title: str, verses: tuple[str, ...], joint: str) -> None:
    article = read(f"<p>{joint.join(verses)}</p>", title=title)
    assert "\n".join(article.paragraphs).split("\n") == list(verses)
    assert (article.kicker, article.headline, article.subtitle, article.bylines) == (None, None, None, ())


@pytest.mark.parametrize("verses", [SHORT, TUNES, COUPLETS])
@pytest.mark.parametrize("author", ["王国平", "◎王国平", "王　平"])
def test_the_author_alone_above_a_poem_signs_it(verses: tuple[str, ...], author: str) -> None:
    article = read(paragraphs(author, *verses), title="文苑一束")
    assert article.bylines == (author,)
    assert article.paragraphs == verses


@pytest.mark.parametrize(
    ("head", "subtitle"),
    [
        (("壶口听涛", "王国平"), None),
        (("壶口听涛", "（外一首）", "王国平"), "（外一首）"),
        (("壶口听涛", "——写在黄河岸边", "王国平"), "——写在黄河岸边"),
        (("——写在黄河岸边", "王国平"), "——写在黄河岸边"),
        (("——写在黄河岸边",), "——写在黄河岸边"),
    ],
)
def test_what_says_itself_that_it_stands_above_a_poem_does(head: tuple[str, ...], subtitle: str | None) -> None:
    article = read(paragraphs(*head) + f"<p>{'<br>'.join(SHORT)}</p>", title="壶口听涛（外一首）")
    assert (article.headline, article.subtitle) == ("壶口听涛" if head[0] == "壶口听涛" else None, subtitle)
    assert article.bylines == (("王国平",) if "王国平" in head else ())
    assert article.paragraphs == ("\n".join(SHORT),)


def test_an_author_above_the_tune_of_his_poem_signs_it() -> None:
    ci = ("千古尧都，汾水东流，霍岳北盘。", "看平阳大地，春风送暖；鼓楼内外，笑语频传。")
    article = read(paragraphs("李文斌", "沁园春·尧都", *ci), title="词一首")
    assert (article.headline, article.bylines, article.paragraphs) == ("沁园春·尧都", ("李文斌",), ci)


@pytest.mark.parametrize("verses", [SHORT, TUNES])
def test_the_name_below_a_poem_signs_it(verses: tuple[str, ...]) -> None:
    article = read(paragraphs(*verses) + "<p align=right>王国平</p>", title="文苑一束")
    assert credited(article) == [("王国平", "author")]
    assert article.paragraphs == (*verses, "王国平")


@pytest.mark.parametrize(
    "lead", ["临汾新闻网讯 (记者 王军) 人间四月，汾河两岸春意浓。", "近日，市文明办发布公益口号。（记者 王军）"]
)
@pytest.mark.parametrize(
    "below",
    [
        ("火车站至尧庙线", "汽车站至南焦堡线", "体育馆至西赵线", "平阳广场至康庄线"),
        ("产业旺了", "走进安泽县，连翘花开正艳。", "村子美了", "走进云丘山，游人如织。"),
    ],
)
def test_a_short_lead_that_names_its_reporter_is_text(lead: str, below: tuple[str, ...]) -> None:
    article = read(paragraphs(lead, *below), title="汾河两岸绘新图")
    assert article.paragraphs == (lead, *below)
    assert credited(article) == [("王军", "reporter")]


def test_headlines_above_short_sentences_are_none_of_them() -> None:
    text = ("走进安泽县，连翘花开正艳。", "走进云丘山，游人如织。", "苹果树下，笑声不断。")
    article = read(paragraphs("春到平阳好风光", "——我市乡村旅游见闻", *text), title="春到平阳好风光")
    assert (article.headline, article.subtitle, article.paragraphs) == ("春到平阳好风光", "——我市乡村旅游见闻", text)


@pytest.mark.parametrize("text", [("今日晴。", "明日多云。"), ("临汾新闻网讯 今日立春。", "市民踏青")])
def test_plain_sentences_below_headlines_are_no_verse(text: tuple[str, ...]) -> None:
    article = read(paragraphs("市区气温回升", "市民纷纷踏青", *text), title="市区气温回升")
    assert (article.headline, article.subtitle, article.paragraphs) == ("市区气温回升", "市民纷纷踏青", text)


def test_the_first_of_a_list_of_names_signs_nothing() -> None:
    lines = ("平阳好人", "王芳", "李静", "张浩", "刘强")
    article = read(paragraphs(*lines), title="平阳好人榜")
    assert (article.bylines, article.paragraphs) == ((), lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("张文德", "春到平阳千山秀", "福临尧都万户新", "李秀英", "百业兴隆歌盛世", "三晋锦绣颂丰年"),
        (
            "张文德",
            "上联：春到平阳千山秀",
            "下联：福临尧都万户新",
            "李秀英",
            "上联：百业兴隆歌盛世",
            "下联：三晋颂丰年",
        ),
        ("春到平阳千山秀 福临尧都万户新", "张文德", "百业兴隆歌盛世 三晋锦绣颂丰年", "李秀英"),
    ],
)
def test_of_several_peoples_verse_nobody_is_the_author_of_all(lines: tuple[str, ...]) -> None:
    article = read(paragraphs(*lines), title="迎新春联选")
    assert (article.paragraphs, article.bylines, article.headline) == (lines, (), None)


def test_each_poet_of_a_page_of_several_peoples_verse_is_credited() -> None:
    def poem(title: str, poet: str, *verses: str) -> str:
        head = f"<p align=center><b>{title}</b></p><p align=center>{poet}</p>"
        return head + "<p>" + "<br>".join(verses) + "</p>"

    first = poem("春日", "张文德", "百尺高楼接太清，", "平阳风物眼中明。")
    second = poem("夏夜", "李秀英", "古柏森森护圣庭，", "千秋遗泽到民生。")
    article = normalise(read(first + second, title="诗词选登"))
    assert [one.name for one in article.credits if one.role == "author"] == ["张文德", "李秀英"]
    roll = paragraphs("张文德", "临汾市第一中学", "李秀英", "洪洞县交通局", "王晓斌", "市财政局")
    assert [one for one in normalise(read(roll, title="表彰名单")).credits if one.role == "author"] == []

"""What is above and below a poem is told from its verses, which lose no line."""

from __future__ import annotations

import pytest
from test_headlines import credited
from test_pages import paragraphs, read

from linfen_crawler.people.credits import everyone
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


METRE = ("云丘叠翠入青冥，", "石径蜿蜒上顶亭。", "古寺钟声穿晓雾，", "幽林鸟语伴山灵。")


@pytest.mark.parametrize("form", ["<p>{}</p>", "<p align=center>{}</p>", "<div>{}</div>", "{}"])
@pytest.mark.parametrize("verses", [SHORT, METRE, COUPLETS[1:] + METRE])
@pytest.mark.parametrize("author", ["王国平", "张浩", "王　平", "作者：王国平", "◎王国平", "文/魏华", "尧都区 王国平"])
def test_the_first_line_of_a_poem_set_as_one_paragraph_may_sign_it(
    form: str, verses: tuple[str, ...], author: str
) -> None:
    article = read(form.format("<br>".join([author, *verses])), title="文苑一束")
    assert (article.bylines, article.paragraphs, article.headline) == ((author,), ("\n".join(verses),), None)
    assert [role for _, role in credited(article)] == ["author"]


def test_stanzas_below_the_author_of_a_poem_stay_parted() -> None:
    stanzas = ("\n".join(SHORT), "\n".join(METRE))
    article = read("王国平<br>" + "<br><br>".join(stanzas).replace("\n", "<br>"), title="文苑一束")
    assert (article.bylines, article.paragraphs) == (("王国平",), stanzas)


@pytest.mark.parametrize(
    "lines",
    [
        ("白云", *SHORT),
        ("古槐", *SHORT),
        ("王国平", "王国平生在汾河边", "教了三十年的书", "他爱诗", "也爱汾河", "常来走走"),
        ("王国平", "李爱民", "王建军", "赵海龙", "刘小强"),
        ("张文德", "春到平阳千山秀", "福临尧都万户新", "李秀英", "百业兴隆歌盛世", "三晋锦绣颂丰年"),
        ("王国平 市第一中学", "李秀英 尧都区实验小学", "张文德 洪洞县第二中学", "赵海龙 市第三中学"),
    ],
    ids=["verse", "another verse", "told of", "names", "couplets", "list"],
)
def test_the_first_line_of_any_other_paragraph_signs_nothing(lines: tuple[str, ...]) -> None:
    article = read(f"<p>{'<br>'.join(lines)}</p>", title="壶口听涛")
    assert (article.bylines, "\n".join(article.paragraphs).split("\n")) == ((), list(lines))


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
def test_what_says_itself_that_it_is_above_a_poem_does(head: tuple[str, ...], subtitle: str | None) -> None:
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


@pytest.mark.parametrize("form", ["<p>{}</p>", "<p align=center>{}</p>", "<div>{}</div>", "{}"])
@pytest.mark.parametrize("verses", [SHORT, METRE, tuple(one.rstrip("，。") for one in METRE)])
@pytest.mark.parametrize("signed", ["<p align=right>王国平</p>", "<p>作者：王国平</p>", "<br>王国平", "<br>（王国平）"])
def test_the_web_title_above_a_poem_that_is_signed_below_is_its_headline(
    form: str, verses: tuple[str, ...], signed: str
) -> None:
    lines = "<br>".join(["登平阳楼", *verses])
    body = form.format(lines + signed) if signed.startswith("<br>") else form.format(lines) + signed
    article = read(body, title="登平阳楼")
    assert (article.headline, credited(article)) == ("登平阳楼", [("王国平", "author")])
    *text, _ = "\n".join(article.paragraphs).split("\n")
    assert text == list(verses)


@pytest.mark.parametrize(
    ("title", "verses"),
    [
        ("云丘叠翠入青冥", METRE),
        ("云丘叠翠入青冥", tuple(one.rstrip("，。") for one in METRE)),
        ("小雨点", RHYME),
        ("壶口", ("站在壶口岸边", *SHORT)),
    ],
    ids=["with a comma", "as long as the others", "rhyme", "a word of it"],
)
def test_the_first_verse_of_a_poem_that_is_signed_below_stays_in_it(title: str, verses: tuple[str, ...]) -> None:
    article = read(paragraphs(*verses) + "<p align=right>王国平</p>", title=title)
    assert (article.headline, article.paragraphs) == (None, (*verses, "王国平"))


def test_the_last_line_of_a_paragraph_that_is_no_poem_signs_nothing() -> None:
    assert everyone(texts=["获奖的有\n王志刚\n李秀英\n张文德\n赵海龙"]) == ()
    assert everyone(bylines=["作者：周云飞"], texts=["\n".join([*SHORT, "王国平"])])[1:] == ()


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


QUATRAINS = (
    "一夜潇潇洗旧尘，\n柳丝初绿小桥新。\n谁家燕子归来早，\n衔得春泥筑比邻。",
    "西风昨夜过汾川，\n吹落梧桐月正圆。\n欲寄家书无雁影，\n一灯如豆夜如年。",
)


@pytest.mark.parametrize("heads", [("春　雨", "秋　思"), ("春雨", "秋思"), ("柳笛", "江　雪")])
def test_the_titles_of_an_authors_poems_are_no_other_poets(heads: tuple[str, str]) -> None:
    texts = [line for both in zip(heads, QUATRAINS, strict=True) for line in both]
    assert [one.name for one in everyone(bylines=["作者：周云飞"], texts=texts)] == ["周云飞"]
    above = "".join(
        f"<p><b>{head}</b></p><p>{verse}</p>".replace("\n", "<br>")
        for head, verse in zip(heads, QUATRAINS, strict=True)
    )
    assert ("秋思", "author") not in credited(read(paragraphs("周云飞") + above, title="诗两首"))


def test_a_poet_after_another_authors_poem_is_one() -> None:
    texts = ["春　雨", QUATRAINS[0], "李秀英", QUATRAINS[1]]
    assert [one.name for one in everyone(bylines=["作者：周云飞"], texts=texts)] == ["周云飞", "李秀英"]
    texts = ["春　雨", QUATRAINS[0], "汾上夜行", "柳　青", QUATRAINS[1]]
    assert [one.name for one in everyone(bylines=["作者：周云飞"], texts=texts)] == ["周云飞", "柳青"]


def piece(head: str, name: str, *lines: str, form: str = "<p align=center>{}</p>") -> str:
    return form.format(f"<b>{head}</b>") + form.format(name) + paragraphs(*lines)


ESSAYS = (
    "　　去年五月，奶奶带我去看月亮，月光洒在屋檐上，洒在她的白发上，也洒在院子里那棵老枣树的枝叶上。",
    "　　她说，月亮走，我也走。",
)


@pytest.mark.parametrize("form", ["<p align=center>{}</p>", "<p>{}</p>"])
@pytest.mark.parametrize("names", [("王倩倩", "李　军"), ("贺　红", "贺　红")])
@pytest.mark.parametrize("lines", [ESSAYS, ("窗外的雨<br>下了一夜<br>像母亲的唠叨",)])
def test_each_piece_of_a_page_keeps_its_title_and_credits_its_author(
    form: str, names: tuple[str, str], lines: tuple[str, ...]
) -> None:
    body = piece("番茄红了", names[0], *lines, form=form) + piece("月下", names[1], *lines, form=form)
    article = read(body, title="散文两篇")
    text = [line.strip().replace("<br>", "\n") for line in lines]
    assert (article.headline, list(article.paragraphs)) == (
        None,
        ["番茄红了", names[0], *text, "月下", names[1], *text],
    )
    assert credited(article) == [(one, "author") for one in dict.fromkeys(name.replace("　", "") for name in names)]


@pytest.mark.parametrize("name", ["<p>李　军</p>", "<p align=center>李　军</p>"])
def test_what_is_set_otherwise_than_the_first_title_heads_no_piece(name: str) -> None:
    body = piece("番茄红了", "王倩倩", *ESSAYS) + f"<p><b>月下</b></p>{name}" + paragraphs(*ESSAYS)
    assert credited(read(body, title="散文两篇")) == [("王倩倩", "author")]


def test_the_piece_that_names_the_page_is_its_headline() -> None:
    body = piece("番茄红了", "王倩倩", *ESSAYS) + piece("月下", "李　军", *ESSAYS)
    assert read(body, title="番茄红了").headline == "番茄红了"


def test_whom_the_parts_of_a_text_tell_of_wrote_none_of_them() -> None:
    told = ("王倩倩，女，38岁，教师。", "李大军，男，52岁，护林员。")
    body = piece("诚实守信类", "王倩倩", told[0], *ESSAYS) + piece("敬业奉献类", "李大军", told[1], *ESSAYS)
    assert credited(read(body, title="平阳好人")) == []


def test_who_speaks_in_the_parts_of_a_report_wrote_none_of_it() -> None:
    first = "<p align=center><b>汾河两岸话发展</b></p>" + paragraphs(*ESSAYS)
    body = first + piece("把责任扛在肩上", "席文彬", *ESSAYS) + piece("让老区人民过上好日子", "穆建芳", *ESSAYS)
    assert credited(read(body, title="分组讨论发言摘登")) == []


def test_the_first_of_a_list_of_people_and_where_they_are_from_wrote_none_of_it() -> None:
    people = ("张国庆（尧都区）", "李爱民（洪洞县）", "王建军（襄汾县）", "赵海龙（翼城县）")
    article = read(paragraphs(*people), title="先进个人名单")
    assert (article.paragraphs, article.bylines) == (people, ())
    signed = read(paragraphs("张国庆（尧都区）", *SHORT), title="文苑一束")
    assert (signed.paragraphs, signed.bylines) == (SHORT, ("张国庆（尧都区）",))


@pytest.mark.parametrize("title", ["诗歌：清明", "【诗歌】清明", "清明（诗歌）"])
def test_the_web_title_may_tell_what_a_poem_is(title: str) -> None:
    verses = ("雨落在平阳的城头", "像一封迟到的家书", "你在故乡的山坡上", "守着一树杏花", "等我归来")
    article = read(paragraphs("清明", "李静", *verses), title=title)
    assert (article.headline, article.bylines, article.paragraphs) == ("清明", ("李静",), verses)

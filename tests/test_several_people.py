"""A page of several people's, their deeds or their pieces, keeps every line that names one of them."""

from __future__ import annotations

import pytest
from test_headlines import credited
from test_pages import paragraphs, read

CENTRED, BOLD = "<p align=center>{}</p>", "<p align=center><b>{}</b></p>"
PLAIN = "<p>　　{}</p>"
STYLES = {"plain": (PLAIN, PLAIN), "centred": (CENTRED, CENTRED), "bold title": (BOLD, CENTRED), "bold": (BOLD, BOLD)}
"""How the titles of the parts are set, and the names below them."""

DEEDS = [
    ("王志刚", "男，汉族，1965年生，尧都区农民。", "张红", "女，1970年生，教师。"),
    ("周文斌", "入警以来，他破获各类案件二百余起。", "李雪梅", "从教三十年，她始终坚守在教学一线。"),
    ("张红（临汾三中）", "她从教三十年。", "李娜（隰县一中）", "用爱心点亮了孩子们的梦想。"),
    ("王志刚（市教育局派驻吉县）", "到村后，他争取资金修路。", "张红（市妇联派驻永和）", "她帮助村民发展手工业。"),
    ("王志刚代表", "希望家乡的明天更加美好。", "张红代表", "希望孩子们都能享受到优质的教育。"),
    ("王志刚", "主任医师，擅长心血管疾病的诊治。", "张红", "副主任医师，擅长妇科疾病。"),
    ("王子涵", "我的妈妈是一名医生，她每天都很忙。", "李佳一", "我的妈妈爱笑。"),
]
CATEGORIES = [
    ("助人为乐", "王志刚", "男，汉族，1965年生，尧都区农民。", "孝老爱亲", "张红", "女，1970年生，教师。"),
    ("书记", "王志刚", "男，汉族，1965年3月生，山西洪洞人。", "副书记", "张红", "女，1970年生。"),
    ("诚实守信", "刘建国", "洪洞县村民，十年还清债务。", "见义勇为", "李雪梅", "出租车司机，勇斗歹徒。"),
    ("守护生命", "张红", "凌晨两点，张红走出手术室。", "深山灯火", "何　平", "每天六点，何平准时打开教室的门。"),
]
PIECES = [
    ("捡垃圾的老爷爷", "临汾三中　五年级　王子涵", "包饺子", "解放路小学　四年级　李佳一"),
    ("看瓜", "王志刚", "回家", "张红"),
    ("晚归", "刘　洋", "修鞋匠", "陈立华"),
    ("老屋", "□ 王志刚", "老井", "□ 张红"),
    ("我家的新房", "作者：刘建国", "门前的路", "作者：李雪梅"),
    ("我家的新房", "尧都区　刘建国", "门前的路", "襄汾县　李雪梅"),
    ("我家的新房", "刘建国（尧都区）", "门前的路", "李雪梅（襄汾县）"),
]
TEXTS = ("放学路上，我看见一位老爷爷，我连忙跑过去帮忙。", "除夕夜，他终于推开了家门，母亲愣住了。")
VERSES = ("南湖红船启征程，<br>百年风雨路峥嵘。", "镰刀铁锤映旗红，<br>万里江山气势雄。")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("lines", DEEDS)
def test_of_whom_the_parts_of_a_page_tell_wrote_none_of_it(lines: tuple[str, ...], style: str) -> None:
    name = STYLES[style][1]
    body = "".join((PLAIN if "。" in one else name).format(one) for one in lines)
    article = read(body, title="平阳群英谱")
    assert (article.headline, article.kicker, credited(article)) == (None, None, [])
    assert article.paragraphs == lines


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("lines", CATEGORIES)
def test_the_head_above_whom_a_part_tells_of_is_no_headline(lines: tuple[str, ...], style: str) -> None:
    title, name = STYLES[style]
    forms = (title, name, PLAIN) * 2
    article = read("".join(form.format(one) for form, one in zip(forms, lines, strict=True)), title="平阳群英谱")
    assert (article.headline, credited(article), article.paragraphs) == (None, [], lines)


@pytest.mark.parametrize("texts", [TEXTS, VERSES])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("lines", PIECES)
@pytest.mark.parametrize("head", [None, "副刊作品选登"])
def test_each_piece_keeps_its_title_and_its_author_who_is_credited(
    lines: tuple[str, ...], style: str, texts: tuple[str, ...], head: str | None
) -> None:
    title, name = STYLES[style]
    body = BOLD.format(head) if head else ""
    for at in (0, 1):
        body += title.format(lines[2 * at]) + name.format(lines[2 * at + 1]) + paragraphs(texts[at])
    article = read(body, title="副刊作品选登")
    first, second = (one.replace("<br>", "\n") for one in texts)
    assert (article.headline, article.paragraphs) == (head, (*lines[:2], first, *lines[2:], second))
    names = ("王子涵", "李佳一", "王志刚", "张红", "刘洋", "陈立华", "刘建国", "李雪梅")
    own = [one for one in names if any(one in line.replace("　", "") for line in lines)]
    assert credited(article) == [(one, "author") for one in own]


@pytest.mark.parametrize("style", ["centred", "bold title", "bold"])
def test_a_headline_above_several_people_stays_one(style: str) -> None:
    name = STYLES[style][1]
    lines = ("周文斌（临钢炉前工）", "三十年来，扎根一线。", "李雪梅（环卫工人）", "每天凌晨三点上岗。")
    body = BOLD.format("劳动者之歌") + "".join((PLAIN if "。" in one else name).format(one) for one in lines)
    article = read(body, title="劳动者之歌")
    assert (article.headline, article.subtitle, credited(article)) == ("劳动者之歌", None, [])
    assert article.paragraphs == lines


E = ("村口的老槐树，已经有三百多年了。", "奶奶常常抱着我坐在树下，给我讲大槐树移民的故事。")


@pytest.mark.parametrize(
    ("byline", "below", "expected"),
    [
        ("王志刚", (*E,), [("王志刚", "author")]),
        ("尧都区　王志刚", (E[0], "老井", E[1], "石榴", E[0]), [("王志刚", "author")]),
        ("临汾三中　五年级　王子涵", ("我的同桌叫李佳一，她是个爱笑的女孩。", E[1]), [("王子涵", "author")]),
        ("王志刚", (E[0], "月季", E[1], "石榴", "石榴熟了，外婆总要留最大的给我。"), [("王志刚", "author")]),
        ("记者 王志刚", (E[0], "张红：最美逆行者", E[1], "李强：城市美容师", E[0]), [("王志刚", "reporter")]),
        ("记者 王志刚", (E[0], "张红", "张红今年50岁，是一名教师。", "李建强", E[1]), [("王志刚", "reporter")]),
        ("本报记者 王志刚", ("临汾新闻网讯 今天，大会召开。", "相关链接", E[0]), [("王志刚", "reporter")]),
    ],
)
@pytest.mark.parametrize("style", STYLES)
def test_the_author_of_one_text_signs_it_whatever_its_sub_heads_are(
    style: str, byline: str, below: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    body = BOLD.format("村口的老槐树") + STYLES[style][1].format(byline)
    body += "".join((PLAIN if "。" in one else STYLES[style][0]).format(one) for one in below)
    article = read(body, title="村口的老槐树")
    assert (article.headline, credited(article), article.paragraphs) == ("村口的老槐树", expected, below)


def test_who_made_the_books_of_a_list_is_no_author_of_its_page() -> None:
    books = ("《汾河纪事》", "作者：王金平", "出版社：三晋出版社", "《春》", "作者：李静", "出版社：作家出版社")
    article = read(paragraphs(*books, "好书不厌百回读。"), title="好书推荐")
    assert credited(article) == []


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(("head", "other"), [("老槐树下的村庄", "王志刚"), ("古树下的乡愁", "李雪梅")])
def test_a_note_below_an_article_may_be_signed_as_well(style: str, head: str, other: str) -> None:
    title, name = STYLES[style]
    body = title.format(head) + name.format("本报记者 王志刚") + paragraphs(*E)
    body += title.format("记者手记") + name.format(f"本报记者 {other}") + paragraphs(*E)
    article = read(body, title="我市古树保护让村庄留住乡愁")
    assert article.headline == head
    assert credited(article) == [(one, "reporter") for one in dict.fromkeys(("王志刚", other))]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("byline", ["王志刚", "霍州　王志刚", "◎王志刚", "作者：王志刚"])
@pytest.mark.parametrize(("head", "other"), [("老屋", "老井"), ("故乡的老屋", "门前那口老井"), ("夏荷", "秋夜")])
@pytest.mark.parametrize("texts", [E, VERSES])
def test_the_author_of_several_pieces_is_above_the_title_of_the_first(
    style: str, byline: str, head: str, other: str, texts: tuple[str, ...]
) -> None:
    title, name = STYLES[style]
    body = name.format(byline) + title.format(head) + paragraphs(*texts) + title.format(other) + paragraphs(*texts)
    article = read(body, title="灯下漫笔")
    text = [one.replace("<br>", "\n") for one in texts]
    assert (article.headline, article.bylines) == (None, (byline,))
    assert list(article.paragraphs) == [head, *text, other, *text]
    assert credited(article) == [("王志刚", "author")]


@pytest.mark.parametrize(
    ("style", "title"), [("plain", "时代楷模"), ("bold title", "时代楷模"), ("plain", "王志刚先进事迹")]
)
def test_of_whom_the_parts_of_a_text_tell_is_no_author_above_them(style: str, title: str) -> None:
    lines = ("王志刚", "人物简介", "王志刚，男，1965年生，隰县人。", "主要事迹", "三十年来，他走遍了沟沟岭岭。")
    head, name = STYLES[style]
    forms = (name, head, PLAIN, head, PLAIN)
    article = read("".join(form.format(one) for form, one in zip(forms, lines, strict=True)), title=title)
    assert credited(article) == []
    assert article.paragraphs == lines


def test_who_edited_the_parts_of_a_page_wrote_none_of_them() -> None:
    article = read(paragraphs("老屋", "李甲编辑", *E, "老井", "王乙编辑", *E), title="灯下漫笔")
    assert not any(role == "author" for _, role in credited(article))
    assert "王乙编辑" not in article.bylines

"""What of a page of photographs is its text, and what stays a caption."""

from __future__ import annotations

import pytest
from test_pages import LEAD, SENTENCE, paragraphs, read

from pipelines.normalise import normalise

TITLE = "银杏叶落满地金"
NEWS = "12月3日，侯马市新田广场银杏叶落满一地，市民在“金色地毯”上漫步、合影。"
OTHER = "孩子们在银杏树下追逐嬉戏。"
BY = " 记者 闫锐鹏 摄"
SET_IN = "　　{}"


def shown(*lines: str) -> str:
    """Write images, each with its lines below."""
    return "".join(f'<p align=center><img src="/{at}.jpg"></p><p>{line}</p>' for at, line in enumerate(lines))


@pytest.mark.parametrize(
    ("body", "text", "captions"),
    [
        (shown(NEWS + BY), (NEWS + BY,), [""]),
        (shown(f"{NEWS}</p><p>{BY.strip()}"), (NEWS,), [BY.strip()]),
        (paragraphs(NEWS + BY) + "<p><img src=/0.jpg></p>", (NEWS + BY,), [""]),
        (paragraphs(NEWS + BY) + shown(OTHER + BY), (NEWS + BY,), [OTHER + BY]),
        (shown(NEWS + BY) + "<p><img src=/1.jpg></p>", (NEWS + BY,), ["", ""]),
        (paragraphs(TITLE) + shown(NEWS + BY), (NEWS + BY,), [""]),
        (shown("图为市民合影。" + BY, NEWS + BY), (NEWS + BY,), ["图为市民合影。" + BY, ""]),
        (shown("图为市民合影。" + BY), (), ["图为市民合影。" + BY]),
        (shown("金色大道" + BY, "老人与落叶" + BY), (), ["金色大道" + BY, "老人与落叶" + BY]),
        (paragraphs(NEWS) + shown(OTHER + BY), (NEWS,), [OTHER + BY]),
    ],
    ids=[
        *("one image", "credits apart", "above the image", "above another's", "between two", "below a headline"),
        *("behind another image",),
        *("图为 alone", "no sentence", "below a text"),
    ],
)
def test_the_one_sentence_among_captions_alone_is_the_text(
    body: str, text: tuple[str, ...], captions: list[str]
) -> None:
    article = read(body, title=TITLE)
    assert article.paragraphs == text
    assert [image.caption for image in article.images] == captions


def test_a_headline_above_captions_alone_is_no_text() -> None:
    article = read(paragraphs(TITLE, "本报记者 张三 摄影报道") + shown(NEWS + BY), title=TITLE)
    assert (article.headline, article.paragraphs) == (TITLE, (NEWS + BY,))


def test_verse_is_text_and_leaves_a_caption_to_its_image() -> None:
    verse = ("风从姑射山来", "吹过九月的谷穗", "吹过母亲弯下的腰")
    article = read(shown("雪后的鼓楼。" + BY) + paragraphs(*verse), title="风")
    assert (article.paragraphs, article.images[0].caption) == (verse, "雪后的鼓楼。" + BY)


def test_of_a_page_without_any_image_captions_are_the_text() -> None:
    lines = ("图为抗战时期八路军使用过的马灯，灯座上刻着战士的姓名。", "图为当年的识字课本，由边区政府印发。")
    article = read(paragraphs(*map(SET_IN.format, lines)), title="老物件里的抗战")
    assert (article.paragraphs, article.images) == (lines, ())


def _image(at: int, line: str) -> str:
    return f"<p><img src=/{at}.jpg></p><p>　　{line}</p>"


@pytest.mark.parametrize(
    ("lines", "are_captions"),
    [
        (("平阳广场上的孩子们", "老人在打太极拳"), True),
        (("平阳广场上的孩子们", "老人在打太极拳。"), False),
        (("一、抓生产", "二、促消费"), False),
        (("<b>抓生产忙播种</b>", "<b>促消费稳增长</b>"), False),
        (("平阳广场上的孩子们",), False),
        (("平阳广场上的孩子们", "市民们" * 20), False),
    ],
    ids=["short lines", "a sentence", "numbered", "bold", "one image", "a long line"],
)
def test_short_lines_below_all_images_are_captions_though_indented_as_the_text(
    lines: tuple[str, ...], are_captions: bool
) -> None:
    article = read(paragraphs(LEAD) + f"<p>{SENTENCE}</p>".join(_image(at, line) for at, line in enumerate(lines)))
    assert bool(article.images[0].caption) == are_captions
    assert len(article.paragraphs) == len(lines) * (1 + (not are_captions))


@pytest.mark.parametrize("count", [5_000])
def test_captions_without_end_take_no_time(count: int) -> None:
    article = read(paragraphs(*(f"图为第{n}件展品。" for n in range(count))), title="老物件里的抗战")
    assert len(article.paragraphs) == count


@pytest.mark.parametrize("image", ["<img src=/1.jpg>", "<a href=/1.jpg><span><img src=/1.jpg></span></a>"])
def test_a_line_in_an_images_own_paragraph_is_its_caption_even_above_the_headline(image: str) -> None:
    article = read(f"<p>{image}<br>平阳广场上的孩子们</p>" + paragraphs("奋力谱写时代新篇", LEAD))
    assert [one.caption for one in article.images] == ["平阳广场上的孩子们"]
    assert article.headline == "奋力谱写时代新篇"
    below = read(f"<p>{image}</p>" + paragraphs("平阳广场上的孩子们", "奋力谱写时代新篇", LEAD))
    assert [one.caption for one in below.images] == [""]


def test_alternative_text_is_a_caption_where_no_line_says_so() -> None:
    article = read(paragraphs(LEAD) + '<p><img src="/1.jpg" alt="平阳广场上的孩子们"></p>' + paragraphs(SENTENCE))
    assert [one.caption for one in article.images] == ["平阳广场上的孩子们"]


def test_the_only_caption_is_that_of_the_only_image_whatever_its_alternative_text() -> None:
    image = '<p><img src="/1.jpg" alt="五一表彰大会的现场照片"></p>'
    article = read(image + paragraphs("我市召开五一表彰大会", "图为会场。", LEAD, SENTENCE))
    assert [(one.url, one.caption) for one in article.images] == [("http://www.lfxww.com/1.jpg", "图为会场。")]


def test_a_sentence_above_an_agencys_credit_is_the_caption() -> None:
    caption, credit = "这是1月7日在吉县拍摄的黄河壶口瀑布冰桥景观（无人机照片）。", "新华社发（吕桂明 摄）"
    article = normalise(read(f"<p><img src='/1.jpg'></p><p>　　{caption}</p><p>　　{credit}</p><p>{SENTENCE}</p>"))
    assert [(one.caption, one.credit) for one in article.images] == [(caption, credit)]
    assert article.body == SENTENCE.strip()


QUATRAIN = ("春眠不觉晓", "处处闻啼鸟", "夜来风雨声", "花落知多少")
CENTRED = '<p align="center">{}</p>'
PHOTO = CENTRED.format('<img src="/1.jpg">')
NEXT = "走进企业车间，机器轰鸣，工人们正在加紧赶制订单。"


@pytest.mark.parametrize(
    "lines", [QUATRAIN, ("一等奖：甲", "二等奖：乙", "三等奖：丙"), ("远山如黛，", "近水含烟，", "秋色寒！")]
)
@pytest.mark.parametrize(
    "setting", [CENTRED, "<p>{}</p>", "<center>{}</center>", '<section style="text-align:center">{}</section>']
)
def test_a_row_of_lines_set_alike_after_an_image_is_text(setting: str, lines: tuple[str, ...]) -> None:
    article = read(paragraphs(LEAD, SENTENCE) + PHOTO + "".join(map(setting.format, lines)))
    assert (article.paragraphs[2:], [one.caption for one in article.images]) == (lines, [""])


@pytest.mark.parametrize(
    ("below", "caption"),
    [
        (("会场一角", "记者 闫锐鹏 摄"), "会场一角\n记者 闫锐鹏 摄"),
        (("合影留念", "临汾市总工会", "2021年4月30日"), "合影留念"),
        (("春到汾河。张浩 摄", *QUATRAIN), "春到汾河。张浩 摄"),
        (("会场一角", "<b>推动转型</b>", "<b>改善民生</b>"), "会场一角"),
    ],
    ids=["its credit", "whose text it is", "verse", "bold lines"],
)
def test_a_caption_is_one_whatever_is_below_it(below: tuple[str, ...], caption: str) -> None:
    article = read(paragraphs(*map(SET_IN.format, (LEAD, SENTENCE))) + PHOTO + "".join(map(CENTRED.format, below)))
    assert [one.caption for one in article.images] == [caption]


@pytest.mark.parametrize("setting", [CENTRED, "<p>{}</p>", '<p class="sub">{}</p>'])
def test_a_line_after_an_image_is_a_sub_head_where_another_part_has_one_set_alike(setting: str) -> None:
    heads = [setting.format(line) for line in ("推动产业转型升级", "保障改善民生")]
    texts = paragraphs(LEAD), paragraphs(SENTENCE), paragraphs(NEXT)
    for body in (
        texts[0] + PHOTO + heads[0] + texts[1] + heads[1] + texts[2],
        texts[0] + heads[0] + texts[1] + PHOTO + heads[1] + texts[2],
    ):
        article = read(body)
        assert (len(article.paragraphs), [one.caption for one in article.images]) == (5, [""])


@pytest.mark.parametrize("line", ["保障改善民生", "<b>保障改善民生</b>"])
def test_a_line_after_an_image_is_its_caption_beside_sub_heads_set_otherwise_or_other_captions(line: str) -> None:
    bold = line.startswith("<b>")
    another = CENTRED.format(line) if bold else PHOTO.replace("1.jpg", "2.jpg") + CENTRED.format(line)
    body = paragraphs(LEAD) + PHOTO + CENTRED.format("会场一角") + paragraphs(SENTENCE) + another + paragraphs(NEXT)
    assert [one.caption for one in read(body).images] == (["会场一角"] if bold else ["会场一角", line])


@pytest.mark.parametrize("image", ["", PHOTO])
@pytest.mark.parametrize(
    "line",
    [
        "图为什么总能打动人？因为真实。",
        "图为何能胜过千言？他给出了答案。",
        "征集启动了。图为什么这么珍贵？听听市民怎么说。",
    ],
)
def test_what_asks_is_no_caption(line: str, image: str) -> None:
    article = read(paragraphs(*map(SET_IN.format, (LEAD, SENTENCE))) + image + paragraphs(SET_IN.format(line)))
    assert article.paragraphs == (LEAD.strip(), SENTENCE.strip(), line)


@pytest.mark.parametrize("line", ["图为何家村村民在采摘苹果。", "图2为会场。", "左图：会场。"])
def test_what_shows_is_a_caption(line: str) -> None:
    assert [one.caption for one in read(paragraphs(LEAD) + PHOTO + paragraphs(line, SENTENCE)).images] == [line]


@pytest.mark.parametrize(
    ("alternative", "caption"),
    [
        *(
            (name, "")
            for name in ("微信图片_20210430091715", "QQ截图20210430091715", "未标题-1", "新闻图片03", "照片 23")
        ),
        *(
            (name, "")
            for name in ("屏幕快照 2021-04-30 上午9.15.22", "下载 (1)", "DSC_0012", "会场（1）.png", "临汾20210430")
        ),
        *(
            (text, text)
            for text in ("4月30日的会场", "第3届运动会开幕式", "市民在拍照片", "同比增长12.5%", "2.A组合影")
        ),
    ],
)
def test_a_files_name_is_no_caption(alternative: str, caption: str) -> None:
    article = read(paragraphs(LEAD) + f'<p><img src="/1.jpg" alt="{alternative}"></p>' + paragraphs(SENTENCE))
    assert [one.caption for one in article.images] == [caption]


@pytest.mark.parametrize(
    "signed",
    [
        '<p style="text-align: right;">乡宁县融媒体中心</p>',
        '<p align="right">2021年4月29日</p>',
        '<p style="text-align:right">乡宁县融媒体中心</p><p style="text-align:right">2021年4月29日</p>',
        "<p>　　　　　　　　　　乡宁县融媒体中心</p><p>　　　　　　　　　　二〇二一年四月</p>",
        '<p align="right">——习近平</p>',
        '<p class="text-right">乡宁县融媒体中心</p>',
        '<div style="text-align:right"><p>乡宁县融媒体中心</p></div>',
    ],
)
def test_who_signs_after_the_last_image_is_no_caption(signed: str) -> None:
    article = read(paragraphs(LEAD, SENTENCE) + PHOTO + signed)
    assert ([one.caption for one in article.images], len(article.paragraphs)) == ([""], 2 + signed.count("<p"))


@pytest.mark.parametrize("setting", ["　　{}", "&nbsp;&nbsp;&nbsp;&nbsp;{}", '<span style="text-indent:2em">{}</span>'])
@pytest.mark.parametrize("image", [PHOTO, "<section style='text-align:center'><img data-src=/1.jpg></section>"])
def test_a_sentence_that_is_not_indented_is_text_where_the_image_above_it_is_centred(setting: str, image: str) -> None:
    above = paragraphs(setting.format(LEAD.strip()), setting.format(SENTENCE.strip()))
    for below in ("", paragraphs(setting.format(NEXT))):
        article = read(above + image + paragraphs("下一步，关王庙镇将继续做好产业文章。") + below)
        assert [one.caption for one in article.images] == [""]
        assert article.paragraphs[2] == "下一步，关王庙镇将继续做好产业文章。"
    centred = read(above + image + CENTRED.format("村民们正在采摘花椒。"))
    assert [one.caption for one in centred.images] == ["村民们正在采摘花椒。"]


@pytest.mark.parametrize("caption", ["图为采摘现场。李静 摄", "图为采摘现场。<br>李静 摄", "采摘现场。记者 李静 摄"])
def test_a_caption_above_a_line_break_ends_with_its_photographer(caption: str) -> None:
    article = read(f"　　{LEAD.strip()}<br><img src=/1.jpg><br>{caption}<br>{SENTENCE}<br>　　{NEXT}")
    assert [one.caption for one in article.images] == [caption.replace("<br>", "\n")]
    assert article.paragraphs == (LEAD.strip(), SENTENCE.strip(), NEXT)


def test_bold_sub_heads_between_empty_lines_are_no_captions() -> None:
    """In bare text, empty lines alone part the paragraphs: each is bold or plain by itself."""
    part = f"<p align=center><img src=/{{}}.jpg></p>　　<strong>{{}}</strong><br><br>{SENTENCE}<br><br>"
    article = read(part.format(0, "下一步怎么走") + part.format(1, "人手从哪里来"))
    assert article.paragraphs == ("下一步怎么走", SENTENCE.strip(), "人手从哪里来", SENTENCE.strip())
    assert [image.caption for image in article.images] == ["", ""]

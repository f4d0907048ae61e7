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
        (shown(NEWS + BY, OTHER + BY), (NEWS + BY,), ["", OTHER + BY]),
        (shown(f"{NEWS}</p><p>{BY.strip()}", OTHER + BY), (NEWS,), [BY.strip(), OTHER + BY]),
        (paragraphs(NEWS + BY) + "<p><img src=/0.jpg></p>", (NEWS + BY,), [""]),
        (paragraphs(TITLE) + shown(NEWS + BY), (NEWS + BY,), [""]),
        (shown("图为市民合影。" + BY, NEWS + BY), (NEWS + BY,), ["图为市民合影。" + BY, ""]),
        (shown("图为市民合影。" + BY), (), ["图为市民合影。" + BY]),
        (shown("金色大道" + BY, "老人与落叶" + BY), (), ["金色大道" + BY, "老人与落叶" + BY]),
        (paragraphs(NEWS) + shown(OTHER + BY), (NEWS,), [OTHER + BY]),
    ],
    ids=[
        *("one image", "two", "credits apart", "above the image", "below a headline", "behind another image"),
        *("图为 alone", "no sentence", "below a text"),
    ],
)
def test_the_first_sentence_among_captions_alone_is_the_text(
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
def test_short_lines_below_all_images_are_captions_though_set_in_as_the_text(
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

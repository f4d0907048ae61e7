"""What a newspaper's page has around a headline: folio, column and （图） are none of its lines, nor one alone."""

from __future__ import annotations

import pytest
from test_pages import LEAD, SENTENCE, paragraphs, read

TITLE = "我市召开脱贫攻坚推进会"
SETTINGS = ("<p align=center>{}</p>", "<p>{}</p>", "<p>　　{}</p>")
FOLIOS = (
    "2021年04月29日　临汾日报",
    "2021年4月29日　第1版",
    "临汾日报　2021年4月29日　1版　要闻",
    "《临汾日报》2021年4月29日 星期四 第3版",
    "第A2版：要闻",
    "2021-04-29 山西晚报",
    "01版：民生新闻",
    "平阳晚报",
    "临汾日报晚报版　2016年3月1日",
    "头版头条",
    "C3版 专题",
    "（图）",
    "【组图】",
)
COLUMNS = ("·要闻·", "●民生●", "【聚焦就业】", "〖民生〗", "■两会声音", "时政要闻", "★ 身边榜样 ★", "—聚焦两会—")
TEXT = (LEAD.strip(), SENTENCE.strip())


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("folio", FOLIOS)
def test_a_folio_beside_a_headline_is_none_of_its_lines(folio: str, setting: str) -> None:
    line, headline = setting.format(folio), f"<p align=center><b>{TITLE}</b></p>"
    below = "<p align=center>岳普煜主持并讲话</p>"
    for body in (line + headline + below, headline + below + line, headline + line + below):
        article = read(body + paragraphs(LEAD, SENTENCE), title=TITLE)
        assert (article.kicker, article.headline, article.subtitle) == (None, TITLE, "岳普煜主持并讲话")
        assert article.paragraphs == (folio, *TEXT)


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("line", [*FOLIOS, *COLUMNS])
def test_neither_a_folio_nor_a_column_alone_is_a_headline(line: str, setting: str) -> None:
    article = read(setting.format(line) + paragraphs(LEAD, SENTENCE), title=TITLE)
    assert (article.kicker, article.headline, article.paragraphs) == (None, None, (line, *TEXT))


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_above_a_headline_is_its_kicker_and_below_it_text(column: str) -> None:
    line, headline = f"<p align=center>{column}</p>", f"<p align=center><b>{TITLE}</b></p>"
    article = read(line + headline + paragraphs(LEAD), title=TITLE)
    assert (article.kicker, article.headline) == (column, TITLE)
    article = read(headline + line + paragraphs(LEAD), title=TITLE)
    assert (article.kicker, article.headline, article.subtitle) == (None, TITLE, None)
    assert article.paragraphs == (column, LEAD.strip())


def test_who_signs_below_a_column_is_credited() -> None:
    article = read(f"<p align=center>·要闻·</p><p align=center>记者 张浩</p>{paragraphs(SENTENCE)}", title=TITLE)
    assert (article.headline, article.bylines, article.paragraphs) == (None, ("记者 张浩",), ("·要闻·", TEXT[1]))


@pytest.mark.parametrize("sign", "◎■★○")
def test_a_name_behind_a_sign_is_no_column(sign: str) -> None:
    body = f"<p align=center><b>{TITLE}</b></p><p align=center>{sign}王志刚</p>" + paragraphs(SENTENCE)
    assert read(body, title=TITLE).paragraphs == TEXT[1:]


@pytest.mark.parametrize("day", ["2021年4月29日", "2021年4月29日 星期四"])
def test_a_day_above_the_web_title_is_no_kicker(day: str) -> None:
    article = read(f"<p align=center>{day}</p><p align=center>{TITLE}</p>{paragraphs(LEAD)}", title=TITLE)
    assert (article.kicker, article.headline, article.paragraphs) == (None, TITLE, (day, LEAD.strip()))


@pytest.mark.parametrize(
    "subtitle",
    [
        "《临汾日报》创刊七十周年",
        "晚报上的故事",
        "第1版《共产党宣言》中译本展出",
        "今日要闻：三项制度出台",
        "2021年4月29日启动",
        "要闻部记者走基层",
        "（试行）",
    ],
)
def test_a_line_that_says_more_is_a_subtitle(subtitle: str) -> None:
    body = f"<p align=center><b>{TITLE}</b></p><p align=center>{subtitle}</p>" + paragraphs(LEAD)
    assert read(body, title=TITLE).subtitle == subtitle


@pytest.mark.parametrize("title", ["今日要闻", "临汾日报", "【聚焦就业】"])
def test_the_web_title_is_a_headline_whatever_it_says(title: str) -> None:
    body = f"<p align=center><b>{title}</b></p>" + paragraphs(LEAD)
    assert read(body, title=title).headline == title

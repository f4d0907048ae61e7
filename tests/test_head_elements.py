"""Title and date line as their elements set them: a ——副题, fields on lines of their own, buttons after the source."""

from __future__ import annotations

import pytest
from test_pages import LEAD, SENTENCE, page_of, paragraphs, read, template

from linfen_crawler.items import Article
from linfen_crawler.pages import read_article
from pipelines.normalise import normalise

WHEN = "2021-04-30 09:17"


def dated(date_line: str) -> Article:
    return normalise(read(paragraphs(LEAD, SENTENCE), date_line=date_line))


@pytest.mark.parametrize(
    "date_line",
    [
        f"<ul><li>{WHEN}</li><li>来源：临汾日报</li><li>编辑：王芳</li></ul>",
        "<div><time>2021年4月30日</time></div><div>9:17 上午</div><div>临汾日报</div>",
        f"{WHEN} 来源：临汾日报 <a href='#'>听新闻</a> <a href='#'>A+</a>",
        f"{WHEN} 来源：临汾日报<span>听新闻</span><span>放大字体</span>",
        f"<span>{WHEN} 来源：<a href='/'>临汾日报</a> <i>列表查看</i></span>",
        f"{WHEN} 来源：临汾日报<span>[<a>大</a> <a>日</a> <a>小</a>]</span>",
        f"{WHEN} 来源：临汾日报　<a href='#'>参与互动</a>(<a href='#'>0</a>)",
    ],
)
def test_time_and_source_are_read_apart_from_what_is_after_them(date_line: str) -> None:
    article = dated(date_line)
    assert (article.published_at, article.source) == ("2021-04-30T09:17:00+08:00", "临汾日报")


@pytest.mark.parametrize("source", ["临汾日报、<a>山西日报</a>", "<a>临汾日报</a>·<a>晚报版</a>", "<b>临汾日报</b>"])
def test_a_source_of_several_elements_is_whole(source: str) -> None:
    whole = source.replace("<a>", "").replace("</a>", "").replace("<b>", "").replace("</b>", "")
    assert dated(f"{WHEN} 来源：{source}").source == whole


def test_a_counter_whose_label_is_a_button_is_one() -> None:
    article = dated(f"{WHEN} 来源：临汾日报 <a href='javascript:void(0)'>点击</a>：<script src='/c'></script>次")
    assert (article.source, article.view_label, article.view_count) == ("临汾日报", True, None)


DASHED = "——全市农业生产工作综述"


@pytest.mark.parametrize(
    ("title", "behind"),
    [
        (f"春耕有序推进<br>{DASHED}", ""),
        (f"春耕有序推进<small>{DASHED}</small>", ""),
        (f"<span>春耕有序推进</span> <br><small>{DASHED}</small>", ""),
        ("春耕有序推进", f"</h3><p>{DASHED}</p><h3>"),
        ("春耕有序推进", f"</h3>{DASHED}<h3>"),
        ("春耕有序推进", f"</h3><div><h4>{DASHED}</h4></div><h3>"),
    ],
)
def test_a_dashed_line_beside_the_title_is_the_subtitle(title: str, behind: str) -> None:
    article = read(paragraphs(LEAD, SENTENCE), title=title, date_line=f"{WHEN} 来源：临汾日报{behind}")
    assert (article.title, article.subtitle) == ("春耕有序推进", DASHED)


def test_the_site_after_a_hyphen_is_no_subtitle() -> None:
    assert read(paragraphs(LEAD, SENTENCE), title="春耕有序推进<small>-临汾新闻网</small>").subtitle is None


@pytest.mark.parametrize("title", ["青春之歌——记王敏", "<b>青春之歌</b>——记王敏", "<b>青春之歌——记王敏</b>"])
def test_a_title_with_a_dash_in_it_is_whole(title: str) -> None:
    article = read(paragraphs(LEAD, SENTENCE), title=title)
    assert (article.title, article.subtitle) == ("青春之歌——记王敏", None)


@pytest.mark.parametrize(
    "line",
    [
        "<span>责任编辑：</span><span>畅</span><span>任杰</span>",
        "<span>责任编辑：畅</span> <span>任杰</span>",
        "<div>责任编辑：</div><div>畅任杰</div>",
        "责任编辑：</p><p>畅任杰",
    ],
)
def test_an_editor_in_several_elements_is_one_person(line: str) -> None:
    assert normalise(read(paragraphs(LEAD, SENTENCE), editor_line=line)).editor == "畅任杰"


@pytest.mark.parametrize("line", ["责任编辑：</p><p>", "责任编辑：</p><p>编辑：畅任杰"])
def test_a_label_without_a_name_takes_no_other_line_for_one(line: str) -> None:
    assert normalise(read(paragraphs(LEAD, SENTENCE), editor_line=line)).editor in {None, "畅任杰"}


@pytest.mark.parametrize("title", ["身边故事｜<span>柏头村</span>完工交付醋坊", "<b>身边故事｜</b>柏头村完工交付醋坊"])
def test_a_column_is_of_the_title_whatever_element_parts_it(title: str) -> None:
    shown = template(paragraphs(LEAD, SENTENCE), title=title)
    page = f"<title>身边故事｜柏头村完工交付醋坊_临汾新闻网</title>{shown}"
    article = normalise(read_article(page_of(page)))
    assert (article.title, article.kicker) == ("身边故事｜柏头村完工交付醋坊", None)

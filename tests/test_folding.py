"""What a page hides until its reader asks for the rest is text; what else it hides is none."""

from __future__ import annotations

import pytest
from test_pages import LEAD, SENTENCE, page_of, paragraphs, template

from linfen_crawler.pages import read_article

REST = ("一要加强统筹协调，倒排工期。二要严格落实责任。", "市直有关部门负责人参加调研。")


def read(body: str) -> tuple[str, ...]:
    """Return the paragraphs of a page."""
    return read_article(page_of(template(body))).paragraphs


@pytest.mark.parametrize(
    "control", ["展开全文", "查看全文", "点击展开全文 ▼", "显示全部", "余下全文", "展开剩余50%", "剩余30%"]
)
@pytest.mark.parametrize("hidden", ['style="display:none"', "hidden", 'style="color:red;display: none"'])
def test_the_rest_that_a_control_unfolds_is_text(control: str, hidden: str) -> None:
    shown, rest = paragraphs(LEAD, SENTENCE), f"<div {hidden}>{paragraphs(*REST)}</div>"
    button = f'<div class="more"><a href="javascript:;">{control}</a></div>'
    assert read(shown + rest + button)[-2:] == REST
    assert read(shown + button + rest)[-2:] == REST
    assert control not in "".join(read(shown + button + rest))


def test_without_a_control_what_is_hidden_stays_so() -> None:
    body = paragraphs(LEAD, SENTENCE) + f'<div style="display:none">{paragraphs(*REST)}</div>'
    assert not set(REST) & set(read(body))


@pytest.mark.parametrize("hidden", ["本文来自某某网。", "转载请注明出处", "一二三"])
def test_a_hidden_line_is_no_rest_of_a_text(hidden: str) -> None:
    button = "<div>展开全文</div>"
    body = paragraphs(LEAD, SENTENCE) + f'<p style="display:none">{hidden}</p>' + button
    assert hidden not in read(body)


def test_a_hidden_box_under_a_heading_of_its_own_stays_hidden() -> None:
    box = f'<h4>评论须知</h4><div style="display:none">{paragraphs(*REST)}</div><div>展开全文</div>'
    assert not set(REST) & set(read(paragraphs(LEAD, SENTENCE) + box))


@pytest.mark.parametrize("control", ["展开全文", "展开剩余50%"])
def test_a_rest_of_one_sentence_and_one_of_several_hidden_paragraphs_are_text(control: str) -> None:
    button = f"<a class=open>{control}</a>"
    one = f"<div style='display:none'>{paragraphs(REST[0][:-11] + '，倒排工期、挂图作战，确保年内完工。')}</div>"
    assert "挂图作战" in read(paragraphs(LEAD, SENTENCE) + one + button)[-1]
    several = "".join(f"<p hidden>{line}</p>" for line in (*REST, "会议由市政府秘书长主持。"))
    assert read(paragraphs(LEAD, SENTENCE) + several + button)[-3:] == (*REST, "会议由市政府秘书长主持。")


@pytest.mark.parametrize(
    "hidden", ["本文版权归临汾日报社所有，未经许可不得转载使用。", "下载临汾云客户端，随时随地查看更多本地资讯。"]
)
def test_what_a_site_says_of_itself_is_no_rest(hidden: str) -> None:
    button = "<div>展开剩余50%</div>"
    assert hidden not in read(f"{paragraphs(LEAD, SENTENCE)}<div style='display:none'><p>{hidden}</p></div>{button}")

"""A page of no known layout whose fields are a table, a list or boxes: they are read, and none of it is text."""

from __future__ import annotations

import pytest
from test_generic import LISTED, TEXT, read

from linfen_crawler.items import Article
from pipelines.normalise import normalise

TITLE = "关于管道检修的通知"
LINES = ("各位用户：", "因管道检修，鼓楼南街明日停水。", "市自来水公司")
BODY = f"<div class=con>{''.join(f'<p>{line}</p>' for line in LINES)}</div>"
MOMENT, DAY = "2024-05-08T09:17:00+08:00", "2024-05-08"
PLACES = {"above": "<h1>{title}</h1>{fields}{body}", "below": "<h1>{title}</h1>{body}{fields}"}
BOXES = {
    "a box each": "<div><div class=l>来源</div><div class=i>{source}</div></div>"
    "<div><div class=l>发布时间</div><div class=i><span>{moment}</span></div></div>",
    "one box": "<div><p>来源</p><p>{source}</p><p>发布时间：</p><p>{moment}</p></div>",
    "a row": "<table><tr><th>来源</th><td>{source}</td><th>发布时间</th><td>{moment}</td></tr></table>",
    "rows": "<table><tr><td>来 源：</td><td>{source}</td></tr><tr><td>发布时间：</td><td>{moment}</td></tr></table>",
    "terms": "<dl><dt>来源</dt><dd>{source}</dd><dt>发布时间</dt><dd>{moment}</dd></dl>",
}
DOCUMENTS = {
    "table": "<table><tr><td>索 引 号：</td><td>011200/2024-00012</td><td>发文机关：</td><td>市水利局</td></tr>"
    "<tr><td>标　　题：</td><td colspan=3>{title}</td></tr><tr><td>成文日期：</td><td>2024年05月01日</td>"
    "<td>发布日期：</td><td>2024年05月08日</td></tr></table>",
    "headed": "<table><tr><th>索引号</th><td>011200/2024-00012</td><th>公开日期</th><td>2024-05-08</td></tr></table>",
    "list": "<ul><li><b>索引号：</b>011200/2024</li><li><b>发文机关：</b>市水利局</li>"
    "<li><b>发布日期：</b>2024-05-08</li></ul>",
    "terms": "<dl><dt>索引号</dt><dd>011200/2024</dd><dt>生成日期</dt><dd>2024年5月8日</dd></dl>",
    "one day": "<table><tr><td>索引号</td><td>0112</td></tr><tr><td>生成日期</td><td>2024-05-08</td></tr></table>",
}


def page(place: str, fields: str, body: str = BODY) -> Article:
    shown = place.format(title=TITLE, fields=fields, body=body)
    return normalise(read(f"<title>{TITLE}_尧都在线</title><div class=m>{shown}</div>{LISTED}"))


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("fields", BOXES.values(), ids=BOXES)
def test_a_label_and_its_value_may_be_elements_of_their_own(fields: str, place: str) -> None:
    article = page(place, fields.format(source="市自来水公司宣传科", moment="2024-05-08 09:17"))
    assert (article.title, article.published_at, article.source) == (TITLE, MOMENT, "市自来水公司宣传科")
    assert (article.kicker, article.headline, article.subtitle) == (None, None, None)
    assert article.body.split("\n\n") == [*LINES]


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("fields", DOCUMENTS.values(), ids=DOCUMENTS)
def test_of_the_fields_of_a_document_those_of_its_page_are_read(fields: str, place: str) -> None:
    article = page(place, fields.format(title=TITLE))
    assert (article.title, article.published_at) == (TITLE, DAY)
    assert (article.kicker, article.headline, article.subtitle, article.source) == (None, None, None, None)
    assert article.body.split("\n\n") == [*LINES]


@pytest.mark.parametrize(
    ("box", "lines"),
    [
        ("<table><tr><td>活动时间</td><td>2024-05-18 09:00</td></tr><tr><td>地点</td><td>公园</td></tr></table>", 1),
        ("<table><tr><td>名称</td><td>大鼓</td></tr><tr><td>来源</td><td>民间征集</td></tr></table>", 1),
        ("<table><tr><th>文号</th><th>名称</th></tr><tr><td>〔2024〕8号</td><td>用水办法</td></tr></table>", 1),
        ("<table><tr><td>发布日期</td><td>2024-05-01</td></tr><tr><td>召回数量</td><td>312辆</td></tr></table>", 1),
        (
            (
                "<table><tr><td>发布日期</td><td>2024-05-01</td></tr><tr><td>名称</td><td>水泵</td></tr>"
                "<tr><td>召回数量</td><td>312台</td></tr></table>"
            ),
            1,
        ),
        ("<table><tr><td>文号</td><td>〔2024〕8号</td></tr><tr><td>水价</td><td>3元</td></tr></table>", 1),
        # 阅读 alone is a button.
        ("<div><p>阅读</p><p>水的故事</p></div>", 1),
        ("<div><p>时间</p><p>5月18日上午</p></div>", 2),
        ("<div><p>时间</p><p>2024年5月18日</p><p>地点</p><p>公园</p></div>", 4),
        ("<div><p>记者</p><p>水价会涨吗？</p></div>", 2),
        ("<div><p>记者</p><p>请谈谈水价</p></div>", 2),
        ("<div><p>来源</p><p>水从哪里来？来自龙子祠泉。</p></div>", 2),
    ],
)
def test_what_only_looks_like_fields_is_text(box: str, lines: int) -> None:
    body = f"<div class=con><p>{TEXT}</p>{box}<p>{LINES[1]}</p></div>"
    article = page(PLACES["above"], "<p>2024-05-08 09:17　来源：临汾日报</p>", body)
    assert (article.published_at, article.source) == (MOMENT, "临汾日报")
    assert len(article.body.split("\n\n")) == 2 + lines


def test_fields_that_several_elements_hold_side_by_side_are_recognised_by_their_labels() -> None:
    line = (
        "<div><span>作者：尧都融媒</span><span>发布时间：2024-05-08 09:17:30</span><span>阅读：<b>73</b></span></div>"
    )
    article = page(PLACES["below"], line)
    assert (article.published_at, article.view_count) == ("2024-05-08T09:17:30+08:00", 73)
    assert article.body.split("\n\n") == [*LINES]


def test_many_labels_in_one_box_are_looked_at_once() -> None:
    body = f"<div class=con><p>{TEXT}</p>{'<p>来源</p>' * 5_000}<p>{LINES[1]}</p></div>"
    assert page(PLACES["above"], "<p>2024-05-08 09:17</p>", body).published_at == MOMENT

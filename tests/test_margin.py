"""What is around a text and in it, and is none: neighbours, buttons, notices, what no reader sees."""

from __future__ import annotations

import pytest
from test_pages import LEAD, SENTENCE, page_of, paragraphs, read

from linfen_crawler.errors import OtherPageError
from linfen_crawler.kinds import LinkKind
from linfen_crawler.pages import read_article
from pipelines.normalise import normalise
from pipelines.validate import fault

TEXT = (LEAD.strip(), SENTENCE.strip())
NOTICE = (
    "版权声明：凡临汾日报、临汾新闻网刊载及发布的各类稿件，未经书面授权，任何媒体、网站或自媒不得转载发布。",
    "若有违者将依法追究侵权责任。",
)
NEIGHBOURS = (
    "<a href='1.html'>上一篇：甲乙</a><a href='2.html'>下一篇：丙丁</a>",
    "上一篇：<a href='1.html'>甲乙</a>　下一篇：<a href='2.html'>丙丁</a>",
    "上一条：<a href='1.html'>甲乙</a> | 下一条：<a href='2.html'>丙丁</a>",
    "<b>上一篇：</b><a href='1.html'>甲乙</a><br>下一篇：<a href='2.html'>丙丁</a>",
)
NEIGHBOURS_BEHIND = (
    "<a href='1.html'>上一篇<br>甲乙</a><a href='2.html'>下一篇<br>丙丁</a>",
    "顶：<b>0</b> 踩：0 | 上一篇：<a href='1.html'>甲乙</a> 下一篇：<a href='2.html'>丙丁</a>",
)


@pytest.mark.parametrize("line", NEIGHBOURS)
@pytest.mark.parametrize("is_inside", [True, False])
def test_two_neighbours_on_one_line_are_told_apart(line: str, *, is_inside: bool) -> None:
    line = f"<div>{line}</div>"
    article = read(paragraphs(LEAD, SENTENCE) + line * is_inside, tail=line * (not is_inside))
    assert article.paragraphs == TEXT
    assert [(link.kind, link.text) for link in article.links] == [(LinkKind.PREVIOUS, "甲乙"), (LinkKind.NEXT, "丙丁")]


@pytest.mark.parametrize("line", NEIGHBOURS_BEHIND)
def test_two_neighbours_after_a_text_are_recognised_by_their_label_alone(line: str) -> None:
    article = read(paragraphs(LEAD, SENTENCE), tail=f"<div>{line}</div>")
    assert [(link.kind, link.text) for link in article.links] == [(LinkKind.PREVIOUS, "甲乙"), (LinkKind.NEXT, "丙丁")]


def test_a_line_of_neighbours_without_titles_is_no_text() -> None:
    article = read(paragraphs(LEAD, SENTENCE) + "<div>&lt;上一篇 &nbsp; <a href='2.html'>下一篇&gt;</a></div>")
    assert (article.paragraphs, [link.kind for link in article.links]) == (TEXT, [LinkKind.NEXT])


def test_what_a_style_sets_on_lines_of_its_own_is_a_paragraph() -> None:
    body = f"<p><span style='display:block'>{LEAD}</span><span style='display: block;'>{SENTENCE}</span></p>"
    assert read(body).paragraphs == TEXT
    inline = f"<p><span style='display:inline-block'>{LEAD[:9]}</span><span>{LEAD[9:]}</span></p>{paragraphs(SENTENCE)}"
    assert read(inline).paragraphs == TEXT


@pytest.mark.parametrize("image", ["srcset='/1.jpg 1x, /1@2x.jpg 2x'", "data-srcset='/1.jpg, /2.jpg 2x'"])
def test_an_image_whose_sizes_alone_are_named_is_the_first_of_them(image: str) -> None:
    assert [one.url for one in read(f"{paragraphs(*TEXT)}<img {image}>").images] == ["http://www.lfxww.com/1.jpg"]


@pytest.mark.parametrize(
    "line",
    [
        "附件下载：<a href='/e/DownSys/?id=3'>表彰名单</a>",
        "附件：<a href='/download/12345'>表彰名单</a>",
        "附件1：<a href='/d?id=1'>表一</a> <a href='/d?id=2'>表二</a>",
    ],
)
def test_what_a_line_calls_its_attachments_are_some_whatever_their_names(line: str) -> None:
    article = read(f"{paragraphs(*TEXT)}<p>{line}</p>")
    assert (article.paragraphs, {link.kind for link in article.links}) == (TEXT, {LinkKind.ATTACHMENT})


def test_links_below_their_heading_are_attachments_whatever_their_names() -> None:
    listed = "<p>附件：</p><p>1.<a href='/download/1'>名单</a></p><p>2.<a href='/download/2'>表格</a></p>"
    article = read(f"{paragraphs(*TEXT)}{listed}")
    assert (article.paragraphs, [link.kind for link in article.links]) == (TEXT, [LinkKind.ATTACHMENT] * 2)


@pytest.mark.parametrize(("between", "count"), [("", 0), ("<br>", 1)])
def test_the_sign_before_an_editors_line_is_no_image(between: str, count: int) -> None:
    article = read(f"{paragraphs(*TEXT)}<div><img src='/end.png'>{between}责任编辑：李雪</div>")
    assert (article.paragraphs, len(article.images)) == (TEXT, count)


def test_a_page_that_is_called_an_attachment_is_a_link() -> None:
    article = read(f"{paragraphs(*TEXT)}<p>附件：<a href='/linfen/shizheng/1.html'>表彰名单</a></p>")
    assert (article.paragraphs[-1], article.links[0].kind) == ("附件：表彰名单", LinkKind.BODY)


@pytest.mark.parametrize(
    "line",
    [
        "分享到：<a href='#'>微信</a><a href='#'>微博</a>",
        "【<a href='javascript:window.print()'>打印</a>】【<a href='javascript:window.close()'>关闭</a>】",
        "<a href='javascript:;'>QQ空间</a>",
        "<strong>附件下载：</strong><a href='/u/1.pdf'>《办法》.pdf</a>（2.1MB）",
        "附件：<a href='/download.jsp?id=9'>申请表.doc</a>",
        "分页：<select><option value='2664279_2.html'>第2页</option></select>",
    ],
)
def test_buttons_are_no_text(line: str) -> None:
    assert read(paragraphs(LEAD, SENTENCE, line)).paragraphs == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "点开<a href='#'>微信</a>里的<a href='#'>微博</a>就能看到。",
        "<a href='#'>他说，明天会更好。</a>",
        "分页：见下文。",
    ],
)
def test_links_that_lead_nowhere_in_a_text_are_text(line: str) -> None:
    assert len(read(paragraphs(LEAD, SENTENCE, line)).paragraphs) == 3


def test_neighbours_are_linked_by_the_words_alone() -> None:
    tail = paragraphs("<a href='1.html'>上一篇</a> <a href='2.html'>下一篇</a>")
    links = read(paragraphs(LEAD, SENTENCE), tail=tail).links
    assert [(link.kind, link.text) for link in links] == [(LinkKind.PREVIOUS, "上一篇"), (LinkKind.NEXT, "下一篇")]


@pytest.mark.parametrize(
    "line",
    [
        "值班总编：王刚 责任编辑：畅任杰",
        "来源：临汾日报　责任编辑：畅任杰",
        "责编丨畅任杰",
        "（来源：临汾日报　责编：畅任杰）",
        "作者：李静　责编：畅任杰",
    ],
)
def test_an_editor_after_other_labels_is_found(line: str) -> None:
    article = normalise(read(paragraphs(LEAD, SENTENCE, line), editor_line=""))
    assert article.editor == "畅任杰"
    assert "责" not in article.body


def test_the_notice_is_no_text_wherever_it_is() -> None:
    article = read(paragraphs(LEAD, "".join(NOTICE), SENTENCE))
    assert (article.paragraphs, article.notice) == (TEXT, "".join(NOTICE))


@pytest.mark.parametrize("is_inside", [True, False])
@pytest.mark.parametrize("cut", [len(NOTICE[0]), 50])
def test_a_notice_in_two_paragraphs_is_one(cut: int, *, is_inside: bool) -> None:
    whole = "".join(NOTICE)
    notice = paragraphs(whole[:cut], whole[cut:])
    article = read(paragraphs(LEAD, SENTENCE) + notice * is_inside, tail=notice * (not is_inside))
    assert (article.paragraphs, article.notice) == (TEXT, f"{whole[:cut]}\n{whole[cut:]}")


OTHER_NOTICE = "版权声明：本文转载自山西日报，版权归原作者所有，如有侵权请联系删除。"
DECLARED = "声明：转载此文是出于传递更多信息之目的，如有侵权请与本网联系。"


@pytest.mark.parametrize("is_inside", [True, False])
@pytest.mark.parametrize("beside", [OTHER_NOTICE, DECLARED, "【打印】【关闭】"])
@pytest.mark.parametrize("between", ["</p><p>", "<br>"])
def test_the_sites_own_notice_is_kept_alone_whatever_small_print_is_beside_it(
    beside: str, between: str, *, is_inside: bool
) -> None:
    own = "".join(NOTICE)
    for lines in ((own, beside), (beside, own)):
        end = f"<p>{between.join(lines)}</p>"
        article = read(paragraphs(LEAD, SENTENCE) + end * is_inside, tail=end * (not is_inside))
        assert (article.paragraphs, article.notice) == (TEXT, own)


def test_another_notice_in_the_body_leaves_the_sites_own_below_it() -> None:
    body = paragraphs(LEAD, SENTENCE, OTHER_NOTICE)
    assert read(body, tail=paragraphs("".join(NOTICE))).notice == "".join(NOTICE)
    assert read(body).notice == OTHER_NOTICE


def test_what_follows_a_notice_is_not_part_of_it() -> None:
    article = read(paragraphs(LEAD, SENTENCE), tail=paragraphs("".join(NOTICE), "免责声明：本网转载文章仅为传播信息。"))
    assert article.notice == "".join(NOTICE)


@pytest.mark.parametrize("style", ["font-size:0", "FONT-SIZE: 0px;color:red", "visibility : hidden", "font-size:0.0em"])
def test_text_without_size_or_visibility_is_none(style: str) -> None:
    line = f"大会要求，<span style='{style}'>z8k2偷</span>各级各部门要认真落实。"
    assert read(paragraphs(LEAD, line)).paragraphs == (TEXT[0], "大会要求，各级各部门要认真落实。")


@pytest.mark.parametrize("style", ["position:absolute;left:-9999px", "text-indent: -9999em", "top:-999px"])
def test_text_that_is_set_off_the_screen_is_none(style: str) -> None:
    assert (
        read(paragraphs(*TEXT) + f"<div style='{style}'><a href='//a.example/'>澳门娱乐</a></div>").paragraphs == TEXT
    )


@pytest.mark.parametrize("style", ["font-size:0.9em", "font-size:16px", "line-height:0", "visibility:visible"])
def test_text_that_is_set_visible_inside_of_what_is_not_is_text(style: str) -> None:
    assert read(f"{paragraphs(LEAD)}<p style='{style}'>{SENTENCE}</p>").paragraphs == TEXT
    outer = "visibility:hidden" if "visib" in style else "font-size:0px"
    if "line" not in style:
        body = f"<section style='{outer}'>{LEAD}<img src='/1.jpg'><p style='{style}'>{SENTENCE}</p>暗</section>"
        assert read(paragraphs(LEAD) + body).paragraphs == TEXT


@pytest.mark.parametrize("around", ["id=js_content", "class='rich_media_content '"])
def test_the_wrapper_in_which_wechat_sends_its_text_is_seen(around: str) -> None:
    wrapper = f"<div {around} style='visibility: hidden; opacity: 0;'>{{}}</div>"
    assert read(wrapper.format(paragraphs(*TEXT))).paragraphs == TEXT
    assert read(paragraphs(TEXT[0]) + wrapper.format(paragraphs(TEXT[1]))).paragraphs == TEXT


@pytest.mark.parametrize(
    ("outer", "inner"), [("visibility:hidden", "font-size:14px"), ("font-size:0", "visibility:visible")]
)
def test_what_hides_text_is_lifted_by_its_own_property_alone(outer: str, inner: str) -> None:
    hidden = f"<p style='{outer}'><span style='{inner}'>本文转载自内容农场网站</span></p>"
    assert read(paragraphs(*TEXT) + hidden).paragraphs == TEXT


def test_the_back_of_an_element_may_be_hidden() -> None:
    turned = "<section style='-webkit-backface-visibility: hidden'>{}</section>"
    assert read(turned.format(paragraphs(*TEXT))).paragraphs == TEXT


def test_hidden_rows_and_cells_of_a_table_are_none() -> None:
    hidden = "style='display:none'"
    table = f"<table><tr><td>甲</td><td {hidden}>x</td><td>1</td></tr><tr {hidden}><td>藏</td><td>9</td></tr></table>"
    assert read(paragraphs(LEAD) + table).paragraphs == (TEXT[0], "甲 | 1")


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (
            "<tr><td rowspan=2>尧都<td>甲<td>1<tr><td>乙<td>2<tr><td>翼城<td>丙<td>3",
            "尧都 | 甲 | 1\n| 乙 | 2\n翼城 | 丙 | 3",
        ),
        ("<tr><td>县<td>乡<td>亩<tr><td colspan=2>合计<td>3", "县 | 乡 | 亩\n合计 | | 3"),
        ("<tr><td colspan=2>统计表<tr><td>小麦<td>10", "统计表\n小麦 | 10"),
        ("<tr><td colspan=0 rowspan=x>甲<td rowspan=99999>1<tr><td>乙", "甲 | 1\n乙"),
    ],
)
def test_columns_stay_in_line_where_a_cell_spans_others(rows: str, text: str) -> None:
    assert read(f"{paragraphs(LEAD)}<table>{rows}</table>").paragraphs == (TEXT[0], text)


def test_cells_that_span_more_than_a_table_holds_make_it_no_longer() -> None:
    table = f"<table>{'<tr>' + '<td rowspan=999 colspan=999>甲' * 20}</table>"
    rows = read(paragraphs(LEAD) + f"{table[:-8]}{'<tr><td>乙' * 50}</table>").paragraphs[1].split("\n")
    assert [rows[0].count("甲"), len(rows)] == [20, 51]
    assert max(map(len, rows)) < 999


def test_islands_of_data_are_no_text() -> None:
    island = "<xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml>"
    assert read(paragraphs(LEAD) + island + paragraphs(SENTENCE)).paragraphs == TEXT


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>附件：<a href='/a.pdf'>公示名单.pdf</a></p>", ("附件：公示名单.pdf",)),
        ("<p><a href='/download.jsp?id=9'>申请表.doc</a>（12KB）</p>", ("申请表.doc（12KB）",)),
        ("<p>附件：</p><ul><li><a href='/a.xls'>名单一</a><li><a href='/b.xls'>名单二</a></ul>", ("名单一", "名单二")),
        ("<iframe src='/a.pdf'></iframe>", ()),
        ("<iframe src='/pdfjs/web/viewer.html?file=/a.pdf&amp;page=1'></iframe>", ()),
        ("<embed src='/u/1.doc'>", ()),
        ("<object data='/a.pdf'><p>您的浏览器不支持，请<a href='/a.pdf'>下载</a>。</p></object>", ()),
        ("<object><param name='wmode' value='x'><param name='SRC' value='/a.pdf'></object>", ()),
        ("<object type='application/pdf'><embed src='/a.pdf'></object>", ()),
        ("<object><a href='/a.pdf'>下载</a></object>", ()),
    ],
)
def test_a_notice_that_is_a_document_alone_is_an_article_with_that_attachment(body: str, text: tuple[str, ...]) -> None:
    article = read(body, title="拟表彰名单公示")
    assert article.paragraphs == text
    assert {link.kind for link in article.links} == {LinkKind.ATTACHMENT}
    assert fault(normalise(article)) is None


@pytest.mark.parametrize("body", ["<iframe src='/player.html?v=1'></iframe>", "<video src='/a.mp4'></video>"])
def test_a_player_alone_is_no_article(body: str) -> None:
    with pytest.raises(OtherPageError, match="a player and no text"):
        read(body)


@pytest.mark.parametrize(
    ("src", "url"),
    [
        ("/pdfjs/web/viewer.html?file=/u/a.pdf&amp;page=1", "http://www.lfxww.com/u/a.pdf"),
        ("/pdfjs/web/viewer.html?x=1&amp;file=%2Fu%2Fa.pdf#page=2", "http://www.lfxww.com/u/a.pdf"),
        ("/pdfjs/web/viewer.html?file=a.pdf", "http://www.lfxww.com/pdfjs/web/a.pdf"),
        (
            "https://view.officeapps.live.com/op/view.aspx?src=http%3A%2F%2Fwww.lfxww.com%2F1.docx",
            "http://www.lfxww.com/1.docx",
        ),
        ("/u/a.pdf", "http://www.lfxww.com/u/a.pdf"),
        ("/player.html?file=/a.mp4", "http://www.lfxww.com/player.html?file=%2Fa.mp4"),
    ],
)
def test_the_document_that_a_viewer_shows_is_the_attachment(src: str, url: str) -> None:
    article = read(f"{paragraphs(LEAD)}<iframe src='{src}'></iframe>")
    assert [(link.kind, link.url) for link in article.links] == [(LinkKind.ATTACHMENT, url)]


@pytest.mark.parametrize("line", ["【打印】 【关闭】", "- END -", "字号：大 中 小", "分享到：", "打印本页"])
def test_a_line_of_buttons_at_an_end_of_a_known_body_is_not_part_of_it(line: str) -> None:
    article = read(paragraphs(LEAD, SENTENCE) + f"<p>{line}</p><p>责任编辑：李甲</p>")
    assert article.paragraphs == (LEAD.strip(), SENTENCE.strip())
    assert article.editor_lines[0] == "责任编辑：李甲"


@pytest.mark.parametrize(
    "line", ["特此公告", "（完）", "联系电话：0357-2222222", "临汾市人民政府", "2025年3月5日", "谢谢大家！", "贺晓红"]
)
def test_a_short_last_line_of_a_known_body_is_text(line: str) -> None:
    assert read(paragraphs(LEAD, SENTENCE, line)).paragraphs[-1] == line


@pytest.mark.parametrize("line", ["责 任 编 辑：吉政", "编　辑：吉政", "【责 任 编 辑：吉政】"])
@pytest.mark.parametrize("is_inside", [True, False])
def test_an_editor_whose_label_is_spaced_out_is_the_pages(line: str, *, is_inside: bool) -> None:
    around = "责任编辑：临汾新闻网编辑" if is_inside else line
    article = read(paragraphs(LEAD, SENTENCE, *[line] * is_inside), editor_line=around)
    assert article.paragraphs == TEXT
    assert normalise(article).editor == "吉政"


@pytest.mark.parametrize(
    ("line", "source", "names"),
    [
        ("来源：临汾日报　责任编辑：吉政", "临汾日报", ["吉政"]),
        ("稿源：临汾日报　编辑：吉政　审核：李静", "临汾日报", ["吉政", "李静"]),
        ("作者：王军　责任编辑：吉政", "", ["王军", "吉政"]),
        ("记者：王军 编辑：吉政", "", ["王军", "吉政"]),
        ("文字：王军 制图：李静 编辑：吉政", "", ["王军", "李静", "吉政"]),
    ],
)
def test_fields_at_the_foot_name_source_and_people(line: str, source: str, names: list[str]) -> None:
    dated = "2021-04-30 09:17:15 来源："
    known = normalise(read(paragraphs(SENTENCE), date_line=dated, editor_line=line))
    assert (known.source, known.editor, [one.name for one in known.credits]) == (source, "吉政", names)
    title = "我市召开五一表彰大会"
    head = f"<html><title>{title}_临汾新闻网</title><body><div><h1>{title}</h1><p>2021-04-30 09:17</p>"
    foot = f"<div class='foot'>{line}</div></div></body></html>"
    other = normalise(read_article(page_of(f"{head}<div>{paragraphs(LEAD, SENTENCE)}</div>{foot}")))
    assert (other.source or "", other.editor) == (source, "吉政")
    assert [one.name for one in other.credits] == ["张浩", "霍壮", *names]


def test_fields_after_links_to_other_pages_are_anothers() -> None:
    tail = "<div><a href='2664280.html'>某县召开会议</a><p>来源：山西晚报</p><p>作者：王军</p></div>"
    article = normalise(read(paragraphs(LEAD, SENTENCE), tail=tail))
    assert article.source == "临汾新闻网"
    assert "王军" not in [one.name for one in article.credits]


@pytest.mark.parametrize("gap", ["", "　　", "<br>"])
def test_source_and_bracketed_editor_end_a_text_on_one_line(gap: str) -> None:
    body = f"{LEAD}<br>{SENTENCE}<br>来源：山西晚报{gap}【责任编辑： 李甲】"
    article = read(body, date_line="2010-01-29 10:11:00 来源：", editor_line="责任编辑：临汾新闻网编辑")
    assert "\n".join(article.paragraphs) == "\n".join(TEXT)
    assert (normalise(article).source, normalise(article).editor) == ("山西晚报", "李甲")


@pytest.mark.parametrize("gap", ["", "　　", " "])
@pytest.mark.parametrize("end", ["【责任编辑： 李甲】", "　【责任编辑：李甲】", "<br><br>【责任编辑：李甲】"])
def test_source_and_editor_end_a_text_in_the_line_of_its_last_sentence(gap: str, end: str) -> None:
    body = f"{LEAD}<br><br>{SENTENCE}{gap}来源：山西晚报{end}"
    article = read(body, date_line="2010-01-29 10:11:00 来源：临汾新闻网", editor_line="责任编辑：临汾新闻网编辑")
    assert article.paragraphs == TEXT
    assert (normalise(article).source, normalise(article).editor) == ("山西晚报", "李甲")


def test_what_says_where_figures_come_from_stays_after_them() -> None:
    """It names no newspaper, agency or site."""
    body = f"{LEAD}<br><br>{SENTENCE}数据来源：市统计局【责任编辑： 李甲】"
    article = read(body, editor_line="责任编辑：临汾新闻网编辑")
    assert article.paragraphs == (TEXT[0], f"{TEXT[1]}数据来源：市统计局")


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("<p>点击上方蓝字关注我们</p>", ""),
        ("<p>↑ 点击上方“蓝字”关注我们</p>", "<p>END</p>"),
        ("", "<p>— END —</p><p>长按二维码关注我们</p><p>点个“在看”，你最好看</p>"),
        ("<p>点击下方名片，关注我们</p>", ""),
        ("", "<p>扫描二维码下载“临汾云”客户端</p><p><img src='/qr.png'></p>"),
        ("", "<p>往期推荐</p><p><a href='/x/1.html'>洪洞这条路要修了！</a></p><p><a href='/x/2.html'>人事任免</a></p>"),
    ],
)
def test_calls_to_follow_the_medium_are_no_text(head: str, tail: str) -> None:
    article = read(head + paragraphs(*TEXT) + tail)
    assert (article.headline, article.paragraphs, article.images) == (None, TEXT, ())


@pytest.mark.parametrize(
    "line", ["扫描二维码报名参赛", "点击卡片查看成绩。", "记者扫描二维码，关注了公众号。", "END计划启动"]
)
def test_what_only_sounds_like_a_call_is_text(line: str) -> None:
    assert read(paragraphs(*TEXT, line)).paragraphs == (*TEXT, line)


def test_a_photo_after_the_text_stays_where_a_call_follows() -> None:
    article = read(paragraphs(*TEXT) + "<p><img src='/1.jpg'></p><p>长按二维码关注我们</p>")
    assert (article.paragraphs, len(article.images)) == (TEXT, 1)


@pytest.mark.parametrize(
    "lines",
    [
        ("[责任编辑:", "李雪", "]"),
        ("【责任编辑：", "李雪】"),
        ("【责任编辑：李雪", "】"),
        ("（责编：", "李　雪", "）"),
        ("[", "责任编辑：李雪", "]"),
        ("[编辑：", "李雪", "]"),
        ("责任编辑：", "李雪"),
    ],
)
def test_an_editor_set_over_several_paragraphs_is_one_and_no_text(lines: tuple[str, ...]) -> None:
    imported = normalise(read(paragraphs(LEAD, SENTENCE, *lines), editor_line="责任编辑：临汾新闻网编辑"))
    assert (imported.editor, imported.body) == ("李雪", "\n\n".join(TEXT))
    head = "<title>我市召开五一表彰大会_临汾新闻网</title><h1>我市召开五一表彰大会</h1><p>2021-04-30 09:17:15</p>"
    unknown = normalise(read_article(page_of(f"{head}<div>{paragraphs(LEAD, SENTENCE, *lines)}</div>")))
    assert (unknown.editor, unknown.body) == ("李雪", "\n\n".join(TEXT))


def test_an_editors_line_that_closes_its_bracket_is_whole() -> None:
    head = "<title>我市召开五一表彰大会_临汾新闻网</title><h1>我市召开五一表彰大会</h1><p>2021-04-30 09:17:15</p>"
    behind = paragraphs("(责任编辑:李雪)", "相关阅读", "本文暂无相关文章", "【收藏】【打印】【关闭】")
    article = normalise(read_article(page_of(f"{head}<div>{paragraphs(LEAD, SENTENCE)}{behind}</div>")))
    assert [one.verbatim for one in article.credits if one.role == "editor"] == ["(责任编辑:李雪)"]


@pytest.mark.parametrize(
    "lines",
    [
        ("责任编辑：", "王刚说，稿件要核实三遍。"),
        ("【编辑：", "这篇稿子怎么样？】"),
        ("责任编辑：", "王刚", "全书共三十万字，由出版社出版。", "这是一本好书。"),
        ("（编辑部的", "故事）"),
    ],
)
def test_a_text_that_mentions_editors_over_several_paragraphs_is_left_as_it_is(lines: tuple[str, ...]) -> None:
    assert read(paragraphs(LEAD, *lines, SENTENCE)).paragraphs == (TEXT[0], *lines, TEXT[1])


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("◎来源：山西日报", "山西日报"),
        ("■ 来源：临汾日报微信公众号", "临汾日报微信公众号"),
        ("来源/山西日报", "山西日报"),
        ("来源/山西日报 编辑/李静", "山西日报"),
        ("（来源/央视新闻）", "央视新闻"),
    ],
)
def test_a_source_after_a_sign_or_a_bar_is_no_text(line: str, source: str) -> None:
    article = read(paragraphs(*TEXT, line), date_line="2021-04-30 09:17:15")
    assert (article.paragraphs, normalise(article).source) == (TEXT, source)


def test_where_the_figures_of_a_text_are_from_stays_after_a_bar_as_well() -> None:
    assert read(paragraphs(*TEXT, "数据来源/市统计局")).paragraphs == (*TEXT, "数据来源/市统计局")

"""Pages as served, read into items: one behaviour a test."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from linfen_crawler.datelines import lead, read_date_line
from linfen_crawler.errors import ExtractionError, OtherPageError
from linfen_crawler.items import RawArticle, RawImage, RawLink
from linfen_crawler.kinds import Kind, LinkKind
from linfen_crawler.pages import (
    Page,
    decode,
    join_parts,
    read_article,
    read_listing,
    read_menu,
)
from linfen_crawler.pages.tree.document import parse
from linfen_crawler.people.credits import credits as credits_of
from linfen_crawler.people.credits import editor, split_caption
from linfen_crawler.urls import Site

FIXTURES = Path(__file__).parent / "fixtures"
SEED = Path(__file__).parents[2] / "shared" / "seed" / "000_b46a9f8bc985908e.txt"
URL = "http://www.lfxww.com/linfen/shizheng/2664279.html"
DATE_LINE = "2021-04-30 09:17:15 来源：临汾新闻网　　 浏览次数："
LEAD = (
    "　　临汾新闻网讯 （记者 张浩 霍壮） 4月29日，临汾市五一劳动奖表彰大会在市影剧院隆重举行，"
    "向受表彰的集体和个人表示热烈祝贺。"
)
SENTENCE = "　　大会要求，各级各部门要认真贯彻落实会议精神，切实抓好各项工作，以优异成绩迎接建党一百周年。"


def nature(page: Page) -> str | None:
    try:
        read_article(page)
    except OtherPageError as error:
        return str(error.nature)
    except ExtractionError:
        return None
    return "article"


def page_of(body: bytes | str, url: str = URL, content_type: str | None = "text/html; charset=utf-8") -> Page:
    payload = body.encode() if isinstance(body, str) else body
    return Page(url=url, body=payload, content_type=content_type, site=Site())


def template(
    body: str,
    *,
    title: str = "我市召开五一表彰大会",
    date_line: str = DATE_LINE,
    editor_line: str = "责任编辑：畅任杰",
    tail: str = "",
    above: str = "",
) -> str:
    """The regular template as site.md describes it, with a class more than was seen."""
    return (
        '<html><body><div class="navlf"><span><span><a href="/linfen/shizheng/">时政要闻</a></span></span></div>'
        f'<div class="col-md-8 xb-left new">{above}<h2 class="h2 text-center xb-h2 new">{title}</h2>'
        f'<h3 class="h4 text-center xb-h4">{date_line}</h3><div class="col-md-12 nry jcontent new">{body}</div>'
        f'<div class="text-right zrbj"><p>{editor_line}</p></div>{tail}</div></body></html>'
    )


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def read(body: str, **parts: str) -> RawArticle:
    return read_article(page_of(template(body, **parts)))


# --- the seed ------------------------------------------------------------------------------------------------------


def seed_lines() -> list[str]:
    if not SEED.exists():
        pytest.skip("../shared/seed is not beside the checkout")
    return [line for line in SEED.read_text(encoding="utf-8").split("\n") if line.strip()]


@pytest.mark.parametrize("joint", ["</p><p>", "<br><br>", "</div><div>", "</section><section>"])
def test_the_seed_is_taken_apart_whatever_its_paragraphs_are_made_of(joint: str) -> None:
    title, date_line, *body, editor_line, notice = seed_lines()
    tag = "p" if "br" in joint else joint.rsplit("<", maxsplit=1)[-1].rstrip(">")
    html = template(
        f"<{tag}>{joint.join(body)}</{tag}>",
        title=title,
        date_line=date_line,
        editor_line=editor_line,
        tail=f"<p>{notice}</p>",
    )
    article = read_article(page_of(html))
    said = read_date_line(article.date_line)
    assert article.title == "臨汾市隆重舉行五一勞動(dòng)獎(jiǎng)表彰大會(huì)"
    assert (said.published_at, said.source) == ("2021-04-30T09:17:15+08:00", "臨汾新聞網(wǎng)")
    assert (said.view_label, said.view_count) == (True, None)
    assert [article.kicker, article.headline, article.subtitle] == body[:3]
    assert [split_caption(image.caption) for image in article.images] == [
        ("圖為大會(huì)現(xiàn)場(chǎng)。", "記者 魏華 攝")
    ]
    assert [image.url for image in article.images] == [None]
    assert [credit.name for credit in credits_of(article.images[0].caption)] == ["魏華"]
    assert article.paragraphs == tuple(line.strip() for line in body[4:])
    assert lead(article.paragraphs[0]) == "臨汾新聞網(wǎng)訊"
    assert [credit.name for credit in credits_of(article.paragraphs[0])] == ["張浩", "霍壯"]
    assert editor(article.editor_lines) == "暢任杰"
    assert article.notice == notice


# --- the text ------------------------------------------------------------------------------------------------------


def test_text_is_read_wherever_it_is_and_once() -> None:
    body = (
        "裸文本，第一段。<div>第二段，<b>粗</b>体。<p>　　第三段。</p>尾巴。</div>"
        "<script>var a = '脚本';</script><!-- 注释 -->"
        "<section><section><span>&nbsp;&emsp;第四段。</span></section></section>"
        "第五段<br>又一行。<br> <br>第六段。<p>&nbsp;</p>"
    )
    assert read(body).paragraphs == (
        "裸文本，第一段。",
        "第二段，粗体。",
        "第三段。",
        "尾巴。",
        "第四段。",
        "第五段\n又一行。",
        "第六段。",
    )


def test_wide_spaces_inside_a_line_stay() -> None:
    assert read(paragraphs("　　市长　魏　华出席会议。")).paragraphs == ("市长　魏　华出席会议。",)


def test_a_table_is_one_paragraph_and_a_layout_table_is_none() -> None:
    figures = "<table><tr><th>县</th><th>亩</th></tr><tr><td><p>尧都</p></td><td>1</td></tr></table>"
    layout = f"<table><tr><td>{paragraphs(LEAD, SENTENCE)}</td></tr></table>"
    assert read(layout + figures).paragraphs == (LEAD.strip(), SENTENCE.strip(), "县 | 亩\n尧都 | 1")


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (f"<tr><td><img src='/1.jpg'><br>会议现场<td>{paragraphs(LEAD, SENTENCE)}", (LEAD.strip(), SENTENCE.strip())),
        (f"<tr><td>{paragraphs(LEAD)}<td>{paragraphs(SENTENCE)}", (LEAD.strip(), SENTENCE.strip())),
        (f"<tr><td>核心提示<td>{LEAD}<br>{SENTENCE}", ("核心提示", LEAD.strip(), SENTENCE.strip())),
        (
            f"<tr><td>会场通知。<td>乙<tr><td>丙<td>{paragraphs(LEAD, SENTENCE)}",
            ("会场通知。", "乙", "丙", LEAD.strip(), SENTENCE.strip()),
        ),
    ],
)
def test_a_table_that_sets_text_beside_something_is_none(rows: str, text: tuple[str, ...]) -> None:
    assert read(f"<table>{rows}</table>" + paragraphs("第三段。")).paragraphs == (*text, "第三段。")


def test_a_grid_of_photos_is_no_table() -> None:
    photos = [f"<td><img src='/{number}.jpg'><br>图{number}" for number in range(4)]
    grid = f"<tr>{photos[0]}{photos[1]}<tr>{photos[2]}{photos[3]}"
    article = read(f"{paragraphs(LEAD)}<table>{grid}</table>")
    assert article.paragraphs == (LEAD.strip(),)
    assert [image.caption for image in article.images] == ["图0", "图1", "图2", "图3"]


def test_a_table_with_sentences_in_its_cells_is_one() -> None:
    rows = "<tr><td>问题<td>答复</tr><tr><td>道路破损<td>已修好。</tr><tr><td>路灯不亮<td>正在修。请您谅解。</tr>"
    lines = "问题 | 答复\n道路破损 | 已修好。\n路灯不亮 | 正在修。请您谅解。"
    assert read(f"{paragraphs(LEAD)}<table>{rows}</table>").paragraphs == (LEAD.strip(), lines)


def test_page_marks_and_hidden_text_are_no_text() -> None:
    body = paragraphs("#p#分页标题#e#" + LEAD) + '<p style="display: none">隐藏</p>'
    assert read(body).paragraphs == (LEAD.strip(),)


# --- the headline block --------------------------------------------------------------------------------------------

HEAD = "我市隆重召开五一劳动奖表彰大会"


@pytest.mark.parametrize(
    ("lines", "kicker", "headline", "subtitle"),
    [
        (
            ["弘扬劳模精神　开创新局面", HEAD, "李文华出席并讲话"],
            "弘扬劳模精神　开创新局面",
            HEAD,
            "李文华出席并讲话",
        ),
        (["弘扬劳模精神　开创新局面", HEAD], "弘扬劳模精神　开创新局面", HEAD, None),
        ([HEAD, "李文华出席并讲话"], None, HEAD, "李文华出席并讲话"),
        ([HEAD, "——写在国际劳动节之际"], None, HEAD, "——写在国际劳动节之际"),
        ([HEAD], None, HEAD, None),
        (["李文华在五一表彰大会上强调", "让劳动者更有尊严"], "李文华在五一表彰大会上强调", "让劳动者更有尊严", None),
    ],
)
@pytest.mark.parametrize("joint", ["</p><p>", "<br>"])
def test_headline_blocks_are_told_apart(
    lines: list[str], kicker: str | None, headline: str, subtitle: str | None, joint: str
) -> None:
    article = read(f"<p>{joint.join(lines)}</p>" + paragraphs(LEAD, SENTENCE))
    assert (article.kicker, article.headline, article.subtitle) == (kicker, headline, subtitle)
    assert article.paragraphs == (LEAD.strip(), SENTENCE.strip())


def test_authors_below_the_headline_are_bylines() -> None:
    article = read(paragraphs(HEAD, "——表彰大会侧记", "张　三", "记者 李四", SENTENCE))
    assert article.bylines == ("张　三", "记者 李四")
    assert article.subtitle == "——表彰大会侧记"
    assert [credit.name for line in article.bylines for credit in credits_of(line, byline=True)] == ["张三", "李四"]


def test_a_body_of_short_lines_has_no_headline_block() -> None:
    poem = ("春风又绿江南岸", "明月何时照我还", "红杏枝头春意闹")
    article = read(paragraphs(*poem), title="春风又绿江南岸")
    assert article.headline is None
    assert article.paragraphs == poem


def test_a_verse_before_the_text_that_shares_nothing_with_the_title_stays_text() -> None:
    verse = ("春风又绿江南岸", "明月何时照我还")
    assert read(paragraphs(*verse, SENTENCE)).paragraphs == (*verse, SENTENCE.strip())


def test_a_kicker_above_the_web_title_is_kept() -> None:
    article = read(paragraphs(SENTENCE), above="<h4>弘扬劳模精神</h4>")
    assert (article.title, article.kicker) == ("我市召开五一表彰大会", "弘扬劳模精神")


# --- images --------------------------------------------------------------------------------------------------------


def test_images_get_the_captions_after_them() -> None:
    body = (
        '<p><img src="/u/1.jpg" alt="大会现场"></p><p>大会现场</p>'
        + paragraphs(LEAD)
        + '<p><img src="data:image/gif;base64,x" data-src="../2.jpg"></p><p>图为会场外。</p><p>记者 魏　华 摄</p>'
        + paragraphs(SENTENCE)
        + '<p><img src="/u/loading.gif" data-original="/u/3.jpg" alt="IMG_001.jpg"></p><p>　　一、目标任务</p>'
        + paragraphs(SENTENCE)
    )
    article = read(body)
    assert article.images == (
        RawImage(url="http://www.lfxww.com/u/1.jpg", caption="大会现场"),
        RawImage(url="http://www.lfxww.com/linfen/2.jpg", caption="图为会场外。\n记者 魏　华 摄", position=1),
        RawImage(url="http://www.lfxww.com/u/3.jpg", position=2),
    )
    assert article.paragraphs == (LEAD.strip(), SENTENCE.strip(), "一、目标任务", SENTENCE.strip())


def test_a_gallery_in_the_regular_template_keeps_each_credit_with_its_caption() -> None:
    body = "".join(
        f"<p><img src=/{n}.jpg></p><p>汾河美景之{n}</p><p>记者 {name} 摄</p>" for n, name in ((1, "魏华"), (2, "张三"))
    )
    article = read(body, title="汾河美景")
    assert [image.caption for image in article.images] == ["汾河美景之1\n记者 魏华 摄", "汾河美景之2\n记者 张三 摄"]
    assert (article.paragraphs, article.bylines) == ((), ())


@pytest.mark.parametrize(
    ("title", "lines", "expected"),
    [
        ("记者走基层：深山里的养蜂人", ("新春走基层", "深山里的养蜂人"), ("新春走基层", "深山里的养蜂人", None)),
        ("平阳记忆·老电影院", ("平阳记忆", "老电影院"), ("平阳记忆", "老电影院", None)),
        ("聚焦两会｜代表热议工作报告", ("聚焦两会", "代表热议工作报告"), ("聚焦两会", "代表热议工作报告", None)),
        ("青春之歌——记王敏", ("青春之歌", "——记王敏"), (None, "青春之歌", "——记王敏")),
        (
            "洪洞：青春正当时",
            ("校园风采", "青春正当时", "田径运动会侧记"),
            ("校园风采", "青春正当时", "田径运动会侧记"),
        ),
    ],
)
def test_the_web_title_tells_a_column_from_its_headline(
    title: str, lines: tuple[str, ...], expected: tuple[str | None, ...]
) -> None:
    article = read(paragraphs(*lines, "记者 张三", LEAD), title=title)
    assert (article.kicker, article.headline, article.subtitle) == expected


@pytest.mark.parametrize(
    "line",
    [
        "本报编辑部",
        "临汾日报评论员",
        "三（2）班 张小明",
        "市解放路小学五（2）班　侯雨泽",
        "[美] 约翰·史密斯",
        "吴　钩（上海）",
    ],
)
def test_a_desk_a_pupil_and_a_foreigner_stand_as_bylines(line: str) -> None:
    article = read(paragraphs("汾河谣", line, LEAD), title="汾河谣")
    assert (article.headline, article.subtitle, article.bylines) == ("汾河谣", None, (line,))


def test_a_line_that_is_the_web_title_is_no_byline() -> None:
    article = read(paragraphs("高　峰", "邢　云", SENTENCE), title="高峰")
    assert (article.headline, article.bylines) == ("高　峰", ("邢　云",))


@pytest.mark.parametrize("line", ["彭飞：郭局长您好，今年“小升初”有哪些变化？", "本报记者：您今年带来了什么提案？"])
def test_what_someone_says_is_no_subtitle(line: str) -> None:
    article = read(paragraphs("让每个孩子上好学", "——访局长郭晋红", line, SENTENCE), title="让每个孩子上好学")
    assert (article.subtitle, article.paragraphs[0]) == ("——访局长郭晋红", line)


def test_an_old_photographs_line_is_a_caption() -> None:
    article = read(paragraphs("老电影院", "20世纪80年代的人民影院（资料图）", LEAD), title="老电影院")
    assert ([image.caption for image in article.images], article.subtitle) == (
        ["20世纪80年代的人民影院（资料图）"],
        None,
    )


def test_where_the_text_is_indented_a_sentence_that_is_not_is_a_caption() -> None:
    lines = ("消防员演示灭火器。", "学生体验逃生通道。")
    shown = "".join(f'<p><img src="/{at}.jpg"></p><p>{line}</p>' for at, line in enumerate(lines))
    article = read(f"{shown}<p>本组照片由融媒体中心 荆晓峰 摄</p>{paragraphs('　　' + SENTENCE.strip())}")
    assert [image.caption for image in article.images] == [lines[0], f"{lines[1]}\n本组照片由融媒体中心 荆晓峰 摄"]
    assert article.paragraphs == (SENTENCE.strip(),)


def test_a_credit_far_from_any_image_is_text() -> None:
    article = read(paragraphs(LEAD, "文：贾樟", "图：刘柱"))
    assert (article.paragraphs[1:], article.images) == (("文：贾樟", "图：刘柱"), ())


def test_an_interview_is_no_list_of_credits() -> None:
    lines = ("记者：请谈谈思路。", "李文华：抓好落实。", "记者：谢谢。")
    article = read(paragraphs(*lines))
    assert (article.paragraphs, article.bylines) == (lines, ())


def test_a_paragraph_after_an_image_is_no_caption() -> None:
    article = read(paragraphs(LEAD) + "<p><img src=/1.jpg></p>" + paragraphs("　　会议还有其他议程。", SENTENCE))
    assert article.paragraphs[1] == "会议还有其他议程。"


@pytest.mark.parametrize(
    ("paragraph", "texts"),
    [
        ('<p>　　面积为100m<img src="/sq.gif">，投资3000万元。</p>', ("面积为100m，投资3000万元。",)),
        ('<p>　　<img src="/1.jpg">王师傅是一名环卫工人。</p>', ("王师傅是一名环卫工人。",)),
        ('<p><img src="/1.jpg"></p><p>“累不累？”</p>', ("“累不累？”",)),
        ('<p><img src="/1.jpg"></p><p>累不累？</p>', ("累不累？",)),
        ('<p><img src="/ueditor/emotion/a.gif">他笑了，大家都笑了。</p>', ("他笑了，大家都笑了。",)),
    ],
)
def test_text_beside_an_image_is_no_caption(paragraph: str, texts: tuple[str, ...]) -> None:
    article = read(paragraphs(LEAD) + paragraph + paragraphs(SENTENCE))
    assert article.paragraphs == (LEAD.strip(), *texts, SENTENCE.strip())
    assert not any(image.caption for image in article.images)


@pytest.mark.parametrize("mark", ["▲", "△", "↑", "▼"])
def test_a_line_with_an_arrow_is_the_caption_of_its_image(mark: str) -> None:
    line = f'<section style="text-align:center">{mark}活动现场</section>'
    article = read(f'<p><img src="/1.jpg"></p>{line}{paragraphs(LEAD)}')
    assert ([image.caption for image in article.images], article.headline) == ([f"{mark}活动现场"], None)


def test_the_rows_of_a_table_are_no_lines_of_the_page() -> None:
    rows = (("获奖名单", "姓名"), ("责任编辑", "张三"), ("来源", "临汾日报"), ("编辑", "2"))
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    article = read(paragraphs(LEAD) + f"<table>{table}</table>")
    assert article.paragraphs[1] == "\n".join(" | ".join(row) for row in rows)
    assert editor(article.editor_lines) == "畅任杰"


# --- what is around the text -----------------------------------------------------------------------------------


def test_imported_pages_bring_their_own_source_and_editor() -> None:
    body = paragraphs("来源：临汾日报", LEAD, SENTENCE + "【责任编辑： 李甲】")
    article = read(body, date_line="2010-01-29 10:00:00", editor_line="责任编辑：临汾新闻网编辑")
    assert article.layout == "legacy"
    assert article.paragraphs == (LEAD.strip(), SENTENCE.strip())
    assert article.editor_lines == ("【责任编辑： 李甲】", "责任编辑：临汾新闻网编辑")
    assert article.source_line == "来源：临汾日报"


@pytest.mark.parametrize(
    "line", ["来源：市统计局", "来源：市气象台预报显示，明日有雨", "责任编辑：王芳说，稿件要核实三遍"]
)
def test_a_line_of_the_text_that_looks_like_the_margin_stays(line: str) -> None:
    article = read(paragraphs(LEAD, line, SENTENCE))
    assert article.paragraphs == (LEAD.strip(), line, SENTENCE.strip())


def test_a_source_line_that_is_kept_nowhere_else_stays_in_the_text() -> None:
    article = read(paragraphs(LEAD, SENTENCE, "（来源：市林业局）"), date_line="2021-04-30 09:17:15 来源：山西日报")
    assert article.paragraphs == (LEAD.strip(), SENTENCE.strip(), "（来源：市林业局）")
    assert article.source_line is None


@pytest.mark.parametrize(
    "line",
    [
        "下一条，从“五个一批”入手，抓好产业扶贫。",
        "下一篇文章将介绍具体做法。",
        "上一条路通向山里，下一条路通向河边",
        "下一条龙服务让群众满意。",
        "上一篇章已经翻过。",
    ],
)
def test_a_sentence_that_begins_like_a_neighbour_is_text(line: str) -> None:
    assert read(paragraphs(LEAD, line)).paragraphs == (LEAD.strip(), line)
    assert line in read(f"<p>{LEAD}<br>{line}</p>").paragraphs[-1]


def test_neighbours_in_the_body_are_links() -> None:
    body = paragraphs(LEAD, '上一篇：<a href="1.html">甲</a>', "下一篇：没有了")
    assert read(body).paragraphs == (LEAD.strip(),)


@pytest.mark.parametrize("behind", ["", "</p><p>", "<br>", "<br><br>"])
def test_a_notice_is_kept_verbatim_wherever_it_is(behind: str) -> None:
    notice = "版权声明:凡临汾日報、临汾新闻网刊载稿件，未经书面授权，任何媒体、网站或自媒不得转载发布。"
    article = read(f"<p>{LEAD}{behind}{notice}</p>") if behind else read(paragraphs(LEAD), tail=notice)
    assert article.notice == notice
    assert article.paragraphs == (LEAD.strip(),)


@pytest.mark.parametrize(
    "notice",
    [
        "【版权声明】凡临汾日报、临汾新闻网刊载及发布的各类稿件，未经书面授权不得转载。",
        "版权声明 凡临汾日报、临汾新闻网刊载及发布的各类稿件，未经书面授权不得转载。",
        "版权声明：\n凡临汾日报、临汾新闻网刊载及发布的各类稿件，未经书面授权不得转载。",
    ],
)
@pytest.mark.parametrize("is_inside", [True, False])
def test_a_notice_is_one_however_it_is_set(notice: str, is_inside: bool) -> None:
    lines = paragraphs(*notice.split("\n"))
    article = read(paragraphs(LEAD) + lines) if is_inside else read(paragraphs(LEAD), tail=lines)
    assert (article.notice, article.paragraphs) == (notice, (LEAD.strip(),))


@pytest.mark.parametrize("line", ["一审：吉政　二审：畅任杰", "值班主任：张三", "美编：李四", "审核：张三 校对：李四"])
def test_who_checked_the_text_is_at_its_end_and_is_not_part_of_it(line: str) -> None:
    article = read(paragraphs(LEAD, line))
    assert (article.paragraphs, article.editor_lines[0]) == ((LEAD.strip(),), line)


def test_an_editor_glued_to_the_last_sentence_is_separated_from_it() -> None:
    article = read(paragraphs(LEAD + "责任编辑：李甲"))
    assert (article.paragraphs, editor(article.editor_lines)) == ((LEAD.strip(),), "李甲")


def test_links_keep_what_they_are_for() -> None:
    body = paragraphs(
        LEAD, '详见<a href="http://example.com/a">公告</a>。', '附件：<a href="/u/a.pdf">名单.pdf</a>', "相关阅读"
    )
    body += '<ul><li><a href="1.html">甲</a> 2021-01-02</li></ul><p>上一篇：<a href="2.html">乙</a></p>'
    article = read(body, tail='<p>下一篇：<a href="3.html">丙</a></p><p>关于<a href="/about">我们</a></p>')
    section = "http://www.lfxww.com/linfen/shizheng/"
    assert article.links == (
        RawLink(url="http://example.com/a", text="公告", kind=LinkKind.BODY),
        RawLink(url="http://www.lfxww.com/u/a.pdf", text="名单.pdf", kind=LinkKind.ATTACHMENT),
        RawLink(url=section + "1.html", text="甲", kind=LinkKind.RELATED),
        RawLink(url=section + "2.html", text="乙", kind=LinkKind.PREVIOUS),
        RawLink(url=section + "3.html", text="丙", kind=LinkKind.NEXT),
    )
    assert article.paragraphs == (LEAD.strip(), "详见公告。")


def test_the_bracketed_editor_of_a_wrapped_line_is_whole() -> None:
    article = read(paragraphs(LEAD) + "<div>[责任编辑:<br>张三<br>]</div>")
    assert editor(article.editor_lines) == "张三"
    assert article.paragraphs == (LEAD.strip(),)


# --- long articles -------------------------------------------------------------------------------------------------

PAGER = '<ul><li><a href="2664279.html">1</a></li><li>2</li><li><a href="2664279_3.html">3</a></li></ul>'


def test_a_pager_leads_on_and_is_no_text() -> None:
    url = "http://www.lfxww.com/linfen/shizheng/2664279_2.html"
    article = read_article(page_of(template(paragraphs("小标题", SENTENCE) + PAGER), url))
    assert article.next_part == "http://www.lfxww.com/linfen/shizheng/2664279_3.html"
    assert article.paragraphs == ("小标题", SENTENCE.strip())
    assert not article.complete


@pytest.mark.parametrize(
    "pager",
    [
        '<select><option value="2664279.html">1</option><option value="2664279_2.html">2</option></select>',
        "<a href='javascript:' onclick=\"location.href='2664279_2.html'\">下一页</a>",
        '<p>本文导航</p><p><a href="2664279_2.html">第2页：今日汾河</a></p>',
        '<p>1/2 <a href="2664279_2.html">→</a></p>',
        '<p><a href="2664279_2.html"><img src="/i/next.gif" alt="下一页"></a></p>',
        '<p>【1】<a href="2664279_2.html">【2】</a></p>',
    ],
)
def test_the_next_page_is_found_however_it_is_reached(pager: str) -> None:
    article = read(paragraphs(LEAD, SENTENCE) + pager)
    assert article.next_part == "http://www.lfxww.com/linfen/shizheng/2664279_2.html"
    assert article.images == ()
    assert article.paragraphs[:2] == (LEAD.strip(), SENTENCE.strip())
    assert set(article.paragraphs[2:]) <= {"本文导航"}


def test_what_a_later_page_repeats_is_dropped() -> None:
    first = read(paragraphs(HEAD, "记者 李苗", LEAD))
    repeated = paragraphs(HEAD, "2021-04-30 09:17:15 来源：临汾新闻网", "记者 李苗", SENTENCE)
    second = read_article(page_of(template(repeated), URL.replace(".html", "_2.html")))
    assert join_parts([first, second]).paragraphs == (LEAD.strip(), SENTENCE.strip())


def test_parts_are_joined_in_order() -> None:
    first = read(paragraphs(HEAD, LEAD) + '<a href="2664279_2.html">下一页</a>', editor_line="")
    second = read_article(page_of(template(paragraphs(SENTENCE)), URL.replace(".html", "_2.html")))
    whole = join_parts([first, second])
    assert whole.paragraphs == (LEAD.strip(), SENTENCE.strip())
    assert (whole.url, whole.headline, whole.editor_lines) == (URL, HEAD, ("责任编辑：畅任杰",))
    assert (whole.complete, whole.next_part) == (True, None)
    assert not join_parts([first]).complete


# --- errors, listings, absences ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "field"),
    [
        ("<html><body><p>安全验证</p></body></html>", "nature"),
        ("", "nature"),
        ("<p>一段没有标题、没有日期的文字，既不长，也不像新闻，更没有别的什么可以说明它是一篇文章。", "layout"),
        (template(paragraphs(LEAD), title=" "), "title"),
        (template("<p>&nbsp;</p><script>1</script>"), "body"),
    ],
)
def test_a_page_that_is_no_article_says_what_is_missing(html: str, field: str) -> None:
    with pytest.raises(ExtractionError) as caught:
        read_article(page_of(html))
    assert (caught.value.url, caught.value.field) == (URL, field)


def test_an_empty_list_is_an_answer_and_no_list_is_an_error() -> None:
    assert read_listing(page_of('<div id="contentText"><div><ul></ul></div></div>')).links == ()
    with pytest.raises(ExtractionError):
        read_listing(page_of("<p>安全验证</p>"))


def test_a_listing_without_its_container_is_still_read_without_the_sidebar() -> None:
    items = "".join(f'<li><a href="/shanxi/{n}.html">文</a></li>' for n in (3, 2, 1))
    html = f'<div class=side><ul><li><a href="/a/9.html">热</a></li></ul></div><div class=list><ul>{items}</ul></div>'
    found = read_listing(page_of(html, "http://www.lfxww.com/shanxi/"))
    assert [link.url[-6:] for link in found.links] == ["3.html", "2.html", "1.html"]
    assert {link.kind for link in found.links} == {Kind.ARTICLE}


def test_an_article_that_mentions_404_is_no_soft_404() -> None:
    assert nature(page_of(template(paragraphs(LEAD), title="404 页面不存在"))) == "article"
    assert nature(page_of("<title>404 Not Found</title><h1>出错了</h1>")) == "soft 404"
    assert (
        nature(
            page_of("<title>404名志愿者上岗</title><h1>志愿者</h1><p>他们来自全市各地，已经连续工作多日，受到好评。")
        )
        is None
    )


# --- bytes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("临汾镕".encode("gb18030"), "text/html; charset=gb2312"),
        ("临汾镕".encode("gb18030"), "text/html; charset=utf-8"),
        ("临汾镕".encode(), "text/html; charset=gbk"),
        ("临汾镕".encode(), None),
        ("临汾镕".encode("gb18030"), "text/html; charset=ISO-8859-1"),
        (b"\xef\xbb\xbf" + "临汾镕".encode(), "text/html; charset=gbk"),
        ("临汾镕".encode("utf-16"), None),
    ],
)
def test_pages_are_decoded_by_what_they_are_in(body: bytes, content_type: str | None) -> None:
    assert decode(body, content_type) == "临汾镕"


@pytest.mark.parametrize("content_type", ["text/html; charset=gb2312", "text/html; charset=utf-8", None])
def test_the_euro_of_windows_is_no_fault_in_gbk(content_type: str | None) -> None:
    assert decode("降到".encode("gbk") + b"\x80" + "5亿".encode("gbk"), content_type) == "降到€5亿"


@pytest.mark.parametrize("charset", ["windows-1251", "iso-8859-5", "koi8-r", "macintosh", "cp437"])
def test_a_header_of_another_script_does_not_make_mojibake(charset: str) -> None:
    html = '<meta charset="gb2312">临汾镕'
    assert decode(html.encode("gb18030"), f"text/html; charset={charset}") == html


def test_a_byte_order_mark_is_believed_only_where_the_bytes_confirm_it() -> None:
    assert decode(b"\xef\xbb\xbf" + "临汾新闻网".encode("gb18030"), None) == "临汾新闻网"


@pytest.mark.parametrize(
    "body",
    ["<p>临汾新闻网讯".encode(), "<p>临汾新闻网讯".encode()[:-1], "<p>临汾新闻网".encode("gb18030"), b"<p>Linfen\xff"],
)
def test_the_tree_holds_what_the_text_says(body: bytes) -> None:
    document = parse(page_of(body, content_type=None))
    assert document.text == f"<p>{document.body.text()}"


def test_a_malformed_meta_still_declares() -> None:
    html = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312>临汾'
    assert decode(html.encode("gb18030"), None) == html


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([None, "text/html", "text/html; charset=gbk", "x; charset=utf-16"]))
def test_any_bytes_are_read_or_refused(body: bytes, content_type: str | None) -> None:
    refused: list[str] = []
    shell = template("@").encode().split(b"@")
    for payload in (body, body.join(shell)):
        page = page_of(payload, content_type=content_type)
        for reader in (read_article, read_listing):
            try:
                reader(page)
            except ExtractionError as error:
                refused.append(error.url)
        read_menu(page)
    assert set(refused) <= {URL}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_page_cut_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(FIXTURES.glob("article/*/page.html"))))
    body = path.read_bytes()
    cut = body[: data.draw(st.integers(0, len(body)))]
    try:
        article = read_article(page_of(cut, content_type="text/html"))
    except ExtractionError:
        return
    assert "\ufffd" not in "".join(article.paragraphs)


WORDS = (
    *("临汾市", "召开大会", "记者", "张浩", "魏　华", "摄", "。", "：", "(", "）", "图为", "版权声明：", "来源："),
    *("责任编辑：", "【", "】", "　　", "——", "，", "李甲编辑"),
    *("<br>", "<br><br>", "<img src=/1.jpg>", "<b>", "</b>", "<div>", "<section>"),
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map("".join), max_size=7))
@example(["李甲编辑<div>临汾市责任编辑：李甲编辑", "李甲编辑<div>临汾市<br>临汾市责任编辑：李甲编辑<br>临汾市"])
@example(["临汾市" * 4 + "<div>责任编辑：" + "临汾市" * 6, "临汾市。"])
@example(["来源：<div>责任编辑：临汾市", "临汾市。"])
@example(["临汾市。<div>版权声明：", "临汾市<div>责任编辑：", "临汾市。<div>。"])
def test_of_the_text_nothing_is_lost_and_nothing_doubled(lines: list[str]) -> None:
    try:
        article = read(paragraphs(*lines), editor_line="", date_line="")
    except ExtractionError:
        return
    # Bylines in the place of the date line are looked through for a date; nothing else is kept of it.
    is_of_bylines = set((article.date_line or "").split("\u3000")) <= set(article.bylines)
    fields = [
        article.kicker,
        article.headline,
        article.subtitle,
        article.notice,
        None if is_of_bylines else article.date_line,
        article.source_line,
    ]
    fields += [*article.bylines, *article.paragraphs, *article.editor_lines, *(one.caption for one in article.images)]
    shown = "".join(word for line in lines for word in re.split(r"<[^>]*>", line))
    assert Counter("".join("".join(filter(None, fields)).split())) == Counter("".join(shown.split()))


@pytest.mark.parametrize(
    "piece", ["<div>", "<table><tr><td>", "<a href=x>", "<p><br>", "【", "(", "记者 张", "\n", "　"]
)
def test_no_page_is_deep_or_long_enough_to_break_the_reader(piece: str) -> None:
    refused: list[str] = []
    page = page_of(template(piece * 5000 + LEAD))
    for reader in (read_article, read_listing):
        try:
            reader(page)
        except ExtractionError as error:
            refused.append(error.url)
    assert set(refused) <= {URL}


@pytest.mark.parametrize("unit", [" a{}=1", "a{}='1'", "/a{}"])
def test_a_tag_of_endless_attributes_is_dropped_and_the_text_after_it_kept(unit: str) -> None:
    tag = f"<p{''.join(unit.format(n) for n in range(100_000))}>"
    assert read(f"<p>{LEAD}</p>{tag}{SENTENCE}").paragraphs == (LEAD.strip(), SENTENCE.strip())


@pytest.mark.parametrize("tag", ["<body a{}=1>", "<HTML b{} c{}>"])
def test_attributes_of_body_tags_without_end_are_dropped(tag: str) -> None:
    tags = "".join(tag.format(n, n) for n in range(50_000))
    assert read(f"<p>{LEAD}</p>{tags}<p>{SENTENCE}</p>").paragraphs == (LEAD.strip(), SENTENCE.strip())


def test_an_image_written_out_in_the_page_is_no_tag_of_endless_attributes() -> None:
    image = "/".join(["iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhg"] * 5000)
    body = f"<p>{LEAD}</p><p><img src='data:image/png;base64,{image}' alt='会场'></p><p>会场全景</p><p>{SENTENCE}</p>"
    assert len(read(body).paragraphs) == 2

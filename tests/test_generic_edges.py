"""A page of no known layout: what it adds to a text at its ends, and what is around its title and its date."""

from __future__ import annotations

import pytest

from linfen_crawler.errors import ExtractionError
from pipelines.normalise import normalise
from tests.test_generic import DATE, TEXT, TITLE, page, read

SECOND = "公园管理处提醒，赏秋期间请爱护花木，不攀折、不踩踏，共同维护美好环境。"
BODY = f"<p>{TEXT}</p><p>{SECOND}</p>"
AD = "<a href=http://ad.example/><img src=/ad.gif></a>"


@pytest.mark.parametrize(
    "line",
    [
        "<p>原标题：秋到汾河</p>",
        "<p>关键词：汾河公园 秋色</p>",
        "<p><b>相关热词搜索：</b><a href=/t/1>汾河</a> <a href=/t/2>秋色</a></p>",
        "<p>更多本地新闻，请扫描下方二维码，关注“临汾日报”视频号</p>",
        "<p>【打印】 【关闭】</p>",
        "<div>顶 <b>0</b> 踩 <b>0</b></div>",
        "<div>您看完此新闻的心情：<ul><li>高兴 0</li><li>难过 0</li></ul></div>",
        "<h3>相关</h3><p><a href=/x/1.html>尧都秋色</a></p>",
        f"<div class=gg><p>广告</p>{AD}</div>",
    ],
    ids=["first title", "keywords", "linked words", "call", "buttons", "votes", "moods", "heading", "advertisement"],
)
@pytest.mark.parametrize("behind", ["", "<p>上一篇：<a href=/x/1.html>洪洞大槐树景区客流创新高</a></p>"])
def test_what_a_page_adds_after_the_last_sentence_is_no_text(line: str, behind: str) -> None:
    article = read(page(body=BODY + line + behind))
    assert (article.paragraphs, article.images) == ((TEXT, SECOND), ())


@pytest.mark.parametrize("wrap", ["<p>{}</p>", "<p align=right>{}</p>", "<div class=x><p>{}</p></div>"])
@pytest.mark.parametrize(
    "line",
    [
        "市民可扫描二维码，关注“汾河公园”公众号预约参观。",
        "活动报名请扫描下方二维码，填写个人信息",
        "市民可下载“临汾云”APP，参与有奖答题，活动截至6月30日",
        "让我们一起关注微信支付背后的消费陷阱",
        "关注孩子，从陪伴开始",
        "联系电话：0357-2025123",
        "临汾队 2　运城队 0",
        "（作者单位：临汾市园林绿化服务中心）",
        "临汾市园林绿化服务中心",
    ],
)
def test_a_last_line_that_tells_is_text(line: str, wrap: str) -> None:
    assert read(page(body=BODY + wrap.format(line))).paragraphs[-1] == line


@pytest.mark.parametrize(
    "line",
    [
        "导读员王芳每天要讲解八场，嗓子常常是哑的。",
        "提要求、出点子，市民代表畅所欲言。",
        "摘要写作大赛昨日落幕，共收到稿件300余篇。",
        "公园里人头攒动，一场关于秋色的盛会拉开帷幕。",
    ],
)
def test_a_first_line_set_apart_that_sums_nothing_up_is_text(line: str) -> None:
    assert read(page(body=f"<div class=lead>{line}</div>{BODY}")).paragraphs == (line, TEXT, SECOND)


def test_keywords_that_head_a_part_of_the_text_are_text() -> None:
    body = f"<p>{TEXT}</p><p>关键词：爱护</p><p>{SECOND}</p>"
    assert read(page(body=body)).paragraphs == (TEXT, "关键词：爱护", SECOND)


@pytest.mark.parametrize(
    "summary",
    [
        f"<div class=intro>{TEXT[:24]}...</div>",
        f"<div class=summary>{TEXT}</div>",
        "<div class=dd><b>核心提示</b>汾河公园层林尽染，管理处提醒市民爱护花木。</div>",
        f"<div class=zy><b>摘 要</b><span>{TEXT}</span></div>",
        "<p class=zy>[摘要] 汾河公园层林尽染，管理处提醒市民爱护花木。</p>",
        "<p class=len>全文共1200字，预计阅读需要4分钟</p>",
    ],
    ids=["cut", "repeated", "labelled", "spaced label", "bracketed", "reading time"],
)
@pytest.mark.parametrize("is_inside", [True, False], ids=["in the text's element", "before it"])
def test_what_sums_a_text_up_apart_from_it_is_no_text(summary: str, is_inside: bool) -> None:
    html = page(body=summary + BODY) if is_inside else page(DATE + summary, BODY)
    assert read(html).paragraphs == (TEXT, SECOND)


def test_a_summary_set_as_the_text_is_text() -> None:
    told = "核心提示：汾河公园层林尽染，管理处提醒市民爱护花木。"
    assert read(page(body=f"<p>{told}</p>{BODY}")).paragraphs == (told, TEXT, SECOND)


@pytest.mark.parametrize("tag", ["h2", "div class=ft", "p class=subtitle"])
def test_a_second_title_below_the_first_opens_with_a_dash(tag: str) -> None:
    below = f"<{tag}>——写在重阳节来临之际</{tag.split(maxsplit=1)[0]}>"
    article = read(page(below + DATE))
    assert (article.subtitle, article.paragraphs) == ("——写在重阳节来临之际", (TEXT,))


@pytest.mark.parametrize(
    "head",
    [
        "<div><div class=name>临汾日报</div><div class=time>2024-05-08 09:17</div><button>关注</button></div>",
        "<div><div><img src=/logo.png><b>临汾日报</b></div><div><i>2024-05-08 09:17</i><i>1.2万阅读</i></div></div>",
        "<div><span>临汾日报</span><span>发布于 2024-05-08 09:17</span><span>IP属地 山西</span></div>",
        "<ul><li>2024-05-08</li><li>09:17</li><li>临汾日报</li><li>阅读 322</li></ul>",
        "<div><span>山西</span><span>临汾日报</span><span>2024-05-08 09:17</span></div>",
        "<div><span>2024-05-08 09:17</span><em>来源</em><em>临汾日报</em></div>",
        "<div>2024-05-08 09:17 来源：临汾日报 <span>听新闻</span><span>00:00</span></div>",
    ],
    ids=["card", "two boxes", "one line", "a list", "channel before", "label in its own element", "button behind"],
)
def test_a_source_beside_the_date_needs_no_label(head: str) -> None:
    found = normalise(read(page(head)))
    assert (found.source, found.published_at) == ("临汾日报", "2024-05-08T09:17:00+08:00")


def test_a_channel_beside_an_author_is_no_person() -> None:
    line = "<p><i>2024-05-08</i> <i>作者 <a href=/u/1>卫红</a></i> <a href=/rw/>人文</a> <a href=#c>发表评论</a></p>"
    assert [one.name for one in normalise(read(page(line))).credits] == ["卫红"]


def test_a_reporter_in_an_element_of_his_own_is_told_from_the_source_before_him() -> None:
    line = "<div><i>临汾日报</i><i>记者 薛莉</i><i>2024-05-08 09:17</i></div>"
    article = normalise(read(page(line)))
    assert (article.source, [(one.name, str(one.role)) for one in article.credits]) == (
        "临汾日报",
        [("薛莉", "reporter")],
    )


def test_a_title_of_three_characters_needs_no_heading_above_a_labelled_date() -> None:
    html = f"<title>临汾新闻网</title><div>老味道</div><div>2024-05-08 09:17 来源：临汾日报</div>{BODY}"
    assert read(html).title == "老味道"


def test_what_a_medium_reserves_to_itself_ends_the_text() -> None:
    line = "山西日报、山西晚报所有自采新闻（含图片）独家授权山西新闻网发布，未经允许不得转载或镜像"
    assert read(page(body=f"{BODY}<p>{line}</p>")).paragraphs == (TEXT, SECOND)
    assert read(page(body=f"{BODY}<p>{line}。</p>")).paragraphs == (TEXT, SECOND, f"{line}。")


def test_what_is_above_a_title_is_no_source() -> None:
    html = (
        page("<p>2024-05-08 09:17:15</p>")
        .replace("<div class=nav><a href=/>首页</a></div>", "")
        .replace("<h1>", "<p><a href=/>首页</a> <a href=/sz/>时政</a></p><h1>")
    )
    assert normalise(read(html)).source is None


def test_a_source_may_be_above_the_title_with_the_parts_of_the_date() -> None:
    above = "<div><b>2024</b><i>05</i>/<i>08</i><u>09:17:15</u><span>来源：临汾日报</span></div>"
    assert normalise(read(page("").replace("<h1>", f"{above}<h1>"))).source == "临汾日报"


@pytest.mark.parametrize(
    "line",
    [
        "<div><span>责任编辑</span><span>吉政</span></div>",
        "<div><p>责任编辑</p><p>吉政</p></div>",
        "<p>责任编辑：吉政 SN123</p>",
    ],
    ids=["in one line", "in two", "with a number"],
)
def test_an_editor_is_named_however_the_label_is_set(line: str) -> None:
    assert normalise(read(page(behind=line))).editor == "吉政"


def test_a_text_continues_after_the_card_of_another_page() -> None:
    card = "<div class=card><div><a href=/linfen/xnc/2600001.html>洪洞大槐树景区客流创新高</a></div></div>"
    assert read(page(body=f"{card}<p>{TEXT}</p>")).paragraphs == (TEXT,)


@pytest.mark.parametrize(
    "inside",
    [
        "<h3>第01版：要闻</h3><div>尧都秋色正浓</div><div>我市开展冬季防火检查</div><h3>第02版：综合</h3>",
        "<ul><li><a href=content_1.htm>洪洞大槐树景区客流创新高</a></li></ul><p>上一版 下一版 版面导航 PDF版</p>",
    ],
    ids=["headlines", "links"],
)
@pytest.mark.parametrize("title", ["临汾日报", "临汾日报数字报", "第01版：要闻"])
def test_the_contents_of_a_printed_paper_are_no_article(title: str, inside: str) -> None:
    with pytest.raises(ExtractionError):
        read(f"<title>{title}</title><h1>{title}</h1><p>2024年5月8日 星期三</p><div class=list>{inside}</div>")


@pytest.mark.parametrize("how", ["style='display:none'", "hidden"])
def test_a_text_that_is_hidden_as_a_whole_is_shown_by_script(how: str) -> None:
    hidden = page(body=f"<div {how}>{BODY}</div>")
    assert read(hidden).paragraphs == (TEXT, SECOND)
    with pytest.raises(ExtractionError):
        read(hidden.replace(DATE, "").replace("<h1>", "<h1 hidden>"))


@pytest.mark.parametrize("how", ["style='display:none'", "hidden"])
def test_what_is_hidden_beside_a_text_is_not_part_of_it(how: str) -> None:
    assert read(page(behind=f"<div {how}>{BODY}</div>")).paragraphs == (TEXT,)


@pytest.mark.parametrize("foot", ["<p>中共临汾市委宣传部主管　临汾日报社主办</p><p>晋ICP备11004000号</p>"])
def test_the_foot_of_a_page_is_no_text_where_there_is_none(foot: str) -> None:
    with pytest.raises(ExtractionError):
        read(page(body="") + f"<div class=foot><div>{foot}</div></div>")


def test_a_date_without_its_year_is_no_text_of_its_own() -> None:
    verse = ("古槐枝上鹊声喧，", "万里归来认故园。")
    head = "<header><h1>秋日过大槐树</h1><p><time datetime=2024-05-08>5月8日 09:17</time><i>文/段丽娟</i></p></header>"
    html = (
        f"<title>秋日过大槐树</title><article>{head}<div>{''.join(f'<p>{line}</p>' for line in verse)}</div></article>"
    )
    assert read(html).paragraphs == verse


def test_a_site_is_no_title_however_long_its_name() -> None:
    html = f"<title>守窑人-尧都区融媒体中心</title><div class=hd>尧都区融媒体中心</div><div>守窑人</div>{DATE}{BODY}"
    assert read(html).title == "守窑人"


def test_the_kind_that_a_title_links_to_is_not_part_of_it() -> None:
    html = page(title=TITLE).replace("<h1>", "<h1><a href=/forum/1>[新闻]</a> ")
    assert read(html).title == TITLE


def test_a_row_that_repeats_the_title_is_none() -> None:
    index = f"<table><tr><td>标题：</td><td>{TITLE}</td></tr><tr><td>发文机关：</td><td>市政府办</td></tr></table>"
    assert read(page().replace("<h1>", f"{index}<h1>")).title == TITLE


def test_terms_after_a_text_say_when_it_was_published() -> None:
    terms = "<dl><dt>来源</dt><dd>临汾日报</dd><dt>发布日期</dt><dd>2024-05-08</dd></dl>"
    found = normalise(read(page("", behind=terms)))
    assert (found.source, found.published_at) == ("临汾日报", "2024-05-08")


@pytest.mark.parametrize("is_last", [True, False])
@pytest.mark.parametrize(
    "line",
    [
        "分享到最后，冯淑珍把一幅新作展开，满屋子的人都静了下来。",
        "听新闻时，他总爱坐在院子里的老槐树下。",
        "评论区里，网友纷纷为他点赞。",
        "长按二维码的方法很简单，老人们一学就会。",
        "<a href=/x/1.html>市区新增六处微型消防站，覆盖十八个社区</a>。",
        "一是<a href=/x/1.html>市区新增六处微型消防站</a>；",
    ],
)
def test_a_sentence_that_begins_as_a_button_does_or_is_a_link_is_text(line: str, *, is_last: bool) -> None:
    lines = (TEXT, SECOND, line) if is_last else (TEXT, line, SECOND)
    article = read(page(body="".join(f"<p>{one}</p>" for one in lines)))
    assert len(article.paragraphs) == 3


@pytest.mark.parametrize(
    "line",
    [
        "转载此文是出于传递更多信息之目的，如有侵权，请与本网联系。",
        "（图片来自网络，侵删）",
        "版权归原作者所有。",
        "【返回目录】【打 印】",
        "[我要评论](0)",
    ],
)
@pytest.mark.parametrize("behind", ["", "<p>责任编辑：李雪</p>"])
def test_rights_that_a_site_declares_and_buttons_in_brackets_are_no_text(line: str, behind: str) -> None:
    article = read(page(body=f"{BODY}<p>{line}</p>{behind}"))
    assert article.paragraphs == (TEXT, SECOND)

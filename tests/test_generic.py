"""A page of no known layout, one behaviour each: what is its title, when it was published, where its text ends."""

from __future__ import annotations

import pytest

from linfen_crawler.errors import ExtractionError, OtherPageError
from linfen_crawler.items import RawArticle
from linfen_crawler.kinds import LinkKind
from linfen_crawler.pages import Page, read_article
from linfen_crawler.urls import Site
from pipelines.normalise import normalise

TITLE = "汾河公园秋色如画"
TEXT = "10月20日，汾河公园层林尽染，不少市民前来散步、拍照，尽享秋日好时光。"
DATE = "<p>2024-05-08 09:17 来源：临汾日报</p>"
LINKS = ("<a href=/x/1.html>洪洞大槐树景区客流创新高</a>", "<a href=/x/2.html>我市开展冬季防火检查</a>")
LISTED = '<li><a href="/linfen/xnc/2600001.html">洪洞大槐树景区客流创新高</a></li>'


def read(html: str) -> RawArticle:
    page = Page(
        url="http://www.lfxww.com/linfen/shizheng/2772455.html",
        body=html.encode(),
        content_type="text/html; charset=utf-8",
        site=Site(),
    )
    return read_article(page)


def page(
    head: str = DATE, body: str = f"<p>{TEXT}</p>", *, title: str = TITLE, behind: str = "", meta: str = ""
) -> str:
    return (
        f"<head><title>{title}_临汾新闻网</title>{meta}</head><div class=nav><a href=/>首页</a></div>"
        f"<div class=detail><h1>{title}</h1>{head}<div class=con>{body}</div>{behind}</div>"
    )


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<div><b>2024</b><i>05</i>/<i>08</i><u>09:17:15</u></div>", "2024-05-08T09:17:15+08:00"),
        ("<div><b>2024</b><i>05</i>/<i>08</i><u>0</u><u>9:17:15</u></div>", "2024-05-08T09:17:15+08:00"),
        ("<div><b>08</b><span>2024-05</span></div>", "2024-05-08"),
        ("<div><label>时间</label><span>2024-05-08</span><span>09:17</span></div>", "2024-05-08T09:17:00+08:00"),
        ("<p>来源：临汾日报</p><p>正在加载</p><p>2024年5月8日 9时17分</p>", "2024-05-08T09:17:00+08:00"),
    ],
    ids=["split", "split within the hour", "calendar leaf", "label and parts without a space", "behind other lines"],
)
def test_a_date_is_read_as_its_elements_part_it(head: str, expected: str) -> None:
    assert normalise(read(page(head))).published_at == expected


@pytest.mark.parametrize(
    ("shown", "told", "expected"),
    [
        ("2024-05-08", "2024-05-08 09:17:15", "2024-05-08T09:17:15+08:00"),
        ("2024-05-08 09:17", "2024-05-08T01:17:15+00:00", "2024-05-08T09:17:15+08:00"),
        ("2024-05-08 09:17", "2024-05-08 09:17:00", "2024-05-08T09:17:00+08:00"),
        ("2024-05-08 09:17", "2024-05-09 10:00:00", "2024-05-08T09:17:00+08:00"),
        ("3小时前", "2024年5月8日 09:17", "2024-05-08T09:17:00+08:00"),
    ],
)
@pytest.mark.parametrize("name", ["pubdate", "og:release_date", "article:published_time", "apub:time"])
def test_the_metadata_say_a_time_more_exactly_never_otherwise(name: str, shown: str, told: str, expected: str) -> None:
    found = normalise(read(page(f"<p>{shown} 来源：临汾日报</p>", meta=f'<meta name="{name}" content="{told}">')))
    assert found.published_at == expected


@pytest.mark.parametrize("title", ["讣告", "更正", "让“软约束”硬起来——村规民约观察"])
def test_a_title_may_be_short_or_have_a_second_half(title: str) -> None:
    assert read(page(title=title)).title == title
    unmarked = page(title=title).replace("<h1>", "<div class=t>").replace("</h1>", "</div>")
    assert read(unmarked).title == title


def test_a_date_beside_the_title_in_its_own_heading_is_not_part_of_it() -> None:
    html = page("").replace("</h1>", '<br><span>2024-05-08 09:17 评论：<a href="#c">0</a></span></h1>')
    assert (read(html).title, normalise(read(html)).published_at) == (TITLE, "2024-05-08T09:17:00+08:00")


@pytest.mark.parametrize(
    "behind",
    [
        f"<h3>更多</h3><ul>{LISTED}</ul>",
        f"<div><div>看看这些</div><ul>{LISTED * 2}</ul></div>",
        "<div class=b><img src=/qr.png><p>长按二维码关注我们</p></div>",
        (
            "<div class=b><p>责任编辑：吉政</p></div><div class=f><p>本文由编辑部整理发布，欢迎各位读者来信来电，"
            "说一说您身边的新鲜事，一经采用，即付稿酬，本报长期有效。</p></div>"
        ),
        (
            '<div class=b><a href="/linfen/xnc/2600001.html">洪洞大槐树景区客流创新高</a><p>近日，洪洞县客流创新高，'
            "景区里人头攒动，一派喜庆祥和的节日景象。连日来，全县上下抢抓时机。</p></div>"
        ),
    ],
    ids=["heading of links", "line that heads links", "code to scan", "foot behind the editor", "teaser"],
)
def test_what_is_below_a_short_text_is_not_part_of_it(behind: str) -> None:
    article = read(page(behind=behind))
    assert (article.paragraphs, article.images) == ((TEXT,), ())


@pytest.mark.parametrize(
    ("body", "last"),
    [
        (
            f"<p>{TEXT}</p><p>特此通告。</p><p align=right>临汾市人民政府</p><p align=right>2024年5月7日</p>",
            "2024年5月7日",
        ),
        (f"<div>{TEXT}</div><ol><li><p>不束犬绳</p></li><li><p>遗弃犬只</p></li></ol>", "遗弃犬只"),
        ("<div>风从姑射山来</div><div>吹过九月的谷穗</div><div>吹过母亲弯下的腰</div>", "吹过母亲弯下的腰"),
        (f"<section><p>{TEXT}</p></section><section><p>尧都区：王　芳</p></section>", "尧都区：王　芳"),
    ],
    ids=["signature", "list", "verse", "names in sections"],
)
def test_a_text_is_read_to_its_end(body: str, last: str) -> None:
    article = read(page(body=body, behind=f"<div class=more><h3>推荐</h3><ul>{LISTED * 5}</ul></div>"))
    assert article.paragraphs[-1] == last


def test_a_box_that_sums_the_text_up_and_a_player_are_not_part_of_it() -> None:
    said = "本文由智能助手根据正文生成，介绍了公园秋色，仅供各位读者参考阅读。"
    box = f"<div class=ai><div>AI摘要</div><div>{said}</div></div>"
    assert read(page(DATE + box + "<div class=play>点击播放 全文朗读</div>")).paragraphs == (TEXT,)


@pytest.mark.parametrize(
    "part",
    [
        "<section id=s{n}><h2>其{n}</h2>{text}</section>",
        "<div class='row r{n}'>{text}</div>",
        "<div>{text}{text}</div>",
    ],
    ids=["numbered ids", "numbered classes", "no names"],
)
def test_a_text_in_several_elements_of_a_kind_is_read_whole(part: str) -> None:
    texts = [f"<p>{TEXT}第{n}段。</p>" for n in (1, 2, 3)]
    parts = "".join(part.format(n=n, text=text) for n, text in enumerate(texts))
    article = read(f"<title>{TITLE}</title><div class=art><h1>{TITLE}</h1>{DATE}{parts}</div>")
    assert [text for text in article.paragraphs if text.endswith("段。")][:: part.count("{text}")] == [
        f"{TEXT}第{n}段。" for n in (1, 2, 3)
    ]


def test_an_image_set_before_the_text_is_the_texts() -> None:
    article = read(page(f"{DATE}<div class=pic><img src=/fenhe.jpg><p>图为汾河公园。</p></div>"))
    assert [(image.url, image.caption) for image in article.images] == [
        ("http://www.lfxww.com/fenhe.jpg", "图为汾河公园。")
    ]


def test_related_links_in_the_middle_of_a_text_are_not_part_of_it() -> None:
    related = f"<div><h4>延伸阅读</h4><ul>{LISTED}</ul></div>"
    assert read(page(body=f"<p>{TEXT}</p>{related}<p>{TEXT}</p>")).paragraphs == (TEXT, TEXT)


@pytest.mark.parametrize(
    ("body", "is_article"),
    [
        (f"<p>{TEXT}</p><p>责任编辑：吉政</p>", True),
        ("<p>临汾新闻网讯 10月20日，汾河公园层林尽染。</p>", True),
        (f"<p>{TEXT}</p>" * 8, True),
        (f"<p>{TEXT}</p>", False),
    ],
    ids=["an editor", "a lead", "at length", "nothing"],
)
def test_a_page_without_a_date_is_an_article_if_anything_says_so(body: str, is_article: bool) -> None:
    if is_article:
        assert normalise(read(page("", body))).published_at is None
        return
    with pytest.raises(ExtractionError):
        read(page("", body))


def test_a_date_in_the_text_is_not_the_pages() -> None:
    text = (
        f"<p>{TEXT}</p><p>报名时间：2024年5月10日至5月16日</p><p>市教育局</p><p>2024年5月7日</p><p>责任编辑：吉政</p>"
    )
    assert normalise(read(page("", text))).published_at is None


@pytest.mark.parametrize(
    "head", ["", "<p>2026年1月23日 星期五 临汾 晴 -3℃～8℃ 登录 注册</p>"], ids=["no date", "the day's weather"]
)
def test_a_message_that_nothing_dates_is_no_article(head: str) -> None:
    message = "<p>您访问的页面不存在或已被删除，系统将在5秒后返回首页。您还可以：返回上一页</p><p>责任编辑：吉政</p>"
    with pytest.raises(OtherPageError):
        read(head + page("", message, title="页面不存在"))


@pytest.mark.parametrize(
    "head",
    [
        "<div><b>2024</b><i>05</i>/<i>0<font>8</font></i><u>09:17:15</u></div>",
        "<div><b>2024</b><script>var a = 1;</script><i>05</i>/<i>08</i><u>09:17:15</u></div>",
    ],
)
def test_what_an_editor_leaves_in_a_date_parts_nothing(head: str) -> None:
    assert normalise(read(page(head))).published_at == "2024-05-08T09:17:15+08:00"


@pytest.mark.parametrize("before", ["", "<p>" + TEXT.replace("10月20日", "10月21日") + "</p>"])
def test_a_wrapper_around_some_of_a_text_parts_it_in_nothing(before: str) -> None:
    last = f"<p>{TEXT.replace('10月20日', '10月22日')}</p><p>责任编辑：李静</p>"
    html = f"<title>{TITLE}</title><div><div class=a><h1>{TITLE}</h1>{DATE}{before}</div><p>{TEXT}</p>{last}</div>"
    read_whole = read(html)
    assert read_whole.paragraphs[-1].startswith("10月22日")
    assert len(read_whole.paragraphs) == (3 if before else 2)
    assert read_whole.editor_lines == ("责任编辑：李静",)


@pytest.mark.parametrize(
    "row",
    [
        "<tr><td colspan=2><p>古城晚霞。</p><p>行人如织。</p></td></tr>",
        "<tr><td>栏目</td><td><h3>汾河公园秋色如画</h3><p>古城晚霞。</p><p>行人如织。</p></td></tr>",
    ],
)
def test_a_table_that_lays_out_a_short_page_is_no_table_of_figures(row: str) -> None:
    head = f"<tr><th colspan=2>{TITLE}</th></tr><tr><td>2024-05-08</td><td>来源：X报</td></tr>"
    assert read(f"<title>{TITLE}</title><table>{head}{row}</table>").paragraphs[-2:] == ("古城晚霞。", "行人如织。")


@pytest.mark.parametrize("line", ["记者：今年收成怎么样？", "编辑：您好！", "评论：把好事办好，还需多听群众声音"])
@pytest.mark.parametrize("has_element", [True, False], ids=["element", "beside the title"])
def test_a_text_may_begin_as_a_field_does(line: str, has_element: bool) -> None:
    body = f"<p>{line}</p><p>{TEXT}</p><p>{line}</p><p>{TEXT}</p>"
    html = page(body=body) if has_element else page(DATE + body, "")
    article = read(html)
    assert article.paragraphs == (line, TEXT, line, TEXT)
    assert article.date_line == "2024-05-08 09:17 来源：临汾日报"


@pytest.mark.parametrize(
    "when", ["时间：2025年7月15日上午9:00", "活动时间：2025-07-15 9:00", "【时间】2025年7月15日", "日期：7月15日"]
)
@pytest.mark.parametrize("set_as", ["<p>{}</p>", "<h3>{}</h3>", "<section><p>{}</p></section>"])
def test_when_something_is_held_is_not_when_it_was_published(when: str, set_as: str) -> None:
    article = normalise(read(page("<p>2024-05-08 来源：临汾日报</p>", set_as.format(when) + f"<p>{TEXT}</p>")))
    assert (article.published_at, article.source) == ("2024-05-08", "临汾日报")
    assert article.body.startswith(when)


@pytest.mark.parametrize("line", ["（2024年2月18日）", "时间：2024年2月18日上午9:00"])
def test_the_metadata_date_a_page_before_a_line_of_its_text(line: str) -> None:
    told = '{"@type":"NewsArticle","datePublished":"2024-02-20T09:17:15+08:00"}'
    meta = f'<script type="application/ld+json">{told}</script>'
    article = normalise(read(page("<p>来源：临汾日报</p>", f"<p>{line}</p><p>{TEXT}</p>", meta=meta)))
    assert (article.published_at, article.body.split()[0]) == ("2024-02-20T09:17:15+08:00", line)


@pytest.mark.parametrize(
    "head", ["<p>来源：临汾日报</p><p>时间：2024-05-08 09:17</p>", "<p>时间：2024-05-08 09:17</p>"]
)
def test_a_head_set_as_the_text_is_no_text(head: str) -> None:
    for html in (page(head + f"<p>{TEXT}</p>", ""), page("", head + f"<p>{TEXT}</p>")):
        assert normalise(read(html)).published_at == "2024-05-08T09:17:00+08:00"
        assert read(html).paragraphs == (TEXT,)


@pytest.mark.parametrize("title", ["春", "雪", "停水通知", "讣告"])
def test_the_first_part_of_the_browsers_title_is_the_articles_however_short(title: str) -> None:
    channel = "时政要闻"
    assert read(page(title=title)).title == title
    html = page(title=title).replace("_临汾", f"-{channel}-临汾").replace("h1>", "h3>")
    article = read(html.replace("<h3>", f"<h1>{channel}</h1><h3>", 1))
    assert (article.title, article.kicker) == (title, None)


@pytest.mark.parametrize(
    "head",
    [
        "<div><img src=/face.png><span>临汾日报</span><span>2025-03-05 09:17:15</span></div>",
        '<div><span title="2025-03-05 09:17:15">3天前</span> 来源：临汾日报</div>',
        '<div>来源：临汾日报 <em title="2025/03/05 09:17:15">2小时前</em></div>',
    ],
    ids=["behind a face", "in the title of how long ago", "how long ago behind the source"],
)
def test_a_date_line_may_have_a_face_or_show_how_long_ago(head: str) -> None:
    article = normalise(read(page(head)))
    assert (article.published_at, article.images) == ("2025-03-05T09:17:15+08:00", ())
    assert article.source == "临汾日报"


def test_an_image_below_a_date_line_is_no_face() -> None:
    line = "2025-03-05 09:17:15 来源：临汾日报"
    article = read(page(f"{line}<br><br><img src=/a.jpg><p>图为2025-03-05的汾河。</p><p>{TEXT}</p>", ""))
    assert [image.url for image in article.images] == ["http://www.lfxww.com/a.jpg"]


@pytest.mark.parametrize("link", ["<a>参与互动</a>", '<a href="#c">我要评论</a>'])
def test_a_link_after_a_source_is_not_part_of_it(link: str) -> None:
    article = normalise(read(page(f"<p>2024-05-08 09:17 来源：临汾日报{link}</p>")))
    assert (article.source, article.published_at) == ("临汾日报", "2024-05-08T09:17:00+08:00")


def test_an_editor_may_be_named_in_a_list_of_terms() -> None:
    terms = "<section><dl><dt>责任编辑</dt><dd>畅任杰</dd><dt>审核</dt><dd>王五</dd></dl></section>"
    article = read(page(behind=terms))
    assert (article.editor_lines, article.paragraphs) == (("责任编辑：畅任杰", "审核：王五"), (TEXT,))


@pytest.mark.parametrize(
    "line",
    [
        "00:00/02:13高清",
        "未经授权不得转载",
        "更多内容请下载客户端",
        "更多精彩内容请下载“临汾新闻”客户端",
        "举报/反馈",
        "—END—",
    ],
)
def test_what_a_player_or_a_site_says_around_a_text_is_not_part_of_it(line: str) -> None:
    for body in (f"<p>{TEXT}</p><p>{line}</p>", f"<p>{line}</p><p>{TEXT}</p>"):
        article = read(page(body=body))
        assert (article.paragraphs, article.date_line) == ((TEXT,), "2024-05-08 09:17 来源：临汾日报")


def test_what_opens_as_a_sites_words_and_tells_is_text() -> None:
    told = ("扫码：一部手机就能办成事", "分享：他把经验讲给大家", "未经许可不得使用明火。")
    assert read(page(body="".join(f"<p>{line}</p>" for line in (TEXT, *told, TEXT)))).paragraphs == (TEXT, *told, TEXT)


def test_a_form_for_comments_below_a_verse_is_not_part_of_it() -> None:
    verse = "<div><p>一夜无声落满山</p><p>汾水不言向南去</p></div>"
    form = "<div><h3>发表回复</h3><p>您的邮箱地址不会被公开。</p><p>保存我的显示名称，以便下次评论时使用。</p></div>"
    html = f"<title>{TITLE}</title><article><h1>{TITLE}</h1>{DATE}{verse}</article>{form}"
    assert read(html).paragraphs == ("一夜无声落满山", "汾水不言向南去")
    assert read(page(body=f"<p>{TEXT}</p><p>往期推荐</p>")).paragraphs == (TEXT,)


@pytest.mark.parametrize(
    "views", ["点击：15<em></em>63次", "点击：<span>15</span>63次", "点击<font>：</font>1563次", "<b>点击</b>：1563次"]
)
def test_what_an_editor_leaves_in_a_number_or_a_label_parts_nothing(views: str) -> None:
    found = normalise(read(page(f"<p><small>时间：</small>2024-05-08 09:17 <small>来源：</small>临汾日报 {views}</p>")))
    assert (found.view_count, found.source) == (1563, "临汾日报")


@pytest.mark.parametrize(
    "views", ["<i>浏览</i>次数：<b>15<i>63</i></b>", "浏览<i>次数：</i><b>1563</b>", "<i>点击</i><b>1563</b>"]
)
def test_a_label_may_go_on_in_another_element(views: str) -> None:
    found = normalise(read(page(f"<p>时间：<i>2024-05-08 09:17</i> <i>来源：临汾日报</i><i>{views}</i></p>")))
    assert (found.view_count, found.source) == (1563, "临汾日报")


@pytest.mark.parametrize("editor", ["责任<i>编辑</i>：吉政", "<i>责任</i>编辑：吉政", "<i>责任编辑</i>：吉政"])
def test_a_label_is_kept_whole_where_an_element_begins_within_it(editor: str) -> None:
    head = f"<p><label>时间</label><span>2024年5月8日 09:17</span><span>{editor}</span></p>"
    assert [one.verbatim for one in normalise(read(page(head))).credits] == ["责任编辑：吉政"]


def test_a_button_is_no_label_of_a_count() -> None:
    found = normalise(read(page(f"{DATE}<div><span>点击</span>播放 全文朗读 时长约2分钟</div>")))
    assert (found.view_label, found.view_count) == (False, None)


@pytest.mark.parametrize("buttons", ["登录 | 注册", "[登录] [注册]", "登录　注册　会员"])
def test_buttons_side_by_side_are_no_message(buttons: str) -> None:
    text = f"<p>临汾新闻网讯 {TEXT}</p><p>责任编辑：吉政</p>"
    assert normalise(read(f"<header><p>{buttons}</p></header>{page('', text)}")).editor == "吉政"


def test_a_rule_of_dashes_is_not_part_of_a_text() -> None:
    rule = "<div class=boxoff><strong>------分隔线----------------------------</strong></div>"
    assert read(page(behind=rule)).paragraphs == (TEXT,)
    assert read(page(body=f"<p>{TEXT}</p>{rule}")).paragraphs == (TEXT,)


@pytest.mark.parametrize(
    "below",
    [
        f"<p>为你推荐</p><ul>{LISTED * 2}</ul>",
        "<p><b>好文</b></p><p>{}</p><p>{}</p>".format(*LINKS),
        "<p>大家还看</p><p>{}<br>{}</p>".format(*LINKS),
    ],
    ids=["a list", "paragraphs", "one paragraph"],
)
def test_a_line_among_the_paragraphs_that_heads_links_is_not_part_of_the_text(below: str) -> None:
    assert read(page(body=f"<p>{TEXT}</p><p>{TEXT}</p>{below}")).paragraphs == (TEXT, TEXT)


@pytest.mark.parametrize("last", ["2024年5月7日", "此致，敬礼！"])
def test_the_last_line_of_a_text_heads_no_links(last: str) -> None:
    assert read(page(body=f"<p>{TEXT}</p><p>{last}</p><ul>{LISTED * 2}</ul>")).paragraphs == (TEXT, last)


@pytest.mark.parametrize("heading", ["<h4>推荐</h4>", "<div>热门文章</div>", "<h4>看看这些</h4>"])
def test_a_box_between_two_paragraphs_ends_no_text(heading: str) -> None:
    box = f"<div class=rec>{heading}<ul>{LISTED * 3}</ul></div>"
    assert read(page(body=f"<p>{TEXT}</p>{box}<p>{TEXT}</p>")).paragraphs == (TEXT, TEXT)
    assert read(page(body=f"<p>{TEXT}</p>{box}<div><p>{TEXT}</p></div>")).paragraphs == (TEXT,)


def test_what_is_recommended_in_a_text_is_text() -> None:
    lines = (TEXT, "为你推荐", "尧庙：一日游的首选，门票五十元，适合全家。")
    assert read(page(body="".join(f"<p>{line}</p>" for line in lines))).paragraphs == lines


LONG = "昨天有位读者来电说，城南的路灯终于修好了，大家晚上出门方便多了，十分感谢有关部门的辛勤付出。" * 4


@pytest.mark.parametrize("heading", ["<div>热门评论</div>", "<p>网友评论（12）</p>"])
@pytest.mark.parametrize("body", [f"<p>{TEXT}</p>", f"<p>{TEXT}</p><p>尧都区融媒体中心</p>", "<img src=/fenhe.jpg>"])
def test_comments_longer_than_the_text_are_not_part_of_it(body: str, heading: str) -> None:
    article = read(page(body=body, behind=f"{heading}<div class=list><p>{LONG}</p></div>"))
    assert LONG not in article.paragraphs
    assert article.paragraphs[:1] == ((TEXT,) if "<p>" in body else ())


def test_a_box_of_links_between_head_and_text_ends_nothing() -> None:
    box = f"<div class=hot><h3>热门文章</h3><ul>{LISTED * 2}</ul></div>"
    assert read(page(DATE + box)).paragraphs == (TEXT,)


def test_paragraphs_beside_a_wrapper_around_most_of_a_text_are_its_own() -> None:
    first, last = "汾河公园又添新景。", "秋意正浓，不妨来走走。"
    text = f"<p>{first}</p><div><p>{TEXT}</p><p>{TEXT}</p></div><p>{last}</p>"
    html = f"<title>{TITLE}</title><div><h1>{TITLE}</h1>{DATE}{text}<ul>{LISTED * 3}</ul></div>"
    assert read(html).paragraphs == (first, TEXT, TEXT, last)


def test_a_signature_beside_the_texts_wrapper_is_the_texts() -> None:
    text = f"<div><p>{TEXT}</p><p>{TEXT}</p></div><p align=right>尧都区融媒体中心</p>"
    assert read(page(body=text)).paragraphs == (TEXT, TEXT, "尧都区融媒体中心")


def test_a_text_that_names_years_is_no_head() -> None:
    years = tuple(f"{year}年，汾河公园新增步道四公里，补植乔木三千余株。" for year in (2022, 2023))
    foot = "<div class=about><p>临汾新闻网是临汾日报社主办的新闻网站，欢迎各位读者来信来电。</p></div>"
    assert read(page(body="".join(f"<p>{line}</p>" for line in years), behind=foot)).paragraphs == years


@pytest.mark.parametrize(
    "last", ["<p>记者：谢谢您接受采访。</p>", "<table><tr><td>步道</td><td>4公里</td></tr></table>"]
)
def test_an_answer_or_a_table_may_end_a_text(last: str) -> None:
    for html in (page(body=f"<p>{TEXT}</p><p>{TEXT}</p>{last}"), page(f"{DATE}<p>{TEXT}</p><p>{TEXT}</p>{last}", "")):
        assert len(read(html).paragraphs) == 3


@pytest.mark.parametrize(
    "behind",
    [
        "<div class=fj><p>附件下载：</p><ul><li><a href=/u/a.pdf>a.pdf</a></li></ul></div>",
        "<p>附件：<a href=/u/a.pdf>公示名单</a></p>",
        "<p>编辑：李娜</p><div class=share><a>打印</a></div><div>附件【<a href=/u/a.pdf>名单.pdf</a>】已下载次</div>",
    ],
)
def test_the_files_right_after_a_text_are_its_attachments(behind: str) -> None:
    links = read(page(behind=behind)).links
    assert [(one.url, one.kind) for one in links] == [("http://www.lfxww.com/u/a.pdf", LinkKind.ATTACHMENT)]


def test_the_files_after_the_heading_of_another_box_are_not_part_of_the_article() -> None:
    behind = "<div class=side><h3>下载中心</h3><p><a href=/u/form.doc>投稿登记表.doc</a></p></div>"
    assert read(page(behind=behind)).links == ()


def test_a_box_of_moods_is_no_text_and_its_faces_no_images() -> None:
    moods = "".join(f"<td><a><img src=/{one}.gif><br>{one}</a></td>" for one in ("鲜花", "握手", "雷人"))
    article = read(page(behind=f"<table class=atd><tr>{moods}</tr></table>"))
    assert (article.paragraphs, article.images) == ((TEXT,), ())


def test_the_target_of_a_link_within_the_page_is_text() -> None:
    assert read(page(body=f"<p><a name=1>现场</a></p><p>{TEXT}</p>" * 2)).paragraphs == ("现场", TEXT) * 2


def test_what_is_hidden_in_a_date_line_leaves_it_as_it_is() -> None:
    hidden = '<div style="display: none"><p>1999-01-01 来源：隐藏</p></div>'
    head = f"<div><label>时间</label><span>2024-05-08</span><span>09:17</span>{hidden}</div>"
    assert normalise(read(page(head))).published_at == "2024-05-08T09:17:00+08:00"


def test_what_is_hidden_above_a_title_is_no_kicker() -> None:
    column = f'<div class="xb-left">保供应　保价格<h2 class="xb-h2">{TITLE}</h2><h4 class="xb-h4">2024-05-08 09:17</h4>'
    html = f'{column}<div class="jcontent"><p>{TEXT}</p></div></div>'
    hidden = html.replace("<h2", '<div style="display: none"><p>责任编辑：隐藏</p></div><h2')
    assert read(hidden).kicker == read(html).kicker == "保供应\u3000保价格"


@pytest.mark.parametrize(
    ("head", "label", "count"),
    [
        ("<p><span>2024-05-08</span><span>来源：临汾日报</span><span>已有 <em>55</em> 人浏览</span></p>", True, 55),
        ("<div><div>2024-05-08</div><div>来源：临汾日报</div><div>浏览(55)</div></div>", True, 55),
        ("<div>2024-05-08</div><div>来源：临汾日报</div><div>评论(3)</div><div>已有55人浏览</div>", True, 55),
        ("<p>2024-05-08 来源：临汾日报 <span>评论(<i>3</i>)</span> <a href=#>我要纠错</a></p>", False, None),
    ],
)
def test_a_count_beside_the_date_is_no_part_of_the_source(head: str, label: bool, count: int | None) -> None:
    article = normalise(read(page(head)))
    assert (article.source, article.view_label, article.view_count) == ("临汾日报", label, count)


@pytest.mark.parametrize(
    "crumbs",
    [
        "<div><a href=/>首页</a> <a href=/linfen/>临汾</a> <a href=/linfen/shizheng/>时政要闻</a></div>",
        "<ul><li><a href=/>首页</a><li><a href=/linfen/index.html>临汾</a><li><a href=/linfen/sz/>时政要闻</a></ul>",
        "<div><b><a href=/>首页</a></b><b><a href=/linfen/>临汾</a></b><b><a href=/linfen/sz>时政要闻</a></b></div>",
    ],
)
def test_a_path_is_told_by_links_of_which_each_leads_below_the_one_before(crumbs: str) -> None:
    menu = "<div><a href=/>首页</a> <a href=/linfen/>临汾</a> <a href=/shanxi/>山西</a></div>"
    assert read(page().replace("<div class=nav><a href=/>首页</a></div>", menu + crumbs)).breadcrumbs == (
        "首页",
        "临汾",
        "时政要闻",
    )
    assert read(page().replace("<div class=nav><a href=/>首页</a></div>", menu)).breadcrumbs == ()


def test_the_sites_own_path_is_read_where_its_template_is_lost_and_a_list_of_articles_is_none() -> None:
    box = "<div class=navlf>{}</div>"
    assert read(box.format("<a href=/linfen/shizheng/>时政要闻</a>") + page()).breadcrumbs == ("时政要闻",)
    assert read(box.format(f"<ul>{LISTED}</ul>") + page()).breadcrumbs == ()

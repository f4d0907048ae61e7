"""What a page is that should have been an article: recognised by what it says; an article about it is none."""

from __future__ import annotations

from html import escape

import pytest
from short_texts import ARTICLES, MESSAGES
from test_pages import LEAD, page_of, paragraphs, template

from linfen_crawler.errors import ExtractionError, OtherPageError
from linfen_crawler.kinds import Nature
from linfen_crawler.pages import read_article


def nature(html: str) -> str:
    """Return what a page is told to be; ``article`` for one that is read."""
    try:
        read_article(page_of(html))
    except OtherPageError as error:
        return str(error.nature)
    except ExtractionError as error:
        return error.field
    return "article"


def parted(line: str) -> tuple[str, str]:
    """Return title and text of a line of the lists; a message without a title is under an article's."""
    title, bar, text = line.partition(" | ")
    return (title, text) if bar else ("小麦机收进度过半", line)


def redesigned(title: str, text: str) -> str:
    """Return a page of no known layout."""
    head = f"<title>{title}_临汾新闻网</title><nav><a href=/>首页</a></nav><main><h1>{title}</h1>"
    return f"{head}<p>2024-07-17 09:17 来源：临汾新闻网</p><div class=c><p>{text}</p></div></main>"


def framed(title: str, text: str) -> str:
    """Return a page of the site that holds a message, a menu and a sidebar."""
    menu = "<ul><li><a href=/>首页</a><li><a href=/shanxi/>山西</a></ul>"
    listed = "".join(f"<li><a href=/shanxi/266420{at}.html>我省下达农村厕所改造任务</a>" for at in range(5))
    small_print = "<p>晋ICP备09001234号</p>"
    return f"<title>{title}-临汾新闻网</title>{menu}<div class=tip><p>{text}</p></div><ul>{listed}</ul>{small_print}"


@pytest.mark.parametrize(
    ("expected", "line"), [(one, line) for one, lines in MESSAGES.items() for line in lines.strip().splitlines()]
)
def test_a_message_is_no_article_in_whatever_template_it_stands(expected: Nature, line: str) -> None:
    title, text = parted(line)
    text = escape(text, quote=False)
    dated = nature(template(paragraphs(text), title=title))
    undated = nature(template(paragraphs(text), title=title, date_line="", editor_line=""))
    assert (dated, undated) == (expected, expected)
    # Four characters may be a label of the frame, such as 用户登录.
    assert len(text) < 5 or nature(framed(title, text)) == expected
    assert nature(redesigned(title, text)) in {expected, "layout", Nature.EMPTY}


@pytest.mark.parametrize("line", ARTICLES.strip().splitlines())
def test_no_short_text_of_a_newspaper_is_taken_for_a_message(line: str) -> None:
    title, text = parted(line)
    legacy = template(
        f"{paragraphs(text)}<p>来源：临汾日报</p><p>【责任编辑： 李甲】</p>",
        title=title,
        date_line="2010-03-09 09:12:00 来源：临汾新闻网",
        editor_line="责任编辑：临汾新闻网编辑",
    )
    assert (nature(template(paragraphs(text), title=title)), nature(legacy)) == ("article", "article")
    # A page of no known layout needs a sentence, or a title that the browser repeats: that is another rule's.
    assert nature(redesigned(title, text)) not in MESSAGES.keys() - {Nature.EMPTY}


@pytest.mark.parametrize(
    "title",
    [
        "图片新闻：采摘正忙",
        "【图片新闻】春耕正忙",
        "图片新闻：道路改造",
        "雨中抢修",
        "管网改造",
        "交通拥堵",
        "视频｜公园建设",
    ],
)
@pytest.mark.parametrize("caption", ["图为施工现场。记者 魏华 摄", "5月3日，工人在施工。记者 魏华 摄", ""])
def test_what_heads_photographs_is_no_message(title: str, caption: str) -> None:
    body = f"<p><img src='/upload/1.jpg'></p>{paragraphs(caption)}"
    assert nature(template(body, title=title)) == "article"
    assert nature(template(body, title=title, editor_line="")) == "article"


def test_an_empty_box_of_the_frame_is_no_message() -> None:
    empty = template("", title="", tail="<p>暂无相关评论</p><p>本文暂无相关文章</p>")
    assert nature(empty) == "title"


def test_a_line_of_the_template_beside_it_makes_no_article_of_a_message() -> None:
    assert nature(template(paragraphs("该信息已被删除！", "----分隔线----"))) == Nature.SOFT_404
    assert nature(template(paragraphs("“该信息已被删除！”", "看着屏幕，老张叹了口气。"))) == "article"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("404 页面不存在", LEAD),
        ("内容不存在争议", "双方对合同的内容不存在争议，法院当庭宣判。"),
        ("市图书馆清理旧文件", "这批文件已删除的部分将不再保存，其余的移交市档案馆。"),
        ("市安委会开展安全检查", "市安委会昨日开展安全检查，共检查企业12家。"),
        ("停水公告", "今日停水。"),
        ("更正", "昨日三版“李四”应为“李思”，特此更正。"),
    ],
)
def test_news_that_mentions_such_a_thing_is_an_article(title: str, text: str) -> None:
    assert nature(template(paragraphs(text), title=title)) == "article"
    head = f"<title>{title}_临汾新闻网</title><main><h1>{title}</h1><p>2024-07-17 09:17 来源：临汾新闻网</p>"
    assert nature(f"{head}<div class=c><p>{text}</p></div></main>") == "article"


NOTICE = "<p>版权声明：凡临汾日报、临汾新闻网刊载及发布的各类稿件，未经书面授权，不得转载发布。</p>"
SIGNED = """
中考成绩今日公布 | 考生请登录系统查询，网络拥堵时请稍后再试。
反诈提醒 | 不要点击陌生链接，不要输入验证码，不要登录不明网站。
社保查询这样办 | 打开网站，输入用户名和密码，点击登录即可。
公告 | 因服务器维护，本网站将于今晚22时暂停服务，请读者谅解。
升级公告 | 本网将进行系统升级，期间暂停访问，请稍后再来。
网络投票出故障 | 投票系统因访问量过大出现异常，技术人员正在处理。
警方提醒 | 请不要点击陌生链接，不要在不明网站输入账号、密码和验证码。
消费券怎么领 | 打开手机，下载客户端，注册登录后点击领取即可。
志愿填报开始 | 考生登录网站后，输入账号和密码，即可查询。
直播预告 | 扫描二维码，进入平台注册，即可在线观看。
警方提醒 | 点击链接，输入密码，账户里的钱没了。
启事 | 本报网站改版升级，敬请关注。
致歉声明 | 因系统升级，本网页面昨日无法访问，给网友带来不便，深表歉意。
征稿启事 | 请登录投稿系统，注册账号后上传稿件，编辑部将及时审核并回复，敬请关注。
网络投票公告 | 投票页面已开通，请登录本网首页，点击链接参与投票。
公告 | 本网视频栏目正在升级改造，暂停更新，敬请谅解。
本网服务器昨晚中断 | 因机房停电，本网页面昨晚中断访问，现已恢复。
"""
UNSAID = """
通知 | 您没有权限查看该文章，请登录。
通知公告 | 对不起，您没有访问权限，请联系管理员。
会议通知 | 请登录后阅读全文，谢谢。
招标公告 | 请登录会员账号，查看完整内容。
公告 | 此内容仅对会员开放，请注册。
全市工作会议召开 | 内容正在审核，请稍后再来。
"""


@pytest.mark.parametrize("line", SIGNED.strip().splitlines())
def test_what_an_editor_signs_is_an_article_though_a_machine_might_say_it(line: str) -> None:
    title, text = parted(line)
    assert nature(template(paragraphs(text), title=title, tail=NOTICE)) == "article"


@pytest.mark.parametrize("line", UNSAID.strip().splitlines())
def test_what_speaks_to_its_reader_of_this_page_is_a_message_though_an_editor_signs_it(line: str) -> None:
    title, text = parted(line)
    assert nature(template(paragraphs(text), title=title, tail=NOTICE)) in MESSAGES


def test_a_message_of_absence_is_none_whoever_signs_it() -> None:
    told = [
        (expected, nature(template(paragraphs(escape(text, quote=False)), title=title, tail=NOTICE)))
        for expected, lines in MESSAGES.items()
        for title, text in map(parted, lines.strip().splitlines())
    ]
    assert not [one for one in told if one[0] is Nature.SOFT_404 and one[1] != one[0]]
    # What is said of a whole site – 系统繁忙，请稍后再试。 – is no text that an editor's name is below.
    assert sum(expected != found for expected, found in told) <= len(told) // 40


SHELL = "<body><noscript>请开启JavaScript运行本应用</noscript><div id=app></div><script src=/js/app.js></script>"
SUMMARIES = "".join(
    f"<div><h3><a href=/shanxi/266400{at}.html>我省第{at}次会议召开</a></h3>"
    "<p>会议要求各地各部门抓好落实，推动各项任务落地见效。与会代表围绕发展建言献策，提出意见四十余条。</p></div>"
    for at in range(8)
)
SHOP = (
    "<title>空调怎么选</title><h1>空调怎么选</h1><p>2024-07-17 09:17</p><div><p>夏季到了，不少消费者开始选购空调，"
    "面对琳琅满目的品牌，应该如何选择呢？首先要看能效等级，其次要看匹数与房间面积是否匹配。</p></div>"
)
FOREIGN = "<a href=http://jiadian.example.com/>家电网</a>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<title>lfxww.com</title><p>该域名正在出售", Nature.ERROR),
        ("<div id=app></div><script src=/js/app.js></script>", Nature.EMPTY),
        (SHELL, Nature.EMPTY),
        ("", Nature.EMPTY),
        ("<script>alert('您要查看的稿件不存在！');history.back()</script>", Nature.SOFT_404),
        ('<script>document.write("<p>找不到文档，可能是尚未审核！</p>")</script>', Nature.SOFT_404),
        ('{"code":404,"msg":"文章不存在","data":null}', Nature.SOFT_404),
        ("<meta http-equiv=refresh content='0; url=http://www.lfxww.com/'>", Nature.SOFT_404),
        ("<script>top.location.href = '/linfen/fzsh/'</script><p>页面跳转中", Nature.SOFT_404),
        ("<script>location.replace('https://v8.example.net/')</script>", Nature.OFFSITE),
        (f"{SHOP}{FOREIGN}", Nature.OFFSITE),
        (f"{SHOP}{FOREIGN}<a href=/>首页</a>", "article"),
        (f"{SHOP}{FOREIGN}<p>责任编辑：吉政</p>", "article"),
        ("<script>setCookie('acw_sc__v2', x);document.location.reload();</script>", Nature.CHALLENGE),
        ("<script>document.cookie='k='+k;location.href=location.pathname</script>", Nature.CHALLENGE),
        ("<script r='m'>$_ts=window['$_ts'];$_ts.cd='a'</script>", Nature.CHALLENGE),
        ("<h1>统一身份认证平台</h1><form><input name=u><input type=password></form>", Nature.LOGIN),
        ("<h1>尧都新貌</h1><div id=v></div><script>play('#v', '/v/1.mp4')</script>", Nature.VIDEO),
        (f"<h1>山西</h1>{SUMMARIES}", Nature.LISTING),
    ],
)
def test_a_page_without_an_article_is_told_by_what_it_says_and_does(html: str, expected: str) -> None:
    assert nature(html) == expected


SLIDER = '<div class="xb-right"><ul class="picshow"></ul></div><div class="col-md-8 xb-left'
LEFT = '<div class="left"><h2 class="xb-h2">点击排行榜</h2><div class="jcontent"><p>侧栏。</p></div></div>'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<h3 class="h4 text-center xb-h4">', '<div class="info">'),
        ('<div class="col-md-8 xb-left', SLIDER),
        ('<div class="col-md-8 xb-left', f'{LEFT}<div class="col-md-8 xb-left'),
        ('class="col-md-12 nry jcontent', 'class="col-md-12 nry'),
    ],
    ids=["date line renamed", "slider beside", "the same classes beside", "a class lost"],
)
def test_a_template_that_has_changed_in_part_is_read_all_the_same(old: str, new: str) -> None:
    html = template(paragraphs(LEAD))
    before, after = read_article(page_of(html)), read_article(page_of(html.replace(old, new)))
    assert (after.title, after.date_line, after.paragraphs) == (before.title, before.date_line, before.paragraphs)
    assert after.layout == before.layout == "regular"


def test_an_inner_wrapper_with_one_of_the_classes_does_not_halve_the_text() -> None:
    html = template(f'<div class="jcontent"><p>{LEAD}</p></div><p>第二段，在里层之外。</p>')
    article = read_article(page_of(html.replace("nry jcontent new", "nry")))
    assert article.paragraphs == (LEAD.strip(), "第二段，在里层之外。")


@pytest.mark.parametrize("is_signed", [True, False], ids=["signed", "unsigned"])
@pytest.mark.parametrize(
    "text",
    [
        "此新闻已归档，请到档案库查询",
        "该信息尚未公开",
        "因版权原因，本文不予展示",
        "该文章因违反相关规定已被发布者删除。",
        "您的操作太快了，请休息一会儿",
        "请在微信客户端打开链接",
    ],
)
def test_a_text_that_is_about_its_own_page_alone_is_a_message(text: str, is_signed: bool) -> None:
    html = template(paragraphs(text), title="尧都新貌", tail=NOTICE if is_signed else "")
    assert nature(html) not in {"article", "title", "body"}


@pytest.mark.parametrize(
    "text",
    [
        "中考成绩已公布，请登录市教育局网站查看。",
        "该村文化广场投入使用。",
        "公示名单请下载附件查看。",
        "本报新闻热线开通，欢迎提供线索。",
        "该文件的基调是加强合作，与会各方表示欢迎。",
    ],
)
def test_a_text_that_mentions_anything_else_is_none(text: str) -> None:
    assert nature(template(paragraphs(text), title="尧都新貌", tail=NOTICE)) == "article"


SUMMARY = "近日，我市第{}次会议召开，要求各地各部门抓好落实，推动各项任务落地见效。"
LISTS = {
    "an image": "<div><a href=/shanxi/266400{0}.html><img src=/{0}.jpg></a><p>第{0}次会议</p><p>{1}</p></div>",
    "a link behind": "<h3>第{0}次会议召开</h3><p>{1} <a href=/shanxi/266400{0}.html>[详细]</a></p>",
    "a title": "<p><a href=/shanxi/266400{0}.html>第{0}次会议召开</a></p><p>{1}</p>",
    "a link below": "<div><h4>第{0}次会议</h4><p>{1}</p><p><a href=/shanxi/266400{0}.html>阅读全文</a></p></div>",
    "a date": "<div><a href=/shanxi/266400{0}.html>第{0}次会议</a><p>2024-07-1{0} 来源：临汾日报</p><p>{1}</p></div>",
}


def items(form: str, count: int = 8) -> str:
    return "".join(form.format(at, SUMMARY.format(at)) for at in range(count))


@pytest.mark.parametrize("form", LISTS)
def test_a_listing_with_a_sentence_of_each_article_is_none(form: str) -> None:
    assert nature(f"<title>时政要闻_临汾新闻网</title><h1>时政要闻</h1>{items(LISTS[form])}") == Nature.LISTING


@pytest.mark.parametrize("form", ["a link behind", "a title"])
def test_a_digest_that_is_dated_or_signed_as_one_is_an_article_though_each_item_has_its_link(form: str) -> None:
    head = "<title>一周要闻_临汾新闻网</title><h1>一周要闻</h1>"
    dated = f"{head}<p>2024-07-17 09:17 来源：临汾新闻网</p><div>{items(LISTS[form])}</div>"
    signed = f"{head}<div>{items(LISTS[form])}</div><p>责任编辑：畅任杰</p>"
    assert (nature(dated), nature(signed)) == ("article", "article")


def test_a_sidebar_of_summaries_makes_no_listing_of_the_article_beside_it() -> None:
    text = "".join(f"<p>{SUMMARY.format(at)}</p>" for at in range(10, 14))
    article = f"<main><h1>我市召开会议</h1><p>作者：张浩</p><div>{text}</div></main>"
    html = f"<title>我市召开会议_临汾新闻网</title>{article}<aside>{items(LISTS['a title'])}</aside>"
    assert nature(html) == "article"


@pytest.mark.parametrize(
    "pager", ["共12页 <a href=index_2.html>下一页</a>", "页次：1/12 <a href='javascript:go(2)'>下一页</a>"]
)
def test_a_pager_below_a_list_of_links_is_no_text_of_an_article(pager: str) -> None:
    links = "".join(f"<li><a href=/shanxi/266400{at}.html>我省第{at}次会议召开</a></li>" for at in range(8))
    html = f"<title>时政要闻_临汾新闻网</title><h2>时政要闻</h2><ul>{links}</ul><div>{pager}</div>"
    assert nature(html) == Nature.LISTING


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>正在检查您的浏览器，请稍候…</p>", Nature.CHALLENGE),
        ("<h3>浏览器正在接受检查，请耐心等待</h3>", Nature.CHALLENGE),
        ("<h1>One moment, please...</h1><script>setTimeout(()=>{location.reload()},5000)</script>", Nature.CHALLENGE),
        ("<p>系统繁忙，请稍后再试</p><script>function again(){location.reload()}</script>", Nature.ERROR),
        ("<title>502 Bad Gateway</title><h1>502 Bad Gateway</h1><hr>nginx", Nature.ERROR),
        ("<h1>Service Unavailable</h1>", Nature.ERROR),
        ("<h1>403 Forbidden</h1>", Nature.ERROR),
        ("<h1>500</h1><p>服务器内部错误</p>", Nature.ERROR),
    ],
)
def test_a_page_that_waits_or_a_servers_default_answer_is_told_by_what_it_is(html: str, expected: Nature) -> None:
    assert nature(html) == expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("502", Nature.ERROR),
        ("<h1>503</h1>", Nature.ERROR),
        ("Bad Gateway", Nature.ERROR),
        ("error code: 1020", Nature.ERROR),
        ("no healthy upstream", Nature.ERROR),
        ("404", Nature.SOFT_404),
        ("OK", Nature.EMPTY),
    ],
)
def test_a_status_alone_is_what_a_server_says(shown: str, expected: Nature) -> None:
    assert nature(f"<html><body>{shown}</body></html>") == expected


STAMP = "更新时间：2021-04-{:02d} 09:10"
HIT = "<dl><dt><a href='/a/{0}.htm'>春耕备耕现场见闻之{0}</a></dt><dd>4月{0}日，春耕工作有序推进。</dd></dl>"


@pytest.mark.parametrize(
    ("said", "line"),
    [("春耕_搜索结果_临汾新闻网", ""), ("站内检索", ""), ("临汾新闻网", "搜索“春耕”，共找到 2 条结果，用时 0.01 秒")],
)
def test_the_results_of_a_search_are_no_article(said: str, line: str) -> None:
    hits = "".join(f"{HIT.format(day)}<p>时间：2021-04-0{day} 09:00　来源：临汾新闻网</p>" for day in (1, 2))
    page = f"<title>{said}</title><a href=/>首页</a><div class=m><h2>春耕</h2><p>{line}</p>{hits}</div>"
    assert nature(page) != "article"
    assert nature(page + "<p>责任编辑：李雪</p>") != Nature.LISTING


def test_items_each_with_its_own_time_are_a_list_though_nothing_is_linked() -> None:
    items = [f"<p>各地抢抓农时，春耕工作有序推进，这是第{day}条。</p><p>{STAMP.format(day)}</p>" for day in range(1, 7)]
    page = "<title>时政要闻-临汾新闻网</title><div class=m><h2>时政要闻</h2><div>{}</div></div>"
    assert nature(page.format("".join(items))) == Nature.LISTING
    told = f"<h3>时间表</h3><p>{STAMP.format(1)}</p>" + "".join(f"<p>4月{day}日，{LEAD}</p>" for day in range(1, 7))
    assert nature(page.format(told)) == "article"


ASKED = (
    "小学门口什么时候设红绿灯？",
    "暖气管网何时改造？去年冬天只有十四度。",
    "路灯坏了半个月没人修。",
    "末班车能不能晚一点？",
)
ANSWER = "您好，您反映的问题已经收悉，有关部门已列入今年的计划，预计十月底以前完成。"


@pytest.mark.parametrize("head", ["", "<p>请文明留言，理性发言。</p>"])
@pytest.mark.parametrize(
    "entry",
    [
        "<p>网友 平阳：{asked}</p><p>2027-06-0{at} 10:20</p><p>回复：{answer}</p>",
        "<p>{asked}</p><p>留言时间：2027/06/0{at}</p><p>{answer}</p><p>回复时间：2027/06/1{at}</p>",
        "<p>网友 晋L{at}：{asked} 2027-06-0{at}</p><p>回复：{answer}</p>",
        "<h4>咨询</h4><p>网友 发表时间：2027-06-0{at}</p><p>{asked}</p><p>{answer}</p><p>回复：2027-06-1{at}</p>",
    ],
)
def test_readers_questions_with_their_days_are_no_article(entry: str, head: str) -> None:
    entries = "".join(entry.format(asked=asked, answer=ANSWER, at=at) for at, asked in enumerate(ASKED, 1))
    assert nature(f"<title>网上民声_临汾新闻网</title><h1>网上民声</h1>{head}{entries}") == Nature.LISTING


@pytest.mark.parametrize("day", ["6月{n}日", "2027年6月{n}日", "2027-06-0{n} 晴"])
def test_a_chronicle_that_is_edited_or_written_by_hand_is_an_article(day: str) -> None:
    entries = "".join(
        f"<p>{day.format(n=number)}</p><p>今天村里修通了水渠，大家都来看水。</p>" for number in range(1, 6)
    )
    editor = "<p>责任编辑：畅任杰</p>" if "-" in day else ""
    assert nature(f"{redesigned('驻村日记', '').removesuffix('</main>')}{entries}{editor}</main>") == "article"

"""What a page is that should have been an article: told by what it says, and never of an article that speaks of it."""

from __future__ import annotations

import pytest
from test_pages import LEAD, page_of, paragraphs, template

from linfen_crawler.errors import ExtractionError, OtherPageError
from linfen_crawler.items import Nature
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


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("信息提示", "该信息已被删除！", Nature.SOFT_404),
        ("404 Not Found", "您访问的页面不存在，3秒后返回首页", Nature.SOFT_404),
        ("提示", "你所请求的文档没有通过审核或已经被删除", Nature.SOFT_404),
        ("提示", "您没有权限查看此信息", Nature.LOGIN),
        ("全文", "请登录后查看全文", Nature.LOGIN),
        ("提示", "该文章正在审核中", Nature.ERROR),
        ("我市召开会议", "{dede:field.body/}", Nature.ERROR),
        ("我市召开会议", "[!--newstext--]", Nature.ERROR),
        ("DedeCMS Error Warning!", "Technical Support", Nature.ERROR),
        ("我市召开会议", "加载中……", Nature.ERROR),
    ],
)
def test_a_message_in_the_template_of_an_article_is_none(title: str, text: str, expected: Nature) -> None:
    assert nature(template(paragraphs(text), title=title, date_line="", editor_line="")) == expected


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
def test_news_that_speaks_of_such_a_thing_is_an_article(title: str, text: str) -> None:
    assert nature(template(paragraphs(text), title=title)) == "article"
    head = f"<title>{title}_临汾新闻网</title><main><h1>{title}</h1><p>2024-07-17 09:17 来源：临汾新闻网</p>"
    assert nature(f"{head}<div class=c><p>{text}</p></div></main>") == "article"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<title>提示</title><p>您的请求带有不合法参数，已被网站管理员设置拦截！", Nature.CHALLENGE),
        ("<title>405</title><p>您的访问可能对网站造成威胁，请求已被阻断。创宇盾", Nature.CHALLENGE),
        ("<title>提示</title><p>您无权访问此页面", Nature.LOGIN),
        ("<title>网站维护</title><p>网站正在维护，请稍后访问", Nature.ERROR),
        ("<title>lfxww.com</title><p>该域名正在出售", Nature.ERROR),
        ("<div id=app></div><script src=/js/app.js></script>", Nature.EMPTY),
    ],
)
def test_a_page_without_an_article_is_told_by_what_it_says(html: str, expected: Nature) -> None:
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

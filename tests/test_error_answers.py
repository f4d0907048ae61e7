"""What Chinese servers answer where there is no page: a removal is told from trouble, however either is worded."""

from __future__ import annotations

from html import escape

import pytest
from scrapy import Request
from scrapy.http import Response

from linfen_crawler.answers import WITH_A_PAGE, Outcome, Redirected, page_of, read_answer, refused
from linfen_crawler.error_pages import Saying, saying_of
from linfen_crawler.errors import ExtractionError
from linfen_crawler.items import Absence, Failure, Refusal, Skip
from linfen_crawler.kinds import Kind
from linfen_crawler.pages import read_article
from linfen_crawler.urls import SITE_URL, Site

PATH = "/linfen/shizheng/2664279.html"
URL = SITE_URL + PATH[1:]
ARTICLE = (
    "我市召开表彰大会 | 2021-04-30 09:17 来源：临汾新闻网 | 临汾新闻网讯 昨日，我市召开五一表彰大会，市领导出席会议。"
    "会议指出，各级各部门要认真贯彻落实会议精神，抓好各项工作，推动全市高质量发展再上新台阶。"
)

REMOVED = [
    (404, ""),
    (404, "404 Not Found | nginx/1.18.0"),
    (404, "404 - 找不到文件或目录。 | 服务器错误 | 您要查找的资源可能已被删除，已更改名称或者暂时不可用。"),
    (404, "无法找到该页 | 您正在搜索的页面可能已经删除、更名或暂时不可用。 | Internet 信息服务 (IIS)"),
    (404, "HTTP状态 404 - 未找到 | 描述 源服务器未能找到目标资源的表示或者是不愿公开一个已经存在的资源表示。"),
    (404, "404 | 很抱歉，您要访问的页面地址有误，或者该页面不存在。 | 请检查您输入的网址是否正确，或稍后再试。"),
    (404, "临汾新闻网 | 网站已全新改版升级，您访问的旧页面已不存在，请返回首页。"),
    (404, "提示 | 数据库中没有这篇文章"),
    (404, "404错误页面 | 对不起，找不到您要的页面 | 技术支持与维护：临汾新闻网技术部"),
    (404, "出错了 | 抱歉，您访问的页面出错了 | 稍后为您跳转到首页"),
    (410, "Gone"),
    (200, "DedeCMS提示信息 | 文档不存在或已被删除！"),
    (200, "系统提示 | 对不起，你所访问的文档已被移到回收站"),
    (200, "该页面不可用 | 抱歉，此页面不可用，您访问的链接可能已失效。"),
]
TROUBLED = [
    (500, "您访问的页面不存在"),
    (503, "Service Unavailable"),
    (404, "网站维护中 | 网站正在维护，请稍后访问"),
    (404, "系统升级 | 为了给您提供更好的服务，本站正在升级改造中，请您稍后访问。"),
    (404, "提示 | 源服务器正在维护，当前页面暂时不可访问"),
    (404, "没有找到站点 | 您的请求在Web服务器中没有找到对应的站点！ | 配置文件未生效!"),
    (404, "Bad Request | Bad Request - Invalid Hostname | HTTP Error 400. The request hostname is invalid."),
    (404, "Maintenance | Briefly unavailable for scheduled maintenance. Check back in a minute."),
    (404, "网站防火墙 | 您的请求带有不合法的参数，已被网站管理员设置拦截！ | 网站安全狗"),
    (404, "405 | 很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。"),
    (200, "服务器繁忙 | 服务器繁忙，您访问的页面暂时不可用，请稍后重试"),
    (200, "提示 | 该页面暂时不可用"),
    (200, "云锁 | 您访问的页面可能存在安全风险，已被云锁拦截"),
    (200, "360网站卫士 | 您访问的网站源服务器连接失败，请稍后刷新重试"),
    (200, "504 Gateway Time-out | 源站响应超时 | 知道创宇云防御"),
    (200, "运行时错误 | “/”应用程序中的服务器错误。 | 说明: 服务器上出现应用程序错误。"),
]
SENT_ON = [
    ("/404.html", None, Absence),
    ("/404.aspx?aspxerrorpath=" + PATH, None, Absence),
    (f"/404.htm?404;{URL}", None, Absence),
    ("/public/FileNotFound.html", None, Absence),
    ("/error.html?code=404", None, Absence),
    ("/error/404.html", None, Absence),
    ("/error.html", (200, "页面不存在 | 抱歉，您访问的页面不存在或已被删除"), Absence),
    ("/error.html", (200, "出错了 | 系统繁忙，请稍后再试"), Failure),
    ("/error.html", (200, ARTICLE), Failure),
    ("/error.html", (404, "404 Not Found"), Failure),
    ("/error/", (500, "系统内部异常"), Failure),
    ("/Error.aspx?aspxerrorpath=" + PATH, None, Failure),
    ("/GenericErrorPage.htm?aspxerrorpath=" + PATH, None, Failure),
    ("/servererror.html", None, Failure),
    ("/error/busy.html", None, Failure),
    ("/error/500.html", None, Failure),
    ("/50x.html", None, Failure),
    ("/waf_error.html", None, Failure),
    ("/maintenance.html", None, Failure),
    ("/error.html?code=502", None, Failure),
    ("/?err=500", None, Failure),
    ("http://error.example.com/404.html", None, Skip),
]
"""Where the address leads, what is answered there (``None`` if the address says enough), and what becomes of it."""


def answered(url: str, status: int, text: str) -> Outcome | Redirected | None:
    """Return what an answer means for the article, read as a page where it may be one."""
    title, _, lines = text.partition(" | ")
    shown = "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines.split(" | "))
    body = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{shown}</body></html>" if text else ""
    response = Response(url, status=status, headers={"Content-Type": "text/html; charset=utf-8"}, body=body.encode())
    answer = read_answer(response.replace(request=Request(url)), URL, Kind.ARTICLE, Site())
    if answer is not None:
        return answer
    page = page_of(response, URL, Site())
    try:
        read_article(page)
    except ExtractionError as error:
        return refused(page, error, ())
    return None


@pytest.mark.parametrize(("status", "text"), REMOVED)
def test_what_says_that_the_page_is_gone_is_a_removal(status: int, text: str) -> None:
    assert isinstance(answered(URL, status, text), Absence)


@pytest.mark.parametrize("status", sorted(WITH_A_PAGE))
def test_an_answer_with_a_page_is_read(status: int) -> None:
    assert answered(URL, status, ARTICLE) is None
    assert isinstance(answered(URL, status, "提示 | 您访问的页面不存在或已被删除"), Absence)


@pytest.mark.parametrize(("status", "text"), TROUBLED)
def test_what_keeps_everything_back_for_a_while_is_none(status: int, text: str) -> None:
    assert isinstance(answered(URL, status, text), Failure | Refusal)


@pytest.mark.parametrize(("location", "there", "expected"), SENT_ON)
def test_an_error_page_is_asked_what_its_address_does_not_say(
    location: str, there: tuple[int, str] | None, expected: type
) -> None:
    response = Response(URL, status=302, headers={"Location": location}, request=Request(URL))
    answer = read_answer(response, URL, Kind.ARTICLE, Site())
    if there is not None:
        assert answer == Redirected(URL, SITE_URL + location[1:])
        answer = answered(SITE_URL + location[1:], *there)
    assert isinstance(answer, expected)


@pytest.mark.parametrize(
    "path",
    ["shanxi/404.html", "shanxi/500.html", "linfen/shizheng/2640400.html", "2016/xinwei/503.html"],
)
def test_an_article_s_number_is_no_error(path: str) -> None:
    assert saying_of(SITE_URL + path) is None


def test_a_redirect_elsewhere_says_nothing() -> None:
    response = Response(URL, status=302, headers={"Location": "/tips.html"}, request=Request(URL))
    assert isinstance(read_answer(response, URL, Kind.ARTICLE, Site()), Skip)
    assert saying_of(SITE_URL + "error") is Saying.EITHER

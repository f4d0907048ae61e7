"""Short texts about a service's trouble, which an editor signs, and messages below an article's title."""

from __future__ import annotations

import pytest
from test_nature import nature
from test_pages import paragraphs, template

SIGNED = "责任编辑：畅任杰"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("居民医保缴费遇到问题怎么办？", "如提示“账户异常”，请更换浏览器后重试，或联系客服处理。"),
        ("个税APP打不开？回应来了", "系访问人数过多，目前已恢复正常，请稍后再试。"),
        ("这种短信别点！", "“您的账户存在异常，请点击链接验证身份”，收到此类短信请立即删除。"),
        ("公交APP故障已修复", "系统故障已经修复，用户可正常使用。"),
        ("水费缴纳系统故障", "缴费系统故障，请您稍后再试。"),
        ("手机银行无法登录，银行致歉", "因系统故障，暂时无法登录，目前已修复。"),
    ],
)
def test_what_tells_of_a_service_is_an_article_where_an_editor_signs_it(title: str, text: str) -> None:
    page = template(paragraphs(text), title=title, editor_line=SIGNED, tail="")
    assert nature(page) == "article"
    assert nature(page.replace(SIGNED, "")) != "article"


@pytest.mark.parametrize(
    "title", ["小麦机收进度过半", "老旧小区改造提速", "滨河路临时关闭", "系统故障", "出错了", "登录", "提示信息"]
)
@pytest.mark.parametrize(
    "text",
    ["系统繁忙，请稍后再试。", "您的访问过于频繁，请稍后再试。", "页面加载失败，请您刷新重试。", "请登录后查看全文。"],
)
def test_a_message_below_another_title_is_none_though_an_editor_signs_it(title: str, text: str) -> None:
    assert nature(template(paragraphs(text), title=title, editor_line=SIGNED, tail="")) != "article"


def test_what_is_gone_is_no_article_whatever_its_title_says() -> None:
    text = paragraphs("该文章已被删除，如有问题请联系管理员。")
    assert nature(template(text, title="公交APP故障已修复", editor_line=SIGNED, tail="")) == "soft 404"

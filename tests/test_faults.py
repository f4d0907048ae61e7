"""What refers to a fault of database, script or server is no removal; what waits for its scripts is empty."""

from __future__ import annotations

from html import escape

import pytest
from test_nature import nature

from linfen_crawler.kinds import Nature

FAULTS = [
    "Microsoft OLE DB Provider for SQL Server 错误 '80004005' | SQL Server 不存在或拒绝访问。 | /conn.asp，行 12",
    "Microsoft JET Database Engine 错误 '80040e37' | 输入表或者查询'article'不存在。 | /view.asp，行 19",
    "ADODB.Field 错误 '800a0bcd' | BOF 或 EOF 中有一个是“真”，或者当前的记录已被删除。 | /show.asp，行 23",
    "Active Server Pages 错误 'ASP 0126' | 找不到包含文件 | 没有找到包含文件 '../inc/head.asp'。",
    "系统找不到指定的文件。 | System.IO.FileNotFoundException",
    "控制器不存在:News | [0] HttpException in Module.php line 93",
    "无法连接到数据库服务器，目标主机不存在",
    "No such table: news_detail",
    "数据库文件丢失或已损坏，请还原备份",
    "org.hibernate.ObjectNotFoundException: No row with the given identifier exists",
]
GONE = [
    "未找到文件或目录。 | HTTP 错误 404 - 文件或目录未找到。 | Internet 信息服务 (IIS)",
    "HTTP 错误 404.0 - Not Found | 您要找的资源已被删除、已更名或暂时不可用。 | 模块 IIS | 错误代码 0x80070002",
    "“/”应用程序中的服务器错误。 | 无法找到资源。 | 说明: HTTP 404。您正在查找的资源可能已被移除。",
    "HTTP Status 404 - /jx/2700002.html | type Status report | description The requested resource is not available.",
    "该文章已被管理员删除或正在审核中。 | 如果您的浏览器没有自动跳转，请点击这里",
]


@pytest.mark.parametrize(
    ("lines", "expected"), [(one, Nature.ERROR) for one in FAULTS] + [(one, Nature.SOFT_404) for one in GONE]
)
def test_only_what_says_that_the_page_is_gone_is_a_removal(lines: str, expected: Nature) -> None:
    shown = "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines.split(" | "))
    assert nature(f"<title></title>{shown}") == expected


CODE = "<input placeholder='手机号'><input placeholder='验证码'><button>获取验证码</button>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<title>统一身份认证</title><h2>统一身份认证平台</h2>{CODE}<button>登 录</button>", Nature.LOGIN),
        (f"<title>登录</title><h2>欢迎您</h2>{CODE}", Nature.LOGIN),
        (f"<title>报名</title><h2>读者活动报名</h2>{CODE}<button>提交报名</button>", Nature.EMPTY),
    ],
)
def test_a_login_may_ask_for_a_telephone_and_the_code_sent_there(html: str, expected: Nature) -> None:
    assert nature(html) == expected


def test_what_waits_for_its_scripts_is_empty() -> None:
    loading = "<title>稿件详情</title><div id=app><div class=loading>加载中...</div></div>"
    assert nature(loading) == Nature.EMPTY
    assert nature(loading.replace("中...", "失败，请重试")) == Nature.ERROR
    assert nature("<title></title><p>加载超时</p>") == Nature.ERROR

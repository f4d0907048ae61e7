"""Tell a fault of what makes the pages – database, script, template, server – from what is said of a page.

Such a fault names files, tables and classes that are not there: the page that was requested is not one of them.
"""

from __future__ import annotations

import re

_TRACE = re.compile(
    r"(?:错误|error) ?:? ?\(?['\"](?:0x)?8[0-9a-f]{7}['\"]|\bsqlstate ?\[|\bora-\d{5}\b|\basp ?:? ?\d{4}\b"
    r"|\.(?:asp|aspx|inc|php|jsp|java|py|cs)['\"]?\W{0,3}(?:(?:on )?line|行|第)\W{0,3}\d|\.(?:php|java|py|cs):\d"
    r"|\b(?:on|at) line \d|\bat [a-z_$][\w$]{0,60}(?:\.[\w$<>]{1,60}){1,12}\("
    r"|\b[a-z_]\w{0,60}(?:\.\w{1,60}){2,12}(?:exception|error)\b"
    r"|\b(?:fatal|parse|syntax|runtime) error\b|\bfailed to open stream\b|\bstack ?trace\b|运行时错误",
    re.IGNORECASE | re.ASCII,
)
"""Where in a program something went wrong: nothing but a program says so."""
_ENGINE = re.compile(
    r"\bsql server\b|\b(?:my|postgre|ms|no)?sql\b(?! ?(?:注入|injection))|\bmysqli?_|\bmongo(?:db)?\b|\bredis\b"
    r"|\bmemcached?\b|\boracle\b|\bodbc\b|\bole ?db\b|\bjdbc\b|\bado(?:db)?\.\w|\bdbnetlib\b|\bjet database\b"
    r"|\b(?:vb|j)script\b|\bactive server pages\b|\bhibernate\b|\bsmarty\b|\bthinkphp\b|\blaravel\b"
    r"|\bservlet|\bweb-inf\b"
    r"|\.(?:mdb|accdb|tpl|dll|so|ini|conf|inc)\b|\b(?:eof|bof)\b"
    r"|\b(?:database|table|column|class|function|method|template|module|controller|view|driver|stream|upstream|schema"
    r"|procedure|library|extension|handler|plugin|config(?:uration)?(?: file)?|socket|host(?:name)?|include)\b"
    r"(?! of contents)|\bexception\b|\w{3}(?:exception|error)\b",
    re.IGNORECASE | re.ASCII,
)
"""Of what such a message speaks."""
_OF_PAGE = re.compile(
    r"文章|[网页]页|页面|新闻|信息|内容|稿件|资讯|文档|\b(?:page|article|document|news|post|story|url|resource)\b",
    re.IGNORECASE,
)
_IS_GONE = re.compile(r"(?<![\d.:])4(?:04|10)(?![\d.:]\d|\d)", re.ASCII)


def traces(line: str) -> bool:
    """Recognise a folded line that says where in a program something went wrong.

    >>> traces("/conn.asp,行 12"), traces("文章已删除")
    (True, False)
    """
    # Without letters in two cases nothing but a Chinese error message is left.
    return ("错误" in line or line.lower() != line.upper()) and _TRACE.search(line) is not None


def is_of_engine(line: str) -> bool:
    """Recognise a folded message that refers to database, script or server, and to no page.

    >>> is_of_engine("SQL Server 不存在或拒绝访问。"), is_of_engine("The requested page is not in the database.")
    (True, False)
    """
    return traces(line) or (_ENGINE.search(line) is not None and _OF_PAGE.search(line) is None)


def says_code_of_gone(line: str) -> bool:
    """Recognise a message that gives the code by which a server says that a page is not there: HTTP 404."""
    return _IS_GONE.search(line) is not None

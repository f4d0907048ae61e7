"""Tell a page that says, with status 200, that there is nothing."""

from __future__ import annotations

import re

from linfen_crawler.errors import ExtractionError
from linfen_crawler.pages.article import read_article
from linfen_crawler.pages.blocks import Text, read_blocks
from linfen_crawler.pages.document import Page, tree
from linfen_crawler.text import fold

_SAYS_GONE = re.compile(
    r"(?:页面?|网页|文章|内容|信息|文件|地址)(?:已经?|可能)?(?:不存在|未找到|找不到|被?删除|丢失)|(?:找不到|未找到|无法找到)[^。,]{0,8}(?:页|文章|内容|文件)"
    r"|(?:访问|请求|查看|浏览)的?(?:页面|网页|文章|内容|信息)[^。,]{0,6}(?:不存在|找不到|已?被?删除)|not found",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"[\W_]*(?:http|error|错误)?[\W_]*404(?:[\W_]*(?:error|not found|错误|页面?|提示|-.{0,40}))?[\W_]*", re.IGNORECASE
)
_MAX_TEXT = 200
"""Characters; a page with more says more than that something is missing."""


def is_soft_404(page: Page) -> bool:
    """Tell whether a page says that it does not exist; never of one on which an article is read."""
    root = tree(page)
    title = fold(" ".join(root.css("title::text").getall())).strip()
    body = root.css("body")
    blocks = read_blocks(body[0].root) if body else ()
    text = fold(" ".join(block.text for block in blocks if isinstance(block, Text))).strip()
    is_only_text = len(text) <= _MAX_TEXT and _says_gone(text)
    return (is_only_text or _says_gone(title)) and not _has_article(page)


def _says_gone(text: str) -> bool:
    return bool(_SAYS_GONE.search(text) or _CODE.fullmatch(text))


def _has_article(page: Page) -> bool:
    try:
        read_article(page)
    except ExtractionError:
        return False
    return True

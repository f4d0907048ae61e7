"""Recognise what a page offers as files: links to documents and recordings, and the lines that name them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from linfen_crawler.items import RawLink
from linfen_crawler.kinds import LinkKind
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.texts import Anchor, Text
from linfen_crawler.text import fold

_DOCUMENT = r"pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt"
ATTACHMENT = re.compile(rf"\.(?:{_DOCUMENT}|mp3|mp4)(?:$|[?&#])", re.IGNORECASE)
_IS_DOCUMENT = re.compile(rf"\.(?:{_DOCUMENT})(?:$|[?&#])", re.IGNORECASE)
_ATTACHMENT_WORDS = re.compile(
    r"(?:附件|附表|附|下载|点击|查看|文件|大小|格式|[KMGkmg][Bb]?|[\W\d一二三四五六七八九十])*"
)
_LABEL = re.compile(r"\W{0,3}(?:相关)?附件(?:下载)?[\d一二三四五六七八九十]{0,3} ?:")
_PAGE = re.compile(r"\.(?:s?html?|jhtml)(?:$|[?#])|/$|^(?:#|javascript:|mailto:)", re.IGNORECASE)
FILES_FOLLOW = re.compile(r"(?:相关)?附件(?:下载|列表)?[:：]?")


def is_file(anchor: Anchor) -> bool:
    """Recognise a link to a file by its address, or by the file's name where a script hands it out."""
    return ATTACHMENT.search(anchor.href) is not None or ATTACHMENT.search(anchor.text) is not None


def holds_document(links: Iterable[RawLink]) -> bool:
    """Recognise an article with a document among its attachments, linked or shown in a frame; a film is none."""
    files = (link for link in links if link.kind is LinkKind.ATTACHMENT)
    return any(_IS_DOCUMENT.search(one.url) or _IS_DOCUMENT.search(one.text) for one in files)


def has_file(block: Text) -> bool:
    """Tell whether a paragraph links to a file."""
    return any(map(is_file, block.anchors))


def is_attachment(block: Block) -> bool:
    """Recognise a line that names files and says nothing else."""
    if not isinstance(block, Text):
        return False
    if not _links_alone(block):
        return False
    return all(map(is_file, block.anchors)) or (_LABEL.match(block.line) is not None and _leads_to_no_page(block))


def is_listed_attachment(block: Block) -> bool:
    """Recognise a line below 附件： that links to what may be files: to no page."""
    return isinstance(block, Text) and _links_alone(block) and _leads_to_no_page(block)


def _links_alone(block: Text) -> bool:
    return bool(block.anchors) and _ATTACHMENT_WORDS.fullmatch(fold(block.beside_links)) is not None


def _leads_to_no_page(block: Text) -> bool:
    return not any(_PAGE.search(one.href) for one in block.anchors)

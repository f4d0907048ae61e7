"""Part a text from what stands around it: source line, editor, copyright notice, pager, attachments, related links.

Some of it stands in the body on one page and behind it on the next, so both are read by the same rules. In the body a
line counts only where nothing else can be meant: by its whole wording, or because only such lines follow it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from linfen_crawler.items import LinkKind, RawLink
from linfen_crawler.names import HAN
from linfen_crawler.pages.blocks import Anchor, Block, Embed, Text
from linfen_crawler.text import Folded, fold, fold_with_offsets
from linfen_crawler.urls import article_address

LinkTo = Callable[[str], str | None]
"""Gives the canonical address behind a link as written."""

_NOTICE = re.compile(r"版权声明 ?:")
_ANY_EDITOR = r"责任编辑|责编|值班编辑|本期编辑|网络编辑|编辑|主编|审核|校对|编审|监制|终审|初审|复审|审校|签发"
_BRACKETED_EDITOR = re.compile(r" ?[【\[(] ?(?:责任编辑|责编|编辑) ?[:/ ][^【】\[\]()]{0,40}[】\])] ?$")
_EDITOR_LINE = re.compile(
    rf"[【\[( ]*(?:{_ANY_EDITOR})(?: ?[:/].{{0,60}}| [{HAN} ]{{2,8}}[】\]) ]*)|[{HAN}]{{2,4}} ?编辑"
)
_RESPONSIBLE = re.compile(r"[【\[( ]*(?:责任编辑|责编) ?[:/][^。]{0,40}")
_SOURCE_LINE = re.compile(r"[(【\[]? ?(?:文章|信息|稿件|新闻)?(?:来源|稿源) ?: ?[^。:]{1,30}[)】\]]?")
_RELATED = re.compile(r"[^\w(]*(?:相关(?:阅读|新闻|链接|文章|报道|推荐)|延伸阅读|推荐阅读)[^\w(]*")
_NO_RELATED = re.compile(r"[^\w(]*(?:相关(?:阅读|新闻|文章)[^\w(]*)?本文暂无相关(?:文章|阅读|新闻)\W*")
_NEIGHBOUR = re.compile(r"[^\w(]*([上下])一[篇条] ?[:|>\-—]?|[^\w(]*([上下])一[篇条]$")
# In the body 下一条路 and 上一篇文章 begin sentences: there a separator and a link, or 没有了, must follow.
_NEIGHBOUR_LINE = re.compile(r"[^\w(]*([上下])一[篇条] ?[:|>](?P<none>.*没有了|.*无)?[^\w]*")
_PAGER_WORD = r"[上下前后]一?页|首页|[尾末]页|最后一页|共 ?\d+ ?页|第 ?\d+ ?页|全文阅读|阅读全文|展开全文|余下全文"
_PAGER = re.compile(rf"(?:{_PAGER_WORD}|\d{{1,3}}|[\s\[\]().…<>«»/|:·-])+")
_ATTACHMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt|mp3|mp4)(?:$|\?)", re.IGNORECASE)
_ATTACHMENT_WORDS = re.compile(r"(?:附件|附表|附|下载|点击|查看|文件|[\W\d一二三四五六七八九十])*")
_BULLETS = re.compile(r"[\W\d]*")


@dataclass(slots=True, kw_only=True)
class Margin:
    """What stands around a text, as the page has it."""

    source_line: str | None = None
    editor_lines: list[str] = field(default_factory=list)
    notice: str | None = None
    links: list[RawLink] = field(default_factory=list)
    is_imported: bool = False
    """The body brings its editor in brackets, as the pages of 2009–2012 do."""

    def take_links(self, anchors: Iterable[Anchor], kind: LinkKind, link_to: LinkTo) -> None:
        """Keep the addresses that links lead to; those to files are attachments, whatever they stand in."""
        for anchor in anchors:
            url = link_to(anchor.href)
            if url is not None:
                actual = LinkKind.ATTACHMENT if _ATTACHMENT.search(url) else kind
                self.links.append(RawLink(url=url, text=anchor.text, kind=actual))


def part_body(
    blocks: Sequence[Block], page_url: str, link_to: LinkTo, *, source: str
) -> tuple[tuple[Block, ...], Margin]:
    """Return the blocks that are the text, and what stood among them that is not.

    ``source`` is what the date line names, ``""`` where it names the site alone. A source line that says anything else
    is left in the text: it would be kept nowhere.
    """
    margin = Margin()
    parted = [piece for block in blocks for piece in _split(block)]
    parted = _without_pager(parted, page_url, link_to)
    kept = _without_links(parted, margin, link_to)
    kept = _without_editors(kept, margin)
    kept = _without_source(kept, margin, source)
    return tuple(_without_ending(kept, margin, source)), margin


def read_tail(blocks: Sequence[Block], margin: Margin, link_to: LinkTo, *, is_column: bool = True) -> None:
    """Add what stands behind the body; outside the article's own column only links are its own."""
    is_related = False
    for block in (piece for one in blocks for piece in _split(one)):
        if not isinstance(block, Text):
            continue
        folded = fold_with_offsets(block.text)
        if is_column and (notice := _NOTICE.search(folded.text)):
            margin.notice = margin.notice or folded.original(notice.start(), len(folded.text)).strip()
            folded = fold_with_offsets(folded.original(0, notice.start()))
        if is_column and _EDITOR_LINE.fullmatch(folded.text.strip()):
            margin.editor_lines.append(folded.source.strip())
        elif neighbour := _NEIGHBOUR.match(folded.text):
            margin.take_links(block.anchors, _neighbour_kind(neighbour), link_to)
        elif _RELATED.match(folded.text):
            margin.take_links(block.anchors, LinkKind.RELATED, link_to)
            is_related = True
        elif is_related and (is_related := bool(block.anchors) or bool(_BULLETS.fullmatch(folded.text))):
            margin.take_links(block.anchors, LinkKind.RELATED, link_to)
        elif is_column:
            files = [one for one in block.anchors if _ATTACHMENT.search(one.href)]
            margin.take_links(files, LinkKind.ATTACHMENT, link_to)


def has_related(blocks: Sequence[Block]) -> bool:
    """Tell whether blocks hold the heading of related links."""
    return any(isinstance(block, Text) and _RELATED.match(fold(block.text)) for block in blocks)


def _split(block: Block) -> Iterator[Block]:
    """Part a paragraph at lines that are none of it; a notice takes all that follows in its paragraph."""
    if not isinstance(block, Text):
        yield block
        return
    if len(block.text) < 60 and _RESPONSIBLE.fullmatch(fold(block.text)):
        yield replace(block, text=block.text.replace("\n", " "))
        return
    run: list[str] = []
    lines = [part for line in block.text.split("\n") for part in _without_glued_editor(line)]
    for at, line in enumerate(lines):
        folded = fold(line)
        if _NOTICE.match(folded):
            yield from _piece(block, run)
            yield from _piece(block, lines[at:])
            return
        if _stands_alone(folded):
            yield from _piece(block, run)
            yield from _piece(block, [line])
            run = []
        else:
            run.append(line)
    yield from _piece(block, run)


def _piece(block: Text, lines: list[str]) -> Iterator[Text]:
    text = "\n".join(lines).strip()
    if text == block.text:
        yield block
    elif text:
        yield replace(block, text=text, anchors=tuple(one for one in block.anchors if one.text in text))


def _without_glued_editor(line: str) -> Iterator[str]:
    """Part ``…。【责任编辑： 李甲】`` into the sentence and the editor."""
    folded = fold_with_offsets(line)
    match = _BRACKETED_EDITOR.search(folded.text, max(0, len(folded.text) - 60))
    if match is None:
        yield line
        return
    yield from filter(None, (folded.original(0, match.start()).strip(), _original(folded, match).strip()))


def _original(folded: Folded, match: re.Match[str]) -> str:
    return folded.group(match) or ""


def _stands_alone(line: str) -> bool:
    """Tell whether a folded line is told by its own wording, wherever it stands."""
    patterns = (_RESPONSIBLE, _SOURCE_LINE, _EDITOR_LINE, _NO_RELATED, _RELATED)
    return len(line) <= 80 and (any(one.fullmatch(line) for one in patterns) or bool(_NEIGHBOUR_LINE.match(line)))


def _without_pager(blocks: list[Block], page_url: str, link_to: LinkTo) -> list[Block]:
    """Drop runs of page numbers and 上一页, 下一页; bare numbers only where such a link stands beside them."""
    kept: list[Block] = []
    run: list[Block] = []
    is_pager = False
    for block in [*blocks, None]:
        if isinstance(block, Text) and len(block.text) < 200 and _PAGER.fullmatch(fold(block.text)):
            run.append(block)
            is_pager = is_pager or _turns_page(block, page_url, link_to)
            continue
        kept.extend([] if is_pager else run)
        run, is_pager = [], False
        if block is not None:
            kept.append(block)
    return kept


def _turns_page(block: Text, page_url: str, link_to: LinkTo) -> bool:
    if re.search(r"[上下]一?页|[尾末]页|全文", fold(block.text)):
        return True
    return any(is_own_part(url, page_url) for one in block.anchors if (url := link_to(one.href)))


def is_own_part(url: str, page_url: str) -> bool:
    """Tell whether an address is a page of the same article."""
    found, own = article_address(url), article_address(page_url)
    return found is not None and own is not None and (found.section, found.site_id) == (own.section, own.site_id)


def _without_links(blocks: list[Block], margin: Margin, link_to: LinkTo) -> list[Block]:
    """Take related links, neighbours and attachments out of the body; note the links that stay in its text."""
    kept: list[Block] = []
    is_related = False
    for at, block in enumerate(blocks):
        if isinstance(block, Embed):
            margin.take_links([Anchor(href=block.src, text="")], LinkKind.ATTACHMENT, link_to)
            continue
        if not isinstance(block, Text):
            kept.append(block)
            continue
        line = fold(block.text)
        is_related = (is_related and _is_link_only(block)) or _opens_related(line, block, blocks[at + 1 :])
        neighbour = _NEIGHBOUR_LINE.match(line)
        if neighbour and (neighbour["none"] is not None or _is_neighbour(block)):
            margin.take_links(block.anchors, _neighbour_kind(neighbour), link_to)
        elif is_related:
            margin.take_links(block.anchors, LinkKind.RELATED, link_to)
        elif not _NO_RELATED.fullmatch(line):
            margin.take_links(block.anchors, LinkKind.BODY, link_to)
            kept.extend([] if _is_attachment(block) else [block])
    return kept


def _opens_related(line: str, block: Text, following: Sequence[Block]) -> bool:
    """Tell a heading of links from the sub-head of a box of text, as newspapers print 相关链接."""
    heading = _RELATED.match(line)
    if heading is None:
        return False
    if heading.end() < len(line):
        return _is_link_only(replace(block, text=block.text[heading.end() :]))
    after = next(iter(following), None)
    return isinstance(after, Text) and (_is_link_only(after) or bool(_NO_RELATED.fullmatch(fold(after.text))))


def _is_link_only(block: Text) -> bool:
    return bool(block.anchors) and bool(_BULLETS.fullmatch(_beside_links(block)))


def _is_attachment(block: Text) -> bool:
    is_files = bool(block.anchors) and all(_ATTACHMENT.search(one.href) for one in block.anchors)
    return is_files and bool(_ATTACHMENT_WORDS.fullmatch(fold(_beside_links(block))))


def _beside_links(block: Text) -> str:
    rest = block.text
    for anchor in block.anchors:
        rest = rest.replace(anchor.text, "", 1)
    return rest


def _is_neighbour(block: Text) -> bool:
    """Tell whether a line holds 上一篇： and a link, and no text besides."""
    return bool(block.anchors) and _NEIGHBOUR_LINE.fullmatch(fold(_beside_links(block))) is not None


def _neighbour_kind(match: re.Match[str]) -> LinkKind:
    return LinkKind.PREVIOUS if "上" in match[0] else LinkKind.NEXT


def _without_editors(blocks: list[Block], margin: Margin) -> list[Block]:
    """Take responsible editors out, wherever they stand: no sentence has that wording."""
    kept: list[Block] = []
    for block in blocks:
        line = fold(block.text) if isinstance(block, Text) and len(block.text) < 90 else ""
        if isinstance(block, Text) and _RESPONSIBLE.fullmatch(line):
            margin.editor_lines.append(block.text)
            margin.is_imported = margin.is_imported or line.startswith("【")
        else:
            kept.append(block)
    return kept


def _without_ending(blocks: list[Block], margin: Margin, source: str) -> list[Block]:
    """Take notice, other editors and a source line from the end, as long as text is left."""
    kept = list(blocks)
    editors: list[str] = []
    while kept and isinstance(last := kept[-1], Text):
        line = fold(last.text)
        if _NOTICE.match(line):
            margin.notice = "\n".join(filter(None, (last.text, margin.notice)))
        elif _EDITOR_LINE.fullmatch(line):
            editors.insert(0, last.text)
        elif margin.source_line is None and len(kept) > 1 and _is_source(line, source):
            margin.source_line = last.text
        else:
            break
        kept.pop()
    margin.editor_lines.extend(editors)
    return kept


def _is_source(line: str, source: str) -> bool:
    """Tell whether a folded line names the source, and no other than the date line does."""
    return _SOURCE_LINE.fullmatch(line) is not None and fold(source) in line


def _without_source(blocks: list[Block], margin: Margin, source: str) -> list[Block]:
    """Take the source line of an imported page from the head of its body."""
    for at, block in enumerate(blocks[:3]):
        if isinstance(block, Text) and _is_source(fold(block.text), source):
            margin.source_line = block.text
            return [*blocks[:at], *blocks[at + 1 :]]
    return blocks

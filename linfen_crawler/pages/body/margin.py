"""Separate a text from what is around it: source line, editor, copyright notice, pager, attachments, related links.

Some of it is in the body on one page and after it on the next, so both are read by the same rules
(:mod:`linfen_crawler.pages.lines.wording`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise, zip_longest

from linfen_crawler.items import RawLink
from linfen_crawler.kinds import LinkKind
from linfen_crawler.pages.body.endings import begin_of, count_at_end, heads_next_page
from linfen_crawler.pages.lines.amid import boxes_in, is_related, without_boxes
from linfen_crawler.pages.lines.attachments import (
    ATTACHMENT,
    FILES_FOLLOW,
    holds_document,
    is_attachment,
    is_file,
    is_listed_attachment,
)
from linfen_crawler.pages.lines.buttons import are_controls
from linfen_crawler.pages.lines.calls import without_calls
from linfen_crawler.pages.lines.foot import (
    ends_with_source,
    is_foot,
    is_of_record,
    names_people,
    names_source,
    own_editors,
)
from linfen_crawler.pages.lines.furniture import unbuttoned
from linfen_crawler.pages.lines.labels import with_whole_editors
from linfen_crawler.pages.lines.neighbours import is_neighbour, neighbours_of
from linfen_crawler.pages.lines.staffed import parts_of, staff_apart
from linfen_crawler.pages.lines.wording import (
    MAX_LINE,
    NOTICE,
    RELATED,
    Wording,
    is_own_notice,
    notice_goes_on,
    pieces,
    wording_of,
)
from linfen_crawler.pages.pager.lines import LinkTo, without_pager
from linfen_crawler.pages.tree.blocks import Block, Embed, Picture
from linfen_crawler.pages.tree.texts import Anchor, Text, joined
from linfen_crawler.text import fold

_MAX_SOURCE = 50
"""Characters of the end of a paragraph in which its source is looked for."""
_SOURCE_BEHIND = re.compile(
    r"(?<=[。！？!?”’》）)])\s{0,9}(?P<named>[(（\[【]?\s?(?:文章|稿件|本文)?[来稿]\s{0,4}源\s{0,4}[:：][^。:：]{2,30}$)"
)
_HEAD = 10
_ENDS = 3
"""Lines at either end of a text among which its former title is."""
_FORMER_TITLE = re.compile(
    r"\W{0,3}(?:本文|文章)?原(?:标题|题目|题)[为是]? ?(?:[:|] ?|(?=[《“]))(?P<title>[^。]{2,70}?)[)】\] ]{0,2}"
)
_EDITOR = re.compile(r"\s{0,40}[【\[(（]?(?:责任编辑|责编|编辑)\s?[:：]")
_BULLETS = re.compile(r"[\W\d]*")


@dataclass(slots=True, kw_only=True)
class Margin:
    """What is around a text, as the page has it."""

    source_line: str | None = None
    editor_lines: list[str] = field(default_factory=list)
    notice: str | None = None
    former_title: str | None = None
    """The headline of the text where it was taken from: 原标题：…."""
    links: list[RawLink] = field(default_factory=list)
    is_imported: bool = False
    """The body brings its editor in brackets, as the pages of 2009–2012 do."""

    def take_links(self, anchors: Iterable[Anchor], kind: LinkKind, link_to: LinkTo) -> None:
        """Keep the addresses that links lead to; those to files are attachments, whatever they are in."""
        for anchor in anchors:
            url = link_to(anchor.href)
            if url is not None:
                actual = LinkKind.ATTACHMENT if ATTACHMENT.search(url) or is_file(anchor) else kind
                self.links.append(RawLink(url=url, text=anchor.text, kind=actual))

    def take_neighbours(self, block: Text, link_to: LinkTo) -> None:
        """Keep the addresses of the articles before and after this one."""
        for kind, anchors in neighbours_of(block):
            self.take_links(anchors, kind, link_to)

    def take_notice(self, block: Text) -> None:
        """Keep the site's own notice or, if there is none, what else calls itself one."""
        if self.notice is None or (is_own_notice(block.line) and not is_own_notice(fold(self.notice))):
            self.notice = block.text

    def take_notice_above(self, block: Text) -> None:
        """Keep what calls itself a notice, with what does below it, except for the site's own, which stands alone."""
        if self.notice is None or not is_own_notice(fold(self.notice)):
            self.notice = "\n".join(filter(None, (block.text, self.notice)))

    def take_foot(self, block: Text, source: str) -> None:
        """Keep the source and the people that a line of fields names; ``source`` is the date line's."""
        if self.source_line is None and names_source(block, source):
            self.source_line = block.text
        if names_people(block):
            self.editor_lines.append(block.text)


def part_body(
    blocks: Sequence[Block],
    first: str,
    link_to: LinkTo,
    *,
    title: str,
    source: str,
    is_known: bool,
    goes_on: bool = False,
) -> tuple[list[Block], Margin]:
    """Return the blocks that are the text, and what was among them that is not.

    ``first`` is the address of the article's first page, ``title`` the page's; ``source`` is what the date line names,
    ``""`` if it names the site alone. A source line that says anything else is left in the text: it would be kept
    nowhere. The ends of a known layout's body are doubted here; those of an unknown one were when it was found.
    ``goes_on`` says that the text is continued on another page: then its last line may head what stands there.
    """
    margin = Margin()
    parted: list[Block] = []
    if is_known:
        blocks = _without_boxes(blocks, margin, link_to)
    for block in map(unbuttoned, with_whole_editors(blocks[begin_of(blocks) if is_known else 0 :])):
        if isinstance(block, Text) and not block.rows:
            parted.extend(pieces(block))
        elif not (isinstance(block, Picture) and _marks_editor(block)):
            # The rows of a table are its own: 责任编辑 | 张三 of a list of prizes is no editor of the page.
            parted.append(block)
    parted = with_whole_notice(list(_source_apart(parted, source)))
    kept = _without_links(without_pager(parted, first, link_to), margin, link_to)
    kept = _without_former_title(_without_editors(kept, margin), margin)
    kept = _without_source(without_calls(kept), margin, source)
    if not (is_known and goes_on and heads_next_page(kept)):
        kept = _without_ending(kept, margin, title, source, is_known=is_known)
    if not kept and holds_document(margin.links):
        # Of a notice that is a document alone, the line that names it is the text.
        kept = [one for one in parted if is_attachment(one)]
    return kept, margin


def _without_boxes(blocks: Sequence[Block], margin: Margin, link_to: LinkTo) -> Sequence[Block]:
    """Take boxes of links out of a body; note the links of those that are of related articles."""
    boxes = boxes_in(blocks)
    for box in boxes:
        if is_related(blocks, box):
            anchors = [one for at in box.lines if isinstance(block := blocks[at], Text) for one in block.anchors]
            margin.take_links(anchors, LinkKind.RELATED, link_to)
    return without_boxes(blocks, boxes)


def with_whole_notice(blocks: list[Block]) -> list[Block]:
    """Join a notice that is in two paragraphs."""
    for at, (first, second) in enumerate(pairwise(blocks)):
        if isinstance(first, Text) and isinstance(second, Text) and notice_goes_on(first, second):
            return [*blocks[:at], *filter(None, [joined([first, second])]), *blocks[at + 2 :]]
    return blocks


def _marks_editor(picture: Picture) -> bool:
    """Recognise the sign before an editor's line, which ends the text: in its element, with no break between."""
    label = None if picture.node is None else picture.node.next
    return label is not None and label.is_text_node and _EDITOR.match(label.text_content or "") is not None


def _without_links(blocks: Sequence[Block], margin: Margin, link_to: LinkTo) -> list[Block]:
    """Take related links, neighbours and attachments out of the body; note the links that stay in its text."""
    kept: list[Block] = []
    is_related = are_files = False
    for at, block in enumerate(blocks):
        are_files = are_files and is_listed_attachment(block)
        if are_files and isinstance(block, Text):
            margin.take_links(block.anchors, LinkKind.ATTACHMENT, link_to)
        elif isinstance(block, Embed):
            margin.take_links([Anchor(href=block.src, text="")], LinkKind.ATTACHMENT, link_to)
        elif not isinstance(block, Text):
            kept.append(block)
        elif (
            "附件" in block.text[:4]
            and FILES_FOLLOW.fullmatch(block.text)
            and any(map(is_listed_attachment, blocks[at + 1 : at + 2]))
        ):
            are_files = True
        elif not (block.anchors or len(block.text) < 60):
            is_related = False
            kept.append(block)
        else:
            is_related = (is_related and _is_link_only(block)) or _opens_related(block, blocks[at + 1 : at + 2])
            kept.extend(_without_own_links(block, margin, link_to, is_related=is_related))
    return kept


def _without_own_links(block: Text, margin: Margin, link_to: LinkTo, *, is_related: bool) -> list[Block]:
    """Return a paragraph if it is text, and note its links by what they are for."""
    if is_neighbour(block):
        margin.take_neighbours(block, link_to)
        return []
    if is_related:
        margin.take_links(block.anchors, LinkKind.RELATED, link_to)
        return []
    if wording_of(block.line) is Wording.NO_RELATED or are_controls(block, link_to):
        return []
    is_handed_out = is_attachment(block)
    margin.take_links(block.anchors, LinkKind.ATTACHMENT if is_handed_out else LinkKind.BODY, link_to)
    return [] if is_handed_out else [block]


def _opens_related(block: Text, following: Sequence[Block]) -> bool:
    """Tell a heading of links from the sub-head of a box of text, as newspapers print 相关链接."""
    heading = RELATED.match(block.line)
    if heading is None:
        return False
    if heading.end() < len(block.line):
        rest = block.cut(len(block.folded.original(0, heading.end())), len(block.text))
        return rest is not None and _is_link_only(rest)
    after = next(iter(following), None)
    return isinstance(after, Text) and (_is_link_only(after) or wording_of(after.line) is Wording.NO_RELATED)


def _is_link_only(block: Text) -> bool:
    return bool(block.anchors) and bool(_BULLETS.fullmatch(block.beside_links))


def _without_editors(blocks: Sequence[Block], margin: Margin) -> list[Block]:
    """Take responsible editors and the site's notice out, except for editors that the text itself mentions."""
    kept: list[Block] = []
    parted = list(parts_of(blocks))
    parts = list(chain.from_iterable(parted))
    editors = {id(parts[at]) for at in own_editors(parts)}
    for block, own in zip(blocks, parted, strict=True):
        if editors and not editors.isdisjoint(map(id, own)):
            kept.extend(_without_staff(own, editors, margin))
        elif isinstance(block, Text) and "版" in block.text[:_HEAD] and is_own_notice(block.line):
            margin.take_notice(block)
        else:
            # What names another's editor stays as the page has it.
            kept.append(block)
    return kept


def _without_staff(parts: Iterable[Block], editors: Collection[int], margin: Margin) -> Iterator[Block]:
    """Take the editors out of a line, and yield what is beside them and is no button."""
    for part in parts:
        if isinstance(part, Text) and id(part) in editors:
            margin.editor_lines.append(part.text)
            margin.is_imported = margin.is_imported or part.line.startswith("【")
        else:
            yield part


def _source_apart(blocks: Sequence[Block], source: str) -> Iterator[Block]:
    """Separate the source that is written on after the last sentence, before the editor: …。来源：临汾日报."""
    for block, following in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Text) and "源" in block.text[-_MAX_SOURCE:] and not block.rows and _names_staff(following):
            behind = _SOURCE_BEHIND.search(block.text, max(0, len(block.text) - _MAX_SOURCE))
            named = None if behind is None else block.cut(behind.start("named"), len(block.text))
            if behind is not None and named is not None and names_source(named, source):
                yield from filter(None, (block.cut(0, behind.start()), named))
                continue
        yield block


def _names_staff(block: Block | None) -> bool:
    return isinstance(block, Text) and wording_of(block.line) in {Wording.RESPONSIBLE, Wording.EDITOR}


def _without_former_title(blocks: list[Block], margin: Margin) -> list[Block]:
    """Take the headline that a text bore elsewhere from either of its ends."""
    behind = max(_ENDS, len(blocks) - _ENDS)
    for at, block in chain(enumerate(blocks[:_ENDS]), enumerate(blocks[behind:], behind)):
        if not isinstance(block, Text) or "原" not in block.text[:_HEAD] or len(block.text) > MAX_LINE:
            continue
        if former := _FORMER_TITLE.fullmatch(block.line):
            margin.former_title = block.folded.original(*former.span("title"))
            return [*blocks[:at], *blocks[at + 1 :]]
    return blocks


def _without_ending(blocks: list[Block], margin: Margin, title: str, source: str, *, is_known: bool) -> list[Block]:
    """Take notice, other editors, a source line and what is no text from the end, as long as text is left."""
    kept = list(blocks)
    editors: list[str] = []
    while kept:
        if is_known and (count := count_at_end(kept, title)):
            del kept[-count:]
            continue
        kept[-1:] = staff_apart(kept[-1:])
        last = kept[-1]
        if not isinstance(last, Text) or last.rows:
            break
        if NOTICE.match(last.line):
            margin.take_notice_above(last)
        elif wording_of(last.line) is Wording.EDITOR and not is_of_record(kept, len(kept) - 1):
            editors.insert(0, last.text)
        elif margin.source_line is None and ends_with_source(kept, source, is_above_editors=bool(editors)):
            margin.source_line = last.text
        else:
            break
        kept.pop()
    margin.editor_lines.extend(editors)
    return _without_source_of_foot(kept, margin, source)


def _without_source_of_foot(kept: list[Block], margin: Margin, source: str) -> list[Block]:
    """Take the source line from among the credits that end a text: 来源：蒲县发布, and below it 记者：席国平."""
    at = len(kept) - 1
    while at > 0 and margin.source_line is None and isinstance(last := kept[at], Text) and is_foot(last):
        if names_source(last, source):
            margin.source_line = last.text
            return [*kept[:at], *kept[at + 1 :]]
        at -= 1
    return kept


def _without_source(blocks: list[Block], margin: Margin, source: str) -> list[Block]:
    """Take the source line of an imported page from the head of its body."""
    for at, block in enumerate(blocks[:3]):
        if isinstance(block, Text) and "。" in block.text:
            break
        if isinstance(block, Text) and names_source(block, source):
            margin.source_line = block.text
            return [*blocks[:at], *blocks[at + 1 :]]
    return blocks

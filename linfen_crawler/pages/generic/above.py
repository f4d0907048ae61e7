"""Find the title of a page by its place: above the text, the line in the largest type.

Many templates put only the name of the site or of a channel into the browser's title; then the head of the page itself
shows which of its lines is the title.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.generic.heads import is_dated
from linfen_crawler.pages.generic.opening import is_field
from linfen_crawler.pages.generic.prose import find_place
from linfen_crawler.pages.generic.region import Place
from linfen_crawler.pages.generic.sheets import PLAIN, Sheet
from linfen_crawler.pages.generic.sizes import size_of
from linfen_crawler.pages.generic.titles import FIRST, MAX_CHANNEL, Title, level_of, own_part
from linfen_crawler.pages.lines.bylines import ATTENDANCE, DASH, OCCASION, leads
from linfen_crawler.pages.lines.furniture import WHERE, heads_another, is_chrome, is_listed, is_small_print, prose_of
from linfen_crawler.pages.lines.likeness import likeness
from linfen_crawler.pages.lines.parting import is_bar
from linfen_crawler.pages.lines.publishers import names_site
from linfen_crawler.pages.lines.wording import wording_of
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.metadata import title_parts
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text, joined
from linfen_crawler.people.credits import is_credit_line
from linfen_crawler.text import clean_line, fingerprint_text

_NEAR = 16
"""Blocks above the text in which its title is, at most."""
_MAX_TITLE = 80
_MIN_TITLE = 2
_MAX_LINK = 12
"""Characters of a link to a channel, with the signs around its name."""
TO_DATE = 4
"""Lines between a title and its date, at most: 副题, author, a button."""
_MANY = 60
"""Blocks of a text, at most, in which a line has its like."""
_MAX_SUBHEAD = 40
_TOP = 3
"""The level of a second heading."""
_TOLD = 3
"""Paragraphs that say again what their title says."""
_CLOCK = re.compile(r"(?<!\d)\d{1,2}(?:[-/.]\d{1,2}|月\d{1,2}日) ?\d{1,2}:\d\d")
"""临汾日报 04-10 08:00 says when, without the year."""
_NO_END = ("。", "：", ":", "；", "，")


class _Line(NamedTuple):
    """What may be the title."""

    at: int
    text: str
    block: Text
    size: float


def find_above(blocks: Sequence[Block], said: str, sheet: Sheet) -> Title | None:
    """Return the line above the text that is the title by its type, place and words; ``None`` if there is none."""
    place = find_place(blocks, None, range(len(blocks)))
    if place is None:
        return None
    begin = _begin(blocks, place, sheet)
    lines = _own(list(_lines(blocks, begin, said, sheet)), blocks, begin)
    if not lines:
        return None
    own = own_part(said)
    text = "\n".join(one.text for one in itertools.islice(_texts(blocks, begin), _TOLD))
    best = max(lines, key=lambda one: (one.size, fingerprint_text(one.text) == own, *_told(one, said, text)))
    return Title(text=best.text, at=best.at, node=best.block.node, is_said=False)


def is_set_as_title(blocks: Sequence[Block], title: Title, sheet: Sheet) -> bool:
    """Recognise a line that is set larger than a text is, or is right beside a date."""
    block = blocks[title.at]
    is_large = isinstance(block, Text) and size_of(block, sheet) > PLAIN
    return is_large or has_date_below(blocks, title.at) or (title.at > 0 and is_dated(blocks[title.at - 1]))


def is_of_text(blocks: Sequence[Block], below: int, above: int) -> bool:
    """Tell a line that the text has below a title: a headline, a sub-head, an author; no title below a channel's name.

    It is in the text's own element without the title, or below the title's date and is no first-level heading, or
    there are more of it in the middle of the text.
    """
    if has_date_below(blocks, below):
        return False
    text = _container(blocks, next(_told_below(blocks, below), below))
    line = blocks[below]
    if not isinstance(line, Text) or line.node is None:
        return False
    level = level_of(line)
    is_below_date = any(map(is_dated, blocks[max(above - 1, 0) : below]))
    if (is_below_date and level < FIRST) or _recurs(blocks, below):
        return True
    return level < _TOP and _is_child(line.node, text) and not _is_child(blocks[above].node, text)


def _told_below(blocks: Sequence[Block], at: int) -> Iterator[int]:
    """Yield where sentences and verse are below a line."""
    return (near for near in range(at + 1, min(at + _MANY, len(blocks))) if prose_of(blocks[near]))


def _container(blocks: Sequence[Block], at: int) -> LexborNode | None:
    """Return the element that holds a text, of which a block is a paragraph of its own, or bare text."""
    node = blocks[at].node
    beside = [one.node for one in (*blocks[max(at - 1, 0) : at], *blocks[at + 1 : at + 2])]
    is_bare = node is not None and any(_is_child(one, node) or is_same(one, node) for one in beside)
    return node if is_bare or node is None else node.parent


def _is_child(node: LexborNode | None, parent: LexborNode | None) -> bool:
    return node is not None and parent is not None and (is_same(node.parent, parent) or is_same(node, parent))


def is_same(one: LexborNode | None, other: LexborNode | None) -> bool:
    """Tell an element from another that is like it."""
    return one is not None and other is not None and one.mem_id == other.mem_id


def _recurs(blocks: Sequence[Block], at: int) -> bool:
    """Tell a line of which the text has another, set apart as it is: a sub-head."""
    line = blocks[at]
    if not isinstance(line, Text) or not (line.is_strong or line.is_centred or level_of(line)):
        return False
    begin = next(_told_below(blocks, at), len(blocks))
    return any(isinstance(one, Text) and _are_set_alike(line, one) for one in blocks[begin + 1 : begin + _MANY])


def _are_set_alike(one: Text, other: Text) -> bool:
    if one.node is None or other.node is None or other.anchors or len(other.text) > _MAX_SUBHEAD:
        return False
    is_alike = one.node.tag == other.node.tag and one.node.attributes == other.node.attributes
    is_set_alike = one.is_strong == other.is_strong and one.is_centred == other.is_centred
    return is_alike and is_set_alike and is_same(one.node.parent, other.node.parent)


def has_date_below(blocks: Sequence[Block], at: int) -> bool:
    """Recognise a line with a date right below it, or below its 副题, above the text."""
    below = blocks[at + 1 : at + 1 + TO_DATE]
    return any(map(is_dated, itertools.takewhile(lambda one: is_dated(one) or not prose_of(one), below)))


def _texts(blocks: Sequence[Block], begin: int) -> Iterator[Text]:
    return (one for one in itertools.islice(blocks, begin, None) if isinstance(one, Text))


def _begin(blocks: Sequence[Block], place: Place, sheet: Sheet) -> int:
    """Return where the text begins: at its first sentence, else after its date line."""
    inside = [at for at in place.inside if at not in place.hidden]
    told = (at for at in inside if _is_sentence(blocks, at, sheet))
    if (first := next(told, None)) is not None:
        return first
    dated = [at for at in inside[:_NEAR] if is_dated(blocks[at])]
    return dated[-1] + 1 if dated else place.first


def _is_sentence(blocks: Sequence[Block], at: int, sheet: Sheet) -> bool:
    """Tell a paragraph from a headline of two clauses, which is set large or is above a date."""
    block = blocks[at]
    if not isinstance(block, Text) or is_dated(block) or not (prose_of(block) or leads(block)):
        return False
    if "。" in block.text or len(block.text) > _MAX_TITLE:
        return True
    is_large = not block.is_indented and size_of(block, sheet) > PLAIN
    return not is_large and not any(map(is_dated, blocks[at + 1 : at + 1 + TO_DATE]))


def is_channel(name: str, blocks: Sequence[Block], said: str, *, at: int | None = None) -> bool:
    """Recognise the name of a site, or of a channel: a short link says it, or the browser's title after its own part.

    A link below the line (``at``) may be a tag of the article's.
    """
    own = fingerprint_text(name)
    if names_site(name):
        return True
    if len(own) > MAX_CHANNEL:
        return False
    links = (one for block in blocks[:at] if isinstance(block, Text) and block.anchors for one in block.anchors)
    is_linked = any(len(one.text) <= _MAX_LINK and fingerprint_text(one.text) == own for one in links)
    return is_linked or (own != own_part(said) and own in title_parts(said))


def _lines(blocks: Sequence[Block], begin: int, said: str, sheet: Sheet) -> Iterator[_Line]:
    """Yield the lines above the text that can be its title, the nearest first, up to a path, a menu or another text."""
    has_any = False
    for at in range(begin - 1, max(begin - 1 - _NEAR, -1), -1):
        block = blocks[at]
        if not isinstance(block, Text):
            continue
        if WHERE.match(block.line) or (has_any and (is_listed(block) or (block.anchors and is_chrome(block)))):
            return
        line = _titles_own(block)
        if line is None or not _can_be_title(blocks, at, line) or is_channel(line.text, blocks, said, at=at):
            continue
        has_any = True
        yield _Line(at, clean_line(line.text), line, size_of(block, sheet))


def _titles_own(block: Text) -> Text | None:
    """Return a block without its lines from a date, a label or a ——副题 on."""
    lines = block.lines()
    ended = (at for at, line in enumerate(lines) if is_dated(line) or is_field([line], 0) or DASH.match(line.line))
    return joined(lines[: next(ended, len(lines))])


def _can_be_title(blocks: Sequence[Block], at: int, line: Text) -> bool:
    if line.anchors or line.rows or not _MIN_TITLE <= len(line.text) <= _MAX_TITLE or line.text.endswith(_NO_END):
        return False
    if (
        _heads_box(blocks, at)
        or is_chrome(line)
        or is_bar(line)
        or _CLOCK.search(line.line)
        or is_small_print(line)
        or names_site(line.text)
        or wording_of(line.line) is not None
    ):
        return False
    is_own_field = line is blocks[at] and is_field(blocks, at)
    return not (is_own_field or is_credit_line(line.text) or DASH.match(line.line) or leads(line))


def _heads_box(blocks: Sequence[Block], at: int) -> bool:
    """Recognise the heading of a box of links that stands ahead of the text; a first-level heading is the page's."""
    node = blocks[at].node
    return node is not None and node.tag != "h1" and heads_another(blocks, at)


def _own(lines: Sequence[_Line], blocks: Sequence[Block], begin: int) -> list[_Line]:
    """Return the lines that are not set as the text is, unless a date parts them from it; no channel above its box."""
    text = blocks[begin].node if begin < len(blocks) else None
    dated = [at for at in range(max(begin - _NEAR, 0), begin) if is_dated(blocks[at])]
    apart = [one for one in lines if not _is_set_as_text(one, text) or any(at > one.at for at in dated)]
    heads = [one.at for one in apart if _is_head(one, blocks)]
    apart = [one for one in apart if not any(at < one.at and is_of_text(blocks, one.at, at) for at in heads)]
    levels = {one.at: _shared(one.block.node, text) for one in apart}
    return [one for one in apart if not any(_is_below_channel(other, one, levels, blocks) for other in apart)]


def _is_head(line: _Line, blocks: Sequence[Block]) -> bool:
    """Recognise a line that is a first-level heading, or is right beside a date."""
    is_dated_above = line.at > 0 and is_dated(blocks[line.at - 1])
    return level_of(line.block) == FIRST or is_dated_above or has_date_below(blocks, line.at)


def _is_below_channel(line: _Line, name: _Line, levels: Mapping[int, int], blocks: Sequence[Block]) -> bool:
    """Recognise a line that stands with the date in a box below a name: that is the channel's, and this the title."""
    if len(name.text) > MAX_CHANNEL or line.at <= name.at or levels[line.at] <= levels[name.at]:
        return False
    is_title = line.size > PLAIN + 0.5 or has_date_below(blocks, line.at)
    return is_title and not any(map(is_dated, blocks[name.at : line.at]))


def _is_set_as_text(line: _Line, text: LexborNode | None) -> bool:
    node = line.block.node
    if node is None or text is None or line.size > PLAIN or line.block.is_centred:
        return False
    is_beside = node.parent is not None and text.parent is not None and node.parent.mem_id == text.parent.mem_id
    is_alike = node.tag == text.tag and node.attributes.get("class") == text.attributes.get("class")
    return (is_beside and is_alike) or node.mem_id == text.mem_id


def _shared(node: LexborNode | None, text: LexborNode | None) -> int:
    """Return how many elements are around both."""
    if node is None or text is None:
        return 0
    around = {one.mem_id for one in ancestors(text)}
    return sum(one.mem_id in around for one in ancestors(node))


def _told(line: _Line, said: str, text: str) -> tuple[bool, float]:
    """Return how much a line's words support its being the title, among lines of one size."""
    folded = line.block.line.strip()
    is_beside = ATTENDANCE.search(folded) is not None or OCCASION.search(folded) is not None
    return not is_beside, likeness(line.text, said) + _repeated(line.text, text)


def _repeated(line: str, text: str) -> float:
    """Return the share of a line's character pairs that a text repeats."""
    told = fingerprint_text(text)
    pairs = ["".join(pair) for pair in itertools.pairwise(fingerprint_text(line))]
    return sum(pair in told for pair in pairs) / len(pairs) if pairs else 0.0

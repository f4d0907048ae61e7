"""Read what is around a title in elements of its own: the kicker above it, 副题 and authors above the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.generic.above import is_channel
from linfen_crawler.pages.generic.heads import TODAY, Head, is_dated
from linfen_crawler.pages.generic.opening import is_field
from linfen_crawler.pages.generic.region import Place
from linfen_crawler.pages.generic.sheets import PLAIN, Sheet
from linfen_crawler.pages.generic.sizes import size_of
from linfen_crawler.pages.lines.asking import asks_reader
from linfen_crawler.pages.lines.bylines import DASH, is_byline, leads
from linfen_crawler.pages.lines.calls import calls_on
from linfen_crawler.pages.lines.figures import are_figures
from linfen_crawler.pages.lines.furniture import is_chrome, is_small_print
from linfen_crawler.pages.lines.kinds import names_kind
from linfen_crawler.pages.lines.parting import is_bar, pieces_of
from linfen_crawler.pages.lines.publishers import names_site
from linfen_crawler.pages.lines.wording import wording_of
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.nodes import ancestors, boxes
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.names import HAN

_MAX_LINE = 80
_MIN_KICKER = 4
_MIN_PLAIN = 6
"""Characters of a 副题 that nothing marks as one; 手机阅读 is a button."""
_MAX_BUTTON = 4
_MENU = 4
"""Elements of a line that make it a menu."""
_NO_KICKER = re.compile(rf"。|[>›»]|^第 ?\w{{1,3}} ?版|{TODAY.pattern}")
_HAN = re.compile(f"[{HAN}]{{2}}")
_CELLS = frozenset({"td", "th"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """What is between a title and its text, besides the date line."""

    subtitle: str | None
    bylines: tuple[str, ...]


def kicker_of(blocks: Sequence[Block], head: Head, said: str) -> str | None:
    """Return the line right before the title, set beside it in the same element: no path, no label, no channel."""
    at = head.title_at - 1
    if at < 0 or at in head.lines:
        return None
    above, title = blocks[at], blocks[at + 1]
    if not isinstance(above, Text) or not isinstance(title, Text) or above.node is None or title.node is None:
        return None
    if above.anchors or not _MIN_KICKER <= len(above.text) <= _MAX_LINE or len(pieces_of(above)) >= _MENU:
        return None
    if is_chrome(above) or _NO_KICKER.search(above.line) or is_dated(above) or not _HAN.search(above.text):
        return None
    if is_channel(above.text, blocks, said) or names_site(above.text) or names_kind(above.text) or is_bar(above):
        return None
    return above.text if _is_beside(above.node, title.node) else None


def _is_beside(above: LexborNode, title: LexborNode) -> bool:
    """Recognise two children of one element, one of which may be bare text or wrapped, or two rows of a table."""
    levels = 2 if title.tag in _CELLS else 1
    around = {one.mem_id for one in (title, *islice(ancestors(title), levels), *islice(boxes(title), 1))}
    return any(one.mem_id in around for one in (above, *islice(ancestors(above), levels)))


def below_title(blocks: Sequence[Block], head: Head, place: Place, body: Sequence[Block], sheet: Sheet) -> Below:
    """Return the 副题 and the authors ahead of the text: right below the title, or marked as such after the date."""
    text = next((one for one in body if isinstance(one, Text)), None)
    title = blocks[head.title_at] if head.title_at >= 0 else None
    if not isinstance(title, Text):
        return Below(subtitle=None, bylines=())
    subtitles: list[Text] = []
    bylines: list[Text] = []
    for at in _between(blocks, head, place):
        line = blocks[at]
        if not isinstance(line, Text):
            continue
        following = next((one for one in blocks[at + 1 : at + 2] if isinstance(one, Text) and not is_dated(one)), text)
        if is_byline(line, [title, *subtitles], following, head.title):
            bylines.append(line)
        elif _is_subtitle(line, sheet, is_next=_is_next(at, head, len(subtitles) + len(bylines))):
            subtitles.append(line)
    return Below(subtitle="\n".join(one.text for one in subtitles) or None, bylines=tuple(one.text for one in bylines))


def _is_next(at: int, head: Head, count: int) -> bool:
    """Recognise a line right below the title and the ``count`` lines taken before, or right after the date line."""
    return at - head.title_at == 1 + count or (at - 1 in head.lines and at > head.title_at)


def _between(blocks: Sequence[Block], head: Head, place: Place) -> Iterator[int]:
    """Yield the lines between a title and its text that may be 副题 and author; a caption is below its image."""
    begin = max(place.first, head.last + 1)
    for at in range(head.title_at + 1, begin):
        line = blocks[at]
        if at in head.lines or at in place.hidden or isinstance(blocks[at - 1], Picture) or is_field(blocks, at):
            continue
        if at > head.last and at in place.inside:
            return
        if isinstance(line, Text) and not (line.anchors or line.rows or is_chrome(line) or is_small_print(line)):
            yield at


def _is_subtitle(line: Text, sheet: Sheet, *, is_next: bool) -> bool:
    """Recognise a 副题: what opens with a dash, is set larger than a text is, or is right below the title."""
    if len(line.text) > _MAX_LINE or "。" in line.text or wording_of(line.line) is not None or leads(line):
        return False
    if DASH.match(line.line):
        return True
    if not _HAN.search(line.text) or line.line.endswith(":") or names_site(line.text) or is_dated(line):
        return False
    if _are_buttons(line) or names_kind(line.text) or are_figures(line.line):
        return False
    if size_of(line, sheet) > PLAIN or line.is_centred:
        return len(line.text) >= _MIN_KICKER
    is_asked = asks_reader(line) or calls_on(line) or _NO_KICKER.search(line.line) or ":" in line.line[:_MIN_PLAIN]
    return is_next and len(line.text) >= _MIN_PLAIN and not is_asked


def _are_buttons(line: Text) -> bool:
    """Recognise words that elements set side by side: A+ A- 分享."""
    pieces = pieces_of(line)
    return len(pieces) > 1 and all(len(piece) <= _MAX_BUTTON for piece in pieces)

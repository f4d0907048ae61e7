"""Choose the title of a page of no known layout among candidates, by the date and the headings beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.generic.above import find_above, has_date_below, is_channel, is_of_text, is_set_as_title
from linfen_crawler.pages.generic.heads import TODAY, is_dated
from linfen_crawler.pages.generic.ranks import find_titles
from linfen_crawler.pages.generic.sheets import Sheet
from linfen_crawler.pages.generic.sizes import size_of
from linfen_crawler.pages.generic.titles import MAX_CHANNEL, Title, own_part
from linfen_crawler.pages.lines.likeness import likeness
from linfen_crawler.pages.lines.publishers import names_site
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.metadata import title_parts
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import fingerprint_text

_LIKE = 0.3
"""How like its headline a title is that the editors made from it; a county's name alone is in many an account's."""
_NEAR = 6
"""Blocks between a title and its date, or an account's name and the title, at most."""


def find_title(blocks: Sequence[Block], said: str, sheet: Sheet) -> Title | None:
    """Return the title that the browser's title repeats, or else the head of the text; ``None`` if neither does.

    Of several lines it is the one that a date is beside. Many a browser's title is the name of the site or of a
    channel; then the line set largest above the text is the title, and so it is where it is more of one.
    """
    titles = find_titles(blocks, said)
    is_said = bool(titles) and titles[0].is_said and not _is_channel(titles[0], blocks, said)
    above = None if is_said and titles[0].at >= 0 and _is_long(titles[0]) else find_above(blocks, said, sheet)
    if above is not None and titles and not is_said:
        is_said = _heads_page(titles[0], above, blocks, said, sheet)
    if above is not None and (not is_said or _is_better(above, titles[0], blocks, sheet)):
        return above
    shown = [title for title in titles if title.at >= 0]
    if len(shown) < 2:
        return next(iter(shown or titles), None)
    dated = (at for at, block in enumerate(blocks) if is_dated(block))
    reached = {near for at in dated for near in range(at - _NEAR, at + _NEAR + 1)}
    return next((title for title in shown if title.at in reached), shown[0])


def _is_channel(title: Title, blocks: Sequence[Block], said: str) -> bool:
    return is_channel(title.text, blocks, said, at=title.at if title.at >= 0 else None)


def _heads_page(title: Title, above: Title, blocks: Sequence[Block], said: str, sheet: Sheet) -> bool:
    """Tell a title from the channel that is called as it is, 公告: its own date parts it from what else may be one.

    The browser's title begins with it, or with a channel's name, and it is set larger. An account has a date as well.
    """
    if not 0 <= title.at < above.at or names_site(title.text) or has_date_below(blocks, above.at):
        return False
    shown, other = blocks[title.at], blocks[above.at]
    own = own_part(said)
    # 公告公示_讣告_临汾新闻网 begins with the channel.
    if fingerprint_text(title.text) not in (title_parts(said) if len(own) <= MAX_CHANNEL else (own,)):
        return False
    between = (one for one in blocks[title.at + 1 : above.at] if is_dated(one))
    is_parted = any(not (isinstance(one, Text) and TODAY.search(one.line)) for one in between)
    if not (is_parted and isinstance(shown, Text) and isinstance(other, Text)):
        return False
    return size_of(shown, sheet) > size_of(other, sheet)


def _is_long(title: Title) -> bool:
    return len(fingerprint_text(title.text)) > MAX_CHANNEL


def _is_better(above: Title, said: Title, blocks: Sequence[Block], sheet: Sheet) -> bool:
    """Recognise a line above the text that is more of a title than what the browser's title says.

    That may be the name of a channel, in a box around that of the title, or of an account. What is shown nowhere stays
    the title where no date parts the text from the headline that it was made from.
    """
    if said.at < 0:
        is_headline = likeness(above.text, said.text) >= _LIKE and not has_date_below(blocks, above.at)
        return is_set_as_title(blocks, above, sheet) and not is_headline
    if _is_long(said) or abs(above.at - said.at) > _NEAR:
        return False
    is_below = above.at > said.at
    if is_below and is_of_text(blocks, above.at, said.at):
        return False
    shown, name = blocks[above.at], blocks[said.at]
    is_larger = isinstance(shown, Text) and isinstance(name, Text) and size_of(shown, sheet) > size_of(name, sheet)
    if is_larger and _is_long(above) and (is_below or _is_box_around(above.node, said.node)):
        return True
    return is_below and _is_box_around(said.node, above.node)


def _is_box_around(name: LexborNode | None, title: LexborNode | None) -> bool:
    """Tell whether a title is in a box of its own beside a name."""
    if name is None or name.parent is None or title is None:
        return False
    return any(one.mem_id == name.parent.mem_id for one in islice(ancestors(title), 1, None))

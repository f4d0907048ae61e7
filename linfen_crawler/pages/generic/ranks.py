"""Rank the candidates for the title of a page of no known layout.

What the browser's title says whole takes precedence over what it says in part: a sentence of the text may repeat the
title, and be longer. A title is above its text, so that no line below a sentence outdoes one above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linfen_crawler.pages.generic.above import has_date_below
from linfen_crawler.pages.generic.heads import is_dated
from linfen_crawler.pages.generic.titles import MIN_TITLE, Agreement, Claim, Title, claims, leads_home
from linfen_crawler.pages.lines.furniture import is_chrome, is_small_print, prose_of
from linfen_crawler.pages.lines.publishers import SITE_NAMES, names_site
from linfen_crawler.pages.tree.blocks import Block
from linfen_crawler.pages.tree.metadata import TITLE_PARTS
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import fingerprint_text

_MOST = 64
"""Lines that the browser's title repeats, at most, of which the title is one."""
_SIGNS = " _|｜—–->»"
"""What parts the name of a site from a title after it."""


def find_titles(blocks: Sequence[Block], said: str) -> list[Title]:
    """Return what can be the title, the likeliest first, by what the metadata say it is; empty where nothing can.

    Without a line of it in the page, the browser's title itself is the title, less the name of the site.
    """
    ranked = _ranked(list(claims(blocks, said)), blocks)
    if ranked:
        return [one.title for one in ranked if _is_open(one, ranked[0])]
    own = max(TITLE_PARTS.split(said), key=len).strip()
    if len(own) < MIN_TITLE or fingerprint_text(own) in SITE_NAMES:
        return []
    return [Title(text=own, at=-1, node=None, is_said=True)]


def told_title(blocks: Sequence[Block], told: Sequence[str]) -> str:
    """Return, of several titles in the metadata, the one that the page shows; ``""`` if there is none.

    What a template says on every page, or is made for those who share a page, need not be its title.
    """
    told = [_without_site(one, blocks, told) for one in told]
    if len(told) < 2:
        return next(iter(told), "")
    shown = {one: max((claim.agreement for claim in claims(blocks, one)), default=Agreement.NONE) for one in told}
    return max(told, key=lambda one: shown[one])


def _without_site(said: str, blocks: Sequence[Block], told: Sequence[str]) -> str:
    """Return a browser's title without the name of the site, or of a channel, before it.

    The page links by it to its first page; or shows the last part above a date, and the first above a menu at most.
    """
    parts = [one for one in TITLE_PARTS.split(said) if one]
    if len(parts) < 2 or names_site(parts[-1]):
        return said
    links = (one for block in blocks if isinstance(block, Text) and block.spans for one in block.anchors)
    if any(one.text == parts[0] and leads_home(one) for one in links):
        return said[len(parts[0]) :].lstrip(_SIGNS)
    last = next((at for at in _lines_of(blocks, parts[-1]) if has_date_below(blocks, at)), None)
    if last is None:
        return said
    shown = list(_lines_of(blocks, parts[0]))
    is_above = all(at < last and _has_menu(blocks[at + 1 : last]) for at in shown)
    is_none = shown or _is_of_page(blocks, parts[0]) or (parts[-1] in told and not any(claims(blocks, parts[0])))
    return parts[-1] if is_above and is_none else said


def _is_of_page(blocks: Sequence[Block], name: str) -> bool:
    """Recognise a name that a link says, the date line or the small print: a site's or a channel's."""
    lines = [one for one in blocks if isinstance(one, Text) and name in one.text]
    return any(is_dated(one) or is_small_print(one) or any(link.text == name for link in one.anchors) for one in lines)


def _has_menu(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, Text) and block.anchors and is_chrome(block) for block in blocks)


def _lines_of(blocks: Sequence[Block], name: str) -> Iterator[int]:
    """Return where lines without a link say a name."""
    most, name = 2 * len(name), fingerprint_text(name)
    lines = ((at, one) for at, one in enumerate(blocks) if isinstance(one, Text) and len(one.text) <= most)
    return (at for at, line in lines if not line.anchors and fingerprint_text(line.text) == name)


def _is_open(one: Claim, best: Claim) -> bool:
    """Recognise a line that may yet be the title before the best: as good as it, or as high a heading."""
    if one.agreement is best.agreement and one.length == best.length:
        return True
    return one.level >= best.level and not (best.is_own and one.agreement is Agreement.SOME)


def _ranked(found: Sequence[Claim], blocks: Sequence[Block]) -> list[Claim]:
    """Return the candidates for the title, the likeliest first."""
    if len(found) > _MOST:
        found = sorted(sorted(found, key=_strength, reverse=True)[:_MOST], key=lambda one: one.title.at)
    if len(found) > 1:
        found = list(_above_text(found, blocks))
    if len(found) > 1:
        found = list(_below_menu(found, blocks))
    if len(found) < 2:
        return list(found)
    return sorted(found, key=lambda one: (*_strength(one), *_place(one, blocks)), reverse=True)


def _strength(one: Claim) -> tuple[int, int]:
    return one.agreement, one.length


def _place(one: Claim, blocks: Sequence[Block]) -> tuple[int, int, int]:
    at = one.title.at
    is_dated_below = has_date_below(blocks, at)
    return is_dated_below, one.level, at if is_dated_below else -at


def _above_text(found: Sequence[Claim], blocks: Sequence[Block]) -> Iterator[Claim]:
    """Yield what no text parts from a line above it that is the title as likely."""
    texts: dict[int, int] = {}
    for count, one in enumerate(found):
        above = next((other.title.at for other in found[:count] if _is_as_good(other, one)), None)
        if above is not None and above not in texts:
            below = range(above + 1, len(blocks))
            texts[above] = next((at for at in below if prose_of(blocks[at])), len(blocks))
        if above is None or one.title.at <= texts[above]:
            yield one


def _is_as_good(one: Claim, other: Claim) -> bool:
    if one.agreement is Agreement.WHOLE is other.agreement:
        return one.length >= other.length
    return Agreement.NONE is not one.agreement >= other.agreement


def _below_menu(found: Sequence[Claim], blocks: Sequence[Block]) -> Iterator[Claim]:
    """Yield what no menu parts from another part of the browser's title below it: above the menu stands the site."""
    whole = [one for one in found if one.agreement is Agreement.WHOLE]
    for one in found:
        below = [other for other in whole if other.title.at > one.title.at and other.name != one.name]
        is_part = below and one.agreement is Agreement.WHOLE
        if not is_part or not _has_menu(blocks[one.title.at + 1 : below[-1].title.at]):
            yield one

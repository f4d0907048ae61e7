"""Set the captions of a row of images each behind its own image.

Where several images come first and their captions after, the captions are in the order of the images, or say which one
they are of: 上图, 左图, ①, 图1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import NamedTuple

from linfen_crawler.pages.body.caption_lines import (
    MAX_CREDITED,
    MAX_MARKED,
    MAX_PLAIN,
    is_from_files,
    is_head_of_text,
    is_marked,
    is_photographers,
    is_plain,
    is_short,
    is_signature,
    tells,
)
from linfen_crawler.pages.body.caption_places import DOWN, UP, parts_of, place_of, reference_in, spot_of
from linfen_crawler.pages.lines.setting import setting_of
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import fingerprint_text

_MAX_BACK = 3
"""Lines above a row that are looked through for each of its images: a caption, and who took it."""


class _Row(NamedTuple):
    """Images with nothing between them, by their place in the blocks; each address once."""

    start: int
    end: int
    images: tuple[Picture, ...]
    before: int
    """Images of the page above the row."""


@dataclass(slots=True, kw_only=True)
class _Caption:
    """A caption with its photographer's line."""

    lines: list[Text]
    ends: list[int]
    """Of each line, the place behind the block that holds it."""
    place: int | str | None
    is_marked: bool
    """It says itself that it is a caption, or is what an image of the row has as its alternative text."""
    spot: int | None
    """Which image of the row has it as its alternative text."""

    @property
    def end(self) -> int:
        """The place behind the caption."""
        return self.ends[-1]


class _Setting(NamedTuple):
    """How the text is set, from its first sentence on, captions apart."""

    opening: int
    used: frozenset[tuple[object, ...]]


class _Edit(NamedTuple):
    """Blocks that replace those from ``start`` to ``end``."""

    start: int
    end: int
    blocks: list[Block]
    captions: list[Text]


def in_rows(blocks: Sequence[Block]) -> tuple[Sequence[Block], frozenset[Text]]:
    """Return blocks with each caption of a row of images behind its image, and which texts such captions are."""
    rows = list(_rows(blocks))
    if sum(len(row.images) for row in rows) < 2:
        return blocks, frozenset()
    edits = _of_all(blocks, rows) or _of_rows(blocks, rows)
    numbered = () if edits else _numbered(blocks, rows)
    ordered: list[Block] = []
    at = 0
    for edit in edits:
        ordered.extend(blocks[at : edit.start])
        ordered.extend(edit.blocks)
        at = edit.end
    ordered.extend(blocks[at:])
    return ordered, frozenset([*numbered, *(line for edit in edits for line in edit.captions)])


def _rows(blocks: Sequence[Block]) -> Iterator[_Row]:
    start = before = 0
    for is_image, run in groupby(blocks, key=lambda one: isinstance(one, Picture)):
        held = list(run)
        if is_image:
            images = {one.src: one for one in reversed(held) if isinstance(one, Picture) and one.src}
            yield _Row(start, start + len(held), tuple(reversed(images.values())), before)
            before += len(images)
        start += len(held)


def _of_rows(blocks: Sequence[Block], rows: Sequence[_Row]) -> list[_Edit]:
    """Pair each row with the lines below it, or with those above it where no line is below."""
    several = [row for row in rows if len(row.images) > 1]
    if not several:
        return []
    is_above = _below(blocks, several[-1]) is None and _above(blocks, several[0], 0) is not None
    edits: list[_Edit] = []
    text = None
    free = 0
    for row in several:
        above = _above(blocks, row, free, is_page_so=True) if is_above else None
        edit = above or _below(blocks, row) or _above(blocks, row, free)
        if edit is None:
            text = text or _setting(blocks, rows)
            edit = _plain_below(blocks, row, text)
        if edit is not None:
            edits.append(edit)
            free = edit.end
    return edits


def _below(blocks: Sequence[Block], row: _Row) -> _Edit | None:
    """Pair a row with the captions below it: as many as it has images, or fewer that say which they are of."""
    count = len(row.images)
    told = _captions(blocks, row.end, row)
    found = _sure(told, blocks, row)
    spots = _spots(found[:count], row)
    if len(found) < count:
        # 下图 above an image is of that one.
        is_of_next = bool(found) and found[-1].place == "下" and isinstance(_at(blocks, found[-1].end), Picture)
        if not found or not spots or is_of_next:
            return None
    first = found[:count]
    return _edit(row, first, spots or range(count), end=first[-1].end, rest=told[len(first) :])


def _above(blocks: Sequence[Block], row: _Row, free: int, *, is_page_so: bool = False) -> _Edit | None:
    """Pair a row with as many captions right above it; the first below another image is that image's."""
    count = len(row.images)
    start = row.start
    while start > max(free, row.start - _MAX_BACK * count) and _may_caption(blocks[start - 1]):
        start -= 1
    while start < row.start and _goes_with(blocks[start]):
        start += 1
    told = _captions(blocks, start, row, arrows=UP)
    found = _sure(told, blocks, row)
    if len(found) < len(told):
        return None
    if found and start and isinstance(blocks[start - 1], Picture) and not is_page_so:
        start, found = found[0].end, found[1:]
        if found and found[0].ends[0] == start:
            return None
    if len(found) != count or found[-1].end != row.start:
        return None
    return _edit(row, found, _spots(found, row) or range(count), start=start, end=row.end)


def _edit(
    row: _Row,
    found: Sequence[_Caption],
    spots: Sequence[int],
    *,
    start: int | None = None,
    end: int,
    rest: Sequence[_Caption] = (),
) -> _Edit:
    """Return the images of a row, each with the caption that is at its spot."""
    told = dict(zip(spots, found, strict=True))
    ordered: list[Block] = []
    for at, image in enumerate(row.images):
        ordered.append(image)
        ordered.extend(told[at].lines if at in told else ())
    # What the last block has of further captions stays behind the row.
    left = ((line, at) for caption in rest for line, at in zip(caption.lines, caption.ends, strict=True))
    ordered.extend(line for line, at in left if at <= end)
    captions = [line for caption in found for line in caption.lines]
    return _Edit(row.start if start is None else start, end, ordered, captions)


def _of_all(blocks: Sequence[Block], rows: Sequence[_Row]) -> list[_Edit]:
    """Pair all images of a page, text between them, with as many captions below the last."""
    last = rows[-1]
    count = last.before + len(last.images)
    if len(rows) < 2 or not all(_may_open(blocks, last.end + at) for at in range(2)):
        return []
    if not all(_is_bare(blocks, row) for row in rows[:-1]):
        return []
    whole = last._replace(images=tuple(image for row in rows for image in row.images), before=0)
    found = _captions(blocks, last.end, whole)
    if len(found) != count or not all(one.is_marked for one in found):
        return []
    spots = _spots(found, whole) or range(count)
    told = dict(zip(spots, found, strict=True))
    own = [[told[row.before + at] for at in range(len(row.images))] for row in rows]
    ends = [*(row.end for row in rows[:-1]), found[-1].end]
    return [
        _edit(row, captions, range(len(captions)), end=end) for row, captions, end in zip(rows, own, ends, strict=True)
    ]


def _is_bare(blocks: Sequence[Block], row: _Row) -> bool:
    """Recognise images with the text right below them, and no caption above."""
    below = _at(blocks, row.end)
    above = blocks[row.start - 1] if row.start else None
    is_text = isinstance(below, Text) and tells(blocks, row.end) and not below.is_centred and place_of(below) is None
    return is_text and not (isinstance(above, Text) and is_marked(above))


def _may_open(blocks: Sequence[Block], at: int) -> bool:
    """Decide by few characters whether a line may say that it is a caption: the other checks take long."""
    block = _at(blocks, at)
    return isinstance(block, Text) and ("图" in block.text[:5] or "摄" in block.text[-8:] or "图为" in block.text)


def _captions(blocks: Sequence[Block], at: int, row: _Row, *, arrows: str = DOWN) -> list[_Caption]:
    """Return the captions from a block on, one more than images at most; ``arrows`` point away from the row."""
    count = len(row.images)
    said = _said(row)
    found: list[_Caption] = []
    while isinstance(block := _at(blocks, at), Text) and not block.rows and len(found) <= count:
        if block.text.startswith(tuple(arrows)):
            break
        at += 1
        for piece in _pieces(block, count):
            if found and _goes_with(piece):
                found[-1].lines.append(piece)
                found[-1].ends.append(at)
                continue
            spot = said.get(fingerprint_text(piece.text)) if said and len(piece.text) <= MAX_MARKED else None
            place, marked = place_of(piece), spot is not None or is_marked(piece)
            if place is None and not marked:
                return found
            place = reference_in(piece) if place is None else place
            found.append(_Caption(lines=[piece], place=place, is_marked=marked, spot=spot, ends=[at]))
    return found


def _said(row: _Row) -> dict[str, int]:
    """Return which image of a row has an alternative text that no other of it has."""
    told = [fingerprint_text(image.alt) for image in row.images]
    often = Counter(told)
    return {one: spot for spot, one in enumerate(told) if one and often[one] == 1}


def _sure(found: Sequence[_Caption], blocks: Sequence[Block], row: _Row) -> Sequence[_Caption]:
    """Return the captions that are such by their words, or all if their numbers are those of the images.

    A list of as many things to do is announced above.
    """
    marked = list(takewhile(lambda one: one.is_marked, found))
    if len(marked) == len(found) or any(_is_long(one) for one in found):
        return marked
    numbers = sorted(one.place for one in found if isinstance(one.place, int))
    expected = [list(range(first, first + len(row.images))) for first in (1, row.before + 1)]
    are_named = len(found) == len(row.images) and all(isinstance(one.place, str) for one in found)
    if not _is_announced(blocks, row) and (are_named or (numbers in expected and len(found) == len(numbers))):
        return found
    return marked


def _is_long(caption: _Caption) -> bool:
    return not caption.is_marked and len(caption.lines[0].text) > MAX_PLAIN


def _is_announced(blocks: Sequence[Block], row: _Row) -> bool:
    """Recognise what is below a row as what the text above it announces."""
    above = blocks[row.start - 1] if row.start else None
    return isinstance(above, Text) and above.line.endswith(":")


def _spots(found: Sequence[_Caption], row: _Row) -> list[int] | None:
    """Return the image in the row that each caption says it is of; ``None`` where they do not say, or agree."""
    count = len(row.images)
    numbers = [one.place for one in found if isinstance(one.place, int)]
    if any(one.spot is not None for one in found):
        spots: list[int | None] = [one.spot for one in found]
    elif len(numbers) < len(found):
        spots = [spot_of(one.place, count) for one in found]
    elif len(found) == count:
        ranks = {number: rank for rank, number in enumerate(sorted(set(numbers)))}
        spots = [ranks[number] for number in numbers]
    else:
        first = row.before if all(0 < number - row.before <= count for number in numbers) else 0
        spots = [number - 1 - first for number in numbers]
    known = [spot for spot in spots if spot is not None and 0 <= spot < count]
    return known if len(set(known)) == len(found) else None


def _pieces(block: Text, count: int) -> list[Text]:
    """Return the captions that one paragraph holds: one on each line, or as many as images that say which they are."""
    parts = parts_of(block)
    if len(parts) == count and all(place_of(part) is not None for part in parts):
        return parts
    lines = block.lines() if "\n" in block.text and len(block.text) <= 2 * MAX_MARKED else []
    return lines if lines and all(is_marked(one) or _goes_with(one) for one in lines) else [block]


def _may_caption(block: Block) -> bool:
    return (
        isinstance(block, Text)
        and not block.rows
        and (_goes_with(block) or place_of(block) is not None or is_marked(block))
    )


def _goes_with(block: Block) -> bool:
    """Recognise a line that belongs to the caption above it."""
    return isinstance(block, Text) and (is_photographers(block) or is_from_files(block))


def _plain_below(blocks: Sequence[Block], row: _Row, text: _Setting) -> _Edit | None:
    """Pair a row with as many plain lines below it, set alike and as nothing else of the text is."""
    end = row.end + len(row.images)
    lines = [one for one in blocks[row.end : end] if isinstance(one, Text) and _may_be_plain(one)]
    settings = {setting_of(one) for one in lines}
    if len(lines) < len(row.images) or len(settings) > 1 or settings <= text.used:
        return None
    if row.start <= text.opening or _is_announced(blocks, row):
        return None
    following = [*lines[1:], _at(blocks, end)]
    if any(is_signature(line, other) for line, other in zip(lines, following, strict=True)):
        return None
    captions = [_Caption(lines=[line], place=None, is_marked=False, spot=None, ends=[end]) for line in lines]
    return _edit(row, captions, range(len(lines)), end=end)


def _may_be_plain(line: Text) -> bool:
    """Recognise a short line that is no sentence, or one in the middle."""
    if is_short(line) and is_plain(line):
        return True
    is_sentence = line.is_centred and len(line.text) <= MAX_PLAIN and line.text.endswith("。")
    return is_sentence and not is_head_of_text(line)


def _setting(blocks: Sequence[Block], rows: Sequence[_Row]) -> _Setting:
    opening = next((at for at in range(len(blocks)) if tells(blocks, at)), len(blocks))
    below = {at for row in rows for at in range(row.end, row.end + len(row.images))}
    beside = (blocks[at] for at in range(opening, len(blocks)) if at not in below)
    return _Setting(
        opening, frozenset(setting_of(one) for one in beside if isinstance(one, Text) and not _goes_with(one))
    )


def _numbered(blocks: Sequence[Block], rows: Sequence[_Row]) -> Sequence[Text]:
    """Return the lines below the images of a page that are numbered as these are: 图1, 图2."""
    below = [one for one in (_at(blocks, row.end) for row in rows) if isinstance(one, Text) and one.text[:1] == "图"]
    if len(below) < len(rows) or any(len(one.text) > MAX_CREDITED for one in below):
        return ()
    return below if [place_of(one) for one in below] == list(range(1, len(rows) + 1)) else ()


def _at(blocks: Sequence[Block], at: int) -> Block | None:
    return blocks[at] if at < len(blocks) else None

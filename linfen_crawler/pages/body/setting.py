"""Recognise a headline block that shares no word with the web title by how it is set."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linfen_crawler.pages.lines.bylines import DASH
from linfen_crawler.pages.tree.texts import Text

_QUOTE = re.compile("“[^“”]+”")


def are_set_otherwise(titles: Sequence[Text], rest: Sequence[Text]) -> bool:
    """Recognise a headline that shares nothing with the web title by how it, or somebody's words in it, are set."""
    return are_set_apart(titles, rest) or are_set_out(titles, rest) or _is_quoted(titles, rest)


def are_set_apart(titles: Sequence[Text], rest: Sequence[Text]) -> bool:
    """Recognise a headline that shares nothing with the web title by how it is set, as no sub-head of the text is."""
    if not titles or not all(line.is_centred for line in titles):
        return False
    if not any(line.is_strong for line in titles):
        return not any(line.is_centred for line in rest)
    return not any(map(_is_set_as_headline, rest))


def are_set_out(titles: Sequence[Text], rest: Sequence[Text]) -> bool:
    """Recognise lines that stand out where the text is indented; verses are equally long, headlines are not."""
    if len(titles) < 2 or any(line.is_indented for line in titles):
        return False
    if not (rest[0].is_indented or _are_of_other_elements(titles, rest)):
        return False
    if any(map(_is_set_as_headline, titles)) and any(map(_is_set_as_headline, rest)):
        # So are the heads of its parts.
        return False
    lengths = [len(line.line) for line in titles]
    return max(lengths) - min(lengths) > 1


def are_set_as_text(titles: Sequence[Text], rest: Sequence[Text]) -> bool:
    """Tell lines that nothing sets apart from the first paragraph below them that holds a sentence."""
    first = next((one for one in rest if "。" in one.text), rest[0])
    return all(set_of(line) == set_of(first) or _is_set_in(line) for line in titles if not DASH.match(line.line))


def _are_of_other_elements(titles: Sequence[Text], rest: Sequence[Text]) -> bool:
    """Tell lines that are in elements of one kind, in which no sentence of the text is: pasted below them."""
    tags = {line.node.tag for line in titles if line.node is not None}
    sentences = [one for one in rest if "。" in one.text]
    return bool(sentences) and len(tags) == 1 and not any(one.node is None or one.node.tag in tags for one in sentences)


def _is_set_as_headline(line: Text) -> bool:
    return line.is_centred and line.is_strong


def _is_set_in(line: Text) -> bool:
    return line.is_indented and not (line.is_centred or line.is_strong)


def set_of(line: Text) -> tuple[bool, bool, bool, str | None]:
    """Return how a line is set: indented, centred, bold, in which element."""
    return line.is_indented, line.is_centred, line.is_strong, line.node.tag if line.node is not None else None


def _is_quoted(titles: Sequence[Text], rest: Sequence[Text]) -> bool:
    """Recognise the one bold line of a page, somebody's words, which the web title tells in its own."""
    if len(titles) != 1 or not titles[0].is_strong or any(one.is_strong for one in rest):
        return False
    return _QUOTE.fullmatch(titles[0].line.strip()) is not None

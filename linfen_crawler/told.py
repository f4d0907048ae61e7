"""What an article tells, in its text and beside it, in the form in which articles are compared.

Two pages are one article only if this is equal. It excludes what the site changes when it puts an article into a second
section – section, editor, source, time of day, the column's name before the title – and what no reader takes for a
different word: white space, width, script. Anything else may be all that distinguishes two notices of standard wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from linfen_crawler.items import Article
from linfen_crawler.kinds import LinkKind, Role
from linfen_crawler.people.names import HAN, Gate, is_name
from linfen_crawler.people.units import is_unit
from linfen_crawler.text import fold

VERSION = 2
"""Raise it with any change of what this module or :func:`~linfen_crawler.text.fold` answers: digests are compared only
within a version."""


def version_of(parser_version: str) -> str:
    """Return which version tells what a version of the reader has read: digests of others are not compared."""
    return f"{parser_version}.{VERSION}"


_MAKERS = frozenset({Role.REPORTER, Role.PHOTOGRAPHER, Role.CORRESPONDENT, Role.AUTHOR})
"""Who made the article; who edits, reviews or answers for a page may be another in each section."""
_HELD = frozenset({LinkKind.ATTACHMENT, LinkKind.BODY})
# Folding makes 102 of 10², which is another number.
_RAISED = re.compile("[²³¹\u2070-\u209f]")
# 1 2 in two cells or two paragraphs is not 12.
_WHITE = re.compile(r"(?<![0-9 ]) +| +(?![0-9 ])")
# Signs of quantity stay (-5, 3%, 1.5), and so does all that is between two figures.
_MARK = "[\\s:,;!?、。“”‘’\"'《》〈〉「」『』【】\\[\\]()—…·|_]+"
_MARKS = re.compile(rf"(?<![0-9]){_MARK}|{_MARK}(?![0-9])")
_COLUMN = re.compile(rf"[【\[](?P<set>[{HAN}]{{4,12}})[】\]]|(?P<barred>[{HAN}]{{4,12}})\s*[|丨]")
_PICTURED = re.compile(rf"[【\[(][{HAN}]{{0,3}}(?:图|视频)[】\])]")
_NUMBERED = re.compile("第|[〇零一二三四五六七八九十百千]{1,8}(?:[年月日期号季批届次版]|$)")
_MIN_TITLE = 8
"""Characters: a shorter title may need what comes before it to say what it is about."""


def told(text: str) -> str:
    """Return a text as it is held against another's: folded, but no figure becomes another.

    >>> told("勞動 １０㎡") == told("劳动10㎡"), told("10²") == told("102"), told("1 2") == told("12")
    (True, False, False)
    """
    raised = _RAISED.sub(r"^\g<0>", text)
    # Line by line: a blank line between paragraphs would send the whole text the long way round.
    return _WHITE.sub("", " ".join(map(fold, raised.split("\n"))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is beside the text of an article."""

    title: str
    channels: Sequence[str]
    """Names of the channels that it is in."""
    lines: Sequence[str | None]
    """The newspaper's: kicker, headline, subtitle."""
    images: Sequence[tuple[str | None, str | None]]
    """Address and caption of each."""
    links: Sequence[tuple[str, str]]
    """Kind and address of each."""
    credits: Sequence[tuple[str, str]]
    """Role and name of each."""

    def told(self) -> str:
        """Return what it tells: title and headlines, images, links in the text, who made the article."""
        images = (told(f"{url or ''} {caption or ''}") for url, caption in self.images)
        links = (url for kind, url in self.links if kind in _HELD)
        makers = sorted({f"{role} {told(name)}" for role, name in self.credits if role in _MAKERS})
        return "\f".join("\n".join(part) for part in (self._titles(), images, links, makers))

    def _titles(self) -> Iterator[str]:
        """Yield the web title, and the newspaper's lines that are not the same again."""
        title = told_of_title(self.title, self.channels)
        yield title
        lines = (line for text in self.lines if text for line in text.split("\n"))
        yield from (line for line in map(told_of_title, lines) if line != title)


def told_beside(article: Article) -> str:
    """Return what an article tells beside its text."""
    return Beside(
        title=article.title,
        channels=article.breadcrumbs,
        lines=(article.kicker, article.headline, article.subtitle),
        images=[(one.url, one.caption) for one in article.images],
        links=[(one.kind, one.url) for one in article.links],
        credits=[(one.role, one.name) for one in article.credits],
    ).told()


def told_of_title(title: str, channels: Iterable[str] = ()) -> str:
    """Return what a title tells, without the column that it names and without marks.

    >>> told_of_title("【图片新闻】临汾：全市冬小麦开镰收割（组图）")
    '临汾全市冬小麦开镰收割'
    >>> told_of_title("【尧都区】停水公告（张三）")
    '尧都区停水公告张三'
    """
    line = _PICTURED.sub("", told(title))
    for channel in map(told, channels):
        if line.startswith(channel) and line[len(channel) :][:1] in set(":·|丨-"):
            line = _without(line, channel, len(channel) + 1)
    while column := _COLUMN.match(line):
        shorter = _without(line, column["set"] or column["barred"], column.end())
        if shorter == line:
            break
        line = shorter
    return _MARKS.sub("", line)


def _without(line: str, column: str, end: int) -> str:
    """Return a title without the column before it, unless that may be what the title is about."""
    is_telling = _NUMBERED.search(column) or is_unit(column) or is_name(column, Gate.STRICT)
    return line if is_telling or len(_MARKS.sub("", line[end:])) < _MIN_TITLE else line[end:]

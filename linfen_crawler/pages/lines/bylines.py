"""Recognise the lines above a text that name who wrote it: ``记者 张浩``, ``□ 王秀梅``, ``贺　晓　红`` alone.

Names are there for other reasons as well: of those who were at a meeting, of whom the text tells, in a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from itertools import pairwise

from linfen_crawler.datelines import lead_span
from linfen_crawler.items import Credit
from linfen_crawler.kinds import Role
from linfen_crawler.pages.lines.matters import is_field
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.credits import credits as credits_of
from linfen_crawler.people.credits import is_credit_line, names_adviser, names_with_place, signatories
from linfen_crawler.people.marks import has_mark
from linfen_crawler.people.names import BARE_NAME, HAN, holds_post, is_name_alone
from linfen_crawler.people.verse import is_surely_name, list_names
from linfen_crawler.text import fingerprint_text

DASH = re.compile(r"[—–―-]{1,3}(?=[^\d—–―-])")
"""What opens a 副题."""
ATTENDANCE = re.compile(r"(?:出席|主持|讲话|参加|致辞|陪同|宣布|作报告|讲授|点评)(?:会议|活动|并讲话)?$")
"""What a line ends with that tells who was there."""
OCCASION = re.compile(r"(?:时|中|上)?(?:再次)?(?:强调|指出|要求|提出|表示)$|(?<![当平及准同随按小])时$|[会谈]上$")
"""What a 引题 ends with that tells the occasion."""
_MEETING = re.compile(
    "召开|举[行办]|会议?$|会见|座谈|调研|考察|检查|督[导查察]|视察|走访|慰问|出席|参加|开幕|仪式|揭牌|签约|强调|要求|部署|任[命免]"
)
"""What a title says of officials whose names are below it."""
_MAX_AUTHOR, _MAX_PUPIL = 12, 30
"""Folded characters of an author's line, and of one that names his school, office or post."""
_WORD = re.compile(rf"[{HAN}]{{2}}")
_CLASS = re.compile("年级|班")
_NAMES = re.compile(rf"[{HAN}·]{{1,4}}(?:[ 、][{HAN}·]{{1,4}})*")
_ASKS = re.compile(r"(?:(?:本[报网刊台])?记者|问|主持人|Q) ?:")
_DAY_ALONE = re.compile(r"\( ?(?:19|20)\d\d ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?日)?[^()。]{0,40}\)")
_BRACKETS = ("（", "(")
_PERSON = re.compile(
    rf"(?P<first>[{HAN}]{{2,3}}|[{HAN}] [{HAN}]) (?P<what>[{HAN}()、]{{3,30}})"
    rf"|[{HAN}()、]{{3,30}} (?P<last>[{HAN}]{{2,3}}|[{HAN}] [{HAN}])"
)
_NEAR, _SEVERAL = 4, 2
"""Among so many lines below a name several more are a list's, below a heading: one may sound like a name."""
_LISTED = 12
"""Lines of a list in which the next heading is looked for."""
_HEAD = 2
"""Paragraphs below a name of which one is the text's first sentence."""
_OPENS = 6
"""Paragraphs among which a speech names its day and its speaker."""


class _Order(Enum):
    """Which comes first of somebody's name and what he is."""

    NAME_FIRST = auto()
    NAME_LAST = auto()


def leads(text: Text) -> bool:
    """Tell whether a paragraph opens as news does: 临汾新闻网讯."""
    return lead_span(text.folded) is not None


def is_byline(line: Text, above: Sequence[Text], behind: Text | None, title: str) -> bool:
    """Tell a line of credits, or names that are set apart: by a sign, or below one of the lines ``above``.

    A headline of two or three characters is rare, and then does not begin with a surname.
    """
    if fingerprint_text(line.text) == fingerprint_text(title):
        return False
    if is_credit_line(line.text):
        return True
    folded = line.line.strip()
    if len(folded) > _MAX_AUTHOR and not _may_be_long(folded):
        return False
    people = _named(line)
    if (
        not people
        or _were_there(folded, people, behind, [*(one.text for one in above), title])
        or (behind is not None and _tells_of(behind, people))
    ):
        return False
    if BARE_NAME.fullmatch(folded):
        # Below an author in plain type the name in bold is what he wrote: 秋夜.
        return bool(above) and (above[-1].is_strong or not line.is_strong)
    is_pupils = _CLASS.search(folded) is not None or (behind is not None and names_adviser(behind.text))
    is_reporters = any(one.role is Role.REPORTER for one in people)
    is_marked = bool(above) or is_pupils or is_reporters or not folded[:1].isalnum()
    is_long = is_pupils or is_reporters or holds_post(folded, 0, len(folded))
    return is_marked and len(folded) <= (_MAX_PUPIL if is_long else _MAX_AUTHOR)


def _may_be_long(folded: str) -> bool:
    """Recognise a line with a school, a label or a post, which may be longer than names are."""
    if len(folded) > _MAX_PUPIL:
        return False
    return bool(_CLASS.search(folded)) or has_mark(folded, 0, len(folded)) or holds_post(folded, 0, len(folded))


def with_speaker_first(texts: Sequence[Text], title: str) -> Sequence[Text]:
    """Return a text with the speaker of a speech before its day, and where it was made: （2022年1月6日）, 闫建国."""
    for at, (day, name) in enumerate(pairwise(texts[:_OPENS])):
        if day.text[:1] not in _BRACKETS or not _DAY_ALONE.fullmatch(day.line.strip()):
            continue
        behind = texts[at + 2] if at + 2 < len(texts) else None
        if name.is_centred and not name.is_strong and is_byline(name, [day], behind, title):
            return [*texts[:at], name, day, *texts[at + 2 :]]
    return texts


def signs(line: Text, rest: Sequence[Text], title: str) -> bool:
    """Tell the names alone between date line and text from whom the text tells, or whom it lists."""
    folded, people = line.line.strip(), _named(line)
    # A newspaper sets its headlines in bold, and hardly ever its authors: 夏　荷 may be either.
    is_headline = line.is_strong and not rest[0].is_strong
    if not people or is_headline or _were_there(folded, people, rest[0], [title]):
        return False
    first = rest[0].lines()[0]
    if rest[0].rows or _ASKS.match(first.line) or is_field(first.text, first.line.strip()):
        return False
    # The head of the first part may be above the sentence that tells of him: 人物简介.
    opening = next((one for one in rest[:_HEAD] if "。" in one.text), rest[0])
    is_told = any(one.name in fingerprint_text(title) for one in people)
    is_told = is_told or any(_tells_of(one, people) for one in (rest[0], opening))
    # 谷雨 and 夏荷 are names and headlines: only the whole text tells which. The last line may tell who its author is.
    if len(people) > 1:
        is_told = is_told or any(_tells_of(one, people) for one in rest[1:-1])
    if may_be_word(line):
        is_signed_below = line.is_centred <= rest[0].is_centred and bool(_named(rest[-1]))
        is_told = is_told or is_signed_below or any(_tells_of(one, people) for one in rest[1:-1])
    return not is_told and not is_told_by_post(line, rest) and not list_names([one.line for one in rest[:-1]])


def is_told_by_post(line: Text, rest: Sequence[Text]) -> bool:
    """Recognise 护林员　刘勇, about whom the text is, and the first of several speakers, each with his post.

    Also the first whom a list names, with or without his place, if below the next heading somebody else is named so.
    """
    if is_credit_line(line.text):
        return False
    if _is_of_list(line, rest):
        return True
    if not _names_official(line):
        return False
    people = _named(line)
    below = rest[1:-1]
    return any(_tells_of(one, people) for one in below) or any(_names_official(one) for one in below)


def _is_of_list(line: Text, rest: Sequence[Text]) -> bool:
    """Tell a name below a heading of a list, where another is named in one way with it below the next heading."""
    near = [is_name_alone(one.line) for one in rest[:_NEAR]]
    if is_name_alone(line.line) and near[:1] == [False] and sum(near) >= _SEVERAL:
        return True
    is_alike = names_with_place if names_with_place(line.text) else is_surely_name
    if not is_alike(line.text):
        return False
    heading = next((at for at, one in enumerate(rest[:_LISTED]) if not is_alike(one.text)), None)
    if heading is None or len(rest[heading].text) > _MAX_PUPIL or "。" in rest[heading].text:
        return False
    return any(is_alike(one.text) for one in rest[heading + 1 : heading + 3])


def _names_official(line: Text) -> bool:
    return len(line.text) <= _MAX_PUPIL and holds_post(line.line, 0, len(line.line)) and bool(_named(line))


def may_be_word(line: Text) -> bool:
    """Recognise two characters that are not spaced out, as a short name is: 谷雨."""
    return _WORD.fullmatch(line.line.strip()) is not None


def _named(line: Text) -> tuple[Credit, ...]:
    return signatories(line.text) if len(line.text) <= _MAX_PUPIL else ()


def _were_there(folded: str, people: Sequence[Credit], behind: Text | None, above: Sequence[str]) -> bool:
    """Recognise 董一兵 李云峰, and below it 出席并讲话; and several who are above the lead of the news of a meeting.

    Below ——记云丘山护林员老王 stands who wrote it: what has such a 副题 reports of no meeting.
    """
    if behind is None or not _NAMES.fullmatch(folded):
        return False
    if ATTENDANCE.search(behind.line.strip()) is not None:
        return True
    is_story = any(map(DASH.match, above)) or not any(map(_MEETING.search, above))
    if len(people) == 1 or is_story or not leads(behind):
        return False
    return not {one.name for one in people} <= {one.name for one in credits_of(behind.text)}


def _tells_of(text: Text, people: Sequence[Credit]) -> bool:
    """Recognise a text about those named above it: 张勇, and below it 张勇，男，汉族; credits may repeat them."""
    told = fingerprint_text(text.text)
    named = [name for one in people if (name := fingerprint_text(one.name)) in told]
    if not named or is_credit_line(text.text):
        return False
    again = {fingerprint_text(one.name) for one in credits_of(text.text)}
    return any(name not in again or told.count(name) > 1 for name in named)


def tells_of(text: Text, line: Text) -> bool:
    """Recognise a text about those whom a line above it names."""
    return _tells_of(text, _named(line))


def signs_alone(line: Text) -> bool:
    """Tell a byline that says itself what it is: a credit, □ 王秀梅, a pupil's class, a name with nothing beside it."""
    folded = line.line.strip()
    is_marked = not folded[:1].isalnum() or _CLASS.search(folded) is not None
    if is_marked or BARE_NAME.fullmatch(folded) or is_credit_line(line.text):
        return True
    return any(one.role is Role.REPORTER for one in _named(line))


def are_people(line: Text, behind: Text) -> bool:
    """Recognise two lines of one form that say who somebody is: 市人民医院护士　杨红霞; if centred, an author's."""
    order = _order(line)
    if order is None or order is not _order(behind):
        return False
    return order is _Order.NAME_FIRST or not (line.is_centred or line.is_strong)


def _order(line: Text) -> _Order | None:
    if len(line.text) > _MAX_PUPIL or (found := _PERSON.fullmatch(line.line.strip())) is None:
        return None
    if ATTENDANCE.search(line.line) or is_credit_line(line.text) or _CLASS.search(line.line):
        return None
    if found["first"] and is_name_alone(found["first"]) and not is_name_alone(found["what"]):
        return _Order.NAME_FIRST
    return _Order.NAME_LAST if found["last"] and is_name_alone(found["last"]) else None

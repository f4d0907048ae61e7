"""Separate the newspaper's headline block from the text: 引题, headline, 副题, authors, up to five short lines.

The block ends where the text begins: at the lead (临汾新闻网讯 …), the first sentence, or a line of its content.
It counts only if something supports it: what its lines say, or how they are set.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from linfen_crawler.pages.body.columns import names_column
from linfen_crawler.pages.body.folios import without_folio
from linfen_crawler.pages.body.naming import named
from linfen_crawler.pages.body.parts import opens_below_headline, opens_first_part, opens_with_work
from linfen_crawler.pages.body.setting import are_set_as_text, are_set_otherwise
from linfen_crawler.pages.body.several import headlines_of_several
from linfen_crawler.pages.body.verses import (
    Headlines,
    are_verse,
    has_author_above,
    has_several_authors,
    head_of_verse,
    is_title,
    lists_people,
)
from linfen_crawler.pages.lines.bylines import (
    DASH,
    are_people,
    is_byline,
    is_told_by_post,
    leads,
    may_be_word,
    signs,
    signs_alone,
    with_speaker_first,
)
from linfen_crawler.pages.lines.figures import are_figures
from linfen_crawler.pages.lines.likeness import SAME, letters_of, likeness
from linfen_crawler.pages.lines.matters import NUMERAL, is_day, is_field, is_number, takes_part
from linfen_crawler.pages.lines.wording import Wording, wording_of
from linfen_crawler.pages.tree.texts import Text, joined
from linfen_crawler.people.credits import is_credit_line
from linfen_crawler.people.marks import marks_in
from linfen_crawler.people.names import BARE_NAME, HAN, is_name_alone
from linfen_crawler.people.works import fields_of_works, tells_of_work
from linfen_crawler.text import fingerprint_text

_MAX_LINES = 5
_MAX_LENGTH = 60
"""Folded characters without spaces; the longest 引题 seen has 35."""
_FEWEST_LISTED = 2
_MAX_SIGNED = 2
"""Lines set as the text is, above a name alone: more are a list."""
_LIKE = 0.15
"""The share of common character pairs from which two lines resemble each other."""
_VERY_LIKE = 0.4
"""The share at which a line set as the text is may be a headline: a text repeats some words of its title anyway."""
_ITS_OWN = 0.6
"""The share at which a line above a day is the document's title, and no office that its title names as well."""
_SUBHEAD = re.compile(
    r"[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[)、,]|\.(?!\d))|第[一二三四五六七八九十\d]{1,3}[章节条]|\d\d$"
)
_OPENS_TEXT = re.compile(
    r"(?:引子|楔子|题记|尾声|壹)$|编者[按语]|编者的话|编[前后](?:[语话按]|$)|按语|导语|核心提示|内容提要|开栏(?:的话|[语话按])|原标题"
    r"|(?:时间|地点|对象|范围|主题|主办|承办)(?:单位)? ?:"
    r"|尊敬的|亲爱的|各位|\(?(?:上接|接上)|\( ?(?:19|20)\d\d ?年"
    r"|(?:(?:本[报网刊台])?记者|问|答|主持人|网友|读者|群众|Q|A) ?:"
)
# 彭飞：郭局长您好，今年有哪些变化？ A headline after a county's name is no sentence.
_SAYS = re.compile(rf"[{HAN}]{{2,4}} ?:[^,]*,.*[?!]$")
_LEADING_ON = (":", ",", ";")
# What a list, a notice or an interview is announced with.
_ANNOUNCES = re.compile(r"(?:如下|以下|下列|名单|附件?|其中|包括|分别[是为]|[问答]|[记作编]者|信息) ?[:,]$")
_WORD = re.compile(r"\w ?\w")
_PEN_NAME = re.compile(rf"[ :]{{1,2}}[{HAN}]{{2,4}}")
_OPENING = (
    r"[【\[][^【】\[\]]{1,20}[】\]]|[\d一二三四五六七八九十]{1,3}"
    rf"|[{HAN}]{{2,4}}[一二三四五六七八九十\d]{{1,2}} ?: ?.{{0,30}}|(?:时间|地点|人物|背景) ?:.{{1,30}}"
)
_LABEL = 12
"""Characters among which the colon of a field's label is."""
_NO_HEADLINE = re.compile(rf"{_OPENING}|(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日(?:[ ,][^ ,]{{1,5}}){{0,3}}")
"""【案情】, 01, 4月12日 星期六 雪, 镜头一：社区, 时间：4月12日."""
_OPENING_WORD = re.compile(
    rf"{_OPENING}|\d{{1,2}}月\d{{1,2}}日(?:[ ,].{{0,20}})?|[{HAN}]{{2,6}}[!?]|(?:[^,:]{{1,12}},){{2,4}}[^,]{{0,12}}"
)
"""These, and below other lines 热闹！ and 王小山，男，52岁 as well."""


@dataclass(slots=True, kw_only=True)
class _Block:
    """The lines before the text, and the text."""

    titles: list[Text] = field(default_factory=list)
    bylines: list[Text] = field(default_factory=list)
    is_signed: bool = False
    """Whether a byline is below a title."""
    is_signed_above: bool = False
    """Whether a byline is above all titles, right below the web title."""
    begin: int = 0
    rest: tuple[Text, ...] = ()


def part_headlines_above_captions(texts: Sequence[Text], title: str, above: int) -> Headlines:
    """Separate the headline block of a page whose only text is captions, the first of them below ``above`` lines."""
    # The captions are with their images by now: a sentence in the first one's place ends the block, as a text would.
    sentence = Text(text="。")
    told = part_headlines([*texts[:above], sentence, *texts[above:]], title)
    return replace(told, texts=tuple(one for one in told.texts if one is not sentence))


def part_headlines(texts: Sequence[Text], title: str) -> Headlines:
    """Separate the headline block from the text; short lines alone have none but the title and author of a poem."""
    return without_folio(texts, title, _parted)


def _parted(texts: Sequence[Text], title: str) -> Headlines:
    if several := headlines_of_several(texts, title):
        return several
    if has_several_authors(texts) or lists_people(texts) or opens_with_work(texts, title):
        return Headlines(texts=tuple(texts))
    texts = with_speaker_first(texts, title)
    block = _head(texts, title)
    if block is None or (are_verse(block.rest, above=len(block.titles)) and not _is_above_verse(block, title)):
        return head_of_verse(texts, title) or Headlines(texts=tuple(texts))
    if _heads_first_part(block, title) or _is_column_alone(block, title):
        return _left_in_text(block, texts)
    block = _without_first_part(block, texts, title)
    rest = block.rest
    if not block.bylines and len(block.titles) == 1 and signs(block.titles[0], rest, title):
        return Headlines(texts=rest, begin=block.begin, bylines=(block.titles[0].text,))
    if not block.bylines and has_author_above(block.titles, rest, title):
        author, headline = block.titles
        return Headlines(texts=rest, begin=block.begin, headline=headline.text, bylines=(author.text,))
    if not (_is_told(block, title) or are_set_otherwise(block.titles, block.rest)) or _is_issuers(block, title):
        return Headlines(texts=tuple(texts))
    lines = named(block.titles, title)
    return Headlines(
        texts=block.rest,
        begin=block.begin,
        kicker=lines.kicker,
        headline=lines.headline,
        subtitle=lines.subtitle,
        bylines=tuple(line.text for line in block.bylines),
    )


def _heads_first_part(block: _Block, title: str) -> bool:
    """Tell the number or the head of a text's first part, as those of the others are, from a headline."""
    if block.titles and all(NUMERAL.fullmatch(line.line) for line in block.titles):
        return True
    is_one = len(block.titles) == 1 and (not block.bylines or block.is_signed_above)
    return is_one and opens_first_part(block.titles[0], block.rest, title, is_signed=block.is_signed_above)


def _is_column_alone(block: _Block, title: str) -> bool:
    """Tell the name of a column, with no other line than a byline before the text, from a headline."""
    alone = block.titles[0] if len(block.titles) == 1 else None
    return alone is not None and names_column(alone.line) and likeness(alone.text, title) < SAME


def _left_in_text(block: _Block, texts: Sequence[Text]) -> Headlines:
    """Return a text with the lines above it that are no headline, and who signs beside them."""
    begin = block.begin - len(block.titles)
    if begin < 0 or not all(one in texts for one in block.titles):
        return Headlines(texts=tuple(texts))
    bylines = tuple(one.text for one in block.bylines)
    return Headlines(texts=(*block.titles, *block.rest), begin=begin, bylines=bylines)


def _without_first_part(block: _Block, texts: Sequence[Text], title: str) -> _Block:
    """Leave the head of a text's first part, which is set as the headline above it may be, in the text."""
    if len(block.titles) < 2 or texts[block.begin - 1] is not block.titles[-1]:
        return block
    *titles, last = block.titles
    # Of a list under the web title each line is text; one that is like it more than the last is a headline.
    is_below = max(likeness(one.text, title) for one in titles) > max(_LIKE, likeness(last.text, title))
    if not is_below or not opens_below_headline(last, block.rest, title):
        return block
    return replace(block, titles=titles, begin=block.begin - 1, rest=(last, *block.rest))


def _is_told(block: _Block, title: str) -> bool:
    """Recognise a headline block by its content: like the web title, a ——副题, an author, or a lead after it."""
    titles, rest = block.titles, block.rest
    is_as_text = are_set_as_text(titles, rest)
    known = [_is_like(line, title, is_as_text=is_as_text) or DASH.match(line.line) is not None for line in titles]
    # The web title may repeat the head of a list: 最美家庭, and below it who they are.
    is_known = any(known) and not (is_as_text and not any(known[-_FEWEST_LISTED:]) and len(known) > _FEWEST_LISTED)
    is_signed = bool(block.bylines) and (not is_as_text or _is_surely_signed(block))
    if not (is_known or is_signed) and len(titles) == 1 and _is_of_text(titles[0], rest, title):
        return False
    return is_known or is_signed or leads(rest[0])


def _is_like(line: Text, title: str, *, is_as_text: bool) -> bool:
    """Tell a line like the web title; where nothing sets it apart, a word of the title is no likeness."""
    if not is_as_text:
        return likeness(line.text, title) >= _LIKE
    return likeness(line.text, title) >= _VERY_LIKE and (
        not _WORD.fullmatch(line.line.strip()) or is_title(line, title)
    )


def _is_surely_signed(block: _Block) -> bool:
    """Tell a byline below lines that are set as the text is from a line of a list that names somebody."""
    is_list = len(block.titles) > _MAX_SIGNED
    return any(
        line.is_centred or (signs_alone(line) and not (is_list and BARE_NAME.fullmatch(line.line.strip())))
        for line in block.bylines
    )


def _is_issuers(block: _Block, title: str) -> bool:
    """Tell who issues a document, in plain type above its day or its number, from the headline above them."""
    first = block.rest[0].lines()[0].line.strip()
    if block.bylines or not (is_day(first) or is_number(first)):
        return False
    return not any(line.is_strong or likeness(line.text, title) >= _ITS_OWN for line in block.titles)


def _head(texts: Sequence[Text], title: str) -> _Block | None:
    """Return the lines before the text, and where the text begins; ``None`` if no such block is recognised."""
    block = _Block()
    lines: list[Text] = []
    fields = _fields_at_head(texts, title)
    for number, ((at, line_at, line), (_, _, behind)) in enumerate(itertools.pairwise(_lines(texts))):
        if line is None:
            break
        is_text = (
            number in fields
            or begins_text(line)
            or _is_of_matter(line, behind, title)
            or (not lines and _is_told_of(line, title))
        )
        if is_text and _may_be_headline(line):
            is_text = len(lines) >= _title_at(texts, title)
            is_text = is_text and not _leads_to_headline(texts, at, line_at, title, lines)
        is_author = not is_text and is_byline(line, lines, behind, title)
        is_author = is_author and not is_told_by_post(line, texts[at + 1 :])
        # Who signs comes last: what comes after is the text.
        if is_text or (lines and not is_author and (block.is_signed or _opens_text(line, lines, behind, title))):
            first = joined(texts[at].lines()[line_at:]) if line_at else texts[at]
            block.begin, block.rest = at, (*filter(None, [first]), *texts[at + 1 :])
            return block if lines else None
        block.is_signed = block.is_signed or (is_author and bool(lines))
        block.is_signed_above = block.is_signed_above or (is_author and not lines)
        lines.append(line)
        (block.bylines if is_author else block.titles).append(line)
        if len(lines) > _MAX_LINES:
            return None
    return None


def _fields_at_head(texts: Sequence[Text], title: str) -> frozenset[int]:
    """Return which lines are fields of what a text tells of, a book, a film or a list of people, if it opens so."""
    if not any(":" in one.line[:_LABEL] for one in texts[:_MAX_LINES]):
        return frozenset()
    lines = [line for one in texts for line in one.lines()]
    fields = fields_of_works([line.text for line in lines])
    return frozenset(at for at in fields if at < 2 * _MAX_LINES and likeness(lines[at].text, title) < SAME)


def _lines(texts: Sequence[Text]) -> Iterator[tuple[int, int, Text | None]]:
    """Yield each line with its place, and an end."""
    yield from ((at, line_at, line) for at, block in enumerate(texts) for line_at, line in enumerate(block.lines()))
    yield len(texts), 0, None


def _opens_text(line: Text, above: Sequence[Text], behind: Text | None, title: str) -> bool:
    """Recognise a short line below others with which a text opens: 引子, 【案情】, 镜头一：社区, 4月12日 星期六 雪.

    Also one that is indented as the text is, and those above are not.
    """
    folded = line.line.strip()
    if likeness(line.text, title) > 0 or DASH.match(folded) or (behind is not None and DASH.match(behind.line)):
        return False
    if _names_writer(folded):
        return True
    # In bold below a plain name it is no name: 秋夜, the title of his poem.
    is_title = line.is_strong and not above[-1].is_strong
    if _OPENING_WORD.fullmatch(folded) or (BARE_NAME.fullmatch(folded) and not is_title):
        return True
    is_set_in = line.is_indented and not line.is_centred and behind is not None and behind.is_indented
    return is_set_in and not any(one.is_indented for one in above)


def _names_writer(folded: str) -> bool:
    """Recognise a line that says who wrote the text by a name that is not known for one: 本报评论员 尧言."""
    label = next(marks_in(folded, 0, len(folded)), None)
    return (
        label is not None and label.is_label and not label.start and _PEN_NAME.fullmatch(folded, label.end) is not None
    )


def _is_above_verse(block: _Block, title: str) -> bool:
    """Tell the head of a poem from its first lines: it is set otherwise, or its author is below its title.

    A title unlike the page's is one of several poems'; then a word of two characters below it may be verse as well.
    """
    if block.is_signed:
        is_author = len(block.titles) == 1 and not may_be_word(block.bylines[-1])
        if is_author or any(is_title(line, title) or DASH.match(line.line) for line in block.titles):
            return True
    first = block.rest[0]
    head = (*block.titles, *block.bylines)
    return all(line.is_strong > first.is_strong or line.is_centred > first.is_centred for line in head)


def begins_text(text: Text) -> bool:
    """Tell whether a line cannot be in a headline block: a lead, a sentence, a sub-head, a row of a table."""
    if len(text.text) > 2 * _MAX_LENGTH or text.rows:
        return True
    folded = text.line
    if len(folded.replace(" ", "")) > _MAX_LENGTH or "。" in folded or are_figures(folded):
        return True
    if folded.endswith(_LEADING_ON):
        return True
    if is_subhead(folded) or leads(text):
        return True
    if wording_of(folded) is Wording.SOURCE or tells_of_work(folded):
        return True
    return bool(_OPENS_TEXT.match(folded) or _SAYS.match(folded)) and not is_credit_line(text.text)


def _is_of_matter(line: Text, behind: Text | None, title: str) -> bool:
    """Tell a number, a day, a field, or people whom the text is about, from the lines of a headline block."""
    folded = line.line.strip()
    if is_number(folded) or is_day(folded) or is_field(line.text, folded) or takes_part(folded):
        return likeness(line.text, title) < SAME
    # 他们是——, and below it who they are.
    opens = folded.endswith("—") and not (line.is_centred or line.is_strong)
    return opens or (behind is not None and are_people(line, behind))


def _is_told_of(line: Text, title: str) -> bool:
    """Recognise the name of somebody, in plain type above what he is, of whom the title tells: 郑国栋."""
    if line.is_strong or line.is_centred or may_be_word(line) or not is_name_alone(line.line):
        return False
    return fingerprint_text(line.text) in fingerprint_text(title) and likeness(line.text, title) < SAME


def _title_at(texts: Sequence[Text], title: str) -> int:
    """Return how many lines of the block are told by the web title alone: those down to the one that is the title."""
    short = itertools.takewhile(_may_be_headline, (one for _, _, one in itertools.islice(_lines(texts), _MAX_LINES)))
    named = letters_of(title)
    return max((at for at, one in enumerate(short, 1) if one and named and letters_of(one.text) == named), default=0)


def _may_be_headline(line: Text | None) -> bool:
    """Tell a line that a headline block may hold if something says so, whatever it looks like."""
    if line is None or line.rows or leads(line):
        return False
    return len(line.line.replace(" ", "")) <= _MAX_LENGTH and "。" not in line.line


def _leads_to_headline(texts: Sequence[Text], at: int, line_at: int, title: str, above: Sequence[Text]) -> bool:
    """Tell a 引题 that leads over to its headline, …调研时强调：, from words that lead over to the text, 如下：."""
    if not texts[at].lines()[line_at].line.endswith(_LEADING_ON):
        return False
    if above and DASH.match(texts[at].lines()[line_at].line):
        return True
    line, *following = itertools.islice((one for _, _, one in _lines(texts[at:])), line_at, line_at + _MAX_LINES + 1)
    if line is None or _ANNOUNCES.search(line.line) or _OPENS_TEXT.match(line.line) or is_subhead(line.line):
        return False
    below = list(itertools.takewhile(lambda one: one is not None and not begins_text(one), following))
    headline = below[0] if below else None
    if headline is None or len(below) == len(following) or _is_of_matter(headline, None, title):
        return False
    first = following[len(below)]
    if first is None or not _may_be_headline(line):
        return False
    is_named = likeness(line.text + headline.text, title) >= SAME or likeness(headline.text, title) >= _VERY_LIKE
    is_set_out = all(one.is_strong > first.is_strong or one.is_centred > first.is_centred for one in (line, headline))
    return is_named or is_set_out or leads(first)


def is_subhead(folded: str) -> bool:
    """Tell whether a folded line is numbered as sub-heads are."""
    return bool(_SUBHEAD.match(folded))


def _is_of_text(line: Text, rest: Sequence[Text], title: str) -> bool:
    """Tell from a headline the one line unlike the title that opens the text: a day, a pen name, a sub-head."""
    folded = line.line.strip()
    is_plain = not (line.is_strong or line.is_centred or likeness(line.text, title) > 0)
    is_opening = _NO_HEADLINE.fullmatch(folded) is not None or (is_plain and BARE_NAME.fullmatch(folded) is not None)
    return is_opening or _is_one_of_several(line, rest)


def _is_one_of_several(line: Text, rest: Sequence[Text]) -> bool:
    """Recognise the sub-head of a text's first part: bold at the margin, as those of the other parts are."""
    if not line.is_strong or line.is_centred or line.node is None:
        return False
    tag = line.node.tag
    alike = (one for one in rest if one.is_strong and not one.is_centred and not begins_text(one))
    return any(one.node is not None and one.node.tag == tag for one in alike)

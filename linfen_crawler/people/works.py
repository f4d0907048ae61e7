"""Tell the lines that say who made a work of which a page reports – a book, a film, a prized photograph – from its own.

``作者：王军`` below a headline signs the page; among 书名, 出版社 and 内容简介, or after 一等奖 and a title, it is the
book's. Patterns are written for folded text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from linfen_crawler.people.names import HAN, Gate, is_name
from linfen_crawler.people.places import whole_line
from linfen_crawler.people.records import makers_in_records
from linfen_crawler.people.rosters import rosters_in
from linfen_crawler.text import fold, fold_with_offsets, unpadded

_MAX_LINE = 60
"""Characters; a longer line is text."""
_HINT = re.compile("《|:|：|奖|獎|著|出版社")
# 原载《平阳文艺》, 来源：《临汾日报》 say where the page's own text is from.
_TITLE = r"[^《》。]{0,12}?(?<![载自源据刊])(?<!源[: ])《(?![^》]*[报刊]》)[^》]{1,30}》"
_TITLED = re.compile(_TITLE)
_TITLED_BY = re.compile(rf"{_TITLE}[ ,|(]{{0,3}}[{HAN}· ]{{2,12}} ?(?:着|编着|主编|译|绘)\W*")
_MAKER = rf"[{HAN}]{{2,4}} ?:"
_TITLED_AND_MADE = re.compile(rf"{_TITLE}[ ,|(]{{0,3}}{_MAKER}")
_HONOUR = (
    rf"[\W\d]*[{HAN}]{{0,6}}?(?:[一二三四特]等|优秀|优胜|[金银铜]|入围|入选|提名)奖(?:作品)?"
    rf"[\W\d]*(?:[{HAN}\d]{{1,3}}[名个件篇部幅]\W*)?"
)
_PRIZE = re.compile(_HONOUR)
# 一等奖：《晨曲》 张国庆 摄, 一等奖：张子涵 指导老师：王丽
_PRIZED = re.compile(f"{_HONOUR}(?:《|[: ][^:。]{{2,40}}(?:指导|辅导)(?:老师|教师))")
# 晨曲 张国庆 摄, 《晨曲》 文/张国庆; a newspaper's own people have labels: 记者 张国庆 摄.
_BY_SOMEONE = re.compile(
    rf"(?!\W*(?:本[报网台刊]|[{HAN}]{{0,6}}(?:记者|通讯员)|[图文摄供撰]))"
    rf"[^:。]{{1,24}}?[ /,(](?:[{HAN}]{{2,4}}|[{HAN}] [{HAN}])"
    r" ?/? ?(?:摄影?|作)[ )]*"
)
_OF_WORK = re.compile(
    r"\W*(?:片名|剧名|作品(?:名称)?|导演|编剧|编导|(?:领衔|联合)?主演|演员|演唱|作词|作曲|译者|编著|出品单位"
    r"|(?:内容|作品|剧情|图书)简介) ?:"
    rf"|[{HAN}· ]{{2,12}} (?:着|编着)\W*$"
)
_OF_BOOK = re.compile(rf"\W*(?:书名|书号|ISBN|出版(?:社|单位|时间)?|定价) ?:|[{HAN}]{{2,10}}出版社(?: |$)")
_HEADS_RECORD = re.compile(r"\W*(?:作品(?:名称?)?|片名|剧名|书名|节目(?:名称?)?|题目|参赛作品|获奖作品) ?:")
_MAY_BE_OWN = re.compile(r"\W*(?:作品(?:名称)?|演唱|作词|作曲|译者) ?:")
"""Fields of a work that the page may hold itself."""
_APPEARS = re.compile(
    "《[^》]{1,30}》[^。]{0,40}(?:出[版刊]|发行|创刊|[面问]世|付梓|编印|印[行发]|刊印|首[发映演播]|见面|[开热展]播|[上公]映|[上公]演|开机|杀青|上线)"
    "|(?:出版|发行|创刊|编印|推出|首[发映演播]|[开热展]播|[上公]映|[上公]演)[^。]{0,20}《"
)
"""What tells that a book, a journal or a film has appeared."""
_SAYS_OF_IT = re.compile(
    r"书(?![记面法])|[册辑卷]|刊(?![载发登用])|收[录入编]|万字|[\d余][篇幅首章]|[分共].{0,2}[一二三四五六七八九十]章|作品|定价|[该全影此本][片剧]|每集|剧[情中目]"
)
"""What the text goes on with below who made it; no note to a page's readers has such a word."""
_GOES_ON = re.compile(r"\W{0,2}(?:[该此全本][书片剧]|影片|剧中|片中)")
"""How a text goes on that has opened with who made what it tells of."""
_TAIL = 120
"""Characters of the end of a paragraph that may tell of a work."""
_WRITES = re.compile(r"\W*(?:本文)?(?:作者|文字?|文图|图文|文案|供稿|采写|撰文|执笔) ?:")
"""Whom no film has, but a page."""
_CREW = 2
"""Fields that a text of a film opens with, at least."""
_AHEAD = 3
"""Lines above such a text's fields, at most."""
_MAX_BELOW = 20
"""Lines of credits below one that may be of a work, at most."""
_TAUGHT = re.compile("(?:指导|辅导)(?:老师|教师)")
_FIELD = re.compile(rf"\W*(?!(?:本[报网台]|[{HAN}]{{0,2}})?(?:记者|通讯员))[{HAN}]{{2,6}} ?:")
_CAST = re.compile(r"(?<![^ ,;、|])(?:领衔|联合)?主演 ?[:/]")
_SENTENCE = re.compile(r"[。!?]")
_ART = (
    r"(?:书法|[篆隶楷行草]书|篆刻|[国油版年漫烙]画|中国画|农民画|连环画|麦秆画|木版年画|(?:水彩|水粉|山水|花鸟|人物)画|剪纸|素描|速写|木刻|根雕|面塑"
    r"|刺绣)"
)
_BOOK = "《[^《》]{1,20}》"
# 书法　王金平, 国画《春》 李静/作, 《汾河春色》（油画） 张浩 作
_SHOWN = re.compile(
    rf"(?:{_ART} ?(?:{_BOOK})?|(?:{_BOOK}|[{HAN}]{{2,12}}) ?[(/ ]?{_ART}\)?|(?P<titled>{_BOOK}))"
    rf"[ :/](?P<maker>[{HAN}]{{2,3}}|[{HAN}] [{HAN}])(?P<made> ?/?作)?"
)


def makers_of_works(lines: Sequence[str], *, are_shown: bool = False) -> frozenset[int]:
    """Return which lines of a text name the makers of works.

    A field among those of one work, or below a prize, is the work's where others of its kind are beside it and text
    after: at the end of a page its own makers are named, 导演 and 摄像 of a film that it shows; but nobody stars in
    that, and no page has a publisher: what is above that is the book's. Empty lines are images. After a prize each line
    with a title and a name is a work's, unless ``are_shown`` says that the page may show them.
    """
    kinds = [_kind(line, are_shown=are_shown) for line in lines]
    found = {at for at, kind in enumerate(kinds) if kind == "made"}
    if found == {0} and len(lines) > 1:
        found = set()  # 《春晨》 作者：王军 heads the page's own text.
    # The covers of books stand between them, and have no words.
    worded = [at for at, line in enumerate(lines) if line.strip()]
    for is_run, group in groupby(worded, lambda at: bool(kinds[at])):
        run = list(group) if is_run else []
        is_of_work = _is_of_work([kinds[at] for at in run], has_text=_has_text_below(run, worded, lines, kinds))
        if run and not is_of_work and not _is_told_of(run, lines, begin=worded[0]):
            run = _of_records(run, lines, kinds)
        found.update(at for at in run if kinds[at] in {"field", "cast"})
    found.update(makers_in_records(lines), rosters_in(lines))
    is_list = "prize" in kinds and not are_shown
    return frozenset(found.union(_below_prizes(lines, kinds)) if is_list else found)


def fields_of_works(lines: Sequence[str]) -> frozenset[int]:
    """Return which lines are fields of a book or a film, its title among them, or of a list of people.

    What a text opens with is no headline of it then, and whom it names no author. A song, a translation or a pupil's
    work may be the page's own.
    """
    kinds = [_kind(line) for line in lines]
    worded = [at for at, line in enumerate(lines) if line.strip()]
    found = set(rosters_in(lines))
    for is_run, group in groupby(worded, lambda at: bool(kinds[at])):
        run = list(group) if is_run else []
        if run and _is_told_of(run, lines, begin=worded[0]):
            found.update(run)
        if not any(_tells_of_others(lines[at], kinds[at]) for at in run):
            continue
        is_whole = _is_of_work([kinds[at] for at in run], has_text=_has_text_below(run, worded, lines, kinds))
        found.update(run if is_whole else _of_records(run, lines, kinds))
    return frozenset(found)


def _has_text_below(run: Sequence[int], worded: Sequence[int], lines: Sequence[str], kinds: Sequence[str]) -> bool:
    """Tell whether a text goes on below a run of fields, and not with more of whom its page credits: 记者：张浩.

    A reporter makes no film, so that 出品单位 and 监制 above him are the page's as well; of a book, or below a title,
    he is not one of the makers.
    """
    if not run or run[-1] == worded[-1]:
        return False
    if "work" not in (of_run := [kinds[at] for at in run]) or "book" in of_run or _heads_record(run, lines):
        return True
    below = range(bisect_right(worded, run[-1]), len(worded))
    return len(below) > _MAX_BELOW or not all(
        kinds[worded[at]] == "field" or _is_credit(lines[worded[at]]) for at in below
    )


def _heads_record(run: Iterable[int], lines: Sequence[str]) -> bool:
    return any(_HEADS_RECORD.match(fold(lines[at])) for at in run)


def _is_credit(line: str) -> bool:
    if len(line) > _MAX_LINE:
        return False
    credit = whole_line(line)
    return credit is not None and bool(credit.credits)


def _tells_of_others(line: str, kind: str) -> bool:
    return kind in {"book", "cast"} or (kind == "work" and _MAY_BE_OWN.match(fold(line)) is None)


def _of_records(run: list[int], lines: Sequence[str], kinds: Sequence[str]) -> list[int]:
    """Return which lines at the end of a text tell of works: above a publisher, or below what heads their fields.

    One work alone may head the page's own makers, unless it is a book; below a publisher they are the page's.
    """
    books = [at for at, one in enumerate(run) if kinds[one] == "book" and not _HEADS_RECORD.match(fold(lines[one]))]
    if books:
        return run[: books[-1]]
    heads = [match for one in run if (match := _HEADS_RECORD.match(fold(lines[one])))]
    return run if len(heads) > 1 or any("书" in one[0] for one in heads) else []


def makers_told_of(lines: Sequence[str]) -> frozenset[int]:
    """Return which lines name the makers of a new book or film, between two sentences of a text that tell of it."""
    if not any("《" in line for line in lines):
        return frozenset()
    worded = [at for at, line in enumerate(lines) if line.strip()]
    found: set[int] = set()
    for is_run, group in groupby(worded, lambda at: bool(_kind(lines[at]))):
        run = list(group) if is_run else []
        # What is above the first line is not known, so that none is at the head; a page's buttons are no sentence.
        if run and run[0] != worded[0] and _is_told_of(run, lines, begin=-_AHEAD - 1):
            found.update(run if _SENTENCE.search(fold(_next_worded(run[-1], lines))) else ())
    return frozenset(found)


def _is_told_of(run: Sequence[int], lines: Sequence[str], *, begin: int) -> bool:
    """Tell who made a book or a film that the sentence above says has appeared, if the text goes on with it below.

    What a text opens with is such as well, if its first sentence says 该书 or 影片; ``begin`` is its first line.
    """
    above = next((lines[at] for at in range(run[0] - 1, -1, -1) if lines[at].strip()), "")
    is_head = run[0] - begin <= _AHEAD and not _SENTENCE.search(fold(above))
    if is_head:
        # Its own author signs a review.
        is_told = len(run) >= _CREW and not any(_WRITES.match(fold(lines[at])) for at in run)
    else:
        is_told = "《" in above[-_TAIL:] and _APPEARS.search(fold(above[-_TAIL:])) is not None
    if not is_told:
        return False
    goes_on = _GOES_ON.match if is_head else _SAYS_OF_IT.search
    return goes_on(fold(_next_worded(run[-1], lines)[:_TAIL])) is not None


def _next_worded(at: int, lines: Sequence[str]) -> str:
    return next((lines[behind] for behind in range(at + 1, len(lines)) if lines[behind].strip()), "")


def _below_prizes(lines: Sequence[str], kinds: Sequence[str]) -> Iterator[int]:
    """Yield which lines name a work and its maker in the list that a prize heads: 一等奖, 《晨曲》 张国庆 摄."""
    is_below = False
    for at, kind in enumerate(kinds):
        is_of_list = kind == "title" or _is_by_someone(lines[at]) or _TAUGHT.search(lines[at])
        is_below = kind == "prize" or (is_below and bool(is_of_list))
        if is_below and kind != "prize":
            yield at


def _is_by_someone(line: str) -> bool:
    return len(line) <= _MAX_LINE and _BY_SOMEONE.fullmatch(unpadded(fold(line))) is not None


def tells_of_work(line: str) -> bool:
    """Recognise a line that says of a work what it is or who made it, as no headline does: 书名：《平阳史话》."""
    return _kind(line) in {"work", "book", "cast", "prize"}


def may_be_of_work(line: str) -> bool:
    """Tell a line that can be in a list of works: a title, a prize, a field of any kind."""
    return bool(_kind(line))


def is_field_of_one(line: str) -> bool:
    """Tell a field, as those of one work stand one below the other: 作者：王军; 《秋》 王军 is an item of a list."""
    return _kind(line) in {"field", "work", "book", "cast"}


def maker_shown(caption: str) -> str | None:
    """Return who made the work of art that a picture shows, by its caption; ``None`` if it names none.

    >>> maker_shown("书法　王金平"), maker_shown("《汾河春色》（油画） 张　浩 作"), maker_shown("春耕　王金平")
    ('王金平', '张浩', None)
    """
    if len(caption) > _MAX_LINE:
        return None
    folded = fold_with_offsets(caption.strip())
    shown = _SHOWN.fullmatch(folded.text)
    if shown is None or (shown["titled"] and not shown["made"]):
        return None
    is_maker = is_name(shown["maker"].replace(" ", ""), Gate.STRICT)
    return "".join(folded.original(*shown.span("maker")).split()) if is_maker else None


def without_makers(texts: Iterable[str], *, are_shown: bool = False) -> Iterator[str]:
    """Yield texts without the lines that name the makers of works; ``are_shown`` as of :func:`makers_of_works`."""
    parted = [text.split("\n") for text in texts]
    makers = makers_of_works([line for lines in parted for line in lines], are_shown=are_shown)
    at = 0
    for lines in parted:
        kept = [line for own, line in enumerate(lines, at) if own not in makers] if makers else lines
        at += len(lines)
        yield "\n".join(kept)


def _kind(line: str, *, are_shown: bool = False) -> str:
    """Return what a line says about works: ``""`` for text."""
    if len(line) > _MAX_LINE or not _HINT.search(line):
        return ""
    folded = unpadded(fold(line))
    if _SENTENCE.search(folded.rstrip("。 ")):
        return ""
    if _TITLED_AND_MADE.match(folded) or (not are_shown and _PRIZED.match(folded)):
        return "made"
    if folded.endswith("。"):
        return ""
    if (is_book := _OF_BOOK.match(folded)) or _OF_WORK.match(folded) or _TITLED_BY.fullmatch(folded):
        return "book" if is_book else "cast" if _CAST.search(folded) else "work"
    if _PRIZE.fullmatch(folded):
        return "prize"
    if _TITLED.match(folded):
        return "title"
    return "field" if _FIELD.match(folded) else ""


def _is_of_work(kinds: Sequence[str], *, has_text: bool) -> bool:
    """Recognise a run of lines about works; one title above its author may head the page's own poem."""
    titles = kinds.count("title")
    return (
        "made" in kinds
        or "cast" in kinds
        or titles > 1
        or (titles > 0 and "prize" in kinds)
        or (has_text and ("work" in kinds or "book" in kinds))
    )

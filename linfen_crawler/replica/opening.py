"""Write how a story's text opens: the headline block between date line and text, and the lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from linfen_crawler.kinds import Role
from linfen_crawler.replica import phrases, texts
from linfen_crawler.replica.phrases import SOFT_BREAK, Phrase
from linfen_crawler.replica.story import Headlines

_OWN_DATELINE = "临汾新闻网讯"
_NOTHING = Phrase("")
_LEAD_FORMS = 10


@dataclass(frozen=True, slots=True)
class Lead:
    """How a text opens."""

    dateline: str | None = None
    phrase: Phrase = _NOTHING
    """All that comes before the first sentence, the dateline included."""
    is_agency: bool = False


def headlines(rng: Random, about: texts.Event) -> tuple[Headlines, bool]:
    """Write the headline block in one of the orders seen, and say whether an image is below it."""
    form = int(rng.random() * 6)
    if form == 5:
        return Headlines(), rng.random() < 0.2
    subtitles = () if form == 2 else tuple(_subtitles(rng, about, 2 if form == 1 and rng.random() < 0.3 else 1))
    kicker = texts.kicker(rng) if form in {0, 1, 2} else None
    # The middle one of three lines is the headline. Of two or four, a web title that is like none of them does not
    # tell which it is: then its type does.
    is_middle = kicker is not None and len(subtitles) == 1
    is_plain = (is_middle or not about.is_retitled) and rng.random() < 0.4
    block = Headlines(
        kicker=kicker,
        headline=about.headline,
        subtitles=subtitles,
        bylines=(phrases.author_line(rng), phrases.reporters(rng)) if form == 4 else (),
        is_plain=is_plain,
    )
    return block, form == 0


def _subtitles(rng: Random, about: texts.Event, count: int) -> Iterator[str]:
    dash = "——" if rng.random() < 0.3 else ""
    for index in range(count):
        yield ("" if index else dash) + texts.subtitle(rng, about)


def lead(rng: Random, day: date) -> Lead:
    """Open the text in one of the ways seen."""
    form = int(rng.random() * _LEAD_FORMS)
    if form == 0:
        return Lead()
    if form <= 2:
        return Lead(_OWN_DATELINE, Phrase(_OWN_DATELINE + " " * (form - 1)))
    if form == 3:
        return _own(phrases.bracketed(rng, phrases.reporters(rng, tight=True)), before="")
    if form in {4, 5}:
        return _own(phrases.bracketed(rng, phrases.reporters(rng)), after=" ")
    if form == 6:
        return _own(phrases.bracketed(rng, phrases.DESK), after=" ")
    if form == 7:
        at_break = texts.draw(rng, ("\n", SOFT_BREAK))
        return _own(phrases.bracketed(rng, phrases.broken_reporter(rng, at_break)), after=" ")
    agency = f"新华网临汾{day.month}月{day.day}日电"
    people = phrases.reporters(rng) if form == 8 else phrases.bare(rng, 2, Role.REPORTER)
    named = phrases.bracketed(rng, people)
    return Lead(agency, Phrase(f"{agency}{named.text}{texts.draw(rng, ('', ' '))}", named.credits), is_agency=True)


def _own(named: Phrase, *, before: str = " ", after: str = "") -> Lead:
    return Lead(_OWN_DATELINE, Phrase(f"{_OWN_DATELINE}{before}{named.text}{after}", named.credits))

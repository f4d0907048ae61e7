"""Invent Chinese news texts: sentences, titles, captions and people, all from one random generator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from linfen_crawler.replica import words

T = TypeVar("T")
_SAME_TITLES, _OTHER_TITLES = 0.08, 0.2
"""Shares of the stories whose web title is the headline, or nothing like it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a story is about: its place and its deed, from which titles and sentences are made."""

    county: str
    venue: str
    thing: str
    deed: str
    """Such as ``建成村史馆，惠及312户居民``, what follows the place in a title."""
    web_title: str | None
    """A title in words of its own; ``None`` for the headline with the county before it."""

    @property
    def headline(self) -> str:
        """The newspaper's headline, as a reader in that county would put it."""
        return f"{self.venue}{self.deed}"

    @property
    def title(self) -> str:
        """The web title: mostly not the newspaper's headline, and now and then nothing like it."""
        return self.web_title or f"{self.county}{self.headline}"

    @property
    def is_retitled(self) -> bool:
        """Tell whether the web title says another thing than the headline."""
        return self.web_title not in {None, self.headline}


def draw(rng: Random, pool: Sequence[T]) -> T:
    """Return one of a pool; a third of the time that :meth:`random.Random.choice` takes."""
    return pool[int(rng.random() * len(pool))]


def person(rng: Random) -> str:
    """Invent a name of two or three characters; the pools hold no public figure's name."""
    surname = draw(rng, words.SURNAMES)
    if rng.random() < 0.45:
        return surname + draw(rng, words.GIVEN_SINGLE)
    return surname + draw(rng, words.GIVEN_FIRST) + draw(rng, words.GIVEN_SECOND)


def people(rng: Random, count: int) -> list[str]:
    """Invent so many names, no two alike."""
    names: dict[str, None] = {}
    while len(names) < count:
        names[person(rng)] = None
    return list(names)


def venue(rng: Random) -> str:
    """Invent a place: ``青石峪村``, ``柳湾小学``."""
    name = draw(rng, words.VENUE_FIRST) + draw(rng, words.VENUE_SECOND)
    return name + draw(rng, words.VENUE_KINDS)


def event(rng: Random) -> Event:
    """Invent what a story is about."""
    county, place = draw(rng, words.COUNTIES), venue(rng)
    if rng.random() < 0.5:
        thing = draw(rng, words.BUILT)
        deed = draw(rng, words.BUILD_VERBS) + thing
    else:
        thing = draw(rng, words.HELD)
        deed = draw(rng, words.HOLD_VERBS) + thing
    tail = _fill(rng, draw(rng, words.TAILS), county, thing)
    deed = f"{deed} {tail}"
    chance = rng.random()
    web_title = f"{place}{deed}" if chance < _SAME_TITLES else None
    if chance > 1 - _OTHER_TITLES:
        named = _slots(rng, county, thing) | {"venue": place}
        web_title = draw(rng, words.WEB_TITLES).format(**named, **_numbers(rng))
    return Event(county=county, venue=place, thing=thing, deed=deed, web_title=web_title)


def sentence(rng: Random, about: Event) -> str:
    """Invent a sentence that ends in a full stop; its clauses share their people and places."""
    slots = _slots(rng, about.county, about.thing)
    middles = rng.sample(words.MIDDLES, 1 if rng.random() < 0.6 else 2)
    clauses = (draw(rng, words.OPENINGS), *middles, draw(rng, words.CLOSINGS))
    return "，".join(clause.format(**slots, **_numbers(rng)) for clause in clauses) + "。"


def quotation(rng: Random, about: Event) -> str:
    """Invent what somebody said."""
    return _fill(rng, f"“{draw(rng, words.QUOTES)}。”{person(rng)}说。", about.county, about.thing)


def paragraph(rng: Random, about: Event) -> str:
    """Invent a paragraph of two or three sentences."""
    told = [sentence(rng, about) for _ in range(2 if rng.random() < 0.6 else 3)]
    if rng.random() < 0.3:
        told.append(quotation(rng, about))
    return "".join(told)


def verse(rng: Random) -> str:
    """Invent a few short lines, separated by line breaks."""
    return "\n".join(rng.sample(words.VERSES, 4))


def stanzas(rng: Random, verses: Sequence[str] = words.VERSES) -> list[str]:
    """Invent three stanzas, no line twice."""
    lines = rng.sample(verses, 12)
    return ["\n".join(lines[at : at + 4]) for at in range(0, 12, 4)]


def subheads(rng: Random) -> list[str]:
    """Draw sub-heads, half of the time numbered as newspapers do."""
    drawn = rng.sample(words.SUBHEADS, 5)
    forms = draw(
        rng, ((), (), ("一、", "二、", "三、", "四、", "五、"), ("（一）", "（二）", "（三）", "（四）", "（五）"))
    )
    return [number + subhead for number, subhead in zip(forms, drawn, strict=True)] if forms else drawn


def kicker(rng: Random) -> str:
    """Draw a 引题: two balanced halves, without the matter of the title."""
    return draw(rng, words.KICKERS)


def subtitle(rng: Random, about: Event) -> str:
    """Invent a 副题: a fact that the title does not tell."""
    return _fill(rng, draw(rng, words.SUBTITLES), about.county, about.thing)


def caption(rng: Random, about: Event) -> str:
    """Invent what an image shows: ``图为…。``, at times after a sentence that says when and where."""
    shows = _fill(rng, f"图为{draw(rng, words.SCENES)}。", about.county, about.thing)
    if rng.random() < 0.8:
        return shows
    return _fill(rng, f"{{month}}月{{day}}日，{{venue}}{about.deed.split()[0]}。", about.county, about.thing) + shows


def plain_caption(rng: Random, about: Event) -> str:
    """Invent a caption that does not say so itself."""
    return _fill(rng, draw(rng, words.SCENES), about.county, about.thing)


def table(rng: Random) -> tuple[tuple[str, ...], ...]:
    """Invent a few rows of figures below a head."""
    things, units = rng.sample(words.BUILT, 3), rng.sample(words.UNITS, 2)
    rows = ((thing, *(f"{_numbers(rng)['n']}" for _ in units)) for thing in things)
    return (("项目", *(f"数量（{unit}）" for unit in units)), *rows)


def _fill(rng: Random, template: str, county: str, thing: str) -> str:
    """Fill the slots of a template; see :mod:`linfen_crawler.replica.words`."""
    return template.format(**_slots(rng, county, thing), **_numbers(rng))


def _slots(rng: Random, county: str, thing: str) -> dict[str, str]:
    return {
        "county": county,
        "thing": thing,
        "other": draw(rng, words.BUILT),
        "held": draw(rng, words.HELD),
        "venue": venue(rng),
        "person": person(rng),
    }


def _numbers(rng: Random) -> dict[str, int]:
    return {
        "n": int(rng.random() * 880) + 105,
        "m": int(rng.random() * 79) + 12,
        "k": int(rng.random() * 7) + 3,
        "age": int(rng.random() * 45) + 24,
        "month": int(rng.random() * 12) + 1,
        "day": int(rng.random() * 28) + 1,
    }

"""Lay out the replica: which story is where and when, by arithmetic alone.

Nothing here writes a text, so 100,000 stories cost little until one of them is needed.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from linfen_crawler.replica import calendar
from linfen_crawler.replica.sections import SECTIONS, Section
from linfen_crawler.urls import SITE_URL, article_address

MIN_SIZE, MAX_SIZE = 20, 100_000
_TOPICS_FROM_SIZE = 60
_NOTICES_IN, _FIRST_NOTICE = 20, 10
_LEGACY_ENDS = date(2013, 1, 1)
Days = tuple[date, date]
"""From the first of them up to the second, which is not among them."""


class Layout(StrEnum):
    """The layouts of an article's page."""

    REGULAR = "regular"
    LEGACY = "legacy"
    TOPIC = "topic"
    """The regular markup below a special topic's path."""
    GALLERY = "gallery"
    GENERIC = "generic"
    """Any page of a redesign, which no rule knows."""


@dataclass(frozen=True, slots=True)
class Place:
    """One address of one story."""

    number: int
    section: Section
    site_id: int
    is_copy: bool = False

    @property
    def url(self) -> str:
        """The canonical address of its first page."""
        return self.page_url(1)

    def page_url(self, page: int) -> str:
        """Return the canonical address of one of its pages; the first is 1."""
        suffix = "" if page == 1 else f"_{page}"
        return f"{SITE_URL}{self.section.path[1:]}{self.site_id}{suffix}.html"


class Plan:
    """Say of each story, by its number from the oldest on, where it is and when it was published.

    With ``days`` all of them fall into these, instead of into seventeen years, and some are notices of one wording, two
    by two; listings hold what ``shows`` lets them.
    Raises :class:`ValueError` for a size that is out of bounds.
    """

    def __init__(
        self, *, seed: int, size: int, days: Days | None = None, shows: Callable[[Place], bool] = lambda _: True
    ) -> None:
        if not MIN_SIZE <= size <= MAX_SIZE:
            raise ValueError(
                f"the replica holds {MIN_SIZE} to {MAX_SIZE:,} articles, not {size:,}: choose a size between"
            )
        self.seed = seed
        self.size = size
        self._days = days
        self._shows = shows
        self.sections = _sections(size, days)
        self._regular = tuple(section for section in self.sections if not section.is_topic)
        self._topics = tuple(section for section in self.sections if section.is_topic)

    def chance(self, *key: object) -> int:
        """Return a number that depends on the seed and the key alone."""
        return zlib.crc32(repr((self.seed, *key)).encode())

    @cached_property
    def _seconds(self) -> array[int]:
        """When each story was published, in seconds of newspaper time."""
        return array("q", map(self._draw_second, range(self.size)))

    def _draw_second(self, number: int) -> int:
        begin = self._slot_begins_s(number)
        width = self._slot_begins_s(number + 1) - begin
        # A tenth of the slot at most: neighbours stay so far apart that their ids differ by two or more.
        return int(begin + width * 0.1 * (self.chance("when", number) % 10_000) / 10_000)

    def _slot_begins_s(self, number: int) -> float:
        if self._days is None:
            return calendar.slot_begins_s(number / self.size)
        first, last = map(calendar.second_of, self._days)
        return first + (last - first) * number / self.size

    def _numbers_until(self, day: date) -> int:
        """Return how many stories were published before a day."""
        return bisect_left(self._seconds, calendar.second_of(day))

    @cached_property
    def _legacy_numbers(self) -> range:
        return range(self._numbers_until(_LEGACY_ENDS))

    @cached_property
    def _topic_numbers(self) -> tuple[tuple[Section, range], ...]:
        """The special topics, each with the stories of its year."""
        return tuple((topic, self._numbers_of(int(topic.path.split("/")[1]))) for topic in self._topics)

    def _numbers_of(self, year: int) -> range:
        return range(self._numbers_until(date(year, 1, 1)), self._numbers_until(date(year + 1, 1, 1)))

    def _topic_of(self, number: int) -> Section | None:
        """Return the special topic of a story's year."""
        return next((topic for topic, numbers in self._topic_numbers if number in numbers), None)

    def _site_id(self, number: int) -> int:
        return calendar.id_at(self._seconds[number])

    def published_at(self, place: Place) -> datetime:
        """Return when an address was published; imported pages show no seconds."""
        moment = calendar.moment(self._seconds[place.number])
        if place.site_id < calendar.IMPORT_ENDS_ID:
            return moment.replace(second=0)
        return moment + timedelta(seconds=300 + self.chance("copied", place.number) % 600) if place.is_copy else moment

    def layout(self, number: int) -> Layout:
        """Return what a story is told as: a regular, a legacy or a photo page, wherever it is."""
        if self.is_notice(number):
            return Layout.REGULAR
        if number in self._legacy_numbers:
            return Layout.LEGACY
        is_photo_page = number % 8 == 4 or (self._section(number).holds_photos and number % 5 != 0)
        return Layout.GALLERY if is_photo_page else Layout.REGULAR

    def is_notice(self, number: int) -> bool:
        """Tell a notice of a wording that a neighbour has as well: only within days could the two be taken for one."""
        first = number - number % _NOTICES_IN + _FIRST_NOTICE
        return self._days is not None and number in {first, first + 1} and first + 1 < self.size

    def pair(self, number: int) -> int:
        """Return the number of a notice's pair."""
        return number // _NOTICES_IN

    def page_count(self, number: int) -> int:
        """Return of how many pages a story consists: 1 to 4."""
        if self.is_notice(number):
            return 1
        is_long = number % 13 == 7 and self.layout(number) is Layout.REGULAR
        return 2 + number // 13 % 3 if is_long else 1

    def _section(self, number: int) -> Section:
        """Return the section of a story's first address; each run of stories covers every section once."""
        if number % 2 == 0 and (topic := self._topic_of(number)):
            return topic
        run = number // len(self._regular)
        return self._regular[(number + self.chance("section", run)) % len(self._regular)]

    def _another(self, section: Section, number: int) -> Section:
        """Return another regular section than the given one."""
        others = [candidate for candidate in self._regular if candidate != section]
        return others[self.chance("another", number) % len(others)]

    def _copy_section(self, number: int) -> Section | None:
        """Return where a story was published a second time."""
        topic = self._topic_of(number)
        if self.is_notice(number) or not (number % 33 == 17 or (topic and number % 8 in {0, 1})):
            return None
        if self._site_id(number) < calendar.COUNTER_BEGINS_ID or self.layout(number) is not Layout.REGULAR:
            return None
        return topic if topic and number % 8 == 1 else self._another(self._section(number), number)

    def original(self, number: int) -> Place:
        """Return the address at which a story first appeared."""
        return Place(number, self._section(number), self._site_id(number))

    def places(self, number: int) -> tuple[Place, ...]:
        """Return the addresses of a story, the canonical one first: regular before special topic, then lowest id."""
        found = [self.original(number)]
        if section := self._copy_section(number):
            found.append(Place(number, section, found[0].site_id + 1, is_copy=True))
        return tuple(sorted(found, key=lambda place: (place.section.is_topic, place.site_id)))

    def _guest_section(self, number: int) -> Section | None:
        """Return the second section whose listings hold a story under its one address."""
        if number % 23 != 9 or self._copy_section(number):
            return None
        return self._another(self._section(number), number)

    def find(self, url: str) -> tuple[Place, int]:
        """Return the place of a canonical address, and the number of the page (1 for the first).

        Raises :class:`KeyError` for an address that no story of the replica has.
        """
        address = article_address(url)
        number = self.number_of(address.site_id) if address else None
        if address is None or number is None or address.part > self.page_count(number):
            raise KeyError(url)
        place = next((place for place in self.places(number) if place.page_url(address.part) == url), None)
        if place is None:
            raise KeyError(url)
        return place, address.part

    def number_of(self, site_id: int) -> int | None:
        """Return the story that has an id, be it its own or its copy's."""
        number = bisect_right(range(self.size), site_id, key=self._site_id) - 1
        if number < 0:
            return None
        return number if any(place.site_id == site_id for place in self.places(number)) else None

    @cached_property
    def _listed(self) -> dict[str, array[int]]:
        """The stories that each section's listings hold, oldest first, by the section's path."""
        held = {section.path: array("l") for section in self.sections}
        for number in range(self.size):
            for section in (self._section(number), self._copy_section(number), self._guest_section(number)):
                if section and self._shows(self._seen_from(section, number)):
                    held[section.path].append(number)
        return held

    def listed_count(self, section: Section) -> int:
        """Return how many stories a section's listings hold."""
        return len(self._listed[section.path])

    def listed(self, section: Section, begin: int, end: int) -> tuple[Place, ...]:
        """Return what a section's listings hold, newest first, from one position up to another."""
        numbers = self._listed[section.path]
        newest = reversed(numbers[max(0, len(numbers) - end) : max(0, len(numbers) - begin)])
        return tuple(self._seen_from(section, number) for number in newest)

    def _seen_from(self, section: Section, number: int) -> Place:
        """Return the address under which a section lists a story: the one in it, or else the story's own."""
        own = (place for place in self.places(number) if place.section == section)
        return next(own, self.original(number))

    def neighbours(self, place: Place) -> tuple[Place | None, Place | None]:
        """Return the older and the newer neighbour of an address in its section's listings."""
        numbers = self._listed[place.section.path]
        at = bisect_left(numbers, place.number)
        older = self._seen_from(place.section, numbers[at - 1]) if at else None
        newer = self._seen_from(place.section, numbers[at + 1]) if at + 1 < len(numbers) else None
        return older, newer


def _sections(size: int, days: Days | None) -> tuple[Section, ...]:
    """Return the sections of a replica of so many articles; a few days have no special topics."""
    has_topics = size >= _TOPICS_FROM_SIZE and days is None
    fitting = [section for section in SECTIONS if has_topics or not section.is_topic]
    return tuple(fitting[: min(len(SECTIONS), max(2, size // 10))])

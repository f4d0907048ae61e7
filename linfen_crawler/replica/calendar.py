"""Give each story its time and its id, in line with the ids and dates seen on the site."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime, time, timedelta, timezone

CLOCK = timezone(timedelta(hours=8))
"""The site's clock: Asia/Shanghai, which has no summer time in the years that count here."""

IMPORT_ENDS_ID = 140_000
"""Lower ids came from an import, which kept no seconds."""
COUNTER_BEGINS_ID = 2_516_263
"""From here on ids are so dense that each second one is free at any size."""

# Stories fall into the hours from 6:30 to 22:30 only: a copy follows its original within the day.
_DAY_BEGINS = time(6, 30)
_DAY_S = 16 * 3600
_FIRST_DAY = date(2009, 1, 5)
_LAST_DAY = date(2026, 1, 23)
# Ids with dates as seen; only the first is ours, for the import began somewhere below.
_SEEN = (
    (_FIRST_DAY, 120_000),
    (date(2010, 1, 29), 138_269),
    (date(2013, 4, 25), 155_594),
    (date(2014, 10, 17), 2_225_393),
    (date(2015, 7, 20), COUNTER_BEGINS_ID),
    (date(2015, 11, 25), 2_530_262),
    (date(2016, 12, 6), 2_554_248),
    (date(2017, 11, 13), 2_582_966),
    (date(2018, 8, 10), 2_597_073),
    (date(2019, 5, 7), 2_608_803),
    (date(2020, 6, 18), 2_638_063),
    (date(2021, 6, 17), 2_664_279),
    (date(2021, 12, 10), 2_677_701),
    (date(2023, 3, 10), 2_712_424),
    (date(2024, 7, 17), 2_751_216),
    (date(2025, 5, 7), 2_772_455),
    (_LAST_DAY, 2_791_760),
)


def second_of(day: date) -> int:
    """Return the second of newspaper time, which runs in working hours only, at which a day begins."""
    return (day - _FIRST_DAY).days * _DAY_S


# An id is taken for that of its day's middle; the first is that of the first second.
_SECONDS = (0, *(second_of(day) + _DAY_S // 2 for day, _ in _SEEN[1:]))
_IDS = tuple(site_id for _, site_id in _SEEN)
_EARLY_END_S = _SECONDS[2]
_EARLY_SHARE = 0.16
"""The share of stories up to April 2013: the ids of those years are too few for more of 100,000."""


def slot_begins_s(share: float) -> float:
    """Return the second by which a share of all stories (0 to 1) is published."""
    if share < _EARLY_SHARE:
        return _EARLY_END_S * share / _EARLY_SHARE
    return _EARLY_END_S + (_SECONDS[-1] - _EARLY_END_S) * (share - _EARLY_SHARE) / (1 - _EARLY_SHARE)


def id_at(second: int) -> int:
    """Return the id that the site's counter showed at a second of newspaper time."""
    at = min(max(bisect_right(_SECONDS, second), 1), len(_SECONDS) - 1)
    elapsed_s = second - _SECONDS[at - 1]
    return _IDS[at - 1] + elapsed_s * (_IDS[at] - _IDS[at - 1]) // (_SECONDS[at] - _SECONDS[at - 1])


def moment(second: int) -> datetime:
    """Return the date and time of a second of newspaper time."""
    days, rest = divmod(second, _DAY_S)
    return datetime.combine(_FIRST_DAY + timedelta(days=days), _DAY_BEGINS, CLOCK) + timedelta(seconds=rest)

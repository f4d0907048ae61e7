"""Parse the values of settings; each parser raises :class:`ValueError` that says what it takes."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

_HOST = re.compile(r"\*|[a-z0-9_.-]+", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_SPAN = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)\s*-\s*([01]?\d|2[0-4]):([0-5]\d)", re.ASCII)
_DAY_MIN = 24 * 60


def number(lowest: float) -> Callable[[str], float]:
    """Return what parses a number from ``lowest`` up."""

    def parse(text: str) -> float:
        found = float(text) if _NUMBER.fullmatch(text.strip()) else math.nan
        if not math.isfinite(found) or found < lowest:
            raise ValueError(f"must be a number, {lowest:g} or more")
        return found

    return parse


def whole(lowest: int) -> Callable[[str], int]:
    """Return what parses a whole number from ``lowest`` up."""

    def parse(text: str) -> int:
        found = int(text) if text.strip().isdecimal() else lowest - 1
        if found < lowest:
            raise ValueError(f"must be a whole number, {lowest} or more")
        return found

    return parse


def switch(text: str) -> bool:
    """Return whether a switch is on."""
    if text.strip().lower() in {"1", "true", "yes", "on"}:
        return True
    if text.strip().lower() in {"0", "false", "no", "off"}:
        return False
    raise ValueError("must be 1 or 0")


def hosts(text: str) -> tuple[str, ...]:
    """Return the names of hosts, separated by commas; ``*`` is any."""
    named = tuple(dict.fromkeys(host.strip().lower() for host in text.split(",") if host.strip()))
    if wrong := [host for host in named if not _HOST.fullmatch(host)]:
        raise ValueError(f"{wrong[0]!r} is not a host name")
    return named


def one_line(text: str) -> str:
    """Return one line of printable characters."""
    if not text.isprintable():
        raise ValueError("must be one line of printable characters")
    return text.strip()


def one_of(*words: str) -> Callable[[str], str]:
    """Return what parses one of some words."""

    def parse(text: str) -> str:
        if text.strip().lower() not in words:
            raise ValueError(f"must be {' or '.join(words)}")
        return text.strip().lower()

    return parse


def section_path(text: str) -> str:
    """Return a section's path with its slashes: ``linfen/shizheng`` is ``/linfen/shizheng/``.

    Raises :class:`ValueError` for what can be no section's path.
    """
    segments = [segment for segment in text.strip().split("/") if segment]
    if not segments or len(segments) > 3 or not text.isprintable() or any(c in text for c in "?#:. \\"):
        raise ValueError(f"{text!r} is not a section's path, such as /linfen/shizheng/")
    return f"/{'/'.join(segments)}/"


def sections(text: str) -> tuple[str, ...]:
    """Return the paths of sections, separated by commas."""
    return tuple(dict.fromkeys(section_path(part) for part in text.split(",") if part.strip()))


@dataclass(frozen=True, slots=True)
class Hours:
    """Times of the day."""

    spans: tuple[tuple[int, int], ...]
    """First minute of the day and the one after the last; past midnight, the first is the greater."""

    def hold(self, moment: time) -> bool:
        """Tell whether a time of the day is among them.

        >>> [hours("22:00-06:00").hold(time(hour)) for hour in (21, 22, 23, 0, 5, 6)]
        [False, True, True, True, True, False]
        """
        minute = moment.hour * 60 + moment.minute
        return any(
            first <= minute < end if first < end else minute >= first or minute < end for first, end in self.spans
        )

    def __str__(self) -> str:
        """Return them as a setting has them."""
        return ",".join(f"{_clock(first)}-{_clock(end)}" for first, end in self.spans)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def hours(text: str) -> Hours:
    """Return times of the day, such as ``00:00-06:00`` or ``22:00-24:00,01:00-05:30``."""
    spans = []
    for part in text.split(","):
        found = _SPAN.fullmatch(part.strip())
        first, end = (int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])) if found else (0, 0)
        if first in (end, _DAY_MIN) or max(first, end) > _DAY_MIN:
            raise ValueError(f"{part.strip()!r} is no span of hours, such as 00:00-06:00")
        spans.append((first, end))
    return Hours(tuple(spans))

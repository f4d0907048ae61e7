"""Judge this machine's clock, by which all that is read is dated: a run that dates it wrongly rewrites history.

Two things contradict a clock. *The archive*: it was written later than the clock says. Then the clock is behind, or
it was ahead at that time, and only the site can tell which. *The site*: its answers say when they were made (``Date``,
RFC 9110, 6.6.1). As a cache can only be older, only a ``Date`` that is later than the clock proves that it is behind;
an earlier one makes it suspect of being ahead if none of the site's answers is later.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from linfen_crawler.archive.connection import instant
from linfen_crawler.errors import ArchiveError

TOLERANCE = timedelta(days=1)
"""How far the site's clock and this machine's may be apart, unless the archive contradicts this machine's as well."""
STEP = timedelta(minutes=10)
"""How far a clock is set back that merely ran fast. What is dated a little early is told in order all the same."""
_MAX_AGE_S = 2**31
"""RFC 9111, 1.2.2: a greater number counts as this one."""
_HOW = "Set the clock (timedatectl), and call this again"
_TRUST = "LINFEN_TRUST_CLOCK=1 lets it go on"


class ClockError(ArchiveError):
    """The archive was written later than this machine's clock says, and nobody can be asked which is right."""

    def __init__(self, now: datetime, latest: datetime) -> None:
        super().__init__(
            f"{_doubt(now, latest)} {_HOW}. If the clock is right, and was ahead then, call `linfen crawl` first, "
            f"which asks the site; {_TRUST} as well"
        )
        self.now = now
        self.latest = latest


class Clock:
    """What a run knows about the clock by which it dates what it reads."""

    def __init__(self, *, now: datetime, latest: datetime | None = None, trusted: bool = False) -> None:
        """Begin at ``now``, by the clock itself; ``latest`` is when the archive was last written.

        A ``trusted`` clock is right whatever speaks against it: that is only remarked.
        """
        self._is_trusted = trusted
        self._latest = now if latest is None else latest
        """The latest time at which the archive was written, or the site was heard in this run."""
        self._allowed = TOLERANCE
        self._doubted_at: datetime | None = None
        self._shown: tuple[datetime, datetime] | None = None
        """The answer that came nearest to the clock, of those that were made before it: the clock, and the answer."""
        self._behind: str | None = None
        self._notice(now)

    @property
    def proof(self) -> str | None:
        """What proves that the clock is behind; ``None`` while nothing does, and of a trusted clock."""
        return None if self._is_trusted else self._behind

    @property
    def fault(self) -> str | None:
        """Why nothing more may be dated by this clock; ``None`` while nothing speaks against it."""
        return None if self._is_trusted else self._behind or self._unconfirmed()

    def check(self) -> None:
        """Raise :class:`ClockError` if only the site could tell whether the clock is right."""
        if self._doubted_at is not None and not self._is_trusted:
            raise ClockError(self._doubted_at, self._latest)

    def hear(self, now: datetime, date: Sequence[bytes], age: Sequence[bytes] = ()) -> None:
        """Compare the clock with an answer of the site that has just arrived, by its headers ``Date`` and ``Age``."""
        self._notice(now)
        said = _read_date(date)
        if said is None:
            return
        if said - now > self._allowed:
            self._behind = self._behind or self._said_behind(now, said)
            return
        # RFC 9111, 4.2.3: made at Date, and then kept for so long by caches.
        said += _read_age(age)
        if self._shown is None or said - now > self._shown[1] - self._shown[0]:
            self._shown = now, said
        if abs(said - now) <= self._allowed:
            # The site agrees: it is the archive that was written by a clock that was ahead.
            self._doubted_at, self._latest = None, now

    def remarks(self) -> list[str]:
        """Return what makes the clock suspect, in sentences."""
        if self._behind or self._doubted_at is not None:
            return [said for said in (self._behind or self._unconfirmed(),) if said and self._is_trusted]
        if self._shown is None or self._shown[0] - self._shown[1] <= TOLERANCE:
            return []
        now, said = map(_shown, self._shown)
        seems = f"this machine's clock seems to be ahead: it says {now}, and the site dated no answer later than {said}"
        return [f"{seems}. What was read bears the clock's time: if that is wrong, set the clock (timedatectl)"]

    def _notice(self, now: datetime) -> None:
        """Doubt the clock if it says less than it, or the archive, has said before."""
        behind = self._latest - now
        if behind > STEP:
            self._doubted_at = now
            # The site then agrees with that of the two that its own time is nearer to, also for the rest of the run.
            self._allowed = min(self._allowed, behind / 2)
        else:
            self._latest = max(self._latest, now)

    def _said_behind(self, now: datetime, said: datetime) -> str:
        before = "" if self._doubted_at is None else f", and the archive was last written at {_shown(self._latest)}"
        return (
            f"this machine's clock is behind: it says {_shown(now)}, but the site dated an answer {_shown(said)}"
            f"{before}. Nothing is stored with a wrong time. {_HOW}; if it is the site's clock that is wrong, {_TRUST}"
        )

    def _unconfirmed(self) -> str | None:
        if self._doubted_at is None:
            return None
        heard = "no answer of the site said what time it is"
        if self._shown is not None:
            heard = f"the site dated none of its answers later than {_shown(self._shown[1])}"
        return f"{_doubt(self._doubted_at, self._latest)} And {heard}. {_HOW}; if it is right, {_TRUST}"


def _doubt(now: datetime, latest: datetime) -> str:
    return (
        f"this machine's clock says {_shown(now)}, but the archive was last written at {_shown(latest)}: "
        "the clock is behind, or was ahead then."
    )


def _shown(moment: datetime) -> str:
    return f"{instant(moment)[:19]}Z"


def _read_date(values: Sequence[bytes]) -> datetime | None:
    """Return the time of a response's ``Date``; ``None`` if there is none, or no sense in it."""
    if len(set(values)) != 1:
        return None
    try:
        said = parsedate_to_datetime(values[0].decode("ascii"))
        return (said if said.tzinfo else said.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _read_age(values: Sequence[bytes]) -> timedelta:
    """Return the time of a response's ``Age``, none at all if there is no sense in it (RFC 9111, 5.1)."""
    text = values[0].strip() if values else b""
    return timedelta(seconds=min(int(text), _MAX_AGE_S) if text.isdigit() and len(text) < 20 else 0)

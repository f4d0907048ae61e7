"""What the archive remembers of a server between runs: when it was last asked, how often today, and until when not.

A small file beside the database, because it is written before each request, in no transaction: what a kill leaves says
rather too much than too little.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

FILE = "linfen.pace"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a server was asked, and what it asked for."""

    at: datetime | None = None
    """When it was last sent a request, or has answered one; aware."""
    day: str | None = None
    """The day of ``requests``, as the site counts days: ``2026-11-27``."""
    requests: int = 0
    refused_at: datetime | None = None
    """When it last asked for a pause; aware."""
    pause_s: float = 0.0
    """For how many seconds from then."""

    def requests_on(self, day: str) -> int:
        """Return how many requests it was sent on a day."""
        return self.requests if self.day == day else 0

    def sent(self, now: datetime, day: str) -> Asked:
        """Return this after one more request."""
        return replace(self, at=now, day=day, requests=self.requests_on(day) + 1)

    def paused_until(self, now: datetime) -> datetime | None:
        """Return until when no request may be sent; ``None`` if one may.

        A pause never lasts longer from now than it was asked for, whatever the clock said then.
        """
        if self.refused_at is None:
            return None
        until = min(self.refused_at, now) + timedelta(seconds=self.pause_s)
        return until if until > now else None


class PaceFile:
    """The servers that an archive has asked, by name."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._servers = _read(self._path)

    def __getitem__(self, server: str) -> Asked:
        return self._servers.get(server, Asked())

    def __setitem__(self, server: str, asked: Asked) -> None:
        """Write it down at once; raises :class:`OSError` where that is impossible."""
        self._servers[server] = asked
        text = json.dumps({name: _as_json(one) for name, one in self._servers.items()}, indent=1)
        # Replaced as a whole, so that a kill leaves the one or the other. Not synced: after a power cut the server has
        # had its pause, or the budget of one day begins anew.
        other = self._path.with_suffix(".pace.new")
        other.write_text(text + "\n", "utf-8")
        os.replace(other, self._path)  # noqa: PTH105  # Path.replace is the same call, and hides that it is atomic


def _as_json(asked: Asked) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(asked).items()}


def _read(path: Path) -> dict[str, Asked]:
    """Return what a file says; nothing, if there is none or it is not to be read."""
    try:
        found = json.loads(path.read_text("utf-8"))
        return {str(name): _asked(one) for name, one in found.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        logger.warning("%s cannot be read (%s): the budget of today begins anew", path, error)
        return {}


def _asked(found: dict[str, object]) -> Asked:
    at, refused_at = (_time(found[name]) for name in ("at", "refused_at"))
    day = None if found["day"] is None else str(found["day"])
    requests, pause_s = int(str(found["requests"])), float(str(found["pause_s"]))
    return Asked(at=at, day=day, requests=requests, refused_at=refused_at, pause_s=pause_s)


def _time(text: object) -> datetime | None:
    time = None if text is None else datetime.fromisoformat(str(text))
    if time is not None and time.tzinfo is None:
        raise ValueError(f"{text} has no zone")
    return time

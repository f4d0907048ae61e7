"""Decide when a server may be sent its next request, for the whole run and across runs.

One request at a time, and after each answer a pause: `LINFEN_DELAY_S`, or as long as the answer took if that is longer,
so that a server under load is asked less. So no second ever holds more requests than were agreed on, however long each
is on its way, and whether it is an article, a redirect, a retry or robots.txt. A server is a host, whatever its port;
its bare name and `www.` are one.

429 and 503 pause the whole run (RFC 6585, 4; RFC 9110, 15.6.4), for as long as `Retry-After` says (RFC 9110, 10.2.3).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic
from urllib.parse import urlsplit

from linfen_crawler.archive.pace import Asked, PaceFile
from linfen_crawler.errors import LinfenError
from linfen_crawler.history import SITE_ZONE
from linfen_crawler.options import Options
from linfen_crawler.unsent import NotAskedError
from linfen_crawler.verdict import Early

logger = logging.getLogger(__name__)

_ASK_FOR_A_PAUSE = frozenset({429, 503})
_BACKOFF = 10
"""How many times the usual pause is made where no ``Retry-After`` says for how long; doubled each time in a row."""
_MOST_DOUBLED = 16
_MAX_ADAPTED_S = 60.0
"""An answer that took longer than this is not waited for as long again."""
_MAX_SAID_S = 7 * 24 * 3600.0
"""A ``Retry-After`` beyond this is taken for this: whoever really wants no requests has robots.txt."""
_SECONDS = re.compile(r"\d{1,18}", re.ASCII)


class PausedError(LinfenError):
    """Another server than the site's asks for a longer pause than the run waits."""


def server_of(url: str) -> str:
    """Return the server that an address is on.

    >>> server_of("http://www.lfxww.com/shanxi/"), server_of("https://LFXWW.com:8080/")
    ('lfxww.com', 'lfxww.com')
    """
    return (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")


def retry_after_s(values: Iterable[bytes], now: datetime) -> float | None:
    """Return for how many seconds from ``now``, aware, a header ``Retry-After`` asks; ``None`` if it does not say.

    >>> from datetime import UTC, datetime
    >>> now = datetime(2026, 11, 27, 8, 0, 0, tzinfo=UTC)
    >>> [retry_after_s([value], now) for value in (b"120", b"Fri, 27 Nov 2026 08:00:30 GMT", b"soon")]
    [120.0, 30.0, None]
    """
    for value in values:
        text = value.decode("latin-1").strip()
        if _SECONDS.fullmatch(text):
            return min(float(text), _MAX_SAID_S)
        try:
            until = parsedate_to_datetime(text)
        except (ValueError, IndexError, TypeError, OverflowError):
            continue
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return min(max((until - now).total_seconds(), 0.0), _MAX_SAID_S)
    return None


@dataclass(slots=True)
class _Server:
    """A server in this run."""

    name: str
    delay_s: float
    free_at: float = 0.0
    """When it may be asked again, on the monotonic clock."""
    in_a_row: int = 0
    """How often in a row it has asked for a pause."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(slots=True)
class Turn:
    """The right to send one request; whoever had it says how it was answered."""

    status: int | None = None
    retry_after: tuple[bytes, ...] = ()

    def answered(self, status: int, retry_after: Iterable[bytes]) -> None:
        """Note a response's status and what it has as ``Retry-After``."""
        self.status, self.retry_after = status, tuple(retry_after)


class Pacer:
    """Give each request its turn."""

    def __init__(self, options: Options, *, stop: Callable[[Early, str], None]) -> None:
        """Continue at the pace of earlier runs; ``stop`` ends the run, with a sentence that says why."""
        self._options = options
        self._site = server_of(options.site.asked_at)
        self._file = PaceFile(options.archive)
        self._stop = stop
        self._servers: dict[str, _Server] = {}
        self._ends = asyncio.Event()
        self._under_way: set[asyncio.Timeout] = set()
        self._can_note = True

    def slow_down(self, url: str, delay_s: float) -> None:
        """Let a server's robots.txt make the pause longer, never shorter."""
        server = self._server(url)
        server.delay_s = max(server.delay_s, delay_s)

    def end(self, *, within_s: float) -> None:
        """Send no further request, and give those under way so many seconds."""
        if not self._ends.is_set():
            self._ends.set()
            deadline = asyncio.get_running_loop().time() + within_s
            for one in self._under_way:
                one.reschedule(deadline)

    @contextlib.asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[Turn]:
        """Wait until the address's server may be asked, and hold its turn while it is asked.

        Raises :class:`NotAskedError` if the run ends before that or while it waits for the answer, and
        :class:`PausedError` if another server than the site's asks for too long a pause.
        """
        server = self._server(url)
        is_site = server.name == self._site
        async with contextlib.AsyncExitStack() as stack:
            if server.delay_s:
                await stack.enter_async_context(server.turn)
            await self._wait(server, is_site=is_site)
            now = datetime.now(UTC)
            if server.delay_s or self._options.daily_requests:
                self._note(server, self._file[server.name].sent(now, _day(now)))
            begun, turn = monotonic(), Turn()
            try:
                async with self._limited():
                    yield turn
            finally:
                took_s = min(monotonic() - begun, _MAX_ADAPTED_S)
                server.free_at = monotonic() + max(server.delay_s, took_s)
                self._hear(server, turn)

    def _server(self, url: str) -> _Server:
        name = server_of(url)
        if name not in self._servers:
            server = self._servers[name] = _Server(name, self._options.delay_s)
            at = self._file[name].at
            if at is not None:
                # By a clock that was ahead, the last request is yet to come.
                since_s = max((datetime.now(UTC) - at).total_seconds(), 0.0)
                server.free_at = monotonic() + server.delay_s - since_s
        return self._servers[name]

    async def _wait(self, server: _Server, *, is_site: bool) -> None:
        while True:
            self._check(server, is_site=is_site)
            now = datetime.now(UTC)
            until = self._file[server.name].paused_until(now)
            paused_s = 0.0 if until is None else (until - now).total_seconds()
            rest_s = max(server.free_at - monotonic() if server.delay_s else 0.0, paused_s)
            if rest_s <= 0:
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ends.wait(), rest_s)

    def _check(self, server: _Server, *, is_site: bool) -> None:
        """Raise if no request may be sent in this run any more, and end the run if it is the first to meet that."""
        now = datetime.now(UTC)
        until = self._file[server.name].paused_until(now)
        is_long = until is not None and (until - now).total_seconds() > self._options.max_pause_s
        if until is not None and is_long and not is_site:
            raise PausedError(f"{server.name} asks for no requests before {_shown(until)}")
        if not self._ends.is_set():
            hours, budget = self._options.hours, self._options.daily_requests if is_site else None
            if until is not None and is_long:
                self._stop(Early.PAUSED, f"the site asks for no requests before {_shown(until)} (HTTP 429 or 503)")
            elif hours is not None and not hours.hold(now.astimezone(SITE_ZONE).time()):
                self._stop(Early.HOURS, f"the site is asked only at {hours} of its time (LINFEN_HOURS)")
            elif budget is not None and self._file[server.name].requests_on(_day(now)) >= budget:
                self._stop(Early.BUDGET, f"today's {budget} requests are spent (LINFEN_DAILY_REQUESTS)")
            else:
                return
            self._ends.set()
        raise NotAskedError("the run ends")

    @contextlib.asynccontextmanager
    async def _limited(self) -> AsyncIterator[None]:
        """Let a request be given up when the run ends."""
        try:
            async with asyncio.timeout(None) as limit:
                self._under_way.add(limit)
                try:
                    yield
                finally:
                    self._under_way.discard(limit)
        except TimeoutError as error:
            if limit.expired():
                raise NotAskedError("the run ends before the answer") from error
            raise

    def _hear(self, server: _Server, turn: Turn) -> None:
        """Note that a server asks for a pause, or that it does not any more."""
        if turn.status is None:
            return
        now = datetime.now(UTC)
        asked = self._file[server.name]
        if turn.status not in _ASK_FOR_A_PAUSE:
            server.in_a_row = 0
            if server.delay_s:
                self._note(server, replace(asked, at=now, refused_at=None, pause_s=0.0))
            return
        said_s = retry_after_s(turn.retry_after, now)
        pause_s = min(server.delay_s * _BACKOFF * 2.0**server.in_a_row, _MAX_SAID_S) if said_s is None else said_s
        server.in_a_row = min(server.in_a_row + 1, _MOST_DOUBLED)
        longest = asked.paused_until(now)
        if pause_s and (longest is None or now + timedelta(seconds=pause_s) > longest):
            logger.warning("HTTP %d from %s: no requests for %g s", turn.status, server.name, pause_s)
            self._note(server, replace(asked, refused_at=now, pause_s=pause_s))

    def _note(self, server: _Server, asked: Asked) -> None:
        try:
            self._file[server.name] = asked
        except OSError as error:
            if self._can_note:
                logger.warning("the pace of this run cannot be noted for the next: %s", error)
            self._can_note = False


def _day(now: datetime) -> str:
    return now.astimezone(SITE_ZONE).date().isoformat()


def _shown(moment: datetime) -> str:
    return moment.astimezone(SITE_ZONE).strftime("%Y-%m-%d %H:%M:%S")

"""Obey robots.txt as RFC 9309 says: one that cannot be fetched forbids everything, one that does not exist nothing."""

from __future__ import annotations

import asyncio
import logging
from typing import Self
from urllib.parse import urljoin, urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from linfen_crawler.capture import captures_of, carry
from linfen_crawler.items import Capture
from linfen_crawler.reasons import of_error
from linfen_crawler.run import Run
from linfen_crawler.unsent import NotAskedError, RobotsForbiddenError, RobotsUnreachableError

logger = logging.getLogger(__name__)

_MAX_BYTES = 512 * 1024
"""RFC 9309, 2.5: a crawler must read at least 500 KiB of a robots.txt; the rest may be ignored."""
_MAX_REDIRECTS = 5
"""RFC 9309, 2.3.1.2: at least five redirects are followed."""


class _Rules:
    """What a host's robots.txt says."""

    def __init__(self, text: str = "", *, unreachable: str | None = None, captures: tuple[Capture, ...] = ()) -> None:
        self._parser = Protego.parse(text)
        self.unreachable = unreachable
        self.captures = captures

    def check(self, url: str, user_agent: str) -> None:
        if self.unreachable is not None:
            raise RobotsUnreachableError(f"robots.txt unreachable: {self.unreachable}")
        if not self._parser.can_fetch(url, user_agent):
            raise RobotsForbiddenError("forbidden by robots.txt")

    def crawl_delay_s(self, user_agent: str) -> float:
        return self._parser.crawl_delay(user_agent) or 0.0

    def take_captures(self) -> tuple[Capture, ...]:
        """Return the responses that brought these rules, to the first request that asks."""
        captures, self.captures = self.captures, ()
        return captures


class RobotsMiddleware:
    """Drop requests that robots.txt forbids; the first request to a host carries robots.txt's own captures."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._user_agent: str = crawler.settings["BOT_NAME"].replace("_", "-")
        """The product token that groups of robots.txt name (RFC 9309, 2.2.1), without version and contact."""
        self._run = crawler.get_extension(Run)
        self._rules: dict[str, asyncio.Task[_Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the middleware, unless ``ROBOTSTXT_OBEY`` is off."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise what robots.txt says against a request, as a kind of :class:`~scrapy.exceptions.IgnoreRequest`."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        parts = urlsplit(request.url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._rules:
            self._rules[root] = asyncio.ensure_future(self._fetch(root))
        rules = await self._rules[root]
        carry(request, rules.take_captures())
        rules.check(request.url, self._user_agent)

    async def _fetch(self, root: str) -> _Rules:
        rules = await self._ask(f"{root}/robots.txt")
        if rules.unreachable:
            logger.warning("%s/robots.txt: %s: nothing will be fetched", root, rules.unreachable)
        if (delay_s := rules.crawl_delay_s(self._user_agent)) and self._run is not None:
            self._run.pacer.slow_down(root, delay_s)
        return rules

    async def _ask(self, url: str) -> _Rules:
        captures: tuple[Capture, ...] = ()
        for _ in range(_MAX_REDIRECTS + 1):
            request = Request(url, callback=NO_CALLBACK, priority=1000, meta={"dont_obey_robotstxt": True})
            try:
                response = await self._crawler.engine.download_async(request)
            except NotAskedError:
                raise
            # Whatever else keeps the file from being read is the same to RFC 9309: a refused connection, a time-out, a
            # name that does not resolve, a body that is too large or cut off.
            except Exception as error:  # noqa: BLE001
                return _Rules(unreachable=of_error(error), captures=(*captures, *captures_of(request)))
            captures = (*captures, *captures_of(response.request))
            target = _redirect(response)
            if target is None:
                return _read(response, captures)
            if not _is_same_site(url, target):
                return _Rules(unreachable=f"redirects off the site, to {target}", captures=captures)
            url = target
        return _Rules(captures=captures)


def _is_same_site(one: str, other: str) -> bool:
    """Tell whether two addresses are on one host, its bare name and ``www.`` being one."""
    first, second = (urlsplit(url).hostname or "" for url in (one, other))
    return first.removeprefix("www.") == second.removeprefix("www.")


def _redirect(response: Response) -> str | None:
    location = response.headers.get("Location")
    if location is None or response.status not in {301, 302, 303, 307, 308}:
        return None
    return urljoin(response.url, location.decode("latin-1"))


def _read(response: Response, captures: tuple[Capture, ...]) -> _Rules:
    """Return the rules of an answer: 4xx is no robots.txt, 5xx one that forbids everything (RFC 9309, 2.3.1)."""
    if response.status >= 500 or response.status == 429:
        return _Rules(unreachable=f"HTTP {response.status}", captures=captures)
    if response.status >= 400:
        return _Rules(captures=captures)
    return _Rules(response.body[:_MAX_BYTES].decode("utf-8", "replace"), captures=captures)

"""Fetch the images of articles with Scrapy's media pipeline: each address once, with its outcome as an item."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider, DownloadCancelledError, DropItem, IgnoreRequest, NotConfigured
from scrapy.pipelines.media import FileInfo, FileInfoOrError, MediaPipeline
from scrapy.utils.datatypes import LocalCache
from twisted.python.failure import Failure as TwistedFailure

from linfen_crawler.addon import options_of
from linfen_crawler.answers import Outcome, Redirected, of_image, read_failure, read_image
from linfen_crawler.archive.media import Standing
from linfen_crawler.capture import captures_of, carry
from linfen_crawler.images import TORN, ImageFile, refused_image
from linfen_crawler.items import Article, Failure, Refusal, Skip
from linfen_crawler.kinds import Kind
from linfen_crawler.options import is_public
from linfen_crawler.run import Run
from linfen_crawler.unsent import NotAskedError, RobotsForbiddenError, RobotsUnreachableError
from linfen_crawler.urls import is_image_file, is_on_site, is_page

_REMEMBERED = 1000
"""How many addresses are remembered, so that concurrent articles do not request one twice; the archive knows others."""
_ROUND = 100
"""Due images per round, so that a long list of them is not held in memory."""
_MAX_REDIRECTS = 5
_MAX_TORN = 3
"""How often a run requests an image that arrives truncated, differently each time."""
_URL, _PART_OF = "linfen_image", "linfen_part_of"
_UNASKED = "unasked"


@dataclass(frozen=True, slots=True)
class _Due:
    """Images due for another try."""

    images: tuple[tuple[str, str], ...]
    """The address of each, and the item that requested it."""


class Illustrate(MediaPipeline):
    """Make each article wait for its images, whose outcomes are stored before it.

    An image that the archive has is not requested, nor one that was requested in vain and is not due.
    Images that are due are requested in any case, when there is nothing else to do.
    """

    LOG_FAILED_RESULTS = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler=crawler)
        self._run = Run.of(crawler)
        # More would wait for the downloader with their articles, and be held in memory with their bytes.
        self._turns = asyncio.Semaphore(crawler.settings.getint("CONCURRENT_REQUESTS"))
        self._last_due = 0
        self._round: asyncio.Task[None] | None = None
        crawler.signals.connect(self._ask_again, signals.spider_idle)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the step if ``LINFEN_MEDIA`` is on and the spider sends requests to the site."""
        if not (options_of(crawler.settings).media and getattr(crawler.spider, "asks_site", True)):
            raise NotConfigured
        return cls(crawler)

    def open_spider(self) -> None:  # type: ignore[override]  # Scrapy's takes a spider for older projects alone
        """Start with a bounded memory: Scrapy's own keeps the result of every request."""
        super().open_spider()
        self.spiderinfo.downloaded = LocalCache(_REMEMBERED)

    def _ask_again(self) -> None:
        """Request the next images that are due, and keep the spider open for them."""
        if self._round is None or self._round.done():
            due = self._run.archive.due_images(after=self._last_due, limit=_ROUND)
            if not due:
                return
            self._last_due = due[-1][0]
            images = tuple((url, part_of) for _, url, part_of in due)
            self._round = asyncio.get_running_loop().create_task(self._ask_for(_Due(images)))
        raise DontCloseSpider

    async def _ask_for(self, due: _Due) -> None:
        # Dropped as the run ends: they are due still.
        with suppress(DropItem):
            await self.process_item(due)

    def get_media_requests(self, item: object, *_: object) -> list[Request]:
        """Return a request for each image that is worth one."""
        if isinstance(item, _Due):
            return [self._request(url, part_of) for url, part_of in item.images]
        if not isinstance(item, Article) or item.entry is not None or not is_on_site(item.url):
            return []
        urls = dict.fromkeys(image.url for image in item.images if image.url and not is_page(image.url))
        return [self._request(url, item.url) for url in urls if self._is_wanted(url)]

    def _request(self, url: str, part_of: str, location: str | None = None) -> Request:
        options, location = self._run.options, location or self._run.options.site.asked(url)
        meta = {
            _URL: url,
            _PART_OF: part_of,
            "download_maxsize": options.media_bytes,
            "download_warnsize": options.media_bytes,
        }
        return Request(location, headers={"Accept": "image/*,*/*;q=0.5"}, meta=meta)

    def _is_wanted(self, url: str) -> bool:
        standing = self._run.archive.standing_of(url)
        if standing is Standing.ARCHIVED:
            self.crawler.stats.inc_value("linfen/image/known")
        wanted = {Standing.NEW, Standing.DUE} | (set() if self._objection(url) else {Standing.PASSED})
        return standing in wanted

    def _objection(self, url: str) -> str | None:
        """Return why an address is not requested; ``None`` if it is."""
        options, host = self._run.options, urlsplit(url).hostname or ""
        if options.site.is_own(url):
            # A counter of views may be called as an image, and must not be.
            has_query = bool(urlsplit(url).query) and not is_image_file(url)
            return "not asked for: what has a query and no image's name may count its callers" if has_query else None
        is_named = any(host == name or host.endswith(f".{name}") for name in options.media_hosts)
        is_named = is_named or ("*" in options.media_hosts and is_public(host))
        return None if is_named else "not asked for: on another host (LINFEN_MEDIA_HOSTS)"

    async def media_to_download(self, request: Request, *_: object, **__: object) -> FileInfo:  # type: ignore[override]  # or awaitable
        """Fetch an image, store its outcome and return it; nothing is left for Scrapy to download.

        After this step Scrapy knows only responses and errors: the captures of redirects and failures would be lost.
        """
        async with self._turns:
            if not self.crawler.engine.running or self._run.objection is not None:
                # The run ends.
                return FileInfo(url=request.url, path="", checksum=None, status=_UNASKED)
            try:
                outcome = await self._whole_outcome(request)
            except NotAskedError:
                return FileInfo(url=request.url, path="", checksum=None, status=_UNASKED)
            await self.crawler.engine.scraper.start_itemproc_async(outcome, response=None)
        path = outcome.path if isinstance(outcome, ImageFile) else ""
        return FileInfo(url=outcome.url, path=path, checksum=None, status="archived" if path else "lost")

    async def _whole_outcome(self, request: Request) -> ImageFile | Outcome:
        """Request an image until it arrives whole, or truncated as it did before."""
        outcome = await self._outcome(request)
        torn: set[str] = set()
        while (came := _torn(outcome)) and came not in torn and len(torn) < _MAX_TORN - 1:
            torn.add(came)
            again = self._request(outcome.url, str(request.meta[_PART_OF]))
            outcome = await self._outcome(carry(again, outcome.captures))
        return outcome

    async def _outcome(self, request: Request) -> ImageFile | Outcome:
        """Request an image, follow its redirects, and return the outcome."""
        url, part_of, site = str(request.meta[_URL]), str(request.meta[_PART_OF]), self._run.options.site
        if objection := self._objection(url):
            return Skip(url=url, kind=Kind.IMAGE, part_of=part_of, reason=objection)
        for _ in range(_MAX_REDIRECTS + 1):
            try:
                response = await self.crawler.engine.download_async(request)
            except NotAskedError:
                raise
            # Whatever else keeps an image from being fetched is what became of it, as in a spider's errback.
            except Exception as error:  # noqa: BLE001
                return self._lost(error, request)
            answer = read_image(response, url, part_of, site)
            if not isinstance(answer, Redirected):
                return answer
            captures = captures_of(response.request)
            if self._objection(answer.url):
                to = f"redirects to {answer.url}"
                return Skip(url=url, kind=Kind.IMAGE, part_of=part_of, reason=to, may_change=True, captures=captures)
            request = carry(self._request(url, part_of, answer.location), captures)
        reason = f"more than {_MAX_REDIRECTS} redirects"
        return Failure(url=url, kind=Kind.IMAGE, part_of=part_of, reason=reason, captures=captures_of(request))

    def _lost(self, error: Exception, request: Request) -> Outcome:
        url, part_of, captures = str(request.meta[_URL]), str(request.meta[_PART_OF]), captures_of(request)
        is_forbidden = isinstance(error, RobotsForbiddenError | RobotsUnreachableError)
        # The latter where it is too large once its content coding is off.
        if isinstance(error, DownloadCancelledError) or (isinstance(error, IgnoreRequest) and not is_forbidden):
            reason = f"more than {self._run.options.media_bytes} bytes"
            return refused_image(reason, url=url, part_of=part_of, captures=captures)
        return of_image(read_failure(error, url, request), part_of)

    def item_completed(self, results: list[FileInfoOrError], item: object, *_: object) -> object:
        """Pass an article on; one whose images were not requested because the run ends is left to the next run."""
        answers = [found for _, found in results if not isinstance(found, TwistedFailure)]
        if len(answers) < len(results):
            # This program itself has failed on them; Scrapy has logged it.
            self.crawler.stats.inc_value("linfen/pipeline/error", len(results) - len(answers))
        if any(found["status"] == _UNASKED for found in answers):
            raise DropItem("the run ends: the next one reads it again", log_level="DEBUG")
        return item

    def media_downloaded(self, *_: object, **__: object) -> FileInfo:
        """Never called: :meth:`media_to_download` leaves nothing to Scrapy."""
        raise NotImplementedError

    def media_failed(self, *_: object, **__: object) -> TwistedFailure:
        """Never called, as above."""
        raise NotImplementedError

    def file_path(self, *_: object, **__: object) -> str:
        """Never called: the archive names its files."""
        raise NotImplementedError


def _torn(outcome: ImageFile | Outcome) -> str | None:
    """Return the digest of a truncated image: one that arrives the same again is truncated on the server."""
    is_torn = isinstance(outcome, Refusal) and outcome.reason == TORN and outcome.captures
    return outcome.captures[-1].payload_sha256 if is_torn else None

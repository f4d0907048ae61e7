"""Take what is of the site from the records of foreign files, and say why all others are passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from scrapy.http import Response

from linfen_crawler.answers import WITH_A_PAGE
from linfen_crawler.archive.staging import Staging
from linfen_crawler.ingest.bodies import CutShortError, RangeError
from linfen_crawler.ingest.members import DamagedError
from linfen_crawler.ingest.records import RESOURCE, RESPONSE, REVISIT, FalseDigestError, Record
from linfen_crawler.ingest.replays import as_captured
from linfen_crawler.ingest.roles import Wanted, wanted
from linfen_crawler.items import Capture
from linfen_crawler.transfers import is_torn
from linfen_crawler.urls import Site

_CODING = "content-encoding"
_ASIDE = "X-Crawler-Content-Encoding"
"""Where Common Crawl puts the coding of a body that it keeps without it."""
_EARLIEST = datetime(1991, 1, 1, tzinfo=UTC)
"""Nothing was captured before there was a web: an earlier time comes from a clock that was never set."""
_TOLERANCE = timedelta(days=1)
"""How far a foreign clock may be ahead."""
_CUT_SHORT = "cut short by the crawler"
_MAX_HOSTS = 10_000
_KEPT_HOSTS = 1_000


class Intake:
    """Stages what is of the site."""

    def __init__(
        self,
        staging: Staging,
        site: Site,
        mirrors: Collection[str],
        respond: Callable[[Capture], Response],
    ) -> None:
        self._staging = staging
        self._site = site
        self._mirrors = mirrors
        self._respond = respond
        self._latest = datetime.now(UTC) + _TOLERANCE
        self.hosts: Counter[str] = Counter()
        """How many pages of each host were seen; of very many hosts those with most."""

    def take(self, record: Record) -> str | None:
        """Stage a record, or return why it is passed over."""
        if record.kind not in {RESPONSE, REVISIT, RESOURCE}:
            return f"{record.kind} record"
        if record.url is None:
            return "no address of a page"
        captured = as_captured(record, self._mirrors)
        if isinstance(captured, str):
            return captured
        return self._take(captured, captured.url or "")

    def _take(self, record: Record, url: str) -> str | None:
        self._count_host(url)
        found = wanted(url, self._site, self._mirrors)
        if isinstance(found, str):
            return found
        return self._fault(record) or self._stage(record, found)

    def resolve(self, find: Callable[[str, str], Capture | None]) -> Iterator[tuple[str, bool]]:
        """Give each revisit its payload, as :meth:`Staging.resolve` does."""
        yield from self._staging.resolve(find, self._coded_as_said)

    def _stage(self, record: Record, as_what: Wanted) -> str | None:
        try:
            capture = record.capture()
        except FalseDigestError:
            return "damaged: not what its digest says"
        except DamagedError:
            return "damaged"
        except RangeError:
            return "a range of a page"
        except CutShortError:
            return _CUT_SHORT
        if capture is None:
            return "larger than LINFEN_MAX_PAGE_BYTES"
        if is_torn(capture.payload, ",".join(value for name, value in capture.headers if name.lower() == _CODING)):
            return "a coded body that is cut off or damaged"
        if record.kind == REVISIT:
            self._staging.add_revisit(as_what.role, as_what.url, capture, record.digest, record.refers_to)
            return None
        is_new = self._staging.add(as_what.role, as_what.url, self._coded_as_said(capture), record.digest)
        return None if is_new else "the same as in another record"

    def _fault(self, record: Record) -> str | None:
        """Return why the page of a wanted address cannot be read; a foreign crawler's failure is no evidence."""
        if record.at is None or not _EARLIEST <= record.at <= self._latest:
            return "no date that can be"
        if record.is_truncated:
            return _CUT_SHORT
        if record.is_segment:
            return "a segment of a record"
        if record.kind == RESPONSE and record.status not in WITH_A_PAGE:
            return "no answer of HTTP" if record.status is None else f"HTTP {record.status}"
        if record.kind == REVISIT and record.status not in {None, 304, *WITH_A_PAGE}:
            return f"HTTP {record.status}"
        return None if record.is_page else "no HTML"

    def _coded_as_said(self, capture: Capture) -> Capture:
        """Return a capture whose body has the content coding that its headers say: browsers hand out bodies decoded."""
        if capture.header(_CODING) is None or self._is_coded(capture):
            return capture
        headers = tuple((_ASIDE if name.lower() == _CODING else name, value) for name, value in capture.headers)
        return replace(capture, headers=headers)

    def _is_coded(self, capture: Capture) -> bool:
        """Decide by trying: each way of coding has errors of its own."""
        if capture.payload.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
            return False
        try:
            self._respond(capture)
        except Exception:  # noqa: BLE001
            return False
        return True

    def _count_host(self, url: str) -> None:
        try:
            self.hosts[urlsplit(url).netloc[:100]] += 1
        except ValueError:
            return
        if len(self.hosts) > _MAX_HOSTS:
            self.hosts = Counter(dict(self.hosts.most_common(_KEPT_HOSTS)))

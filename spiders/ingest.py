"""Read what others captured of the site, without any request.

The files are streamed once: records of the site are staged, and then read in the order in which they were captured.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from scrapy import Request

from linfen_crawler.archive.staging import Staging
from linfen_crawler.errors import ArchiveError, ConfigError
from linfen_crawler.history import moment_of
from linfen_crawler.ingest import (
    OTHERS,
    STUMBLED,
    Damage,
    Given,
    Intake,
    Record,
    StagedReader,
    file_of,
    files_of,
    kept_name,
    name_of,
    read_file,
)
from linfen_crawler.items import Item
from linfen_crawler.replay import decoder
from linfen_crawler.run import Run
from spiders.base import SiteSpider

logger = logging.getLogger(__name__)

_AT_ONCE = 100
"""Records read before anything else, such as a signal, gets its turn."""
_SHOWN_HOSTS = 5
_UNREAD = "passed/not read"
_MIN_UNREAD = 3
_MAX_UNREAD_SHARE = 0.1


class IngestSpider(SiteSpider):
    """Ingest: ``scrapy crawl ingest -a files=crawl.warc.gz``, or several as a JSON array, ``-a mirror=HOST,HOST``.

    ``url`` and ``at`` give the address and time of a saved page.
    """

    name = "ingest"
    command = "ingest"
    asks_site = False

    def __init__(self, files: str = "", mirror: str = "", url: str = "", at: str = "", **others: object) -> None:
        if others:
            raise ConfigError(f"the spider ingest takes files, mirror, url and at, not {', '.join(sorted(others))}")
        super().__init__()
        given = {"files": files, "mirror": mirror, "url": url, "at": at}
        self.arguments = {name: value for name, value in given.items() if value}
        self.files = _paths(files)
        self.arguments["files"] = json.dumps(list(dict.fromkeys(map(kept_name, _named(files)))), ensure_ascii=False)
        self.mirrors = frozenset(host.strip().lower() for host in mirror.split(",") if host.strip())
        if url and not url.startswith(("http://", "https://")):
            raise ConfigError(f"url={url!r}: give the whole address, such as http://www.lfxww.com/shanxi/2664279.html")
        if url and len(self.files) != 1:
            raise ConfigError("url says of one page that was saved where it was: ingest that file alone")
        self._given = Given(url=url or None, at=moment_of(at) if at else None, hosts=self.mirrors)

    async def start(self) -> AsyncIterator[Item]:
        """Yield what is in the journal but not in the database, then what the files hold, in order of time."""
        async for item in super().start():
            yield item
        self._run = Run.of(self.crawler)
        self._count("ingest/begun")
        self._respond = decoder(self.crawler)
        try:
            self._staging = Staging.open(self.options.archive)
            self._intake = Intake(self._staging, self.options.site, self.mirrors, self._respond)
            for turn, _ in enumerate(self._stage()):
                if turn % _AT_ONCE == 0:
                    await asyncio.sleep(0)
            for item in self._reader().items():
                yield item
        except ArchiveError as error:
            self._run.failure = str(error)
        self._remark()

    def _reader(self) -> StagedReader:
        return StagedReader(
            self._staging,
            self.archive,
            site=self.options.site,
            mirrors=self.mirrors,
            respond=self._respond,
            count=self._count_capture,
        )

    def plan(self) -> Iterator[list[Request]]:
        """Yield nothing: there is nothing to request."""
        yield from ()

    def closed(self, reason: str) -> None:
        """Remove the staged records."""
        if hasattr(self, "_staging"):
            self._staging.close()
        super().closed(reason)

    def _stage(self) -> Iterator[None]:
        """Stage the files' records of the site, one by one."""
        for path in self.files:
            damages: list[Damage] = []
            for found in self._records(path):
                if isinstance(found, Damage):
                    damages.append(found)
                else:
                    self._take(self._name(path, found), found)
                yield
            self._note_damages(path, damages)
        for provenance, is_resolved in self._intake.resolve(self.archive.captured):
            if not is_resolved:
                self._count_capture(provenance, "passed/a revisit of what was not captured from the site")
            yield

    def _records(self, path: Path) -> Iterator[Record | Damage]:
        """Yield the records of a file; as in a crawl, a record on which the program fails stops nothing else."""
        try:
            yield from read_file(path, site=self.options.site, given=self._given, max_bytes=self.options.max_page_bytes)
        except Exception as error:
            logger.exception("not read to its end: %s", path)
            # Its message may quote the page: it goes to the log, not to the archive.
            yield Damage(f"{STUMBLED} ({type(error).__name__})", may_hide=True)

    def _name(self, path: Path, record: Record) -> str:
        """Return the name of a file in the counters; the name of a saved page is only in the log."""
        if record.body is None:
            return name_of(path)
        name = file_of(record.provenance)
        logger.info("%s is %s", path, name)
        return name

    def _take(self, name: str, record: Record) -> None:
        self._count(f"file/{name}/records")
        try:
            reason = self._intake.take(record)
        except ArchiveError:
            raise
        except Exception:
            logger.exception("not read %s", record.provenance)
            reason = f"not read: {STUMBLED}"
        self._count_record(name, reason)

    def _count_record(self, name: str, reason: str | None) -> None:
        if reason is None:
            self._count("ingest/pages")
        else:
            self._count(f"passed/{reason}")
            self._count(f"file/{name}/passed/{reason}")

    def _count_capture(self, provenance: str, what: str) -> None:
        self._count(what if "/" in what else f"ingest/{what}")
        self._count(f"file/{file_of(provenance)}/{what}")

    def _count(self, what: str) -> None:
        self.crawler.stats.inc_value(f"linfen/{what}")

    def _note_damages(self, path: Path, damages: list[Damage]) -> None:
        """Log and count what could not be read of a file."""
        self._count("ingest/files")
        if not damages:
            return
        first = damages[0]
        logger.error("%s: %s", path, "; ".join(one.what for one in damages[:3]))
        self._count("ingest/unreadable" if first.is_whole else "ingest/damaged")
        told = f"{kept_name(path)} was not read: {first.what}"
        if not first.is_whole:
            more = f", and {len(damages) - 1} more" if len(damages) > 1 else ""
            is_all = not any(one.may_hide for one in damages)
            rest = "the rest was read" if is_all else "what follows may not have been read"
            told = f"{kept_name(path)} is damaged: {first.what}{more}; {rest}: ingest a sound copy"
        self._run.remarks.append(f"{told} (the log says which)" if kept_name(path) != name_of(path) else told)

    def _remark(self) -> None:
        """Log and count what is suspect about the files as a whole."""
        get = self._run.counters().get
        if self._run.failure is None and get("ingest/unreadable", 0) == get("ingest/files", 0):
            self._run.failure = "; ".join(self._run.remarks) or "there was no file to read"
        passed = {name: number for name, number in self._run.counters().items() if name.startswith(_UNREAD)}
        pages, unread = get("ingest/pages", 0), sum(passed.values())
        if pages == get(f"passed/{OTHERS}", 0):
            seen = ", ".join(f"{host} ({count})" for host, count in self._intake.hosts.most_common(_SHOWN_HOSTS))
            hosts = f"the most frequent hosts are {seen or 'none'} (see --site-url and --mirror)"
            self._run.remarks.append(f"the files have no page of the site; {hosts}")
        is_none_read = unread and unread >= pages - get("ingest/known", 0)
        if is_none_read or (unread >= _MIN_UNREAD and unread > pages * _MAX_UNREAD_SHARE):
            self._run.remarks.append(f"of {pages} pages of the site, {unread} could not be read (see the log)")


def _paths(text: str) -> list[Path]:
    """Return the files named: one, or a JSON array of them; for a folder, all files in it.

    Raises :class:`ConfigError` if one is not there.
    """
    paths = _named(text)
    for path in paths:
        if not path.exists():
            raise ConfigError(f"{path} is not there")
    found = [one for path in paths for one in files_of(path)]
    if not found:
        raise ConfigError("give at least one file: files=crawl.warc.gz")
    return found


def _named(text: str) -> list[Path]:
    try:
        named = json.loads(text) if text.startswith("[") else [text]
    except ValueError as error:
        raise ConfigError(f"files={text!r}: give a name, or a JSON array of names") from error
    return [Path(one).expanduser().absolute() for one in named if one]

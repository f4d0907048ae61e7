"""``linfen doctor --page``: what is read from one page, by which rule, and what is left over.

The tool for the day when the site changes. The page goes the way of every page – the reader, then the pipelines that
normalise and validate – but into no archive.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, cast

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure as TwistedFailure

from linfen_crawler.answers import page_of, read_answer, read_failure
from linfen_crawler.cli.report import print_json, print_table, say
from linfen_crawler.errors import ConfigError, ExitCode, ExtractionError, LinfenError, OtherPageError
from linfen_crawler.items import GENERIC, Absence, Article, Item
from linfen_crawler.options import Options
from linfen_crawler.pages import Page, Reading, read
from linfen_crawler.pages.explain import left_over, may_be_a_field, rules_of, traces
from linfen_crawler.urls import SITE_URL, kind_of

_SHOWN = (
    *("layout", "title", "kicker", "headline", "subtitle", "date_line", "published_at", "published_precision"),
    *("source", "dateline"),
    *("breadcrumbs", "section_name", "editor", "copyright_notice", "view_label", "view_count", "complete"),
    *("credits", "images", "links", "body"),
)
_MAX_LEFT_OVER = 40
"""Lines; ``--json`` has all of them."""
_MAX_SHOWN = 200
"""Characters of what is on a page that is no article."""


@dataclass(slots=True, kw_only=True)
class _Examined:
    """What became of the page."""

    outcome: Item | None = None
    reading: Reading | None = None
    page: Page | None = None
    reason: str | None = None
    """Why the page that came is no article."""
    redirected_to: str | None = None


class _PageSpider(Spider):
    """Read one page, from a file or from the site."""

    name = "page"

    def __init__(self, target: str, url: str | None, options: Options, examined: _Examined) -> None:
        super().__init__()
        self._target = target
        self._url = url
        self._options = options
        self._examined = examined

    async def start(self) -> AsyncIterator[Any]:
        """Yield the item of a file, or the request for an address."""
        if not _is_address(self._target):
            for item in self._read(_page_of_file(Path(self._target), self._url, self._options)):
                yield item
            return
        canonical = self._options.site.canonical(self._target) or self._target
        yield Request(
            self._options.site.asked(canonical),
            callback=self.read_response,
            errback=self.read_error,
            cb_kwargs={"url": canonical},
        )

    def read_response(self, response: Response, url: str) -> Iterator[Item]:
        """Read the page, or note why there is none."""
        answer = read_answer(response, url, kind_of(url), self._options.site)
        if answer is None:
            yield from self._read(page_of(response, url, self._options.site))
        elif isinstance(answer, Item):
            self._examined.outcome = answer
        else:
            self._examined.redirected_to = answer.location if answer.url == url else answer.url

    def read_error(self, failure: TwistedFailure) -> None:
        """Note why there was no response."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        self._examined.outcome = read_failure(failure.value or TimeoutError(), request.url, request)

    def _read(self, page: Page) -> Iterator[Item]:
        self._examined.page = page
        try:
            self._examined.reading = read(page)
        except ExtractionError as error:
            is_other = isinstance(error, OtherPageError)
            self._examined.reason = error.reason if is_other else f"{error.field}: {error.reason}"
        else:
            yield self._examined.reading.article


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def _page_of_file(path: Path, url: str | None, options: Options) -> Page:
    address = _address_of_file(path, url, options)
    return Page(url=address, body=path.read_bytes(), content_type=None, site=options.site)


def _address_of_file(path: Path, url: str | None, options: Options) -> str:
    """Return the address that tells a file's layout, and what its relative links lead to."""
    return options.site.canonical(url or f"{SITE_URL}{path.name}") or SITE_URL


def examine(target: str, url: str | None, options: Options, given: Mapping[str, object], *, as_json: bool) -> int:
    """Print what is read from a page, and return the exit code: 3 where it was read without a known layout.

    Raises :class:`ConfigError` for a file that cannot be read, and for an address of it that is none.
    """
    is_file = not _is_address(target)
    if is_file and not Path(target).is_file():
        raise ConfigError(f"--page {target}: neither a file nor an address (http://…)")
    if url is not None and not (is_file and _is_address(url)):
        raise ConfigError(f"--url {url}: only goes with --page FILE, whose address (http://…) it gives")
    if is_file and url is None:
        say(f"no --url given: the page is read as if it were {_address_of_file(Path(target), None, options)}", err=True)
    examined = _Examined()
    settings = Settings()
    settings.setmodule("linfen_crawler.settings", priority="project")
    settings.setdict({name: value for name, value in given.items() if value is not None}, priority="cmdline")
    pipelines = {name: at for name, at in settings.getdict("ITEM_PIPELINES").items() if name in _READING}
    ours = {name: None for name in settings.getdict("EXTENSIONS") if name.startswith("linfen_crawler.")}
    settings.set("ITEM_PIPELINES", pipelines, priority="cmdline")
    settings.set("EXTENSIONS", {**settings.getdict("EXTENSIONS"), **ours}, priority="cmdline")
    settings.set("LOG_LEVEL", "ERROR", priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    logging.getLogger("scrapy").setLevel(logging.ERROR)
    crawler = process.create_crawler(_PageSpider)

    def note(item: Item) -> None:
        examined.outcome = item

    crawler.signals.connect(note, signals.item_scraped)
    process.crawl(crawler, target=target, url=url, options=options, examined=examined)
    process.start()
    return _report(examined, as_json=as_json)


_READING = frozenset({"pipelines.normalise.Normalise", "pipelines.validate.Validate"})
"""The steps that look at an item alone; the others ask the archive, which a page is not read into."""


def _report(examined: _Examined, *, as_json: bool) -> int:
    outcome = examined.outcome
    if examined.redirected_to is not None:
        raise LinfenError(f"the page redirects to {examined.redirected_to}: examine that page instead")
    if examined.page is None:
        raise LinfenError(_no_page(outcome))
    if not isinstance(outcome, Article) or examined.reading is None:
        _report_refused(examined.page, examined.reason or str(getattr(outcome, "reason", "not read")), as_json=as_json)
        return int(ExitCode.FAILED)
    rules, rest = rules_of(examined.reading), left_over(examined.page, examined.reading.article)
    read_as = {"date_line": examined.reading.article.date_line}
    values = {name: read_as[name] if name in read_as else getattr(outcome, name) for name in _SHOWN}
    if as_json:
        found = [{"field": name, "value": value, "rule": rules.get(name)} for name, value in values.items()]
        print_json({"url": outcome.url, "is_article": True, "fields": _plain(found), "left_over": rest})
    else:
        _print(outcome, values, rules, rest)
    return int(ExitCode.SUSPECT if outcome.layout == GENERIC else ExitCode.OK)


def _report_refused(page: Page, reason: str, *, as_json: bool) -> None:
    """Print why a page is no article, what of an article is on it, and what is missing."""
    shown = traces(page)
    rest = left_over(page, None, shown)
    if as_json:
        found = [{"field": one.field, "value": one.value, "rule": one.rule} for one in shown]
        print_json({"url": page.url, "is_article": False, "reason": reason, "fields": found, "left_over": rest})
        return
    say(f"{page.url} is no article: {reason}", bold=True)
    rows = [(one.field, _shortened(one.value) if one.value else "missing", one.rule) for one in shown]
    print_table(("field", "what stands there", "by which rule"), rows)
    _print_rest(rest)


def _shortened(text: str) -> str:
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}… ({len(text)} characters)"


def _no_page(outcome: Item | None) -> str:
    """Say why there is no page to read."""
    if outcome is None:
        return "no answer was received"
    if isinstance(outcome, Absence):
        return f"{outcome.url} is not there: {outcome.evidence}"
    return f"{outcome.url}: {getattr(outcome, 'reason', 'not read')}"


def _print(article: Article, values: Mapping[str, object], rules: Mapping[str, str], rest: list[str]) -> None:
    say(article.url, bold=True)
    print_table(
        ("field", "what was read", "by which rule"),
        [(name, _cell(values[name]), rules.get(name, "")) for name in _SHOWN[:-1]],
    )
    say(f"\nbody ({rules['body']})", bold=True)
    paragraphs = [text.replace("\n", "\n     ") for text in article.body.split("\n\n") if text]
    say("\n".join(f"{number:>3}  {text}" for number, text in enumerate(paragraphs, 1)) or "     –")
    _print_rest(rest)


def _print_rest(rest: list[str]) -> None:
    say(f"\nleft over (lines in no field): {len(rest)}", bold=True)
    say("\n".join(f"{'  ?' if may_be_a_field(line) else '':<5}{line}" for line in rest[:_MAX_LEFT_OVER]))
    if len(rest) > _MAX_LEFT_OVER:
        say(f"     … and {len(rest) - _MAX_LEFT_OVER} more (--json has them all)")


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "\n".join(_cell(one) for one in value) or "–"
    if value is None:
        return "–"
    if hasattr(value, "__dataclass_fields__"):
        parts = (getattr(value, one.name) for one in fields(cast("Any", value)))
        return " · ".join(str(part) for part in parts if part)
    return '""' if value == "" else str(value)


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(cast("Any", value))}
    return value

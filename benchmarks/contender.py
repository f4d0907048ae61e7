"""One contender of ``reading.py``, in the environment it is installed in: read all pages again and again, when told.

``python contender.py NAME PAGES``: a line ``read`` on stdin is answered by what was read of each page, a line ``time``
by the CPU seconds of one round, as JSON. Nothing but the standard library is imported, and the contender itself.
"""

from __future__ import annotations

import base64
import json
import logging
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sheet:
    """A page to read: the bytes as served, and the same decoded rightly."""

    url: str
    content_type: str
    body: bytes
    html: str


@dataclass
class Reading:
    """What a contender makes of a page; ``None`` for what it does not offer."""

    title: str | None = None
    time: str | None = None
    source: str | None = None
    editor: str | None = None
    notice: str | None = None
    body: str = ""
    layout: str | None = None


Read = Callable[[Sheet], Reading]


def linfen() -> Read:
    """Read as the crawl does: bytes in, every field of the archive out."""
    from linfen_crawler.errors import ExtractionError  # noqa: PLC0415
    from linfen_crawler.pages import Page, join_parts, read_article  # noqa: PLC0415
    from linfen_crawler.urls import Site  # noqa: PLC0415
    from pipelines.normalise import normalise  # noqa: PLC0415

    site = Site()

    def read(sheet: Sheet) -> Reading:
        page = Page(url=sheet.url, body=sheet.body, content_type=sheet.content_type, site=site)
        try:
            one = normalise(join_parts([read_article(page)]))
        except ExtractionError:
            return Reading("", "", "", "", "", "")
        return Reading(
            title=one.title,
            time=one.published_at or "",
            source=one.source or "",
            editor=one.editor or "",
            notice=one.copyright_notice or "",
            body=one.body,
            layout=one.layout,
        )

    return read


def linfen_pages_alone() -> Read:
    """Read what the others read, and source and notice: a page taken apart, and its date line, without its people."""
    from linfen_crawler.datelines import read_date_line  # noqa: PLC0415
    from linfen_crawler.errors import ExtractionError  # noqa: PLC0415
    from linfen_crawler.pages import Page, read_article  # noqa: PLC0415
    from linfen_crawler.urls import Site  # noqa: PLC0415

    site = Site()

    def read(sheet: Sheet) -> Reading:
        try:
            raw = read_article(Page(url=sheet.url, body=sheet.body, content_type=sheet.content_type, site=site))
        except ExtractionError:
            return Reading("", "", "", notice="", body="")
        dated = read_date_line(raw.date_line)
        imported = read_date_line(raw.source_line)
        return Reading(
            title=raw.title,
            time=dated.published_at or "",
            source=imported.source or dated.source or "",
            notice=raw.notice or "",
            body="\n".join(raw.paragraphs),
            layout=raw.layout,
        )

    return read


def _trafilatura(*, fast: bool) -> Read:
    from trafilatura import bare_extraction  # noqa: PLC0415

    def read(sheet: Sheet) -> Reading:
        found = bare_extraction(sheet.html, url=sheet.url, fast=fast, with_metadata=True, include_comments=False)
        return Reading("", "") if found is None else Reading(found.title or "", found.date or "", body=found.text or "")

    return read


def trafilatura() -> Read:
    """Call it as its documentation does for text with metadata, comments left out."""
    return _trafilatura(fast=False)


def trafilatura_fast() -> Read:
    """Leave out its fallbacks."""
    return _trafilatura(fast=True)


def newspaper4k() -> Read:
    """Say that the text is Chinese, which needs jieba; images and network off."""
    from newspaper import Article, Config  # noqa: PLC0415

    config = Config()
    config.language = "zh"
    config.fetch_images = False
    config.memorize_articles = False

    def read(sheet: Sheet) -> Reading:
        article = Article(sheet.url, config=config)
        article.download(input_html=sheet.html)
        article.parse()
        published = article.publish_date
        return Reading(article.title or "", published.isoformat() if published else "", body=article.text or "")

    return read


def gne() -> Read:
    """Ask the extractor for Chinese news, which needs no setting."""
    from gne import GeneralNewsExtractor  # noqa: PLC0415

    extractor = GeneralNewsExtractor()

    def read(sheet: Sheet) -> Reading:
        found = extractor.extract(sheet.html, host="http://www.lfxww.com")
        return Reading(found["title"], found["publish_time"], body=found["content"])

    return read


def readability() -> Read:
    """Take title and summary, and of that the text."""
    from lxml.html import fromstring  # noqa: PLC0415
    from readability import Document  # noqa: PLC0415

    def read(sheet: Sheet) -> Reading:
        document = Document(sheet.html, url=sheet.url)
        return Reading(document.short_title(), body=fromstring(document.summary(html_partial=True)).text_content())

    return read


CONTENDERS: dict[str, Callable[[], Read]] = {
    "linfen": linfen,
    "linfen, pages alone": linfen_pages_alone,
    "trafilatura": trafilatura,
    "trafilatura, fast": trafilatura_fast,
    "newspaper4k": newspaper4k,
    "gne": gne,
    "readability-lxml": readability,
}


def _sheets(path: Path) -> Iterable[Sheet]:
    for line in path.read_text("utf-8").splitlines():
        page = json.loads(line)
        yield Sheet(page["url"], page["content_type"], base64.b64decode(page["body"]), page["html"])


def _tolerantly(read: Read, sheet: Sheet) -> Reading:
    """Count a page that a contender gives up as read without result."""
    try:
        return read(sheet)
    except Exception as error:  # noqa: BLE001 - whatever a contender raises is its answer
        return Reading("", "", body="", layout=f"{type(error).__name__}: {error}"[:200])


def main(name: str, pages: str) -> None:
    """Answer lines of stdin until there are no more."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    answers, sys.stdout = sys.stdout, sys.stderr  # Contenders may print.
    sheets = list(_sheets(Path(pages)))
    read = CONTENDERS[name]()
    for line in sys.stdin:
        started = time.process_time()
        found = [_tolerantly(read, sheet) for sheet in sheets]
        seconds = time.process_time() - started
        answer = [asdict(one) for one in found] if line.strip() == "read" else seconds
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

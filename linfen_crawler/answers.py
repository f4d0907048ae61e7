"""Decide what an answer of the site means for the address that was requested, before any page is read."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from linfen_crawler.capture import captures_of
from linfen_crawler.decoding import whole_image_of
from linfen_crawler.error_pages import Saying, saying_of
from linfen_crawler.errors import ExtractionError, OtherPageError
from linfen_crawler.images import ImageFile, refused_image
from linfen_crawler.items import Absence, Capture, Failure, Refusal, Skip
from linfen_crawler.kinds import Evidence, Kind, Nature
from linfen_crawler.pages import PARSER_VERSION, Page, says_missing, trouble_in
from linfen_crawler.reasons import of_error, of_message, of_refusal, of_target
from linfen_crawler.unsent import RobotsForbiddenError, RobotsUnreachableError
from linfen_crawler.urls import Site, is_on_site, is_page, kind_of

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# The server is there and may answer otherwise later; Scrapy has asked again by the time these arrive here.
_TEMPORARY = frozenset({408, 425, 429})
_ASKS_WHO = re.compile(r"/[a-z_]*(?:login|logon|signin|passport|sso)\b", re.IGNORECASE)
_LEADS_AWAY = {Kind.HOME: Evidence.REDIRECT_HOME, Kind.LISTING: Evidence.REDIRECT_LISTING}
_HTML = ("text/html", "application/xhtml+xml", "text/plain")
WITH_A_PAGE = frozenset({200, 203})
"""The statuses of a response with the page requested. With 203 a proxy says that it may have changed it (RFC 9110)."""


Outcome = Absence | Refusal | Skip | Failure
"""What becomes of an address that gives no page to read."""


@dataclass(frozen=True, slots=True)
class Redirected:
    """A redirect to where the page is: another spelling of its address, or another article's."""

    url: str
    """Canonical address."""
    location: str
    """The address to request, as the response gives it."""


def read_answer(
    response: Response, url: str, kind: Kind, site: Site, *, before: Collection[str] = ()
) -> Outcome | Redirected | None:
    """Return what became of an address if the response has no page; ``None`` if the page can be read.

    ``before`` are the canonical addresses of the article's pages before a later one: who is led back to them for it
    learns that it is not there any more.
    """
    captures = captures_of(response.request)
    status = response.status
    if status in _REDIRECTS and response.headers.get("Location"):
        return _redirect(response, url, kind, site, before)
    if kind is not Kind.IMAGE and _is_error_page_of(response, url, site):
        return _sent_to_error_page(response, url, kind, site)
    if status in {404, 410}:
        return _missing(response, url, kind, site)
    if status >= 500 or status in _TEMPORARY:
        return Failure(url=url, kind=kind, reason=f"HTTP {status}", captures=captures)
    if status not in WITH_A_PAGE:
        return Refusal(url=url, kind=kind, reason=f"HTTP {status}", parser_version=PARSER_VERSION, captures=captures)
    content_type = _content_type(response)
    if content_type and not content_type.lower().startswith(_HTML):
        reason = f"no HTML: {content_type[:80]}"
        return Refusal(url=url, kind=kind, reason=reason, parser_version=PARSER_VERSION, captures=captures)
    return None


def _missing(response: Response, url: str, kind: Kind, site: Site) -> Absence | Refusal | Failure:
    """Return that an address is absent, unless the page shows what else it is.

    A challenge says so of whatever it keeps back, a site under maintenance of whatever is requested.
    """
    captures = captures_of(response.request)
    said = trouble_in(page_of(response, url, site))
    if said is None:
        return Absence(url=url, kind=kind, evidence=Evidence(str(response.status)), captures=captures)
    if said[0] is Nature.CHALLENGE:
        return replace(_refusal(OtherPageError(url, *said), captures), kind=kind)
    return Failure(url=url, kind=kind, reason=f"HTTP {response.status}: {of_message(said[1])}", captures=captures)


def _is_error_page_of(response: Response, url: str, site: Site) -> bool:
    """Tell whether an address was redirected to the error page that was received."""
    answered = site.canonical(response.url)
    return answered is not None and answered != url and saying_of(answered) is not None


def _sent_to_error_page(response: Response, url: str, kind: Kind, site: Site) -> Absence | Failure:
    """Return that an address is absent if the error page itself says so, else that it failed.

    The page's own status is no evidence: what a server sends whoever meets an error to may be missing, too.
    """
    captures = captures_of(response.request)
    if response.status in WITH_A_PAGE and says_missing(page_of(response, url, site)):
        return _soft_404(url, kind, captures)
    reason = f"{of_target(site.canonical(response.url) or response.url)}: HTTP {response.status}"
    return Failure(url=url, kind=kind, reason=reason, captures=captures)


def _redirect(response: Response, url: str, kind: Kind, site: Site, before: Collection[str]) -> Outcome | Redirected:
    location = response.headers["Location"]
    href = location.decode("utf-8", "replace") if location else ""
    target = site.canonical(href, response.url, keeps_query=kind is Kind.PART)
    captures = captures_of(response.request)
    if target is None:
        return Failure(url=url, kind=kind, reason="redirects to no address", captures=captures)
    to, saying = kind_of(target), saying_of(target) if is_on_site(target) or kind is Kind.IMAGE else None
    if saying is Saying.MISSING or (saying is Saying.EITHER and kind is Kind.IMAGE):
        return _soft_404(url, kind, captures)
    if saying is Saying.TROUBLE:
        return Failure(url=url, kind=kind, reason=of_target(target), captures=captures)
    if saying is Saying.EITHER:
        return Redirected(url, _location(response, href, target, site))
    if target == url or kind is to is Kind.ARTICLE:
        return Redirected(target, _location(response, href, target, site))
    if evidence := Evidence.REDIRECT_BACK if target in before else _LEADS_AWAY.get(to):
        return Absence(url=url, kind=kind, evidence=evidence, captures=captures)
    if to is Kind.OTHER and _ASKS_WHO.search(target):
        return _refusal(OtherPageError(url, Nature.LOGIN, of_target(target)), captures)
    return Skip(url=url, kind=kind, reason=of_target(target), may_change=True, captures=captures)


def _soft_404(url: str, kind: Kind, captures: tuple[Capture, ...]) -> Absence:
    evidence = Evidence.SOFT_404
    return Absence(url=url, kind=kind, evidence=evidence, parser_version=PARSER_VERSION, captures=captures)


def _location(response: Response, href: str, target: str, site: Site) -> str:
    """Return where to request a redirect's target: on the requested host; a replica is not left for the site."""
    location = urljoin(response.url, href)
    return location if site.is_asked(location) else site.asked(target)


def read_image(response: Response, url: str, part_of: str, site: Site) -> ImageFile | Outcome | Redirected:
    """Return what became of an image that was requested, or where it is; ``part_of`` is the article that shows it."""
    captures = captures_of(response.request)
    if response.status in WITH_A_PAGE:
        return whole_image_of(response.body, url=url, part_of=part_of, captures=captures)
    if response.status in _REDIRECTS and (onward := _moved_image(response, site)):
        return onward
    answer = read_answer(response, url, Kind.IMAGE, site)
    if answer is None or isinstance(answer, Redirected):
        return refused_image(f"HTTP {response.status}", url=url, part_of=part_of, captures=captures)
    return of_image(answer, part_of)


def _moved_image(response: Response, site: Site) -> Redirected | None:
    """Return where a redirect leads to; ``None`` if that is a page and no image."""
    href = (response.headers.get("Location") or b"").decode("utf-8", "replace")
    target = site.canonical(href, response.url)
    if target is None or is_page(target) or saying_of(target) is not None:
        return None
    # Another host may choose by what a canonical address leaves out.
    return Redirected(
        target, _location(response, href, target, site) if is_on_site(target) else urljoin(response.url, href)
    )


def of_image(outcome: Outcome, part_of: str) -> Outcome:
    """Return an outcome as that of an article's image: no page was read, and nothing is said of the whole site."""
    said = replace(outcome, kind=Kind.IMAGE, part_of=part_of)
    if isinstance(said, Failure):
        return replace(said, is_site_wide=False)
    return said if isinstance(said, Skip) else replace(said, parser_version=None)


def read_failure(error: BaseException, url: str, request: Request) -> Outcome:
    """Return what became of an address that did not answer."""
    kind, captures = kind_of(url), captures_of(request)
    if isinstance(error, RobotsForbiddenError):
        return Skip(url=url, kind=kind, reason=str(error), may_change=True, captures=captures)
    if isinstance(error, RobotsUnreachableError):
        return Failure(url=url, kind=kind, reason=str(error), is_site_wide=True, captures=captures)
    reason = str(error)[:200] if isinstance(error, IgnoreRequest) else of_error(error)
    return Failure(url=url, kind=kind, reason=reason, captures=captures)


def page_of(response: Response, url: str, site: Site) -> Page:
    """Return a response as a page to read."""
    return Page(url=url, body=response.body, content_type=_content_type(response), site=site)


def _content_type(response: Response) -> str | None:
    value = response.headers.get("Content-Type")
    return value.decode("latin-1") if value else None


def refused(page: Page, error: ExtractionError, captures: tuple[Capture, ...]) -> Absence | Refusal:
    """Return what became of an address whose page is not an article: absent, if the page says so itself."""
    if isinstance(error, OtherPageError) and error.nature is Nature.SOFT_404:
        return _soft_404(page.url, kind_of(page.url), captures)
    return _refusal(error, captures)


def _refusal(error: ExtractionError, captures: tuple[Capture, ...]) -> Refusal:
    nature = error.nature if isinstance(error, OtherPageError) else None
    return Refusal(
        url=error.url,
        kind=kind_of(error.url),
        reason=of_refusal(error),
        parser_version=PARSER_VERSION,
        nature=nature,
        captures=captures,
    )

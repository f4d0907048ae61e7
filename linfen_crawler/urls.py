"""Classify the site's addresses and give each its one canonical form.

The archive holds the site's own addresses (``http://www.lfxww.com/…``), whatever host was crawled: the bare host,
https, a replica on a loopback port, a mirror under another name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string

from linfen_crawler.errors import ConfigError
from linfen_crawler.kinds import Kind

SITE_URL = "http://www.lfxww.com/"
"""Where the site is: the root of all its canonical addresses."""

_SITE_HOST = "www.lfxww.com"
_SITE_HOSTS = frozenset({_SITE_HOST, "lfxww.com"})
_BELOW = ".lfxww.com"
# What share buttons and counters add; it never selects another page.
_TRACKING = re.compile(r"^(utm_\w+|spm|from|isappinstalled|share\w*|scene|fbclid|gclid|_t|timestamp)$", re.ASCII)
_ARTICLE = re.compile(r"^(?P<section>/(?:[^/]+/){1,3})(?P<id>\d+)(?:_(?P<part>\d+))?\.html?$", re.ASCII)
_LISTING = re.compile(r"^(?P<section>/(?:[^/.]+/)+)(?:index(?:_(?P<page>\d{1,9}))?\.html?)?$", re.ASCII)
_LISTING_WITHOUT_SLASH = re.compile(r"^/(?:[\w-]+/)*[a-zA-Z][\w-]*$", re.ASCII)
_H5 = re.compile(r"(^|[/_-])h5([/_-]|$)", re.IGNORECASE)
_VIDEO = re.compile(r"\.(mp4|m3u8|flv|avi|wmv|mov)$", re.IGNORECASE)
_FILE = re.compile(
    r"\.(jpe?g|png|gif|bmp|webp|svg|ico|pdf|docx?|xlsx?|pptx?|zip|rar|7z|txt|mp3|css|js|xml|json|apk)$", re.IGNORECASE
)
_FORMS = {
    Kind.ROBOTS: re.compile(r"^/robots\.txt$"),
    Kind.HOME: re.compile(r"^/$"),
    Kind.H5: _H5,
    Kind.VIDEO: _VIDEO,
    Kind.FILE: _FILE,
}
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp|avif)$", re.IGNORECASE)
# Nearly all links of the site: of such a path and name nothing has to be decoded, encoded or resolved.
_PLAIN_PATH = re.compile(r"/(?:[A-Za-z0-9_-]+/)*(?:[A-Za-z0-9_-]+(?:\.[A-Za-z0-9]+)?)?", re.ASCII)
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9]+", re.ASCII)
_MAX_URL_LENGTH = 2083
"""Longer addresses are not followed: Scrapy's own limit, and that of the browsers of the site's time."""


@dataclass(frozen=True, slots=True)
class ArticleAddress:
    """The parts of an article's address."""

    section: str
    """Path of the section, such as ``/linfen/shizheng/``."""
    site_id: int
    part: int
    """1 for the first page, 2 for ``<id>_2.html``."""


@dataclass(frozen=True, slots=True)
class Site:
    """The site as it is requested: at its own address, or at that of a replica or mirror.

    Raises :class:`ConfigError` for an address that is no root of an http(s) host.
    """

    asked_at: str = SITE_URL
    _asked_host: str = field(init=False, repr=False)
    _asked_root: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.asked_at)
            port = parts.port
        except ValueError as error:
            raise ConfigError(f"LINFEN_SITE_URL {self.asked_at!r} is not an address: {error}") from error
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ConfigError(f"LINFEN_SITE_URL {self.asked_at!r}: give the root of a site, such as {SITE_URL}")
        if parts.path not in {"", "/"} or parts.query or parts.fragment:
            raise ConfigError(f"LINFEN_SITE_URL {self.asked_at!r}: only the root of a host can stand in for {SITE_URL}")
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        netloc = host if port is None else f"{host}:{port}"
        object.__setattr__(self, "_asked_host", netloc.lower())
        object.__setattr__(self, "_asked_root", f"{parts.scheme}://{netloc}")

    @property
    def host(self) -> str:
        """The host to which requests go, without its port."""
        return urlsplit(self.asked_at).hostname or ""

    def asked(self, url: str) -> str:
        """Return the address at which to request a canonical address of the site."""
        if self.asked_at == SITE_URL or not url.startswith(SITE_URL):
            return url
        return self._asked_root + url[len(SITE_URL) - 1 :]

    def is_asked(self, url: str) -> bool:
        """Tell whether an address is on the requested host or, if that is the site itself, on any of its names."""
        host = urlsplit(url).hostname or ""
        return host == self.host or (self.host in _SITE_HOSTS and host in _SITE_HOSTS)

    def is_own(self, url: str) -> bool:
        """Tell whether a canonical address is the site's: its own or, when crawling the site, on a subdomain."""
        below = self.host in _SITE_HOSTS and (urlsplit(url).hostname or "").endswith(_BELOW)
        return url.startswith(SITE_URL) or below

    def canonical(self, href: str, base: str = SITE_URL, *, keeps_query: bool = False) -> str | None:
        """Return the canonical form of a link; ``None`` if it is not an http(s) address.

        ``base`` is the address of the page with the link, canonical or as requested. With ``keeps_query`` an
        article's address keeps what comes after the question mark: a pager may choose its pages by it.

        >>> Site("http://127.0.0.1:8000/").canonical("12.html?from=timeline#top", "https://lfxww.com/shanxi/")
        'http://www.lfxww.com/shanxi/12.html'
        """
        return _plain(href, base) or self._resolved(href, base, keeps_query=keeps_query)

    def _resolved(self, href: str, base: str, *, keeps_query: bool = False) -> str | None:
        """Return the canonical form of any link, as a browser resolves it."""
        try:
            joined = urljoin(base, safe_url_string(href.strip()))
            parts = urlsplit(canonicalize_url(joined))
            if parts.scheme not in {"http", "https"} or not parts.hostname:
                return None
            netloc, scheme = self._canonical_host(parts.netloc, parts.hostname, parts.port), parts.scheme
        except ValueError:
            return None
        if netloc == _SITE_HOST:
            scheme = "http"
        query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)])
        # What answers a query is a program, no folder: /pic?id=77 is an image.
        path = _canonical_path(parts.path) if netloc == _SITE_HOST and not query else parts.path
        if netloc == _SITE_HOST and not keeps_query and _ARTICLE.match(path):
            # Articles are static files: what comes after the question mark defeats caches, and chooses no page.
            query = ""
        return urlunsplit((scheme, netloc, path or "/", query, ""))

    def _canonical_host(self, netloc: str, hostname: str, port: int | None) -> str:
        if netloc.lower() == self._asked_host or (hostname in _SITE_HOSTS and port in {None, 80, 443}):
            return _SITE_HOST
        return netloc.lower()


def _plain(href: str, base: str) -> str | None:
    """Return the canonical form of a link of the site that is written plainly; ``None`` of any other.

    A page has some links to its neighbours; resolving each of them costs more than reading the text between.
    """
    if href.startswith(SITE_URL):
        path = href[len(SITE_URL) - 1 :]
    elif not base.startswith(SITE_URL):
        return None
    elif href.startswith("/"):
        path = href
    elif _PLAIN_NAME.fullmatch(href):
        path = base[len(SITE_URL) - 1 : base.rindex("/") + 1] + href
    else:
        return None
    return SITE_URL[:-1] + _canonical_path(path) if _PLAIN_PATH.fullmatch(path) else None


def _canonical_path(path: str) -> str:
    """Return one path for a listing's spellings: ``/a/index.html`` and ``/a`` are ``/a/``."""
    if path.endswith(("/index.html", "/index.htm")):
        return path[: path.rindex("/") + 1]
    if "." not in path and _LISTING_WITHOUT_SLASH.match(path):
        return path + "/"
    return path


def is_on_site(url: str) -> bool:
    """Tell whether a canonical address is one of the site's own."""
    return url.startswith(SITE_URL)


def kind_of(url: str) -> Kind:
    """Tell what a canonical address is, by its form alone.

    >>> kind_of("http://www.lfxww.com/linfen/shizheng/2664279_2.html")
    <Kind.PART: 'part'>
    """
    if not is_on_site(url):
        return Kind.OFFSITE
    parts = urlsplit(url)
    if len(url) > _MAX_URL_LENGTH or parts.query:
        return Kind.OTHER
    for kind, form in _FORMS.items():
        if form.search(parts.path):
            return kind
    if found := article_address(url):
        return Kind.ARTICLE if found.part == 1 else Kind.PART
    return Kind.LISTING if _LISTING.match(parts.path) else Kind.OTHER


def is_image_file(url: str) -> bool:
    """Tell whether an address has the name of an image, whatever query comes after it."""
    return _IMAGE_FILE.search(urlsplit(url).path) is not None


def is_page(url: str) -> bool:
    """Tell whether a canonical address is, by its form, that of a page that is read, so not of an image."""
    return kind_of(url) in {Kind.ARTICLE, Kind.PART, Kind.LISTING, Kind.HOME, Kind.ROBOTS}


# It is called several times for each link of a page, and for the page's own address with each of them.
@lru_cache(maxsize=1024)
def article_address(url: str) -> ArticleAddress | None:
    """Return the parts of a canonical article address; ``None`` if it is none.

    ``<id>_1.html`` is counted as the first page.
    """
    match = _ARTICLE.match(urlsplit(url).path) if is_on_site(url) else None
    if match is None or len(match["id"]) > 18:
        return None
    return ArticleAddress(match["section"], int(match["id"]), max(1, int(match["part"] or 1)))


def first_part(url: str) -> str:
    """Return the address of the article that a page continues: ``<id>.html`` for ``<id>_2.html``."""
    found = article_address(url)
    return url if found is None or url.endswith(f"/{found.site_id}.html") else urljoin(url, f"{found.site_id}.html")


def original_of(url: str) -> str | None:
    """Return the site's address of the article that a foreign address copies by its path; ``None`` if it is no copy.

    A mirror has the site's pages under the site's own paths. A later page is a copy of the whole article.

    >>> original_of("https://mirror.example/linfen/shizheng/2664279_2.html?x=1")
    'http://www.lfxww.com/linfen/shizheng/2664279.html'
    """
    if is_on_site(url):
        return None
    original = urljoin(SITE_URL, urlsplit(url).path)
    return first_part(original) if kind_of(original) in {Kind.ARTICLE, Kind.PART} else None


def next_part(url: str) -> str:
    """Return the address that would follow a page of an article: ``<id>_2.html`` for ``<id>.html``."""
    found = article_address(url)
    if found is None:
        raise ValueError(f"{url} is no article's address")
    return f"{url.rpartition('/')[0]}/{found.site_id}_{found.part + 1}.html"


def listing_section(url: str) -> str | None:
    """Return the section's path of a canonical listing address, such as ``/linfen/shizheng/``."""
    match = _LISTING.match(urlsplit(url).path) if is_on_site(url) else None
    return match["section"] if match else None


def listing_page(url: str) -> int:
    """Return the number of a canonical listing address: 0 for a section's root, N for ``index_N.html``."""
    match = _LISTING.match(urlsplit(url).path)
    return int(match["page"] or 0) if match else 0


def listing_url(section: str, page: int) -> str:
    """Return the canonical address of a page of a section's listing; page 0 is the section's root."""
    root = SITE_URL.rstrip("/") + section
    return root if page == 0 else f"{root}index_{page}.html"

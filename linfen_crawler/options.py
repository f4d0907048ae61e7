"""The settings of this project, declared once: name, kind of value, default, help.

A value comes from the command line (an option, or ``-s`` of Scrapy), else from an environment variable, else from
``linfen.toml`` at the root of the checkout (or where ``LINFEN_CONFIG`` says), else it is the default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from linfen_crawler import SOFTWARE, __version__
from linfen_crawler.alerts import alert_urls
from linfen_crawler.errors import ConfigError
from linfen_crawler.urls import SITE_URL, Site
from linfen_crawler.values import Hours, hosts, hours, number, one_line, one_of, sections, switch, whole

ROOT = Path(__file__).resolve().parent.parent
"""Where ``scrapy.cfg`` is in a checkout; ``site-packages`` in an installation."""

Value = str | int | float | tuple[str, ...] | Hours | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One setting."""

    name: str
    parse: Callable[[str], Value]
    default: Value
    help: str
    is_secret: bool = False
    """Whether its value is never repeated in a message."""


OPTIONS = (
    Option(
        name="LINFEN_ARCHIVE",
        parse=lambda text: str(Path(text).expanduser().absolute()),
        default=None,
        help="Folder of the archive. Default: the checkout's data/; outside a checkout it is required.",
    ),
    Option(
        name="LINFEN_SITE_URL",
        parse=lambda text: Site(one_line(text)).asked_at,
        default=SITE_URL,
        help="Root of the host to crawl: the site, a replica or a mirror. The archive keeps the site's own addresses.",
    ),
    Option(
        name="LINFEN_DELAY_S",
        parse=number(0),
        default=None,
        help="Seconds between an answer and the next request to the same server. Default: 1.0, or 0 for a loopback "
        "host. 0 turns the pace off; a Crawl-delay in robots.txt is obeyed all the same.",
    ),
    Option(
        name="LINFEN_HOURS",
        parse=hours,
        default=None,
        help="Hours in which requests are sent, by the site's clock: 00:00-06:00, or several separated by commas. "
        "Default: all.",
    ),
    Option(
        name="LINFEN_DAILY_REQUESTS",
        parse=whole(1),
        default=None,
        help="Most requests to the site a day, over all runs, by the site's calendar. Default: any number.",
    ),
    Option(
        name="LINFEN_MAX_PAUSE_S",
        parse=number(0),
        default=600.0,
        help="Seconds of a pause that the site asks for (429, 503) which a run waits; before a longer one it ends.",
    ),
    Option(
        name="LINFEN_TIMEOUT_S",
        parse=number(0.1),
        default=30.0,
        help="Seconds after which an unanswered request has failed.",
    ),
    Option(
        name="LINFEN_CONTACT",
        parse=one_line,
        default="",
        help="Mail or web address of the operator, sent in the user agent of each request.",
    ),
    Option(
        name="LINFEN_SECTIONS",
        parse=sections,
        default=(),
        help="Sections to crawl: paths, separated by commas. Default: those in the home page's menu.",
    ),
    Option(
        name="LINFEN_KNOWN_PAGES",
        parse=whole(1),
        default=1,
        help="How many listing pages in a row must show nothing new before the sweep of a section stops.",
    ),
    Option(
        name="LINFEN_SAME_TEXT_DAYS",
        parse=whole(0),
        default=3,
        help="Days within which the same text at another address is the same article.",
    ),
    Option(
        name="LINFEN_MAX_PAGE_BYTES",
        parse=whole(1024),
        default=16 * 1024 * 1024,
        help="A response larger than this, compressed or not, is not read.",
    ),
    Option(
        name="LINFEN_BATCH_ITEMS",
        parse=whole(1),
        default=50,
        help="Most items in one transaction.",
    ),
    Option(
        name="LINFEN_BATCH_S",
        parse=number(0.05),
        default=2.0,
        help="Seconds after which a transaction is committed even if it holds fewer items.",
    ),
    Option(
        name="LINFEN_WARC_BYTES",
        parse=whole(1024),
        default=1024 * 1024 * 1024,
        help="Size in bytes at which a run begins a new WARC file.",
    ),
    Option(
        name="LINFEN_MEDIA",
        parse=switch,
        default=False,
        help="1 fetches the images of articles as well. Default: 0.",
    ),
    Option(
        name="LINFEN_MEDIA_BYTES",
        parse=whole(1024),
        default=10 * 1024 * 1024,
        help="An image larger than this is not fetched to its end, and not kept.",
    ),
    Option(
        name="LINFEN_MEDIA_HOSTS",
        parse=hosts,
        default=(),
        help="Other hosts whose images are fetched as well, each with its subdomains, separated by commas; "
        "* is any public host. Default: none.",
    ),
    Option(
        name="LINFEN_LOG_FORMAT",
        parse=one_of("text", "json"),
        default="text",
        help="text, or json for a JSON object a line: time, level, logger, message.",
    ),
    Option(
        name="LINFEN_ALERT_URLS",
        parse=alert_urls,
        default=(),
        help="Where a change of verdict is told: addresses of apprise (mailto://…, dingtalk://…, wecombot://…, "
        "feishu://…, tgram://…, json://…), separated by blanks or commas. Default: nowhere.",
        is_secret=True,
    ),
    Option(
        name="LINFEN_MIN_FREE_BYTES",
        parse=whole(0),
        default=1024 * 1024 * 1024,
        help="With less free space for the archive, a run is suspect.",
    ),
    Option(
        name="LINFEN_SILENCE_FACTOR",
        parse=number(1),
        default=2.0,
        help="How many times as long as ever before a section, or the site, may publish nothing.",
    ),
    Option(
        name="LINFEN_MAX_COVERAGE_DROP",
        parse=number(0),
        default=0.3,
        help="By how much the share of articles with an editor, a notice, a source, … may fall; 1 is all of them.",
    ),
    Option(
        name="LINFEN_MAX_SLOWDOWN",
        parse=number(1),
        default=3.0,
        help="How many times as long as usual a request may take on average.",
    ),
    Option(
        name="LINFEN_TRUST_CLOCK",
        parse=switch,
        default=False,
        help="1 lets a run go on though the archive or the site contradicts this machine's clock: "
        "for one run, if the clock is certainly right. Default: 0.",
    ),
)
PREFIX = "LINFEN_"
BY_NAME = {option.name: option for option in OPTIONS}


def in_checkout() -> bool:
    """Tell whether this program runs from a checkout, whose ``data/`` is then the default archive."""
    return (ROOT / "scrapy.cfg").is_file()


def as_text(value: object) -> str:
    """Return a value as a command line or the environment would give it: of a list, its parts separated by commas."""
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def parse(name: str, value: object) -> Value:
    """Return the value of an option from what was given for it, text or already a value.

    Raises :class:`ConfigError` with what the option takes.
    """
    option = BY_NAME[name]
    if value is None or value == "":
        return option.default
    if isinstance(value, dict):
        raise ConfigError(f"{name} is a table: must be a value. {option.help}")
    try:
        return option.parse(as_text(value))
    except (ValueError, OSError, RuntimeError) as error:
        given = "" if option.is_secret else f"={value!r}"
        raise ConfigError(f"{name}{given}: {error}. {option.help}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """All settings, parsed and checked."""

    archive: Path
    site: Site
    delay_s: float
    hours: Hours | None
    daily_requests: int | None
    max_pause_s: float
    timeout_s: float
    contact: str
    sections: tuple[str, ...]
    known_pages: int
    same_text_days: int
    max_page_bytes: int
    batch_items: int
    batch_s: float
    warc_bytes: int
    media: bool
    media_bytes: int
    media_hosts: tuple[str, ...]
    log_format: str
    alert_urls: tuple[str, ...]
    min_free_bytes: int
    silence_factor: float
    max_coverage_drop: float
    max_slowdown: float
    trust_clock: bool

    @classmethod
    def from_values(cls, values: Mapping[str, object], *, problems: Iterable[str] = ()) -> Options:
        """Return the options for given values, text or parsed; what is missing takes its default.

        Raises :class:`ConfigError` with all that is wrong, also what was found before.
        """
        found = {}
        wrong = list(problems)
        for option in OPTIONS:
            try:
                found[option.name] = parse(option.name, values.get(option.name))
            except ConfigError as error:
                wrong.append(str(error))
        if wrong:
            raise ConfigError(
                wrong[0] if len(wrong) == 1 else "\n  ".join([f"{len(wrong)} settings are wrong:", *wrong])
            )
        site = Site(str(found["LINFEN_SITE_URL"]))
        delay = found["LINFEN_DELAY_S"]
        return cls(
            archive=_archive(found["LINFEN_ARCHIVE"]),
            site=site,
            delay_s=(0.0 if is_loopback(site.host) else 1.0) if delay is None else float(str(delay)),
            **{
                name: found[f"LINFEN_{name.upper()}"]  # type: ignore[arg-type]  # each parser answers its field's type
                for name in cls.__dataclass_fields__
                if name not in {"archive", "site", "delay_s"}
            },
        )

    @property
    def user_agent(self) -> str:
        """The user agent of this program: who it is, and whom to contact."""
        return f"{SOFTWARE}/{__version__} ({self.contact or 'news archiver; no contact given'})"


def _archive(value: Value) -> Path:
    if value is not None:
        return Path(str(value))
    if not in_checkout():
        raise ConfigError("LINFEN_ARCHIVE is not set: give the archive's folder with --archive DIR")
    return ROOT / "data"


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine itself, by its name or number alone."""
    host = host.rstrip(".").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_public(host: str) -> bool:
    """Tell whether a host is, by its name or number alone, on the public internet and not in the operator's network.

    >>> [is_public(host) for host in ("mmbiz.qpic.cn", "10.0.0.1", "router", "localhost")]
    [True, False, False, False]
    """
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host.rstrip(".") and not is_loopback(host)


def about(options: Options) -> dict[str, str]:
    """Return what a WARC file records about its creation."""
    return {
        "software": f"{SOFTWARE}/{__version__}",
        "http-header-user-agent": options.user_agent,
        "robots": "obey",
        "linfen-site-url": options.site.asked_at,
    }

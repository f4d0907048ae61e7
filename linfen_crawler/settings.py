"""Scrapy settings that differ from Scrapy's defaults, each with its reason."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from scrapy.settings import default_settings

from linfen_crawler.configuration import declared
from linfen_crawler.errors import ConfigError
from linfen_crawler.options import ROOT


def _put_root_first() -> None:
    """Ensure that ``spiders`` and ``pipelines`` are ours: Scrapy appends the project, so a namesake would win."""
    if sys.path[:1] != [str(ROOT)]:
        sys.path.insert(0, str(ROOT))
    for name in ("spiders", "pipelines"):
        spec = find_spec(name)
        if spec is None or spec.origin is None or Path(spec.origin).resolve().parent != ROOT / name:
            found = spec.origin if spec else "nothing"
            raise ConfigError(f"the package {name!r} should be {ROOT / name}, but Python finds {found}")


_put_root_first()

BOT_NAME = "linfen_crawler"
SPIDER_MODULES = ["spiders"]
COMMANDS_MODULE = "linfen_crawler.commands"
ADDONS = {"linfen_crawler.addon.Addon": 0}

EXTENSIONS = {
    "linfen_crawler.log_formatter.JsonLog": -10,
    "linfen_crawler.run.Run": 0,
    "linfen_crawler.progress.ProgressBar": 10,
    "linfen_crawler.progress.ProgressLog": 10,
    # It says the same of pages and items, and nothing of articles.
    "scrapy.extensions.logstats.LogStats": None,
    # A local server that executes any Python sent to it, on by default: not for a program that runs unattended for
    # years.
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
    # The ledger in the archive is the only memory; a job directory loses what was queued when it is killed.
    "scrapy.extensions.spiderstate.SpiderState": None,
}
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False

# Politeness is a guarantee only where nothing passes by: Scrapy's delays are for slots, and its throttle for averages.
DOWNLOAD_HANDLERS = dict.fromkeys(("http", "https"), "linfen_crawler.downloading.PacedDownloadHandler")

DOWNLOADER_MIDDLEWARES = {
    # RFC 9309: a robots.txt that cannot be fetched forbids everything; Scrapy's own allows everything then.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "linfen_crawler.robots.RobotsMiddleware": 100,
    # After the capture, because what arrived of a truncated response is kept; before decoding, which ignores
    # truncation.
    "linfen_crawler.transfers.WholeMiddleware": 875,
    # Its responses come from the archive, undecoded: after the capture, before HttpCompression.
    "linfen_crawler.conditional.ConditionalMiddleware": 870,
    # Nearest to the network: it sees what came over the wire, including responses that are retried.
    "linfen_crawler.capture.CaptureMiddleware": 880,
    # Nearer still: what a clock that is behind has dated must not be stored.
    "linfen_crawler.timekeeping.ClockMiddleware": 890,
}
SPIDER_MIDDLEWARES = {"linfen_crawler.rescue.RescueMiddleware": 900}
ITEM_PIPELINES = {
    "pipelines.normalise.Normalise": 100,
    # Before everything that may keep a page, even a refused one: nothing of what was taken down is kept.
    "pipelines.withhold.Withhold": 150,
    "pipelines.validate.Validate": 200,
    # Before the next: from there on an item reaches the archive without a pause; otherwise two equal ones might miss
    # each other.
    "pipelines.media.Illustrate": 250,
    "pipelines.deduplicate.Deduplicate": 300,
    "pipelines.compare.Compare": 350,
    "pipelines.archive.Keep": 400,
}

ROBOTSTXT_OBEY = True
# The target of a redirect decides what became of an address: the spider handles redirects itself.
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
HTTPERROR_ALLOW_ALL = True
# A truncated response must be kept before it is requested again: see linfen_crawler.transfers.
DOWNLOAD_FAIL_ON_DATALOSS = False
# Only codings that pywb can play back: it fails on bodies in br, and does not know zstd.
DEFAULT_REQUEST_HEADERS = {**default_settings.DEFAULT_REQUEST_HEADERS, "Accept-Encoding": "gzip, deflate"}
COOKIES_ENABLED = False
REFERER_ENABLED = False
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
# First in, first out: a listing's newest article is requested first; Scrapy's default begins with the last.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
# Each response starts that many tasks for its items; the default of 100 costs a third of the time.
CONCURRENT_ITEMS = 8
# It inspects a callback's source for each response; ours are checked by mypy.
WARN_ON_GENERATOR_RETURN_VALUE = False
DOWNLOAD_DELAY_JITTER = 0
LOG_LEVEL = "INFO"
LOG_FORMATTER = "linfen_crawler.log_formatter.ShortLogFormatter"
# That the archive cannot be written is logged once, as an error.
DEFAULT_DROPITEM_LOG_LEVEL = "INFO"
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

_declared = declared()
globals().update(_declared.values)
# Scrapy would report an error in its settings as a traceback: the run reports it in one line instead.
LINFEN_PROBLEMS = _declared.problems

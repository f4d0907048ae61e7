"""Scrapy settings: what differs from Scrapy's defaults, each with its reason."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from scrapy.settings import default_settings

from linfen_crawler.errors import ConfigError
from linfen_crawler.options import ROOT, declared


def _put_root_first() -> None:
    """Make ``spiders`` and ``pipelines`` be ours: Scrapy appends the project, so an installed namesake would win."""
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
    "linfen_crawler.run.Run": 0,
    "linfen_crawler.progress.ProgressBar": 10,
    # A local server that runs Python it is sent, on by default: not in a program that is left alone for years.
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
    # The ledger in the archive is the only memory; a job directory loses what was queued when it is killed.
    "scrapy.extensions.spiderstate.SpiderState": None,
}
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False

DOWNLOADER_MIDDLEWARES = {
    # RFC 9309: a robots.txt that cannot be fetched forbids everything; Scrapy's own allows everything then.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "linfen_crawler.robots.RobotsMiddleware": 100,
    # After the capture, for what did come of a torn answer is kept; before any decoding, which passes over the tear.
    "linfen_crawler.transfers.WholeMiddleware": 875,
    # What it answers comes from the archive, undecoded: after the capture, before HttpCompression.
    "linfen_crawler.conditional.ConditionalMiddleware": 870,
    # Nearest to the network: what it sees is what came over the wire, retried answers included.
    "linfen_crawler.capture.CaptureMiddleware": 880,
}
SPIDER_MIDDLEWARES = {"linfen_crawler.rescue.RescueMiddleware": 900}
ITEM_PIPELINES = {
    "pipelines.normalise.Normalise": 100,
    # Before all that may keep a page, be it refused: of what was taken down nothing is.
    "pipelines.withhold.Withhold": 150,
    "pipelines.validate.Validate": 200,
    # Before the next: from there to the archive an item goes on without a pause, or two might miss each other.
    "pipelines.media.Illustrate": 250,
    "pipelines.deduplicate.Deduplicate": 300,
    "pipelines.archive.Keep": 400,
}

ROBOTSTXT_OBEY = True
# Where a redirect leads decides what became of an address: the spider reads it itself, nothing is swallowed.
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
HTTPERROR_ALLOW_ALL = True
# What came without its end must be kept, before it is asked for again: see linfen_crawler.transfers.
DOWNLOAD_FAIL_ON_DATALOSS = False
# What a page is coded by must be what it is played back by: pywb fails at bodies coded by br, and knows no zstd.
DEFAULT_REQUEST_HEADERS = {**default_settings.DEFAULT_REQUEST_HEADERS, "Accept-Encoding": "gzip, deflate"}
COOKIES_ENABLED = False
REFERER_ENABLED = False
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
# First in, first out: a listing's newest article is asked for first; Scrapy's default begins with its last.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
# Each response starts that many tasks for its items; the default of 100 costs a third of the time.
CONCURRENT_ITEMS = 8
# It reads the source of a callback for each response; ours are checked by mypy.
WARN_ON_GENERATOR_RETURN_VALUE = False
DOWNLOAD_DELAY_JITTER = 0
LOG_LEVEL = "INFO"
LOG_FORMATTER = "linfen_crawler.log_formatter.ShortLogFormatter"
# That the archive cannot be written is said once, as an error.
DEFAULT_DROPITEM_LOG_LEVEL = "INFO"
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

try:
    globals().update(declared())
except ConfigError as error:
    # Scrapy would answer an error in its settings with a traceback: the run says it in one line instead.
    LINFEN_CONFIG_ERROR = str(error)

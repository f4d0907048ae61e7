"""Turn our settings into Scrapy's, once all of them are known."""

from __future__ import annotations

from scrapy.settings import BaseSettings

from linfen_crawler.configuration import unknown
from linfen_crawler.options import OPTIONS, PREFIX, Options, is_loopback

_OURS = frozenset({"LINFEN_PROBLEMS", "LINFEN_PROGRESS", "LINFEN_REPLICA"})
"""What this program tells itself by way of Scrapy's settings."""


def options_of(settings: BaseSettings) -> Options:
    """Return our options from a crawl's settings.

    Raises :class:`~linfen_crawler.errors.ConfigError`.
    """
    given = [name for name in settings if str(name).startswith(PREFIX) and name not in _OURS]
    wrong = (*settings.getlist("LINFEN_PROBLEMS"), *unknown(given))
    return Options.from_values({option.name: settings.get(option.name) for option in OPTIONS}, problems=wrong)


class Addon:
    """Set what follows from our options: user agent and limits."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Set Scrapy's settings that our options decide."""
        options = options_of(settings)
        for name, value in {
            "USER_AGENT": options.user_agent,
            "DOWNLOAD_TIMEOUT": options.timeout_s,
            "DOWNLOAD_MAXSIZE": options.max_page_bytes,
            "DOWNLOAD_WARNSIZE": options.max_page_bytes,
            # A proxy for the internet has no way back to this machine.
            "HTTPPROXY_ENABLED": not is_loopback(options.site.host),
        }.items():
            settings.set(name, value, priority="addon")

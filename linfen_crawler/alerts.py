"""Tell the operator when the verdict on something scheduled changes: once, and not at each run.

What was told last is in a small file beside the database, because the database may be what is wrong. It has its full
length from the start and is written in place, so that a full disk keeps nobody from being told only once.
"""

from __future__ import annotations

import json
import logging
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FILE = "linfen.told"
_LENGTH = 4096
"""Bytes: a block of most file systems."""
_MAX_REASONS = 20
_SEPARATOR = re.compile(r"(?<![\s,])[\s,]++(?=[A-Za-z][A-Za-z0-9+.-]{0,40}://)")
"""Between two addresses: a comma may also be in one, between the recipients of a mail."""

logger = logging.getLogger(__name__)
# Below that they log whole addresses, with the passwords and tokens in them.
for _name in ("apprise", "urllib3"):
    logging.getLogger(_name).setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """How something scheduled ended."""

    command: str
    """Such as ``crawl`` or ``verify``: each has a verdict of its own."""
    verdict: str
    """``ok``, ``suspect``, ``failed`` or ``damaged``."""
    reasons: tuple[str, ...]


def alert_urls(text: str) -> tuple[str, ...]:
    """Return the addresses of alerts, separated by white space or commas.

    Raises :class:`ValueError` for one that no service of apprise takes; the text does not repeat it, for it may hold a
    password.
    """
    import apprise  # noqa: PLC0415  # slow to import, and not needed without such addresses

    found = tuple(dict.fromkeys(filter(None, (part.strip(" ,\t\n") for part in _SEPARATOR.split(text)))))
    for number, url in enumerate(found, start=1):
        if apprise.Apprise.instantiate(url, suppress_exceptions=True) is None:
            scheme = url.partition("://")[0] if "://" in url else ""
            of_scheme = f" ({scheme}://…)" if scheme else ""
            raise ValueError(f"address {number}{of_scheme} is none that apprise knows, or lacks something it needs")
    return found


def tell(folder: Path, urls: Sequence[str], news: News) -> bool:
    """Send news to all addresses if its verdict is another than that told last; return whether anything was sent.

    That all is well needs no telling unless something else was told before. What could not be sent to any address is
    sent after the next run. Nothing is raised: a run is none the worse for it.
    """
    before = _told(folder)
    last = before.get(news.command, "ok")
    if news.verdict == last:
        _note(folder, before | {news.command: news.verdict})
        return False
    if not urls:
        return False
    if not _send(urls, _title(news, last), _body(folder, news)):
        return False
    _note(folder, before | {news.command: news.verdict})
    return True


def _send(urls: Sequence[str], title: str, body: str) -> bool:
    import apprise  # noqa: PLC0415  # see above

    sent = False
    for number, url in enumerate(urls, start=1):
        service = apprise.Apprise()
        service.add(url)
        try:
            is_sent = bool(service.notify(title=title, body=body, body_format=apprise.NotifyFormat.TEXT))
        # Services are other people's code, and a run must not end by one.
        except Exception as error:  # noqa: BLE001
            # Not its text: it may quote the address, with a password or token in it.
            logger.warning("sending an alert raised %s", type(error).__name__)
            is_sent = False
        if not is_sent:
            logger.warning("the alert could not be sent to address %d of LINFEN_ALERT_URLS", number)
        sent = sent or is_sent
    return sent


def _title(news: News, last: str) -> str:
    return f"Linfen crawler: {news.command}: {news.verdict} (before: {last})"


def _body(folder: Path, news: News) -> str:
    reasons = list(news.reasons[:_MAX_REASONS])
    if len(news.reasons) > _MAX_REASONS:
        reasons.append(f"and {len(news.reasons) - _MAX_REASONS} more")
    where = f"archive {folder} on {socket.gethostname()}; more: linfen status --archive {folder}"
    return "\n".join([*reasons, "", where])


def _told(folder: Path) -> dict[str, str]:
    """Return what was told last of each command; nothing where that is not known."""
    try:
        found = json.loads((folder / FILE).read_text("utf-8"))
        return {str(command): str(verdict) for command, verdict in found.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _note(folder: Path, told: dict[str, str]) -> None:
    text = json.dumps(told).encode().ljust(_LENGTH - 1) + b"\n"
    path = folder / FILE
    try:
        if path.is_file() and path.read_bytes() == text:
            return
        with path.open("r+b" if path.is_file() else "wb") as file:
            file.write(text)
    except OSError as error:
        logger.warning("%s cannot be written (%s): the next run may tell the same again", path, error.strerror)

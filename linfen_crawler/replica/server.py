"""Serve the replica over HTTP on a loopback port, as the site itself or as the proxy in front of it."""

from __future__ import annotations

import gzip
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from linfen_crawler.replica.living import LivingReplica
from linfen_crawler.replica.site import Page, Replica

_PROXIED_HOSTS = frozenset({"www.lfxww.com", "lfxww.com"})
_GZIP_FROM_BYTES = 256
_IDLE_S = 60.0
_BAD_GATEWAY = Page(
    status=502, headers=(("Content-Type", "text/plain"),), body=b"the replica stands in for www.lfxww.com alone\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it came in, before it was answered."""

    method: str
    path: str
    """With its query, without the host of a proxied request."""
    host: str
    headers: Mapping[str, str]
    """Names in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A request that was answered."""

    at: datetime
    """Aware, UTC: when the request was read."""
    method: str
    path: str
    host: str
    user_agent: str
    status: int
    """0 where the server hung up."""


Override = Page | Callable[[Request], Page | None]
"""What is in a page's place; a function may return ``None`` to let the page itself be served."""


class RunningReplica:
    """A replica that is being served."""

    def __init__(self, replica: Replica, port: int) -> None:
        self.replica = replica
        self.overrides: dict[str, Override] = {}
        """What is served in place of a path's page; the query may be part of the path."""
        self.clock: Callable[[], datetime | None] = self._now
        """Returns the time that each response bears as its ``Date``; ``None`` for none."""
        self._records: list[Record] = []
        self._lock = threading.Lock()
        self._server = _Server(self, port)

    def _now(self) -> datetime:
        return self.replica.now if isinstance(self.replica, LivingReplica) else datetime.now(UTC)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """Its root, such as ``http://127.0.0.1:8000/``; as ``http_proxy`` it does, too."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def requests(self) -> list[Record]:
        """The requests so far, in the order of the responses; a copy."""
        with self._lock:
            return list(self._records)

    def forget_requests(self) -> None:
        """Begin the list of requests again."""
        with self._lock:
            self._records.clear()

    def record(self, record: Record) -> None:
        """Add to the list of requests."""
        with self._lock:
            self._records.append(record)

    def answer(self, request: Request) -> Page:
        """Return the page for a request, or what a test has put in its place."""
        bare = request.path.partition("?")[0]
        override = self.overrides.get(request.path, self.overrides.get(bare))
        page = override(request) if callable(override) else override
        return page or self.replica.page(request.path)

    def serve_forever(self) -> None:
        """Serve until :meth:`close` is called from another thread."""
        self._server.serve_forever(poll_interval=0.05)

    def close(self) -> None:
        """Stop serving and close all connections."""
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def serve(replica: Replica, port: int = 0) -> Iterator[RunningReplica]:
    """Serve a replica from a thread of its own as long as the block runs; port 0 is any free one."""
    running = RunningReplica(replica, port)
    thread = threading.Thread(target=running.serve_forever, name="replica", daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, running: RunningReplica, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.running = running
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        if isinstance(request, socket.socket):
            with self._open_lock:
                self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        if isinstance(request, socket.socket):
            with self._open_lock:
                self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore a client that is gone, such as a killed one; anything else is printed."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # the base class is untyped here

    def server_close(self) -> None:
        """Close the listening socket and every connection that a client keeps alive."""
        super().server_close()
        with self._open_lock:
            for connection in self._open:
                _wake(connection)


def _wake(connection: socket.socket) -> None:
    """Wake the thread that reads from a connection, if there still is one."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "linfen-replica"
    sys_version = ""
    timeout = _IDLE_S
    # Headers and body leave in one piece: a client that delays its acknowledgements would wait 40 ms for the second.
    wbufsize = 65536
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer with a page."""
        self._respond()

    def do_HEAD(self) -> None:
        """Answer with a page's headers."""
        self._respond()

    def do_POST(self) -> None:
        """Refuse: the site is read only."""
        self._respond()

    def do_CONNECT(self) -> None:
        """Refuse: the replica is no tunnel."""
        self._respond()

    def _respond(self) -> None:
        """Answer a request, or hang up."""
        started = datetime.now(UTC)
        request, page = self._asked()
        if page.delay_s:
            time.sleep(page.delay_s)
        if page.hangs_up:
            self._record(request, started, 0)
            self.close_connection = True
            return
        page = _conditional(request, page)
        self._record(request, started, page.status)
        self._send(_compressed(request, page))

    def _asked(self) -> tuple[Request, Page]:
        """Read the request; an absolute target is a proxy's, which reaches one site only."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        if self.path.startswith("/"):
            request = Request(method=self.command, path=self.path, host=headers.get("host", ""), headers=headers)
            return request, self._answer(request)
        target = urlsplit(self.path)
        path = (target.path or "/") + (f"?{target.query}" if target.query else "")
        request = Request(method=self.command, path=path, host=target.netloc, headers=headers)
        is_ours = target.scheme == "http" and target.hostname in _PROXIED_HOSTS and target.port in {None, 80}
        return request, self._answer(request) if is_ours else _BAD_GATEWAY

    def _answer(self, request: Request) -> Page:
        if request.method not in {"GET", "HEAD"}:
            return Page(status=405, headers=(("Allow", "GET, HEAD"), ("Connection", "close")))
        return self.server.running.answer(request)

    def _record(self, request: Request, started: datetime, status: int) -> None:
        agent = request.headers.get("user-agent", "")
        self.server.running.record(
            Record(
                at=started, method=request.method, path=request.path, host=request.host, user_agent=agent, status=status
            )
        )

    def _send(self, page: Page) -> None:
        self.send_response_only(page.status)
        self.send_header("Server", self.version_string())
        now = self.server.running.clock()
        if now is not None and _header(page, "date") is None:
            self.send_header("Date", format_datetime(now.astimezone(UTC), usegmt=True))
        for name, value in page.headers:
            self.send_header(name, value)
        declared = _header(page, "content-length")
        if declared is None and page.status not in {204, 304}:
            self.send_header("Content-Length", str(len(page.body)))
        if declared is not None:
            # A length that a test made up: the client must not wait for the rest on this connection.
            self.close_connection = True
        self.end_headers()
        if self.command != "HEAD" and page.status not in {204, 304}:
            self.wfile.write(page.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Do not log: the requests are kept as records."""


def _header(page: Page, name: str) -> str | None:
    return next((value for key, value in page.headers if key.lower() == name), None)


def _conditional(request: Request, page: Page) -> Page:
    """Return 304 without a body where the client's copy is still good; the tag takes precedence over the date."""
    if page.status != 200 or not _is_unchanged(request.headers, page):
        return page
    kept = tuple((name, value) for name, value in page.headers if name.lower() in {"etag", "last-modified"})
    return replace(page, status=304, headers=kept, body=b"")


def _is_unchanged(headers: Mapping[str, str], page: Page) -> bool:
    tag, changed = _header(page, "etag"), _header(page, "last-modified")
    if asked := headers.get("if-none-match"):
        known = [one.strip().removeprefix("W/") for one in asked.split(",")]
        return tag is not None and (tag in known or known == ["*"])
    since = headers.get("if-modified-since")
    if since is None or changed is None:
        return False
    try:
        return parsedate_to_datetime(changed) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False


def _compressed(request: Request, page: Page) -> Page:
    """Compress text for clients that accept it; the same page is always the same bytes."""
    is_text = (_header(page, "content-type") or "").startswith("text/")
    if "gzip" not in request.headers.get("accept-encoding", "") or not is_text or len(page.body) < _GZIP_FROM_BYTES:
        return page
    if _header(page, "content-encoding") or _header(page, "content-length"):
        return page
    headers = (*page.headers, ("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding"))
    return replace(page, headers=headers, body=gzip.compress(page.body, mtime=0))

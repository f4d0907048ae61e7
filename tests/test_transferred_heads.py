"""What of an answer's head is kept as it was transferred, and what the client that fetches it does not give."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harness import Run
from searching import contents_of
from test_pages import LEAD, paragraphs, template

from linfen_crawler.raw import all_files

HOME = '<div class="menu"><div class="m-l-content fl"><ul><li><a href="/shanxi/">山西</a></li></ul></div></div>'
LISTING = '<div id="contentText"><div><ul><li><a href="/shanxi/5.html">会议</a></li></ul></div></div>'
HTML = b"Content-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
BODY = template(paragraphs(LEAD)).encode()
ODD = (
    b"HTTP/1.1 200 Alles Gut\r\ncontent-type: text/html; charset=utf-8\r\nConnection: close\r\n"
    b"Keep-Alive: timeout=5\r\n"
    b'X-Twice: a\r\nETag: W/"5"\r\nX-Empty:\r\nX-Twice: b\r\nX-Latin: \xe9\r\nTransfer-Encoding: chunked\r\n'
    b"Trailer: X-Behind\r\n\r\n" + b"%x\r\n" % len(BODY) + BODY + b"\r\n0\r\nX-Behind: 1\r\n\r\n"
)
KEPT = (
    b'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-Twice: a\r\nX-Twice: b\r\nEtag: W/"5"\r\n'
    b"X-Empty: \r\nX-Latin: \xe9\r\nTrailer: X-Behind\r\nContent-Length: %d\r\n\r\n" % len(BODY)
)


class _Wire(socketserver.StreamRequestHandler):
    """Writes answers byte for byte."""

    def handle(self) -> None:
        path = self.rfile.readline().split()[1]
        while self.rfile.readline().strip():
            pass
        pages = {b"/": HOME, b"/shanxi/": LISTING}
        if path == b"/shanxi/5.html":
            self.wfile.write(ODD)
        elif path in pages:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n" + HTML + b"\r\n" + pages[path].encode())
        else:
            self.wfile.write(b"HTTP/1.1 404 Not Found\r\n" + HTML + b"\r\n")


@contextmanager
def wire() -> Iterator[str]:
    """Serve the odd site, and yield its address."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Wire) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


def test_all_that_the_client_gives_of_a_head_is_kept(linfen: Run, folder: Path) -> None:
    with wire() as url:
        linfen("crawl", "--archive", str(folder), "--site-url", url)
    (record,) = (
        content
        for path in all_files(folder)
        for content in contents_of(path)
        if content.startswith(b"WARC/1.1\r\n")
        and b"WARC-Type: response" in content
        and b"/shanxi/5.html\r\n" in content
    )
    assert record.partition(b"\r\n\r\n")[2].startswith(KEPT + BODY)

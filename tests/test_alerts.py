"""Who is to be told is told: by a real webhook and a real mail, once for each change of verdict."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from harness import Run, run

from linfen_crawler.alerts import FILE, News, alert_urls, tell
from linfen_crawler.replica import Page, RunningReplica

SECRET = "s3cret-t0ken"


class Hook:
    """A webhook, and what it was sent."""

    def __init__(self) -> None:
        self.received: list[dict[str, Any]] = []
        self.status = 200
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if hook.status == 200:
                    hook.received.append(json.loads(body))
                self.send_response(hook.status)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"json://127.0.0.1:{self.server.server_address[1]}/{SECRET}"

    @property
    def titles(self) -> list[str]:
        return [str(one["title"]) for one in self.received]


@pytest.fixture
def hook() -> Iterator[Hook]:
    found = Hook()
    yield found
    found.server.shutdown()
    found.server.server_close()


class Mailbox:
    """An SMTP server's mails."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], bytes]] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802
        self.mails.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


@pytest.fixture
def crawl(site: RunningReplica, folder: Path, hook: Hook) -> Callable[..., int]:
    def crawl(command: str = "crawl", **env: str) -> int:
        where = ["--archive", str(folder), *(["--site-url", site.url] if command in {"crawl", "recheck"} else [])]
        return run([*command.split(), *where], env={"LINFEN_ALERT_URLS": hook.url, **env}).returncode

    return crawl


def test_each_change_of_verdict_is_told_once(
    crawl: Callable[..., int], site: RunningReplica, hook: Hook, folder: Path
) -> None:
    assert (crawl(), hook.received) == (0, [])
    site.overrides["/robots.txt"] = Page(status=503, body=b"")
    assert [crawl(), crawl(), crawl()] == [1, 1, 1]
    assert hook.titles == ["Linfen crawler: crawl: failed (before: ok)"]
    said = str(hook.received[0]["message"])
    assert "the site could not be crawled: robots.txt unreachable: HTTP 503" in said
    assert f"linfen status --archive {folder}" in said
    # Each command has a verdict of its own.
    assert crawl("recheck --older-than 0h") == 1
    assert hook.titles[1:] == ["Linfen crawler: recheck: failed (before: ok)"]
    del site.overrides["/robots.txt"]
    assert [crawl(), crawl()] == [0, 0]
    assert hook.titles[2:] == ["Linfen crawler: crawl: ok (before: failed)"]


def test_a_mail_arrives(crawl: Callable[..., int], site: RunningReplica, mailbox: tuple[Mailbox, int]) -> None:
    box, port = mailbox
    url = f"mailto://127.0.0.1:{port}?from=linfen@archive.example&to=one@b.example,two@b.example&mode=insecure"
    site.overrides["/robots.txt"] = Page(status=503, body=b"")
    crawl(LINFEN_ALERT_URLS=url)
    assert sorted(address for to, _ in box.mails for address in to) == ["one@b.example", "two@b.example"]
    mail = message_from_bytes(box.mails[0][1], policy=default)
    assert mail["Subject"] == "Linfen crawler: crawl: failed (before: ok)"
    part = mail.get_body(("plain", "html"))
    assert part is not None
    assert "robots.txt unreachable: HTTP 503" in part.get_content()


def test_what_could_not_be_sent_is_sent_after_the_next_run(
    crawl: Callable[..., int], site: RunningReplica, hook: Hook
) -> None:
    site.overrides["/robots.txt"] = Page(status=503, body=b"")
    hook.status = 500
    assert crawl() == 1
    hook.status = 200
    assert crawl() == 1
    assert hook.titles == ["Linfen crawler: crawl: failed (before: ok)"]


def test_one_address_that_does_not_answer_keeps_the_others_from_nothing(
    crawl: Callable[..., int], site: RunningReplica, hook: Hook
) -> None:
    site.overrides["/robots.txt"] = Page(status=503, body=b"")
    for _ in range(2):
        assert crawl(LINFEN_ALERT_URLS=f"json://127.0.0.1:9/x, {hook.url}") == 1
    assert len(hook.received) == 1


def test_scrapys_own_command_tells_as_well(scrapy: Run, site: RunningReplica, folder: Path, hook: Hook) -> None:
    site.overrides["/robots.txt"] = Page(status=503, body=b"")
    env = {"LINFEN_ALERT_URLS": hook.url, "LINFEN_ARCHIVE": str(folder), "LINFEN_SITE_URL": site.url}
    assert scrapy("crawl", "news", env=env).returncode == 1
    assert hook.titles == ["Linfen crawler: crawl: failed (before: ok)"]


def test_a_damaged_archive_is_told_by_whatever_meets_it(crawl: Callable[..., int], hook: Hook, folder: Path) -> None:
    assert crawl() == 0
    assert crawl("verify") == 0
    kept = (folder / "linfen.db").read_bytes()
    (folder / "linfen.db").write_bytes(b"this is no database" * 100)
    assert [crawl(), crawl("verify"), crawl("verify --quick"), crawl("verify")] == [5] * 4
    assert hook.titles == [
        "Linfen crawler: crawl: failed (before: ok)",
        "Linfen crawler: verify: damaged (before: ok)",
        "Linfen crawler: verify --quick: damaged (before: ok)",
    ]
    (folder / "linfen.db").write_bytes(kept)
    assert crawl("verify") == 0
    assert hook.titles[3:] == ["Linfen crawler: verify: ok (before: damaged)"]


def test_who_holds_the_archive_or_mistypes_is_no_news(crawl: Callable[..., int], hook: Hook, folder: Path) -> None:
    from linfen_crawler.archive.lock import held

    with held(folder):
        assert crawl() == 4
    assert crawl(LINFEN_DELAY_S="soon") == 2
    assert hook.received == []


def test_a_full_disk_is_told_once(folder: Path, hook: Hook) -> None:
    """The file of what was told has had its length from the start."""
    folder.mkdir()
    tell(folder, (hook.url,), News(command="crawl", verdict="ok", reasons=()))
    length = (folder / FILE).stat().st_size
    for _ in range(2):
        tell(folder, (hook.url,), News(command="crawl", verdict="failed", reasons=("no space left",) * 50))
    assert len(hook.received) == 1
    assert "and 30 more" in hook.received[0]["message"]
    assert (folder / FILE).stat().st_size == length == 4096


def test_a_damaged_note_of_what_was_told_stops_nothing(folder: Path, hook: Hook) -> None:
    folder.mkdir()
    for damaged in (b"", b"[]", b"\xff" * 4096, b"{" + b" " * 4095):
        (folder / FILE).write_bytes(damaged)
        assert tell(folder, (hook.url,), News(command="crawl", verdict="suspect", reasons=("x",)))


def test_addresses_are_parted_by_blanks_or_commas() -> None:
    text = "json://a.example/x,json://b.example/y  mailto://h.example?to=a@b.example,c@d.example&from=e@f.example\njson://c"
    assert len(alert_urls(text)) == 4
    assert alert_urls(" ") == ()


@pytest.mark.parametrize(
    "wrong", [f"nonsense://{SECRET}", f"mailto://{SECRET}", SECRET, f"json://ok.example {SECRET}://x"]
)
def test_an_address_that_nobody_knows_is_named_without_its_secrets(linfen: Run, wrong: str, tmp_path: Path) -> None:
    done = linfen("crawl", "--archive", str(tmp_path / "a"), env={"LINFEN_ALERT_URLS": wrong})
    assert done.returncode == 2
    assert "LINFEN_ALERT_URLS: address " in done.stderr
    assert SECRET not in done.stderr.replace(f"({SECRET}://…)", "")


def test_no_secret_is_logged(crawl: Callable[..., int], site: RunningReplica, hook: Hook, folder: Path) -> None:
    site.overrides["/robots.txt"] = Page(status=503, body=b"")
    hook.status = 500
    done = run(
        ["crawl", "--archive", str(folder), "--site-url", site.url, "--log-level", "DEBUG"],
        env={"LINFEN_ALERT_URLS": hook.url},
    )
    assert "the alert could not be sent to address 1" in done.stderr
    assert SECRET not in done.stdout + done.stderr


def test_a_service_that_raises_neither_ends_a_run_nor_tells_secrets(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> bool:
        raise ConnectionError(f"no route to json://x/{SECRET}")

    monkeypatch.setattr("apprise.Apprise.notify", fail)
    folder.mkdir()
    assert not tell(folder, ("json://127.0.0.1/x",), News(command="crawl", verdict="failed", reasons=()))
    assert "sending an alert raised ConnectionError" in caplog.text
    assert SECRET not in caplog.text

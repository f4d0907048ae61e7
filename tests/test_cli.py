"""The commands: what they print, how they end, and what they say when something is wrong."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from filelock import FileLock
from harness import TIMEOUT_S, Run, environment, start
from test_verify import execute

from linfen_crawler.archive.schema import SCHEMA_VERSION
from linfen_crawler.cli import main
from linfen_crawler.replica import Page, RunningReplica


def one_line(text: str) -> str:
    """Return what ``linfen`` says of an error: one line, and the only one of its own."""
    lines = [line for line in text.splitlines() if line.startswith("linfen: ")]
    assert len(lines) == 1, text
    assert "Traceback" not in text
    return lines[0]


@pytest.mark.parametrize(
    "arguments",
    [
        ["crawl", "--max-articles", "0"],
        ["crawl", "--max-articles", "x"],
        ["crawl", "--section", "../etc"],
        ["crawl", "--section", "/\udcff/"],
        ["crawl", "--delay", "-1"],
        ["crawl", "--delay", "nan"],
        ["crawl", "--site-url", "ftp://x/"],
        ["crawl", "--site-url", "http://host/below/"],
        ["crawl", "--no-such-option"],
        ["no-such-command"],
        ["demo", "--articles", "5"],
    ],
)
def test_bad_options_are_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, *(["--archive", str(tmp_path / "new")] if arguments[0] == "crawl" else [])])
    assert ended.value.code == 2
    assert len(capsys.readouterr().err.strip().splitlines()) <= 4
    assert not (tmp_path / "new").exists()


def test_bad_settings_are_wrong_usage_with_scrapy_too(scrapy: Run, tmp_path: Path) -> None:
    archive = f"LINFEN_ARCHIVE={tmp_path}"
    assert scrapy("crawl", "news", "-s", archive, "-s", "LINFEN_DELAY_S=soon").returncode == 2
    assert scrapy("crawl", "news", "-s", archive, "-a", "max_articles=x").returncode == 2
    assert scrapy("crawl", "news", "-s", archive, "-a", "colour=red").returncode == 2
    assert scrapy("crawl", "news", "-s", archive, env={"LINFEN_KNOWN_PAGES": "0"}).returncode == 2


def test_an_archive_folder_that_cannot_be_written_fails(linfen: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = linfen("crawl", "--archive", str(tmp_path / "file" / "archive"), "--site-url", "http://127.0.0.1:9/")
    assert done.returncode == 1
    assert "cannot be written" in one_line(done.stderr)


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"this is no database, but somebody's diary" * 100, 5, "not a SQLite database"),
        ("CREATE TABLE diary (day TEXT)", 5, "another program's database"),
        (
            f"CREATE TABLE archive (schema_version); INSERT INTO archive VALUES ({SCHEMA_VERSION + 1})",
            5,
            "newer version",
        ),
    ],
)
def test_a_file_that_is_not_ours_stays_untouched(
    content: bytes | str, code: int, says: str, linfen: Run, tmp_path: Path
) -> None:
    path = tmp_path / "linfen.db"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        database = sqlite3.connect(path)
        database.executescript(content)
        database.close()
    before = path.read_bytes()
    for command in (["crawl", "--site-url", "http://127.0.0.1:9/"], ["status"], ["show", "1"]):
        done = linfen(*command, "--archive", str(tmp_path))
        assert done.returncode == code, done.stderr
        assert says in one_line(done.stderr)
    assert path.read_bytes() == before


def test_a_second_run_on_the_same_archive_ends_at_once(crawl: Run, site: RunningReplica, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    with FileLock(folder / "linfen.lock"):
        done = crawl()
    assert done.returncode == 4
    assert "another run holds the archive" in one_line(done.stderr)
    assert site.requests == []


def test_the_holder_of_the_lock_is_named(crawl: Run, site: RunningReplica, tmp_path: Path) -> None:
    site.overrides["/robots.txt"] = Page(status=200, delay_s=20.0)
    holder = start(["crawl", "--archive", str(tmp_path / "archive"), "--site-url", site.url])
    while not (tmp_path / "archive" / "linfen.holder").exists():
        time.sleep(0.05)
    done = crawl()
    holder.kill()
    assert done.returncode == 4
    assert f"process {holder.pid}" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_interrupted_says_so(
    number: signal.Signals, site: RunningReplica, tmp_path: Path, linfen: Run
) -> None:
    where = ["--archive", str(tmp_path / "archive")]
    process = start(["crawl", *where, "--site-url", site.url, "--delay", "0.3"])
    while len(site.requests) < 4:
        time.sleep(0.01)
    os.kill(process.pid or 0, number)
    process.join(TIMEOUT_S)
    assert process.exitcode == 128 + number
    runs = json.loads(linfen("status", *where, "--json").stdout)["runs"]
    assert (runs[0]["verdict"], runs[0]["reasons"]) == ("interrupted", [f"stopped by signal {number.value}"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("command", [("show", "1"), ("show", "1", "--json"), ("status",), ("--help",)])
def test_output_that_cannot_be_written_is_one_line(command: tuple[str, ...], crawl: Run, tmp_path: Path) -> None:
    crawl("--max-articles", "1")
    where = () if command == ("--help",) else ("--archive", str(tmp_path / "archive"))
    linfen = [sys.executable, "-m", "linfen_crawler", *command, *where]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(linfen, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=environment())
    said = "linfen: its output cannot be written: No space left on device\n"
    assert (done.returncode, done.stderr) == (1, said)


def test_output_that_is_closed_is_not_wanted(crawl: Run, tmp_path: Path) -> None:
    crawl("--max-articles", "1")
    for command in (["show", "1"], ["status"], ["verify", "--quick"]):
        linfen = [sys.executable, "-m", "linfen_crawler", *command, "--archive", str(tmp_path / "archive")]
        shell = ["sh", "-c", 'exec "$@" >&-', "sh", *linfen]
        done = subprocess.run(shell, stderr=subprocess.PIPE, text=True, check=False, env=environment())
        assert (done.returncode, done.stderr) == (0, ""), command


def test_what_is_interrupted_before_it_is_imported_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt")
    linfen = [sys.executable, "-m", "linfen_crawler", "show", "1"]
    done = subprocess.run(
        linfen, env=environment(PYTHONPATH=str(tmp_path)), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_status_says_what_is_archived_what_is_pending_and_how_runs_ended(
    crawl: Run, linfen: Run, tmp_path: Path
) -> None:
    crawl("--max-articles", "3")
    where = ("--archive", str(tmp_path / "archive"))
    found = json.loads(linfen("status", *where, "--json").stdout)
    assert found["totals"]["articles"] == 3
    assert {row["reason"] for row in found["waiting"]} == {"not requested yet"}
    assert found["runs"][0]["verdict"] == "ok"
    printed = linfen("status", *where).stdout
    for words in ("Sections", "时政要闻", "Not archived, and why", "not requested yet", "Last runs"):
        assert words in printed
    # No name of a key or a column stands in what an operator reads, and each number says what it counts.
    head = printed.partition("Sections")[0]
    assert "_" not in head.partition("\narticles")[2]
    assert "articles   3, at 3 addresses\n" in head
    known = sum(row["addresses"] for row in found["addresses"])
    assert f"What became of the {known} addresses ever discovered" in printed
    execute(
        tmp_path / "archive",
        "UPDATE articles SET gone_at = '2026-01-01T00:00:00.000000Z', complete = 0 WHERE id = 1;",
    )
    execute(tmp_path / "archive", "UPDATE sweeps SET ended_at = NULL, reason = NULL WHERE id = 1")
    printed = linfen("status", *where).stdout
    assert "articles   3, at 3 addresses; 1 gone from the site, 1 with a page missing\n" in printed
    assert "interrupted, and resumed by the next run" in printed


def test_status_needs_no_scrapy() -> None:
    code = "import sys, linfen_crawler.cli.status, linfen_crawler.cli.show; sys.exit('scrapy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_show_takes_any_spelling_of_an_address(crawl: Run, linfen: Run, site: RunningReplica, tmp_path: Path) -> None:
    crawl("--section", "/linfen/shizheng/")
    url = site.replica.truth_listing("/linfen/shizheng/")[0]
    where = ("--archive", str(tmp_path / "archive"))
    expected = site.replica.expected(url)
    path = url.split("/", 3)[3]
    for spelling in (url, f"https://lfxww.com/{path}?from=timeline#top", f"{site.url}{path}"):
        done = linfen("show", spelling, *where, "--json", env={"LINFEN_SITE_URL": site.url})
        assert json.loads(done.stdout)["title"] == expected.title
    printed = linfen("show", url, *where).stdout
    assert expected.body in printed
    assert (expected.copyright_notice or "the page has none") in printed
    by_id = json.loads(linfen("show", url, *where, "--json").stdout)["id"]
    assert expected.title in linfen("show", str(by_id), *where).stdout


def test_show_says_what_became_of_an_address_that_is_not_archived(crawl: Run, linfen: Run, tmp_path: Path) -> None:
    crawl("--max-articles", "1")
    where = ("--archive", str(tmp_path / "archive"))
    done = linfen("show", "http://www.lfxww.com/shanxi/99.html", *where)
    assert done.returncode == 1
    assert "was never discovered" in one_line(done.stderr)
    pending = json.loads(linfen("status", *where, "--json").stdout)["waiting"][0]["example"]
    assert "is not archived: pending" in one_line(linfen("show", pending, *where).stderr)


def test_commands_without_an_archive_say_how_to_begin_one(linfen: Run, tmp_path: Path) -> None:
    for command in (["status"], ["show", "1"], ["rebuild"], ["rebuild", "--apply"], ["verify"], ["recheck"]):
        done = linfen(*command, "--archive", str(tmp_path / "nothing"))
        assert done.returncode == 1
        assert "holds no archive" in one_line(done.stderr)
    assert not (tmp_path / "nothing").exists()


def test_the_demo_shows_what_was_archived_and_finds_nothing_new_again(linfen: Run, tmp_path: Path) -> None:
    demo = ("demo", "--articles", "40", "--archive", str(tmp_path / "demo"))
    first = linfen(*demo)
    assert first.returncode == 0, first.stderr
    for words in ("时政要闻", "版权声明", "40 new articles", str(tmp_path / "demo"), "linfen status"):
        assert words in first.stdout
    second = linfen(*demo)
    assert second.returncode == 0
    assert "nothing new" in second.stdout


def test_a_demos_invented_articles_never_meet_others(linfen: Run, site: RunningReplica, tmp_path: Path) -> None:
    demo, real = str(tmp_path / "demo"), str(tmp_path / "real")
    assert linfen("demo", "--articles", "20", "--archive", demo).returncode == 0
    assert linfen("crawl", "--archive", real, "--site-url", site.url, "--max-articles", "1").returncode == 0
    for arguments, says in (
        (["crawl", "--archive", demo, "--site-url", site.url], "holds the invented articles of the replica of 20"),
        (["demo", "--articles", "20", "--seed", "2", "--archive", demo], "holds the invented articles of the replica"),
        (["demo", "--articles", "20", "--archive", real], "holds the real site's articles"),
    ):
        done = linfen(*arguments)
        assert done.returncode == 2
        assert says in one_line(done.stderr)


def test_the_demo_is_not_disturbed_by_what_is_set_for_the_real_site(linfen: Run, tmp_path: Path) -> None:
    settings = {
        "LINFEN_SECTIONS": "/shanxi/",
        "LINFEN_SITE_URL": "http://127.0.0.1:9/",
        "http_proxy": "http://127.0.0.1:9",
    }
    done = linfen("demo", "--articles", "20", "--archive", str(tmp_path / "demo"), env=settings)
    assert done.returncode == 0, done.stderr
    assert "20 new articles" in done.stdout


def test_the_doctor_finds_this_installation_fit(linfen: Run, tmp_path: Path) -> None:
    done = linfen("doctor", "--archive", str(tmp_path), "--json")
    assert done.returncode == 0, done.stdout
    assert {finding["state"] for finding in json.loads(done.stdout)} <= {"ok", "advice"}


def test_the_doctor_names_what_is_broken(linfen: Run, tmp_path: Path) -> None:
    (tmp_path / "linfen.db").write_text("no database" * 100)
    done = linfen("doctor", "--archive", str(tmp_path))
    assert done.returncode == 5
    assert "not a SQLite database" in done.stdout
    assert linfen("doctor", "--archive", str(tmp_path), env={"LINFEN_DELAY_S": "soon"}).returncode == 2


def test_on_a_terminal_a_bar_is_drawn_and_the_log_is_quiet(site: RunningReplica, tmp_path: Path) -> None:
    """A terminal of 80 columns: what is piped elsewhere is drawn here, and nothing else changes."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
    command = [sys.executable, "-m", "linfen_crawler", "crawl", "--archive", str(tmp_path), "--site-url", site.url]
    with subprocess.Popen(command, env=environment(TERM="xterm"), stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        drawn = b""
        while True:
            try:
                drawn += os.read(ours, 65536)
            except OSError:
                break
    os.close(ours)
    screen = drawn.decode()
    assert process.returncode == 0, screen
    assert "crawling" in screen
    assert re.search(r"crawling: \d+ new, \d+ known, 0 failed", screen)
    assert " INFO " not in screen
    assert "verdict   ok" in screen


def test_tables_fit_a_terminal_of_80_columns(crawl: Run, linfen: Run, tmp_path: Path) -> None:
    crawl("--section", "/linfen/shizheng/")
    printed = linfen("status", "--archive", str(tmp_path / "archive")).stdout
    table = printed.split("Sections\n")[1].split("\n\n")[0].splitlines()
    assert max(map(len, table)) < 78


def test_the_real_site_is_asked_once_a_second_under_an_honest_name(
    site: RunningReplica, linfen: Run, tmp_path: Path
) -> None:
    """No setting at all but a proxy, after which the replica stands for the real host."""
    linfen("crawl", "--archive", str(tmp_path), "--max-articles", "2", env={"http_proxy": site.url})
    times = [request.at for request in site.requests]
    assert len(times) >= 5
    # One that a busy machine is late to serve comes the nearer to the next, but not to the one before.
    assert (times[-1] - times[0]).total_seconds() > 0.9 * (len(times) - 1)
    assert {(request.host, request.user_agent.split("/")[0]) for request in site.requests} == {
        ("www.lfxww.com", "linfen-crawler")
    }


def test_errors_are_one_line(linfen: Run, scrapy: Run, tmp_path: Path) -> None:
    (tmp_path / "linfen.db").write_text("no database" * 100)
    done = linfen("crawl", "--archive", str(tmp_path), "--site-url", "http://127.0.0.1:9/")
    assert len(done.stderr.strip().splitlines()) == 1
    for text in ("\udcff", "", "http://www.lfxww.com/shanxi/"):
        assert "Traceback" not in linfen("show", text, "--archive", str(tmp_path)).stderr
    unknown = scrapy("crawl", "nosuch")
    assert unknown.returncode == 2
    assert "Traceback" not in unknown.stderr


def test_one_log_line_a_decision(crawl: Run) -> None:
    done = crawl("--section", "/linfen/shizheng/")
    decisions = [line for line in done.stderr.splitlines() if " INFO added " in line or " INFO merged " in line]
    assert len(decisions) == len({line.split(" INFO ")[1] for line in decisions}) > 5
    assert done.stderr.count("INFO verdict ok") == 1


def test_the_user_agent_names_the_operator(crawl: Run, site: RunningReplica) -> None:
    crawl("--max-articles", "1", env={"LINFEN_CONTACT": "archive@example.org"})
    assert {request.user_agent for request in site.requests} == {"linfen-crawler/0.1.0 (archive@example.org)"}

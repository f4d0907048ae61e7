"""How far a run is: in words, on a terminal, in a log, and for programs."""

from __future__ import annotations

import importlib
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from harness import Run, run

from linfen_crawler.progress import Standing
from linfen_crawler.replica import Page, RunningReplica


def standing(**changed: float) -> Standing:
    known = {"new": 12, "known": 140, "failed": 1, "taken_up": 0, "requests": 90, "queued": 30, "seconds": 60.0}
    return Standing(**known | changed)  # type: ignore[arg-type]


def test_it_is_said_in_words() -> None:
    assert str(standing()) == "12 new, 140 known, 1 failed, 90/min, 30 wait, 0:00:20 left"
    assert str(standing(queued=0)) == "12 new, 140 known, 1 failed, 90/min"
    assert str(standing(seconds=5.0)) == "12 new, 140 known, 1 failed, 30 wait"
    assert str(standing(taken_up=7, queued=0)).startswith("7 entries of the journal, 12 new, ")
    assert standing(requests=0).left is None
    assert standing(requests=45, queued=450).left == timedelta(minutes=10)


def hurry() -> None:
    """Take a fifth of a second for a minute."""
    importlib.import_module("linfen_crawler.progress")._EVERY_S = 0.2


def test_a_log_has_a_line_a_minute(site: RunningReplica, folder: Path) -> None:
    where = ["--archive", str(folder), "--site-url", site.url]
    done = run(["crawl", *where], env={"LINFEN_DELAY_S": "0.03"}, before=hurry)
    assert done.returncode == 0
    lines = [line.partition("so far ")[2] for line in done.stderr.splitlines() if "so far " in line]
    assert len(lines) > 5
    new = [int(line.split(" new")[0]) for line in lines]
    assert new == sorted(new)
    assert new[-1] > new[0]
    assert any(" wait" in line for line in lines)
    assert "so far" not in run(["crawl", *where], before=None).stderr


def test_what_was_known_and_what_failed_is_counted(site: RunningReplica, folder: Path) -> None:
    where = ["--archive", str(folder), "--site-url", site.url]
    run(["crawl", *where])
    url = next(one.url for one in site.replica.articles())
    site.overrides[url.removeprefix("http://www.lfxww.com")] = Page(status=500, body=b"oops")
    done = run(["recheck", *where, "--older-than", "0h"], env={"LINFEN_DELAY_S": "0.02"}, before=hurry)
    lines = [line for line in done.stderr.splitlines() if "so far " in line]
    assert all("so far 0 new, " in line for line in lines)
    assert int(lines[-1].split(" known")[0].split()[-1]) > 20
    assert (" failed" in done.stdout, "1 failed" in done.stdout) == (True, True)


@pytest.mark.parametrize("how", ["option", "setting"])
def test_each_line_of_a_json_log_is_an_object(how: str, site: RunningReplica, folder: Path) -> None:
    command = ["crawl", "--archive", str(folder), "--site-url", site.url, "--max-articles", "3"]
    option, env = (["--log-format", "json"], {}) if how == "option" else ([], {"LINFEN_LOG_FORMAT": "json"})
    done = run([*command, *option], env=env)
    assert done.returncode == 0
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert len(lines) > 5
    assert {tuple(line) for line in lines} == {("time", "level", "logger", "message")}
    assert {line["level"] for line in lines} == {"INFO"}
    times = [datetime.fromisoformat(line["time"]) for line in lines]
    assert times == sorted(times)
    assert {time.utcoffset() for time in times} == {timedelta(0)}
    assert any(line["message"].startswith("verdict ok") for line in lines)


def test_an_error_in_a_json_log_is_one_line(site: RunningReplica, folder: Path) -> None:
    """With its traceback, which has many."""
    command = ["crawl", "--archive", str(folder), "--site-url", site.url, "--log-format", "json", "--max-articles", "2"]
    done = run(command, before=break_reading)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    (failed,) = [line for line in lines if line["level"] == "ERROR"][:1]
    assert "ZeroDivisionError" in failed["exc_info"]


def break_reading() -> None:
    """Let the program fail on each article."""

    def fail(_: object) -> None:
        raise ZeroDivisionError

    importlib.import_module("spiders.base").read_article = fail


def test_scrapys_own_command_writes_json_as_well(scrapy: Run, site: RunningReplica, folder: Path) -> None:
    env = {"LINFEN_LOG_FORMAT": "json", "LINFEN_ARCHIVE": str(folder), "LINFEN_SITE_URL": site.url}
    done = scrapy("crawl", "news", "-a", "max_articles=2", env=env)
    assert done.returncode == 0
    # Scrapy says what it starts with before it has read a command.
    ours = [line for line in done.stderr.splitlines() if "linfen_crawler.run" in line]
    assert [json.loads(line)["level"] for line in ours][-1] == "INFO"


def test_no_other_format_is_known(linfen: Run, tmp_path: Path) -> None:
    done = linfen("crawl", "--archive", str(tmp_path), "--log-format", "xml")
    assert done.returncode == 2
    assert "LINFEN_LOG_FORMAT='xml': must be text or json" in done.stderr

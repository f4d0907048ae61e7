"""What schedules an installation: read by systemd itself, and run as cron would run it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from harness import Run, environment

from linfen_crawler.archive import Archive
from linfen_crawler.replica import RunningReplica

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze")
ODD = 'it\'s 50% \\ "full" $HOME 临汾'
"""What a folder may be called."""


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    folder = tmp_path / ODD
    folder.mkdir()
    return folder


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", *arguments], capture_output=True, text=True, check=False, env=environment()
    )


@needs_systemd
@pytest.mark.parametrize("options", [(), ("--user",)])
def test_systemd_takes_the_units(linfen: Run, odd: Path, options: tuple[str, ...]) -> None:
    units = odd / "units"
    done = linfen(
        "schedule", "--systemd", *options, "--into", str(units), "--backup", str(odd / "copy"), "--archive", str(odd)
    )
    assert done.returncode == 0
    names = {path.name for path in units.iterdir()}
    jobs = ("crawl", "recheck", "verify", "verify-quick", "backup")
    assert names == {f"linfen-{job}.{kind}" for job in jobs for kind in ("service", "timer")}
    assert set(re.findall(r"linfen-[a-z-]+\.timer", done.stdout)) == {one for one in names if one.endswith("timer")}
    # Its manager of a user's units wants a session; the files are of one form.
    checked = analyze("verify", *map(str, sorted(units.iterdir())))
    assert (checked.returncode, checked.stderr) == (0, "")


@needs_systemd
def test_systemd_notices_a_mistake(linfen: Run, odd: Path, tmp_path: Path) -> None:
    """That nothing is said of the units means something."""
    linfen("schedule", "--systemd", "--into", str(tmp_path / "units"), "--archive", str(odd))
    service = tmp_path / "units" / "linfen-crawl.service"
    service.write_text(service.read_text("utf-8").replace("ExecStart=/", "ExecStart=/nowhere/"))
    assert analyze("verify", str(service)).returncode != 0


@needs_systemd
def test_timers_keep_the_sites_time(linfen: Run, odd: Path) -> None:
    said = linfen("schedule", "--systemd", "--archive", str(odd)).stdout
    calendars = re.findall(r"OnCalendar=(.+)", said)
    assert len(calendars) == 4
    for calendar in calendars:
        shown = analyze("calendar", calendar)
        assert shown.returncode == 0
        assert "Asia/Shanghai" in shown.stdout
    assert said.count("Persistent=true") == 4


def lines_of(linfen: Run, *arguments: str, **env: str) -> list[str]:
    done = linfen("schedule", "--cron", *arguments, env=env)
    assert done.returncode == 0
    return [line for line in done.stdout.splitlines() if not line.startswith("#")]


def as_cron(line: str, home: Path) -> int:
    """Run a crontab's line as cron does: a bare environment, the shell, and an escaped per cent sign for one."""
    command = line.split(" ", 1 if line.startswith("@") else 5)[-1]
    assert not re.search(r"(?<!\\)%", command)
    bare = {"HOME": str(home), "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "LOGNAME": "nobody"}
    return subprocess.run(["/bin/sh", "-c", command.replace("\\%", "%")], env=bare, cwd=home, check=False).returncode


def test_the_lines_do_what_they_say_as_cron_runs_them(
    linfen: Run, odd: Path, site: RunningReplica, tmp_path: Path
) -> None:
    config = odd / "linfen.toml"
    config.write_text(f'LINFEN_SITE_URL = "{site.url}"\nLINFEN_BATCH_S = 0.2\n')
    archive, copy = odd / "archive", odd / "copy"
    archive.mkdir()
    lines = lines_of(linfen, "--archive", str(archive), "--backup", str(copy), LINFEN_CONFIG=str(config))
    assert [line.split("/")[0].strip().split(" LINFEN")[0] for line in lines] == [
        "@reboot",
        "17 * * * *",
        "37 1 * * *",
        "47 7 * * 1-6",
        "47 7 * * 0",
        "7 5 * * *",
    ]
    assert [as_cron(line, tmp_path) for line in lines] == [0] * 6
    for folder in (archive, copy):
        with Archive.open(folder) as found:
            assert len(list(found.rows("SELECT 1 FROM articles"))) == 40
            assert [run.spider for run in found.last_runs(9)] == ["recheck", "news", "news"]
    assert "sound: " in (archive / "linfen.log").read_text("utf-8")


def test_units_are_printed_with_their_names(linfen: Run, odd: Path) -> None:
    done = linfen("schedule", "--systemd", "--archive", str(odd))
    assert re.findall(r"^# (\S+)$", done.stdout, re.MULTILINE)[:2] == ["linfen-crawl.service", "linfen-crawl.timer"]
    assert "is not there yet" not in done.stderr


def test_what_would_keep_it_from_working_is_said(linfen: Run, tmp_path: Path) -> None:
    where = ("--archive", str(tmp_path / "none"), "--backup", str(tmp_path / "neither"))
    said = linfen("schedule", "--cron", *where, env={"LINFEN_DELAY_S": "3"}).stderr
    for folder in ("none", "neither"):
        assert f"{tmp_path / folder} is not there yet" in said
    assert "LINFEN_BATCH_S, LINFEN_DELAY_S, LINFEN_MIN_FREE_BYTES: only set in this shell" in said


@pytest.mark.parametrize("wrong", [(), ("--cron", "--user"), ("--cron", "--into", "x")])
def test_wrong_usage(linfen: Run, wrong: tuple[str, ...], tmp_path: Path) -> None:
    assert linfen("schedule", *wrong, "--archive", str(tmp_path)).returncode == 2


def test_a_folder_that_cannot_be_written_is_named(linfen: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = linfen("schedule", "--systemd", "--into", str(tmp_path / "file" / "x"), "--archive", str(tmp_path))
    assert done.returncode == 2
    assert f"{tmp_path / 'file' / 'x'} cannot be written" in done.stderr


def test_a_word_is_one_word_to_the_shell() -> None:
    assert shlex.split(shlex.join([ODD])) == [ODD]

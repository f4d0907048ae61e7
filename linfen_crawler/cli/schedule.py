"""``linfen schedule``: the units or lines with which this installation runs by itself."""

from __future__ import annotations

import getpass
import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from linfen_crawler.cli import parameters
from linfen_crawler.cli.report import say
from linfen_crawler.errors import ConfigError, ExitCode
from linfen_crawler.options import OPTIONS

SETTINGS = frozenset(option.name for option in OPTIONS)
_MAX_RECHECKED = 5000
"""How many articles a night's recheck asks for at most: a night has time for them at a request every four seconds."""
_STOPPED_WITHIN_S = 30
"""A run that is told to stop ends within ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A command that is called again and again."""

    name: str
    what: str
    arguments: tuple[str, ...]
    calendar: str
    """As systemd writes it (systemd.time(7)); the site's time."""
    minute: str
    """Minute, hour and so on, as cron writes it (crontab(5)); the machine's time."""


_JOBS = (
    Job(name="crawl", what="new articles", arguments=("crawl",), calendar="*-*-* *:17:00", minute="17 * * * *"),
    Job(
        name="recheck",
        what="edits, removals and returns",
        arguments=("recheck", "--limit", str(_MAX_RECHECKED)),
        calendar="*-*-* 01:37:00",
        minute="37 1 * * *",
    ),
    Job(
        name="verify-quick",
        what="is the archive sound, as far as a minute tells",
        arguments=("verify", "--quick"),
        calendar="Mon..Sat *-*-* 07:47:00",
        minute="47 7 * * 1-6",
    ),
    Job(
        name="verify",
        what="is the archive sound, to the last byte",
        arguments=("verify",),
        calendar="Sun *-*-* 07:47:00",
        minute="47 7 * * 0",
    ),
)


def jobs(backup: Path | None) -> tuple[Job, ...]:
    """Return what is to be scheduled, with a copy of the archive where there is a folder for it."""
    if backup is None:
        return _JOBS
    copy = Job(
        name="backup",
        what="a proved copy of the archive",
        arguments=("backup", str(backup)),
        calendar="*-*-* 05:07:00",
        minute="7 5 * * *",
    )
    return (*_JOBS, copy)


@click.command(name="schedule")
@click.option("--systemd", "form", flag_value="systemd", help="Print systemd services and timers.")
@click.option("--cron", "form", flag_value="cron", help="Print lines for a crontab.")
@click.option("--backup", metavar="DIR", type=click.Path(path_type=Path), help="Also copy the archive to DIR, daily.")
@click.option(
    "--into",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the units into DIR, such as /etc/systemd/system.",
)
@click.option("--user", "of_user", is_flag=True, help="Units for `systemctl --user`, which need no root.")
@parameters.archive
def command(*, form: str | None, backup: Path | None, into: Path | None, of_user: bool, **settings: str | None) -> int:
    """Print what schedules this installation: crawl hourly, recheck nightly, verify, back up.

    Runs never overlap: one that finds the archive held by another ends at once (exit code 4), and the next one has its
    work.
    """
    if form is None:
        raise click.UsageError("say which: --systemd or --cron")
    if form == "cron" and (into or of_user):
        raise click.UsageError("--into and --user go with --systemd")
    archive = parameters.options(settings).archive
    backup = backup.expanduser().absolute() if backup is not None else None
    wanted = jobs(backup)
    for advice in _advice(archive, backup):
        say(f"linfen: {advice}", err=True)
    if form == "cron":
        say("\n".join(crontab(wanted, archive)))
        return int(ExitCode.OK)
    files = dict(units(wanted, archive, of_user=of_user))
    if into is None:
        say("\n".join(f"# {name}\n{text}" for name, text in files.items()), nl=False)
    else:
        _write(files, into, of_user=of_user)
    return int(ExitCode.OK)


def _advice(archive: Path, backup: Path | None) -> Iterator[str]:
    """Yield what is to be done so that what is scheduled works, in sentences."""
    for folder in filter(None, (archive, backup)):
        if not folder.is_dir():
            yield f"{folder} is not there yet: create it, for the user who runs this (mkdir -p)"
    if left := sorted(name for name in os.environ if name in SETTINGS - {"LINFEN_ARCHIVE"}):
        yield f"{', '.join(left)}: only set in this shell; put it into linfen.toml for what is scheduled"


def program() -> tuple[str, ...]:
    """Return the words that call this program, whatever the folder and the search path of whoever does."""
    beside = Path(sys.executable).with_name("linfen")
    return (str(beside),) if beside.is_file() else (sys.executable, "-m", "linfen_crawler")


def crontab(wanted: Sequence[Job], archive: Path) -> Iterator[str]:
    """Yield the lines of a crontab."""
    yield "# Linfen crawler. Times are this machine's; exit codes and reasons: linfen status"
    yield "# cron runs nothing that was due while the machine was off: the first line after it was, does."
    config = _config()
    first = ("@reboot", _JOBS[0])
    for when, job in (first, *((one.minute, one) for one in wanted)):
        words = [*program(), *job.arguments, "--archive", str(archive)]
        said = f"LINFEN_CONFIG={shlex.quote(config)} " if config else ""
        log = shlex.quote(str(archive / "linfen.log"))
        # cron ends a command at a per cent sign, unless a backslash precedes it.
        yield f"{when} {said}{shlex.join(words)} >>{log} 2>&1".replace("%", "\\%")


def units(wanted: Sequence[Job], archive: Path, *, of_user: bool) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of systemd units: for each job a service, and a timer that starts it."""
    for job in wanted:
        yield f"linfen-{job.name}.service", _service(job, archive, of_user=of_user)
        yield f"linfen-{job.name}.timer", _timer(job)


def _service(job: Job, archive: Path, *, of_user: bool) -> str:
    written = [archive, *(Path(word) for word in job.arguments[1:] if job.name == "backup")]
    config = _config()
    lines = [
        "[Unit]",
        f"Description=Linfen crawler: {job.what}",
        "Documentation=man:systemd.service(5)",
        *([] if of_user else ["Wants=network-online.target", "After=network-online.target"]),
        "",
        "[Service]",
        "Type=oneshot",
        f"ExecStart={' '.join(map(_word, [*program(), *job.arguments, '--archive', str(archive)]))}",
        *([] if of_user else [f"User={getpass.getuser()}"]),
        *([f"Environment={_word(f'LINFEN_CONFIG={config}')}"] if config else []),
        # Another run holds the archive: the next one has its work.
        f"SuccessExitStatus={ExitCode.LOCKED:d}",
        f"TimeoutStopSec={_STOPPED_WITHIN_S}",
        "Nice=10",
        "NoNewPrivileges=yes",
        "PrivateTmp=yes",
        *([] if of_user else ["ProtectSystem=strict", *(f"ReadWritePaths={_word(str(path))}" for path in written)]),
    ]
    return "\n".join(lines) + "\n"


def _timer(job: Job) -> str:
    lines = [
        "[Unit]",
        f"Description=Linfen crawler: {job.what}",
        "",
        "[Timer]",
        f"OnCalendar={job.calendar} Asia/Shanghai",
        # What was due while the machine was off is started when it is back.
        "Persistent=true",
        "RandomizedDelaySec=120",
        "",
        "[Install]",
        "WantedBy=timers.target",
    ]
    return "\n".join(lines) + "\n"


def _word(text: str) -> str:
    """Return a word of a unit: quoted if it must be, with no specifier and no variable in it (systemd.service(5))."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if any(c.isspace() or c in "\"'\\;" for c in text) else escaped


def _config() -> str | None:
    named = os.environ.get("LINFEN_CONFIG")
    return str(Path(named).absolute()) if named else None


def _write(files: dict[str, str], into: Path, *, of_user: bool) -> None:
    try:
        into.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (into / name).write_text(text, "utf-8")
    except OSError as error:
        raise ConfigError(f"{into} cannot be written: {error.strerror}") from error
    control = "systemctl --user" if of_user else "systemctl"
    timers = " ".join(name for name in files if name.endswith(".timer"))
    say(f"{len(files)} units are in {into}. Start them:\n\n{control} daemon-reload\n{control} enable --now {timers}")

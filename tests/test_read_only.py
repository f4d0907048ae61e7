"""An archive that nobody may write, such as a snapshot of the disk: it is read, proved, copied and put back."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import TIMEOUT_S, run
from test_backup import are_equal
from test_verify import archived, copied, damages

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.connection import open_reader
from linfen_crawler.errors import ArchiveError

__all__ = ["archived", "copied"]

_CAPABILITIES = 0x20080522
"""The version of Linux's interface for them."""


def may_not_write() -> None:
    """Give up what lets root write where nobody may; others have nothing to give up."""
    if os.geteuid() == 0:
        assert ctypes.CDLL(None).capset(struct.pack("=Ii", _CAPABILITIES, 0), bytes(24)) == 0


@pytest.fixture
def snapshot(copied: Path) -> Iterator[Path]:
    """Return an archive that cannot be written."""
    set_mode(copied, 0o555)
    yield copied
    set_mode(copied, 0o755)


def set_mode(folder: Path, mode: int) -> None:
    """Let folders be written, or not."""
    for path in (folder, folder / "warc", folder / "media"):
        path.chmod(mode)


@pytest.mark.parametrize("command", ["verify", "verify --quick", "status", "show 3", "show 3 --history"])
def test_it_is_read_as_any_other(command: str, snapshot: Path, archived: Path) -> None:
    done = run([*command.split(), "--archive", str(snapshot)], before=may_not_write)
    expected = run([*command.split(), "--archive", str(archived)])
    assert (done.returncode, done.stdout.replace(str(snapshot), str(archived))) == (0, expected.stdout), done.stderr


def test_it_is_copied_and_put_back(snapshot: Path, archived: Path, tmp_path: Path) -> None:
    copy, back = tmp_path / "copy", tmp_path / "back"
    backup = ["backup", str(copy), "--archive", str(snapshot)]
    restore = ["restore", str(snapshot), "--archive", str(back)]
    for target, arguments in ((copy, backup), (back, restore)):
        done = run(arguments, before=may_not_write)
        assert done.returncode == 0, done.stdout + done.stderr
        assert are_equal(archived, target)
        assert damages(target) == []


def test_nothing_is_written_to_it(snapshot: Path) -> None:
    names = sorted(path.name for path in snapshot.iterdir())
    assert run(["crawl", "--archive", str(snapshot)], before=may_not_write).returncode == 1
    assert run(["status", "--archive", str(snapshot)], before=may_not_write).returncode == 0
    assert sorted(path.name for path in snapshot.iterdir()) == names


@pytest.mark.parametrize("has_index", [True, False])
def test_a_log_is_read_with_it_or_the_reason_is_said(has_index: bool, copied: Path, tmp_path: Path) -> None:
    """A snapshot that was taken while a run wrote: SQLite reads the log by the file beside it."""
    writer = ArchiveWriter.open(copied)
    writer.begin_run("news", {}, warc_bytes=1 << 30, about={})
    taken = Path(shutil.copytree(copied, tmp_path / "taken"))
    writer.close()
    if not has_index:
        (taken / "linfen.db-shm").unlink()
    set_mode(taken, 0o555)
    done = run(["verify", "--archive", str(taken)], before=may_not_write)
    set_mode(taken, 0o755)
    said = "sound: " if has_index else "has a log, which cannot be read on read-only storage: copy the folder"
    assert (done.returncode, said in done.stdout + done.stderr) == (0 if has_index else 1, True), done.stdout


def test_what_somebody_writes_meanwhile_is_not_believed(snapshot: Path) -> None:
    """The folder may be written elsewhere: under another name, by another machine."""
    process = multiprocessing.get_context("fork").Process(target=_read_while_it_is_written, args=[snapshot])
    process.start()
    process.join(TIMEOUT_S)
    assert process.exitcode == 0


def _read_while_it_is_written(folder: Path) -> None:
    may_not_write()
    with Archive(folder, open_reader(folder)) as archive:
        assert archive.rows("SELECT count(*) AS n FROM runs") == [{"n": 2}]
        os.utime(folder / "linfen.db", (0, 0))
        with pytest.raises(ArchiveError, match="was written to while it was being read"):
            archive.rows("SELECT 1")

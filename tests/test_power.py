"""What a power cut may not lose is brought to the disk, file and folder, before anything rests on it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from test_identity import article

from linfen_crawler.archive import ArchiveWriter
from linfen_crawler.archive.backup import back_up
from linfen_crawler.raw import close_left, left_open


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return what Python brings to the disk, in order; SQLite sees to its own."""
    found: list[Path] = []
    sync = os.fsync

    def noted(descriptor: int) -> None:
        found.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    return found


def archived(folder: Path) -> ArchiveWriter:
    writer = ArchiveWriter.open(folder)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    writer.store(article("/shanxi/5"))
    return writer


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="nothing here says which file a descriptor is of")
def test_the_name_of_a_new_warc_file_is_on_the_disk_and_then_its_bytes_before_a_row_is(
    tmp_path: Path, synced: list[Path]
) -> None:
    writer = archived(tmp_path)
    del synced[: len(synced) - 1 - synced[::-1].index(tmp_path / "warc")]
    writer.commit()
    assert synced[0] == tmp_path / "warc"
    assert {path.suffix for path in synced[1:]} == {".open"}
    writer.close()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="nothing here says which file a descriptor is of")
def test_each_file_of_a_copy_is_on_the_disk_before_it_has_its_name(tmp_path: Path, synced: list[Path]) -> None:
    writer = archived(tmp_path / "archive")
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()
    synced.clear()
    assert back_up(tmp_path / "archive", tmp_path / "copy") == []
    (warc,) = (tmp_path / "copy" / "warc").iterdir()
    for copied in (tmp_path / "copy" / "linfen.db", warc):
        at = next(at for at, path in enumerate(synced) if path.name.startswith(copied.name))
        assert copied.parent in synced[at:]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="nothing here says which file a descriptor is of")
def test_what_is_cut_off_a_torn_file_is_off_on_the_disk_before_its_name_says_that_it_is_closed(
    tmp_path: Path, synced: list[Path]
) -> None:
    """Else a power cut leaves a closed file with the torn end back on it, which no digest fits."""
    writer = archived(tmp_path)
    writer.commit()
    writer.close()
    (left,) = left_open(tmp_path)
    with left.open("ab") as file:
        file.write(left.read_bytes()[:20])
    synced.clear()
    assert close_left(left) is not None
    assert synced == [left, tmp_path / "warc"]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="nothing here says which file a descriptor is of")
def test_the_name_of_a_closed_file_is_on_the_disk_when_a_run_has_ended(tmp_path: Path, synced: list[Path]) -> None:
    writer = archived(tmp_path)
    writer.commit()
    synced.clear()
    writer.finish_run(verdict="ok", reasons=[], counters={})
    assert left_open(tmp_path) == []
    assert synced[-1] == tmp_path / "warc"
    writer.close()

"""A copy in which commands were run: it is refused or brought up to date as a whole, and never spoilt."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from harness import Run
from searching import found_in, sentences
from test_backup import are_equal
from test_branches import live
from test_identity import article
from test_verify import archived, copied, damages

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.backup import back_up, restore
from linfen_crawler.archive.media import media_files
from linfen_crawler.archive.staging import Staging
from linfen_crawler.errors import ArchiveError, ConfigError
from linfen_crawler.raw import OPEN, all_files, closed_files

__all__ = ["archived", "copied"]


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of an archive but for those of its lock and those by which readers know of each other."""
    passing = ("linfen.lock", "linfen.holder", "linfen.db-wal", "linfen.db-shm")
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name not in passing]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def flip(path: Path) -> None:
    """Flip a bit in the middle of a file."""
    rotten = bytearray(path.read_bytes())
    rotten[len(rotten) // 2] ^= 1
    path.write_bytes(rotten)


def with_much_text(folder: Path) -> dict[str, object]:
    """Return an article of an archive."""
    with Archive.open(folder) as archive:
        return dict(archive.rows("SELECT * FROM articles WHERE length(body) > 300 ORDER BY id LIMIT 1")[0])


def test_a_takedown_reaches_what_commands_have_left_in_the_copy(copied: Path, tmp_path: Path, linfen: Run) -> None:
    copy, elsewhere = tmp_path / "copy", tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert back_up(copied, copy) == []
    for rebuilt in (["rebuild", "--apply"], ["rebuild", "--apply"], ["rebuild"]):
        assert linfen(*rebuilt, "--archive", str(copy)).returncode == 0
    moved, kept = sorted(copy.glob("linfen-before-*.db"))
    moved.rename(elsewhere / "old.db")
    moved.symlink_to(elsewhere / "old.db")
    (copy / "linfen-before-now.db").symlink_to(copied / "linfen.db")
    Staging.open(copy)
    (copy / "ingest.tmp").write_bytes(kept.read_bytes())
    was_kept = Path(shutil.copy(kept, tmp_path / "kept.db"))
    # As long as nothing was taken down, they are the operator's.
    before = {path.name for path in copy.iterdir()}
    live(copied, "/shanxi/5")
    assert back_up(copied, copy) == []
    assert {path.name for path in copy.iterdir()} == before
    taken = with_much_text(copied)
    pieces = sentences(taken)
    assert {name.split("/")[0] for names in found_in(copy, pieces).values() for name in names} >= {kept.name, "rebuild"}
    assert linfen("forget", str(taken["url"]), "--reason", "x", "--yes", "--archive", str(copied)).returncode == 0
    done = linfen("backup", str(copy), "--archive", str(copied))
    assert (done.returncode, done.stderr) == (0, "")
    assert found_in(copy, pieces) == {}
    assert list(elsewhere.iterdir()) == list(copy.glob("linfen-before-*")) == list(copy.glob("ingest*")) == []
    assert not (copy / "rebuild").exists()
    assert damages(copied) == damages(copy) == []
    assert are_equal(copied, copy)
    # Also where an earlier call was killed, whose database is in its place already.
    shutil.copy(was_kept, copy / "linfen-before-then.db")
    assert found_in(copy, pieces) != {}
    assert back_up(copied, copy) == []
    assert found_in(copy, pieces) == {}


def went_on(_: Path, copy: Path) -> None:
    live(copy, "/shanxi/3")


def went_on_both(folder: Path, copy: Path) -> None:
    live(copy, "/shanxi/3")
    live(folder, "/shanxi/4")


def was_killed(folder: Path, copy: Path) -> None:
    """Let a run in the copy be killed before its first commit: its database does not know it."""
    database = (copy / "linfen.db").read_bytes()
    *_, last = live(copy, "/shanxi/3")
    for path in copy.glob("linfen.db*"):
        path.unlink()
    (copy / "linfen.db").write_bytes(database)
    last.rename(last.with_name(f"{last.name}{OPEN}"))
    live(folder, "/shanxi/4")


def is_newer(folder: Path, copy: Path) -> None:
    """Let an older state of the archive be put back, as from another copy."""
    older = folder.with_name("older")
    shutil.copytree(folder, older)
    live(folder, "/shanxi/4")
    assert back_up(folder, copy) == []
    shutil.rmtree(folder)
    older.rename(folder)


@pytest.mark.parametrize("how", [went_on, went_on_both, was_killed, is_newer])
def test_a_copy_that_has_what_the_archive_has_not_stays_as_it_is(
    how: Callable[[Path, Path], None], tmp_path: Path, linfen: Run
) -> None:
    folder, copy, back = (tmp_path / name for name in ("archive", "copy", "back"))
    live(folder, "/shanxi/1", "/shanxi/2")
    assert back_up(folder, copy) == []
    how(folder, copy)
    assert damages(folder) == damages(copy) == []
    before = contents(copy)
    done = linfen("backup", str(copy), "--archive", str(folder))
    assert done.returncode == 2
    assert f"{copy} is no earlier state of {folder}: it alone has run 2, begun at " in done.stderr
    assert "choose another folder" in done.stderr
    assert contents(copy) == before
    assert damages(folder) == damages(copy) == []
    assert restore(copy, back) == []
    assert back_up(folder, tmp_path / "another") == []


def test_an_archive_that_goes_on_from_its_copy_is_backed_up_there(tmp_path: Path) -> None:
    """It was put back from there, whatever else it has recovered since, and without a run between."""
    folder, copy, back = (tmp_path / name for name in ("archive", "copy", "back"))
    live(folder, "/shanxi/1")
    assert back_up(folder, copy) == []
    assert restore(copy, back) == []
    assert back_up(back, copy) == []
    live(back, "/shanxi/2")
    assert back_up(back, copy) == []
    # What only files tell of the archive is known to it as well.
    database = (back / "linfen.db").read_bytes()
    live(back, "/shanxi/3")
    assert back_up(back, copy) == []
    for path in back.glob("linfen.db*"):
        path.unlink()
    (back / "linfen.db").write_bytes(database)
    assert back_up(back, copy) == []
    ArchiveWriter.open(back).close()
    assert back_up(back, copy) == []
    assert are_equal(back, copy)


@pytest.mark.parametrize("what", ["file", "foreign file"])
def test_what_is_damaged_in_the_archive_reaches_no_sound_copy(
    what: str, copied: Path, tmp_path: Path, linfen: Run
) -> None:
    """Files that the copy lacks wait until all is proved; then the archive is repaired, and copied."""
    copy = tmp_path / "copy"
    assert back_up(copied, copy) == []
    new = live(copied, "/shanxi/5")[-1]
    if what == "file":
        sound = new.read_bytes()
        flip(new)
    else:
        foreign = copied / "warc" / "wget.warc.gz"
        shutil.copy(new, foreign)
    before = contents(copy)
    done = linfen("backup", str(copy), "--archive", str(copied))
    assert (done.returncode, "the copy was left as it was" in done.stderr) == (5, True)
    assert contents(copy) == before
    assert linfen("restore", str(copy), "--archive", str(tmp_path / "back")).returncode == 0
    if what == "file":
        new.write_bytes(sound)
    else:
        foreign.unlink()
    assert linfen("backup", str(copy), "--archive", str(copied)).returncode == 0
    assert are_equal(copied, copy)


def test_an_image_that_is_damaged_in_the_archive_reaches_no_sound_copy(copied: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    assert back_up(copied, copy) == []
    path = next(media_files(copied))
    sound = (copied / path).read_bytes()
    flip(copied / path)
    # The copy's own is as long, and sound.
    assert back_up(copied, copy) == []
    assert (copy / path).read_bytes() == sound
    (copy / path).unlink()
    before = contents(copy)
    assert path in {one.where for one in back_up(copied, copy)}
    assert contents(copy) == before
    (copied / path).write_bytes(sound)
    assert back_up(copied, copy) == []
    assert contents(copy) == {**before, path: sound} | {"linfen.db": contents(copy)["linfen.db"]}


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_a_copying_that_fails_leaves_the_copy_as_it_was(
    fails_at: int, copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk, of which nothing is kept either."""
    copy = tmp_path / "copy"
    assert back_up(copied, copy) == []
    before = contents(copy)
    live(copied, "/shanxi/5", "/shanxi/6")
    left, copyfile = iter(range(1, fails_at)), shutil.copyfile

    def fail(source: Path, target: Path) -> Path:
        copyfile(source, target)
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        return target

    monkeypatch.setattr(shutil, "copyfile", fail)
    with pytest.raises(ArchiveError, match="No space left"):
        back_up(copied, copy)
    assert contents(copy) == before
    monkeypatch.undo()
    assert back_up(copied, copy) == []
    assert are_equal(copied, copy)


@pytest.mark.parametrize("what", ["image", "shortened image", "open file"])
def test_whatever_has_rotted_in_the_copy_alone_is_copied_again(what: str, copied: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    writer = ArchiveWriter.open(copied)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    writer.store(article("/shanxi/5"))
    writer.commit()
    assert back_up(copied, copy) == []
    path = next(copy.glob("warc/*.open")) if what == "open file" else copy / next(media_files(copy))
    sound = path.read_bytes()
    if what == "shortened image":
        path.write_bytes(sound[:-9])
    else:
        flip(path)
    assert damages(copy) != []
    assert back_up(copied, copy) == []
    assert path.read_bytes() == sound
    assert damages(copy) == []
    writer.close()


def test_what_a_command_has_closed_in_the_copy_goes_on_with_the_archive(
    copied: Path, tmp_path: Path, linfen: Run
) -> None:
    """A rebuild closes what was copied while a run wrote it; the archive's is longer since, and still open."""
    copy = tmp_path / "copy"
    writer = ArchiveWriter.open(copied)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    writer.store(article("/shanxi/5"))
    writer.commit()
    assert back_up(copied, copy) == []
    linfen("rebuild", "--archive", str(copy))
    assert list(copy.glob("warc/*.open")) == []
    for number in (6, 7):
        writer.store(article(f"/shanxi/{number}", text=f"别的{number}" * 40))
        writer.commit()
        assert back_up(copied, copy) == []
        assert [path.name for path in all_files(copy)] == [path.name for path in all_files(copied)]
        assert damages(copy) == []
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()
    assert back_up(copied, copy) == []
    assert are_equal(copied, copy)
    assert [path.read_bytes() for path in closed_files(copy)] == [path.read_bytes() for path in closed_files(copied)]


def test_what_is_no_copys_is_named_and_not_blamed_on_the_archive(tmp_path: Path, linfen: Run) -> None:
    folder, copy, other = (tmp_path / name for name in ("archive", "copy", "other"))
    live(folder, "/shanxi/1")
    assert back_up(folder, copy) == []
    strange = copy / "warc" / "others.warc.gz"
    shutil.copy(live(other, "/shanxi/2")[-1], strange)
    done = linfen("backup", str(copy), "--archive", str(folder))
    assert (done.returncode, f"{strange} is a file of another archive: move it away" in done.stderr) == (2, True)
    strange.unlink()
    (copy / "warc" / "notes.txt").write_text("dear")
    done = linfen("backup", str(copy), "--archive", str(folder))
    assert (done.returncode, "warc/notes.txt: is not a WARC file" in done.stdout) == (5, True)
    assert "repair what is named" in done.stderr
    (copy / "warc" / "notes.txt").unlink()
    (copy / "linfen.db").rename(tmp_path / "moved.db")
    (copy / "linfen.db").symlink_to(tmp_path / "moved.db")
    with pytest.raises(ConfigError, match="is a symbolic link"):
        back_up(folder, copy)


def test_a_copy_that_went_on_is_not_put_beside_files_of_the_archive_that_did(tmp_path: Path, linfen: Run) -> None:
    folder, copy = tmp_path / "archive", tmp_path / "copy"
    live(folder, "/shanxi/1")
    assert back_up(folder, copy) == []
    alone = live(folder, "/shanxi/2")
    live(copy, "/shanxi/3")
    for path in folder.glob("linfen.db*"):
        path.unlink()
    for path in alone:
        # Runs of one second give the same name.
        path.rename(path.with_name(path.name.replace("linfen-", "linfen-1")))
    before = contents(folder)
    done = linfen("restore", str(copy), "--archive", str(folder))
    assert (done.returncode, "is of a branch of this archive that" in done.stderr) == (2, True)
    assert contents(folder) == before

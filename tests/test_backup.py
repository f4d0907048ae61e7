"""A copy of the archive: whole at one moment, whatever is being written, and as good as the archive when put back."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from harness import Run, run, start
from searching import found_in, sentences
from test_identity import article
from test_identity import store as store_in
from test_verify import archived, copied, damages, execute

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.backup import back_up, restore
from linfen_crawler.archive.compare import differences
from linfen_crawler.archive.lock import held
from linfen_crawler.archive.media import media_files
from linfen_crawler.archive.verify import Damage, verify
from linfen_crawler.errors import ArchiveError, ArchiveLockedError, ConfigError
from linfen_crawler.raw import closed_files
from linfen_crawler.replica import Replica, serve

__all__ = ["archived", "copied"]

LEAP = "ids of articles and events take a leap with the next run: the lost archive may have given those in between"


def are_equal(one: Path, other: Path) -> bool:
    """Tell whether two archives hold the same."""
    with Archive.open(one) as left, Archive.open(other) as right:
        return not list(differences(left, right)) and left.uuid == right.uuid


def test_a_copy_is_put_back_as_it_was(archived: Path, tmp_path: Path, linfen: Run) -> None:
    copy, back = tmp_path / "copy", tmp_path / "back"
    done = linfen("backup", str(copy), "--archive", str(archived))
    assert (done.returncode, done.stdout) == (0, f"copied to {copy}; the copy is proved by its bytes\n")
    done = linfen("restore", str(copy), "--archive", str(back))
    assert (done.returncode, done.stdout) == (0, f"restored from {copy} to {back}; proved by its bytes\n{LEAP}\n")
    assert are_equal(archived, back)
    assert damages(back) == []
    assert [path.read_bytes() for path in closed_files(back)] == [path.read_bytes() for path in closed_files(archived)]


def test_a_copy_is_brought_up_to_date(copied: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    assert back_up(copied, copy) == []
    first = {path.name: path.stat().st_mtime_ns for path in closed_files(copy)}
    writer = ArchiveWriter.open(copied)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    writer.store(article("/shanxi/5"))
    writer.commit()
    # While the run continues its file is copied as far as it goes, and under its own name once it is closed.
    assert back_up(copied, copy) == []
    assert len(list((copy / "warc").glob("*.open"))) == 1
    assert are_equal(copied, copy)
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()
    assert back_up(copied, copy) == []
    assert list((copy / "warc").glob("*.open")) == []
    assert {name: (copy / "warc" / name).stat().st_mtime_ns for name in first} == first
    assert are_equal(copied, copy)


def test_a_copy_made_during_a_crawl_is_sound_and_continues(tmp_path: Path, linfen: Run) -> None:
    folder, copy = tmp_path / "archive", tmp_path / "copy"
    with serve(Replica(seed=7, size=60)) as site:
        where = ("--archive", str(folder), "--site-url", site.url)
        process = start(["crawl", *where], env={"LINFEN_DELAY_S": "0.01"})
        copies = 0
        while process.is_alive():
            if (folder / "linfen.db").exists() and list((folder / "warc").glob("*.warc.gz*")):
                assert back_up(folder, copy) == []
                copies += 1
        process.join()
        assert copies > 1
        # What the copy lacks is found when a crawl continues it.
        assert linfen("crawl", "--archive", str(copy), "--site-url", site.url).returncode == 0
        with Archive.open(folder) as one, Archive.open(copy) as other:
            articles = [
                archive.rows("SELECT url, content_sha256 FROM articles ORDER BY url") for archive in (one, other)
            ]
        assert articles[0] == articles[1]


@dataclass
class Growing:
    """Let an archive grow before each file that is copied and each database that is opened."""

    folder: Path
    is_growing: bool = False
    stored: int = 0

    def __call__(self) -> None:
        """Grow in this process from now on, as a run would in another."""
        self.writer = ArchiveWriter.open(self.folder)
        self.writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
        self.grow()
        sys.addaudithook(self.watch)

    def watch(self, event: str, given: tuple[object, ...]) -> None:
        if event in {"shutil.copyfile", "sqlite3.connect"} and not self.is_growing:
            self.is_growing = True
            self.grow()
            self.is_growing = False

    def grow(self) -> None:
        self.stored += 1
        self.writer.store(article(f"/shanxi/{self.stored}", text=f"别的{self.stored}" * 40))
        self.writer.commit()


def test_whatever_is_written_between_two_steps_of_a_copy_it_is_sound(copied: Path, tmp_path: Path) -> None:
    """What the copied database names is in the copied files: these are copied after it."""
    copy = tmp_path / "copy"
    done = run(["backup", str(copy), "--archive", str(copied)], before=Growing(copied))
    assert done.returncode == 0, done.stdout + done.stderr
    with Archive.open(copied) as archive, Archive.open(copy) as other:
        counts = [one.rows("SELECT count(*) AS n FROM articles WHERE body LIKE '别的%'") for one in (archive, other)]
    assert 0 < int(str(counts[1][0]["n"])) < int(str(counts[0][0]["n"])) - 1


def test_a_disk_of_its_own_is_an_empty_folder(archived: Path, tmp_path: Path) -> None:
    for name in ("backup", "restored"):
        (tmp_path / name / "lost+found").mkdir(parents=True)
    assert back_up(archived, tmp_path / "backup") == []
    assert restore(tmp_path / "backup", tmp_path / "restored") == []


def test_nothing_is_written_over(archived: Path, copied: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="holds an archive"):
        restore(archived, copied)
    full = tmp_path / "full"
    full.mkdir()
    (full / "letters.txt").write_text("dear")
    with pytest.raises(ConfigError, match="holds something else"):
        back_up(archived, full)
    with pytest.raises(ConfigError, match="is a file: choose a folder"):
        back_up(archived, full / "letters.txt")
    with pytest.raises(ConfigError, match="is inside the archive"):
        back_up(archived, archived / "copy")
    other = tmp_path / "other"
    ArchiveWriter.open(other).close()
    with pytest.raises(ConfigError, match="a copy of another archive"):
        back_up(archived, other)


def test_what_a_run_has_begun_while_the_copy_was_proved_is_not_written_over(archived: Path, tmp_path: Path) -> None:
    back = tmp_path / "back"

    def prove(_: Archive) -> list[Damage]:
        store_in(back, [article("/shanxi/5")])
        return []

    with pytest.raises(ConfigError, match="holds an archive"):
        restore(archived, back, prove=prove)
    assert damages(back) == []
    with Archive.open(back) as archive:
        assert [row["url"] for row in archive.rows("SELECT url FROM articles")] == [article("/shanxi/5").url]


def test_a_copy_is_not_put_beside_the_files_of_another_archive(
    archived: Path, copied: Path, tmp_path: Path, linfen: Run
) -> None:
    other = tmp_path / "other"
    writer = ArchiveWriter.open(other)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    writer.store(article("/shanxi/5"))
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()
    for path in other.glob("linfen.db*"):
        path.unlink()
    done = linfen("restore", str(archived), "--archive", str(other))
    assert (done.returncode, "is a file of another archive" in done.stderr) == (2, True)
    assert not (other / "linfen.db").exists()
    for path in copied.glob("linfen.db*"):
        path.unlink()
    assert linfen("restore", str(archived), "--archive", str(copied)).returncode == 0


def test_a_damaged_copy_is_not_put_back(copied: Path, tmp_path: Path, linfen: Run) -> None:
    closed_files(copied)[0].unlink()
    done = linfen("restore", str(copied), "--archive", str(tmp_path / "back"))
    assert (done.returncode, "is missing" in done.stdout) == (5, True)
    assert not (tmp_path / "back").exists()


def test_a_copy_is_proved_row_by_row(copied: Path, tmp_path: Path, linfen: Run) -> None:
    execute(copied, "UPDATE article_urls SET title = 'LIE' WHERE article_id = 3")
    for command in (("backup", str(tmp_path / "copy"), "--archive", str(copied)), ("restore", str(copied))):
        done = linfen(*command, *(() if "--archive" in command else ("--archive", str(tmp_path / "back"))))
        assert (done.returncode, "title is 'LIE', but its bytes give" in done.stdout) == (5, True), done.stdout
    assert not (tmp_path / "back").exists()


def test_a_copy_that_is_being_written_is_left_alone(copied: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    with held(copy), pytest.raises(ArchiveLockedError):
        back_up(copied, copy)

    def prove(made: Archive) -> list[Damage]:
        with pytest.raises(ArchiveLockedError):
            back_up(copied, copy)
        return list(verify(made))

    assert back_up(copied, copy, prove=prove) == []
    reader = sqlite3.connect(copy / "linfen.db", isolation_level=None)
    reader.execute("SELECT * FROM articles").fetchone()
    with pytest.raises(ArchiveError, match="is open in another program"):
        back_up(copied, copy)
    reader.close()
    assert back_up(copied, copy) == []
    assert damages(copy) == []


def test_what_a_killed_copying_has_left_goes_with_the_next_run(copied: Path) -> None:
    """Where the archive was completed by hand, no other copying would remove it, nor a takedown find it."""
    (copied / "linfen.part").mkdir()
    for name in ("linfen.part/linfen.db", "warc/left.warc.gz.part", "media/left.png.part"):
        (copied / name).write_bytes(b"left")
    assert damages(copied) == []
    ArchiveWriter.open(copied).close()
    assert [*copied.rglob("*.part"), *copied.glob("linfen.part*")] == []
    assert damages(copied) == []


def test_a_copy_of_a_damaged_archive_says_so(copied: Path, tmp_path: Path, linfen: Run) -> None:
    closed_files(copied)[0].unlink()
    done = linfen("backup", str(tmp_path / "copy"), "--archive", str(copied))
    assert (done.returncode, "is missing" in done.stdout) == (5, True)
    shutil.rmtree(tmp_path / "copy")


@pytest.mark.parametrize("what", ["row", "event", "file"])
def test_a_damaged_archive_takes_no_sound_copys_place(what: str, copied: Path, tmp_path: Path, linfen: Run) -> None:
    """What has rotted in the archive overnight is what the copy is for."""
    copy, back = tmp_path / "copy", tmp_path / "back"
    assert back_up(copied, copy) == []
    before = (copy / "linfen.db").read_bytes()
    if what == "file":
        closed_files(copied)[0].unlink()
        closed_files(copy)[0].unlink()
    else:
        sql = {
            "row": "UPDATE articles SET body = body || '。' WHERE id = 1",
            "event": "DELETE FROM changes WHERE id > 5",
        }
        execute(copied, sql[what])
    done = linfen("backup", str(copy), "--archive", str(copied))
    assert done.returncode == 5
    assert "the copy was left as it was" in done.stderr
    assert (copy / "linfen.db").read_bytes() == before
    assert not list(copy.glob("linfen.part*"))
    if what != "file":
        assert linfen("restore", str(copy), "--archive", str(back)).returncode == 0


def test_what_has_rotted_in_the_copy_alone_is_copied_again(copied: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    assert back_up(copied, copy) == []
    path = closed_files(copy)[0]
    sound = path.read_bytes()
    path.write_bytes(sound[:2000] + bytes([sound[2000] ^ 1]) + sound[2001:])
    assert back_up(copied, copy) == []
    assert path.read_bytes() == sound


def test_a_copy_is_put_beside_files_that_outlived_their_database(copied: Path, tmp_path: Path, linfen: Run) -> None:
    """The database is lost; the files of that time, and those of the time after the copy, are not."""
    copy = tmp_path / "copy"
    writer = ArchiveWriter.open(copied)
    writer.begin_run("test", {}, warc_bytes=1 << 30, about={})
    writer.store(article("/shanxi/5"))
    writer.commit()
    assert back_up(copied, copy) == []
    writer.store(article("/shanxi/6", text="别的" * 40))
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()
    before = {path.name: path.read_bytes() for path in closed_files(copied)}
    for path in copied.glob("linfen.db*"):
        path.unlink()
    assert linfen("restore", str(copy), "--archive", str(copied)).returncode == 0
    assert {path.name: path.read_bytes() for path in closed_files(copied)} == before
    assert list((copied / "warc").glob("*.open")) == []
    ArchiveWriter.open(copied).close()
    assert damages(copied) == []
    with Archive.open(copied) as archive:
        assert archive.rows("SELECT count(*) AS n FROM captures WHERE url LIKE '%/shanxi/6.html'") == [{"n": 1}]


def test_a_takedown_reaches_the_copy_with_the_next_call(copied: Path, tmp_path: Path, linfen: Run) -> None:
    """In its database, its WARC files and its media; also where the copying was killed between the three."""
    copy, back = tmp_path / "copy", tmp_path / "back"
    assert back_up(copied, copy) == []
    (copy / "warc" / "left.warc.gz.part").write_bytes(closed_files(copy)[0].read_bytes())
    with Archive.open(copied) as archive:
        (taken,) = archive.rows(
            "SELECT * FROM articles a WHERE length(body) > 300 AND EXISTS (SELECT 1 FROM images i WHERE "
            "i.article_id = a.id AND sha256 NOT IN (SELECT sha256 FROM images o WHERE o.article_id <> a.id "
            "AND sha256 NOT NULL)) ORDER BY id LIMIT 1"
        )
    pieces, images = sentences(dict(taken)), set(media_files(copied))
    assert len(found_in(copy, pieces)) == len(pieces)
    assert linfen("forget", str(taken["url"]), "--reason", "x", "--yes", "--archive", str(copied)).returncode == 0
    assert set(media_files(copied)) < images
    shutil.copy(copied / "linfen.db", copy / "linfen.db")
    done = linfen("backup", str(copy), "--archive", str(copied))
    assert (done.returncode, done.stdout) == (0, f"copied to {copy}; the copy is proved by its bytes\n")
    assert found_in(copy, pieces) == {}
    assert set(media_files(copy)) == set(media_files(copied))
    assert linfen("restore", str(copy), "--archive", str(back)).returncode == 0
    assert are_equal(copied, back)


def test_a_rotten_file_never_takes_a_sound_ones_place(copied: Path, tmp_path: Path, linfen: Run) -> None:
    copy = tmp_path / "copy"
    with Archive.open(copied) as archive:
        (taken,) = archive.rows("SELECT * FROM articles WHERE length(body) > 300 ORDER BY id LIMIT 1")
    assert linfen("forget", str(taken["url"]), "--reason", "x", "--yes", "--archive", str(copied)).returncode == 0
    assert back_up(copied, copy) == []
    before = [path.read_bytes() for path in closed_files(copy)]
    for path in closed_files(copied):
        rotten = bytearray(path.read_bytes())
        rotten[len(rotten) // 2] ^= 1
        path.write_bytes(rotten)
    assert back_up(copied, copy) == []
    assert [path.read_bytes() for path in closed_files(copy)] == before

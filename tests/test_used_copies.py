"""A copy in which commands were run: what they left there follows the archive."""

from __future__ import annotations

from pathlib import Path

from harness import Run
from searching import found_in, sentences
from test_backup import are_equal
from test_branches import live
from test_verify import archived, copied, damages

from linfen_crawler.archive import Archive
from linfen_crawler.archive.backup import back_up
from linfen_crawler.archive.staging import Staging

__all__ = ["archived", "copied"]


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

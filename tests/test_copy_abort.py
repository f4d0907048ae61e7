"""Abort a copying at a step: what stands then is whole, or not there, and the same call continues."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from harness import TIMEOUT_S, run, start
from killing import KILLED, Kill, Step, read_log
from test_abort import points
from test_backup import are_equal
from test_verify import damages

from linfen_crawler.archive.backup import back_up, restore
from linfen_crawler.replica import Page, Replica, serve

EACH = 61


@dataclass(frozen=True, slots=True)
class Copying:
    """A command that copies, and the folder that it copies into as it finds it."""

    command: str
    archive: Path
    begin: Path | None
    again: Callable[[Path, Path], object]

    def run_until(self, target: Path, kill: Kill) -> int | None:
        """Run the command into a folder until it is killed, and return its exit code."""
        if self.begin is not None:
            shutil.copytree(self.begin, target)
        where = (str(target), "--archive", str(self.archive))
        if self.command == "restore":
            where = (str(self.archive), "--archive", str(target))
        process = start([self.command, *where], before=kill)
        process.join(TIMEOUT_S)
        return process.exitcode


@pytest.fixture(scope="module", params=["backup", "backup onto an older copy", "restore"])
def copying(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Copying:
    """Archive a small site, copy it, and archive what has changed."""
    folder = tmp_path_factory.mktemp("copying")
    archive, older = folder / "archive", folder / "older"
    with serve(Replica(seed=1, size=20, per_page=8)) as site:
        where = ("--archive", str(archive), "--site-url", site.url)
        assert run(["crawl", *where], env={"LINFEN_MEDIA": "1"}).returncode == 0
        assert back_up(archive, older) == []
        path = next(path for path in site.replica.paths() if path.endswith(".html") and "_" not in path)
        site.overrides[path] = Page(status=404, headers=(), body=b"gone")
        assert run(["recheck", *where, "--older-than", "0h"]).returncode == 0
    command, _, _ = request.param.partition(" ")
    return Copying(
        command, archive, older if "older" in request.param else None, {"backup": back_up}.get(command, restore)
    )


def test_a_killed_copy_leaves_nothing_without_its_bytes_and_continues(copying: Copying, tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert copying.run_until(tmp_path / "undisturbed", Kill(tmp_path / "undisturbed", log)) == 0
    steps = read_log(log)
    assert {"mkdir", "rename", "SQLite's"} <= {step.what.split()[0] for step in steps}
    chosen = {point.step.number: point for point in points(chosen_of(steps), torn_every=1)}
    for number, point in chosen.items():
        target = tmp_path / str(number)
        kill = Kill(target, tmp_path / "none", number, point.is_torn)
        assert copying.run_until(target, kill) == KILLED, point
        if (target / "linfen.db").exists():
            assert damages(target) == [], point
        else:
            assert copying.begin is None
        assert copying.again(copying.archive, target) == [], point
        assert are_equal(copying.archive, target), point
        assert sorted(path.name for path in target.iterdir() if "part" in path.name) == []
        shutil.rmtree(target)


def chosen_of(steps: list[Step]) -> list[Step]:
    """Return some of the steps: each n-th, and those of ours on the database that is copied."""
    ours = [step for step in steps if "linfen.part" in step.what and not step.is_sqlites]
    return sorted({*steps[::EACH], *ours}, key=lambda step: step.number)

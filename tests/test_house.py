"""The shape of the house: what may import what, whose packages are found, what is switched off."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from harness import ROOT, environment
from scrapy.settings import Settings

PACKAGES = ("linfen_crawler", "spiders", "pipelines")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Return the modules that a file imports, at its top or within."""
    tree = ast.parse(path.read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def below(name: str, packages: tuple[str, ...]) -> bool:
    """Tell whether a module is in one of some packages."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    """spiders → linfen_crawler ← pipelines."""
    own = path.relative_to(ROOT).parts[0]
    forbidden = tuple(package for package in ("spiders", "pipelines") if package != own)
    assert not [name for name in imported(path) if below(name, forbidden)]


SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA)\s+\S+")
HINT = "SELECT published_at, title FROM articles ORDER BY published_at DESC LIMIT 5"
"""What the demo tells people to type; it is not run."""


@pytest.mark.parametrize(
    "path", [path for path in FILES if "archive" not in path.parts], ids=lambda path: str(path.relative_to(ROOT))
)
def test_sql_is_in_the_archive_alone(path: Path) -> None:
    assert not [name for name in imported(path) if below(name, ("sqlite_utils",))]
    constants = [node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)]
    assert not [value for value in constants if isinstance(value, str) and SQL.match(value) and value != HINT]


def test_reading_pages_needs_no_network_no_database_and_no_clock() -> None:
    pages = [path for path in FILES if "pages" in path.parts]
    assert pages
    for path in pages:
        assert not [
            name for name in imported(path) if below(name, ("scrapy", "sqlite3", "sqlite_utils", "time", "socket"))
        ]


READER = {
    "tree": (),
    "lines": ("tree",),
    "nature": ("tree", "lines"),
    "pager": ("tree", "lines"),
    "body": ("tree", "lines", "pager"),
    "known": ("tree", "lines", "found"),
    "generic": ("tree", "lines", "nature", "known", "found"),
}
"""What each package of the reader may import of it; what joins them is beside them."""


@pytest.mark.parametrize(("package", "others"), READER.items(), ids=READER)
def test_the_readers_packages_build_on_each_other_one_way(package: str, others: tuple[str, ...]) -> None:
    files = [path for path in FILES if path.parent == ROOT / "linfen_crawler" / "pages" / package]
    assert files
    used = {name.split(".")[2] for path in files for name in imported(path) if name.startswith("linfen_crawler.pages.")}
    assert used <= {package, *others}


def test_the_replica_does_not_know_the_reader() -> None:
    """A truth made with the code that it judges would prove nothing."""
    for path in [path for path in FILES if "replica" in path.parts]:
        assert not [
            name
            for name in imported(path)
            if below(
                name, ("linfen_crawler.pages", "linfen_crawler.people.credits", "linfen_crawler.datelines", "scrapy")
            )
        ]


@pytest.mark.parametrize("name", ["spiders", "pipelines"])
def test_an_installed_namesake_does_not_win(tmp_path: Path, name: str) -> None:
    """Scrapy appends the project to sys.path: a package of the same common name would be imported without a word."""
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text("raise RuntimeError('the namesake was imported')\n")
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"],
        cwd=ROOT,
        env=environment(PYTHONPATH=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.split()) == (0, ["forget", "ingest", "news", "rebuild", "recheck"]), (
        done.stderr
    )


def test_nothing_of_scrapys_that_listens_is_on(scrapy, tmp_path: Path) -> None:
    settings = Settings()
    settings.setmodule("linfen_crawler.settings", priority="project")
    assert not settings.getbool("REMOTE_CONTROL_ENABLED")
    assert not settings.getbool("TELNETCONSOLE_ENABLED")
    done = scrapy("crawl", "news", "-s", "LINFEN_SITE_URL=http://127.0.0.1:9/", "-s", f"LINFEN_ARCHIVE={tmp_path}")
    assert "RemoteControl" not in done.stderr
    assert "TelnetConsole" not in done.stderr


def test_the_top_level_is_the_users() -> None:
    for name in ("scrapy.cfg", "linfen_crawler", "spiders", "pipelines", "tests", "data"):
        assert (ROOT / name).exists()
    assert (ROOT / "data" / "README.md").is_file()


def test_no_file_has_grown_past_two_rooms() -> None:
    assert not [str(path) for path in FILES if len(path.read_text("utf-8").splitlines()) > 400]

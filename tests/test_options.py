"""Settings: where each comes from, and all that is wrong with them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from linfen_crawler.cli.parameters import options
from linfen_crawler.configuration import declared
from linfen_crawler.errors import ConfigError
from linfen_crawler.options import OPTIONS, Options
from tests.harness import Run


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "linfen.toml"


def problems(config: Path, text: str, **environ: str) -> tuple[str, ...]:
    config.write_text(text)
    return declared({"LINFEN_CONFIG": str(config), **environ}).problems


def test_the_command_line_overrides_the_environment_and_that_the_file(config: Path) -> None:
    config.write_text(
        'LINFEN_DELAY_S = 3\nLINFEN_SECTIONS = ["shanxi", "/hongtong/"]\nLINFEN_CONTACT = "a@b.example"\n'
    )
    found = Options.from_values(declared({"LINFEN_CONFIG": str(config), "LINFEN_DELAY_S": "2"}).values)
    assert (found.delay_s, found.sections) == (2.0, ("/shanxi/", "/hongtong/"))
    assert "a@b.example" in found.user_agent
    assert options({"LINFEN_DELAY_S": "1.5"}).delay_s == 1.5


def test_all_that_is_wrong_is_said_at_once_and_where(config: Path) -> None:
    text = "LINFEN_DELAY_S = -1\nLINFEN_MEDIA = 'perhaps'\nLINFEN_BATCH_ITEM = 5\n"
    found = problems(config, text, LINFEN_KNOWN_PAGES="0", LINFEN_SITE_URL="ftp://x/", LINFEN_TIMEOUT="5")
    said = dict.fromkeys(("DELAY_S", "MEDIA", "BATCH_ITEM"), str(config))
    said |= dict.fromkeys(("KNOWN_PAGES", "SITE_URL", "TIMEOUT"), "the environment")
    assert len(found) == len(said)
    for name, source in said.items():
        assert any(one.startswith(f"{source}: ") and f"LINFEN_{name}" in one for one in found), name
    with pytest.raises(ConfigError, match="8 settings are wrong") as raised:
        Options.from_values({"LINFEN_WARC_BYTES": "1", "LINFEN_BATCH_S": "never"}, problems=found)
    assert len(str(raised.value).splitlines()) == 9


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("LINFEN_DELAYS", "LINFEN_DELAY_S"),
        ("LINFEN_DELAY", "LINFEN_DELAY_S"),
        ("delay_s", "LINFEN_DELAY_S"),
        ("linfen_contact", "LINFEN_CONTACT"),
        ("media-hosts", "LINFEN_MEDIA_HOSTS"),
        ("LINFEN_SECTION", "LINFEN_SECTIONS"),
        ("LINFEN_ARCIVE", "LINFEN_ARCHIVE"),
        ("LINFEN_SITEURL", "LINFEN_SITE_URL"),
    ],
)
def test_the_nearest_name_is_suggested(config: Path, written: str, meant: str) -> None:
    (problem,) = problems(config, f'{written} = "x"')
    assert f"there is no setting {written}: {meant} may be meant" in problem


def test_a_name_like_no_other_gets_no_suggestion(config: Path) -> None:
    (problem,) = problems(config, "colour = 'red'")
    assert problem == f"{config}: there is no setting colour: docs/settings.md lists all"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("LINFEN_CONTACT = {mail = 'a@b.example'}", "LINFEN_CONTACT is a table: must be a value"),
        ("[LINFEN_CONTACT]\nmail = 'a@b.example'", "LINFEN_CONTACT is a table: must be a value"),
        ("[linfen]\nLINFEN_DELAY_S = 2", "there is no setting linfen"),
        ("LINFEN_DELAY_S = true", "must be a number"),
        ("LINFEN_DELAY_S = 2 # two\nLINFEN_DELAY_S = 3", "cannot be read"),
        ("LINFEN_DELAY_S = two", "cannot be read"),
    ],
)
def test_a_file_that_says_something_else_is_no_configuration(config: Path, text: str, says: str) -> None:
    (problem,) = problems(config, text)
    assert says in problem
    assert str(config) in problem


def test_a_file_that_is_no_text_or_not_there_is_a_problem(config: Path) -> None:
    config.write_bytes(b"\xff\xfe")
    assert "cannot be read" in "".join(declared({"LINFEN_CONFIG": str(config)}).problems)
    config.unlink()
    assert "is not a file" in "".join(declared({"LINFEN_CONFIG": str(config)}).problems)


def test_a_mistake_is_said_though_another_value_goes_before_it(config: Path) -> None:
    (problem,) = problems(config, "LINFEN_DELAY_S = 'soon'", LINFEN_DELAY_S="2")
    assert problem.startswith(f"{config}: LINFEN_DELAY_S='soon'")


def test_what_is_empty_is_not_set(config: Path) -> None:
    config.write_text("LINFEN_DELAY_S = 3\nLINFEN_CONTACT = ''\n")
    found = declared({"LINFEN_CONFIG": str(config), "LINFEN_DELAY_S": ""})
    assert (found.values, found.problems) == ({"LINFEN_DELAY_S": "3"}, ())


def test_defaults_are_of_use() -> None:
    given = {option.name: option.default for option in OPTIONS if option.default not in {None, ""}}
    assert Options.from_values(given) == Options.from_values({})


def test_each_way_to_run_says_all_that_is_wrong(linfen: Run, scrapy: Run, config: Path) -> None:
    config.write_text("LINFEN_DELAYS = 2\n")
    env = {"LINFEN_CONFIG": str(config), "LINFEN_MEDIA": "perhaps", "LINFEN_ARCHIV": "x"}
    for done in (
        linfen("crawl", env=env),
        linfen("status", env=env),
        scrapy("crawl", "news", "-s", "LINFEN_BATCH=5", env=env),
    ):
        assert done.returncode == 2
        for name in ("LINFEN_DELAYS: LINFEN_DELAY_S may", "LINFEN_MEDIA='perhaps'", "LINFEN_ARCHIV: LINFEN_ARCHIVE"):
            assert name in done.stderr
        assert f"linfen: {4 if 'BATCH' in done.stderr else 3} settings are wrong:\n  " in done.stderr
    assert "there is no setting LINFEN_BATCH: LINFEN_BATCH_S may be meant" in done.stderr

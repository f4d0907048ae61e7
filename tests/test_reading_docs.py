"""``docs/reading.md`` names what is there: fixtures, functions, layouts, fields, roles and natures."""

from __future__ import annotations

import importlib
import json
import re
from dataclasses import fields
from functools import reduce

import pytest
from harness import ROOT, Run

from linfen_crawler.items import GENERIC, Article, Item
from linfen_crawler.kinds import Nature, Role
from linfen_crawler.pages.known.layouts import LAYOUTS

PAGE = (ROOT / "docs" / "reading.md").read_text("utf-8")
FIXTURES = ROOT / "tests" / "fixtures"
NOT_READ = {
    *("parser_version", "parts", "redirected_from", "found_by_labels", "unasked"),
    *("text_sha256", "content_sha256", "same_text_as", "similar_to", "before"),
}
"""What no page says of an article: how it came, and what it is compared by."""


def table(first_header: str) -> dict[str, list[str]]:
    """The rows of a table, by the name in their first cell."""
    (rows,) = re.findall(rf"^\| {first_header} \|.*\n\|[-| ]+\n((?:\|.*\n)+)", PAGE, flags=re.MULTILINE)
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in rows.splitlines()]
    return {name.strip("` "): rest for name, *rest in cells}


@pytest.mark.parametrize("kind", ["article", "not_article"])
def test_every_case_named_is_a_fixture(kind: str) -> None:
    cases = set(re.findall(rf"`{kind}/(\w+)`", PAGE))
    assert cases
    assert {case for case in cases if not (FIXTURES / kind / case / "page.html").is_file()} == set()


def test_no_fixture_is_named_without_its_kind() -> None:
    names = {path.name for path in FIXTURES.glob("*/*") if "_" in path.name}
    assert {word for word in re.findall(r"`(\w+)`", PAGE) if word in names} == set()


def test_every_function_named_is_there() -> None:
    named = set(re.findall(r"`([a-z_0-9.]+):([\w.]+)`", PAGE))
    assert len(named) > 30
    for module, name in named:
        package = "" if module.split(".")[0] in {"pipelines", "spiders"} else "linfen_crawler."
        reduce(getattr, name.split("."), importlib.import_module(package + module))


def test_every_layout_is_described_with_the_dates_of_its_pages() -> None:
    described = table("layout")
    assert set(described) == {layout.name for layout in LAYOUTS} | {GENERIC}
    for layout in LAYOUTS:
        assert described[layout.name][-1] == (" … ".join(layout.seen) if layout.seen else "none known"), layout.name
        assert f"`.{layout.template.body[0]}`" in PAGE


def test_every_field_of_an_article_is_answered_for() -> None:
    read = {one.name for one in fields(Article)} - {one.name for one in fields(Item)} - NOT_READ
    assert {name for name in read if f"`{name}`" not in PAGE} == set()


def test_every_nature_says_what_becomes_of_it() -> None:
    assert set(table("nature")) == {str(nature) for nature in Nature}


def test_every_role_is_described() -> None:
    assert set(table("role")) == {str(role) for role in Role}


def test_the_output_shown_is_what_doctor_prints(linfen: Run) -> None:
    (shown,) = re.findall(r"```text\n(.*?)\n```", PAGE, flags=re.DOTALL)
    case = FIXTURES / "article" / "redesign_wordpress_theme"
    url = json.loads((case / "meta.json").read_text("utf-8"))["url"]
    printed = iter(linfen("doctor", "--page", str(case / "page.html"), "--url", url).stdout.splitlines())
    for line in filter(lambda one: one != "…", shown.splitlines()):
        # In order, nothing but what is left out in between.
        assert any(one.rstrip() == line or (line[-1:] == "…" and one.startswith(line[:-1])) for one in printed), line


def test_no_path_of_a_machine_is_in_it() -> None:
    assert re.findall(r"\.\./shared|/work/|/home/|/tmp/|/srv/", PAGE) == []

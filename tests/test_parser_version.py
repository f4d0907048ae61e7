"""A change in how a page is read needs a new version: otherwise no archive would read its pages again."""

from __future__ import annotations

import json

from readings import NOTED, readings

from linfen_crawler.pages import PARSER_VERSION


def test_the_readings_of_this_version_are_noted() -> None:
    assert json.loads(NOTED.read_text("utf-8"))["parser_version"] == PARSER_VERSION, "run python tests/readings.py"


def test_a_page_that_is_read_otherwise_is_read_by_another_version() -> None:
    noted, now = json.loads(NOTED.read_text("utf-8"))["readings"], readings()
    same_pages = [case for case, (pages, _) in noted.items() if case in now and now[case][0] == pages]
    assert len(same_pages) > 60
    assert [case for case in same_pages if now[case] != noted[case]] == [], "raise PARSER_VERSION"

"""A template may change in ways that nobody sees: what is read of its pages must not change with it."""

from __future__ import annotations

import json
import random
from dataclasses import fields
from pathlib import Path

import pytest
from mutation import ADDS_TEXT, CHANGES, Served, Step, draw_steps, mutate, read, shrink, write
from rendering import render

from linfen_crawler.errors import ExtractionError
from linfen_crawler.pages import Page, join_parts, read_article
from linfen_crawler.replica import Replica
from linfen_crawler.urls import Site
from pipelines.normalise import normalise

FIXTURES = Path(__file__).parent / "fixtures" / "article"
CASES = sorted(path.parent.name for path in FIXTURES.glob("*/page.html"))
QUICK, FULL = 3, 200
_NOT_COMPARED = frozenset({"captures", "parts"})


def served(case: str) -> tuple[str, Served]:
    """Return a fixture's address and the page as a server sent it."""
    meta = json.loads((FIXTURES / case / "meta.json").read_text("utf-8"))
    headers = {name.lower(): value for name, value in meta.get("headers", {}).items()}
    return meta["url"], Served((FIXTURES / case / "page.html").read_bytes(), headers.get("content-type"))


def outcome(url: str, page: Served) -> dict[str, object]:
    """Return all fields that are read of a page, or how it is refused."""
    try:
        raw = read_article(Page(url=url, body=page.body, content_type=page.content_type, site=Site()))
    except ExtractionError as error:
        return {"refused": type(error).__name__, "field": error.field, "nature": getattr(error, "nature", None)}
    article = normalise(join_parts([raw]))
    return {one.name: getattr(article, one.name) for one in fields(article) if one.name not in _NOT_COMPARED}


def differing(url: str, page: Served, steps: list[Step]) -> dict[str, tuple[object, object]]:
    """Return the fields that changes change, as they are and as they become."""
    before, after = outcome(url, page), outcome(url, mutate(page, steps))
    return {
        name: (before.get(name), after.get(name)) for name in {**before, **after} if before.get(name) != after.get(name)
    }


def names_for(url: str, page: Served) -> list[str]:
    """Return the changes to draw from: a page that is refused for what it lacks may not be given more."""
    is_refused = "refused" in outcome(url, page)
    return sorted(set(CHANGES) - (ADDS_TEXT if is_refused else set()))


def failures(url: str, page: Served, name: str, count: int) -> list[str]:
    """Return what goes wrong under so many draws of changes, each with the fewest steps that show it."""
    found: list[str] = []
    names = names_for(url, page)
    for number in range(count):
        steps = draw_steps(f"{name}/{number}", names)
        if differing(url, page, steps):
            fewest = shrink(steps, lambda some: bool(differing(url, page, list(some))))
            found.append(f"{name}: {fewest}\n    {differing(url, page, fewest)}")
    return found


def replica_pages(count: int) -> list[tuple[str, Served]]:
    """Return pages of the replica, of all layouts and both charsets."""
    replica = Replica(seed=5, size=1000)
    urls = random.Random(5).sample(list(replica.addresses()), count)
    answers = ((url, replica.page(url.removeprefix("http://www.lfxww.com"))) for url in urls)
    return [(url, Served(page.body, dict(page.headers)["Content-Type"])) for url, page in answers]


@pytest.mark.parametrize("case", CASES)
def test_tokens_put_together_are_the_source(case: str) -> None:
    _, page = served(case)
    assert write(read(page)) == page


def seen_otherwise(change: str, pages: list[tuple[str, Served]], most: int) -> tuple[int, list[tuple[str, Step]]]:
    """Return how many pages a change changed, ``most`` at the most, and those that a browser shows otherwise."""
    changed, seen = 0, []
    for url, page in pages:
        step = Step(change, len(url))
        after = mutate(page, [step])
        if after != page and changed < most:
            changed += 1
            if not render(read(page).text).shows(render(read(after).text)):
                seen.append((url, step))
    return changed, seen


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_a_change_is_not_seen_in_a_browser(change: str) -> None:
    """By an independent parser, on fixtures and pages of the replica; and each change does change a page."""
    cases = random.Random(change).sample(CASES, len(CASES))
    changed, seen = seen_otherwise(change, [*replica_pages(4), *map(served, cases)], most=8)
    assert changed
    assert not seen


@pytest.mark.parametrize("change", ["byte_order_mark", "reencoded"])
def test_a_change_of_bytes_declares_them_rightly(change: str) -> None:
    for url, page in replica_pages(6):
        after = mutate(page, [Step(change, 1)])
        charset = (after.content_type or "").partition("charset=")[2] or None
        assert render(read(page).text).shows(render(after.body, charset)), url


def test_many_changes_together_are_not_seen_either() -> None:
    for url, page in replica_pages(12):
        steps = draw_steps(url, sorted(CHANGES))
        assert render(read(page).text).shows(render(read(mutate(page, steps)).text)), (url, steps)


def test_a_failure_is_made_small() -> None:
    """Of many steps, only the one that matters is left, at one place."""
    page = Served(b"<body><div><p>a</p><p>b</p><p>c</p></div></body>", None)
    steps = [Step("comments", 1), Step("case_of_names", 2), Step("scripts", 3)]

    def fails(some: object) -> bool:
        return b"<p>b" not in mutate(page, some).body

    assert fails(steps)
    (left,) = shrink(steps, fails)
    assert left.only is not None


@pytest.mark.parametrize("case", CASES)
def test_fields_stay_as_they_are_under_changes_of_the_template(case: str) -> None:
    assert not failures(*served(case), case, QUICK)


def test_fields_of_the_replicas_pages_stay_as_they_are() -> None:
    assert not [line for url, page in replica_pages(20) for line in failures(url, page, url, QUICK)]


@pytest.mark.soak
def test_no_change_is_seen_in_a_browser_on_any_fixture() -> None:
    pages = [*map(served, CASES), *replica_pages(100)]
    answers = [seen_otherwise(change, pages, most=len(pages)) for change in sorted(CHANGES)]
    print(f"\nmutation: {sum(changed for changed, _ in answers)} changed pages, all shown as before by html5lib")
    assert not [one for _, seen in answers for one in seen]


@pytest.mark.soak
def test_all_fixtures_under_two_hundred_changes_each() -> None:
    wrong = [line for case in CASES for line in failures(*served(case), case, FULL)]
    total = len(CASES) * FULL
    print(f"\nmutation: {total - len(wrong)} of {total} unchanged ({len(CASES)} fixtures)")
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.soak
def test_three_hundred_pages_of_the_replica_under_twenty_changes_each() -> None:
    pages = replica_pages(300)
    wrong = [line for url, page in pages for line in failures(url, page, url, 20)]
    total = len(pages) * 20
    print(f"\nmutation: {total - len(wrong)} of {total} unchanged ({len(pages)} pages of the replica)")
    assert not wrong, "\n".join(wrong[:20])

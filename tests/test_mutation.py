"""A template may change in ways that nobody sees: what is read of its pages must not change with it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from functools import partial

import pytest
from mutation import ADDS_TEXT, CHANGES, DROPS_CLASSES, Served, Step, draw_steps, mutate, read, shrink, write
from rendering import render
from test_fixtures import CASES as ALL_CASES
from test_fixtures import WITH_ANSWER, as_kept, differences, load, pages

from linfen_crawler.errors import ExtractionError
from linfen_crawler.pages import Page, join_parts, read_article
from linfen_crawler.replica import Replica
from linfen_crawler.urls import Site
from pipelines.normalise import normalise

CASES = [case for case in ALL_CASES if case.startswith("article/")]
QUICK, FULL = 3, 200
_NOT_COMPARED = frozenset({"captures", "parts"})

Differing = Callable[[Sequence[Step]], dict[str, object]]
"""Return the fields that changes change, with what they should be and what they are."""


def served(case: str) -> tuple[str, Served]:
    """Return a fixture's address and its first page as a server sent it."""
    page = next(pages(case))
    return page.url, Served(page.body, page.content_type)


def changed(page: Page, steps: Sequence[Step]) -> Page:
    """Return a page with its template changed."""
    after = mutate(Served(page.body, page.content_type), steps)
    return replace(page, body=after.body, content_type=after.content_type)


def from_expectation(case: str, steps: Sequence[Step]) -> dict[str, object]:
    """Return where a fixture whose pages are all changed differs from what a person read of it."""
    try:
        article = normalise(join_parts([read_article(changed(page, steps)) for page in pages(case)]))
    except ExtractionError as error:
        nature = {"nature": str(getattr(error, "nature", None))} if error.field == "nature" else {}
        found: dict = {"field": error.field, **nature}
    else:
        found = as_kept(article)
    return dict(differences(found, load(case, "expected" if case in WITH_ANSWER else "error")))


def outcome(page: Page) -> dict[str, object]:
    """Return all fields that are read of a page, or how it is refused."""
    try:
        article = normalise(join_parts([read_article(page)]))
    except ExtractionError as error:
        return {"refused": type(error).__name__, "field": error.field, "nature": getattr(error, "nature", None)}
    return {one.name: getattr(article, one.name) for one in fields(article) if one.name not in _NOT_COMPARED}


def from_itself(page: Page, steps: Sequence[Step]) -> dict[str, object]:
    """Return where a page is read otherwise when it is changed."""
    before, after = outcome(page), outcome(changed(page, steps))
    names = {**before, **after}
    return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}


def failures(name: str, differing: Differing, count: int, *, is_refused: bool = False) -> list[str]:
    """Return what goes wrong under so many draws of changes, each with the fewest steps that show it.

    A page that is refused for what it lacks is not given more.
    """
    found: list[str] = []
    names = sorted(set(CHANGES) - (ADDS_TEXT if is_refused else set()))
    for number in range(count):
        steps = draw_steps(f"{name}/{number}", names)
        if differing(steps):
            fewest = shrink(steps, lambda some: bool(differing(some)))
            found.append(f"{name}: {fewest}\n    {differing(fewest)}")
    return found


def failures_of_case(case: str, count: int) -> list[str]:
    """Return what goes wrong with a fixture: in what a person read of it, or in what it is read as unchanged."""

    def differing(steps: Sequence[Step]) -> dict[str, object]:
        return from_expectation(case, steps) or from_itself(next(pages(case)), steps)

    return failures(case, differing, count, is_refused=case not in WITH_ANSWER)


def failures_of_page(url: str, served_page: Served, count: int) -> list[str]:
    """Return what goes wrong with a page of the replica."""
    page = Page(url=url, body=served_page.body, content_type=served_page.content_type, site=Site())
    return failures(url, partial(from_itself, page), count)


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


def seen_otherwise(change: str, offered: list[tuple[str, Served]], most: int) -> tuple[int, list[tuple[str, Step]]]:
    """Return how many pages a change changed, ``most`` at most, and those that a browser shows otherwise."""
    count, seen = 0, []
    for url, page in offered:
        step = Step(change, len(url))
        after = mutate(page, [step])
        if after != page and count < most:
            count += 1
            shown = render(read(after).text)
            if not render(read(page).text).shows(shown, all_classes=change not in DROPS_CLASSES):
                seen.append((url, step))
    return count, seen


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
        before, after = render(read(page).text), render(read(mutate(page, steps)).text)
        all_classes = DROPS_CLASSES.isdisjoint(step.change for step in steps)
        assert before.shows(after, all_classes=all_classes), (url, steps)


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
    assert not failures_of_case(case, QUICK)


def test_fields_of_the_replicas_pages_stay_as_they_are() -> None:
    assert not [line for url, page in replica_pages(20) for line in failures_of_page(url, page, QUICK)]


@pytest.mark.soak
def test_no_change_is_seen_in_a_browser_on_any_fixture() -> None:
    offered = [*map(served, CASES), *replica_pages(100)]
    answers = [seen_otherwise(change, offered, most=len(offered)) for change in sorted(CHANGES)]
    print(f"\nmutation: {sum(changed for changed, _ in answers)} changed pages, all shown as before by html5lib")
    assert not [one for _, seen in answers for one in seen]


@pytest.mark.soak
def test_all_fixtures_under_two_hundred_changes_each() -> None:
    wrong = [line for case in CASES for line in failures_of_case(case, FULL)]
    total = len(CASES) * FULL
    print(f"\nmutation: {total - len(wrong)} of {total} unchanged ({len(CASES)} fixtures)")
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.soak
def test_three_hundred_pages_of_the_replica_under_twenty_changes_each() -> None:
    offered = replica_pages(300)
    wrong = [line for url, page in offered for line in failures_of_page(url, page, 20)]
    total = len(offered) * 20
    print(f"\nmutation: {total - len(wrong)} of {total} unchanged ({len(offered)} pages of the replica)")
    assert not wrong, "\n".join(wrong[:20])

"""Every field of every article of the replica, read from its pages alone: equal to the truth, in both charsets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields

import pytest

from linfen_crawler.errors import ExtractionError
from linfen_crawler.items import GENERIC, Article
from linfen_crawler.pages import Page, join_parts, read_article
from linfen_crawler.replica import Replica
from linfen_crawler.urls import SITE_URL, Site
from pipelines.normalise import normalise

# What a page does not tell: how it was fetched, by which parser, and what the archive makes of its text.
NOT_READ = {
    *(
        "captures",
        "parts",
        "redirected_from",
        "found_by_labels",
        "text_sha256",
        "content_sha256",
        "same_text_as",
        "parser_version",
    ),
    *("similar_to", "before"),
}
FIELDS = [one.name for one in fields(Article) if one.name not in NOT_READ]
SITE = Site()


@dataclass
class Score:
    """How many of so many addresses are read as the truth has them."""

    addresses: int = 0
    charsets: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[str]] = field(default_factory=dict)
    leaked: list[str] = field(default_factory=list)
    """Addresses whose body has a line that the truth has not."""
    lost: list[str] = field(default_factory=list)
    wrong_role: list[str] = field(default_factory=list)

    def add(self, url: str, found: Article, expected: Article) -> None:
        for name in FIELDS:
            if getattr(found, name) != getattr(expected, name):
                self.wrong.setdefault(name, []).append(url)
        ours, theirs = set(found.body.split("\n\n")), set(expected.body.split("\n\n"))
        if ours - theirs:
            self.leaked.append(url)
        if theirs - ours:
            self.lost.append(url)
        if {(one.name, one.role) for one in found.credits} - {(one.name, one.role) for one in expected.credits}:
            self.wrong_role.append(url)

    def report(self) -> str:
        """A line a field, as the documents quote them."""
        shares = (f"{name:20} {1 - len(self.wrong.get(name, [])) / self.addresses:.2%}" for name in FIELDS)
        counts = f"leaks {len(self.leaked)}, losses {len(self.lost)}, people in a wrong role {len(self.wrong_role)}"
        return "\n".join([f"{self.addresses} addresses, {dict(self.charsets)}", *shares, counts])

    def assert_perfect(self) -> None:
        assert (self.wrong, self.leaked, self.lost, self.wrong_role) == ({}, [], [], [])


def served(replica: Replica, url: str) -> Iterator[Page]:
    """The pages of an article as the replica serves them."""
    for part in replica.parts(url):
        answer = replica.page("/" + part.removeprefix(SITE_URL))
        yield Page(url=part, body=answer.body, content_type=dict(answer.headers).get("Content-Type"), site=SITE)


def is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def score(replica: Replica) -> Score:
    """Read all addresses of a replica."""
    result = Score()
    for url in replica.addresses():
        pages = list(served(replica, url))
        try:
            found = normalise(join_parts([read_article(page) for page in pages]))
        except ExtractionError as error:
            result.wrong.setdefault("refused", []).append(str(error))
        else:
            result.add(url, found, replica.expected(url))
        result.addresses += 1
        result.charsets["utf-8" if is_utf8(pages[0].body) else "gb18030"] += 1
    return result


@pytest.mark.parametrize("redesigned", [False, True], ids=["known layouts", "redesigned"])
def test_every_field_is_read_exactly(redesigned: bool) -> None:
    found = score(Replica(seed=2, size=400, redesigned=redesigned))
    assert min(found.charsets.values()) > 50
    found.assert_perfect()


def test_a_redesign_is_marked_and_known_layouts_are_not() -> None:
    for redesigned in (False, True):
        replica = Replica(seed=4, size=60, redesigned=redesigned)
        layouts = {read_article(next(served(replica, url))).layout for url in replica.addresses()}
        assert (layouts == {GENERIC}) is redesigned


@pytest.mark.parametrize("path_and_nature", list(Replica(seed=6, size=60).impostors()), ids=str)
def test_what_is_no_article_is_told_apart(path_and_nature: tuple[str, object]) -> None:
    path, nature = path_and_nature
    answer = Replica(seed=6, size=60).page(path)
    page = Page(
        url=SITE_URL.rstrip("/") + path,
        body=answer.body,
        content_type=dict(answer.headers).get("Content-Type"),
        site=SITE,
    )
    with pytest.raises(ExtractionError) as caught:
        read_article(page)
    assert getattr(caught.value, "nature", None) == nature


@pytest.mark.figures
def test_ten_thousand_articles_with_all_variants() -> None:
    found = score(Replica(seed=1, size=10_000))
    print("\nknown layouts:", found.report())
    found.assert_perfect()


@pytest.mark.figures
def test_two_thousand_articles_of_redesigned_templates() -> None:
    found = score(Replica(seed=1, size=2_000, redesigned=True))
    print("\nredesigned:", found.report())
    found.assert_perfect()

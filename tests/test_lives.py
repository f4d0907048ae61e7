"""What an address said before its text came to be another article's, or to differ from it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from foreign import warc, write
from harness import Run
from test_earlier import day, found
from test_history import OTHER
from test_identity import TEXT, article, told
from test_ingest import ARTICLES, assert_proved, captured, edited
from test_removals import absent
from test_removals import store as store_items
from test_verify import damages, execute

from linfen_crawler.archive import Archive
from linfen_crawler.archive.connection import instant
from linfen_crawler.archive.rows import Record
from linfen_crawler.items import Failure, Item
from linfen_crawler.kinds import Kind
from linfen_crawler.lives import Story, story_of

A, B = "http://www.lfxww.com/shanxi/5.html", "http://www.lfxww.com/xwly/9.html"
OWN = article("/xwly/9", text=OTHER, title="另一题目")
"""What B says as long as it is an article of its own."""
JOINT = article("/shanxi/5"), article("/xwly/9")


def story(folder: Path, key: str | int) -> Story:
    with Archive.open(folder) as archive:
        found = story_of(archive, key)
    assert found is not None
    return found


def stood(told: Story) -> list[tuple[int, object, str | None]]:
    """Return of each version the article, the title and when it was replaced."""
    return [(one.article_id, one.fields["title"], one.replaced_at) for one in told.versions]


def events(folder: Path) -> list[Record]:
    with Archive.open(folder) as archive:
        return archive.rows("SELECT * FROM changes ORDER BY id")


def keep(folder: Path, *items: Item) -> None:
    """Store items, each at a moment of its own."""
    for item in items:
        store_items(folder, item)
    assert damages(folder) == []


def test_what_an_address_said_before_it_was_merged_is_told_by_its_address(tmp_path: Path, linfen: Run) -> None:
    keep(tmp_path, JOINT[0], OWN, JOINT[1])
    added, own, edited, merged = events(tmp_path)
    assert [(one["article_id"], one["kind"]) for one in (own, edited, merged)] == [
        (2, "added"),
        (2, "edited"),
        (2, "merged"),
    ]
    assert stood(story(tmp_path, B)) == [(2, "另一题目", merged["at"]), (1, "题目", None)]
    assert [one["id"] for one in story(tmp_path, B).changes] == [own["id"], edited["id"], merged["id"]]
    # The other address has said the same all the time.
    assert stood(story(tmp_path, A)) == stood(story(tmp_path, 1)) == [(1, "题目", None)]
    assert [one["id"] for one in story(tmp_path, A).changes] == [added["id"]]
    where = ("--archive", str(tmp_path))
    shown = linfen("show", B, "--as-of", str(own["at"]), *where).stdout
    assert (OTHER in shown, TEXT in shown, "revision            2/1" in shown or "2/1" in shown) == (True, False, True)
    assert TEXT in linfen("show", B, "--as-of", str(merged["at"]), *where).stdout
    assert linfen("show", B, "--as-of", str(added["at"]), *where).returncode == 1
    assert "title: [-另一-]题目" in linfen("show", B, "--diff", *where).stdout
    history = linfen("show", B, "--history", *where).stdout
    assert "into article 1" in history
    assert "2/1" in history


def test_an_article_that_was_merged_is_found_by_its_id(tmp_path: Path, linfen: Run) -> None:
    keep(tmp_path, JOINT[0], OWN, JOINT[1])
    assert stood(story(tmp_path, 2)) == stood(story(tmp_path, B))
    done = linfen("show", "2", "--as-of", str(events(tmp_path)[1]["at"]), "--json", "--archive", str(tmp_path))
    assert json.loads(done.stdout)["fields"]["body"] == OTHER
    assert "Article 2 was merged into article 1." in done.stderr


def test_an_address_that_is_joined_without_an_edit_said_the_same_before(tmp_path: Path) -> None:
    """The other one was edited to say what this one says."""
    keep(tmp_path, article("/shanxi/5", text=OTHER), JOINT[1], JOINT[0])
    (joined,) = (one for one in events(tmp_path) if one["kind"] == "merged")
    told = story(tmp_path, B)
    assert [(one.fields["body"], one.replaced_at) for one in told.versions] == [(TEXT, joined["at"]), (TEXT, None)]
    assert [one.fields["body"] for one in story(tmp_path, A).versions] == [OTHER, TEXT]


def test_what_stood_is_told_though_the_better_address_came_later(tmp_path: Path) -> None:
    """The row is then the other's, which was edited to say what this one has said all the time."""
    topic = article("/2021/topic/3")
    keep(tmp_path, topic, OWN, JOINT[1])
    assert [one["kind"] for one in events(tmp_path)] == ["added", "added", "edited", "merged"]
    added = events(tmp_path)[0]["at"]
    for key in (topic.url, 1):
        (version,) = story(tmp_path, key).versions
        assert (version.seen_at, version.fields["body"], version.replaced_at) == (added, TEXT, None)


@pytest.mark.parametrize("is_earlier", [False, True])
def test_what_is_edited_later_stood_since_its_own_article_said_so(
    tmp_path: Path, linfen: Run, *, is_earlier: bool
) -> None:
    """The row is the other's, which was edited to say what this one has said all the time; others saw it before."""
    topic, later = article("/2021/topic/3"), article("/xwly/9", title="新题")
    keep(tmp_path, topic, found(OWN, 3) if is_earlier else OWN, JOINT[1], later)
    happened = events(tmp_path)
    assert [one["kind"] for one in happened] == ["added", "added", "edited", "merged", "edited"]
    added, edited = happened[0]["at"], happened[-1]["at"]
    stretches = [("题目", added, edited), ("新题", edited, None)]
    for key in (topic.url, 1):
        assert [
            (one.fields["title"], one.seen_at, one.replaced_at) for one in story(tmp_path, key).versions
        ] == stretches
    where = ("--archive", str(tmp_path))
    shown = linfen("show", topic.url, "--as-of", str(added), *where).stdout
    assert f"from {added} until {edited}" in shown
    assert f"{added}  {edited}" in linfen("show", "1", "--history", *where).stdout
    # What others captured of the other one is nothing that this one has said.
    assert linfen("show", "1", "--as-of", "2022-03-04", *where).returncode == 1


def test_what_was_edited_stands_since_then_though_its_row_is_anothers(tmp_path: Path) -> None:
    """The other one has said so all the time."""
    topic = article("/2021/topic/3", text=OTHER)
    keep(tmp_path, topic, JOINT[1], article("/2021/topic/3"), article("/xwly/9", title="新题"))
    happened = events(tmp_path)
    assert [one["kind"] for one in happened] == ["added", "added", "edited", "merged", "edited"]
    (first, _, edited, _, last) = (one["at"] for one in happened)
    for key in (topic.url, 1):
        told = story(tmp_path, key).versions
        assert [(one.seen_at, one.replaced_at) for one in told] == [(first, edited), (edited, last), (last, None)]
        assert [one.fields["title"] for one in told] == ["题目", "题目", "新题"]


def test_it_was_seen_last_when_either_was(tmp_path: Path) -> None:
    keep(tmp_path, JOINT[1], article("/2021/topic/3", text=OTHER), article("/2021/topic/3"))
    assert story(tmp_path, 1).article["last_seen_at"] == events(tmp_path)[-1]["at"]


def test_what_others_captured_and_was_merged_since_is_told_from_its_capture_on(tmp_path: Path, linfen: Run) -> None:
    """The other one was edited to say the same, and no version of this one was ever replaced."""
    keep(tmp_path, article("/shanxi/5", text=OTHER), found(JOINT[1], 3), JOINT[0])
    merged = events(tmp_path)[-1]
    assert (merged["article_id"], merged["kind"]) == (2, "merged")
    for key in (B, 2):
        told = story(tmp_path, key).versions
        assert [(one.fields["body"], one.seen_at, one.replaced_at) for one in told] == [
            (TEXT, instant(day(3)), merged["at"]),
            (TEXT, merged["at"], None),
        ]
    assert TEXT in linfen("show", B, "--as-of", "2022-03-04", "--archive", str(tmp_path)).stdout


def happened(folder: Path) -> list[tuple[object, object]]:
    """Return the articles and kinds of all events."""
    return [(one["article_id"], one["kind"]) for one in events(folder)]


def test_all_addresses_that_go_on_saying_what_one_said_become_one_article(tmp_path: Path) -> None:
    """The canonical one of three is edited: each other is read again, and once more."""
    first, *others = (article(path) for path in ("/shanxi/5", "/xwly/9", "/2021/topic/3"))
    keep(tmp_path, first, *others, article("/shanxi/5", text=OTHER), *others, *others)
    begun = [(1, "added"), (1, "merged"), (1, "merged"), (1, "edited")]
    assert happened(tmp_path) == [*begun, (2, "split"), (2, "merged")]
    for one in others:
        assert {row.fields["body"] for row in story(tmp_path, one.url).versions} == {TEXT}
        assert story(tmp_path, one.url).article["body"] == TEXT
    assert story(tmp_path, first.url).article["body"] == OTHER


def test_an_address_that_was_not_read_since_makes_no_other_one_its_articles(tmp_path: Path) -> None:
    """Its article was edited: what tells now what that told before is another one, and the better address at that."""
    first, second, third = (article(path) for path in ("/shanxi/50", "/xwly/60", "/hongtong/5"))
    keep(tmp_path, first, second, article("/shanxi/50", text=OTHER), third)
    begun = [(1, "added"), (1, "merged"), (1, "edited"), (2, "added")]
    assert happened(tmp_path) == begun
    assert [one.fields["body"] for one in story(tmp_path, first.url).versions] == [TEXT, OTHER]
    keep(tmp_path, second)
    assert happened(tmp_path) == [*begun, (2, "merged")]
    assert [one.article_id for one in story(tmp_path, second.url).versions] == [1, 2]


def test_an_address_that_says_less_than_its_article_joins_it_to_no_other(tmp_path: Path) -> None:
    """Of a page of it that could not be read nobody knows what it says."""
    less = [told(article(path, text=OTHER), complete=False) for path in ("/hongtong/5", "/xwly/9")]
    keep(tmp_path, article("/shanxi/8"), JOINT[1], *less)
    assert happened(tmp_path) == [(1, "added"), (1, "merged"), (2, "added")]
    assert [story(tmp_path, key).article["body"] for key in (1, 2)] == [TEXT, OTHER]


def test_an_edit_that_an_address_did_not_follow_is_not_told_of_it(tmp_path: Path, linfen: Run) -> None:
    """It could not be read meanwhile, and says what it always has."""
    failed = Failure(url=B, kind=Kind.ARTICLE, reason="status 500")
    keep(tmp_path, *JOINT, article("/shanxi/5", text=OTHER), failed, JOINT[1], article("/shanxi/5", title="新题"))
    edited, split = (events(tmp_path)[at] for at in (2, 3))
    assert (edited["kind"], split["kind"], split["article_id"]) == ("edited", "split", 2)
    assert events(tmp_path)[1]["at"] <= str(split["left_at"]) < str(edited["at"])
    assert stood(story(tmp_path, B)) == [(1, "题目", split["at"]), (2, "题目", None)]
    assert [one.fields["body"] for one in story(tmp_path, B).versions] == [TEXT, TEXT]
    assert [one.fields["body"] for one in story(tmp_path, A).versions] == [TEXT, OTHER, TEXT]
    assert TEXT in linfen("show", B, "--as-of", str(edited["at"]), "--archive", str(tmp_path)).stdout


def test_an_edit_that_an_address_has_followed_is_told_of_it(tmp_path: Path) -> None:
    edited = article("/shanxi/5", text=OTHER), article("/xwly/9", text=OTHER)
    keep(tmp_path, *JOINT, *edited, JOINT[1])
    assert [one.fields["body"] for one in story(tmp_path, A).versions] == [TEXT, OTHER]
    assert [(one.article_id, one.fields["body"]) for one in story(tmp_path, B).versions] == [
        (1, TEXT),
        (1, OTHER),
        (2, TEXT),
    ]


def test_an_article_that_was_merged_and_split_off_before_it_was_read_again_said_what_the_other_did(
    tmp_path: Path,
) -> None:
    keep(tmp_path, article("/shanxi/5", text=OTHER), JOINT[1], JOINT[0], article("/xwly/9", title="新题"))
    assert happened(tmp_path) == [(1, "added"), (2, "added"), (1, "edited"), (2, "merged"), (3, "split")]
    told = story(tmp_path, B).versions
    assert [one.fields["body"] for one in told] == [TEXT, TEXT, TEXT]
    assert [one.fields["title"] for one in told] == ["题目", "题目", "新题"]


def test_nothing_is_told_of_an_address_that_its_article_said_before_it_joined(tmp_path: Path, linfen: Run) -> None:
    first, joined = article("/xwly/9", text=OTHER, title="旧题"), article("/shanxi/50")
    keep(tmp_path, first, JOINT[1], joined)
    (added, edited, merged) = events(tmp_path)
    assert (edited["kind"], merged["evidence"]) == ("edited", joined.url)
    assert [(one.seen_at, one.fields["title"]) for one in story(tmp_path, joined.url).versions] == [
        (edited["at"], "题目")
    ]
    assert linfen("show", joined.url, "--as-of", str(added["at"]), "--archive", str(tmp_path)).returncode == 1
    assert [one["kind"] for one in story(tmp_path, joined.url).changes] == ["edited", "merged"]


def test_what_an_address_said_before_it_was_split_off_is_told_by_its_address(tmp_path: Path) -> None:
    keep(tmp_path, *JOINT, OWN)
    split = events(tmp_path)[-1]
    assert (split["kind"], split["article_id"]) == ("split", 2)
    assert stood(story(tmp_path, B)) == [(1, "题目", split["at"]), (2, "另一题目", None)]
    assert stood(story(tmp_path, 2)) == [(2, "另一题目", None)]
    # And comes to say the same again, for good.
    keep(tmp_path, JOINT[1])
    assert [one[0] for one in stood(story(tmp_path, B))] == [1, 2, 1]
    assert [one.fields["body"] for one in story(tmp_path, B).versions] == [TEXT, OTHER, TEXT]


def test_a_time_without_it_is_told_by_the_article_that_it_was_then(tmp_path: Path) -> None:
    keep(tmp_path, JOINT[0], OWN, absent(B), OWN, absent(B), JOINT[1])
    told = story(tmp_path, B)
    merged = events(tmp_path)[-1]
    assert [(one.evidence, one.until == merged["at"]) for one in told.absences] == [
        (f"404: {B}", False),
        (f"404: {B}", True),
    ]
    assert story(tmp_path, A).absences == []


@pytest.mark.parametrize("key", [A, 1])
def test_an_archive_that_did_not_note_addresses_tells_what_its_articles_were(tmp_path: Path, key: str | int) -> None:
    keep(tmp_path, JOINT[0], article("/shanxi/5", title="新题"))
    execute(tmp_path, "UPDATE changes SET evidence = NULL WHERE kind = 'added'")
    assert [one.fields["title"] for one in story(tmp_path, key).versions] == ["题目", "新题"]


def test_nothing_is_told_of_what_is_no_article(tmp_path: Path) -> None:
    keep(tmp_path, JOINT[0])
    with Archive.open(tmp_path) as archive:
        assert [story_of(archive, key) for key in (7, B)] == [None, None]


def test_what_is_told_of_merged_articles_is_rebuilt_from_their_bytes(tmp_path: Path, linfen: Run, folder: Path) -> None:
    """Of two addresses the better one was another article, came to say the same, and was edited."""
    lesser, better = (f"http://www.lfxww.com{path}.html" for path in ("/xwly/900", "/shanxi/5"))
    said = captured(ARTICLES[0].url, "2022-03-01T08:00:00Z")
    own = captured(ARTICLES[1].url, "2022-03-02T08:00:00Z")
    pages = [
        replace(said, url=lesser),
        replace(own, url=better),
        replace(said, url=better, at="2022-03-03T08:00:00Z"),
        replace(edited(said, "2022-03-05T08:00:00Z"), url=better),
        replace(said, url=lesser, at="2022-03-07T08:00:00Z"),
    ]
    for number, page in enumerate(pages):
        assert (
            linfen(
                "ingest", str(write(tmp_path, f"{number}.warc.gz", warc([page]))), "--archive", str(folder)
            ).returncode
            == 0
        )
    happened = [(one["kind"], str(one["seen_at"])[:10]) for one in events(folder)]
    assert happened == [
        ("added", "2022-03-01"),
        ("added", "2022-03-02"),
        ("edited", "2022-03-03"),
        ("merged", "2022-03-03"),
        ("edited", "2022-03-05"),
        ("split", "2022-03-07"),
    ]
    assert str(events(folder)[-1]["left_at"])[:10] == "2022-03-01"
    assert [one.seen_at[:10] for one in story(folder, lesser).versions] == ["2022-03-01", "2022-03-07"]
    assert [one.seen_at[:10] for one in story(folder, 1).versions] == ["2022-03-01", "2022-03-05"]
    assert [one.seen_at[:10] for one in story(folder, 2).versions][:1] == ["2022-03-02"]
    assert_proved(linfen, folder)

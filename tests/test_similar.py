"""Articles with nearly the same text: both kept, linked with a score, and the links kept right."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from harness import Run as Linfen
from test_identity import article, store
from test_mirrors import BODIES, SITE, feed, page

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.connection import open_writer

NOTICE = (
    "临汾市气象台发布天气预报：今天白天到夜间，我市大部分地区多云间晴，东北风二到三级，"
    "最高气温{}度，最低气温{}度，请市民注意增减衣物。"
)


def links(folder: Path) -> list[tuple[str, str, float]]:
    """Return the pairs of similar articles by the end of their addresses, with their scores."""
    with Archive.open(folder) as archive:
        rows = archive.rows(
            "SELECT a.url AS one, o.url AS other, score FROM similar s JOIN articles a ON a.id = s.article_id "
            "JOIN articles o ON o.id = s.other_id ORDER BY a.url, o.url"
        )
    return [
        (str(row["one"]).rpartition("/")[2], str(row["other"]).rpartition("/")[2], float(str(row["score"])))
        for row in rows
    ]


def test_a_recurring_notice_is_kept_each_time_and_linked(tmp_path: Path) -> None:
    """The weather of two days is not one article, however like the words are."""
    days = [page(f"{SITE}/gggs/{n}.html", NOTICE.format(20 + n, 8 + n), date=f"2021-04-0{n} 09:00:00") for n in (1, 2)]
    assert feed(tmp_path, days) == ["added", "added"]
    ((one, other, score),) = links(tmp_path)
    assert (one, other) == ("1.html", "2.html")
    assert 0.6 < score < 1


def test_a_longer_version_is_linked_with_the_shorter(tmp_path: Path) -> None:
    longer = f"{BODIES[0]}\n\n{BODIES[1][: len(BODIES[0]) // 4]}"
    feed(tmp_path, [page(f"{SITE}/gggs/1.html", BODIES[0]), page(f"{SITE}/shanxi/2.html", longer)])
    assert links(tmp_path) == [("1.html", "2.html", 1.0)]


@pytest.mark.parametrize("share", [5, 3])
def test_a_copy_with_some_sentences_edited_is_linked(tmp_path: Path, share: int) -> None:
    """Each fifth, or each third, is another article's: both are kept."""
    others = iter("。".join(BODIES[1:]).split("。"))
    sentences = max(BODIES, key=len).split("。")
    edited = "。".join(next(others) if at % share == 0 else one for at, one in enumerate(sentences))
    pages = [page(f"{SITE}/gggs/1.html", "。".join(sentences)), page(f"{SITE}/shanxi/2.html", edited)]
    assert feed(tmp_path, pages) == ["added", "added"]
    assert [pair[:2] for pair in links(tmp_path)] == [("1.html", "2.html")]


@pytest.mark.parametrize(("kept", "made"), [(104, [("1.html", "2.html", 0.5)]), (103, [])])
def test_articles_are_linked_from_half_of_the_shorter_one_s_pieces(kept: int, made: object, tmp_path: Path) -> None:
    """As decision 8 has it. Of 204 characters there are 200 pieces of five; ``kept`` have ``kept - 4``."""
    characters = [chr(one) for one in range(0x4E00, 0x4E00 + 400)]
    Random(1).shuffle(characters)
    one, other = characters[:204], characters[:kept] + characters[204 : 408 - kept]
    feed(tmp_path, [page(f"{SITE}/gggs/1.html", "".join(one)), page(f"{SITE}/shanxi/2.html", "".join(other))])
    assert links(tmp_path) == made


def test_other_articles_are_not_linked(tmp_path: Path) -> None:
    feed(tmp_path, [page(f"{SITE}/gggs/{n}.html", body) for n, body in enumerate(BODIES)])
    assert links(tmp_path) == []


def test_an_edit_renews_the_links(tmp_path: Path) -> None:
    first, second = f"{SITE}/gggs/1.html", f"{SITE}/gggs/2.html"
    feed(tmp_path, [page(first, NOTICE.format(20, 8)), page(second, NOTICE.format(21, 9))])
    assert len(links(tmp_path)) == 1
    assert feed(tmp_path, [page(second, BODIES[0])]) == ["edited"]
    assert links(tmp_path) == []
    assert feed(tmp_path, [page(second, NOTICE.format(22, 9))]) == ["edited"]
    assert len(links(tmp_path)) == 1


def test_an_address_that_is_split_off_is_linked_with_what_it_was(tmp_path: Path) -> None:
    first, second = f"{SITE}/gggs/1.html", f"{SITE}/gggs/2.html"
    pages = [page(first, NOTICE.format(20, 8)), page(second, NOTICE.format(20, 8)), page(second, NOTICE.format(21, 8))]
    assert feed(tmp_path, pages) == ["added", "merged", "split"]
    assert [pair[:2] for pair in links(tmp_path)] == [("1.html", "2.html")]


def test_articles_that_become_one_keep_one_set_of_links(tmp_path: Path) -> None:
    """The texts of the 1st and of the 7th are joined by that of the 4th; what was like them stays linked."""
    places = (("gggs", 1), ("shanxi", 7), ("welb", 4))
    equal = [page(f"{SITE}/{at}/{n}.html", NOTICE.format(20, 8), date=f"2021-04-0{n} 09:00:00") for at, n in places]
    like = page(f"{SITE}/gggs/9.html", NOTICE.format(21, 8), date="2021-04-09 09:00:00")
    assert feed(tmp_path, [*equal[:2], like, equal[2]]) == ["added", "added", "added", "merged"]
    assert [pair[:2] for pair in links(tmp_path)] == [("1.html", "9.html")]


def test_an_archive_of_an_older_version_is_compared_again(tmp_path: Path) -> None:
    feed(tmp_path, [page(f"{SITE}/gggs/{n}.html", NOTICE.format(20 + n, 8)) for n in (1, 2, 3)])
    made = links(tmp_path)
    assert len(made) == 3
    database = open_writer(tmp_path)
    database.execute("DELETE FROM similar")
    database.execute("UPDATE text_keys SET key = key + 1")
    database.execute("UPDATE archive SET signature_version = NULL")
    database.close()
    feed(tmp_path, [])
    assert links(tmp_path) == made
    with Archive.open(tmp_path) as archive:
        assert archive.rows("SELECT count(*) AS n FROM text_keys WHERE article_id = 1")[0]["n"] == 16


def test_an_archive_from_before_there_were_similar_articles_gets_their_links(tmp_path: Path) -> None:
    feed(tmp_path, [page(f"{SITE}/gggs/{n}.html", NOTICE.format(20 + n, 8)) for n in (1, 2, 3)])
    made = links(tmp_path)
    database = open_writer(tmp_path)
    for table in ("mirror_keys", "mirrors", "text_keys", "similar"):
        database.execute(f"DROP TABLE {table}")
    database.execute("ALTER TABLE archive DROP COLUMN signature_version")
    database.execute("DELETE FROM _sqlite_migrations WHERE name = 'm003_similar'")
    database.execute("UPDATE archive SET schema_version = schema_version - 1")
    database.close()
    with Archive.open(tmp_path) as archive:
        assert archive.similar(1) == archive.mirrors(1) == []
    feed(tmp_path, [])
    assert links(tmp_path) == made


def test_show_names_what_is_like_an_article(tmp_path: Path, linfen: Linfen) -> None:
    feed(tmp_path / "archive", [page(f"{SITE}/gggs/{n}.html", NOTICE.format(20 + n, 8)) for n in (1, 2)])
    done = linfen("show", "1", "--archive", str(tmp_path / "archive"))
    assert f"Similar:\n  {SITE}/gggs/2.html  临汾市举行表彰大会" in done.stdout


def test_a_family_is_linked_whatever_the_order_of_arrival(tmp_path: Path) -> None:
    family = [
        page(f"{SITE}/gggs/{n}.html", NOTICE.format(n, n + 100), date=f"2021-{n:02}-01 09:00:00") for n in range(1, 13)
    ]
    feed(tmp_path / "one", family)
    feed(tmp_path / "other", [family[index * 5 % 12] for index in range(12)])
    made = {(*sorted(pair[:2]), pair[2]) for pair in links(tmp_path / "one")}
    assert {(*sorted(pair[:2]), pair[2]) for pair in links(tmp_path / "other")} == made
    assert len(made) == 12 * 11 // 2


@pytest.mark.parametrize("count", [40])
def test_a_large_family_costs_and_links_no_more_than_some(tmp_path: Path, count: int) -> None:
    family = [
        page(f"{SITE}/gggs/{n}.html", NOTICE.format(n, n + 100), date=f"2021-{n % 12 + 1:02}-{n // 12 + 1:02} 09:00:00")
        for n in range(1, count + 1)
    ]
    assert feed(tmp_path, family) == ["added"] * count
    assert len(links(tmp_path)) <= 32 * count


@pytest.mark.parametrize("own_chars", [30, 100])
def test_a_copy_of_an_old_one_of_many_notices_of_one_form_is_linked_with_it(tmp_path: Path, own_chars: int) -> None:
    """Most of its keys are those of the form, of which only the newest articles are looked at."""
    said = "".join(BODIES)
    form = [f"{one}。" for one in BODIES[0].split("。")[:6]]
    own = [said[len(said) // 2 + at * own_chars :][:own_chars] for at in range(60)]
    notices = [article(f"/gggs/{at + 1}", text=form[0] + text + "".join(form[1:])) for at, text in enumerate(own)]
    assert store(tmp_path, notices) == ["added"] * 60
    edited = form[0] + own[2] + "".join(form[1:4]) + "本公告由市局负责解释，此前公告同时废止。" + form[5]
    copy = article("/shanxi/900", text=edited)
    writer = ArchiveWriter.open(tmp_path)
    found = writer.similar_to(copy)
    writer.close()
    assert (found[0].article_id, len(found) <= 32) == (3, True)

"""Images: each address once, one file for the same bytes, its type told by them; and what came of each is known."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from foreign import Page as Captured
from foreign import warc, write
from harness import TIMEOUT_S, Run, run, start
from searching import contents_of
from test_bad_input import html, path_of, victim
from test_long_articles import make_due
from test_pages import LEAD, SENTENCE, paragraphs, template
from test_verify import damages

from linfen_crawler.archive import Archive
from linfen_crawler.replica import Page, Replica, RunningReplica, serve
from linfen_crawler.replica.media import png

ON = {"LINFEN_MEDIA": "1"}
ROOT = "http://www.lfxww.com"
IMAGE = png("one", 24)
Opened = Callable[[], Archive]
Crawl = Callable[..., object]


def served(body: bytes, content_type: str = "image/jpeg", **headers: str) -> Page:
    """Return a file as a server sends it."""
    pairs = {name.replace("_", "-"): value for name, value in headers.items()}
    return Page(status=200, headers=(("Content-Type", content_type), *pairs.items()), body=body)


def article_showing(site: RunningReplica, *sources: str) -> str:
    """Serve an article that shows some images in place of another, and return its canonical address."""
    path, url = victim(site)
    images = "".join(f"<p><img src='{source}'></p>" for source in sources)
    site.overrides[path] = html(template(paragraphs(LEAD, SENTENCE) + images + paragraphs(SENTENCE)))
    return url


def image_paths(site: RunningReplica) -> list[str]:
    """Return what was requested of images, in order."""
    return [one.path for one in site.requests if one.path.startswith(("/images/", "/u/"))]


def rows(archive: Archive, sql: str, *values: str) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in archive.rows(sql, values)]


def fate(archive: Archive, address: str) -> tuple[object, ...]:
    """Return what became of an image: state, reason, and whether it is tried again."""
    (found,) = rows(archive, "SELECT kind, state, reason, next_try_at IS NOT NULL FROM urls WHERE url = ?", address)
    assert found[0] == "image"
    return found[1:]


def counters(archive: Archive, run_id: int = 1) -> dict[str, int]:
    record = archive.run(run_id)
    assert record is not None
    return record.counters


@pytest.fixture
def recheck(linfen: Run, site: RunningReplica, folder: Path) -> Run:
    """Ask again for all that ``crawl`` has archived, images as well."""

    def run(**env: str) -> object:
        where = ("--archive", str(folder), "--site-url", site.url, "--older-than", "0h")
        return linfen("recheck", *where, env={**ON, **env})

    return run  # type: ignore[return-value]


def prove(folder: Path) -> None:
    """Assert that an archive is sound, and that its rows and files are what its WARC files give."""
    done = run(["verify", "--archive", str(folder)])
    assert done.returncode == 0, done.stdout
    done = run(["rebuild", "--archive", str(folder)])
    assert (done.returncode, "equal row for row" in done.stdout) == (0, True), done.stdout


def test_each_image_is_archived_as_the_site_sends_it(
    crawl: Crawl, recheck: Crawl, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    crawl(env=ON)
    asked = image_paths(site)
    shown = rows(opened(), "SELECT DISTINCT url, sha256, path FROM images WHERE url IS NOT NULL")
    assert len(shown) == len(asked) == len(set(asked)) > 40
    for url, sha256, path in shown:
        body = site.replica.page(path_of(str(url))).body
        assert hashlib.sha256(body).hexdigest() == sha256
        assert path == f"media/{str(sha256)[:2]}/{sha256}.png"
        assert (folder / str(path)).read_bytes() == body
        assert fate(opened(), str(url)) == ("archived", None, 0)
    assert counters(opened())["image/stored"] == len(shown)
    site.forget_requests()
    recheck()
    assert image_paths(site) == []
    assert counters(opened(), 2)["image/known"] >= len(shown)
    prove(folder)


def test_without_the_setting_no_image_is_requested(
    crawl: Crawl, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    crawl()
    assert image_paths(site) == []
    assert rows(opened(), "SELECT count(*), count(sha256) FROM images") == [(55, 0)]
    assert rows(opened(), "SELECT url FROM urls WHERE kind = 'image'") == []
    assert not (folder / "media").exists()


def test_an_archive_from_before_the_setting_is_filled_in_by_a_recheck(
    crawl: Crawl, recheck: Crawl, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    """Also where an article has not changed, and is read again from the archive's bytes."""
    crawl()
    site.forget_requests()
    recheck()
    answers = {one.status for one in site.requests if one.path.endswith(".html")}
    assert answers == {304}
    assert rows(opened(), "SELECT count(*) FROM images WHERE url IS NOT NULL AND sha256 IS NULL") == [(0,)]
    assert rows(opened(), "SELECT kind, count(*) FROM changes GROUP BY kind") == [("added", 40), ("merged", 1)]
    prove(folder)


def test_an_image_under_thirty_addresses_is_one_file(
    crawl: Crawl, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    paths = [f"/u/{number}.jpg" for number in range(30)]
    article_showing(site, *paths)
    site.overrides |= dict.fromkeys(paths, served(IMAGE))
    crawl(env=ON)
    of_them = "FROM media WHERE url LIKE '%/u/%'"
    assert rows(opened(), f"SELECT count(*), count(DISTINCT path), count(DISTINCT capture_id) {of_them}") == [
        (30, 1, 30)
    ]
    assert (folder / "media").is_dir()
    assert sum(path.read_bytes() == IMAGE for path in (folder / "media").glob("*/*")) == 1
    prove(folder)


@pytest.fixture
def one_image_everywhere(site: RunningReplica) -> str:
    """Let all articles of the replica show the same image; return its path."""
    for url in (part for address in site.replica.addresses() for part in site.replica.parts(address)):
        page = site.replica.page(path_of(url))
        body = re.sub(rb"/images/\d+/\d+(-small)?\.png", b"/images/shared.png", page.body)
        site.overrides[path_of(url)] = Page(status=200, headers=page.headers, body=body)
    site.overrides["/images/shared.png"] = Page(
        status=200, headers=(("Content-Type", "image/png"),), body=IMAGE, delay_s=0.1
    )
    return "/images/shared.png"


def test_one_address_in_many_articles_is_requested_once(
    crawl: Crawl, one_image_everywhere: str, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    """Most of them are under way at once while it comes."""
    crawl(env=ON)
    assert image_paths(site) == [one_image_everywhere]
    ((articles, files),) = rows(
        opened(), "SELECT count(DISTINCT article_id), count(DISTINCT path) FROM images WHERE url IS NOT NULL"
    )
    assert (articles > 20, files) == (True, 1)
    prove(folder)


def test_one_address_in_many_articles_fails_once_in_a_run(
    crawl: Crawl, one_image_everywhere: str, site: RunningReplica, opened: Opened
) -> None:
    site.overrides[one_image_everywhere] = html("gone", 404)
    crawl(env=ON)
    assert image_paths(site) == [one_image_everywhere]
    assert fate(opened(), ROOT + one_image_everywhere) == ("gone", "404", 1)


BOMB = gzip.compress(bytes(40 * 1024 * 1024))
FAULTS: dict[str, tuple[Page, str, str]] = {
    "a page": (html("<!DOCTYPE html><html><body>验证</body></html>"), "refused", "no image: text/html"),
    "a page that is called an image": (served("<html><title>出错".encode("gb18030")), "refused", "no image: text/html"),
    "a text": (served("您访问的图片不存在".encode()), "refused", "no image: of no known type"),
    "a text that begins as a bitmap": (served(b"BMW sells well"), "refused", "no image: of no known type"),
    "nothing": (served(b""), "refused", "no image: empty"),
    "a drawing that may hold scripts": (
        served(b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "image/svg+xml"),
        "refused",
        "no image: image/svg+xml",
    ),
    "a film": (served(b"\0\0\0\x18ftypisom" + bytes(90), "image/jpeg"), "refused", "no image: video/mp4"),
    "a gigabyte": (served(IMAGE, Content_Length="1073741824"), "refused", "more than 100000 bytes"),
    "more than is allowed": (served(IMAGE + bytes(100_001)), "refused", "more than 100000 bytes"),
    "a bomb": (served(BOMB, Content_Encoding="gzip"), "refused", "more than 100000 bytes"),
    "cut off": (served(IMAGE[:-20]), "refused", "no whole image"),
    "a text that begins as a photograph": (served(b"\xff\xd8\xff is how they begin"), "refused", "no whole image"),
    "a script that begins as a drawing": (served(b"GIF89a<script>alert(1)</script>"), "refused", "no whole image"),
    "403": (html("no", 403), "refused", "HTTP 403"),
    "404": (html("gone", 404), "gone", "404"),
    "410": (html("gone", 410), "gone", "410"),
    "500": (html("oops", 500), "failed", "HTTP 500"),
    "hangs up": (Page(hangs_up=True), "failed", ""),
    "redirect home": (html("", 302, Location="/"), "gone", "redirect home"),
    "redirect to an error page": (html("", 302, Location="/404.html"), "gone", "soft 404"),
    "redirect to an article": (
        html("", 302, Location="/shanxi/1.html"),
        "skipped",
        f"redirects to {ROOT}/shanxi/1.html",
    ),
    "redirect off the site": (
        html("", 302, Location="http://cdn.example/1.jpg"),
        "skipped",
        "redirects to http://cdn.example/1.jpg",
    ),
    "redirect loop": (html("", 302, Location="?loop"), "failed", "more than 5 redirects"),
    "redirect to nothing": (html("", 302, Location="javascript:void(0)"), "failed", "redirects to no address"),
}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, RunningReplica]]:
    """Crawl an article that shows an image of each fault, and one that is none."""
    folder = tmp_path_factory.mktemp("faulty")
    with serve(Replica(seed=7, size=40)) as site:
        paths = {f"/u/{number}.jpg": page for number, (page, _, _) in enumerate(FAULTS.values())}
        site.overrides |= paths
        url = article_showing(site, *paths, "/images/logo.png")
        env = {**ON, "LINFEN_MEDIA_BYTES": "100000", "LINFEN_TIMEOUT_S": "5"}
        run(["crawl", "--archive", str(folder), "--site-url", site.url], env=env)
        with Archive.open(folder) as archive:
            assert rows(archive, "SELECT state FROM urls WHERE url = ?", url) == [("archived",)]
        yield folder, site


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_no_image_is_refused_with_its_reason(fault: str, faulty: tuple[Path, RunningReplica]) -> None:
    _, state, reason = FAULTS[fault]
    with Archive.open(faulty[0]) as archive:
        said, why, is_tried_again = fate(archive, f"{ROOT}/u/{list(FAULTS).index(fault)}.jpg")
        assert (said, is_tried_again) == (state, 1)
        assert str(why).startswith(reason)
        assert rows(archive, "SELECT url FROM media WHERE url LIKE '%/u/%'") == []


def test_refusals_are_counted_by_their_reasons_and_proved_by_their_bytes(faulty: tuple[Path, RunningReplica]) -> None:
    folder, _ = faulty
    with Archive.open(folder) as archive:
        found = counters(archive)
        reasons = Counter(reason for _, state, reason in FAULTS.values() if state == "refused")
        assert {name.partition("/")[2]: n for name, n in found.items() if name.startswith("image_refused/")} == reasons
        assert found["image/failed"] == 4
        ((without,),) = rows(archive, "SELECT count(*) FROM urls WHERE kind = 'image' AND capture_id IS NULL")
    # No answer came, or it was not read to its end.
    assert without == 3
    prove(folder)


def test_only_temporary_failures_are_requested_again(faulty: tuple[Path, RunningReplica]) -> None:
    asked = Counter(image_paths(faulty[1]))
    for number, fault in enumerate(FAULTS):
        is_tried_again = fault in {"500", "hangs up"}
        expected = 2 if FAULTS[fault][2] == "no whole image" else 1
        assert asked[f"/u/{number}.jpg"] >= 3 if is_tried_again else asked[f"/u/{number}.jpg"] == expected, fault


@pytest.mark.parametrize(("torn", "fate_of_it"), [(1, "archived"), (2, "archived"), (3, "refused")])
def test_a_truncated_image_is_requested_again(
    torn: int, fate_of_it: str, crawl: Crawl, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    """Different each time: an image that comes the same again is truncated on the server."""
    answers = iter([served(IMAGE[: -20 - number]) for number in range(torn)])
    article_showing(site, "/u/torn.jpg")
    site.overrides["/u/torn.jpg"] = lambda _: next(answers, served(IMAGE))
    crawl(env=ON)
    assert len([path for path in image_paths(site) if path == "/u/torn.jpg"]) == min(torn + 1, 3)
    assert fate(opened(), f"{ROOT}/u/torn.jpg")[0] == fate_of_it
    held = rows(opened(), "SELECT length FROM media WHERE url LIKE '%torn%'")
    assert held == ([(len(IMAGE),)] if fate_of_it == "archived" else [])
    # What came is kept all the same, and it is requested again some day.
    lengths = {length for (length,) in rows(opened(), "SELECT length FROM captures WHERE url LIKE '%torn%'")}
    assert lengths >= {len(IMAGE) - 20 - number for number in range(torn)}
    if fate_of_it == "refused":
        make_due(opened())
        crawl("--section", "/hongtong/", env=ON)
        assert fate(opened(), f"{ROOT}/u/torn.jpg")[0] == "archived"
    prove(folder)


def test_a_content_coding_is_no_part_of_an_image(
    crawl: Crawl, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    article_showing(site, "/u/coded.png")
    site.overrides["/u/coded.png"] = served(gzip.compress(IMAGE), Content_Encoding="gzip")
    crawl(env=ON)
    ((path, length),) = rows(opened(), "SELECT path, length FROM media WHERE url LIKE '%coded%'")
    assert ((folder / str(path)).read_bytes(), length) == (IMAGE, len(IMAGE))
    prove(folder)


def test_redirects_are_followed_and_all_their_answers_kept(
    crawl: Crawl, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    article_showing(site, "/u/old.jpg")
    site.overrides["/u/old.jpg"] = html("", 301, Location="/u/new.jpg")
    site.overrides["/u/new.jpg"] = html("", 302, Location="http://www.lfxww.com/u/newest.jpg?a=1")
    site.overrides["/u/newest.jpg"] = served(IMAGE)
    crawl(env=ON)
    ((url, status),) = rows(
        opened(), "SELECT m.url, c.status FROM media m JOIN captures c ON c.id = m.capture_id WHERE m.url LIKE '%/u/%'"
    )
    assert (url, status) == (f"{ROOT}/u/old.jpg", 200)
    assert rows(opened(), "SELECT count(*) FROM captures WHERE url LIKE '%/u/%'") == [(3,)]
    prove(folder)


def test_addresses_with_spaces_chinese_and_queries(
    crawl: Crawl, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    sources = ("/u/汾河 两岸.jpg", "/u/a%20b.jpg", "/u/c.jpg?v=2", "data:image/gif;base64,R0lGODlhAQABAAAAACw=", "")
    article_showing(site, *sources)
    for path in ("/u/%E6%B1%BE%E6%B2%B3%20%E4%B8%A4%E5%B2%B8.jpg", "/u/a%20b.jpg", "/u/c.jpg"):
        site.overrides[path] = served(IMAGE)
    crawl(env=ON)
    assert len(rows(opened(), "SELECT url FROM media WHERE url LIKE '%/u/%'")) == 3
    assert rows(opened(), "SELECT url FROM urls WHERE url LIKE 'data:%'") == []
    prove(folder)


def test_what_may_count_its_callers_is_not_called(crawl: Crawl, site: RunningReplica, opened: Opened) -> None:
    article_showing(site, "/e/public/ViewClick/?classid=1&id=2&addclick=1", "/u/thumb.php?id=7", "/shanxi/", "/")
    crawl(env=ON)
    assert not [one.path for one in site.requests if "ViewClick" in one.path or "thumb" in one.path]
    assert {fate(opened(), str(url))[0] for (url,) in rows(opened(), "SELECT url FROM urls WHERE url LIKE '%?%'")} == {
        "skipped"
    }
    assert rows(opened(), "SELECT kind FROM urls WHERE url = ?", f"{ROOT}/") == [("home",)]


def test_robots_txt_holds_for_images(crawl: Crawl, site: RunningReplica, opened: Opened) -> None:
    site.overrides["/robots.txt"] = Page(status=200, headers=(), body=b"User-agent: *\nDisallow: /images/\n")
    done = crawl(env=ON)
    assert image_paths(site) == []
    assert rows(opened(), "SELECT DISTINCT state, reason FROM urls WHERE kind = 'image'") == [
        ("skipped", "forbidden by robots.txt")
    ]
    said = f"of 54 images requested, 54 could not be fetched, such as {ROOT}/images/"
    assert (done.returncode, said in done.stdout) == (3, True)  # type: ignore[attr-defined]


@pytest.fixture
def other() -> Iterator[RunningReplica]:
    """Serve another host."""
    with serve(Replica(seed=1, size=20)) as running:
        running.overrides["/u/1.jpg"] = served(IMAGE)
        running.overrides["/robots.txt"] = Page(status=404)
        yield running


def test_other_hosts_are_asked_where_the_operator_names_them(
    crawl: Crawl, recheck: Crawl, site: RunningReplica, other: RunningReplica, opened: Opened, folder: Path
) -> None:
    """A name is as good as its number, and another host than the replica's."""
    source = f"http://localhost:{other.port}/u/1.jpg"
    article_showing(site, source, "http://img.lfxww.com/1.jpg")
    crawl(env=ON)
    assert other.requests == []
    for url in (source, "http://img.lfxww.com/1.jpg"):
        assert fate(opened(), url) == ("skipped", "not asked for: on another host (LINFEN_MEDIA_HOSTS)", 0)
    assert counters(opened())["image/passed"] == 2
    recheck()
    assert "image/passed" not in counters(opened(), 2)
    recheck(LINFEN_MEDIA_HOSTS="localhost")
    assert [one.path for one in other.requests] == ["/robots.txt", "/u/1.jpg"]
    assert fate(opened(), source) == ("archived", None, 0)
    assert rows(opened(), "SELECT count(sha256) FROM images WHERE url = ?", source) == [(1,)]
    prove(folder)


def test_another_host_that_cannot_be_asked_says_nothing_of_the_site(
    crawl: Crawl, site: RunningReplica, other: RunningReplica, opened: Opened
) -> None:
    source = f"http://localhost:{other.port}/u/1.jpg"
    article_showing(site, source)
    other.overrides["/robots.txt"] = Page(status=503)
    done = crawl(env={**ON, "LINFEN_MEDIA_HOSTS": "localhost"})
    assert done.returncode == 0  # type: ignore[attr-defined]
    assert fate(opened(), source) == ("failed", "robots.txt unreachable: HTTP 503", 1)


def test_another_hosts_crawl_delay_is_kept_and_does_not_slow_the_site_down(
    linfen: Run, site: RunningReplica, other: RunningReplica, folder: Path
) -> None:
    other.overrides["/robots.txt"] = Page(status=200, body=b"User-agent: *\nCrawl-delay: 2\n")
    article_showing(site, *(f"http://localhost:{other.port}/u/1.jpg?{number}" for number in range(2)))
    env = {**ON, "LINFEN_MEDIA_HOSTS": "localhost", "LINFEN_DELAY_S": "0.01"}
    linfen("crawl", "--archive", str(folder), "--site-url", site.url, env=env)
    first, second = (one.at for one in other.requests if one.path.startswith("/u/"))
    # A busy machine may be late to serve the first, by much less than what the delay adds.
    assert second - first > timedelta(seconds=1)
    times = [one.at for one in site.requests]
    assert len(times) > 80
    # At the other host's pace they would take 160 s and more.
    assert times[-1] - times[0] < timedelta(seconds=120)


def test_images_that_failed_are_tried_again_when_they_are_due(
    crawl: Crawl, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    url = article_showing(site, "/u/1.jpg", "/u/2.jpg")
    site.overrides["/u/1.jpg"] = site.overrides["/u/2.jpg"] = html("oops", 500)
    crawl(env=ON)
    site.forget_requests()
    crawl(env=ON)
    assert image_paths(site) == []
    site.overrides["/u/1.jpg"] = served(IMAGE)
    # Not within the hour; after it, without the article that shows them.
    run(
        ["crawl", "--archive", str(folder), "--site-url", site.url],
        env=ON,
        moment=datetime.now(UTC) + timedelta(hours=2),
    )
    assert Counter(image_paths(site)) == {"/u/1.jpg": 1, "/u/2.jpg": 3}
    assert path_of(url) not in [one.path for one in site.requests]
    assert fate(opened(), f"{ROOT}/u/1.jpg")[0] == "archived"
    assert rows(opened(), "SELECT attempts FROM urls WHERE url = ?", f"{ROOT}/u/2.jpg") == [(2,)]
    prove(folder)


def test_many_images_that_are_due_are_requested_in_one_run(
    crawl: Crawl, recheck: Crawl, site: RunningReplica, opened: Opened
) -> None:
    paths = [f"/u/{number}.jpg" for number in range(230)]
    article_showing(site, *paths)
    crawl(env=ON)
    make_due(opened())
    site.overrides |= dict.fromkeys(paths[::2], served(IMAGE))
    site.forget_requests()
    crawl("--section", "/hongtong/", env=ON)
    assert Counter(image_paths(site)) == Counter(paths)
    assert rows(opened(), "SELECT state, count(*) FROM urls WHERE url LIKE '%/u/%' GROUP BY state") == [
        ("archived", 115),
        ("gone", 115),
    ]


def test_a_takedown_and_an_ingestion_ask_for_no_image(
    crawl: Crawl, site: RunningReplica, opened: Opened, folder: Path, tmp_path: Path
) -> None:
    """Though some are due, and what is ingested shows others."""
    article_showing(site, "/u/1.jpg")
    site.overrides["/u/1.jpg"] = html("oops", 500)
    crawl(env=ON)
    make_due(opened())
    page = Captured(
        url=f"{ROOT}/linfen/shizheng/99.html", body=template("<img src='/u/2.jpg'>" + paragraphs(LEAD)).encode()
    )
    file = write(tmp_path / "others", "x.warc.gz", warc([page]))
    site.forget_requests()
    where = ["--archive", str(folder), "--site-url", site.url]
    for command in (["ingest", str(file)], ["forget", page.url, "--reason", "no", "--yes"]):
        done = run([*command, "--archive", str(folder)], env=ON | {"LINFEN_SITE_URL": site.url})
        assert done.returncode == 0, done.stderr
    assert site.requests == []
    run(["crawl", *where], env=ON)
    assert "/u/1.jpg" in image_paths(site)


def test_an_edit_keeps_the_files_of_what_it_takes_away(
    crawl: Crawl, recheck: Crawl, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    url = article_showing(site, "/u/1.jpg")
    site.overrides["/u/1.jpg"] = served(IMAGE)
    site.overrides["/u/2.jpg"] = served(png("two"))
    crawl(env=ON)
    article_showing(site, "/u/2.jpg")
    recheck()
    article = opened().article(url)
    assert article is not None
    assert article["revision"] == 2
    (shown,) = rows(opened(), "SELECT url, sha256 IS NOT NULL FROM images WHERE article_id = ?", str(article["id"]))
    assert shown == (f"{ROOT}/u/2.jpg", 1)
    assert len(rows(opened(), "SELECT path FROM media WHERE url LIKE '%/u/%'")) == 2
    prove(folder)


def test_a_takedown_takes_the_images_of_an_article_and_no_others(
    crawl: Crawl, recheck: Crawl, linfen: Run, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    """Those of earlier versions as well, and what an address led to; what another article shows is that one's."""
    bodies = {f"/u/{name}.jpg": png(name) for name in ("once", "now", "target")}
    crawl(env=ON)
    others = (
        "SELECT i.url FROM images i JOIN articles a ON a.id = i.article_id WHERE a.url <> ? AND i.url <> '' LIMIT 1"
    )
    ((shared,),) = rows(opened(), others, victim(site)[1])
    site.overrides |= {path: served(body) for path, body in bodies.items()}
    site.overrides["/u/led.jpg"] = html("", 302, Location="/u/target.jpg")
    url = article_showing(site, "/u/once.jpg", path_of(str(shared)))
    recheck()
    article_showing(site, "/u/now.jpg", "/u/led.jpg", path_of(str(shared)))
    recheck()
    assert len(rows(opened(), "SELECT url FROM media WHERE url LIKE '%/u/%'")) == 3
    assert linfen("forget", url, "--reason", "no", "--yes", "--archive", str(folder)).returncode == 0
    assert rows(opened(), "SELECT url FROM media WHERE url LIKE '%/u/%'") == []
    assert len(rows(opened(), "SELECT url FROM media WHERE url = ?", str(shared))) == 1
    contents = [content for path in folder.rglob("*") if path.is_file() for content in contents_of(path)]
    assert not [path for path, body in bodies.items() for content in contents if body in content]
    prove(folder)
    # Its text under another address is kept no more than its images are requested.
    ((elsewhere,),) = rows(opened(), "SELECT url FROM articles ORDER BY id DESC LIMIT 1")
    article_showing(site, "/u/now.jpg", "/u/led.jpg", path_of(str(shared)))
    site.overrides[path_of(str(elsewhere))] = site.overrides.pop(path_of(url))
    site.forget_requests()
    recheck()
    assert path_of(str(elsewhere)) in [one.path for one in site.requests]
    assert image_paths(site) == []
    prove(folder)


def test_an_image_is_taken_down_alone_and_its_article_stays(
    crawl: Crawl, recheck: Crawl, linfen: Run, site: RunningReplica, opened: Opened, folder: Path
) -> None:
    body = png("alone")
    site.overrides["/u/alone.png"] = served(body)
    url = article_showing(site, "/u/alone.png")
    crawl(env=ON)
    ((image,),) = rows(opened(), "SELECT url FROM media WHERE url LIKE '%/u/alone.png'")
    assert linfen("forget", str(image), "--reason", "no", "--yes", "--archive", str(folder)).returncode == 0
    assert rows(opened(), "SELECT sha256, path FROM images WHERE url = ?", str(image)) == [(None, None)]
    assert not [path for path in folder.rglob("*") if path.is_file() and any(body in one for one in contents_of(path))]
    prove(folder)
    recheck()
    assert opened().article(url) is not None
    prove(folder)


def test_a_run_that_is_stopped_leaves_what_waits_for_images_to_the_next(
    site: RunningReplica, opened: Opened, folder: Path
) -> None:
    slow = Page(status=200, headers=(("Content-Type", "image/png"),), body=IMAGE, delay_s=0.4)
    paths = [f"/u/{number}.jpg" for number in range(60)]
    url = article_showing(site, *paths)
    site.overrides |= dict.fromkeys(paths, slow)
    command = ["crawl", "--archive", str(folder), "--site-url", site.url]
    process = start(command, env=ON)
    while len([path for path in image_paths(site) if path in paths]) < 4:
        time.sleep(0.01)
    os.kill(process.pid or 0, signal.SIGTERM)
    process.join(TIMEOUT_S)
    assert process.exitcode == 128 + signal.SIGTERM
    assert rows(opened(), "SELECT state FROM urls WHERE url = ?", url) == [("pending",)]
    site.overrides |= dict.fromkeys(paths, served(IMAGE))
    assert run(command, env=ON).returncode == 0
    assert rows(opened(), "SELECT count(sha256) FROM images WHERE url LIKE '%/u/%'") == [(60,)]
    assert max(Counter(image_paths(site)).values()) == 1
    prove(folder)


def test_a_kill_loses_no_image_and_leaves_no_file_that_nothing_names(site: RunningReplica, folder: Path) -> None:
    command = ["crawl", "--archive", str(folder), "--site-url", site.url]
    for at_request in (6, 12, 18, 24, 30, 36):
        site.forget_requests()
        process = start(command, env={**ON, "LINFEN_DELAY_S": "0.01", "LINFEN_BATCH_ITEMS": "3"})
        while len(site.requests) < at_request and process.is_alive():
            time.sleep(0.001)
        process.kill()
        process.join()
        if (folder / "media").exists():
            assert damages(folder) == []
    assert run(command, env=ON).returncode == 0
    with Archive.open(folder) as archive:
        ((files,),) = rows(archive, "SELECT count(DISTINCT path) FROM media")
    assert len([path for path in (folder / "media").rglob("*") if path.is_file()]) == files == 54
    prove(folder)

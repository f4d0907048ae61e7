"""The replica: the same site for the same seed, each variant of it present, and a real server that answers for it."""

import gzip
import http.client
import re
import subprocess
import sys
import time
from html import unescape
from urllib.parse import urlsplit

import pytest
from served import html_of, path_of, wide

from linfen_crawler.kinds import Kind, LinkKind, Role
from linfen_crawler.replica import Page, Replica, serve, write
from linfen_crawler.replica.phrases import DESK_PHOTO
from linfen_crawler.replica.plan import Layout
from linfen_crawler.replica.sections import Pager
from linfen_crawler.replica.story import Markup
from linfen_crawler.replica.telling import NOTICE_A, NOTICE_B
from linfen_crawler.urls import SITE_URL, Site, kind_of, listing_url

SEEDS = (1, 2, 7)


def all_bytes(replica):
    return {path: replica.page(path) for path in replica.paths()}


@pytest.fixture(scope="module")
def replica():
    return Replica()


@pytest.fixture(scope="module")
def small_pages():
    return Replica(size=200, per_page=5)


@pytest.fixture(scope="module")
def running():
    with serve(Replica(size=40)) as running:
        yield running


def ask(running, target, method="GET", **headers):
    """Send one request with the target as given; return status, headers in lower case, and body."""
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
    try:
        connection.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
    finally:
        connection.close()


class TestDeterminism:
    def test_same_seed_and_size_are_the_same_bytes(self):
        assert all_bytes(Replica(3, 60)) == all_bytes(Replica(3, 60))

    def test_another_seed_invents_other_texts(self):
        ours, others = ({article.body for article in Replica(seed, 60).articles()} - {""} for seed in (1, 2))
        assert ours.isdisjoint(others)

    def test_a_page_does_not_depend_on_what_was_asked_before(self):
        paths = list(Replica(size=20).paths())
        forth, back = Replica(size=20), Replica(size=20)
        assert [forth.page(path) for path in paths] == [back.page(path) for path in reversed(paths)][::-1]

    @pytest.mark.parametrize("size", [-1, 0, 19, 100_001])
    def test_a_size_out_of_bounds_says_what_to_do(self, size):
        with pytest.raises(ValueError, match=r"20 to 100,000 articles.*choose"):
            Replica(size=size)

    def test_a_listing_page_holds_at_least_one_article(self):
        with pytest.raises(ValueError, match="leave per_page at 20"):
            Replica(per_page=0)

    def test_nothing_is_told_before_it_is_needed(self, monkeypatch):
        def refuse(*args):
            raise AssertionError("a story was told")

        monkeypatch.setattr("linfen_crawler.replica.site.tell", refuse)
        replica = Replica(size=100_000)
        assert replica.page("/robots.txt").status == 200
        assert replica.page("/linfen/shizheng/index_7.html").status == 200
        assert len(replica.truth_listing("/linfen/shizheng/")) > 9_000
        with pytest.raises(AssertionError, match="a story was told"):
            replica.expected(replica.truth_listing("/linfen/shizheng/")[0])

    def test_one_page_of_the_largest_replica_tells_one_story(self, monkeypatch):
        from linfen_crawler.replica import site

        told = []
        monkeypatch.setattr(site, "tell", lambda plan, place: told.append(place) or real_tell(plan, place))
        real_tell = sys.modules["linfen_crawler.replica.telling"].tell
        replica = Replica(size=100_000)
        url = replica.truth_listing("/daning/")[4_321]
        assert replica.page(path_of(url)).status == 200
        assert [place.url for place in told] == [url]

    def test_it_imports_nothing_that_reads_pages(self):
        code = "import sys, linfen_crawler.replica; print(*sys.modules)"
        loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
        readers = {"scrapy", "parsel", "spiders", "pipelines", "linfen_crawler.pages", "linfen_crawler.people.credits"}
        assert "linfen_crawler.replica.truth" in loaded
        assert readers.isdisjoint(loaded)


class TestTexts:
    def test_no_two_of_two_thousand_articles_are_alike(self):
        articles = list(Replica(size=2000).articles())
        assert len({article.title for article in articles}) == 2000
        bodies = [article.body for article in articles if article.body]
        assert len(set(bodies)) == len(bodies)
        assert len(bodies) > 1800

    def test_texts_share_no_long_runs(self):
        def runs(text):
            return {text[at : at + 5] for at in range(len(text) - 4)}

        found = [runs(article.body) for article in Replica(size=200).articles() if len(article.body) > 200]
        alike = max(len(a & b) / len(a | b) for at, a in enumerate(found) for b in found[:at])
        assert alike < 0.25

    def test_paragraphs_are_as_a_reader_would_keep_them(self, replica):
        for article in replica.articles():
            for line in re.split(r"\n+", article.body):
                assert line == line.strip(" \t\u3000\u00a0") or line.startswith("临汾新闻网讯"), article.url
                assert "  " not in line

    def test_names_hold_characters_that_gb2312_lacks(self, replica):
        names = "".join(credit.name for article in replica.articles() for credit in article.credits)
        assert not set("喆堃镕").isdisjoint(names)


@pytest.mark.parametrize("seed", SEEDS)
class TestVariants:
    """At the default size, each fact of the site's description occurs."""

    @pytest.fixture
    def stories(self, seed):
        replica = Replica(seed)
        return [replica.story(url) for url in replica.addresses()]

    @pytest.fixture
    def articles(self, seed):
        replica = Replica(seed)
        return [replica.expected(url) for url in replica.addresses()]

    @pytest.fixture
    def pages(self, seed):
        replica = Replica(seed)
        return {url: html_of(replica, url) for url in replica.addresses()}

    def test_date_lines(self, articles, stories):
        facts = {(article.view_label, article.view_count) for article in articles}
        assert {(False, None), (True, None), (True, 0)} < facts
        assert any(count for _, count in facts)
        assert {article.source for article in articles} == {"", "临汾新闻网", "山西日报", "香港商报网", "临汾日报"}
        assert {story.date_line.colon for story in stories} == {":", "：", ": ", "： "}
        assert {" ", "\u3000", "\u00a0"} < {story.date_line.gap for story in stories}

    def test_the_view_label_keeps_to_its_years(self, articles):
        labelled = [article for article in articles if article.view_label]
        assert {article.published_at[:7] for article in labelled} <= {
            f"{year}-{month:02}" for year in range(2018, 2022) for month in range(1, 13)
        } - {"2018-01"}
        assert not any(article.section.startswith("/20") for article in labelled)

    def test_notices(self, articles):
        assert {wide(article.copyright_notice) for article in articles} == {None, NOTICE_A, NOTICE_B}
        assert {article.copyright_notice for article in articles} > {None, NOTICE_A, NOTICE_B}
        assert not any(article.copyright_notice for article in articles if article.published_at < "2015-07")
        in_spring = [article for article in articles if "2019-01" < article.published_at < "2019-06"]
        notices = {wide(article.copyright_notice) for article in in_spring if article.layout in {"regular", "topic"}}
        assert notices == {NOTICE_A, NOTICE_B}

    def test_headline_blocks(self, articles, stories):
        orders = {
            (bool(block.kicker), bool(block.headline), bool(block.subtitles), bool(block.bylines))
            for block in (story.headlines for story in stories)
        }
        no, yes = False, True
        assert orders == {
            (no, no, no, no),
            (yes, yes, no, no),
            (yes, yes, yes, no),
            (no, yes, yes, no),
            (no, yes, yes, yes),
        }
        assert any((article.subtitle or "").startswith("——") for article in articles)
        assert any("\n" in (article.subtitle or "") for article in articles)
        assert any(story.title_kicker and not story.headlines.kicker for story in stories)
        assert {story.headlines.is_plain for story in stories} == {True, False}

    def test_leads(self, articles):
        openings = "\n".join(article.body[:40] for article in articles)
        for pattern in (
            r"^临汾新闻网讯 [^(（]",
            r"^临汾新闻网讯 [(（]记者 ",
            r"^临汾新闻网讯[(（]记者\S",
            r"^临汾新闻网讯[^ (（]",
            r"^新华网临汾\d+月\d+日电[(（]记者 ",
        ):
            assert re.search(pattern, openings, re.MULTILINE), pattern
        assert any(article.dateline is None and article.layout == "regular" for article in articles)
        assert any(article.body.endswith("(完)") for article in articles)

    def test_credits(self, seed):
        replica = Replica(seed, 600)
        articles = [replica.expected(url) for url in replica.addresses()]
        assert {credit.role for article in articles for credit in article.credits} == set(Role)
        phrases = {credit.verbatim for article in articles for credit in article.credits}
        phrases |= {image.credit for article in articles for image in article.images if image.credit}
        for pattern in (
            "记者 .+ 摄影报道",
            "图/文 .+",
            "文/.+",
            "文字：.+",
            "制图：.+",
            "首席记者 .+",
            "见习记者 .+",
            "通讯员 .+",
            "通讯员 .+ 摄",
            "记者 .+ 摄",
            "本报记者 .+ 摄",
            "本报记者 摄",
            "临汾新闻网记者 .+ 摄",
            "责任编辑：实习生.+",
            "记者 .\u3000.",
        ):
            assert any(re.fullmatch(pattern, phrase) for phrase in phrases), pattern
        assert not any("\u3000" in credit.name for article in articles for credit in article.credits)

    def test_a_desk_without_a_name_credits_nobody(self, articles):
        images = [image for article in articles for image in article.images if image.credit == DESK_PHOTO.text]
        assert images
        assert not any(credit.verbatim == DESK_PHOTO.text for article in articles for credit in article.credits)

    def test_images(self, articles, stories, pages):
        pictures = [picture for story in stories for picture in story.pictures]
        assert any(picture.url is None for picture in pictures)
        assert any(picture.caption is None for picture in pictures)
        assert any(picture.lazy for picture in pictures)
        assert any(picture.is_tight for picture in pictures)
        assert any('alt="图为' in html for html in pages.values())
        assert any("data-src=" in html for html in pages.values())
        assert any(not article.images for article in articles if article.layout == "regular")

    def test_markup_and_layouts(self, articles, stories):
        assert {story.markup for story in stories} == set(Markup)
        assert {article.layout for article in articles} == {layout.value for layout in Layout} - {"generic"}
        for article in articles:
            is_topic = article.section.startswith("/20")
            assert article.layout == "gallery" or (article.layout == "topic") == is_topic
        assert {len(story.pages) for story in stories} == {1, 2, 3, 4}
        assert {story.has_page_bar for story in stories if len(story.pages) > 1} == {True, False}
        assert any("\n" in paragraph.text for story in stories for paragraph in story.paragraphs)
        assert any(paragraph.is_subhead for story in stories for paragraph in story.paragraphs)

    def test_legacy_pages(self, articles, pages):
        legacy = [article for article in articles if article.layout == "legacy"]
        assert {article.published_at[:4] for article in legacy} == {"2009", "2010", "2011", "2012"}
        for article in legacy:
            html = pages[article.url]
            assert html.index("来源：临汾日报") < html.index("责任编辑：临汾新闻网编辑")
            if article.editor != "临汾新闻网编辑":
                assert html.index("来源：临汾日报") < html.index("【责任编辑") < html.index("责任编辑：临汾新闻网编辑")
            assert "上一篇：" in html
            assert article.copyright_notice is None
            assert article.editor is not None
            assert "责任编辑" not in article.body

    def test_links(self, articles, pages):
        assert {link.kind for article in articles for link in article.links} == set(LinkKind)
        assert any("本文暂无相关文章" in html for html in pages.values())
        assert any('href="http://www.lfxww.com/' in html for html in pages.values())

    def test_photo_pages(self, articles, pages):
        galleries = [article for article in articles if article.layout == "gallery"]
        assert {bool(article.body) for article in galleries} == {True, False}
        for article in galleries:
            html = pages[article.url]
            assert len(re.findall(r' bigimg="', html)) == len(article.images) >= 2
            assert '<img src="" alt="" id="pic1"' in html
            assert "已到第一张图片了。" in html

    def test_sections(self, seed, articles):
        sections = Replica(seed).sections
        assert len(sections) == 13
        assert {section.pager for section in sections} == set(Pager)
        assert sum(section.charset == "gb18030" for section in sections) == 3
        assert {article.section for article in articles} == {section.path for section in sections}

    def test_copies(self, seed):
        replica = Replica(seed)
        pairs = {replica.same_text(url) for url in replica.addresses()} - {(url,) for url in replica.addresses()}
        assert 3 <= len(pairs) <= 12
        for canonical, other in pairs:
            ours, theirs = replica.expected(canonical), replica.expected(other)
            assert ours.body == theirs.body
            assert ours.published_at[:10] == theirs.published_at[:10]
            assert ours.section != theirs.section
            assert replica.canonical(other) == replica.canonical(canonical) == canonical
        topics = {tuple("/yanshi/" in url and "/20" in url for url in pair) for pair in pairs}
        assert (False, True) in topics
        assert (True, False) not in topics
        assert any(replica.expected(a).title != replica.expected(b).title for a, b in pairs)
        assert any(replica.expected(a).editor != replica.expected(b).editor for a, b in pairs)

    def test_some_articles_are_in_two_sections_under_one_address(self, seed):
        replica = Replica(seed)
        listed = [url for section in replica.sections for url in replica.truth_listing(section.path)]
        assert set(listed) == set(replica.addresses())
        assert len(listed) > len(set(listed))


def test_most_variants_occur_in_the_smallest_replica():
    replica = Replica(size=20)
    articles = [replica.expected(url) for url in replica.addresses()]
    assert {article.layout for article in articles} == {"regular", "legacy", "gallery"}
    assert {wide(article.copyright_notice) for article in articles} == {None, NOTICE_A, NOTICE_B}
    assert {article.view_label for article in articles} == {True, False}
    assert "" in {article.source for article in articles}
    assert len(articles) == 21
    assert [len(replica.parts(article.url)) for article in articles].count(2) == 1
    assert {section.charset for section in replica.sections} == {"utf-8", "gb18030"}


class TestAddresses:
    def test_ids_rise_with_time_and_keep_to_those_seen(self):
        articles = list(Replica(size=2000).articles())
        articles.sort(key=lambda article: article.published_at)
        ids = [article.site_id for article in articles]
        assert len(set(ids)) == len(ids)
        assert ids == sorted(ids)
        before = next(article for article in reversed(articles) if article.published_at < "2021-06-17T00")
        after = next(article for article in articles if article.published_at > "2021-06-18T00")
        assert before.site_id < 2664279 < after.site_id

    @pytest.mark.parametrize("size", [20, 200, 2000])
    def test_no_two_articles_share_a_second_or_an_id(self, size):
        replica = Replica(size=size)
        stories = [replica.story(url) for url in replica.addresses()]
        assert len({story.published_at for story in stories}) == len(stories)
        assert len({story.place.site_id for story in stories}) == len(stories)

    def test_every_address_is_canonical_and_of_its_kind(self, replica):
        for url in replica.addresses():
            article = replica.expected(url)
            assert (Site().canonical(url), kind_of(url)) == (url, Kind.ARTICLE)
            assert url == f"{SITE_URL}{article.section[1:]}{article.site_id}.html"
            for link in article.links:
                assert Site().canonical(link.url) == link.url
                is_served = link.url.startswith(SITE_URL) and "/plus/" not in link.url
                assert not is_served or replica.page(path_of(link.url)).status == 200
            for image in article.images:
                assert image.url is None or replica.page(path_of(image.url)).body.startswith(b"\x89PNG")

    @pytest.mark.parametrize(
        "path", ["/linfen/shizheng/1.html", "/nowhere/", "/images/1/1.png", "/plus/count.php", "/x"]
    )
    def test_what_does_not_exist_is_not_found(self, replica, path):
        assert replica.page(path).status == 404

    def test_the_truth_knows_no_address_that_is_not_there(self, replica):
        url = next(replica.addresses())
        for other in (f"{SITE_URL}linfen/shizheng/1.html", url.replace(".html", "_9.html"), "http://tv.cctv.com/", ""):
            with pytest.raises(KeyError):
                replica.expected(other)

    def test_an_article_is_found_in_its_own_section_only(self, replica):
        url = replica.truth_listing("/daning/")[0]
        number = path_of(url).rpartition("/")[2]
        others = [section.path for section in replica.sections if f"{section.path}{number}" != path_of(url)]
        assert {replica.page(f"{path}{number}").status for path in others} == {404}

    def test_each_page_of_a_long_article_repeats_title_and_date_and_leads_to_the_next(self, replica):
        long = [url for url in replica.addresses() if len(replica.parts(url)) > 1]
        for url in long:
            article, parts = replica.expected(url), replica.parts(url)
            texts = []
            for part in parts:
                html = html_of(replica, part)
                assert re.search(rf">\s*{re.escape(article.title)}\s*</h2>", html)
                shown = unescape(re.sub("<[^>]*>", "", html))
                assert replica.story(url).date_line.text(replica.story(url).published_at) in shown
                texts.append(html)
            for html, following in zip(texts, parts[1:], strict=False):
                assert f'href="{path_of(following).rpartition("/")[2]}"' in html
            assert replica.page(path_of(url).replace(".html", f"_{len(parts) + 1}.html")).status == 404

    def test_bytes_declared_as_gb2312_are_gb18030(self, replica):
        found = [url for url in replica.addresses() if replica.story(url).place.section.charset == "gb18030"]
        needing = 0
        for url in found:
            page, encoding = replica.page(path_of(url)), replica.encoding(url)
            text = page.body.decode(encoding)
            assert replica.expected(url).title in text
            if dict(page.headers)["Content-Type"] == "text/html" and b"charset=gb2312" in page.body:
                assert encoding == "gb18030"
            try:
                text.encode("gb2312")
            except UnicodeEncodeError:
                needing += 1
        assert needing > 5


class TestListings:
    def links(self, replica, url):
        body = replica.page(path_of(url)).body
        html = body.decode("gb18030" if b"charset=gb2312" in body else "utf-8")
        found = html[html.index('id="contentText"') :]
        hrefs = re.findall(r'<li><a href="([^"]+)"', found[: found.index("</ul></div></div>")])
        return [Site().canonical(href.replace("&amp;", "&"), url) for href in hrefs]

    def pages_until_404(self, replica, section):
        for number in range(100):
            url = listing_url(section, number)
            if replica.page(path_of(url)).status == 404:
                return
            yield url

    def test_read_page_by_page_they_hold_what_the_truth_says(self, small_pages):
        skipped = set()
        for section in small_pages.sections:
            urls = list(self.pages_until_404(small_pages, section.path))
            assert urls == list(small_pages.listing_urls(section.path))
            links = [link for url in urls for link in self.links(small_pages, url)]
            articles = [link for link in links if kind_of(link) is Kind.ARTICLE]
            assert list(dict.fromkeys(articles)) == small_pages.truth_listing(section.path)
            skipped |= set(links) - set(articles)
        assert skipped == small_pages.skipped()
        assert {kind_of(url) for url in skipped} == {Kind.OFFSITE, Kind.H5}

    def test_they_run_from_the_newest_to_the_oldest(self, small_pages):
        for section in small_pages.sections:
            times = [small_pages.expected(url).published_at for url in small_pages.truth_listing(section.path)]
            assert times == sorted(times, reverse=True)

    def test_their_pagers_differ(self, small_pages):
        for section in small_pages.sections:
            root, second = (small_pages.page(f"{section.path}{name}") for name in ("", "index_1.html"))
            assert (root == second) == (section.pager is Pager.REPEATING)
            assert (b'class="page"' in root.body) == (section.pager is Pager.LINKED)
            if section.pager is Pager.LINKED:
                text = root.body.decode()
                assert "<span>1</span>" in text
                assert "下一页" in text
                assert "尾页" in text
                assert "上一页" in second.body.decode()

    def test_links_are_written_in_many_ways(self, small_pages):
        html = "".join(
            small_pages.page(path_of(url)).body.decode(section.charset)
            for section in small_pages.sections
            for url in small_pages.listing_urls(section.path)
        )
        for form in (
            r'href="\d+\.html"',
            r'href="/linfen/\w+/\d+\.html"',
            r'href="http://www\.lfxww\.com/',
            r'href="http://lfxww\.com/',
            r'href="https://www\.lfxww\.com/',
            r'href="//www\.lfxww\.com/',
            r"\?from=timeline",
        ):
            assert re.search(form, html), form

    def test_the_home_page_has_the_menu_and_three_blocks(self, replica):
        html = replica.page("/").body.decode()
        menu = html[html.index('<div class="menu">') : html.index('<div class="topnews-strong t-news">')]
        assert re.findall(r'<li><a href="([^"]+)"', menu) == [section.path for section in replica.sections]
        for block in ('class="topnews-strong t-news"', 'class="hd-title"', 'class="n-c-Focus"'):
            assert block in html
        assert replica.sections[0].name == "时政要闻"

    def test_sections_grow_with_the_size(self):
        counts = {size: len(Replica(size=size).sections) for size in (20, 59, 60, 119, 120, 130, 100_000)}
        assert counts == {20: 2, 59: 5, 60: 6, 119: 11, 120: 12, 130: 13, 100_000: 13}
        assert not any(section.is_topic for section in Replica(size=59).sections)
        assert any(section.is_topic for section in Replica(size=60).sections)


class TestServer:
    def test_it_serves_what_the_replica_says(self, running):
        for path in running.replica.paths():
            status, headers, body = ask(running, path)
            page = running.replica.page(path)
            assert (status, body) == (200, page.body)
            assert headers["etag"] == dict(page.headers)["ETag"]

    def test_it_answers_under_the_sites_own_name(self, running):
        page = running.replica.page("/")
        assert ask(running, "/", Host="www.lfxww.com")[2] == page.body
        assert ask(running, "http://www.lfxww.com/")[::2] == (200, page.body)
        assert ask(running, "http://lfxww.com:80/")[::2] == (200, page.body)

    @pytest.mark.parametrize(
        "target",
        ["http://tv.cctv.com/", "https://www.lfxww.com/", "http://www.lfxww.com:81/", "http://evil.lfxww.com/"],
    )
    def test_as_a_proxy_it_reaches_no_other_host(self, running, target):
        assert ask(running, target)[0] == 502

    def test_it_is_no_tunnel_and_takes_no_posts(self, running):
        assert ask(running, "www.lfxww.com:443", method="CONNECT")[0] == 502
        assert ask(running, "/", method="POST")[0] == 405

    def test_a_known_tag_or_date_is_answered_without_a_body(self, running):
        path = path_of(next(running.replica.addresses()))
        _, headers, _ = ask(running, path)
        tag, changed = headers["etag"], headers["last-modified"]
        assert ask(running, path, If_None_Match=tag)[::2] == (304, b"")
        assert ask(running, path, If_None_Match=f'"other", W/{tag}')[::2] == (304, b"")
        assert ask(running, path, If_Modified_Since=changed)[::2] == (304, b"")
        assert ask(running, path, If_None_Match='"other"', If_Modified_Since=changed)[0] == 200
        assert ask(running, path, If_Modified_Since="Mon, 01 Jan 2001 00:00:00 GMT")[0] == 200
        assert ask(running, path, If_Modified_Since="no date")[0] == 200

    def test_it_compresses_always_to_the_same_bytes(self, running):
        first, second = (ask(running, "/", Accept_Encoding="gzip, deflate") for _ in range(2))
        assert first[1]["content-encoding"] == "gzip"
        assert first[2] == second[2]
        assert gzip.decompress(first[2]) == running.replica.page("/").body

    def test_a_head_request_gets_headers_alone(self, running):
        status, headers, body = ask(running, "/", method="HEAD")
        assert (status, body) == (200, b"")
        assert int(headers["content-length"]) == len(running.replica.page("/").body)

    def test_a_connection_is_kept_for_many_requests(self, running):
        connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
        connection.connect()
        socket = connection.sock
        for path in ("/", "/nowhere", "/robots.txt"):
            connection.request("GET", path)
            connection.getresponse().read()
            assert connection.sock is socket
        connection.close()

    def test_requests_are_recorded(self, running):
        running.forget_requests()
        ask(running, "/?a=1", User_Agent="tester")
        ask(running, "http://www.lfxww.com/nowhere")
        assert [(one.method, one.path, one.status) for one in running.requests] == [
            ("GET", "/?a=1", 200),
            ("GET", "/nowhere", 404),
        ]
        assert [one.host for one in running.requests] == [f"127.0.0.1:{running.port}", "www.lfxww.com"]
        assert running.requests[0].user_agent == "tester"
        assert running.requests[0].at.utcoffset().total_seconds() == 0

    def test_it_closes_while_a_client_keeps_its_connection(self):
        with serve(Replica(size=20)) as running:
            connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
            connection.request("GET", "/")
            connection.getresponse().read()
            begun = time.monotonic()
        assert time.monotonic() - begun < 5
        connection.close()


class TestFaults:
    @pytest.fixture(autouse=True)
    def clean(self, running):
        yield
        running.overrides.clear()

    def test_a_page_stands_in_for_another(self, running):
        running.overrides["/"] = Page(status=503, headers=(("Retry-After", "7"),), body="稍后再试".encode())
        status, headers, body = ask(running, "/?x=1")
        assert (status, headers["retry-after"], body.decode()) == (503, "7", "稍后再试")
        running.overrides.clear()
        assert ask(running, "/")[0] == 200

    def test_a_function_may_answer_or_leave_it(self, running):
        seen = []

        def once(request):
            seen.append((request.method, request.path, request.headers["user-agent"]))
            return Page(status=500) if len(seen) == 1 else None

        running.overrides["/"] = once
        assert [ask(running, "/", User_Agent="tester")[0] for _ in range(2)] == [500, 200]
        assert seen == [("GET", "/", "tester")] * 2

    def test_it_hangs_up(self, running):
        running.forget_requests()
        running.overrides["/"] = Page(hangs_up=True)
        with pytest.raises(http.client.RemoteDisconnected):
            ask(running, "/")
        assert [one.status for one in running.requests] == [0]

    def test_it_answers_late(self, running):
        running.overrides["/"] = Page(delay_s=0.2)
        begun = time.monotonic()
        assert ask(running, "/")[0] == 200
        assert time.monotonic() - begun >= 0.2

    def test_it_breaks_off_in_the_middle(self, running):
        running.overrides["/"] = Page(headers=(("Content-Length", "100"),), body=b"half")
        with pytest.raises(http.client.IncompleteRead):
            ask(running, "/")


class TestWritingOut:
    def test_files_are_the_bodies_that_are_served(self, tmp_path):
        replica = Replica(size=60, per_page=5)
        count = write(replica, tmp_path)
        files = {
            "/" + file.relative_to(tmp_path).as_posix().removesuffix("index.html"): file.read_bytes()
            for file in tmp_path.rglob("*")
            if file.is_file()
        }
        assert files == {path: replica.page(path).body for path in replica.paths()}
        assert count == len(files)

    def test_the_command_serves_and_says_where(self):
        command = [sys.executable, "-m", "linfen_crawler.replica", "serve", "--port", "0", "--size", "20"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                url = urlsplit(process.stdout.readline().strip())
                connection = http.client.HTTPConnection(url.hostname, url.port, timeout=10)
                connection.request("GET", "/robots.txt")
                assert connection.getresponse().read() == b"User-agent: *\nDisallow: /plus/\n"
                connection.close()
            finally:
                process.terminate()

    def test_the_command_writes_and_refuses_a_wrong_size(self, tmp_path):
        command = [sys.executable, "-m", "linfen_crawler.replica", "write", str(tmp_path), "--size"]
        done = subprocess.run([*command, "20"], capture_output=True, text=True, check=True)
        assert done.stdout.endswith(f"files below {tmp_path}\n")
        assert (tmp_path / "linfen" / "shizheng" / "index.html").exists()
        refused = subprocess.run([*command, "5"], capture_output=True, text=True, check=False)
        assert refused.returncode == 2
        assert "20 to 100,000" in refused.stderr

"""``linfen doctor --page`` as an operator uses it on the day when the site changes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from subprocess import CompletedProcess
from urllib.parse import urlsplit

import pytest
from harness import ROOT, Run

from linfen_crawler.cli.page import _SHOWN as SHOWN
from linfen_crawler.items import RawArticle, RawImage
from linfen_crawler.pages import Page as ReaderPage
from linfen_crawler.pages.explain import left_over
from linfen_crawler.replica import Page, RunningReplica
from linfen_crawler.urls import Site

FIXTURES = ROOT / "tests" / "fixtures"


def doctor(linfen: Run, case: str, *arguments: str) -> CompletedProcess[str]:
    """Examine the page of a fixture, at its own address."""
    url = json.loads((FIXTURES / case / "meta.json").read_text("utf-8"))["url"]
    return linfen("doctor", "--page", str(FIXTURES / case / "page.html"), "--url", url, *arguments)


def row(output: str, field: str) -> str:
    """The line of a field in the table, its gaps as one space."""
    (line,) = re.findall(rf"^{field} .*$", output, flags=re.MULTILINE)
    return re.sub(r" +", " ", line).strip()


def one_line(done: CompletedProcess[str]) -> str:
    """What is said of a page that there is none to read of: one line, and nothing on stdout."""
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


def article_paths(site: RunningReplica) -> list[str]:
    return sorted(urlsplit(url).path for url in site.replica.addresses() if "/linfen/" in url)


def test_each_field_is_shown_with_its_rule_and_what_is_left_over(linfen: Run) -> None:
    done = doctor(linfen, "article/head_kicker_headline_subtitle_caption")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout.startswith("http://www.lfxww.com/linfen/shizheng/")
    for name in SHOWN[:-1]:
        assert len(row(done.stdout, name).split()) > 2, name
    assert row(done.stdout, "title") == "title 全市老干部工作座谈会召开 .xb-h2"
    assert row(done.stdout, "source") == "source 临汾新闻网 来源 in the date line"
    assert row(done.stdout, "view_count").startswith("view_count – ")
    assert "\nbody (.jcontent, .nry)\n  1  临汾新闻网讯 (记者 张浩 霍壮) " in done.stdout
    text, left_over = done.stdout.split("\nleft over (lines in no field): ")
    assert "\n     热点新闻\n" in left_over
    assert "热点新闻" not in text
    assert "责任编辑：畅任杰" not in left_over


def test_what_a_field_holds_is_not_left_over_though_a_label_or_a_sentence_is_glued_to_it(linfen: Run) -> None:
    done = doctor(linfen, "article/legacy_2010")
    left_over = done.stdout.split("\nleft over")[1]
    assert "李甲" not in left_over
    assert "上一篇" not in left_over
    assert row(done.stdout, "layout").startswith("layout legacy classes such as .xb-left, the date being of 2009–2012")
    assert "source 临汾日报 a line of its own in the body" in row(done.stdout, "source")


def test_a_redesigned_page_is_suspect(linfen: Run) -> None:
    done = doctor(linfen, "article/redesign_wordpress_theme")
    assert done.returncode == 3, done.stderr
    assert row(done.stdout, "layout") == "layout generic no known layout: labels and prose"
    assert "\nbody (the like elements with the most prose beside it, in div.entry-content)\n" in done.stdout


@pytest.mark.parametrize(
    ("case", "says"),
    [
        ("not_article/soft_404_bare", "soft 404: 您访问的页面不存在"),
        ("not_article/challenge_waf", "challenge: "),
        ("not_article/listing_at_article_address", "listing: links to "),
        ("article/no_title", "title: no text in .xb-h2"),
        ("article/no_body", "body: neither text nor images in .jcontent"),
    ],
)
def test_a_page_that_is_no_article_says_what_it_is(case: str, says: str, linfen: Run) -> None:
    done = doctor(linfen, case)
    assert done.returncode == 1, done.stderr
    assert f".html is no article: {says}" in done.stdout.splitlines()[0]
    as_json = doctor(linfen, case, "--json")
    assert as_json.returncode == 1
    found = json.loads(as_json.stdout)
    assert found["is_article"] is False
    assert found["reason"].startswith(says)


def test_of_a_refused_page_it_is_shown_what_is_there_and_what_is_missing(linfen: Run) -> None:
    done = doctor(linfen, "article/no_body")
    assert row(done.stdout, "layout").startswith("layout regular column in .xb-left, ")
    assert row(done.stdout, "title") == "title 空白的一页 the layout's element for it"
    assert row(done.stdout, "date_line").startswith("date_line 2019-05-07 11:00:00 来源：临汾新闻网 ")
    assert row(done.stdout, "editor") == "editor 责任编辑：吉政 the line 责任编辑："
    assert row(done.stdout, "body") == "body missing the layout's element for it: empty"
    left_over = done.stdout.split("\nleft over (lines in no field): ")[1]
    assert "热点新闻" in left_over
    assert "责任编辑" not in left_over


def test_of_a_page_without_a_known_class_the_sentences_are_shown_and_in_json_whole(linfen: Run, tmp_path: Path) -> None:
    where = tmp_path / "page.html"
    sentences = "会议指出，要抢抓时节，确保任务落实。" * 20
    where.write_text(f"<title>会议召开-临汾新闻网</title><div><p>{sentences}</p></div>", "utf-8")
    said = linfen("doctor", "--page", str(where), "--url", "http://www.lfxww.com/shanxi/2799999.html")
    assert said.returncode == 1
    assert row(said.stdout, "layout") == "layout missing no class that a layout is told by"
    assert row(said.stdout, "title").startswith("title 会议召开-临汾新闻网 the browser's title; ")
    assert "… (360 characters)" in said.stdout
    done = linfen("doctor", "--json", "--page", str(where), "--url", "http://www.lfxww.com/shanxi/2799999.html")
    by_name = {one["field"]: one["value"] for one in json.loads(done.stdout)["fields"]}
    assert by_name["body"] == sentences
    assert by_name["date_line"] is None


def test_a_lost_part_is_named_with_the_rule_that_found_it(linfen: Run, tmp_path: Path) -> None:
    page = (FIXTURES / "article" / "regular_2021" / "page.html").read_text("utf-8")
    where = tmp_path / "page.html"
    url = ("--url", "http://www.lfxww.com/linfen/shizheng/2655960.html")
    for old, new in (('<h3 class="h4 text-center xb-h4">', "<div>"), ("浏览次数：</h3>", "浏览次数：</div>")):
        page = page.replace(old, new)
    where.write_text(page, "utf-8")
    done = linfen("doctor", "--page", str(where), *url)
    assert done.returncode == 0, done.stderr
    assert "the first date of the dated line beside the title: the layout's" in row(done.stdout, "published_at")
    where.write_text(page.replace('class="navlf"', 'class="crumbs"'), "utf-8")
    done = linfen("doctor", "--page", str(where), *url)
    assert done.returncode == 3, done.stderr
    said = "layout generic no known layout: the elements for breadcrumb, date line are missing"
    assert row(done.stdout, "layout") == said


def test_a_page_outside_of_the_days_from_which_its_layout_was_seen_says_so(linfen: Run, tmp_path: Path) -> None:
    page = (FIXTURES / "article" / "regular_2021" / "page.html").read_text("utf-8")
    where = tmp_path / "page.html"
    where.write_text(page.replace("2021-03-18 08:45:02", "2027-03-18 08:45:02"), "utf-8")
    done = linfen("doctor", "--json", "--page", str(where), "--url", "http://www.lfxww.com/shanxi/2899999.html")
    rules = {one["field"]: one["rule"] for one in json.loads(done.stdout)["fields"]}
    assert rules["layout"].endswith("pages of it were seen from 2013-04-25 to 2026-01-23, and this one is newer")


def test_a_line_left_over_that_may_be_a_field_is_marked(linfen: Run, tmp_path: Path) -> None:
    page = (FIXTURES / "article" / "regular_2021" / "page.html").read_text("utf-8")
    where = tmp_path / "page.html"
    where.write_text(page.replace('<div class="footer">', '<div class="footer"><p>发布日期：2021-03-19</p>'), "utf-8")
    done = linfen("doctor", "--page", str(where), "--url", "http://www.lfxww.com/shanxi/2655960.html")
    assert "\n  ?  发布日期：2021-03-19\n" in done.stdout
    assert "\n     热点新闻\n" in done.stdout


def test_a_text_that_is_hidden_beside_another_is_left_over(linfen: Run, tmp_path: Path) -> None:
    page = (FIXTURES / "article" / "regular_2021" / "page.html").read_text("utf-8")
    where = tmp_path / "page.html"
    hidden = "<div hidden><p>汾河两岸，柳色青青。</p><p>游人如织，笑语盈盈。</p></div>"
    where.write_text(page.replace('<div class="footer">', f'{hidden}<div class="footer">'), "utf-8")
    done = linfen("doctor", "--page", str(where), "--url", "http://www.lfxww.com/shanxi/2655960.html")
    assert "\n     汾河两岸，柳色青青。\n" in done.stdout.partition("left over")[2]


def test_a_file_without_its_address_is_read_and_the_lack_is_named(linfen: Run) -> None:
    done = linfen("doctor", "--page", str(FIXTURES / "article" / "regular_2021" / "page.html"))
    assert done.returncode == 0
    assert done.stderr == "no --url given: the page is read as if it were http://www.lfxww.com/page.html\n"


def test_gb18030_bytes_are_read_as_what_they_are(linfen: Run) -> None:
    done = doctor(linfen, "article/charset_none_gb18030")
    assert done.returncode == 0, done.stderr
    expected = json.loads((FIXTURES / "article/charset_none_gb18030/expected.json").read_text("utf-8"))
    assert expected["title"] in row(done.stdout, "title")
    assert "\ufffd" not in done.stdout


def test_json_holds_every_field_and_all_that_is_left_over(linfen: Run, tmp_path: Path) -> None:
    page = (FIXTURES / "article" / "regular_2021" / "page.html").read_text("utf-8")
    stray = [f"第{number}行，不属于任何字段" for number in range(60)]
    where = tmp_path / "page.html"
    where.write_text(page.replace("<body>", "<body>" + "".join(f"<p>{line}</p>" for line in stray)), "utf-8")
    said = linfen("doctor", "--page", str(where), "--url", "http://www.lfxww.com/linfen/shizheng/2655960.html")
    assert re.search(r"^     … and \d+ more \(--json has them all\)$", said.stdout, flags=re.MULTILINE)
    done = linfen(
        *("doctor", "--json", "--page", str(where), "--url", "http://www.lfxww.com/linfen/shizheng/2655960.html")
    )
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert found["is_article"] is True
    assert [one["field"] for one in found["fields"]] == list(SHOWN)
    assert all(one["rule"] for one in found["fields"])
    assert found["left_over"][: len(stray)] == stray
    by_name = {one["field"]: one["value"] for one in found["fields"]}
    expected = json.loads((FIXTURES / "article/regular_2021/expected.json").read_text("utf-8"))
    assert by_name["title"] == expected["title"]
    assert by_name["body"].split("\n\n") == expected["body"]
    assert by_name["credits"] == expected["credits"]


def test_a_page_of_the_site_is_requested_once_and_nothing_is_archived(
    linfen: Run, site: RunningReplica, tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    path = article_paths(site)[0]
    done = linfen(
        *("doctor", "--page", f"http://www.lfxww.com{path}", "--site-url", site.url),
        *("--archive", str(archive)),
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"http://www.lfxww.com{path}\n")
    assert [request.path for request in site.requests] == ["/robots.txt", path]
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_is_not_there_or_leads_elsewhere_says_so(linfen: Run, site: RunningReplica) -> None:
    paths = article_paths(site)
    site.overrides[paths[0]] = Page(status=404)
    site.overrides[paths[1]] = Page(status=302, headers=(("Location", paths[2]),))
    site.overrides[paths[3]] = Page(status=302, headers=(("Location", "/"),))
    says = {
        paths[0]: f"linfen: http://www.lfxww.com{paths[0]} is not there: 404",
        paths[1]: f"linfen: the page redirects to http://www.lfxww.com{paths[2]}: examine that page instead",
        paths[3]: f"linfen: http://www.lfxww.com{paths[3]} is not there: redirect home",
    }
    for path, said in says.items():
        done = linfen("doctor", "--page", f"http://www.lfxww.com{path}", "--site-url", site.url)
        assert done.returncode == 1
        assert one_line(done) == said


def test_a_site_that_cannot_be_reached_says_so(linfen: Run) -> None:
    where = ("--site-url", "http://127.0.0.1:9/")
    done = linfen("doctor", "--page", "http://www.lfxww.com/shanxi/2600000.html", *where)
    assert done.returncode == 1
    assert "robots.txt unreachable" in one_line(done)


def test_a_missing_file_is_wrong_usage(linfen: Run) -> None:
    done = linfen("doctor", "--page", "no-such-page.html")
    assert done.returncode == 2
    assert one_line(done) == "linfen: --page no-such-page.html: neither a file nor an address (http://…)"


@pytest.mark.parametrize(
    "given",
    [
        ("--url", "http://www.lfxww.com/shanxi/1.html"),
        ("--page", __file__, "--url", "/shanxi/1.html"),
        ("--page", "http://www.lfxww.com/shanxi/1.html", "--url", "http://www.lfxww.com/shanxi/2.html"),
    ],
    ids=["no page", "no address", "two addresses"],
)
def test_an_address_without_a_file_or_a_host_is_wrong_usage(given: tuple[str, ...], linfen: Run) -> None:
    done = linfen("doctor", *given)
    assert done.returncode == 2
    assert "only goes with --page FILE" in one_line(done)


def test_a_scheme_may_be_written_in_capitals(linfen: Run, site: RunningReplica) -> None:
    path = article_paths(site)[0]
    done = linfen("doctor", "--page", f"HTTP://www.lfxww.com{path}", "--site-url", site.url)
    assert done.returncode == 0, done.stderr


def test_no_line_is_hidden_because_it_is_in_the_date_line_or_in_a_sentence(linfen: Run, tmp_path: Path) -> None:
    where = tmp_path / "page.html"
    head = "<p class=i>2024-05-08 09:17 来源：临汾日报</p><p class=i>字体：书法艺术的魅力</p>"
    text = "<p>10月20日，汾河公园层林尽染，不少市民前来散步、拍照，尽享秋日好时光。</p>"
    where.write_text(f"<title>秋色如画</title><p>公园</p><div><h1>秋色如画</h1>{head}<div>{text}</div></div>", "utf-8")
    done = linfen("doctor", "--page", str(where), "--url", "http://www.lfxww.com/shanxi/2655960.html")
    assert row(done.stdout, "date_line").startswith("date_line 2024-05-08 09:17 来源：临汾日报　字体：书法")
    left_over = done.stdout.split("\nleft over (lines in no field): ")[1].splitlines()
    assert [line.strip() for line in left_over[1:]] == ["公园", "字体：书法艺术的魅力"]


def test_a_sentence_taken_for_a_byline_and_an_image_that_is_not_kept_are_left_over() -> None:
    said = "临汾新闻网讯（记者 李静）5月1日起，市区5条公交线路调整。"
    told = ("首班车六点发车。", "末班车九点。")
    html = f"<h1>公交调整</h1><p>{said}</p><img src=/u/1.jpg><p>{told[0]}</p><img src=/u/2.jpg><p>{told[1]}</p>"
    url, content_type = "http://www.lfxww.com/linfen/fzsh/2772455.html", "text/html; charset=utf-8"
    page = ReaderPage(url=url, body=html.encode(), content_type=content_type, site=Site())
    images = (RawImage(url="http://www.lfxww.com/u/2.jpg", caption="", position=1),)
    article = RawArticle(url=url, layout="regular", title="公交调整", bylines=(said,), paragraphs=told, images=images)
    assert left_over(page, article) == [said, "image /u/1.jpg"]

"""One real article, as a mirror copied it: Traditional Chinese, glosses set into its words, ASCII punctuation."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import opencc
import pytest
from harness import ROOT, Run

from linfen_crawler.archive import Archive
from linfen_crawler.replica import Page, RunningReplica

SEED = ROOT.parent / "shared" / "seed" / "000_b46a9f8bc985908e.txt"
URL = "http://www.lfxww.com/linfen/shizheng/2661234.html"
CLEAN_URL = "http://www.lfxww.com/yaoduqu/2661299.html"
pytestmark = pytest.mark.skipif(not SEED.is_file(), reason=f"the seed article {SEED.name} is not beside the checkout")


def seed() -> list[str]:
    """Return the lines of the seed that hold anything: title, date line, headline block, text, editor, notice."""
    return [line for line in SEED.read_text("utf-8").splitlines() if line.strip()]


def article_page(lines: list[str]) -> str:
    """Put the seed's text into the regular template, as site.md has it."""
    title, date_line, *body, editor, notice = map(html.escape, lines)
    paragraphs = "".join(f"<p>{line}</p>\n" for line in body)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>
<div class="navlf"><span>當前位置：<span><a href="/">首頁</a> >
<a href="/linfen/shizheng/">時政要聞</a></span></span></div>
<div class="row"><div class="col-md-8 xb-left">
<h2 class="h2 text-center xb-h2">{title}</h2><h3 class="h4 text-center xb-h4">{date_line}</h3>
<div class="col-md-12 nry jcontent">{paragraphs}</div>
<div class="text-right zrbj"><p>{editor}</p></div><p>{notice}</p>
<div>相關閱讀</div><p>本文暫無相關文章</p></div></div></body></html>"""


def listing(url: str) -> Page:
    """Return a listing with one article."""
    return page(f'<div id="contentText"><div><ul><li><a href="{url}">一</a></li></ul></div></div>')


def page(text: str) -> Page:
    """Return a page in UTF-8."""
    return Page(status=200, headers=(("Content-Type", "text/html; charset=utf-8"),), body=text.encode())


def undone(line: str) -> str:
    """Undo glosses and script of a line, as the original would read except for the bytes that were eaten."""
    return opencc.OpenCC("t2s").convert(
        re.sub(r"(?<=[\u4e00-\u9fff])\([a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*\)", "", line)
    )


@pytest.fixture
def archive(linfen: Run, site: RunningReplica, tmp_path: Path, opened: Callable[[], Archive]) -> Archive:
    """Crawl the seed under the site's own name, through a proxy, and the undone copy at another address."""
    for number, path in enumerate(("/linfen/shizheng/", "/yaoduqu/")):
        site.overrides[path] = listing((URL, CLEAN_URL)[number])
        site.overrides[f"{path}index_1.html"] = Page(status=404)
    site.overrides[URL.removeprefix("http://www.lfxww.com")] = page(article_page(seed()))
    site.overrides[CLEAN_URL.removeprefix("http://www.lfxww.com")] = page(
        article_page([undone(line) for line in seed()])
    )
    done = linfen(
        *("crawl", "--archive", str(tmp_path / "archive"), "--delay", "0"),
        *("--section", "/linfen/shizheng/", "--section", "/yaoduqu/"),
        env={"http_proxy": site.url},
    )
    assert done.returncode == 0, done.stderr
    assert {request.host for request in site.requests} == {"www.lfxww.com"}
    return opened()


def test_the_seed_is_archived_in_its_own_characters(archive: Archive) -> None:
    title, _, kicker, headline, subtitle, caption, *body, editor, notice = seed()
    found = archive.article(URL)
    assert found is not None
    key = int(str(found["id"]))
    assert (found["title"], found["kicker"], found["headline"], found["subtitle"]) == (
        title,
        kicker,
        headline,
        subtitle,
    )
    assert (found["published_at"], found["published_precision"]) == ("2021-04-30T09:17:15+08:00", "second")
    assert found["source"] == "臨汾新聞網(wǎng)"
    assert (found["view_label"], found["view_count"]) == (1, None)
    assert found["dateline"] == "臨汾新聞網(wǎng)訊"
    assert found["body"] == "\n\n".join(line.strip() for line in body)
    assert (found["editor"], found["copyright_notice"]) == ("暢任杰", notice)
    assert editor not in str(found["body"])
    (image,) = archive.children("images", key)
    assert (image["caption"], image["credit"]) == ("圖為大會(huì)現(xiàn)場(chǎng)。", "記者 魏華 攝")
    assert caption == f"{image['caption']} {image['credit']}"
    people = [(credit["role"], credit["name"]) for credit in archive.children("credits", key)]
    assert people == [("photographer", "魏華"), ("reporter", "張浩"), ("reporter", "霍壯"), ("editor", "暢任杰")]


def test_the_same_text_without_glosses_and_in_simplified_is_recognised(archive: Archive) -> None:
    assert archive.rows("SELECT count(*) AS n FROM articles")[0]["n"] == 1
    addresses = archive.rows("SELECT url, relation, title FROM article_urls ORDER BY url")
    assert [(row["url"], row["relation"]) for row in addresses] == [(URL, "canonical"), (CLEAN_URL, "same text")]
    assert addresses[1]["title"] == "临汾市隆重举行五一劳动奖表彰大会"

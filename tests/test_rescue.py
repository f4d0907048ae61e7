"""A page that the program stumbles on is known to have failed, and nothing that was read before it is lost."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler
from test_pages import LEAD, URL, page_of, paragraphs, template

from linfen_crawler.items import Failure, RawArticle
from linfen_crawler.kinds import Kind
from linfen_crawler.pages import read_article
from linfen_crawler.rescue import RescueMiddleware
from spiders.base import Visit
from spiders.news import NewsSpider

LATER = URL.replace(".html", ".html?page=2")


def rescued(visit: Visit) -> list[object]:
    """Return what is said of a visit whose page the program stumbles on."""
    response = HtmlResponse(URL, request=Request(URL, cb_kwargs={"visit": visit}))
    return list(RescueMiddleware(get_crawler()).process_spider_exception(response, ValueError("stumbled")))


def test_the_pages_before_one_that_the_program_stumbles_on_are_kept() -> None:
    spider = NewsSpider()
    first = read_article(page_of(template(paragraphs(LEAD) + '<p>1 <a href="?page=2">2</a></p>')))
    visit = Visit(url=LATER, read=spider.read_part, give_up=spider.give_up, before=(first,))
    article, failure = rescued(visit)
    assert isinstance(article, RawArticle)
    assert (article.url, article.paragraphs, article.complete) == (URL, (LEAD.strip(),), False)
    assert isinstance(failure, Failure)
    assert (failure.url, failure.kind, failure.part_of) == (LATER, Kind.PART, URL)
    assert failure.reason.startswith("program error: ")

"""Turn one response into items: pure functions, without network, database or clock.

>>> from linfen_crawler.urls import Site
>>> read_listing(Page(url="http://www.lfxww.com/shanxi/", content_type=None, site=Site(),
...     body=b'<div id="contentText"><div><ul><li><a href="2664279.html">x</a></ul></div></div>')).links[0].url
'http://www.lfxww.com/shanxi/2664279.html'
"""

from linfen_crawler.pages.article import Reading, read, read_article
from linfen_crawler.pages.html import body_html
from linfen_crawler.pages.listing import ListingPage, read_links, read_listing, read_menu
from linfen_crawler.pages.nature.kinds import says_missing, trouble_in
from linfen_crawler.pages.pager.joining import is_repeat, join_parts
from linfen_crawler.pages.tree.document import Page, decode

PARSER_VERSION: str = "14"
"""Raise it whenever these functions read anything differently: refused pages and soft 404s are then read again."""

__all__ = [
    "PARSER_VERSION",
    "ListingPage",
    "Page",
    "Reading",
    "body_html",
    "decode",
    "is_repeat",
    "join_parts",
    "read",
    "read_article",
    "read_links",
    "read_listing",
    "read_menu",
    "says_missing",
    "trouble_in",
]

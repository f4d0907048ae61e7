"""View a page as a whole, to classify it: how much it says outside links, and what is in its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from linfen_crawler.kinds import Nature
from linfen_crawler.pages.lines.wording import wording_of
from linfen_crawler.pages.nature.engines import says_code_of_gone, traces
from linfen_crawler.pages.nature.messages import Said, said_in, sends_on
from linfen_crawler.pages.tree.document import Document, Page
from linfen_crawler.pages.tree.texts import Text

_TITLE_PARTS = re.compile(r"\s{0,4}[_|–—－-]{1,2}\s{0,4}")
_EMPTY_BOX = re.compile("暂无(?!法)")
"""A box of comments or related links that is empty says so itself."""
_MAX_TITLE = 200
_MIN_SENTENCE = 20
_MIN_MESSAGE = 5
"""Characters of a message on a page that may hold labels such as 加载中."""
_MAX_LINKS = 2000
_PARTS_BUTTONS = re.compile(r"[\s|｜/·\[\]【】()（）]+")


@dataclass(frozen=True)
class Look:
    """The features by which a page's nature is recognised."""

    page: Page
    document: Document

    @cached_property
    def texts(self) -> list[Text]:
        """The paragraphs and labels among it."""
        return [block for block in self.document.shown if isinstance(block, Text)]

    @cached_property
    def titles(self) -> list[str]:
        """What the browser's title says: the page's own and the site's name."""
        found = self.document.root.css_first("title")
        return _TITLE_PARTS.split(found.text()[:_MAX_TITLE]) if found is not None else []

    @cached_property
    def message(self) -> Said | None:
        """The longest message on the page: a line tells more than a heading, and where it sends its reader nothing.

        Beside the code 404 whatever else is said explains it, and beside a fault in a program that causes it.
        """
        gone = [one for one in self.messages if one[0] is Nature.SOFT_404 and says_code_of_gone(one[1])]
        told = gone or [one for one in self.messages if traces(one[1])] or self.messages
        return max(told, key=lambda one: (not sends_on(one[1]), len(one[1])), default=None)

    @cached_property
    def messages(self) -> list[Said]:
        """What the page's titles and lines say about it."""
        lines = (one.beside_links for one in self.texts if wording_of(one.line) is None)
        told = (line for line in lines if _may_be_message(line) and not _EMPTY_BOX.search(line))
        said = map(said_in, (*self.titles, *told))
        return [one for one in said if one is not None]

    @cached_property
    def sentences(self) -> list[Text]:
        """The paragraphs that hold a whole sentence and are no message."""
        told = (one for one in self.texts if len(one.text) > _MIN_SENTENCE and "。" in one.text)
        return [one for one in told if wording_of(one.line) is None and said_in(one.text) is None]

    @cached_property
    def prose(self) -> int:
        """Characters of sentences, outside of links."""
        return sum(len(one.beside_links) for one in self.sentences)

    @cached_property
    def length(self) -> int:
        """Characters of everything shown."""
        return sum(len(one.text) for one in self.texts)

    @cached_property
    def source(self) -> str:
        """The page's own source, as far as marks are looked for in it."""
        return self.document.text[:200_000]

    @cached_property
    def links(self) -> list[str]:
        """The canonical addresses that the page links to, each once."""
        found = (self.page.link(one.attributes.get("href")) for one in self.document.root.css("a[href]")[:_MAX_LINKS])
        return list(dict.fromkeys(url for url in found if url))

    def has(self, selector: str) -> bool:
        """Tell whether the page holds an element."""
        return self.document.root.css_first(selector) is not None


def _may_be_message(line: str) -> bool:
    """Recognise a line with a phrase; buttons side by side (登录 | 注册) together say no more than each alone."""
    return any(len(part) >= _MIN_MESSAGE for part in _PARTS_BUTTONS.split(line))

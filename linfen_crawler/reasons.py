"""Give reasons why an address has no article without quoting its page, because no takedown reaches a log.

What is told is of a closed set: what a page is, and how much of it says so. `linfen doctor --page` shows the words.
"""

from __future__ import annotations

import re

from linfen_crawler.errors import ExtractionError, LinfenError, OtherPageError

_MAX_CHARACTERS = 200
_TELLING = re.compile(
    r"a script|asks for itself again|sends on|no link into the site|a player and no text|slides|filled by a script"
    r"|shows(?: nothing)?|asks for a password|the results of a search|redirects to http\S+"
    r"|the home page's blocks, with links to \d+ articles|links to \d+ articles(?: of \d+ sections|, and no text)"
    r"|\d+ items, each with its own time|\d+ summaries, each beside a link to its article"
)
"""What the rules of ``pages.nature`` say of a page; after a colon stand words or addresses of the page itself."""
_OF_NETWORK = ("scrapy.", "twisted.")
_QUOTES = re.compile(r"\(|\bb['\"]")
"""What an error of Twisted's quotes an answer after that is no HTTP: its first line may be the page's."""


def of_refusal(error: ExtractionError) -> str:
    """Return why a page was refused."""
    if isinstance(error, OtherPageError):
        return f"{error.nature}: {of_message(error.reason.removeprefix(f'{error.nature}: '))}"
    return f"{error.field}: {error.reason}"


def of_message(said: str) -> str:
    """Return what tells a page from an article: its kind, and of what the page itself says the length.

    >>> of_message("shows: 张三被控诈骗一案今日开庭")
    'shows, 12 characters'
    >>> of_message("links to 12 articles, and no text")
    'links to 12 articles, and no text'
    >>> of_message("张三的档案系统维护中")
    'a message, 10 characters'
    """
    telling, _, words = said.partition(": ")
    if not _TELLING.fullmatch(telling):
        telling, words = "a message", said
    return f"{telling}, {len(words)} characters" if words else telling


def of_error(error: BaseException) -> str:
    """Return why no answer came, or what the program stumbled on, in one line.

    Of an error of the network or of ours what it says, which is no page's; of any other its name alone.
    """
    name, text = type(error).__name__, " ".join(_QUOTES.split(str(error))[0].split())
    is_told = isinstance(error, OSError | LinfenError) or type(error).__module__.startswith((*_OF_NETWORK, __package__))
    return f"{name}: {text[:_MAX_CHARACTERS]}" if is_told and text else name


def of_target(url: str) -> str:
    """Return where a redirect leads, without a query: a search's, or a login's, may have a title in it.

    >>> of_target("http://so.example/find?q=%E5%BC%A0%E4%B8%89")
    'redirects to http://so.example/find'
    """
    return f"redirects to {url.partition('?')[0]}"

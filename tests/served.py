"""What the tests of the replica share: a page's path and its text."""

import re
from urllib.parse import urlsplit


def path_of(url):
    return urlsplit(url).path


def html_of(replica, url):
    return replica.page(path_of(url)).body.decode(replica.encoding(url))


def wide(notice):
    """Return a notice with colon and commas of full width."""
    return notice and notice.translate(str.maketrans(":,", "：，"))


def compact(text):
    """Return text without any white space."""
    return re.sub(r"\s", "", text or "")

"""Read the images of a photo gallery.

A stock jQuery gallery: ``img#pic1`` is filled by script and has an empty ``src``; the images are the thumbnails, with
the address in ``bigimg=`` and the caption in ``text=``, and all of them stand again in ``.piclistshow``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.items import RawImage
from linfen_crawler.pages.tree.blocks import line_of
from linfen_crawler.pages.tree.document import Document, Page, parse_text
from linfen_crawler.pages.tree.lazy import image_address
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.text import clean_line

# The arrows of a gallery, and the galleries before and after it, are images beside its list.
_LISTS = (".picshowlist li img", "img[bigimg]", ".piclistshow img", ".picshowlist img", ".picshow img")

_LEVELS = 16


def read_images(page: Page, document: Document) -> tuple[RawImage, ...]:
    """Return the gallery's images in order, each address once, with the captions that are beside them."""
    found: dict[str, str] = {}
    for image in _shown(page, document.root):
        for url in _addresses(page, image):
            found[url] = found.get(url) or _caption(image)
    for copy in _seen(document.root.css(".piclistshow img")):
        for url in _addresses(page, copy):
            if url in found:
                found[url] = found[url] or _caption(copy)
    return tuple(RawImage(url=url, caption=caption) for url, caption in found.items())


def _shown(page: Page, root: LexborNode) -> list[LexborNode]:
    lists = (_seen(root.css(selector)) for selector in _LISTS)
    return next((images for images in lists if _has_address(page, images)), [])


def _seen(images: Iterable[LexborNode]) -> list[LexborNode]:
    """Drop the counters that are in <noscript>."""
    return [image for image in images if not any(one.tag == "noscript" for one in islice(ancestors(image), _LEVELS))]


def _has_address(page: Page, images: Iterable[LexborNode]) -> bool:
    return any(True for image in images for _ in _addresses(page, image))


def _addresses(page: Page, image: LexborNode) -> Iterator[str]:
    """Yield the address of the large image, or else of the thumbnail."""
    for address in (image.attributes.get("bigimg"), image_address(image.attributes)):
        if url := page.link(address):
            yield url
            return


def _caption(image: LexborNode) -> str:
    """Return the caption of ``text=``, which may hold markup of its own, the alternative text, or what is below."""
    written = image.attributes.get("text") or image.attributes.get("alt") or _beside(image)
    if "<" in written and ">" in written:
        return line_of(parse_text(written).body)
    return clean_line(written)


def _beside(image: LexborNode) -> str:
    """Return the words of the list's item that an image is in alone; a number is a counter."""
    item = next((one for one in islice(ancestors(image), _LEVELS) if one.tag == "li"), None)
    if item is None or len(_seen(item.css("img"))) > 1:
        return ""
    line = line_of(item)
    return line if any(map(str.isalpha, line)) else ""

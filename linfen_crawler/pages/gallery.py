"""Read the images of a photo page.

A stock jQuery gallery: ``img#pic1`` is filled by script and has an empty ``src``; the images are the thumbnails, with
the address in ``bigimg=`` and the caption in ``text=``, and all of them stand once more in ``.piclistshow``.
"""

from __future__ import annotations

from collections.abc import Iterator

from parsel import Selector

from linfen_crawler.items import RawImage
from linfen_crawler.pages.blocks import line_of
from linfen_crawler.pages.document import Page
from linfen_crawler.text import clean_line

_LISTS = (".picshowlist img", ".piclistshow img", ".picshow img[bigimg]", "img[bigimg]", ".picshow img")


def read_images(page: Page, root: Selector) -> tuple[RawImage, ...]:
    """Return the gallery's images in order, each address once, with the captions that stand beside them."""
    found: dict[str, str] = {}
    for image in next(
        (images for images in map(root.css, _LISTS) if _has_address(page, images)), root.css("img[bigimg]")
    ):
        for url in _addresses(page, image):
            found[url] = found.get(url) or _caption(image)
    for copy in root.css(".piclistshow img"):
        for url in _addresses(page, copy):
            if url in found:
                found[url] = found[url] or _caption(copy)
    return tuple(RawImage(url=url, caption=caption) for url, caption in found.items())


def _has_address(page: Page, images: Iterator[Selector] | list[Selector]) -> bool:
    return any(True for image in images for _ in _addresses(page, image))


def _addresses(page: Page, image: Selector) -> Iterator[str]:
    """Yield the address of the large image, or else of the thumbnail."""
    for name in ("bigimg", "data-src", "src"):
        if url := page.link(image.attrib.get(name)):
            yield url
            return


def _caption(image: Selector) -> str:
    """Return the caption of ``text=``, which may hold markup of its own, or else the alternative text."""
    written = image.attrib.get("text") or image.attrib.get("alt") or ""
    if "<" in written and ">" in written:
        return line_of(Selector(text=written, type="html").root)
    return clean_line(written)

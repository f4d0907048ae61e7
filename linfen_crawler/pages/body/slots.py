"""The images of a body while captions are sought for them, and the captions that alternative texts give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from linfen_crawler.items import RawImage
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.text import fingerprint_text

_MAX_SAID = 500
"""Alternative texts of a page, at most, that are looked for within its lines; of more, a whole line is known alone."""
_FILE_NAME = re.compile(
    r"\.[A-Za-z][A-Za-z0-9]{2,3}$|^[\x00-\x7f]*$|_|\d{8}"
    r"|^\D{0,8}(?:图片?|图像|照片|截[图屏]|快照|标题|扫描件?|画板|副本|下载|影像?)[^\u4e00-\u9fff]{0,4}\d"
    r"[\d\s_.,:()/-]*(?:[上下]午[\d.: ]+)?$"
)
"""An image's name as a camera, a program or a messenger gives it: 微信图片_20210430091715, 未标题-1, 图片1."""
_MIN_ALT = 4
_MAX_ORPHANS = 100
"""Captions without an image, among which that of an alternative text is looked for."""


@dataclass(slots=True, kw_only=True, eq=False)
class Slot:
    """An image while its caption is sought, or a caption whose image is; with what the alt text says."""

    url: str | None
    alt: str = ""
    lines: list[Text] = field(default_factory=list)
    taken: str = ""
    """What the alt text says where no line does."""
    node: LexborNode | None = field(default=None, repr=False)

    def image(self, position: int) -> RawImage:
        """Return the image with its caption; ``position`` is the number of paragraphs before it."""
        caption = "\n".join(line.text for line in self.lines) or self.taken
        return RawImage(url=self.url, caption=caption, position=position)

    @property
    def is_shown(self) -> bool:
        """False for a caption whose image was found after all."""
        return self.url is not None or bool(self.lines)


def slots_of(content: Sequence[Text | Slot]) -> list[Slot]:
    """Return the images of a body, in their order."""
    return [one for one in content if isinstance(one, Slot)]


def caption_by_alt(content: Sequence[Text | Slot], title: str) -> None:
    """Match captions to images by alternative text; one that the page says nowhere else is a caption itself."""
    slots = [slot for slot in slots_of(content) if slot.url is not None and not slot.lines and slot.alt]
    if not slots:
        return
    orphans = [slot for slot in slots_of(content) if slot.url is None][:_MAX_ORPHANS]
    captions = [_caption_of(one) for one in orphans]
    said_of = [(slot, fingerprint_text(slot.alt)) for slot in slots]
    wanted = {said for slot, said in said_of if len(said) >= _MIN_ALT and not _FILE_NAME.search(slot.alt)}
    texts = [one.text for one in content if isinstance(one, Text)]
    written = _standing_in([fingerprint_text(text) for text in (*texts, title)], wanted)
    for slot, said in said_of:
        if not said:
            continue
        at = next((at for at, caption in enumerate(captions) if said in caption), None)
        if at is not None:
            slot.lines, orphans[at].lines, captions[at] = orphans[at].lines, [], ""
        elif said in wanted and said not in written and not _FILE_NAME.search(slot.alt):
            slot.taken = slot.alt


def _caption_of(slot: Slot) -> str:
    return fingerprint_text("".join(line.text for line in slot.lines))


def _standing_in(texts: Sequence[str], wanted: set[str]) -> set[str]:
    """Return which of some alternative texts are in a page's texts as well."""
    if len(wanted) > _MAX_SAID:
        return wanted.intersection(texts)
    whole = "\n".join(texts)
    return {one for one in wanted if one in whole}

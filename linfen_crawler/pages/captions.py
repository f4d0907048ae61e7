"""Give each image its caption, and take the captions out of the text.

A caption stands on the line behind its image, or before the text where the page holds no image at all, and says so
itself: it begins with 图为 or ends with a photographer. A line that says nothing of the sort is a caption only right
behind an image, when it is set unlike the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from linfen_crawler.datelines import lead
from linfen_crawler.items import RawImage, Role
from linfen_crawler.pages.blocks import Block, Picture, Text, is_icon
from linfen_crawler.pages.headline import begins_text, is_subhead, likeness
from linfen_crawler.people import credits as credits_of
from linfen_crawler.people import is_credit_line, is_photo_credit
from linfen_crawler.text import fingerprint_text, fold

_MAX_MARKED = 200
_MAX_CREDITED = 90
_MAX_PLAIN = 50
"""Folded characters of a caption that begins with 图为, that only ends with a credit, that does neither."""

_OPENING = re.compile(
    r"[(\[【]?(?:图为|(?:上|下|左|右|题|配|主|小|资料|组)图(?:为|是|[:,.①-⑨])|图(?:[①-⑨]|[一二三四五六\d])?(?:为|[:.])|图片说明|资料图)"
)
_FILE_NAME = re.compile(r"\.\w{3,4}$|^[\w\s().-]*$", re.ASCII)
_MIN_ALT = 4


@dataclass(slots=True, kw_only=True)
class _Slot:
    """An image on its way: captions before and behind it, and what its alt text says."""

    url: str | None
    alt: str = ""
    lines: list[str] = field(default_factory=list)

    def image(self) -> RawImage:
        return RawImage(url=self.url, caption="\n".join(self.lines))


def pair(
    blocks: Sequence[Block], title: str, link_to: Callable[[str], str | None]
) -> tuple[tuple[Text, ...], tuple[RawImage, ...]]:
    """Return the text without its captions, and the images with theirs, each address once."""
    parted = [piece for block in blocks for piece in _parted(block)]
    pairing = _Pairing(title=title, has_indents=any(isinstance(one, Text) and one.is_indented for one in parted))
    for at, block in enumerate(parted):
        if isinstance(block, Picture):
            pairing.picture(block, link_to(block.src) if block.src else None)
        elif isinstance(block, Text):
            pairing.text(block, next(iter(parted[at + 1 : at + 2]), None))
    return tuple(pairing.texts), pairing.images()


def _parted(block: Block) -> list[Block]:
    """Part the caption lines from a paragraph that holds others as well."""
    if not isinstance(block, Text) or "\n" not in block.text or is_marked(block.text):
        return [block]
    lines = block.text.split("\n")
    if not any(map(is_marked, lines)):
        return [block]
    return [replace(block, text=line, anchors=()) for line in lines]


def is_marked(text: str) -> bool:
    """Tell whether a line says itself that it is a caption."""
    folded = fold(text)
    if len(folded) > _MAX_MARKED or lead(text) is not None:
        return False
    if _OPENING.match(folded):
        return True
    return len(folded) <= _MAX_CREDITED and not is_credit_line(text) and is_photo_credit(text)


def _is_photographers(text: str) -> bool:
    """Tell whether a line is nothing but the credit of a photograph."""
    if not is_credit_line(text):
        return False
    return is_photo_credit(text) or {credit.role for credit in credits_of(text)} == {Role.PHOTOGRAPHER}


def _is_head_of_text(block: Text, folded: str) -> bool:
    return block.is_strong or is_subhead(folded) or lead(block.text) is not None


@dataclass(slots=True, kw_only=True)
class _Pairing:
    """Go through a body once, remembering the image or caption just passed."""

    title: str
    has_indents: bool
    texts: list[Text] = field(default_factory=list)
    slots: list[_Slot] = field(default_factory=list)
    near: _Slot | None = None
    """The image or caption right before, which the next line may belong to."""
    awaiting: _Slot | None = None
    """A caption right before, whose image may come next."""

    def picture(self, picture: Picture, url: str | None) -> None:
        """Take an image; one that comes a second time is the first again."""
        if is_icon(picture):
            return
        seen = next((slot for slot in self.slots if url is not None and slot.url == url), None)
        if seen is None and self.awaiting is not None:
            seen, self.awaiting.url, self.awaiting.alt = self.awaiting, url, picture.alt
        if seen is None:
            seen = _Slot(url=url, alt=picture.alt)
            self.slots.append(seen)
        self.near, self.awaiting = seen, None

    def text(self, block: Text, following: Block | None) -> None:
        """Take a paragraph as text, or as the caption of an image beside it or nowhere on the page."""
        if self.near is not None and self._belongs(block, self.near, following):
            self.near.lines.append(block.text)
        elif is_marked(block.text):
            self.near = self.awaiting = _Slot(url=None, lines=[block.text])
            self.slots.append(self.near)
        else:
            self.texts.append(block)
            self.near = self.awaiting = None

    def _belongs(self, block: Text, slot: _Slot, following: Block | None) -> bool:
        if _is_photographers(block.text):
            return True
        if slot.lines:
            return False
        if slot.alt and fingerprint_text(slot.alt) == fingerprint_text(block.text):
            return True
        return is_marked(block.text) or self._is_plain_caption(block, following)

    def _is_plain_caption(self, block: Text, following: Block | None) -> bool:
        """Tell a caption that nothing marks from a headline, a sub-head and the text by how it is set."""
        folded = fold(block.text)
        if len(folded) > _MAX_PLAIN or folded.endswith(":") or _is_head_of_text(block, folded):
            return False
        # 记者 X 摄影报道 behind the last image speaks of the article.
        if is_credit_line(block.text):
            return False
        if isinstance(following, Text) and _is_photographers(following.text):
            return True
        # Before the text, what follows an image may be the headline block.
        after = following.text if isinstance(following, Text) and not self.texts else None
        if after is not None and (likeness(block.text, self.title) > 0 or not begins_text(after)):
            return False
        if block.is_indented and not block.is_centred:
            return False
        return block.is_centred or self.has_indents or not folded.endswith(("。", "!", "?", "”", "…"))

    def images(self) -> tuple[RawImage, ...]:
        """Return the images in order, those without a caption beside them given what else can be theirs."""
        self._caption_by_alt()
        orphans = [slot for slot in self.slots if slot.url is None and slot.lines]
        bare = [slot for slot in self.slots if slot.url is not None and not slot.lines]
        if len(orphans) == len(bare):
            # An image above the headline block, its caption below: they can be no one else's.
            for slot, orphan in zip(bare, orphans, strict=True):
                slot.lines, orphan.lines = orphan.lines, []
        return tuple(slot.image() for slot in self.slots if slot.url is not None or slot.lines)

    def _caption_by_alt(self) -> None:
        """Let alternative text find its caption, or be one where no text of the page says the same."""
        written = [fingerprint_text(block.text) for block in self.texts] + [fingerprint_text(self.title)]
        for slot in self.slots:
            said = fingerprint_text(slot.alt)
            if slot.url is None or slot.lines or not said:
                continue
            orphan = next(
                (one for one in self.slots if one.url is None and said in fingerprint_text("".join(one.lines))), None
            )
            if orphan is not None:
                slot.lines, orphan.lines = orphan.lines, []
            elif (
                len(said) >= _MIN_ALT and not _FILE_NAME.search(slot.alt) and not any(said in text for text in written)
            ):
                slot.lines = [slot.alt]

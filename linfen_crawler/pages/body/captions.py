"""Assign each image its caption, and take the captions out of the text.

A caption is on the line after its image, or before the text where the page holds no image at all, and says so
itself: it begins with 图为 or ends with a photographer. A line without such a mark is a caption only right
after an image, when it is set unlike the text, or in its frame; above it only where the page sets all its lines so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from selectolax.lexbor import LexborNode

from linfen_crawler.pages.body.caption_lines import (
    MAX_MARKED,
    MAX_PLAIN,
    SHOWS,
    is_credited,
    is_from_files,
    is_head_of_text,
    is_marked,
    is_opened,
    is_photographers,
    is_series_of_captions,
    is_signature,
    lines_of_text,
    parted_at_captions,
    points_at_nothing,
    points_down,
)
from linfen_crawler.pages.body.frames import framed
from linfen_crawler.pages.body.headline import begins_text
from linfen_crawler.pages.body.image_rows import in_rows
from linfen_crawler.pages.body.photo_heads import is_bare_number
from linfen_crawler.pages.body.photo_sets import captions_above, captions_of_set, centres_text
from linfen_crawler.pages.body.slots import Slot, caption_by_alt, slots_of
from linfen_crawler.pages.lines.likeness import likeness
from linfen_crawler.pages.lines.setting import setting_of
from linfen_crawler.pages.tree.blocks import Block, Picture
from linfen_crawler.pages.tree.nodes import ancestors
from linfen_crawler.pages.tree.styles import is_centring, style_of
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.credits import is_credit_line
from linfen_crawler.text import fingerprint_text

_PARAGRAPHS = frozenset({"p", "figure", "center"})
_LIKE_BELOW_IMAGE = 0.4
"""Likeness with the web title from which a line below an image is the headline: a caption shares a word with it."""
_MAX_HEADLINES = 6
_ENDS = ("。", "!", "?", "”", "…", "。)")
_TOLD = re.compile("[。！？!?…]")
_OF_PHOTO = re.compile("照片|拍摄|航拍|摄于")
_AGENCYS = re.compile("社(?:发|记者)")
_LEVELS = 3
"""Elements around an image that may set it in the middle."""


def pair(
    blocks: Sequence[Block],
    title: str,
    link_to: Callable[[str], str | None],
    *,
    has_headlines: bool,
    is_whole: bool = True,
) -> list[Text | Slot]:
    """Return text and images in their order, the captions with their images, each address once.

    ``has_headlines`` says that the newspaper's headline may come before the text, as it does on a first page;
    ``is_whole`` that the article has no other page.
    """
    parted, shown, beside = framed([piece for block in blocks for piece in parted_at_captions(block)])
    images = [one for one in parted if isinstance(one, Picture)]
    are_several = len(images) > 1
    parted, rowed = in_rows(parted) if are_several else (parted, frozenset[Text]())
    pairing = _Pairing(
        title=title,
        rowed=rowed,
        shown=shown | captions_of_set(parted) if are_several else shown,
        beside=beside,
        has_indents=any(isinstance(one, Text) and one.is_indented for one in parted),
        has_text=not has_headlines,
        has_images=bool(images),
        centres_text=bool(images) and centres_text(parted),
        is_series=are_several and is_series_of_captions(parted),
        is_whole=is_whole,
    )
    told = lines_of_text(parted)
    last = _last_telling(parted) if images else None
    above = captions_above(parted, title) if are_several else frozenset()
    for at, block in enumerate(parted):
        if isinstance(block, Picture):
            pairing.picture(block, link_to(block.src) if block.src else None)
        elif isinstance(block, Text) and at in above:
            pairing.caption(block)
        elif isinstance(block, Text):
            pairing.text(
                block, parted[at + 1] if at + 1 < len(parted) else None, is_told=at in told, is_last=at == last
            )
    return pairing.settled()


def _last_telling(blocks: Sequence[Block]) -> int | None:
    """Return which block is the last to tell anything: an image, a sentence."""
    behind = range(len(blocks) - 1, -1, -1)
    return next((at for at in behind if not isinstance(one := blocks[at], Text) or _TOLD.search(one.text)), None)


def texts_above_captions_alone(content: Sequence[Text | Slot]) -> int | None:
    """Return how many lines are above the first caption of a page that has no other text than its captions."""
    texts = [one for one in content if isinstance(one, Text)]
    if len(texts) == len(content) or any("。" in one.text for one in texts) or any(map(begins_text, texts)):
        return None
    first = next((at for at, one in enumerate(content) if isinstance(one, Slot) and one.lines), None)
    return None if first is None else sum(isinstance(one, Text) for one in content[:first])


@dataclass(slots=True, kw_only=True)
class _Pairing:
    """Go through a body once, remembering the image or caption just passed."""

    title: str
    has_indents: bool
    has_images: bool
    centres_text: bool
    """The text is set in the middle as a whole, as captions are elsewhere."""
    is_series: bool
    """Whatever image the page has, a short line is below it."""
    is_whole: bool
    """Whether the article has no other page."""
    rowed: Collection[Text]
    """Captions of a row of images, each right after its own."""
    shown: Collection[Text]
    """Lines that are captions by where they are: in an image's figure or table, below each of a set of images."""
    beside: Collection[Text]
    """Lines that are text by where they are: in the cell beside an image's."""
    content: list[Text | Slot] = field(default_factory=list)
    by_url: dict[str, Slot] = field(default_factory=dict)
    has_text: bool = False
    near: Slot | None = None
    """The image or caption right before, which the next line may belong to."""
    has_captions: bool = False
    """Whether any line was taken for a caption so far."""
    awaiting: Slot | None = None
    """A caption right before, whose image may come next."""

    def picture(self, picture: Picture, url: str | None) -> None:
        """Take an image; one that comes a second time is the first again."""
        seen = self.by_url.get(url) if url is not None else None
        if seen is None and self.awaiting is not None:
            seen, self.awaiting.url, self.awaiting.alt = self.awaiting, url, picture.alt
        if seen is None:
            seen = Slot(url=url, alt=picture.alt, node=picture.node)
            self.content.append(seen)
        if url is not None:
            self.by_url[url] = seen
        self.near, self.awaiting = seen, None

    def text(self, block: Text, following: Block | None, *, is_told: bool, is_last: bool) -> None:
        """Take a paragraph as text, or as the caption of an image beside it or nowhere on the page."""
        if self.near is not None and self._belongs(block, self.near, following, is_told=is_told, is_last=is_last):
            self.near.lines.append(block)
            self.has_captions = True
        elif self._is_caption(block, following):
            self.caption(block)
        else:
            self.content.append(block)
            self.has_text = self.has_text or begins_text(block)
            self.near = self.awaiting = None

    def caption(self, block: Text) -> None:
        """Take a caption whose image may come next."""
        self.near = self.awaiting = Slot(url=None, lines=[block])
        self.content.append(self.near)
        self.has_captions = True

    def _is_caption(self, block: Text, following: Block | None) -> bool:
        """Recognise a caption without an image before: after the first sentence, text ends with 记者 X 摄 too."""
        if is_opened(block) and not points_at_nothing(block, has_images=self.has_images):
            # 图为心声，字为心画。… opens an essay: with no image near, a caption is one sentence, or has 图为 second.
            is_told = block.line.count("。") > 1 and not SHOWS.search(block.line) and not is_credited(block)
            return not is_told
        return is_credited(block) and (not self.has_text or isinstance(following, Picture))

    def _belongs(self, block: Text, slot: Slot, following: Block | None, *, is_told: bool, is_last: bool) -> bool:
        if block in self.rowed and (not slot.lines or slot.lines[-1] in self.rowed):
            return True
        if len(block.text) > 2 * MAX_MARKED or (isinstance(following, Picture) and points_down(block)):
            return False
        if is_photographers(block) or (slot.lines and is_from_files(block)):
            return True
        if slot.lines:
            return block in self.shown and slot.lines[-1] in self.shown
        if block in self.shown:
            return True
        if slot.alt and fingerprint_text(slot.alt) == fingerprint_text(block.text):
            return True
        return is_marked(block) or (not is_told and self._is_plain_caption(block, following, is_last=is_last))

    def _is_plain_caption(self, block: Text, following: Block | None, *, is_last: bool) -> bool:
        """Tell an unmarked caption from a headline, a sub-head and the text by how it is set."""
        folded = block.line
        if len(folded) > MAX_PLAIN or "\n" in block.text or folded.endswith(":") or is_head_of_text(block):
            return False
        if is_bare_number(block) or block in self.beside:
            return False
        # 记者 X 摄影报道 after the last image refers to the article.
        if is_credit_line(block.text) or is_signature(block, following):
            return False
        if isinstance(following, Text) and is_photographers(following):
            return not (is_last and self._ends_text(block, following))
        # Before the text, what follows an image may be the headline block.
        # Headlines are above the captioned images of a page, not between them.
        is_below = self.has_captions or self._is_set_below(block)
        may_be_headline = not self.has_text and not is_below
        if may_be_headline and isinstance(following, Text) and not self._is_before_text(block, following):
            return False
        if block.is_indented and not block.is_centred and not self.is_series:
            return False
        is_spoken = folded.endswith(("!", "?", "”", "…")) or folded.startswith(("“", ",", "、", ";"))
        # Where the text is indented, a sentence that is not is apart from it, several are a paragraph; but below a
        # centred image it is set as neither, and no caption for that.
        is_apart = self.has_indents and folded.count("。") == 1 and not self._is_centred()
        is_set_apart = block.is_centred and not self.centres_text
        return is_set_apart or not (is_spoken or (folded.endswith("。") and not is_apart))

    def _ends_text(self, block: Text, credit: Text) -> bool:
        """Recognise the last paragraph of a text, above who took its photographs: it is set as one before is.

        It is a caption all the same where it speaks of a photograph, or an agency's follows, or all other images of
        the page have one.
        """
        setting = setting_of(block)
        if not any(isinstance(one, Text) and "。" in one.text and setting_of(one) == setting for one in self.content):
            return False
        if not block.line.endswith(_ENDS) or _OF_PHOTO.search(block.line) or _AGENCYS.search(credit.line):
            return False
        others = [slot for slot in slots_of(self.content) if slot is not self.near and slot.url is not None]
        return not (others and all(slot.lines for slot in others))

    def _is_centred(self) -> bool:
        """Recognise an image in the middle of its paragraph."""
        image = self.near.node if self.near is not None else None
        around = islice(ancestors(image), _LEVELS) if image is not None else ()
        return any(is_centring(node.attributes) or style_of(node.attributes).centres for node in around)

    def _is_set_below(self, block: Text) -> bool:
        """Recognise a line that is in the image's own paragraph, below it."""
        image = self.near.node if self.near is not None else None
        return image is not None and block.node is not None and block.node.mem_id in {n.mem_id for n in _upward(image)}

    def _is_before_text(self, block: Text, following: Text) -> bool:
        """Recognise a line with the text right after it and no headline: that is like the title, and comes once."""
        if not begins_text(following):
            return False
        said = likeness(block.text, self.title)
        return said < _LIKE_BELOW_IMAGE or any(
            likeness(one.text, self.title) > said for one in self.content[-_MAX_HEADLINES:] if isinstance(one, Text)
        )

    def settled(self) -> list[Text | Slot]:
        """Return the content, images without a caption beside them given what else can be theirs."""
        caption_by_alt(self.content, self.title)
        self._pair_the_rest()
        self._leave_some_text()
        return [one for one in self.content if isinstance(one, Text) or one.is_shown]

    def _pair_the_rest(self) -> None:
        """Give the images without a caption the captions without an image, where these are as many."""
        orphans = [slot for slot in slots_of(self.content) if slot.url is None and slot.lines]
        bare = [slot for slot in slots_of(self.content) if slot.url is not None and not slot.lines]
        if len(orphans) == len(bare):
            # An image above the headline block, its caption below: they can be no one else's.
            for slot, orphan in zip(bare, orphans, strict=True):
                slot.lines, orphan.lines = orphan.lines, []

    def _leave_some_text(self) -> None:
        """Where captions would be all that is told, let the sentence among them be the text: 12月3日，…。记者 X 摄.

        What says 图为 stays a caption, and so do sentences below several images: of a set of photographs each describes
        its own. Of a page without an image all are text.
        """
        texts = [one for one in self.content if isinstance(one, Text)]
        # A sentence tells, and is soon seen; most texts show one before they are folded.
        if any("。" in one.text for one in texts) or any(map(self._is_told, texts)):
            return
        has_image = any(slot.url for slot in slots_of(self.content))
        telling = sum(slot.url is not None and any(map(_tells, slot.lines)) for slot in slots_of(self.content))
        if has_image and (telling > 1 or not self.is_whole):
            return
        lines = [line for slot in slots_of(self.content) for line in slot.lines if not has_image or _is_sentence(line)]
        told = {id(line) for line in (lines[:1] if has_image else lines)}
        self.content = [piece for one in self.content for piece in _without(one, told)]
        self._pair_the_rest()

    def _is_told(self, text: Text) -> bool:
        """Tell text from a byline and from the headline of a page of photographs."""
        if "。" in text.line:
            return True
        return not is_credit_line(text.text) and likeness(text.text, self.title) < _LIKE_BELOW_IMAGE


def _tells(line: Text) -> bool:
    """Recognise a caption with a sentence that says more than what the image shows: 图为 may come after it."""
    return "。" in line.line and (not is_opened(line) or SHOWS.search(line.line) is not None)


def _is_sentence(line: Text) -> bool:
    return "。" in line.line and not is_opened(line)


def _without(one: Text | Slot, told: Collection[int]) -> Iterator[Text | Slot]:
    """Yield an image without some of its lines, and those lines after it."""
    yield one
    if isinstance(one, Slot):
        yield from (line for line in one.lines if id(line) in told)
        one.lines = [line for line in one.lines if id(line) not in told]


def _upward(image: LexborNode) -> list[LexborNode]:
    """Return the elements around an image up to its paragraph."""
    around: list[LexborNode] = []
    for node in ancestors(image):
        around.append(node)
        if node.tag in _PARAGRAPHS:
            break
    return around if around and around[-1].tag in _PARAGRAPHS else []

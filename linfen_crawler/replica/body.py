"""Write a story's text: paragraphs, images, tables, what is embedded, and the credits at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from linfen_crawler.items import RawLink
from linfen_crawler.kinds import LinkKind, Role
from linfen_crawler.replica import phrases, texts, words
from linfen_crawler.replica.opening import Lead
from linfen_crawler.replica.phrases import Phrase
from linfen_crawler.replica.plan import Place, Plan
from linfen_crawler.replica.story import Block, Embed, Headlines, PageMark, Paragraph, Picture, Table
from linfen_crawler.urls import SITE_URL

_NOTHING = Phrase("")
_FILES = ("pdf", "doc", "docx")
_PAGE_MARKS = ("#p#分页标题#e#", "#p#副标题#e#", "#p##e#")
_LAZY = ("data-src", "data-src", "data-original")


@dataclass(frozen=True, slots=True)
class Job:
    """What a story is written from."""

    plan: Plan
    place: Place
    """Where it first appears: images and attachments are named after its id."""
    rng: Random
    about: texts.Event


def top_picture(job: Job) -> list[Picture]:
    """Draw the image below the headlines; of some the page has the caption lines alone."""
    rng = job.rng
    if rng.random() < 0.6:
        return [picture(job, 1)]
    count = 1 if rng.random() < 0.7 else 2
    return [
        replace(picture(job, 1), url=None, is_tight=False, is_credit_apart=False, caption=texts.caption(rng, job.about))
        for _ in range(count)
    ]


def picture(job: Job, index: int) -> Picture:
    """Draw an image with its caption; ``index`` numbers the story's images from 1 on."""
    rng = job.rng
    is_plain = rng.random() < 0.15
    return Picture(
        url=f"{SITE_URL}images/{job.place.site_id}/{index}.png",
        caption=texts.plain_caption(rng, job.about) if is_plain else texts.caption(rng, job.about),
        credit=phrases.photographer(rng),
        credit_gap=" " if is_plain else texts.draw(rng, ("", "", " ")),
        is_credit_apart=rng.random() < 0.1,
        has_alt=rng.random() < 0.3,
        lazy=texts.draw(rng, _LAZY) if rng.random() < 0.15 else None,
        is_tight=rng.random() < 0.2,
    )


def pages(job: Job, opening: Lead, top: list[Picture]) -> tuple[tuple[Block, ...], ...]:
    """Write the text, page by page, with its images and the credits at its end."""
    rng = job.rng
    has_closing = not opening.is_agency and rng.random() < 0.5
    closing = phrases.closing(rng, job.plan.chance("closing", job.place.number)) if has_closing else ()
    written = [
        list[Block](paragraphs(job, Lead() if index else opening, 3 + int(rng.random() * 3)))
        for index in range(job.plan.page_count(job.place.number))
    ]
    _illustrate(job, written, top, needs_image=any(map(_credits_photographer, closing)))
    _interrupt(job, written[-1])
    if rng.random() < 0.08:
        written[-1].append(_attachment(job))
    _close(written[-1], rng, closing, is_agency=opening.is_agency)
    return tuple(map(tuple, written))


def poem(job: Job) -> tuple[Headlines, tuple[tuple[Block, ...], ...]]:
    """Write a poem, rhymed or free, with a stanza or a line per paragraph, and its author above or below."""
    rng = job.rng
    if rng.random() < 0.3:
        return Headlines(), (_of_verse(texts.stanzas(rng), phrases.words_alone(rng)),)
    written = texts.stanzas(rng, words.FREE_VERSES if rng.random() < 0.7 else words.VERSES)
    verses = written if rng.random() < 0.5 else [line for verse in written for line in verse.split("\n")]
    author = phrases.author_line(rng)
    if rng.random() < 0.5:
        return Headlines(bylines=(author,), is_plain=rng.random() < 0.5), (_of_verse(verses, ()),)
    return Headlines(), (_of_verse(verses, (author,)),)


def _of_verse(verses: Sequence[str], signed: Sequence[Phrase]) -> tuple[Block, ...]:
    below = (Paragraph(text=phrase.text, credits=phrase.credits) for phrase in signed)
    return (*(Paragraph(text=verse) for verse in verses), *below)


def photo_essay(job: Job, opening: Lead) -> tuple[tuple[Block, ...], ...]:
    """Write a paragraph or two and a row of images, each caption followed by a credit of its own."""
    told = list[Block](paragraphs(job, opening, 2))
    drawn = [picture(job, index) for index in range(1, 4 + int(job.rng.random() * 3))]
    apart = [
        replace(one, is_credit_apart=True, credit=phrases.photographer(job.rng, is_certain=True), is_tight=False)
        for one in drawn
    ]
    return ((*told, *apart),)


def _credits_photographer(phrase: Phrase) -> bool:
    return any(credit.role is Role.PHOTOGRAPHER for credit in phrase.credits)


def paragraphs(job: Job, opening: Lead, count: int) -> Iterator[Paragraph]:
    """Write that many paragraphs of running text, with now and then a sub-head, a verse or a link."""
    rng = job.rng
    subheads = iter(texts.subheads(rng) if rng.random() < 0.15 else ())
    is_bold = rng.random() < 0.7
    for index in range(count):
        if index and (subhead := next(subheads, None)):
            is_numbered = subhead not in words.SUBHEADS
            yield Paragraph(text=subhead, is_subhead=is_bold or not is_numbered)
        phrase = _NOTHING if index else opening.phrase
        told = Paragraph(text=phrase.text + texts.paragraph(rng, job.about), credits=phrase.credits)
        yield _linked(job, told) if index and rng.random() < 0.05 else told
    if rng.random() < 0.06:
        yield Paragraph(text=texts.verse(rng))


def _attachment(job: Job) -> Paragraph:
    ending = texts.draw(job.rng, _FILES)
    url = f"{SITE_URL}files/{job.place.site_id}.{ending}"
    file = RawLink(url=url, text=f"{job.about.thing}清单.{ending}", kind=LinkKind.ATTACHMENT)
    return Paragraph(text=f"附件：{file.text}", link=file)


def _linked(job: Job, told: Paragraph) -> Paragraph:
    """Let a paragraph end with a link to an older story."""
    if job.place.number == 0:
        return told
    target = job.plan.original(int(job.rng.random() * job.place.number))
    # Such addresses are in old links: the site once ran another system.
    is_old = job.rng.random() < 0.2
    url = f"{SITE_URL}plus/view.php?aid={target.site_id}" if is_old else target.url
    link = RawLink(url=url, text=texts.draw(job.rng, words.ANCHORS), kind=LinkKind.BODY)
    return replace(told, text=f"{told.text}详见{link.text}。", link=link)


def _illustrate(job: Job, written: list[list[Block]], top: list[Picture], *, needs_image: bool) -> None:
    """Set images between the paragraphs; their numbers rise in reading order."""
    rng = job.rng
    index = 1 + sum(drawn.url is not None for drawn in top)
    # A caption line without its image would pass for that of an image which follows it, or has none of its own.
    has_lone_caption = any(drawn.url is None for drawn in top)
    first_spot = int(has_lone_caption)
    for blocks in written:
        count = 1 if needs_image and index == 1 else texts.draw(rng, (0, 0, 1, 1, 2))
        spots = sorted(first_spot + int(rng.random() * (len(blocks) + 1 - first_spot)) for _ in range(count))
        for offset, spot in enumerate(spots):
            drawn = picture(job, index)
            is_mute = rng.random() < 0.25 and not has_lone_caption and _is_told_on(blocks[spot + offset :])
            blocks.insert(spot + offset, replace(drawn, caption=None, credit=None) if is_mute else drawn)
            index += 1
    written[0][:0] = top


def _is_told_on(following: list[Block]) -> bool:
    """Tell whether text comes next: at the end who took the photograph is below it, in the text's last lines."""
    return bool(following) and isinstance(following[0], Paragraph)


def _interrupt(job: Job, blocks: list[Block]) -> None:
    """Set after some paragraph a table, a video, another site's player, or a mark of the old system."""
    rng = job.rng
    made: list[Block] = []
    if rng.random() < 0.05:
        made.append(Table(rows=texts.table(rng)))
    if rng.random() < 0.05:
        made.append(_embed(job))
    if rng.random() < 0.05:
        made.append(PageMark(text=texts.draw(rng, _PAGE_MARKS)))
    for block in made:
        # Only between paragraphs of running text: an image must keep its caption.
        spots = [
            at
            for at in range(1, len(blocks))
            if isinstance(blocks[at], Paragraph) and isinstance(blocks[at - 1], Paragraph)
        ]
        if spots:
            blocks.insert(texts.draw(rng, spots), block)


def _embed(job: Job) -> Embed:
    is_frame = job.rng.random() < 0.5
    key = job.place.site_id
    url = f"https://v.qq.com/txp/iframe/player.html?vid=x{key}" if is_frame else f"{SITE_URL}videos/{key}.mp4"
    return Embed(link=RawLink(url=url, text="", kind=LinkKind.ATTACHMENT), is_frame=is_frame)


def _close(blocks: list[Block], rng: Random, closing: tuple[Phrase, ...], *, is_agency: bool) -> None:
    """End the text with its credits, in a paragraph of their own or after the last sentence."""
    if is_agency:
        closing = (Phrase(texts.draw(rng, ("(完)", "（完）"))),)
    if not closing:
        return
    last, first = blocks[-1], closing[0]
    is_inline = is_agency or (first.text.startswith(("(", "（")) and rng.random() < 0.5)
    if is_inline and isinstance(last, Paragraph) and last.text.endswith("。"):
        blocks[-1] = replace(last, text=last.text + first.text, credits=last.credits + first.credits)
    else:
        blocks.extend(Paragraph(text=phrase.text, credits=phrase.credits) for phrase in closing)

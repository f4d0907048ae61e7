"""Write a story's text: headline block, lead, paragraphs, images and the credits at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from linfen_crawler.items import LinkKind, RawLink, Role
from linfen_crawler.replica import phrases, texts, words
from linfen_crawler.replica.phrases import Phrase
from linfen_crawler.replica.plan import Place, Plan
from linfen_crawler.replica.story import Block, Headlines, Paragraph, Picture
from linfen_crawler.urls import SITE_URL

OWN_DATELINE = "临汾新闻网讯"
_NOTHING = Phrase("")


@dataclass(frozen=True, slots=True)
class Job:
    """What a story is written from."""

    plan: Plan
    place: Place
    """Where it first appears: images and attachments are named after its id."""
    rng: Random
    about: texts.Event


@dataclass(frozen=True, slots=True)
class Lead:
    """How a text opens."""

    dateline: str | None = None
    phrase: Phrase = _NOTHING
    """All that stands before the first sentence, the dateline included."""
    is_agency: bool = False


def headlines(job: Job) -> tuple[Headlines, list[Picture]]:
    """Write the headline block in one of the orders seen, and the image that stands below it."""
    rng, form = job.rng, int(job.rng.random() * 6)
    if form == 5:
        return Headlines(), []
    block = Headlines(
        kicker=texts.kicker(rng) if form in {0, 1, 2} else None,
        headline=job.about.headline,
        subtitles=() if form == 2 else tuple(_subtitles(job, 2 if form == 1 and rng.random() < 0.3 else 1)),
        bylines=(phrases.author_line(rng), phrases.reporters(rng)) if form == 4 else (),
        is_plain=rng.random() < 0.4,
    )
    return block, [_top_picture(job)] if form == 0 else []


def _subtitles(job: Job, count: int) -> Iterator[str]:
    dash = "——" if job.rng.random() < 0.3 else ""
    for index in range(count):
        yield ("" if index else dash) + texts.subtitle(job.rng, job.about)


def _top_picture(job: Job) -> Picture:
    """Draw the image below the headlines; of some the page has the caption line alone."""
    drawn = picture(job, 1)
    return replace(drawn, url=None, is_tight=False) if job.rng.random() < 0.4 else drawn


def picture(job: Job, index: int) -> Picture:
    """Draw an image with its caption; ``index`` numbers the story's images from 1 on."""
    rng = job.rng
    return Picture(
        url=f"{SITE_URL}images/{job.place.site_id}/{index}.png",
        caption=texts.caption(rng, job.about),
        credit=phrases.photographer(rng),
        credit_gap=texts.draw(rng, ("", "", " ")),
        has_alt=rng.random() < 0.3,
        is_lazy=rng.random() < 0.15,
        is_tight=rng.random() < 0.2,
    )


def lead(rng: Random, day: date) -> Lead:
    """Open the text in one of the ways seen."""
    form = int(rng.random() * 6)
    if form == 0:
        return Lead()
    if form <= 2:
        return Lead(OWN_DATELINE, Phrase(OWN_DATELINE + " " * (form - 1)))
    named = phrases.bracketed(rng, phrases.reporters(rng, tight=form == 3))
    if form == 3:
        return Lead(OWN_DATELINE, Phrase(OWN_DATELINE + named.text, named.credits))
    if form == 4:
        return Lead(OWN_DATELINE, Phrase(f"{OWN_DATELINE} {named.text} ", named.credits))
    agency = f"新华网临汾{day.month}月{day.day}日电"
    return Lead(agency, Phrase(f"{agency}{named.text} ", named.credits), is_agency=True)


def pages(job: Job, opening: Lead, top: list[Picture]) -> tuple[tuple[Block, ...], ...]:
    """Write the text, page by page, with its images and the credits at its end."""
    rng = job.rng
    closing = phrases.closing(rng, job.place.number) if not opening.is_agency and rng.random() < 0.5 else ()
    written = [
        list[Block](paragraphs(job, Lead() if index else opening, 3 + int(rng.random() * 3)))
        for index in range(job.plan.page_count(job.place.number))
    ]
    if rng.random() < 0.06:
        written[-1].append(_attachment(job))
    _illustrate(job, written, top, needs_image=any(map(_credits_photographer, closing)))
    _close(written[-1], rng, closing, is_agency=opening.is_agency)
    return tuple(map(tuple, written))


def _credits_photographer(phrase: Phrase) -> bool:
    return any(credit.role is Role.PHOTOGRAPHER for credit in phrase.credits)


def paragraphs(job: Job, opening: Lead, count: int) -> Iterator[Paragraph]:
    """Write so many paragraphs of running text, with now and then a sub-head, a verse or a link."""
    rng = job.rng
    has_subheads = rng.random() < 0.15
    for index in range(count):
        if has_subheads and index:
            yield Paragraph(text=texts.draw(rng, words.SUBHEADS), is_subhead=True)
        phrase = _NOTHING if index else opening.phrase
        told = Paragraph(text=phrase.text + texts.paragraph(rng, job.about), credits=phrase.credits)
        yield _linked(job, told) if index and rng.random() < 0.05 else told
    if rng.random() < 0.06:
        yield Paragraph(text=texts.verse(rng))


def _attachment(job: Job) -> Paragraph:
    url = f"{SITE_URL}files/{job.place.site_id}.pdf"
    file = RawLink(url=url, text=f"{job.about.thing}清单.pdf", kind=LinkKind.ATTACHMENT)
    return Paragraph(text=f"附件：{file.text}", link=file)


def _linked(job: Job, told: Paragraph) -> Paragraph:
    """Let a paragraph end with a link to an older story."""
    if job.place.number == 0:
        return told
    target = job.plan.original(int(job.rng.random() * job.place.number))
    link = RawLink(url=target.url, text=texts.draw(job.rng, words.ANCHORS), kind=LinkKind.BODY)
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
            is_mute = rng.random() < 0.2 and not has_lone_caption
            blocks.insert(spot + offset, replace(drawn, caption=None, credit=None) if is_mute else drawn)
            index += 1
    written[0][:0] = top


def _close(blocks: list[Block], rng: Random, closing: tuple[Phrase, ...], *, is_agency: bool) -> None:
    """End the text with its credits, in a paragraph of their own or behind the last sentence."""
    if is_agency:
        closing = (Phrase("(完)"),)
    if not closing:
        return
    last, first = blocks[-1], closing[0]
    is_inline = is_agency or (first.text.startswith(("(", "（")) and rng.random() < 0.5)
    if is_inline and isinstance(last, Paragraph) and last.text.endswith("。"):
        blocks[-1] = replace(last, text=last.text + first.text, credits=last.credits + first.credits)
    else:
        blocks.extend(Paragraph(text=phrase.text, credits=phrase.credits) for phrase in closing)

"""Tell the story of one number: each is drawn from a generator of its own, so any one can be told alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from linfen_crawler.replica import body, editors, notices, opening, texts
from linfen_crawler.replica.body import Job
from linfen_crawler.replica.dated import DateLine, as_sibling
from linfen_crawler.replica.editors import Editor
from linfen_crawler.replica.plan import Layout, Place, Plan
from linfen_crawler.replica.story import Block, Headlines, Markup, Paragraph, Story

NOTICE_A = (
    "版权声明：凡临汾日报、临汾日报晚报版、临汾新闻网刊载及发布的各类稿件，"
    "未经书面授权，任何媒体、网站或自媒不得转载发布。若有违者将依法追究侵权责任。"
)
NOTICE_B = NOTICE_A.replace("临汾日报晚报版、", "")
# The last page seen with A is of April 2018, the first with B of May 2019; special topics kept A until then.
_NOTICE_BEGINS, _NOTICE_B_BEGINS, _NOTICE_B_BEGINS_IN_TOPICS = date(2015, 7, 1), date(2018, 11, 1), date(2019, 6, 1)
_WECHAT_BEGINS = date(2014, 1, 1)
_LABEL_BEGINS, _LABEL_ENDS = date(2018, 2, 1), date(2022, 1, 1)
_NEIGHBOURS_BEGIN, _NEIGHBOURS_END = date(2017, 1, 1), date(2019, 1, 1)
_SOURCES = ("临汾新闻网", "临汾新闻网", "临汾新闻网", "山西日报", "香港商报网")
_LEGACY_SOURCE = "临汾日报"
_HALF_WIDTH = str.maketrans("：，", ":,")
_POEMS, _PHOTO_ESSAYS = 0.02, 0.04
"""Shares of the regular stories."""
_GAPS = (" ", " ", " ", "\u3000", "\u00a0", "\u00a0\u00a0 ")
_COLONS = ("：", "：", "：", "：", "：", "：", "：", "：", ":", ":", "： ", ": ")
_VIEW_GAPS = ("\u3000\u3000 ", "\u3000\u3000 ", "\u3000\u3000", " ", "\u00a0\u00a0")


def title_of(plan: Plan, place: Place) -> str:
    """Return the web title at an address, without telling the rest."""
    if plan.is_notice(place.number):
        return notices.title(plan, place.number)
    return _title(texts.event(_generator(plan, place.number)), place)


def other_title(plan: Plan, place: Place, title: str) -> str:
    """Return another web title of the story at an address, as editors put one in the place of what is there."""
    about = texts.event(_generator(plan, place.number))
    wordings = (f"{about.county}：{about.headline}", f"{about.county}{about.headline}", about.headline)
    return next(one for one in wordings if one != title)


def tell(plan: Plan, place: Place) -> Story:
    """Tell the story that is at an address."""
    rng = _generator(plan, place.number)
    job = Job(plan, plan.original(place.number), rng, texts.event(rng))
    tellers = {Layout.REGULAR: _tell_regular, Layout.LEGACY: _tell_legacy, Layout.GALLERY: _tell_gallery}
    story = tellers[plan.layout(place.number)](job)
    if plan.is_notice(place.number):
        return _as_notice(story, plan)
    if place.is_copy:
        story = _tell_again(story, job, place)
    is_topic = story.layout is Layout.REGULAR and place.section.is_topic
    return replace(story, layout=Layout.TOPIC) if is_topic else story


def retell(plan: Plan, place: Place) -> Story:
    """Tell the same story as a redesign of the site shows it: other conventions around the same text."""
    story, at = tell(plan, place), plan.chance("redesign", place.number)
    return replace(
        story,
        layout=Layout.GENERIC,
        date_line=as_sibling(story.date_line, at, count=at % 9000),
        editor=story.editor and editors.as_sibling(story.editor, at // 7),
    )


def _as_notice(story: Story, plan: Plan) -> Story:
    """Return a story as a notice, in the frame that was drawn for it."""
    headlines, blocks = notices.tell(plan, story.place)
    markup = Markup.WIDE_INDENT if story.markup is Markup.BARE else story.markup
    plain = replace(story, title_kicker=None, dateline=None, title=title_of(plan, story.place), markup=markup)
    return replace(plain, headlines=headlines, pages=(blocks,))


def _generator(plan: Plan, number: int) -> Random:
    return Random(f"{plan.seed}:{number}")


def _title(about: texts.Event, place: Place) -> str:
    """Return the web title; most copies have one that names a column, or says the same with another mark."""
    if not place.is_copy or place.number % 5 == 0:
        return about.title
    if about.web_title is None and place.number % 2:
        return f"{about.county}：{about.headline}"
    return (f"【百姓关注】{about.title}", f"{about.title}（图）", f"身边故事｜{about.title}")[place.number % 3]


def _tell_again(story: Story, job: Job, place: Place) -> Story:
    """Tell what a copy's page says: the same text, in another section's frame."""
    rng = Random(f"{job.plan.seed}:{place.number}:copy")
    published_at = job.plan.published_at(place)
    return replace(
        story,
        place=place,
        published_at=published_at,
        title=_title(job.about, place),
        date_line=_date_line(rng, place, published_at.date()),
        editor=_edited_again(rng, story.editor) if place.number % 3 else story.editor,
        notice=_notice(rng, place, published_at.date()),
    )


def _tell_regular(job: Job) -> Story:
    place, rng = job.place, job.rng
    published_at = job.plan.published_at(place)
    day = published_at.date()
    lead = opening.lead(rng, day)
    headlines, pages = _written(job, lead)
    has_title_kicker = rng.random() < (0.05 if headlines.kicker else 0.15)
    return Story(
        place=place,
        layout=Layout.REGULAR,
        published_at=published_at,
        title=_title(job.about, place),
        title_kicker=texts.kicker(rng) if has_title_kicker else None,
        date_line=_date_line(rng, place, day),
        headlines=headlines,
        dateline=lead.dateline if _is_led(pages, lead) else None,
        pages=pages,
        markup=_markup(rng, day),
        editor=_editor(rng),
        notice=_notice(rng, place, day),
        has_neighbours=_NEIGHBOURS_BEGIN <= day < _NEIGHBOURS_END,
        related_count=texts.draw(rng, (0, 2, 3, 3)),
        has_page_bar=place.number // 13 % 2 == 0,
    )


def _markup(rng: Random, day: date) -> Markup:
    drawn = rng.choices(tuple(Markup), (8, 4, 2, 2, 3, 2, 2, 2, 2))[0]
    return Markup.STYLED if drawn is Markup.SECTIONS and day < _WECHAT_BEGINS else drawn


def _written(job: Job, lead: opening.Lead) -> tuple[Headlines, tuple[tuple[Block, ...], ...]]:
    """Write headline block and text; of those on one page a few are poems, or images in a row."""
    chance = job.rng.random() if job.plan.page_count(job.place.number) == 1 else 1.0
    if chance < _POEMS:
        return body.poem(job)
    headlines, has_picture = opening.headlines(job.rng, job.about)
    if chance < _POEMS + _PHOTO_ESSAYS:
        return headlines, body.photo_essay(job, lead)
    return headlines, body.pages(job, lead, body.top_picture(job) if has_picture else [])


def _is_led(pages: tuple[tuple[Block, ...], ...], lead: opening.Lead) -> bool:
    """Tell whether the text took the lead that was drawn for it: a poem has none."""
    first = next((block for block in pages[0] if isinstance(block, Paragraph)), None)
    return first is not None and first.text.startswith(lead.phrase.text)


def _tell_legacy(job: Job) -> Story:
    rng = job.rng
    published_at = job.plan.published_at(job.place)
    lead = opening.lead(rng, published_at.date())
    return Story(
        place=job.place,
        layout=Layout.LEGACY,
        published_at=published_at,
        title=_title(job.about, job.place),
        date_line=DateLine(source=texts.draw(rng, ("临汾新闻网", _LEGACY_SOURCE))),
        dateline=lead.dateline,
        pages=(tuple(body.paragraphs(job, lead, 3)),),
        markup=texts.draw(rng, (Markup.BARE, Markup.NBSP_INDENT, Markup.WIDE_INDENT)),
        body_source=_LEGACY_SOURCE,
        editor=editors.legacy(rng),
        has_neighbours=True,
    )


def _tell_gallery(job: Job) -> Story:
    rng = job.rng
    pictures = [body.picture(job, index) for index in range(1, 3 + int(rng.random() * 4))]
    # One sentence alone would come twice in 100,000 stories.
    told = texts.sentence(rng, job.about) + texts.sentence(rng, job.about)
    text = [Paragraph(text=told)] if rng.random() < 0.6 else []
    return Story(
        place=job.place,
        layout=Layout.GALLERY,
        published_at=job.plan.published_at(job.place),
        title=_title(job.about, job.place),
        date_line=DateLine(source=texts.draw(rng, _SOURCES)),
        pages=((*pictures, *text),),
    )


def _date_line(rng: Random, place: Place, day: date) -> DateLine:
    has_label = not place.section.is_topic and _LABEL_BEGINS <= day < _LABEL_ENDS
    count = {2: 0, 5: 40 + place.number % 9000}.get(place.number % 9)
    return DateLine(
        source="" if place.number % 10 == 3 else texts.draw(rng, _SOURCES),
        has_view_label=has_label,
        view_count=count if has_label else None,
        gap=texts.draw(rng, _GAPS),
        view_gap=texts.draw(rng, _VIEW_GAPS),
        colon=texts.draw(rng, _COLONS),
    )


def _editor(rng: Random) -> Editor | None:
    """Name an editor, mostly below the text; a few pages name nobody, or the template's default alone."""
    chance = rng.random()
    if chance < 0.06:
        return None
    if chance < 0.08:
        return editors.DEFAULT
    return editors.closing(rng) if chance < 0.18 else editors.regular(rng)


def _edited_again(rng: Random, editor: Editor | None) -> Editor | None:
    """Name another editor below a copy; one who is in the text is copied with it."""
    return editor if editor and editor.is_in_body else editors.regular(rng)


def _notice(rng: Random, place: Place, day: date) -> str | None:
    """Return the notice of a day; the width of its colon and commas varies."""
    if day < _NOTICE_BEGINS:
        return None
    begins = _NOTICE_B_BEGINS_IN_TOPICS if place.section.is_topic else _NOTICE_B_BEGINS
    notice = NOTICE_A if day < begins else NOTICE_B
    return notice.translate(_HALF_WIDTH) if rng.random() < 0.1 else notice

"""Tell notices of standard wording, two by two: all but one thing is the same, and that mostly beside the text."""

from __future__ import annotations

from enum import StrEnum
from random import Random

from linfen_crawler.items import RawLink
from linfen_crawler.kinds import LinkKind
from linfen_crawler.replica import phrases, texts, words
from linfen_crawler.replica.plan import Place, Plan
from linfen_crawler.replica.story import Block, Headlines, Paragraph, Picture
from linfen_crawler.urls import SITE_URL

_WORDINGS = (
    (
        "环境空气质量公告",
        (
            "为进一步加强环境空气质量管理，根据《中华人民共和国大气污染防治法》有关规定，现将{county}环境空气质量状况予以公布，"
            "欢迎广大市民监督。"
        ),
    ),
    (
        "注销执业证书公告",
        (
            "为进一步规范行政许可，根据《中华人民共和国行政许可法》有关规定，经本人申请，{county}有关部门决定注销其执业证书，"
            "自公告之日起执行。"
        ),
    ),
    (
        "食品安全抽检公告",
        (
            "根据《中华人民共和国食品安全法》和年度抽检计划，{county}组织开展了食品安全监督抽检，现将不合格产品及核查处置情况"
            "予以公布。"
        ),
    ),
)
_CLOSING = "特此公告。联系电话：{n}{n}，联系人：{county}办公室。"


class Difference(StrEnum):
    """What alone tells two notices of a pair apart."""

    DAY = "the day in the title"
    NAME = "the name in the title"
    NUMBER = "the number in the headline"
    HOURS = "the day in the subtitle"
    IMAGE = "the image"
    ATTACHMENT = "the attachment"
    AUTHOR = "the author"
    FIGURE = "a figure in the text"
    RAISED = "a figure in the text that is raised"


_DIFFERENCES = tuple(Difference)


def difference(plan: Plan, number: int) -> Difference:
    """Return what tells a notice from the other one of its pair."""
    return _DIFFERENCES[plan.pair(number) % len(_DIFFERENCES)]


def title(plan: Plan, number: int) -> str:
    """Return a notice's web title."""
    rng, kind = _shared(plan, number), difference(plan, number)
    county, name = texts.draw(rng, words.COUNTIES), texts.draw(rng, _WORDINGS)[0]
    if kind is Difference.DAY:
        return f"{county}{1 + plan.pair(number) % 12}月{3 + number % 2}日{name}"
    if kind is Difference.NAME:
        return f"{county}{name}（{texts.people(rng, 2)[number % 2]}）"
    return f"{county}{name}"


def tell(plan: Plan, place: Place) -> tuple[Headlines, tuple[Block, ...]]:
    """Tell what is below a notice's date line."""
    number, kind = place.number, difference(plan, place.number)
    rng = _shared(plan, number)
    county, (name, wording) = texts.draw(rng, words.COUNTIES), texts.draw(rng, _WORDINGS)
    named, n = texts.people(rng, 2)[number % 2], 200 + int(rng.random() * 700)
    told: list[Block] = [Paragraph(text=line.format(county=county, n=n)) for line in (wording, _CLOSING)]
    headlines = Headlines()
    match kind:
        case Difference.NUMBER:
            headlines = Headlines(headline=f"{county}2021年第{18 + number % 2}号{name}")
        case Difference.HOURS:
            subtitle = f"{3 + number % 2}月{n % 27 + 1}日起执行"
            headlines = Headlines(headline=f"{county}发布{name}", subtitles=(subtitle,))
        case Difference.AUTHOR:
            headlines = Headlines(bylines=(phrases.author_line(Random(named)),))
        case Difference.IMAGE:
            told.insert(1, Picture(url=f"{SITE_URL}images/{place.site_id}/1.png", caption=None))
        case Difference.ATTACHMENT:
            file = RawLink(url=f"{SITE_URL}files/{place.site_id}.doc", text="附表.doc", kind=LinkKind.ATTACHMENT)
            told.append(Paragraph(text=f"附件：{file.text}", link=file))
        case Difference.FIGURE | Difference.RAISED:
            last = ("2", "3" if kind is Difference.FIGURE else "²")[number % 2]
            told.insert(1, Paragraph(text=f"共计10{last}份。"))
    return headlines, tuple(told)


def _shared(plan: Plan, number: int) -> Random:
    """Return the generator of what both notices of a pair have."""
    return Random(f"{plan.seed}:{plan.pair(number)}:notices")

"""Write the line that dates a page and names its source: the site's own form, and those a redesign may bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from linfen_crawler.kinds import Precision

UNKNOWN_SOURCE = "未知"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A convention of date lines.

    Slots: ``{moment:…}``, ``{source}``, ``{count}``, ``{gap}`` between the parts, ``{colon}`` of either width,
    ``{views}`` for label and count as the site sets them.
    """

    pattern: str
    precision: Precision = Precision.SECOND
    has_source: bool = True
    counts: bool = False
    """It has a view label of its own."""


SITE = Form(pattern="{moment:%Y-%m-%d %H:%M:%S}{gap}来源{colon}{source}{views}")
SIBLINGS = (
    Form(pattern="时间:{moment:%Y-%m-%d %H:%M:%S} 来源:{source}"),
    Form(pattern="发布日期:{moment:%Y-%m-%d} 来源: {source} 【字体:大 中 小】 打印本页", precision=Precision.DAY),
    Form(pattern="来源:{source}时间:{moment:%Y-%m-%d}", precision=Precision.DAY),
    Form(pattern="{moment:%Y年%m月%d日 %H:%M:%S}", has_source=False),
    Form(pattern="{moment:%Y年%m月%d日%H:%M}", precision=Precision.MINUTE, has_source=False),
    Form(pattern="发布时间:{moment:%Y-%m-%d %H:%M:%S} 文章来源:{source} 点击:{count}", counts=True),
    Form(
        pattern=f"来源:{UNKNOWN_SOURCE} 点击数:{{count}} 日期:{{moment:%Y-%m-%d}}",
        precision=Precision.DAY,
        counts=True,
    ),
)
"""As seen on sibling sites."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLine:
    """The line below the title."""

    source: str | None
    """``None`` if the form has no place for it."""
    has_view_label: bool = False
    view_count: int | None = None
    gap: str = " "
    """What parts the time from the source."""
    colon: str = "："
    view_gap: str = "\u3000\u3000 "
    """What parts the source from the view label."""
    form: Form = SITE

    def text(self, moment: datetime) -> str:
        """Write the line."""
        count = "" if self.view_count is None else str(self.view_count)
        views = f"{self.view_gap}浏览次数{self.colon}{count}" if self.has_view_label else ""
        return self.form.pattern.format(
            moment=moment, source=self.source or "", count=count, gap=self.gap, colon=self.colon, views=views
        )

    def shown(self, moment: datetime) -> str:
        """Return what the line says of a moment, in ISO 8601: a date alone where it shows no time."""
        if self.form.precision is Precision.DAY:
            return moment.date().isoformat()
        return (moment.replace(second=0) if self.form.precision is Precision.MINUTE else moment).isoformat()


def as_sibling(line: DateLine, at: int, count: int) -> DateLine:
    """Return a story's date line in a sibling's form, chosen by ``at``; ``count`` is shown where the form counts."""
    form = SIBLINGS[at % len(SIBLINGS)]
    source = line.source if form.has_source else None
    if UNKNOWN_SOURCE in form.pattern:
        source = UNKNOWN_SOURCE
    elif source == "" and form.pattern.startswith("来源"):
        source = "临汾新闻网"
    return DateLine(source=source, form=form, has_view_label=form.counts, view_count=count if form.counts else None)

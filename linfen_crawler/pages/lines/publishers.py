"""Recognise the name of a newspaper, a site or a station that stands alone."""

from __future__ import annotations

from linfen_crawler.datelines import read_date_line

SITE_NAMES = frozenset({"临汾新闻网", "临汾日报", "首页", "正文"})
_MAX_PUBLISHER = 24
_ENDS_PUBLISHER = frozenset("报版社网台媒体心端号》")
_ANY_DAY = "2024-07-17"


def names_site(part: str) -> bool:
    """Recognise the name of the site, or of a newspaper or a station, alone."""
    return part.strip() in SITE_NAMES or names_publisher(part)


def names_publisher(part: str) -> bool:
    """Recognise the name of a newspaper, a site or a station alone, by its shape."""
    name = part.strip()
    if name[-1:] not in _ENDS_PUBLISHER or len(name) > _MAX_PUBLISHER:
        return False
    return read_date_line(f"{_ANY_DAY} {name}").source == name

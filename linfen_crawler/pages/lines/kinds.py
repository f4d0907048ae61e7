"""Recognise the word by which a content system states the kind of an article: 图文, 【视频】, 置顶."""

from __future__ import annotations

import re

from linfen_crawler.text import fold

_MAX_KIND = 8
_KIND = re.compile(
    r"\W{0,2}(?:图文|[组多]图|图[集解片]|高清|[短微]?视频|音频|直播|H5|VR|动图|漫画|海报|原创|独家|头条|置顶|推荐|专题|转载"
    r"|热[点门]|最新|要闻)\W{0,2}",
    re.IGNORECASE,
)


def names_kind(piece: str) -> bool:
    """Tell the kind of an article, where an element parts it from the title.

    >>> names_kind("[组图]"), names_kind("视频会议")
    (True, False)
    """
    return len(piece) <= _MAX_KIND and _KIND.fullmatch(fold(piece)) is not None

"""Compare what was read of a page with what is known to be true of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from statistics import mean

_TIME = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})(?:\D*?(\d{1,2}):(\d\d)(?::(\d\d))?)?")
BOILERPLATE = (
    "责任编辑", "版权声明", "浏览次数", "来源：临汾新闻网", "上一篇", "下一篇", "相关阅读", "暂无相关", "当前位置",
    "热门", "分享到", "版权所有",
    "ICP备", "重新播放", "列表查看", "高清查看", "已到第一张", "已到最后一张", "上一页", "下一页", "打印本页",
    "字体：", "关闭窗口", "举报电话",
    "责编", "扫一扫", "点击数", "返回首页", "网站地图", "联系我们", "仿制站点", "document.write", "登录", "设为首页",
    "加入收藏",
)  # fmt: skip
"""What a page says around its article; a phrase that is in the true text as well does not count."""


def folded(text: str | None) -> str:
    """Return text in one width, without white space."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def _moment(text: str | None) -> tuple[int, ...]:
    match = _TIME.search(text or "")
    return tuple(int(part) for part in match.groups() if part) if match else ()


def common_length(left: str, right: str) -> int:
    """Return the length of the longest common subsequence, by bits: a row of the table is one integer."""
    places: dict[str, int] = {}
    for at, character in enumerate(left):
        places[character] = places.get(character, 0) | 1 << at
    full = row = (1 << len(left)) - 1
    for character in right:
        met = row & places.get(character, 0)
        row = ((row + met) | (row - met)) & full
    return len(left) - row.bit_count()


def judge(found: Sequence[Mapping[str, str | None]], truths: Sequence[Mapping[str, str]]) -> dict[str, float | None]:
    """Return shares over all pages; ``None`` for a field that the contender does not offer."""
    pairs = list(zip(found, truths, strict=True))
    shares: dict[str, float | None] = {name: _share(pairs, name) for name in ("title", "source", "editor", "notice")}
    timed = [(one["time"], truth["time"]) for one, truth in pairs if one["time"] is not None]
    shares["time"] = mean(_moment(one) == _moment(truth) for one, truth in timed) if timed else None
    shares["day"] = mean(_moment(one)[:3] == _moment(truth)[:3] for one, truth in timed) if timed else None
    bodies = [(folded(one["body"]), folded(truth["body"])) for one, truth in pairs if truth["body"]]
    common = [common_length(true, read) for read, true in bodies]
    shares["recall"] = mean(same / len(true) for same, (_, true) in zip(common, bodies, strict=True))
    shares["precision"] = mean(
        same / len(read) if read else 0.0 for same, (read, _) in zip(common, bodies, strict=True)
    )
    shares["leaks"] = mean(_leaks(folded(one["body"]), folded(truth["body"])) for one, truth in pairs)
    return shares


_SITE_BEHIND = re.compile(r"[_-]临汾新闻网$")
"""Several contenders leave the site's name after a title, as ``<title>`` has it: that is not held against them."""


def _share(pairs: Sequence[tuple[Mapping[str, str | None], Mapping[str, str]]], name: str) -> float | None:
    offered = [(_SITE_BEHIND.sub("", one[name]), truth[name]) for one, truth in pairs if one[name] is not None]
    return mean(folded(one) == folded(truth) for one, truth in offered) if offered else None


def _leaks(read: str, true: str) -> bool:
    return any((phrase := folded(one)) in read and phrase not in true for one in BOILERPLATE)

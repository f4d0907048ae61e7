"""Recognise a line that says that a list follows: 有关文件如下：."""

from __future__ import annotations

import re

_ANNOUNCES = re.compile(r"(?:(?:以下|下列|下述)[^。:]{0,12}|如下|[有为是]|包括|分别) ?:$")
_MAX_LINE = 120


def announces(line: str) -> bool:
    """Recognise a folded line that ends by announcing a list; 相关链接： and 推荐阅读： name what is another's.

    >>> announces("有关文件如下:"), announces("会上印发了以下三个文件:"), announces("推荐阅读:")
    (True, True, False)
    """
    return line.endswith(":") and len(line) <= _MAX_LINE and _ANNOUNCES.search(line) is not None

"""Decide by its address what an error page, to which a server redirects, says.

That something does not exist is one thing, that the server is in trouble another; ``/error.html`` alone may be either.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from urllib.parse import parse_qsl, urlsplit

_MISSING = "404|410|(?:not|no|un)[-_]?found|(?:not|no)[-_]?exists?|no[-_]?(?:such[-_]?)?(?:page|file)|page[-_]?missing"
_SAYS_MISSING = re.compile(rf"[a-z_-]{{0,40}}(?:{_MISSING})[a-z_-]{{0,40}}(?:\.\w{{1,8}})?", re.IGNORECASE)
_SAYS_TROUBLE = re.compile(
    r"[a-z_-]{0,40}(?:[45]\d\d|50x|busy|maint(?:ain|enance)|weihu|unavailable|overload|time-?out|exception|server[-_]?err"
    r"|(?<![a-z])waf(?![a-z]))[a-z_-]{0,40}(?:\.\w{1,8})?",
    re.IGNORECASE,
)
_SAYS_ERROR = re.compile(
    r"[a-z_-]{0,40}(?:error|(?<![a-z])err(?:s|page|msg)?(?![a-z]))[a-z_-]{0,40}(?:\.\w{1,8})?", re.IGNORECASE
)
_CODE = re.compile(r"[a-z_]{0,40}(?:code|status|error|err|type)", re.IGNORECASE)
_GONE = re.compile(r"4(?:04|10)\b")
_TROUBLE = re.compile(r"[45]\d\d\b")
_NUMBERED = re.compile(r"\d+(?:\.\w+)?", re.ASCII)
_ASP_NET = "aspxerrorpath"
"""What ASP.NET appends for whatever has gone wrong in a page, unless one is named for the code."""


class Saying(Enum):
    """What the address of an error page says."""

    MISSING = auto()
    TROUBLE = auto()
    EITHER = auto()
    """That there is an error; of what kind, the page may tell."""


def saying_of(url: str) -> Saying | None:
    """Return what an address says, if it is an error page's; ``None`` of any other.

    >>> saying_of("http://www.lfxww.com/404.html"), saying_of("http://www.lfxww.com/error.html?code=502")
    (<Saying.MISSING: 1>, <Saying.TROUBLE: 2>)
    >>> saying_of("http://www.lfxww.com/shanxi/404.html")
    """
    parts = urlsplit(url)
    segments = parts.path.strip("/").split("/")
    if len(segments) > 1 and _NUMBERED.fullmatch(segments[-1]) and not any(map(_SAYS_ERROR.fullmatch, segments)):
        # Articles have numbers.
        return None
    query = parse_qsl(parts.query, keep_blank_values=True)
    codes = [value if _CODE.fullmatch(name) else name for name, value in query if value == "" or _CODE.fullmatch(name)]
    if any(map(_GONE.match, codes)):
        return Saying.MISSING
    if any(map(_TROUBLE.match, codes)):
        return Saying.TROUBLE
    if any(map(_SAYS_MISSING.fullmatch, segments)):
        return Saying.MISSING
    if any(map(_SAYS_TROUBLE.fullmatch, segments)) or any(name == _ASP_NET for name, _ in query):
        return Saying.TROUBLE
    return Saying.EITHER if any(map(_SAYS_ERROR.fullmatch, segments)) else None

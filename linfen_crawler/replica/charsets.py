"""Define in which bytes a page is served, and what header and ``<meta>`` claim about them.

Most pages claim what holds, or gb2312 where the bytes are GB18030, as careless sites do. A few claim nothing, the
wrong thing, or something that no one can parse: whoever reads them has to look at the bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from linfen_crawler.replica.sections import Section

_HTTP_EQUIV = '<meta http-equiv="Content-Type" content="text/html; charset={}">'
_MALFORMED = (
    '<meta http-equiv="Content-Type" content="text/html charset={}">',
    '<meta charset="text/html; charset={}">',
    '<meta charset={}" />',
    '<meta http-equiv="Content-Type" content="text/html; charset=">',
    '<meta http-equiv="Content-Type" content="text/html; charset=”{}″">',
)
_SPECIAL_OF = 40
"""One page in this many, for each kind of special claim."""


class Claim(StrEnum):
    """What a page says about its bytes."""

    USUAL = "meta, and the header where it holds"
    HEADER = "the header alone"
    META = "meta alone"
    MALFORMED = "a meta that cannot be parsed, no header"
    NOTHING = "neither"
    WRONG_HEADER = "meta, and a header that says otherwise"
    BOM = "a byte order mark"


_SPECIAL = (Claim.HEADER, Claim.META, Claim.MALFORMED, Claim.NOTHING, Claim.WRONG_HEADER, Claim.BOM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Charset:
    """How a page is encoded."""

    claim: Claim
    encoding: str
    """As Python names it."""
    meta: str
    """The ``<meta>`` element, or ``""``."""
    content_type: str
    """The header."""


def usual(section: Section | None) -> Charset:
    """Return how the pages of a section are encoded, save a few."""
    return _charset(section, Claim.USUAL, 0)


def special(section: Section, chance: int) -> Charset:
    """Return how an article's page is encoded; ``chance`` decides whether it is one of the few."""
    at = chance % _SPECIAL_OF
    claim = _SPECIAL[at] if at < len(_SPECIAL) else Claim.USUAL
    return _charset(section, claim, chance // _SPECIAL_OF)


def _charset(section: Section | None, claim: Claim, form: int) -> Charset:
    encoding = section.charset if section else "utf-8"
    if claim is Claim.BOM:
        # A byte order mark makes the page UTF-8 wherever it is, whatever its neighbours are.
        encoding = "utf-8-sig"
    named = "gb2312" if encoding == "gb18030" else "utf-8"
    meta = {Claim.HEADER: "", Claim.NOTHING: "", Claim.MALFORMED: _MALFORMED[form % len(_MALFORMED)].format(named)}
    header = {Claim.HEADER: named, Claim.WRONG_HEADER: _wrong(named, form)}
    if claim is Claim.USUAL and encoding == "utf-8":
        header[claim] = named
    claimed = header.get(claim)
    return Charset(
        claim=claim,
        encoding=encoding,
        meta=meta.get(claim, _HTTP_EQUIV.format(named)),
        content_type=f"text/html; charset={claimed}" if claimed else "text/html",
    )


def _wrong(named: str, form: int) -> str:
    """Return what a server's default claims over bytes of another kind."""
    return "ISO-8859-1" if form % 2 else {"gb2312": "utf-8", "utf-8": "gb2312"}[named]

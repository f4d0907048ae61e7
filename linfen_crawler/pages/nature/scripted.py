"""Recognise a page that shows little by what its scripts do: challenge, redirect, fill a shell, play."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linfen_crawler.kinds import Kind, Nature
from linfen_crawler.pages.nature.look import Look
from linfen_crawler.pages.nature.messages import Said, said_in
from linfen_crawler.pages.tree.blocks import Embed, Picture
from linfen_crawler.urls import kind_of

# Vendors' marks, then what all of them do: set a cookie and ask for the page again.
_CHALLENGE = re.compile(
    r"__jsl_clearance|acw_sc__v2|cf[-_]chl|challenge-platform|__cf_bm|_guard|wzws|yunsuo|security_verify|turnstile"
    r"|\$_ts ?=|__tst_status|btwaf|geetest|captcha|_incapsula_"
    # From the last cookie before the address: a script that sets many is gone through once.
    r"|document\.cookie\s{0,4}=(?:(?!document\.cookie\s{0,4}=)[^<]){0,2000}?location"
    r"|location(?:(?!location)[^<]){0,400}?document\.cookie",
    re.IGNORECASE,
)
_RELOADS = re.compile(r"\blocation\.reload\(")
_H5 = re.compile(r"swiper-(?:container|slide|wrapper)|fullpage|/h5[./_-]|h5\.js|eqxiu|createjs", re.IGNORECASE)
_PLAYER = re.compile(r"player|video|iframe\.html|\.m3u8|\.mp4|qq\.com|bilibili|youku|cctv", re.IGNORECASE)
_FILM = re.compile(r"[\"'][^\"'<>\s]{1,300}\.(?:mp4|m3u8|flv)\b")
_SENDS_ON = re.compile(
    r"\blocation(?:\.href)?\s{0,4}=\s{0,4}[\"']([^\"'<>\s]{1,300})[\"']"
    r"|\blocation\.(?:replace|assign)\(\s{0,4}[\"']([^\"'<>\s]{1,300})[\"']"
    r"|<meta[^<>]{0,80}\brefresh\b[^<>]{0,40}\burl\s{0,4}=\s{0,4}[\"']?([^\"'<>\s]{1,300})",
    re.IGNORECASE,
)
_SPEECH = re.compile(r"[\u4e00-\u9fff][^\"'`<>\\(){}=\n]{3,120}")
"""A Chinese text in a script: what it writes, or says in a box."""
_STATUS_ALONE = re.compile(
    r"\W{0,3}(?:http|error|错误|status|code|:| ){0,6}(?:([45]\d\d|1\d{3})|error)\W{0,3}", re.IGNORECASE
)
"""All that some servers say: 502."""
_GONE = frozenset({"404", "410"})
_SHELL = "#app, #root, #__next, #__nuxt, app-root"

_MAX_SHOWN = 160
"""Characters of a page that does more than it shows."""
_MAX_SHELL = 40
"""Characters of a page that shows nothing before its scripts have run."""


def of_challenge(look: Look) -> Said | None:
    """Recognise a page that a script replaces once it has verified the browser."""
    # A login has a captcha of its own.
    is_form = look.length > _MAX_SHOWN or look.has("input[type=password]")
    match = None if is_form else _CHALLENGE.search(look.source)
    return None if match is None else (Nature.CHALLENGE, f"a script: {match[0][:40]}")


def of_reload(look: Look) -> Said | None:
    """Recognise a page that shows next to nothing and reloads itself: a browser is to wait for the real one."""
    if look.length > _MAX_SHOWN or look.has(_SHELL):
        return None
    reloads = any(_RELOADS.search(one.text()[:20_000]) for one in look.document.root.css("script"))
    return (Nature.CHALLENGE, "asks for itself again") if reloads else None


def of_redirect(look: Look) -> Said | None:
    """Recognise a page that redirects everyone to the home page or off the site."""
    if look.length > _MAX_SHOWN or look.has(_SHELL):
        return None
    for match in _SENDS_ON.finditer(look.source):
        target = look.page.link(next(filter(None, match.groups())))
        kind = None if target is None else kind_of(target)
        if kind in {Kind.HOME, Kind.LISTING}:
            return Nature.SOFT_404, f"sends on: {target}"
        if kind is Kind.OFFSITE:
            return Nature.OFFSITE, f"sends on: {target}"
    return None


def of_speech(look: Look) -> Said | None:
    """Recognise a page that shows nothing, by the message in its script."""
    return next(filter(None, map(said_in, _speeches(look))), None) if look.length <= _MAX_SHELL else None


def _speeches(look: Look) -> Iterator[str]:
    for script in look.document.root.css("script"):
        yield from (match[0] for match in _SPEECH.finditer(script.text()[:20_000]))


def of_player(look: Look) -> Said | None:
    """Recognise a video's page: a player, and not a sentence."""
    is_embedded = any(isinstance(one, Embed) and _PLAYER.search(one.src) for one in look.document.shown) or look.has(
        "video"
    )
    if is_embedded or (look.prose == 0 and look.length <= _MAX_SHOWN and _FILM.search(look.source)):
        return Nature.VIDEO, "a player and no text"
    return None


def of_slides(look: Look) -> Said | None:
    """Recognise an H5 page: full-screen slides."""
    match = _H5.search(look.source) if look.prose == 0 and look.length <= _MAX_SHOWN else None
    return None if match is None else (Nature.H5, f"slides: {match[0]}")


def of_shell(look: Look) -> Said | None:
    """Recognise a page that shows nothing before its scripts have run."""
    has_picture = any(isinstance(one, Picture) and one.src for one in look.document.shown)
    if look.prose or look.length > _MAX_SHELL or has_picture:
        return None
    shown = " ".join(one.line for one in look.texts)
    if status := _STATUS_ALONE.fullmatch(shown):
        return Nature.SOFT_404 if status[1] in _GONE else Nature.ERROR, f"shows: {shown}"
    if (said := said_in(shown)) and said[0] is Nature.ERROR:
        return said
    return Nature.EMPTY, "filled by a script" if look.has(_SHELL) else f"shows: {shown}" if shown else "shows nothing"

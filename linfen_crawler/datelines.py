"""Read the line below an article's title (time, source, view count) and the phrase that opens its text.

Patterns are written for folded text; what is kept is the page's own characters. The site's own form is
``2021-04-30 09:17:15 来源：临汾新闻网　　 浏览次数：``; the others are its sibling sites', which a redesign may bring.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from itertools import zip_longest

from linfen_crawler.kinds import Precision
from linfen_crawler.people.names import HAN, leading_names
from linfen_crawler.text import Folded, fold_with_offsets, unpadded

_OFFSET = "+08:00"
"""The site's clock is Asia/Shanghai by declaration, which has had no summer time since 1991."""

_HALF = "[上下中]午|午后|早[上晨]?|清晨|凌晨|傍晚|晚[上间]?"
# Nobody published on the web before: 1970-01-01 is a computer's word for no date.
_TIME = re.compile(
    r"((?:199|20\d)\d)(?<!\d{5}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2})(?!\d) ?日?"
    r"(?:[ (]{0,2}(?:星期|周)[一二三四五六日天]\)?)?"
    rf"(?:[ T|]{{0,3}}(?P<half>{_HALF})? ?(\d{{1,2}}) ?[:时] ?(\d{{1,2}})(?: ?[:分] ?(\d{{1,2}})(?!\d))?"
    rf"(?P<meridiem>[ |]{{0,3}}(?:[AaPp][Mm]\b|{_HALF}))?)?",
    re.ASCII,
)
_ONES = "一二三四五六七八九"
_WRITTEN = re.compile(
    rf"(?<![{_ONES}])(?P<year>[一二][〇○◯零O0{_ONES}]{{3}})年 ?"
    rf"(?P<month>[{_ONES}十]{{1,2}})月 ?(?P<day>[{_ONES}十]{{1,3}})日"
)
"""二〇二四年五月八日, as documents are signed."""
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})(?:r?uary|ch|il|e|y|ust|t|t?ember|ober)?\.?"
_ENGLISH = re.compile(
    rf"(?<![a-z\d])(?:{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? ?|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? "
    rf"{_MONTH.replace('<name>', '<name2>')},? )(?P<year>20\d\d)(?!\d)",
    re.IGNORECASE | re.ASCII,
)
"""May 8, 2024, as templates from abroad show it, and 8 May 2024."""
_UPDATED = re.compile(r"(?:更新|修改|修订|成文|发文|生成|生效|实施|失效|废止)(?:时间|日期|于)?[ :|]{0,3}$")
"""Labels of times that say least about when a page was published: any other time is preferred."""
# Two spaces, a wide one or a bar part the fields of the line: 来源：临汾新闻网　　 浏览次数：, 来源丨临汾日报.
_FIELD_GAP = re.compile(r"[ \t\u00a0\u2002\u2003\u3000]{2,}|[\u3000丨│]")
# What begins with one of a few characters is tried where they are, and nowhere else.
_SOURCE = re.compile(
    r"(?=[来稿出文信新转])(?:(?:(?:来源|稿源|出处)[于自]?|转载?自) ?: ?[| \[【]*"
    rf"|(?<![{HAN}])(?:文章|信息|稿件|新闻)?来源[ |/]+(?=[{HAN}《“]))"
)
# 工作简报 and 关联网 are no newspapers, and 图片新闻 beside a date is a section.
_OF_NEWS = (
    rf"[{HAN}]{{1,10}}?(?:(?<![海简通公预战喜情举汇捷专年月周])报(?:社|(?:晚报|海外)版)?|(?<![官联上])网|(?:[华新]|通讯|新闻)社"
    r"|(?:电视|电|广播|总)台|融媒体?(?:中心)?|(?:新闻|传媒)中心|客户端|公众号)"
)
_ONE = rf"(?:{_OF_NEWS}|《{_OF_NEWS}》)"
_PUBLISHER = re.compile(rf"(?<![^ |\d])(?:原创|转载)?({_ONE}(?:[·/—-]{_ONE})*)(?=[ |]|20\d\d|$)")
"""临汾日报 2025-03-05, 人民网-人民日报: what is set beside the date without a label."""
_CLOSES = re.compile(r"[)\]】]")
_READ = "(?:浏览|点击|阅读|访问|查看|阅览)"
_HEAT = "(?:人气|热度|已阅)"
_COUNTED = r"(?= ?\d)(?! ?(?:\d{4}[-/.年]|\d{1,9} ?条))"
"""点击1563, but not 点击 2019-01-28."""
_BRACKETED = r"(?= ?[(\[【] ?[\d)\]】])"
"""浏览(123), 浏览()."""
_NOT_COUNTED = r"(?!\w| ?(?:[:(\[【]|\d{1,9}(?![\d.年/-]| ?条)))"
"""12 浏览, but not 评论 0 浏览 12."""
_PEOPLE = "责任编辑|责编|编辑|作者|记者|通讯员|审核|校对|终审|撰稿|摄影|供稿"
_NEXT_LABEL = (
    rf"(?<=[ (])[{HAN}]{{1,8}} ?:|(?:发布|更新|发表|录入)?(?:时间|日期) ?:|(?:最近|最后)?更新 ?:"
    r"|(?:文章|信息|稿件|新闻)?来源 ?:|(?:发布|录入|上传)(?:人员?|者|单位|机构|部门) ?:|(?:字体|字号|分享到?|评论) ?:"
    rf"|(?:文章)?(?:{_PEOPLE}) ?:| (?:文章)?(?:{_PEOPLE}) ?[|/]| (?:本报|本网)?(?:记者|作者|通讯员) "
)
_PEOPLE_COUNTED = r"\d{1,9} ?(?:[次人条]|[位名](?:网友|读者)|评论)"
_NEXT_COUNT = (
    rf"{_READ}(?:次数|人数|量|数|率)|(?:{_READ}|{_HEAT})(?: ?:|{_COUNTED}|{_BRACKETED})"
    # 评论(3), 网友评论 3, 已有 55 人浏览, 0条评论
    rf"|(?<=[ (])[{HAN}]{{1,8}} ?[(\[【] ?\d{{1,9}} ?(?:[次人条]|条?评论)?[)\]】]"
    rf"|(?<=[ (])(?:[{HAN}]{{0,8}} ?{_PEOPLE_COUNTED}|[{HAN}]{{0,2}}(?:评论|回复|跟帖) ?\d)"
    rf"|(?<=[ (])\d{{1,9}} ?{_READ}{_NOT_COUNTED}|(?:已经?有?|共有)被? ?(?:{_PEOPLE_COUNTED}|{_READ} ?\d)"
)
_NEXT_BUTTON = (
    rf"(?<=[ (])(?:我[要来][{HAN}]{{2,3}}|(?:用?手机|移动)端?(?:查?看|阅读|观看|浏览|打开|访问|扫|版)"
    r"|(?:用?微信)?扫(?:一扫|码|描)|二维码|(?:点击)?听(?:新闻|全文)|字[体号大]|大 ?中 ?小|小 ?中 ?大"
    r"|(?:(?:[AT][-+]?|[-+][AT])(?= |$)|[繁简]体|English(?= |$))"
    r"|(?:加入|添加|参与|发表|查看|语音|一键)?"
    r"(?:收藏|打印|分享|转发|推荐|点赞|关闭|返回|复制|举报|纠错|评论|查看|下载|放大|缩小|[大中小]字|播报|朗读|收听)"
    r"(?:[本此][页文站]|文章|原文|全文|PDF|窗口|链接|首页|列表|上一?[页级]|[到至]|给(?:好友|朋友))?(?=\W|$))"
    r"|打印本页|我要评论"
)
_AFTER_SOURCE = re.compile(
    rf"\||[【\[]|\((?=大 )|(?:19|20)\d\d ?(?:[-/.]|年(?![第)]))| 第? ?[A-Z]?\d{{1,3}}版"
    rf"|{_NEXT_LABEL}|{_NEXT_COUNT}|{_NEXT_BUTTON}"
)
"""What begins the field after a source: a label, a count, a button; 客户端 after a gap continues its name."""
_BULLET = re.compile(r" [/·] ")
# 作者：张三 or 记者 张三, set beside time and source.
_WRITERS = r"作者|(?:本报|本网)?(?:记者|通讯员)|撰稿人?|撰文|采写|摄影|供稿人?|文"
_EDITORS = r"责任编辑|责编|编辑|编审|(?:审核|校对|终审|初审|复审|审校|监制|签发)[人员]?"
_PERSON = re.compile(
    rf"(?<![{HAN}])(?:文章)?(?P<writer>{_WRITERS})(?: ?[:/|丨│]| (?=[{HAN}]))"
    rf"|(?:文章)?(?P<editor>{_EDITORS})(?: ?[:/|丨│]|(?<=编|辑) (?=[{HAN}]))"
)
_AFTER_PERSON = re.compile(
    r"[【】\[\]()|丨│]|打印本页|我要评论|(?:19|20)\d\d ?[-/.年]|(?:发布|更新|发表|录入)?(?:时间|日期) ?:"
    rf"|(?:文章|信息|稿件|新闻)?(?:来源|稿源|出处) ?:|(?:{_READ}|{_HEAT}|字体|字号|分享|评论)"
)
_NAMES_PEOPLE = re.compile("[者员撰采摄攝供文编編审審校签簽监監终終复複责責]")
_SEPARATORS = " \t\u00a0\u2002\u2003\u3000,，、;；|"
_MAX_LINE = 1000
"""Characters of a date line that are read; the longest seen has 90."""
_VIEWS = re.compile(
    r"(?=[浏点阅访查人热已\d])(?:"
    rf"(?:{_READ}(?:次数|人数|量|数|率) ?:?|(?:{_READ}|{_HEAT})(?: ?:|{_COUNTED}|{_BRACKETED}))"
    r"(?: ?[|(\[【 ]*(?P<count>\d{1,3}(?:,\d{3})+|\d{1,18})(?P<part>\.\d{1,4})? ?(?P<unit>[万千wWkK])?(?![\d.年/-]))?"
    rf"|(?<![^ |(有共达])(?P<ahead>\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,9}})"
    rf" ?(?:次|人次?|[位名](?:网友|读者)|人已)? ?{_READ}{_NOT_COUNTED})"
)
_MAY_COUNT = re.compile("浏览|点击|阅|访问|查看|人气|热度")
"""A word that every label of a count has."""
_UNITS = {"万": 10_000, "w": 10_000, "千": 1000, "k": 1000}
_DAY = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日"
_MEDIUM = rf"[{HAN}]{{1,12}}?(?:网|报|晚报版|社|电视台|电台|客户端|[融全]媒体?|在线|中心|公众号)"
# 资讯, 喜讯 and the like are words, and 讯息, 讯号 continue; a lead's 讯 ends its phrase.
_LEAD = re.compile(
    rf"(?:本报|本网|本台|本刊|本社|本站|{_MEDIUM})[{HAN}]{{0,6}}?(?:{_DAY})?(?<![通资喜短简快视音电闪])讯(?![息号])"
    rf"|[{HAN}]{{1,4}}(?<![通资喜短简快视音电闪])讯(?=[ (】\]])"
    rf"|据?(?:新华[社网]|中新[社网]|人民[网日]报?|央视网?|中国\w{{1,4}}?[社网报])[{HAN}]{{0,10}}(?:{_DAY})?"
    rf"[{HAN}]{{0,4}}?电(?=[ (:,、。“\"《)】\]题]|$)"
    rf"|[{HAN}]{{2,14}}?{_DAY}(?:专|综合)?电(?=[ (:]|$)"
    rf"|据?{_MEDIUM}[{HAN}]{{0,6}}?(?:{_DAY})?消息(?=[ (:])"
)
# 临汾日报、临汾新闻网讯
_JOINT = re.compile(rf"(?:{_MEDIUM}[、/·| ] ?){{1,2}}")
_ENDS_LEAD = re.compile("[讯电消]")
_MAX_LEAD = 60
"""Folded characters; the longest that the pattern takes has 45."""
_OPENING = re.compile(r"[ (【\[]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLine:
    """What the line below the title says."""

    published_at: str | None
    """ISO 8601 with +08:00; a date alone where the page shows no time."""
    precision: Precision | None
    source: str | None
    """``None`` without a label for it, ``""`` if one has no value."""
    view_label: bool
    view_count: int | None
    author: str | None = None
    """The phrases that say who wrote it, verbatim, one per line: ``作者：张三``, ``记者：李四``."""
    editor: str | None = None
    """The phrases that say who edited and reviewed it: ``责任编辑：王五``."""


@lru_cache(maxsize=64)
def read_date_line(text: str | None) -> DateLine:
    """Parse the line below the title; what is missing, or is no date, is ``None``."""
    text = (text or "")[:_MAX_LINE]
    writers, editors = _people(text)
    folded = fold_with_offsets(_FIELD_GAP.sub(" | ", unpadded(text)))
    published_at, precision = _published(folded.text)
    views = list(_VIEWS.finditer(folded.text)) if _MAY_COUNT.search(folded.text) else []
    return DateLine(
        published_at=published_at,
        precision=precision,
        source=_source(folded, is_dated=published_at is not None),
        view_label=bool(views),
        view_count=next((count for found in views if (count := _count(found)) is not None), None),
        author="\n".join(writers) or None,
        editor="\n".join(editors) or None,
    )


def lead(paragraph: str) -> str | None:
    """Return the phrase that opens a news text, in the page's own characters; ``None`` if none does.

    >>> lead("　　临汾新闻网讯 (记者 张浩 霍壮) 4月29日，大会举行。")
    '临汾新闻网讯'
    """
    found = lead_span(folded := fold_with_offsets(paragraph))
    return folded.original(*found) if found else None


def lead_span(folded: Folded) -> tuple[int, int] | None:
    """Return where the phrase that opens a news text is in the folded paragraph."""
    text = folded.text
    # Most lines have none of the signs, which is seen in less time than where a lead would begin.
    if not ("讯" in text or "电" in text or "消" in text):
        return None
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    if not _ENDS_LEAD.search(text, start, start + _MAX_LEAD):
        return None
    match = _LEAD.match(text, start)
    if match is None and (joint := _JOINT.match(text, start)):
        match = _LEAD.match(text, joint.end())
    return (start, match.end()) if match else None


def _people(text: str) -> tuple[list[str], list[str]]:
    """Return the phrases that name writers, and those that name editors, in the line's own characters."""
    phrases: tuple[list[str], list[str]] = [], []
    if not _NAMES_PEOPLE.search(text):
        return phrases
    folded = fold_with_offsets(text)
    labels = list(_PERSON.finditer(folded.text))
    for label, following in zip_longest(labels, labels[1:]):
        stop = following.start() if following else len(folded.text)
        end = _AFTER_PERSON.search(folded.text, label.end(), stop)
        stop = end.start() if end else stop
        # 作者：卫红 人文: what comes after the names is another field's.
        names, behind = leading_names(folded.text, label.end(), stop)
        phrase = folded.original(label.start(), behind if names else stop).strip(_SEPARATORS)
        if folded.text[label.end() : stop].strip():
            phrases[label["writer"] is None].append(phrase)
    return phrases


def _count(views: re.Match[str]) -> int | None:
    """Return the number after or before a view label: ``1,234``, ``1.2万``; ``None`` if it has none."""
    whole = views["count"] or views["ahead"]
    if whole is None:
        return None
    unit = _UNITS.get((views["unit"] or "").lower(), 1)
    return int(whole.replace(",", "")) * unit + round(float(views["part"] or 0) * unit)


def _published(text: str) -> tuple[str | None, Precision | None]:
    """Return the first time that exists in the calendar, and its precision; an update's only if there is no other."""
    day_alone: str | None = None
    times = list(_TIME.finditer(text))
    if len(times) > 1:
        times.sort(key=lambda match: _UPDATED.search(text, max(0, match.start() - 10), match.start()) is not None)
    for match in times:
        year, month, day, _, hour, minute, second, _ = match.groups()
        try:
            on = date(int(year), int(month), int(day))
            if hour is None:
                return on.isoformat(), Precision.DAY
            at = time(_hour(match, int(hour)), int(minute), int(second or 0))
        except ValueError:
            # 24:00:00 is no time of that day, but the day it is.
            day_alone = day_alone or (_day(year, month, day) if hour == "24" else None)
            continue
        return f"{on}T{at}{_OFFSET}", Precision.SECOND if second else Precision.MINUTE
    day_alone = day_alone or _written_day(text)
    return (day_alone, Precision.DAY) if day_alone else (None, None)


def _written_day(text: str) -> str | None:
    """Return the first day written in words: 二〇二四年五月八日, May 8, 2024."""
    if "年" in text and (match := _WRITTEN.search(text)):
        year = "".join(map(_digit, match["year"]))
        return _day(year, str(_number(match["month"])), str(_number(match["day"])))
    if " 20" in text and (match := _ENGLISH.search(text)):
        month = _MONTHS.index((match["name"] or match["name2"]).lower()) + 1
        return _day(match["year"], str(month), match["day"] or match["day2"])
    return None


def _digit(numeral: str) -> str:
    return str(_ONES.find(numeral) + 1)


def _number(written: str) -> int:
    """Return a number below a hundred: 九, 十二, 二十, 三十一."""
    tens, ten, ones = written.rpartition("十")
    return int((tens and _digit(tens)) or "1") * 10 * bool(ten) + (int(_digit(ones)) if ones else 0)


def _hour(match: re.Match[str], hour: int) -> int:
    """Return the hour of the day of a clock with twelve hours: 下午3:17, 3:17 PM."""
    half = match["half"] or (match["meridiem"] or "").strip(" |").lower()
    if (half in {"下午", "午后", "pm"} or "晚" in half or (half == "中午" and hour < 6)) and hour < 12:
        return hour + 12
    return 0 if hour == 12 and half in {"凌晨", "am"} else hour


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _source(folded: Folded, *, is_dated: bool) -> str | None:
    """Return the first source that a label names, or a newspaper beside the date; a label alone is ``""``."""
    found: str | None = None
    for label in _SOURCE.finditer(folded.text):
        start = label.end()
        stop = start + len(_enclosed(folded.text[start : _field_end(folded.text, label)]).rstrip(" ,;([【/·"))
        value = folded.original(start, stop).strip()
        if value:
            return value
        found = ""
    if found is None and is_dated and (beside := _PUBLISHER.search(folded.text)) and ">" not in folded.text:
        return folded.original(*beside.span(1))
    return found


def _field_end(text: str, label: re.Match[str]) -> int:
    """Return where the next field begins; a bullet parts fields only where one comes before the label as well."""
    ends = [end.start() for end in [_AFTER_SOURCE.search(text, label.end())] if end]
    if text[: label.start()].endswith((" · ", " / ")):
        ends += [bullet.start() for bullet in [_BULLET.search(text, label.end())] if bullet]
    return min(ends, default=len(text))


def _enclosed(text: str) -> str:
    """Return a text up to the bracket that closes one opened before it: ``(来源:临汾日报)``."""
    if not _CLOSES.search(text):
        return text
    depth = 0
    for at, character in enumerate(text):
        depth += (character in "([【") - (character in ")]】")
        if depth < 0:
            return text[:at]
    return text

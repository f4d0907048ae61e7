"""Explain by which rule each field of an article was read, and what is left over on its page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from linfen_crawler.datelines import read_date_line
from linfen_crawler.items import RawArticle
from linfen_crawler.pages.article import Reading
from linfen_crawler.pages.generic.heads import is_dated
from linfen_crawler.pages.known.layouts import LAYOUTS, Layout
from linfen_crawler.pages.known.parts import Parts, match
from linfen_crawler.pages.lines.furniture import is_icon, prose_of
from linfen_crawler.pages.lines.parting import LABEL_ALONE
from linfen_crawler.pages.lines.wording import Wording, pieces, wording_of
from linfen_crawler.pages.tree.blocks import Block, Picture, line_of, read_blocks
from linfen_crawler.pages.tree.document import Document, Page, parse
from linfen_crawler.pages.tree.folding import holds_hidden_text
from linfen_crawler.pages.tree.metadata import page_title
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.credits import is_credit_line
from linfen_crawler.text import fingerprint_text, fold

_RULES = {
    "kicker": "the line above the title, and those above the headline",
    "headline": "of the short lines before the text, the one most like the title",
    "subtitle": "the short lines between headline and text",
    "date_line": "the line that says when the page was published",
    "published_precision": "what the date line shows",
    "source": "来源 in the date line",
    "dateline": "the phrase that opens the text, such as 临汾新闻网讯",
    "section_name": "the last of the breadcrumbs",
    "editor": "责任编辑：, 编辑： …; a person before a desk",
    "copyright_notice": "the line that begins with 版权声明：",
    "view_label": "浏览次数 and the like in the date line",
    "view_count": "the number behind that label",
    "complete": "whether no pager leads to a further page, and no paragraph stands behind where the text ends",
    "credits": "记者 X, X 摄, 文/X … where credits stand",
    "links": "相关阅读, 上一篇, 下一篇, files, links in the text",
}


_MAX_FIELD = 200
_MIN_PART = 8
"""Characters of a line that may be part of a field."""
_IN_WORDS = re.compile(r"[^\W\d年月日时分秒]")
"""What a date contains besides its parts."""
_FIELDS = frozenset({Wording.RESPONSIBLE, Wording.EDITOR, Wording.NOTICE, Wording.SOURCE})
_BY_NAME = {layout.name: layout for layout in LAYOUTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What a refused page shows of a field."""

    field: str
    value: str | None
    rule: str


def rules_of(reading: Reading) -> dict[str, str]:
    """Return the rule by which each field was looked for, by the field's name; of an absent field as well."""
    found, article = reading.rules, reading.article
    layout = _BY_NAME.get(article.layout)
    has_gallery = layout is not None and bool(layout.template.gallery)
    own_source = {"source": "a line of its own in the body"} if article.source_line is not None else {}
    path = f"the links of {found['breadcrumb']}" if "." in found.get("breadcrumb", "")[:1] else found.get("breadcrumb")
    return {
        **_RULES,
        "layout": _layout_rule(reading, layout),
        "title": found.get("title", "none"),
        "body": found.get("body", "none"),
        "date_line": found.get("date_line", "none"),
        "published_at": f"the first date of {found['date_line']}" if "date_line" in found else "no date line",
        "breadcrumbs": path or "the path above the title",
        "images": "img and bigimg, with text as caption" if has_gallery else "img, with the caption beside it",
        **({"editor": found["editor"]} if "editor" in reading.told else {}),
        **own_source,
    }


def _layout_rule(reading: Reading, layout: Layout | None) -> str:
    """Return how a page's layout was recognised, and whether its date is within those of pages seen."""
    if layout is None:
        lost = ", ".join(sorted(reading.told)).replace("_", " ")
        return f"no known layout: the elements for {lost} are missing" if lost else "no known layout: labels and prose"
    marks = next((reading.rules[part] for part in ("column", "body", "title", "gallery") if part in reading.rules), "")
    told = f"classes such as {marks}"
    if layout.published is not None:
        years = "–".join(day[:4] for day in layout.published)
        told += f", the date being of {years} or the editor an imported page's"
    if layout.address is not None:
        told += ", the address being /<year>/<slug>/…"
    return f"{told}; {_of_its_days(reading, layout)}"


def _of_its_days(reading: Reading, layout: Layout) -> str:
    if layout.seen is None:
        return "no page of it with a date was seen"
    first, last = layout.seen
    day = (read_date_line(reading.article.date_line).published_at or first)[: len(first)]
    seen = f"pages of it were seen from {first} to {last}"
    return seen if first <= day <= last else f"{seen}, and this one is {'older' if day < first else 'newer'}"


def traces(page: Page) -> list[Trace]:
    """Return what a refused page shows of each field, and what is missing."""
    document = parse(page)
    blocks = [block for block in document.shown if isinstance(block, Text)]
    parts = next(iter(match(document)), None)
    return [
        _trace_layout(parts),
        _trace_title(document, parts),
        _first(blocks, "date_line", is_dated, "the first line with a date that can be an article's"),
        _first(blocks, "editor", lambda one: wording_of(one.line) is Wording.RESPONSIBLE, "the line 责任编辑："),
        _first(blocks, "copyright_notice", lambda one: wording_of(one.line) is Wording.NOTICE, "the line 版权声明："),
        _trace_body(blocks, parts),
    ]


def _trace_layout(parts: Parts | None) -> Trace:
    if parts is None:
        return Trace(field="layout", value=None, rule="no class that a layout is told by")
    name = next(layout.name for layout in reversed(LAYOUTS) if layout.template is parts.template)
    return Trace(field="layout", value=name, rule=", ".join(f"{part} in {rule}" for part, rule in parts.rules.items()))


def _trace_title(document: Document, parts: Parts | None) -> Trace:
    for node in parts.titles if parts is not None else ():
        if line := line_of(node):
            return Trace(field="title", value=line, rule="the layout's element for it")
    said = page_title(document) or None
    return Trace(field="title", value=said, rule="the browser's title; no element for it, or an empty one")


def _first(blocks: Sequence[Text], name: str, is_it: Callable[[Text], bool], rule: str) -> Trace:
    return Trace(field=name, value=next((one.text for one in blocks if is_it(one)), None), rule=rule)


def _trace_body(blocks: Sequence[Text], parts: Parts | None) -> Trace:
    for node in parts.bodies if parts is not None else ():
        said = line_of(node)
        return Trace(field="body", value=said or None, rule="the layout's element for it" + ("" if said else ": empty"))
    prose = "\n".join(one.text for one in blocks if prose_of(one))
    return Trace(field="body", value=prose or None, rule="the lines that read like sentences; no element for it")


def left_over(page: Page, article: RawArticle | None, shown: Sequence[Trace] = ()) -> list[str]:
    """Return the lines of a page that no field holds, and images among its text: its frame, and what a rule missed."""
    values = (*(_used(article) if article is not None else ()), *(one.value for one in shown if one.value))
    held = _Held(values, article)
    blocks = list(_all_blocks(parse(page)))
    lost = {} if article is None else _images_left(page, article, blocks)
    return [line for at, block in enumerate(blocks) for line in (*_left_of(block, held), *lost.get(at, ()))]


def _left_of(block: Block, held: _Held) -> Iterator[str]:
    """Yield the lines of a block that no field holds, separated as the reader parts them: an editor glued to a text."""
    if not isinstance(block, Text):
        return
    for piece in pieces(block):
        lines = ((line, fingerprint_text(line)) for line in piece.text.split("\n"))
        yield from (line for line, said in lines if said and not held.holds(line, said))


def _images_left(page: Page, article: RawArticle, blocks: Sequence[Block]) -> dict[int, tuple[str]]:
    """Return, by block, the images between an article's lines that are not kept."""
    kept = {image.url for image in article.images}
    captions = (one.caption for one in article.images)
    told = {fingerprint_text(one) for one in (article.title, *article.paragraphs, *captions)}
    lines = [at for at, one in enumerate(blocks) if isinstance(one, Text) and fingerprint_text(one.text) in told]
    among = range(lines[0], lines[-1]) if lines else ()
    shown = ((at, one) for at in among if isinstance(one := blocks[at], Picture) and not is_icon(blocks, at))
    return {at: (f"image {one.src}",) for at, one in shown if one.src and page.link(one.src) not in kept}


def _all_blocks(document: Document) -> Iterator[Block]:
    """Yield what a page shows, then the texts that it hides from its readers."""
    yield from document.shown
    for node in document.body.css("[style], [hidden]"):
        if holds_hidden_text(node):
            yield from read_blocks(node)


def may_be_a_field(line: str) -> bool:
    """Recognise a line left over with a date, a source, an editor or another label: a rule may have missed it."""
    said = read_date_line(line)
    is_told = said.published_at is not None or said.source is not None or said.editor is not None
    return len(line) <= _MAX_FIELD and (is_told or wording_of(fold(line)) in _FIELDS)


class _Held:
    """What the fields of an article hold of its page."""

    def __init__(self, values: Iterable[str], article: RawArticle | None) -> None:
        folded = [[*map(fingerprint_text, value.split("\n"))] for value in values]
        self._text = "\n".join(map("".join, folded))
        self._lines = {line for lines in folded for line in lines}
        self._linked = {fingerprint_text(link.text) for link in article.links} if article is not None else set()
        date_line = (article.date_line if article is not None else None) or ""
        self._date_line = fingerprint_text(date_line)
        self._told = read_date_line(date_line)

    def holds(self, line: str, said: str) -> bool:
        """Tell whether a field holds a line, or what comes after its label: ``上一篇：春运平稳有序``.

        A few words are in many a sentence as well; such a line has to be the field's own.
        """
        if said in self._lines or (len(said) >= _MIN_PART and said in self._text):
            return True
        return said.partition(":")[2] in self._linked or (said in self._date_line and self._is_told(line))

    def _is_told(self, line: str) -> bool:
        """Tell whether a line of the head contributes to a field; some lines of the head do not."""
        said, told = read_date_line(line), self._told
        is_date = said.published_at is not None and said.published_at[:10] == (told.published_at or "")[:10]
        is_source = told.source is not None and (said.source == told.source or line.strip() == told.source)
        is_written = said.author is not None and is_credit_line(said.author)
        is_read = is_date or is_source or is_written or said.view_label or said.editor is not None
        return is_read or LABEL_ALONE.fullmatch(fold(line)) is not None or _IN_WORDS.search(line) is None


def _used(article: RawArticle) -> Iterator[str]:
    """Yield every string that an article keeps of its page."""
    single = (article.title, article.source_line, article.kicker, article.headline, article.notice)
    yield from filter(None, (*single, article.subtitle))
    yield from (*article.breadcrumbs, *article.paragraphs, *article.editor_lines)
    # Of a sentence that was taken for a byline nothing is kept but the names in it.
    yield from (line for line in article.bylines if not prose_of(Text(text=line)))
    yield from (image.caption for image in article.images)
    yield from (link.text for link in article.links)

"""Join a label and its value that are in elements of their own: 来源 and 临汾日报 in two boxes, in two cells.

A content system shows its fields so (Drupal's ``field__label`` and ``field__item``), and every government's site those
of a document: 索引号, 发文机关, 发布日期. Of such a table only what says whose a page is, and when it was published, is
read; the rest is no text either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile, zip_longest
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from linfen_crawler.datelines import read_date_line
from linfen_crawler.pages.lines.furniture import LABEL_WORD, prose_of
from linfen_crawler.pages.tree.blocks import IGNORED, Block
from linfen_crawler.pages.tree.nodes import boxes
from linfen_crawler.pages.tree.texts import Text
from linfen_crawler.people.names import is_name_alone
from linfen_crawler.text import fold

_MAX_LABEL = 12
"""Characters of a label, with the gaps that set it out: 索 引 号."""
_MAX_VALUE = 60
_MAX_FIELDS = 24
_OF_PAGE = re.compile(LABEL_WORD)
_DAY_OF_DOCUMENT = r"(?:公开|公布|成文|发文|印发|生成|签发|发稿|上传|刊[发登])(?:时间|日期)"
_OWN = r"(?:信息)?索引号?|(?:公文|发文)?文号|发[文布]字号|(?:发文|制发)(?:机关|机构|单位)|(?:主题|体裁|组配)分类"
_OF_DOCUMENT = re.compile(
    rf"{_DAY_OF_DOCUMENT}|{_OWN}|(?:信息)?(?:发布|制作|公开|责任)(?:机关|机构|单位|部门|主体)"
    r"|(?:公文|信息|内容)(?:分类|类别|种类)|主题词|公开(?:方式|范围|时限|形式|属性|类型|类别)|有效性|[时实]效性?|效力状态|是否有效"
    r"|(?:信息|文件|公文)?(?:名称|标题)|(?:信息|文件|公文)(?:类型|编号)|(?:生效|实施|[失废][效止])(?:时间|日期)"
    r"|摘要|关键[词字]|标签|(?:所属)?栏目|分类|访问量"
)
_ONLY_OF_DOCUMENT = re.compile(_OWN)
"""What nothing has as a label but the fields of a document on a government's site."""
_INDEX = ("索", "信息索")
_PUBLISHED = re.compile(r"(?:文章|信息|稿件|新闻)?(?:发布|公开|公布|发表|更新|录入)(?:时间|日期)")
_DAY = re.compile(rf"{_DAY_OF_DOCUMENT}|(?:文章|信息|稿件|新闻)?(?:发布|发表|更新|录入)?(?:时间|日期)")
_COUNTED = re.compile("浏览|点击|阅读|访问")
_SOURCE = re.compile("来源|稿源|出处")
_OF_THINGS = re.compile(f"{_DAY.pattern}|{_COUNTED.pattern}|{_SOURCE.pattern}")
"""Labels of what is nobody's name."""
_PARTS_NAMES = re.compile(r"[ 、,/]{1,2}")
_NAME = re.compile(r"[\w·]{2,12}")
_INLINE = re.compile(r"([^:]{2,12}) ?:")
_NO_CHILDREN = IGNORED.union({"br", "hr", "img", "i", "svg", "input", "button"})


class _Field(NamedTuple):
    """A label, folded and without its colon and its gaps, and its value as it stands."""

    label: str
    value: str

    @property
    def is_page(self) -> bool:
        """It says of a page whose it is, when it was published or how often read."""
        return _OF_PAGE.fullmatch(self.label) is not None or _DAY.fullmatch(self.label) is not None

    @property
    def is_known(self) -> bool:
        """It is a field of a page or of a document."""
        return self.is_page or _OF_DOCUMENT.fullmatch(self.label) is not None

    @property
    def is_day(self) -> bool:
        """It says a day, with its year."""
        return _DAY.fullmatch(self.label) is not None and read_date_line(self.value).published_at is not None

    @property
    def is_own(self) -> bool:
        """No text has it."""
        return _ONLY_OF_DOCUMENT.fullmatch(self.label) is not None

    @property
    def fits(self) -> bool:
        """Its value is such as its label announces: a day, a count, a name; a question asked by 记者 is none."""
        if _as_label(self.value) is not None:
            return False
        if not self.is_page:
            return True
        if not self.value or len(self.value) > _MAX_VALUE:
            return False
        if _DAY.fullmatch(self.label):
            return self.is_day
        if _COUNTED.search(self.label):
            return self.value[0].isdigit()
        if _SOURCE.search(self.label):
            return not prose_of(Text(text=self.value))
        return all(map(_NAME.fullmatch, self._names))

    @property
    def is_named(self) -> bool:
        """It names people, and no office."""
        return all(map(is_name_alone, self._names))

    @property
    def _names(self) -> list[str]:
        return _PARTS_NAMES.split(fold(self.value))


def with_fields(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks, fields whose label and value are elements of their own as lines: 来源：临汾日报.

    Of the fields of a document only those of its page are yielded.
    """
    at = 0
    while at < len(blocks):
        block, count, lines = blocks[at], 1, None
        if isinstance(block, Text):
            if block.rows:
                lines = _of_table(block)
            elif len(block.text) <= _MAX_LABEL and _as_label(block.text) is not None:
                count, lines = _of_box(blocks, at)
            elif block.text.startswith(_INDEX) and _inline(block) is not None:
                count, lines = _of_list(blocks, at)
        yield from [block] if lines is None else lines
        at += 1 if lines is None else count


def names_day(label: str) -> bool:
    """Recognise a folded label of the day that a page or a document was published on: 发布时间, 成文日期：."""
    return _DAY.fullmatch(label.rstrip(" :")) is not None


def _of_table(table: Text) -> Sequence[Block] | None:
    """Return the line that a table of fields makes up; ``None`` of any other table."""
    if len(table.rows) > _MAX_FIELDS or any(len(row) > 2 * _MAX_FIELDS for row in table.rows):
        return None
    cells = [pair for row in table.rows for pair in zip_longest(row[::2], row[1::2], fillvalue="")]
    if any(value and not label for label, value in cells):
        return None
    # A cell that spans several is in each of them: 标题 | X | X | X.
    fields = [_Field(_without_gaps(label), value) for label, value in cells if value and label != value]
    if not _are_of_page(fields):
        return None
    line = "\u3000".join(_lines(fields))
    return [Text(text=line, node=table.node)] if line else []


def _of_box(blocks: Sequence[Block], at: int) -> tuple[int, Sequence[Block] | None]:
    """Return how many blocks a box of labels and values holds that begins here, and the lines that they make up."""
    box = _around(blocks[at])
    if box is None:
        return 1, None
    children = (one for one in box.iter() if one.is_element_node and one.tag not in _NO_CHILDREN)
    held = list(islice(children, 2 * _MAX_FIELDS + 1))
    near = blocks[at : at + len(held)]
    if len(held) % 2 or len(held) > 2 * _MAX_FIELDS:
        return 1, None
    texts = [one for one in near if isinstance(one, Text) and not one.rows and _is_in(one, box)]
    if len(texts) != len(held):
        return 1, None
    fields = [_Field(_without_gaps(one.text), two.text) for one, two in zip(texts[::2], texts[1::2], strict=True)]
    if not _are_of_page(fields):
        return 1, None
    shown = set(_lines(fields))
    values = zip(map(_line, fields), texts[1::2], strict=True)
    return len(held), [Text(text=line, node=value.node) for line, value in values if line in shown]


def _of_list(blocks: Sequence[Block], at: int) -> tuple[int, Sequence[Block] | None]:
    """Return how many lines in a row are the fields of a document, and those of its page among them."""
    run = [*takewhile(lambda one: one is not None, map(_inline, blocks[at : at + _MAX_FIELDS]))]
    fields = [one for one in run if one is not None]
    if not _are_of_page(fields):
        return 1, None
    shown = set(_lines(fields))
    return len(fields), [block for block, one in zip(blocks[at:], fields, strict=False) if _line(one) in shown]


def _inline(block: Block) -> _Field | None:
    """Return the field of a document that a line is; ``None`` of any other."""
    if not isinstance(block, Text) or block.rows or len(block.text) > _MAX_LABEL + _MAX_VALUE:
        return None
    match = _INLINE.match(block.line)
    one = _Field(match[1].replace(" ", ""), block.line[match.end() :].strip()) if match else None
    return one if one is not None and one.is_known else None


def _are_of_page(fields: Sequence[_Field]) -> bool:
    """Tell the fields of a page or of a document from a table of the text: what is announced there is held one day."""
    if not fields or not all(one.fits for one in fields):
        return False
    if all(one.is_page for one in fields):
        return any(_OF_THINGS.search(one.label) for one in fields) or all(one.is_named for one in fields)
    has_own = any(one.is_own for one in fields)
    is_told = has_own or any(one.is_day and _PUBLISHED.fullmatch(one.label) for one in fields)
    return is_told and sum(one.is_known for one in fields) > 1 and all(one.is_known or has_own for one in fields)


def _lines(fields: Sequence[_Field]) -> Iterator[str]:
    """Yield the fields of a page as lines; of several days the one that it was published on."""
    days = [one for one in fields if one.is_day]
    day = next((one for one in days if _PUBLISHED.fullmatch(one.label)), days[0] if days else None)
    return (_line(one) for one in fields if one.is_page and (one is day or not one.is_day))


def _line(field: _Field) -> str:
    return f"{field.label}：{field.value}"


def _as_label(text: str) -> str | None:
    """Return a text that is the label of a field alone, as :class:`_Field` has it."""
    label = _without_gaps(text)
    return label if len(label) <= _MAX_LABEL and _Field(label, "").is_known else None


def _without_gaps(text: str) -> str:
    return fold(text).replace(" ", "").rstrip(":")


def _around(block: Block) -> LexborNode | None:
    """Return the element that holds a line's own and another."""
    if block.node is None:
        return None
    return next(islice(boxes(block.node), 1), None)


def _is_in(block: Text, box: LexborNode) -> bool:
    """Recognise a line that is in a child of a box, alone."""
    around = _around(block)
    return around is not None and around.mem_id == box.mem_id

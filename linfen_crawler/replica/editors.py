"""Write the lines that name a page's editor, and whoever else checked the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from linfen_crawler.items import Credit, Role
from linfen_crawler.replica import texts
from linfen_crawler.replica.phrases import SOFT_BREAK, shown, spaced

_FORMS = ("责任编辑：{}", "责任编辑：{}", "责任编辑： {}", "责任编辑：实习生{}")
_LEGACY_FORM = "【责任编辑： {}】"
_SIBLING_FORMS = ("(责任编辑:{})", f"[责任编辑:{SOFT_BREAK}{{}}{SOFT_BREAK}]", "编辑:{}", "{}编辑")


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """A line that names the editor."""

    line: str
    """Such as ``责任编辑：实习生卫慧婷``, with the brackets it stands in."""
    credits: tuple[Credit, ...]
    is_in_body: bool = False
    """The line ends the text; otherwise it stands below it."""

    @property
    def names(self) -> str:
        """The editors' names."""
        return "、".join(credit.name for credit in self.credits if credit.role is Role.EDITOR)


DEFAULT = Editor(
    line="责任编辑：临汾新闻网编辑",
    credits=(Credit(name="临汾新闻网编辑", role=Role.EDITOR, verbatim="责任编辑：临汾新闻网编辑"),),
)
"""What the template says where nobody is named."""


def regular(rng: Random) -> Editor:
    """Name an editor as regular pages do, below the text."""
    return _editor([texts.person(rng)], texts.draw(rng, _FORMS), is_spaced=rng.random() < 0.2)


def legacy(rng: Random) -> Editor:
    """Name an editor as imported pages do, in brackets at the end of the text."""
    found = _editor([texts.person(rng)], _LEGACY_FORM, is_spaced=rng.random() < 0.2)
    return replace(found, is_in_body=True)


def as_sibling(editor: Editor, at: int) -> Editor:
    """Return the same editor in a line as sibling sites have it, chosen by ``at``."""
    if editor.is_in_body or editor is DEFAULT:
        return editor
    return _editor([credit.name for credit in editor.credits], _SIBLING_FORMS[at % len(_SIBLING_FORMS)])


def below(editor: Editor | None, *, is_imported: bool) -> tuple[Editor, ...]:
    """Return whom a page names below its text; under an imported one the template names its default all the same."""
    if editor is None:
        return ()
    if editor.is_in_body:
        return (DEFAULT,) if is_imported else ()
    return (editor,)


def _editor(names: Sequence[str], form: str, *, is_spaced: bool = False) -> Editor:
    line = form.format("、".join(spaced(name) if is_spaced else name for name in names))
    return Editor(line=line, credits=tuple(Credit(name=name, role=Role.EDITOR, verbatim=shown(line)) for name in names))

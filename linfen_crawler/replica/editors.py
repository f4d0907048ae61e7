"""Write the lines that name a page's editor, and whoever else checked the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from linfen_crawler.items import Credit
from linfen_crawler.kinds import Role
from linfen_crawler.replica import texts
from linfen_crawler.replica.phrases import SOFT_BREAK, shown, spaced

_FORMS = ("责任编辑：{}", "责任编辑：{}", "责任编辑： {}", "责任编辑：实习生{}")
_LEGACY_FORMS = ("【责任编辑： {}】", "【责任编辑： {}】", "【责任编辑：{}】", "【责任编辑:{}】")
_SIBLING_FORMS = ("(责任编辑:{})", f"[责任编辑:{SOFT_BREAK}{{}}{SOFT_BREAK}]", "编辑:{}", "{}编辑")
_BODY_FORMS = (
    "(责任编辑:{})",
    "【责任编辑:{}】",
    f"[责任编辑:{SOFT_BREAK}{{}}{SOFT_BREAK}]",
    "编辑:{}",
    "编辑：{}",
    "{}编辑",
)
_CHECKED_FORMS = (("编辑", "审核", "校对"), ("责编", "校对", "审核"), ("责任编辑", "终审", "校对"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """A line that names the editor."""

    line: str
    """Such as ``责任编辑：实习生卫慧婷``, with the brackets it is in."""
    credits: tuple[Credit, ...]
    is_in_body: bool = False
    """The line ends the text; otherwise it is below it."""
    is_glued: bool = False
    """It is in the last paragraph, after the full stop."""

    desk: str | None = None
    """A desk that is named where a person should be; it is the article's editor, and credits nobody."""

    @property
    def names(self) -> str:
        """The editors' names, or the desk's."""
        return self.desk or "、".join(credit.name for credit in self.credits if credit.role is Role.EDITOR)


DEFAULT = Editor(line="责任编辑：临汾新闻网编辑", credits=(), desk="临汾新闻网编辑")
"""What the template says where nobody is named."""


def regular(rng: Random) -> Editor:
    """Name an editor as regular pages do, below the text."""
    return _editor([texts.person(rng)], texts.draw(rng, _FORMS), is_spaced=rng.random() < 0.2)


def legacy(rng: Random) -> Editor:
    """Name an editor as imported pages do, in brackets at the end of the text; of some only the template names one."""
    if rng.random() < 0.1:
        return DEFAULT
    found = _editor([texts.person(rng)], texts.draw(rng, _LEGACY_FORMS), is_spaced=rng.random() < 0.2)
    return replace(found, is_in_body=True, is_glued=rng.random() < 0.2)


def closing(rng: Random) -> Editor:
    """Name an editor in the text's last line, as sibling sites do: alone, with another, with those who checked."""
    chance = rng.random()
    if chance < 0.4:
        found = _editor([texts.person(rng)], texts.draw(rng, _BODY_FORMS))
    elif chance < 0.6:
        found = _editor(texts.people(rng, 2), "(责编:{})")
    else:
        found = _checked(rng)
    return replace(found, is_in_body=True)


def _checked(rng: Random) -> Editor:
    """Write ``编辑：X 审核：Y 校对：Z``; each phrase proves its own."""
    labels, colon = texts.draw(rng, _CHECKED_FORMS), texts.draw(rng, (":", "："))
    names = texts.people(rng, 3)
    said = [f"{label}{colon}{name}" for label, name in zip(labels, names, strict=True)]
    roles = (Role.EDITOR, Role.REVIEWER, Role.REVIEWER)
    return Editor(
        line=texts.draw(rng, (" ", "\u3000", "  ")).join(said),
        credits=tuple(
            Credit(name=name, role=role, verbatim=phrase) for name, role, phrase in zip(names, roles, said, strict=True)
        ),
    )


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

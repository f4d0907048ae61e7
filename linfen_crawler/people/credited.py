"""Determine whom a group of names credits, and for what: names after a label, and the verb that refers to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from linfen_crawler.items import Credit
from linfen_crawler.kinds import Role
from linfen_crawler.people.marks import ROLES, Mark
from linfen_crawler.people.names import Name, Span
from linfen_crawler.text import Folded


@dataclass(slots=True, kw_only=True)
class Named:
    """The names after one label, and the range of label and names."""

    role: Role | None
    start: int
    end: int
    names: tuple[Name, ...]


@dataclass(slots=True, kw_only=True)
class Group:
    """Names that share one verb or prefix: ``记者 X 通讯员 Y 摄``, ``文/X``."""

    start: int
    end: int
    marker: Mark | None = None
    is_prefix: bool = False
    also: list[Mark] = field(default_factory=list)
    """Further verbs of the same people: 文/图/视频."""
    named: list[Named] = field(default_factory=list)

    def credits(self, folded: Folded) -> Iterator[Credit]:
        """Yield whom the group credits, with the part of the page that says so."""
        for named in self.named:
            # A verb refers to all before it, a label of its own names alone.
            span = (named.start, named.end) if self.marker is None else (self.start, self.end)
            for name in self.spelled(folded, named):
                for role in self.roles(named.role):
                    yield Credit(name=name, role=role, verbatim=trimmed(folded, *span))

    def roles(self, label_role: Role | None) -> Iterator[Role]:
        """Yield the role of each person in the group, by his own label or none."""
        yield from _roles(self.marker, label_role)
        for verb in self.also:
            yield from _roles(verb, label_role)

    def spelled(self, folded: Folded, named: Named) -> list[str]:
        """Return names in the page's own characters, with spaced-out ones joined."""
        return ["".join(own_characters(folded, one) for one in spans) for spans in named.names]


def _roles(marker: Mark | None, label_role: Role | None) -> tuple[Role, ...]:
    """Return what a person did: 摄 overrules the label, 报道 and 文/图 leave a reporter a reporter."""
    if marker is None:
        return (label_role or Role.AUTHOR,)
    writer = label_role or (Role.REPORTER if "报道" in marker.word else Role.AUTHOR)
    return tuple(writer if role is Role.AUTHOR else role for role in ROLES[marker.kind])


def own_characters(folded: Folded, span: Span) -> str:
    """Return the page's own characters of a name, without a gloss set after one: 張(zhāng)浩 is 張浩."""
    if folded.starts is None:
        return folded.source[slice(*span)]
    return "".join(folded.source[folded.starts[at]] for at in range(*span))


def trimmed(folded: Folded, start: int, end: int) -> str:
    """Return the page's own characters of a folded range without the separators around it."""
    return folded.original(start, end).strip(" \u3000\u00a0\u2002\u2003,，、;；")

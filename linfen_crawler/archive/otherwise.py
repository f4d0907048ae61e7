"""Note which entries of the journal another version of the reader made, and this one reads otherwise.

What is noted rests on the entries' own bytes and never on the rows that are to be proved by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from linfen_crawler.items import Item, Mirror
from linfen_crawler.journal import Entry


@dataclass(slots=True)
class Otherwise:
    """The addresses of what is read otherwise."""

    addresses: set[str] = field(default_factory=set)
    """Those of which this version makes something else: an article of a refusal, an edit of what said the same."""
    texts: set[str] = field(default_factory=set)
    """Those at which it reads another text alone."""

    def note(self, entry: Entry, item: Item, logged: Sequence[Mapping[str, object]]) -> None:
        """Note an entry that was stored as an item and has ``logged`` events, if it was read otherwise before."""
        said = entry.facts.get("parser_version")
        read = item.article if isinstance(item, Mirror) else item
        if said is None or entry.url is None or getattr(read, "parser_version", said) == said:
            return
        if type(item).__name__ != entry.what or _events(logged) != _events(entry.changes):
            self.addresses.add(entry.url)
        elif getattr(read, "text_sha256", None) != entry.facts.get("text_sha256"):
            self.texts.add(entry.url)

    def __len__(self) -> int:
        return len(self.addresses | self.texts)


def _events(rows: Iterable[Mapping[str, object]]) -> list[tuple[object, object]]:
    """Return what happened and to which articles; that a reader before this one read otherwise is no event of it."""
    return [(row["kind"], row["article_id"]) for row in rows if row["kind"] != "reparsed"]

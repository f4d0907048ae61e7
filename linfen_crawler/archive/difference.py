"""A difference between two databases."""

from __future__ import annotations

from dataclasses import dataclass

from linfen_crawler.archive.rows import Value

_WIDTH = 80


@dataclass(frozen=True, slots=True)
class Difference:
    """A value, or a whole row, in which two databases differ."""

    table: str
    key: str
    """The row's primary key."""
    column: str | None
    """``None`` if only one of the two has the row: the other's is ``None`` then."""
    old: Value
    new: Value

    def __str__(self) -> str:
        """Describe it in a sentence."""
        if self.column is not None:
            return (
                f"{self.table} {self.key}: {self.column} is {_short(self.old)}, but its bytes give {_short(self.new)}"
            )
        return f"{self.table} {self.key}: " + (
            "nothing in its bytes accounts for it" if self.new is None else "missing: its bytes give it"
        )


def _short(value: Value) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"

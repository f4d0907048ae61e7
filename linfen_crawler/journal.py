"""What the archive records in its WARC files besides the bytes: everything that happens to it and no response shows.

An entry is a ``metadata`` record. There is one for each item as it was stored, and for each run's beginning and end, in
one sequence for ever: read again from the first, they recreate the database.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Self

RUN_BEGUN = "RunBegun"
RUN_ENDED = "RunEnded"
"""What happens to the archive and is not an item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened to the archive."""

    number: int
    """Its place in the order: 1 is the first, none is left out."""
    at: str
    """When, as ISO 8601 in UTC with microseconds; the rows written for it have this time."""
    what: str
    """The type of the item, :data:`RUN_BEGUN` or :data:`RUN_ENDED`."""
    url: str | None = None
    """The item's address."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """What its captures' bytes do not show."""
    captures: Sequence[Sequence[str | int]] = ()
    """The responses that it rests on, in order: each by the address as requested, its time and, if others captured the
    same address at the same time before it, their number."""
    outcome: str | None = None
    """The outcome of the item."""
    changes: Sequence[Mapping[str, str | int | float | None]] = ()
    """The rows of the table ``changes`` that it made."""

    def to_json(self) -> bytes:
        """Return the entry as UTF-8 JSON, without what is empty."""
        said = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """Return an entry from its JSON.

        Raises :class:`ValueError` for what is none.
        """
        try:
            return cls(**json.loads(text))
        except TypeError as error:
            raise ValueError(f"no entry of a journal: {error}") from error

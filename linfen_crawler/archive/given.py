"""Recognise journal entries that a full disk rolled back, and whose numbers or ids were then used again.

When the disk is full, SQLite rolls a batch back by itself. Earlier versions did not notice: they closed the file that
holds the batch's entries, and the next run used their numbers, or the ids of their events, for other things. Otherwise
an archive uses each only once (sqlite.org/autoinc.html): nobody was told of what a later run gives again.
"""

from __future__ import annotations

from collections.abc import Iterator

from linfen_crawler.archive.connection import ArchiveDatabase
from linfen_crawler.journal import RUN_BEGUN, RUN_ENDED, Entry


class Given:
    """What the entries read so far have given, in the order of the files."""

    def __init__(self, database: ArchiveDatabase) -> None:
        self._database = database
        self._numbers: dict[int, int] = {}
        self._passed: dict[int, list[int]] = {}

    def add(self, entry: Entry) -> None:
        """Remember which entry made which events."""
        self._numbers.update((int(str(row["id"])), entry.number) for row in entry.changes)

    def pass_over(self, entry: Entry, run_id: int | None) -> None:
        """Pass over the entries of earlier runs that an entry shows to have been taken back, with all after them.

        A batch is taken back as a whole, and it was the last of its run.
        """
        clashing = {self._numbers[id_] for row in entry.changes if (id_ := int(str(row["id"]))) in self._numbers}
        for number in sorted(clashing | {entry.number}):
            row = self._database.execute("SELECT run_id FROM journal WHERE number = ?", [number]).fetchone()
            if row is None or row["run_id"] is None or run_id is None or row["run_id"] >= run_id:
                continue
            passed = self._database.execute(
                "SELECT number FROM journal WHERE run_id = ? AND number >= ? AND what NOT IN (?, ?) AND is_stored = 0",
                [row["run_id"], number, RUN_BEGUN, RUN_ENDED],
            ).fetchall()
            self._passed.setdefault(row["run_id"], []).extend(one["number"] for one in passed)
            # Nothing is to be stored of them. They stay known, except for the number that is another's now.
            self._database.execute(
                "UPDATE journal SET is_stored = 1 WHERE run_id = ? AND number >= ?", [row["run_id"], number]
            )
            if number == entry.number:
                self._database.execute("DELETE FROM journal WHERE number = ?", [number])

    def said(self) -> Iterator[str]:
        """Yield a sentence for each run of which something was taken back."""
        for run_id, numbers in sorted(self._passed.items()):
            if numbers:
                yield (
                    f"run {run_id} had no room for {len(numbers)} journal entries, {min(numbers)} to {max(numbers)}, "
                    "and later ones reuse their numbers: they are passed over, their captures are kept"
                )

"""View an archive of an older schema as it will be after migration."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from linfen_crawler.archive.connection import DATABASE, open_writer, reading_uri
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.schema import SCHEMA_VERSION
from linfen_crawler.archive.scratch import scratch
from linfen_crawler.errors import ArchiveError, said_of


@contextmanager
def upgraded(archive: Archive) -> Iterator[Archive]:
    """Yield an archive of this program's schema: itself, or a copy of its database beside the same files.

    Raises :class:`ArchiveError` if the copy cannot be made, and what opening it raises.
    """
    if archive.schema_version == SCHEMA_VERSION:
        yield archive
        return
    with scratch() as folder:
        try:
            _copy(archive.folder, folder)
        except (OSError, sqlite3.Error) as error:
            raise ArchiveError(
                f"no copy of {archive.folder / DATABASE} can be made in {folder}: {said_of(error)}"
            ) from error
        open_writer(folder).close()
        with Archive.open(folder) as present:
            yield present


def _copy(source: Path, target: Path) -> None:
    for path in source.iterdir():
        if not path.name.startswith(DATABASE):
            (target / path.name).symlink_to(path.absolute())
    reading = sqlite3.connect(reading_uri(source / DATABASE), uri=True)
    with contextlib.closing(reading), contextlib.closing(sqlite3.connect(target / DATABASE)) as writing:
        reading.backup(writing)

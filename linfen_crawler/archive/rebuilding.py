"""Rebuild a database from the WARC files of an archive."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from linfen_crawler.archive.connection import DATABASE
from linfen_crawler.archive.media import FOLDER as MEDIA
from linfen_crawler.archive.media import MediaFiles
from linfen_crawler.archive.recovery import take_up_all
from linfen_crawler.archive.writer import ArchiveWriter
from linfen_crawler.errors import ConfigError


class RebuildingWriter(ArchiveWriter):
    """Writes what a journal tells into a new database; it adds nothing of its own, and touches no WARC file."""

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Take up all that the WARC files of a folder hold into a new database.

        Raises :class:`ConfigError` if one is there, and as :meth:`ArchiveWriter.open` does.
        """
        if (folder / DATABASE).exists():
            raise ConfigError(f"{folder} has a database: use `linfen rebuild`, which makes another one beside it")
        return super().open(folder)

    def _recover(self) -> None:
        # What is torn by a kill is made again from the start.
        self._database.execute("PRAGMA synchronous = OFF")
        # Where it is no link to another archive's, the rows alone are wanted, as for a proof.
        media = self.folder / MEDIA
        self._files = MediaFiles(media.resolve().parent if media.is_symlink() else None)
        self.damages.extend(take_up_all(self._database, self.folder))

    def begin_run(
        self,
        spider: str,  # noqa: ARG002  # a rebuild is no run of the archive that it rebuilds
        arguments: Mapping[str, object],  # noqa: ARG002
        *,
        warc_bytes: int,  # noqa: ARG002
        about: Mapping[str, str],  # noqa: ARG002
        replica: str | None = None,  # noqa: ARG002
    ) -> int:
        """Begin; the runs that the journal mentions are all that there are."""
        return 0

"""Remove what commands leave beside an archive's database, its WARC files and its images: it may hold any text.

The same is done in an archive and in a copy of it: what a takedown must not leave in the one it must not leave in the
other.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from linfen_crawler.archive import staging
from linfen_crawler.archive.connection import DATABASE
from linfen_crawler.archive.media import FOLDER as MEDIA
from linfen_crawler.archive.scratch import remove_scratch
from linfen_crawler.raw import FOLDER
from linfen_crawler.raw.files import PART

STAGED = f"linfen{PART}"
"""The folder in which a copied database waits for its bytes; SQLite's own files are in it as well."""
_REPLACED = "linfen-before-*.db*"
"""The names under which replaced databases are kept."""
_REBUILT = "rebuild"


def remove_left(folder: Path) -> None:
    """Remove what a killed copy or run has left: it may hold what has been taken down since.

    Only the holder of the archive's lock may call it. Raises :class:`OSError`.
    """
    shutil.rmtree(folder / STAGED, ignore_errors=True)
    for place in (folder, folder / FOLDER, folder / MEDIA):
        for part in place.glob(f"*{PART}"):
            part.unlink()


def sweep(folder: Path, *spared: Path) -> None:
    """Remove all beside an archive's own files that may hold what was taken down; ``spared`` are other archives.

    That is what :func:`remove_left` removes, what a killed ingestion and a rebuild have left, databases that a rebuild
    replaced, and remains in the folder for temporary files. Only the holder of the archive's lock may call it. Raises
    :class:`OSError`.
    """
    remove_left(folder)
    staging.clear(folder)
    remove_scratch()
    own = {(one / DATABASE).resolve() for one in (folder, *spared)}
    for kept in folder.glob(_REPLACED):
        # An operator may have moved it to another disk, and left a link; one to an archive's own database goes alone.
        if (held := kept.resolve()) not in own:
            held.unlink(missing_ok=True)
        kept.unlink(missing_ok=True)
    shutil.rmtree(folder / _REBUILT, ignore_errors=True)

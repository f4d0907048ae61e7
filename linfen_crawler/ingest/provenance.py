"""Say in one line where a capture was copied from: the file, and the record in it."""

from __future__ import annotations

import hashlib
from pathlib import Path

_SAVED = "saved file "


def name_of(path: Path) -> str:
    """Return what a file is called: its name, as one line of printable characters."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in path.name)


def of_record(name: str, record: str) -> str:
    """Return the provenance of a record, which its identity or its place decides."""
    return f"{name} {record}"


def of_saved(body: bytes) -> str:
    """Return the provenance of a page that was saved: the digest of its file.

    A browser calls the file as the page is titled, and a title must not outlive the article that is taken down.
    """
    return f"{_SAVED}sha256:{hashlib.sha256(body).hexdigest()}"


def file_of(provenance: str) -> str:
    """Return the name of the file.

    >>> file_of(of_record("2021 crawl.warc.gz", "<urn:uuid:0>")), file_of("saved file page.html")
    ('2021 crawl.warc.gz', 'page.html')
    """
    if provenance.endswith(">"):
        return provenance.rpartition(" <")[0]
    return provenance.removeprefix(_SAVED)

"""Keep the bytes of every response in WARC 1.1 files, read them back, and mend what a kill has torn.

Each record is one gzip member; a capture is a ``response`` and its ``request``, a journal entry a ``metadata`` record.
Each run writes one file, rolled over by size, whose name ends with ``.open`` until it is closed.
"""

from linfen_crawler.raw.erasing import Tombstone, silenced_member, tombstone_member, write_over
from linfen_crawler.raw.files import (
    FOLDER,
    OPEN,
    ClosedFile,
    Place,
    all_files,
    closed_file,
    closed_files,
    is_named_as_ours,
    left_open,
    set_apart,
    sync_folder,
)
from linfen_crawler.raw.reading import Found, close_left, members, read_capture, read_entry, read_member, read_records
from linfen_crawler.raw.records import NOT_MODIFIED, Kept, Original, capture_of, capture_records, records_in, time_of
from linfen_crawler.raw.writing import WarcWriter

__all__ = [
    "FOLDER",
    "NOT_MODIFIED",
    "OPEN",
    "ClosedFile",
    "Found",
    "Kept",
    "Original",
    "Place",
    "Tombstone",
    "WarcWriter",
    "all_files",
    "capture_of",
    "capture_records",
    "close_left",
    "closed_file",
    "closed_files",
    "is_named_as_ours",
    "left_open",
    "members",
    "read_capture",
    "read_entry",
    "read_member",
    "read_records",
    "records_in",
    "set_apart",
    "silenced_member",
    "sync_folder",
    "time_of",
    "tombstone_member",
    "write_over",
]

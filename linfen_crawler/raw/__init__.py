"""Keep the bytes of every response in WARC 1.1 files, read them back, and mend what a kill has torn.

One gzip member a record, a ``response`` and its ``request`` a capture, a ``metadata`` record an entry of the journal;
one file a run, rolled over by size, with ``.open`` at the end of its name until it is closed.
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

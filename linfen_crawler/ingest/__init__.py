"""Read what others captured: WARC and WACZ files of any crawler, and pages that a browser saved.

Records are streamed; their address shows which of them matter, and nothing else of them is kept.
"""

from linfen_crawler.ingest.files import files_of, kept_name, read_file
from linfen_crawler.ingest.intake import Intake
from linfen_crawler.ingest.provenance import file_of, name_of
from linfen_crawler.ingest.reading import OTHERS, STUMBLED, StagedReader
from linfen_crawler.ingest.records import Damage, Record
from linfen_crawler.ingest.roles import Role, Wanted, wanted
from linfen_crawler.ingest.saved import Given

__all__ = [
    "OTHERS",
    "STUMBLED",
    "Damage",
    "Given",
    "Intake",
    "Record",
    "Role",
    "StagedReader",
    "Wanted",
    "file_of",
    "files_of",
    "kept_name",
    "name_of",
    "read_file",
    "wanted",
]

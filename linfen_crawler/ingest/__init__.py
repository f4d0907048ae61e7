"""Read what others captured: WARC and WACZ files of any crawler, and pages that a browser saved.

Records are streamed; which of them matter is told by their address, and nothing else of them is kept.
"""

from linfen_crawler.ingest.files import Damage, Record, read_file
from linfen_crawler.ingest.roles import Role, Wanted, wanted
from linfen_crawler.ingest.saved import Given

__all__ = ["Damage", "Given", "Record", "Role", "Wanted", "read_file", "wanted"]

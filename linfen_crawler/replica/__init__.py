"""The news site in small, for the demo, the tests and the benchmarks: invented texts, and the truth about each.

Written from what is known of the site alone. It imports nothing that reads pages, so what it expects is told
independently of the reader that it tests.
"""

from linfen_crawler.replica.server import Override, Record, Request, RunningReplica, serve
from linfen_crawler.replica.site import Page, Replica
from linfen_crawler.replica.static import write

__all__ = ["Override", "Page", "Record", "Replica", "Request", "RunningReplica", "serve", "write"]

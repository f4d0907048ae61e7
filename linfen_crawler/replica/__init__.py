"""The news site in miniature, for the demo, the tests and the benchmarks: invented texts, and the truth about each.

Written from what is known of the site alone. It imports nothing that reads pages, so what it expects is derived
independently of the reader that it tests.

A story is drawn first, as what its page says (``plan``, ``telling``, ``opening``, ``body``, ``phrases``, ``editors``,
``dated``); the truth is written from that (``truth``), and so, apart from it, are the pages: in the site's templates
(``templates``, ``photo``, ``indexes``, in the frames of ``chrome``) or, with ``redesigned``, in four that no rule
knows (``redesign``). ``charsets`` says in which bytes a page goes out, ``impostors`` what is at the address of an
article and is none.

In time (``living``) its articles appear, change, vanish and return as ``timeline`` plans it; ``rewriting`` tells a
story after its edits, and ``sightings`` what of all that some visits could see.
"""

from linfen_crawler.replica.living import LivingReplica
from linfen_crawler.replica.server import Override, Record, Request, RunningReplica, serve
from linfen_crawler.replica.sightings import Event, Visit, seen
from linfen_crawler.replica.site import Page, Replica
from linfen_crawler.replica.static import write

__all__ = [
    "Event",
    "LivingReplica",
    "Override",
    "Page",
    "Record",
    "Replica",
    "Request",
    "RunningReplica",
    "Visit",
    "seen",
    "serve",
    "write",
]

"""Write the replica out as files, for any web server."""

from __future__ import annotations

from pathlib import Path

from linfen_crawler.replica.site import Replica


def write(replica: Replica, directory: Path) -> int:
    """Write every page below a directory and return how many; the root of a section becomes its ``index.html``."""
    count = 0
    for path in replica.paths():
        file = directory / (path[1:] + "index.html" if path.endswith("/") else path[1:])
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(replica.page(path).body)
        count += 1
    return count

"""Note what the version of the reading makes of each page of the fixtures: ``python tests/readings.py``.

Do so when ``PARSER_VERSION`` is raised. Without that, no archive would read again what is now read differently.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from test_fixtures import CASES, FIXTURES, WITH_ANSWER, page_files

from linfen_crawler.pages import PARSER_VERSION

NOTED = Path(__file__).with_name("readings.json")


def digest(paths: list[Path]) -> str:
    """Return a digest of some files' bytes."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def readings() -> dict[str, list[str]]:
    """Return of each case a digest of its pages and one of what is read of them."""
    answers = {case: FIXTURES / case / ("expected" if case in WITH_ANSWER else "error") for case in CASES}
    return {case: [digest(page_files(case)), digest([path.with_suffix(".json")])] for case, path in answers.items()}


if __name__ == "__main__":
    noted = {"parser_version": PARSER_VERSION, "readings": readings()}
    NOTED.write_text(json.dumps(noted, indent=0) + "\n", encoding="utf-8")

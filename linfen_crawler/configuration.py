"""Read the settings that the environment and ``linfen.toml`` give.

Whatever is wrong anywhere is reported at once, also where another value goes before it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from linfen_crawler.errors import ConfigError
from linfen_crawler.options import BY_NAME, PREFIX, ROOT, as_text, in_checkout, parse

_CONFIG = "LINFEN_CONFIG"
"""Names the configuration file, and can only be an environment variable."""


def config_file(environ: Mapping[str, str]) -> Path | None:
    """Return the configuration file; ``None`` if there is none.

    Raises :class:`ConfigError` if ``LINFEN_CONFIG`` names a file that is not there.
    """
    if named := environ.get("LINFEN_CONFIG"):
        if not Path(named).is_file():
            raise ConfigError(f"LINFEN_CONFIG names {named}, which is not a file")
        return Path(named)
    path = ROOT / "linfen.toml"
    return path if in_checkout() and path.is_file() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What the environment and the configuration file say."""

    values: dict[str, str]
    """By name, as text; only those that are of use."""
    problems: tuple[str, ...]
    """What is wrong with them, in sentences."""


def declared(environ: Mapping[str, str] = os.environ) -> Declared:
    """Return what the environment and the configuration file say, and all that is wrong with it."""
    values: dict[str, str] = {}
    problems: list[str] = []
    try:
        path = config_file(environ)
        in_file = _table(path) if path is not None else {}
    except ConfigError as error:
        return Declared(values={}, problems=(str(error),))
    in_environment = {name: environ[name] for name in environ if name.startswith(PREFIX) and name != _CONFIG}
    for source, given in ((str(path), in_file), ("the environment", in_environment)):
        problems.extend(f"{source}: {problem}" for problem in unknown(given))
        for name in given.keys() & BY_NAME.keys():
            try:
                parse(name, given[name])
            except ConfigError as error:
                problems.append(f"{source}: {error}")
            else:
                values.update({name: as_text(given[name])} if given[name] != "" else {})
    return Declared(values=values, problems=tuple(sorted(problems)))


def _table(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from error


def unknown(names: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each name that is no setting, with the setting that may be meant.

    >>> list(unknown(["LINFEN_ARCHIVE", "delay"]))
    ['there is no setting delay: LINFEN_DELAY_S may be meant, and docs/settings.md lists all']
    """
    for name in names:
        if name not in BY_NAME:
            # Without what all have in common, which would make any name near.
            bare = name.upper().replace("-", "_").removeprefix(PREFIX)
            near = get_close_matches(bare, [known.removeprefix(PREFIX) for known in BY_NAME], n=1)
            meant = f"{PREFIX}{near[0]} may be meant, and " if near else ""
            yield f"there is no setting {name}: {meant}docs/settings.md lists all"

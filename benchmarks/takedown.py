"""Measure how what was taken down is known again by a sketch, and what else is taken for it.

    python benchmarks/takedown.py [--articles 2000] [--samples 400] [--seed 11]

Articles are the replica's, long enough to be recognised, and damage is as ``tests/damage.py`` has it. Printed
are the share of copies that are known by damage and by edited sentences, and how near each article is to a stranger's
sketch.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from random import Random

from linfen_crawler.replica import Replica
from linfen_crawler.similarity import compared
from linfen_crawler.sketches import NEAR, Sketches, share, sketch_of

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from damage import Damage  # it lies with the tests

_EATEN = (0.0, 0.05, 0.1, 0.15, 0.2)
_EDITED = (0.1, 0.3, 0.5, 0.7)
_SPAM = (0, 100, 400)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--samples", type=int, default=400)
    parser.add_argument("--seed", type=int, default=11)
    asked = parser.parse_args()
    rng = Random(asked.seed)
    bodies = [one.body for one in Replica(seed=asked.seed, size=asked.articles).articles()]
    sketched = [(body, sketch) for body in bodies if (sketch := sketch_of(compared(body))) is not None]
    for eaten in _EATEN:
        found = [
            share(sketch, compared(Damage(eaten=eaten, spam_chars=rng.choice(_SPAM)).copy(body, rng))) >= NEAR
            for body, sketch in sketched[: asked.samples]
        ]
        print(f"{eaten:.0%} eaten: {sum(found) / len(found):.1%} of {len(found)} copies are known")
    for edited in _EDITED:
        found = [
            share(sketch, compared(_edited(body, edited, bodies, rng))) >= NEAR
            for body, sketch in sketched[: asked.samples]
        ]
        print(f"{edited:.0%} of the sentences another's: {sum(found) / len(found):.1%} are known")
    known = Sketches(sketched)
    near = [[one for one in known.near(compared(body), "") if one.url != body] for body, _ in sketched]
    same = sum(any(one.has_same_figures for one in ones) for ones in near)
    print(f"of {len(sketched)} articles {sum(map(bool, near))} are near a stranger's sketch, {same} with its figures")


def _edited(body: str, edited: float, others: list[str], rng: Random) -> str:
    """Return a text of which some sentences are another's."""
    other = re.split("(?<=。)", rng.choice(others))
    return "".join(rng.choice(other) if rng.random() < edited else one for one in re.split("(?<=。)", body))


if __name__ == "__main__":
    main()

"""Measure how copies are recognised, and what that costs.

    python benchmarks/similarity.py [--articles 20000] [--large 100000] [--samples 400]

Run it with the project installed (``make install``; then ``.venv/bin/python``). Articles and damage are invented: those
of the replica, and mirrors' damage as ``tests/damage.py`` has it. Printed are

1. recall by damage: of copies under their article's path, and of copies known by their text alone, among all articles;
2. false positives: links between articles of which none copies another, and how near the nearest strangers are;
3. microseconds an article: the signature, the lookup, and storing with and without both;
4. the time of a lookup in an archive of ``--articles`` and of ``--large`` articles, their ratio, and the index's size.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlite_utils import Database

from linfen_crawler.archive import ArchiveWriter
from linfen_crawler.archive.connection import open_writer
from linfen_crawler.archive.similar import find_copied, find_similar
from linfen_crawler.fingerprint import content_sha256, text_sha256
from linfen_crawler.items import Article
from linfen_crawler.replica import Replica
from linfen_crawler.similarity import MIN_CHARS, SIMILAR, SIMILAR_BY_PATH, compared, copy_text, keys, score, text_of
from linfen_crawler.text import fold_with_offsets

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from damage import Damage  # it lies with the tests

_DAMAGES = tuple((eaten, spam) for spam in (0, 100, 400) for eaten in (0.0, 0.02, 0.05, 0.1, 0.15, 0.2))
_STRANGERS = 60


def main() -> None:
    """Fill an archive step by step, and print the figures at each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--samples", type=int, default=400)
    told = parser.parse_args()
    with TemporaryDirectory() as folder:
        articles = fingerprinted(Replica(seed=1, size=told.large))
        first = list(islice(articles, told.articles))
        cost_of_storing(first[: max(told.articles // 10, 1)])
        fill(Path(folder), first)
        texts = {article.url: text_of(article) for article in first}
        long = [article for article in first if len(texts[article.url]) >= MIN_CHARS]
        database = open_writer(Path(folder))
        recall(database, Random(1).sample(long, min(told.samples, len(long))))
        false_positives(database, [texts[article.url] for article in long])
        newcomers = list(islice(Replica(seed=2, size=told.large).articles(), told.samples))
        sample = [text for text in map(text_of, newcomers) if len(text) >= MIN_CHARS]
        signature(sample, [article.body for article in newcomers])
        small = lookup(database, sample)
        database.close()
        fill(Path(folder), articles)
        database = open_writer(Path(folder))
        print(f"lookup among {told.large} articles over {told.articles}: {lookup(database, sample) / small:.2f} x")
        size(database)
        database.close()


def fingerprinted(replica: Replica) -> Iterator[Article]:
    """Yield the replica's articles with their digests, without the pages that they were read from."""
    for article in replica.articles():
        digest = text_sha256(title=article.title, body=article.body, images=article.images)
        yield replace(article, text_sha256=digest, content_sha256=content_sha256(article))


def fill(folder: Path, articles: Iterator[Article] | list[Article], *, is_compared: bool = True) -> float:
    """Store articles, each compared with those before it, and return the seconds that took."""
    writer = ArchiveWriter.open(folder)
    writer.begin_run("benchmark", {}, warc_bytes=1 << 30, about={})
    seconds = 0.0
    for article in articles:
        began = perf_counter()
        writer.store(replace(article, similar_to=writer.similar_to(article) if is_compared else ()))
        if writer.pending_items >= 50:
            writer.commit()
        seconds += perf_counter() - began
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()
    return seconds


def cost_of_storing(articles: list[Article]) -> None:
    """Print what storing costs, compared and not: a title long enough to be an article's, but no text to compare."""
    for what, stored in (("", articles), (" that cannot be compared", [_wordless(article) for article in articles])):
        with TemporaryDirectory() as folder:
            print(f"stored, {len(stored)} articles{what}: {fill(Path(folder), stored) / len(stored) * 1e6:.0f} µs each")


def _wordless(article: Article) -> Article:
    """Return an article of the same size of which nothing is compared."""
    return replace(article, title="—" * len(article.title), body="—" * len(article.body), images=())


def recall(database: Database, articles: list[Article]) -> None:
    """Print the share of damaged copies that are recognised."""
    print("eaten  spam chars  by path  by text  lowest score  median")
    for eaten, spam in _DAMAGES:
        damage, rng = Damage(eaten=eaten, spam_chars=spam, has_date_line=True), Random(3)
        copies = [compared(damage.copy(copy_text(article), rng, title=article.title)) for article in articles]
        scores = [score(text_of(article), copy) for article, copy in zip(articles, copies, strict=True)]
        by_path = sum(found >= SIMILAR_BY_PATH for found in scores) / len(scores)
        by_text = sum(_is_found(database, *pair) for pair in zip(articles, copies, strict=True)) / len(scores)
        lengthened = f"2 x {spam}" if spam else ""
        shares = f"{by_path:8.1%} {by_text:8.1%}"
        print(f"{eaten:5.0%} {lengthened:>11} {shares} {min(scores):13.2f} {median(scores):7.2f}")


def _is_found(database: Database, article: Article, copy: str) -> bool:
    found = find_copied(database, copy)
    row = database.execute("SELECT article_id FROM article_urls WHERE url = ?", [article.url]).fetchone()
    return found is not None and found.article_id == row[0]


def false_positives(database: Database, texts: list[str]) -> None:
    """Print the links that were made between articles that have nothing to do with each other."""
    links = database.execute("SELECT count(*) FROM similar").fetchone()[0]
    print(f"links among {len(texts)} articles, none of which copies another: {links}")
    strangers = sorted(
        score(one, other) for one in Random(4).sample(texts, _STRANGERS) for other in texts if one is not other
    )
    quantiles = {f"{share:.2%}": strangers[int(share * (len(strangers) - 1))] for share in (0.5, 0.99, 0.9999, 1)}
    over = {limit: sum(found >= limit for found in strangers) for limit in (SIMILAR_BY_PATH, SIMILAR)}
    print(f"scores of {len(strangers)} pairs of strangers: {quantiles}; at or over a limit: {over}")


def signature(texts: list[str], bodies: list[str]) -> None:
    """Print what the signature costs."""
    chars = sum(map(len, texts)) / len(texts)
    fold_with_offsets.cache_clear()
    print(f"folding a body: {_each(bodies, compared):.0f} µs (the text's digest has done it already)")
    print(f"keys of a text of {chars:.0f} characters: {_each(texts, keys.__wrapped__):.0f} µs")


def lookup(database: Database, texts: list[str]) -> float:
    """Print what looking up a text costs, its keys known, and return the microseconds."""

    def search(text: str) -> object:
        return find_similar(database, text)

    costs = []
    for text in texts:
        keys(text)
        costs.append(_each([text], search))
    count = database.execute("SELECT count(*) FROM articles").fetchone()[0]
    mean = sum(costs) / len(costs)
    middle, longest = median(costs), max(costs)
    print(f"lookup among {count} articles: median {middle:.0f} µs, mean {mean:.0f} µs, longest {longest:.0f} µs")
    return middle


def size(database: Database) -> None:
    """Print what the index takes on disk."""
    rows = database.execute("SELECT count(*) FROM text_keys").fetchone()[0]
    articles = database.execute("SELECT count(*) FROM articles").fetchone()[0]
    print(f"text_keys: {rows} rows, {rows / articles:.1f} an article")
    pages, bytes_each = (database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    database.execute("DELETE FROM text_keys")
    database.execute("VACUUM")
    without = database.execute("PRAGMA page_count").fetchone()[0]
    share = 1 - without / pages
    print(f"  on disk: {(pages - without) * bytes_each / articles:.0f} bytes an article, {share:.1%} of the database")


def _each(values: list[str], function: Callable[[str], object]) -> float:
    """Return the microseconds that a function takes for each of some values."""
    began = perf_counter()
    for value in values:
        function(value)
    return (perf_counter() - began) / len(values) * 1e6


if __name__ == "__main__":
    main()

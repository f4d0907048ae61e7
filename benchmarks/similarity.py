"""Measure how copies are recognised, and what that costs.

    python benchmarks/similarity.py [--small 10000] [--articles 20000] [--large 100000] [--samples 400] [--days 2000]

Run it with the project installed (``make install``; then ``.venv/bin/python``). Articles and damage are invented: those
of the replica, and mirrors' damage as ``tests/damage.py`` has it. Printed are

1. microseconds of CPU an article: signature, lookup, and storing with and without anything to compare;
2. recall by damage: of copies under their article's path, and of those known by their text alone, among ``--articles``;
3. false positives: links between articles of which none copies another, and how near the nearest strangers are;
4. the curve of the threshold: recall of edited copies (a share of their sentences is another article's), and precision
   among these and as many pairs of strangers for each;
5. notices of one wording, two by two, among ``--days`` articles of sixty days, by what alone tells them apart: how many
   have one text, how many are one article (none may be), how many are linked, and how near they are;
6. lookup and storing among ``--large`` articles, beside those among ``--small``, and what the index takes on disk.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from sqlite_utils import Database

from linfen_crawler.archive import Archive, ArchiveWriter
from linfen_crawler.archive.connection import open_writer
from linfen_crawler.archive.similar import find_copied, find_similar
from linfen_crawler.fingerprint import content_sha256, text_sha256
from linfen_crawler.items import Article
from linfen_crawler.replica import Replica
from linfen_crawler.similarity import MIN_CHARS, SIMILAR, SIMILAR_BY_PATH, compared, copy_text, keys, score, text_of
from linfen_crawler.told import told
from linfen_crawler.urls import SITE_URL

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from damage import Damage  # it lies with the tests

_DAMAGES = tuple((eaten, spam) for spam in (0, 100, 400) for eaten in (0.0, 0.02, 0.05, 0.1, 0.15, 0.2))
_STRANGERS = 60
_BODY_CHARS = 910
_NEWCOMERS = 2000
_EDITED = (0.1, 0.2, 0.3, 0.5, 0.7)
_SENTENCES = 10
"""An article of fewer is none of which a tenth could be edited."""
_DAYS = (date(2021, 3, 1), date(2021, 4, 30))
_DAYS_APART = 3
_THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_FOR_EACH = len(_EDITED) * 20
"""Pairs of strangers for each article: of pairs that share keys by chance, far more are none than are copies."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill an archive step by step, and print the figures at each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--samples", type=int, default=400)
    parser.add_argument("--days", type=int, default=2000)
    asked = parser.parse_args(arguments)
    strangers = list(islice(Replica(seed=2, size=asked.large).articles(), asked.samples))
    sample = [text for text in map(text_of, strangers) if len(text) >= MIN_CHARS]
    signature("\n\n".join(article.body for article in strangers))
    with TemporaryDirectory() as name:
        folder = Path(name)
        articles = fingerprinted(Replica(seed=1, size=asked.large))
        fill(folder, islice(articles, asked.small))
        small = lookup(folder, sample)
        cost_of_storing(folder, seed=3, size=asked.large)
        fill(folder, islice(articles, asked.articles - asked.small))
        first = islice(fingerprinted(Replica(seed=1, size=asked.large)), asked.articles)
        long = [article for article in first if len(text_of(article)) >= MIN_CHARS]
        recall(folder, Random(1).sample(long, min(asked.samples, len(long))))
        false_positives(folder, [text_of(article) for article in long])
        curve(Random(5).sample(long, min(asked.samples, len(long))), strangers)
        recurring(folder / "days", asked.days)
        fill(folder, articles)
        print(f"lookup among {asked.large} articles over {asked.small}: {lookup(folder, sample) / small:.2f} x")
        cost_of_storing(folder, seed=4, size=asked.large)
        size(folder)


def fingerprinted(replica: Replica) -> Iterator[Article]:
    """Yield the replica's articles with their digests, without the pages that they were read from."""
    for article in replica.articles():
        yield replace(article, text_sha256=text_sha256(article), content_sha256=content_sha256(article))


def fill(folder: Path, articles: Iterable[Article], *, joins: bool = False) -> float:
    """Store articles, each compared with those before it, and return the seconds of CPU that took.

    With ``joins`` those that tell the same become one, as in a crawl.
    """
    writer = ArchiveWriter.open(folder)
    writer.begin_run("benchmark", {}, warc_bytes=1 << 30, about={})
    seconds = 0.0
    for article in articles:
        began = process_time()
        same = writer.same_text(article, within_days=_DAYS_APART) if joins else ()
        writer.store(replace(article, same_text_as=same, similar_to=writer.similar_to(article)))
        if writer.pending_items >= 50:
            writer.commit()
        seconds += process_time() - began
    writer.finish_run(verdict="ok", reasons=[], counters={})
    writer.close()
    return seconds


def cost_of_storing(folder: Path, *, seed: int, size: int) -> None:
    """Print what storing costs: of other articles as they are, and of such as have nothing to compare."""
    newcomers = list(islice(fingerprinted(Replica(seed=seed, size=size)), _NEWCOMERS))
    wordless, compared_too = (_renamed(newcomers, f"{section}{seed}") for section in ("wordless", "compared"))
    without = fill(folder, [_wordless(article) for article in wordless]) / len(newcomers) * 1e6
    with_all = fill(folder, compared_too) / len(newcomers) * 1e6
    print(f"  storing: {with_all:.0f} µs an article, {without:.0f} µs where there is nothing to compare")


def _renamed(articles: list[Article], section: str) -> list[Article]:
    """Return articles at addresses that the archive does not have."""
    return [replace(one, url=one.url.replace(SITE_URL, f"{SITE_URL}{section}/")) for one in articles]


def _wordless(article: Article) -> Article:
    """Return an article of the same size of which nothing is compared."""
    return replace(article, title="—" * len(article.title), body="—" * len(article.body), images=())


def recall(folder: Path, articles: list[Article]) -> None:
    """Print the share of damaged copies that are recognised."""
    database = open_writer(folder)
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
    database.close()


def _is_found(database: Database, article: Article, copy: str) -> bool:
    found = find_copied(database, copy)
    row = database.execute("SELECT article_id FROM article_urls WHERE url = ?", [article.url]).fetchone()
    return bool(found) and found[0].article_id == row[0]


def false_positives(folder: Path, texts: list[str]) -> None:
    """Print the links that were made between articles that have nothing to do with each other."""
    database = open_writer(folder)
    links = database.execute("SELECT count(*) FROM similar").fetchone()[0]
    database.close()
    print(f"links among {len(texts)} articles, none of which copies another: {links}")
    strangers = sorted(
        score(one, other) for one in Random(4).sample(texts, _STRANGERS) for other in texts if one is not other
    )
    quantiles = {f"{share:.2%}": strangers[int(share * (len(strangers) - 1))] for share in (0.5, 0.99, 0.9999, 1)}
    over = {limit: sum(found >= limit for found in strangers) for limit in (SIMILAR_BY_PATH, SIMILAR)}
    print(f"scores of {len(strangers)} pairs of strangers: {quantiles}; at or over a limit: {over}")


def curve(articles: list[Article], strangers: list[Article]) -> None:
    """Print recall and precision at each threshold: of copies of which a share of the sentences was edited."""
    articles = [one for one in articles if one.body.count("。") >= _SENTENCES]
    rng, other = Random(6), [one.body.split("。") for one in strangers]
    pairs = [
        [score(text_of(one), compared(_edited(one.body, share, other, rng))) for one in articles] for share in _EDITED
    ]
    far = [score(text_of(one), compared(rng.choice(strangers).body)) for one in articles for _ in range(_FOR_EACH)]
    print("threshold  precision  recall, of copies with so many sentences edited")
    print(" " * 20 + " ".join(f"{share:8.0%}" for share in _EDITED))
    for threshold in _THRESHOLDS:
        found = [sum(one >= threshold for one in scores) for scores in pairs]
        wrong = sum(one >= threshold for one in far)
        precision = sum(found) / max(sum(found) + wrong, 1)
        shares = " ".join(f"{count / len(articles):8.1%}" for count in found)
        print(f"{threshold:9.2f} {precision:10.2%} {shares}")


def _edited(body: str, share: float, others: list[list[str]], rng: Random) -> str:
    """Return a text of which a share of the sentences, one at least, is another article's."""
    sentences = body.split("。")
    for at in rng.sample(range(len(sentences)), max(1, round(share * len(sentences)))):
        sentences[at] = rng.choice(rng.choice(others))
    return "。".join(sentences)


def recurring(folder: Path, size: int) -> None:
    """Print what becomes of notices with one wording and another day, name, figure, image or file."""
    replica = Replica(seed=7, size=size, days=_DAYS)
    articles = {one.url: one for one in fingerprinted(replica)}
    fill(folder, articles.values(), joins=True)
    with Archive.open(folder) as archive:
        of = {row["url"]: row["article_id"] for row in archive.rows("SELECT url, article_id FROM article_urls")}
        links = {frozenset(row.values()) for row in archive.rows("SELECT article_id, other_id FROM similar")}
    print(f"{len(articles)} articles of sixty days, with notices of one wording, two by two")
    print("pairs  with one text  one article  linked  lowest score  told apart by")
    pairs = defaultdict(list)
    for one, other, what in replica.notices():
        pairs[what].append((articles[one], articles[other]))
    for what, both in {**pairs, "any of these": [pair for some in pairs.values() for pair in some]}.items():
        texts = sum(told(one.body) == told(other.body) for one, other in both)
        ids = [frozenset((of[one.url], of[other.url])) for one, other in both]
        merged, linked = sum(len(pair) == 1 for pair in ids), sum(pair in links for pair in ids)
        lowest = min(score(text_of(one), text_of(other)) for one, other in both)
        print(f"{len(both):5} {texts:14} {merged:12} {linked:7} {lowest:13.2f}  {what}")


def signature(text: str) -> None:
    """Print what the signature of a body of some 800 compared characters costs."""
    bodies = [text[start : start + _BODY_CHARS] for start in range(0, len(text) - _BODY_CHARS, _BODY_CHARS)][:400]
    texts = list(map(compared, bodies))
    print(f"bodies of {sum(map(len, texts)) / len(texts):.0f} compared characters")
    print(f"  folding: {_each(bodies, compared):.0f} µs, which the text's digest takes, too")
    print(f"  keys: {_each(texts, keys.__wrapped__):.0f} µs")
    print(f"  score of two: {_each(texts, lambda text: score(text, texts[0])):.0f} µs")


def lookup(folder: Path, texts: list[str]) -> float:
    """Print what looking up a text costs, its keys known and the index in the cache; return the mean microseconds."""
    database = open_writer(folder)

    def search(text: str) -> object:
        return find_similar(database, text)

    costs = []
    for text in texts:
        search(text)
        costs.append(_each([text], search))
    count = database.execute("SELECT count(*) FROM articles").fetchone()[0]
    database.close()
    mean, middle, longest = sum(costs) / len(costs), median(costs), max(costs)
    print(f"lookup among {count} articles: mean {mean:.0f} µs, median {middle:.0f} µs, longest {longest:.0f} µs")
    return mean


def size(folder: Path) -> None:
    """Print what the index takes on disk."""
    database = open_writer(folder)
    rows = database.execute("SELECT count(*) FROM text_keys").fetchone()[0]
    articles = database.execute("SELECT count(DISTINCT article_id) FROM text_keys").fetchone()[0]
    pages, bytes_each = (database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    database.execute("DELETE FROM text_keys")
    database.execute("VACUUM")
    without = database.execute("PRAGMA page_count").fetchone()[0]
    database.close()
    share, each = 1 - without / pages, (pages - without) * bytes_each / articles
    print(f"text_keys: {rows / articles:.1f} rows and {each:.0f} bytes an article, {share:.1%} of the database")


def _each(values: list[str], function: Callable[[str], object]) -> float:
    """Return the microseconds of CPU that a function takes for each of some values."""
    began = process_time()
    for value in values:
        function(value)
    return (process_time() - began) / len(values) * 1e6


if __name__ == "__main__":
    main()

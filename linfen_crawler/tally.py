"""Choose the run's counters for an item, and its log line."""

from __future__ import annotations

from collections.abc import Iterator

from linfen_crawler.images import ImageFile
from linfen_crawler.items import Absence, Article, Failure, Item, Links, Listing, Menu, Mirror, Refusal, Skip
from linfen_crawler.kinds import Kind
from linfen_crawler.rewrites import Takedown, Unlisted
from linfen_crawler.verdict import IMAGE, IMAGE_LOST

_EXPECTED = ("published_at", "section_name")
"""Fields that every page seen has: without them a template has changed."""
_SUBJECTS = {
    Article: "article",
    Mirror: "mirror",
    Listing: "listing",
    Menu: "home",
    Links: "links",
    Takedown: "takedown",
    Unlisted: "unlisted",
    ImageFile: IMAGE,
}


def subject_of(item: Item) -> str:
    """Return what an item is about: ``article`` for its later pages too."""
    if isinstance(item, Absence | Refusal | Skip | Failure):
        return "article" if item.kind is Kind.ARTICLE else str(item.kind)
    return _SUBJECTS.get(type(item), "other")


def beside(item: Item, subject: str, outcome: str) -> Iterator[tuple[str, int]]:
    """Yield what else is counted for an item, each with its number."""
    yield from ((name, 1) for name in _of_article(item))
    match item:
        case Refusal() if subject == IMAGE:
            yield f"image_refused/{item.reason}", 1
        case Refusal(nature=nature) if nature is not None:
            yield f"nature/{nature}", 1
        case Links():
            yield "links/new", int(outcome.partition(" ")[0])
        case Listing():
            yield "listing/links", len(item.links)
            if item.page == 0 and not any(link.kind in {Kind.ARTICLE, Kind.PART} for link in item.links):
                yield "listing/without_articles", 1


def exemplified(item: Item, subject: str, counted: str) -> Iterator[str]:
    """Yield what an item would be the first example of."""
    yield from (name.removeprefix("layout/") for name in _of_article(item))
    if subject == IMAGE and counted in IMAGE_LOST:
        yield IMAGE
    if isinstance(item, Refusal) and item.nature is not None:
        yield item.nature


def _of_article(item: Item) -> Iterator[str]:
    """Yield an article's layout, and its parts that are missing or were found by labels."""
    if isinstance(item, Article):
        yield f"layout/{item.layout}"
        yield from (f"missing/{name}" for name in _EXPECTED if not getattr(item, name))
        yield from (f"labels/{name}" for name in item.found_by_labels)


def outcome_of(item: Item, stored: str) -> str:
    """Return the name under which an item is counted."""
    match item:
        case Article() | Mirror() | ImageFile() | Unlisted():
            return stored
        case Absence(ends_sweep=end) if end is not None:
            return "end"
        case Absence(kind=Kind.LISTING):
            return "section_gone"
        case Absence():
            return stored.replace(" ", "_")
        case Refusal():
            return "refused"
        case Skip():
            return "skipped" if item.may_change or item.kind is not Kind.IMAGE else "passed"
        case Failure():
            return "doubted" if item.is_doubted else "failed"
    return "read"


def detail_of(item: Item, stored: str) -> str:
    """Return what the log line has besides outcome and address."""
    match item:
        case Article():
            return f" ({item.published_at or 'no date'})"
        case Mirror(copy_of=copied) if copied is not None:
            return f" (article {copied.article_id}, score {copied.score})"
        case ImageFile():
            return f" ({item.media_type}, {len(item.body)} bytes)"
        case Listing():
            end = f", sweep ends: {item.ends_sweep}" if item.ends_sweep else ""
            return f" ({len(item.links)} links, {stored}{end})"
        case Menu() | Links():
            return f" ({len(item.links)} links, {stored})"
        case Absence():
            return f" ({item.evidence})"
        case Refusal() | Skip() | Failure():
            return f" ({item.reason})"
    return ""

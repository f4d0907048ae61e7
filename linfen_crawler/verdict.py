"""Judge a run by its counters; an empty run is never a success by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from linfen_crawler.errors import ExitCode
from linfen_crawler.items import GENERIC
from linfen_crawler.kinds import Nature

Counters = Mapping[str, int]
_MIN_LOST = 3
_MAX_LOST_SHARE = 0.1
"""If more than this share of the requested articles was not read, it is more than the odd withdrawn page."""
_GRAVE = {Nature.CHALLENGE: "a challenge", Nature.LOGIN: "a login", Nature.OFFSITE: "another site's"}
"""What one page is enough to show about the whole site: it blocks this program, or someone else owns it."""
_LOST = {"missing": "have no {}", "labels": "lack the layout's element for the {}, which was found by labels"}
"""The reason given if more than that share of the articles lacks a part."""
_NEWS = ("edited", "completed", "gone", "returned", "split", "merged", "added")
"""What a second request may show."""
_ASKS_FOR_NONE = frozenset({"recheck/due", "rebuild/begun", "takedown/read", "ingest/begun"})
"""What a run counts that may make no request."""
IMAGE = "image"
IMAGE_LOST = ("failed", "refused", "gone", "skipped")
"""Outcomes of images that were requested and not archived."""
_MAX_LOST_IMAGES_SHARE = 0.5
"""Old pages show images that are long gone; if most images are lost, there is another reason."""
_READ = (
    "added", "merged", "completed", "edited", "split", "seen", "in_part", "reparsed", "returned", "earlier", "set_aside"
)  # fmt: skip


class Verdict(StrEnum):
    """How a run ended."""

    OK = "ok"
    SUSPECT = "suspect"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


class Early(StrEnum):
    """Why a run ended before its work was done, as a finish reason of Scrapy's, though nothing is broken."""

    HOURS = "hours"
    BUDGET = "budget"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict with its reasons, the most serious first."""

    verdict: Verdict
    reasons: tuple[str, ...]
    signal: int = 0
    """The signal that interrupted the run, if one did."""

    @property
    def exit_code(self) -> int:
        """The exit status for it."""
        codes = {Verdict.OK: ExitCode.OK, Verdict.SUSPECT: ExitCode.SUSPECT, Verdict.FAILED: ExitCode.FAILED}
        return int(codes.get(self.verdict, ExitCode.SIGNAL + self.signal))


def judge(
    counters: Counters,
    *,
    finish_reason: str,
    signal: int = 0,
    storage_error: str | None = None,
    blocked: str | None = None,
    failure: str | None = None,
    early: str | None = None,
    damages: Sequence[str] = (),
    examples: Mapping[str, str] | None = None,
) -> Judgement:
    """Judge a run.

    ``counters`` are those under ``linfen/``, ``finish_reason`` is Scrapy's, ``blocked`` is why nothing on the site
    could be asked, ``failure`` why else the run has failed, ``early`` why it ended before its work was done though
    nothing is broken, ``damages`` what was found to be lost or suspect, in sentences, ``examples`` a page of each
    layout, nature and lost part.
    """
    if storage_error is not None:
        return Judgement(verdict=Verdict.FAILED, reasons=(f"the archive could not be written: {storage_error}",))
    if signal:
        return Judgement(verdict=Verdict.INTERRUPTED, reasons=(f"stopped by signal {signal}",), signal=signal)
    if failure := failure or _failure(counters, blocked, is_early=early is not None):
        return Judgement(verdict=Verdict.FAILED, reasons=(failure,))
    reasons = (*damages, *_suspicions(counters, is_early=early is not None), *_unknown_pages(counters, examples or {}))
    if finish_reason == Early.PAUSED or (finish_reason != "finished" and early is None):
        reasons = (f"the run ended early: {early or finish_reason}", *reasons)
    if reasons:
        return Judgement(verdict=Verdict.SUSPECT, reasons=reasons)
    return Judgement(verdict=Verdict.OK, reasons=(*([f"ended early: {early}"] if early else ()), _good_news(counters)))


def articles_read(counters: Counters) -> int:
    """Return how many article addresses were read into the archive."""
    return sum(counters.get(f"article/{outcome}", 0) for outcome in _READ)


def not_read(counters: Counters) -> int:
    """Return how many article addresses were requested and not read: each is tried again."""
    return sum(counters.get(f"article/{outcome}", 0) for outcome in ("failed", "refused", "gone", "skipped"))


def _failure(counters: Counters, blocked: str | None, *, is_early: bool) -> str | None:
    if blocked is not None:
        return f"the site could not be crawled: {blocked}"
    answers = sum(
        number for name, number in counters.items() if name.partition("/")[2] not in {"failed", "without_menu", "error"}
    )
    if answers == 0 and counters.get("recheck/due") != 0 and not is_early:
        return "the site could not be reached: no request got a readable answer"
    return None


def _lost_images(counters: Counters, example: str | None) -> list[str]:
    """Warn if most images that were requested are not archived."""
    lost = sum(counters.get(f"{IMAGE}/{outcome}", 0) for outcome in IMAGE_LOST)
    asked = lost + counters.get(f"{IMAGE}/stored", 0)
    if lost < _MIN_LOST or lost <= asked * _MAX_LOST_IMAGES_SHARE:
        return []
    return [f"of {asked} images requested, {lost} could not be fetched, such as {example} (linfen status says why)"]


def _suspicions(counters: Counters, *, is_early: bool) -> list[str]:
    get = counters.get
    listings = get("listing/read", 0)
    lost = not_read(counters)
    tried = articles_read(counters) + lost
    checks = (
        (
            get("home/without_menu", 0),
            "the home page's menu led to no section: sections known from before were read instead",
        ),
        (get("listing/refused", 0), "listing pages without the articles expected there: {}"),
        (get("listing/failed", 0), "listing pages that could not be fetched: {}"),
        (get("listing/section_gone", 0), "sections that no longer exist: {}"),
        (get("listing/skipped", 0), "listing pages that were forbidden or led elsewhere: {}"),
        (get("listing/without_articles", 0), "sections that listed no article: {}"),
        (get("listing/unknown_pager", 0), "listing pages whose pager leads to addresses of an unknown form: {}"),
        (
            get("article/unknown_pager", 0),
            "articles kept in part because their pager leads to addresses of an unknown form: {}",
        ),
        (
            not (listings or tried or is_early or _ASKS_FOR_NONE & counters.keys())
            and "neither a listing nor an article was read",
            "",
        ),
        (get("journal/unreadable", 0), "journal entries that cannot be read (see the log): {}"),
        (
            lost >= _MIN_LOST and lost > tried * _MAX_LOST_SHARE,
            f"of {tried} articles requested, {lost} could not be read (linfen status says why)",
        ),
        (get("spider/error", 0) + get("pipeline/error", 0), "pages on which this program failed (see the log): {}"),
    )
    return [(text or str(number)).format(number) for number, text in checks if number]


def _unknown_pages(counters: Counters, examples: Mapping[str, str]) -> list[str]:
    """Report pages of no known layout: on the day of a redesign nothing fails, but everything is guessed."""
    reasons = []
    total = sum(number for name, number in counters.items() if name.startswith("layout/"))
    for name, number in counters.items():
        subject, _, what = name.partition("/")
        if subject in _LOST and number >= _MIN_LOST and number > total * _MAX_LOST_SHARE:
            lost = _LOST[subject].format(what.replace("_", " ") if subject == "labels" else what)
            reasons.append(f"{number} of {total} articles {lost}, such as {examples.get(name)}")
    guessed = counters.get(f"layout/{GENERIC}", 0)
    if guessed:
        reasons.append(
            f"{guessed} of {total} articles ({guessed / total:.0%}) were read without a known layout, "
            f"such as {examples.get(GENERIC)}: look at it with `linfen doctor --page`"
        )
    reasons.extend(
        f"pages that were not articles but {words}: {number}, such as {examples.get(nature)}"
        for nature, words in _GRAVE.items()
        if (number := counters.get(f"nature/{nature}", 0))
    )
    return [*reasons, *_lost_images(counters, examples.get(IMAGE))]


def _good_news(counters: Counters) -> str:
    # What a recheck finds gone is its result, not a failure.
    lost = not_read(counters) - (counters.get("article/gone", 0) if "recheck/due" in counters else 0)
    also = f"; {lost} could not be read and will be tried again (linfen status says why)" if lost else ""
    if in_part := counters.get("article/in_part", 0):
        also += f"; {in_part} of which a page could not be read stay as they were until it can (linfen status says why)"
    if "recheck/due" in counters:
        return _of_recheck(counters) + also
    if "takedown/read" in counters:
        return "taken down"
    if "ingest/begun" in counters:
        return _of_ingestion(counters)
    if "rebuild/begun" in counters:
        return f"{counters.get('taken_up', 0)} journal entries were read again"
    if articles_read(counters):
        return f"{counters.get('article/added', 0)} new articles{also}"
    if not counters.get("listing/read"):
        return "nothing was asked for"
    return f"nothing new: the listings showed no unknown address{also}"


def _of_ingestion(counters: Counters) -> str:
    """Report what was found."""
    counted = {
        "new articles": "article/added",
        "earlier states": "article/earlier",
        "later states": "article/edited",
        "mirrors' copies": "mirror/linked",
        "addresses discovered": "links/new",
        "pages passed over because they were taken down": "passed/taken down",
    }
    found = [f"{number} {what}" for what, name in counted.items() if (number := counters.get(name, 0))]
    return ", ".join(found) or "nothing new: everything the files have of the site is known"


def _of_recheck(counters: Counters) -> str:
    """Report what the second request has shown."""
    if counters["recheck/due"] == 0:
        return "no address was due for a recheck"
    found = (f"{number} {name}" for name in _NEWS if (number := counters.get(f"article/{name}", 0)))
    none = "no change was seen" if counters.get("article/in_part") else "nothing has changed"
    return f"{counters['recheck/due']} addresses rechecked: {', '.join(found) or none}"

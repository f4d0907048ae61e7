"""Define what each page of a section's listing links to, and how the link is written."""

from __future__ import annotations

from collections.abc import Iterator

from linfen_crawler.replica.chrome import ListLink
from linfen_crawler.replica.plan import Place, Plan
from linfen_crawler.replica.sections import Pager, Section
from linfen_crawler.replica.telling import title_of
from linfen_crawler.urls import SITE_URL, listing_url


class Listings:
    """The listings of a plan's sections, newest first, with this many articles per page."""

    def __init__(self, plan: Plan, per_page: int) -> None:
        self._plan = plan
        self._per_page = per_page

    def sheet_count(self, section: Section) -> int:
        """Return how many different pages a section's listing has; a repeated root is counted once."""
        return max(1, -(-self._plan.listed_count(section) // self._per_page))

    def sheet_at(self, section: Section, page: int) -> int | None:
        """Return which of them ``index_<page>.html`` shows (0 is the root); ``None`` beyond the last."""
        sheet = page - 1 if section.pager is Pager.REPEATING and page > 0 else page
        return sheet if sheet < self.sheet_count(section) else None

    def urls(self, section: Section) -> tuple[str, ...]:
        """Return the canonical addresses of all pages of a listing, a repeated root included."""
        repeated = section.pager is Pager.REPEATING
        return tuple(listing_url(section.path, page) for page in range(self.sheet_count(section) + repeated))

    def places(self, section: Section, sheet: int) -> tuple[Place, ...]:
        """Return the articles that a page of a listing holds."""
        return self._plan.listed(section, sheet * self._per_page, (sheet + 1) * self._per_page)

    def links(self, section: Section, sheet: int) -> list[ListLink]:
        """Return the links of a page: its articles, and what does not belong there."""
        links = [self._link(section, place) for place in self.places(section, sheet)]
        for position, url in enumerate(self.foreign(section, sheet)):
            links.insert(
                min(len(links), 2 + 5 * position), ListLink(href=url, title=f"视频{sheet + 1}：本周回顾", day="")
            )
        return links

    def _link(self, section: Section, place: Place) -> ListLink:
        day = f"{self._plan.published_at(place):%Y-%m-%d}"
        return ListLink(href=self._href(section, place), title=title_of(self._plan, place), day=day)

    def _href(self, section: Section, place: Place) -> str:
        """Write an article's address in one of the ways that listings do."""
        path = place.url.removeprefix(SITE_URL)
        relative = f"{place.site_id}.html" if place.section == section else f"/{path}"
        forms = (
            relative,
            relative,
            f"/{path}",
            place.url,
            f"http://lfxww.com/{path}",
            f"https://www.lfxww.com/{path}",
            f"//www.lfxww.com/{path}",
            f"/{path}?from=timeline",
        )
        return forms[self._plan.chance("href", section.path, place.number) % len(forms)]

    def foreign(self, section: Section, sheet: int) -> Iterator[str]:
        """Yield the canonical links of a page that lead off the site, or to H5 pages."""
        key = f"{self._plan.chance('foreign', section.path, sheet):08x}"
        if sheet % 2 == 0:
            yield f"http://tv.cctv.com/2021/04/30/VIDE{key}.shtml"
        if sheet % 3 == 0:
            yield f"{SITE_URL}h5/2021/{key}.html"

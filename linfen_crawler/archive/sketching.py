"""Sketch the texts of what is taken down, to recognise them later."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from linfen_crawler.archive.belonging import Belongings
from linfen_crawler.archive.reader import Archive
from linfen_crawler.archive.rows import Record
from linfen_crawler.kinds import LinkKind
from linfen_crawler.similarity import article_text
from linfen_crawler.sketches import Sketch, sketch_of
from linfen_crawler.told import Beside, version_of


def sketches_of_texts(archive: Archive, found: Belongings) -> Iterator[Sketch]:
    """Yield what is to be kept of an article's texts, as it stands and as it stood."""
    for state, beside in _states(archive, found):
        text = article_text(
            title=str(state["title"]), body=str(state["body"]), captions=[caption for _, caption in beside.images]
        )
        sketch = sketch_of(text, beside.told(), version_of(str(state["parser_version"])))
        # What its addresses showed of others' is none of it.
        if sketch is not None and state["text_sha256"] in found.texts:
            yield sketch


def _states(archive: Archive, found: Belongings) -> Iterator[tuple[Record, Beside]]:
    """Yield an article as it stands, and the versions that go with it, each with what is beside its text."""
    for article in archive.rows("SELECT * FROM articles WHERE id = ?", [found.article_id]):
        lists = {name: archive.children(name, int(str(article["id"]))) for name in ("credits", "images", "links")}
        yield article, _beside(article, lists)
    for version in found.versions:
        for row in archive.rows("SELECT * FROM revisions WHERE article_id = ? AND revision = ?", version):
            lists = {name: json.loads(str(row.get(name) or "[]")) for name in ("credits", "images", "attachments")}
            links = [{"kind": LinkKind.ATTACHMENT, **one} for one in lists["attachments"]]
            yield row, _beside(row, {**lists, "links": links})


def _beside(state: Record, lists: Mapping[str, Sequence[Mapping[str, Any]]]) -> Beside:
    return Beside(
        title=str(state["title"]),
        channels=json.loads(str(state["breadcrumbs"])),
        lines=[cast("str | None", state[name]) for name in ("kicker", "headline", "subtitle")],
        images=[(one["url"], one["caption"]) for one in lists["images"]],
        # Of a version that was replaced no links within the text are kept.
        links=[(one["kind"], one["url"]) for one in lists["links"]],
        credits=[(one["role"], one["name"]) for one in lists["credits"]],
    )

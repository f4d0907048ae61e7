"""Sketch the texts of what is taken down, to know them again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from linfen_crawler.archive.belonging import Belongings
from linfen_crawler.archive.reader import Archive, Record
from linfen_crawler.similarity import article_text
from linfen_crawler.sketches import Sketch, sketch_of


def sketches_of_texts(archive: Archive, found: Belongings) -> Iterator[Sketch]:
    """Yield what is to be kept of an article's texts, as it stands and as it stood."""
    for state, images in _states(archive, found):
        captions = [cast("str | None", image["caption"]) for image in images]
        sketch = sketch_of(article_text(title=str(state["title"]), body=str(state["body"]), captions=captions))
        # What its addresses showed of others' is none of it.
        if sketch is not None and state["text_sha256"] in found.texts:
            yield sketch


def _states(archive: Archive, found: Belongings) -> Iterator[tuple[Record, Sequence[Mapping[str, object]]]]:
    """Yield an article as it stands, and the versions that go with it, each with its images."""
    for article in archive.rows("SELECT * FROM articles WHERE id = ?", [found.article_id]):
        yield article, archive.children("images", int(str(article["id"])))
    for version in found.versions:
        for row in archive.rows("SELECT * FROM revisions WHERE article_id = ? AND revision = ?", version):
            yield row, json.loads(str(row["images"]))

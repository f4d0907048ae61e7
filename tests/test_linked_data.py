"""What a page's metadata say of when it was published: as exactly as they say it, and of the article alone."""

from __future__ import annotations

import pytest
from test_generic import TEXT, page, read

from linfen_crawler.kinds import Precision
from linfen_crawler.pages.tree.linked_data import dates_of_article
from pipelines.normalise import normalise


@pytest.mark.parametrize(
    ("meta", "published_at", "precision"),
    [
        ("<meta name=PubDate content='2024-05-08 09:17'>", "2024-05-08T09:17:00+08:00", Precision.MINUTE),
        ("<meta name=PubDate content='2024-05-08T01:17Z'>", "2024-05-08T09:17:00+08:00", Precision.MINUTE),
        ("<meta name=PubDate content='2024-05-08 09:17:15'>", "2024-05-08T09:17:15+08:00", Precision.SECOND),
        ("<meta name=PubDate content='2024-05-08'>", "2024-05-08", Precision.DAY),
    ],
)
def test_metadata_are_as_exact_as_they_say(meta: str, published_at: str, precision: Precision) -> None:
    article = normalise(read(page("<p>来源：临汾日报</p>", f"<p>{TEXT}</p>", meta=meta)))
    assert (article.published_at, article.published_precision) == (published_at, precision)


@pytest.mark.parametrize(
    "told",
    [
        '{"@graph":[{"@type":"WebSite","datePublished":"2019-01-01"},{"@type":"NewsArticle","datePublished":"2024-05-08"}]}',
        '{"@type":"WebPage","datePublished":"2019-01-01","mainEntity":{"@type":["Article"],"datePublished":"2024-05-08"}}',
        '[{"@type":"BreadcrumbList"},{"@type":"BlogPosting","datePublished":"2024-05-08"}]',
        '{"@type":"NewsArticle","headline":"no\nstring","datePublished":"2024-05-08",}',
        '{"pubDate":"2024-05-08","upDate":"2024-05-09"}',
    ],
    ids=["graph", "main entity", "list", "no JSON", "no type"],
)
def test_of_what_linked_data_tell_of_the_article_dates_the_page(told: str) -> None:
    meta = f'<script type="application/ld+json">{told}</script>'
    article = normalise(read(page("<p>来源：临汾日报</p>", f"<p>{TEXT}</p>", meta=meta)))
    assert article.published_at == "2024-05-08"


@pytest.mark.parametrize("told", ['{"@type":"NewsArticle",' * 5_000 + '"datePublished":"2024-05-08"' + "}" * 5_000])
def test_linked_data_too_deep_to_read_are_searched(told: str) -> None:
    assert next(dates_of_article(told)) == "2024-05-08"

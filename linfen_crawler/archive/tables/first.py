"""The statements that make the tables, in the order of the migrations that execute them."""

from __future__ import annotations

FIRST = """
CREATE TABLE archive (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uuid TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    replica TEXT
) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    spider TEXT NOT NULL,
    arguments TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    verdict TEXT CHECK (verdict IN ('ok', 'suspect', 'failed', 'interrupted')),
    reasons TEXT NOT NULL DEFAULT '[]',
    counters TEXT NOT NULL DEFAULT '{}',
    version TEXT NOT NULL
) STRICT;

CREATE TABLE warc_files (
    name TEXT PRIMARY KEY,
    run_id INTEGER REFERENCES runs (id),
    length INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    closed_at TEXT NOT NULL
) STRICT;

CREATE TABLE captures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    status INTEGER NOT NULL,
    content_type TEXT,
    etag TEXT,
    last_modified TEXT,
    payload_sha256 TEXT NOT NULL,
    length INTEGER NOT NULL,
    warc_file TEXT NOT NULL,
    warc_offset INTEGER NOT NULL,
    warc_length INTEGER NOT NULL,
    run_id INTEGER REFERENCES runs (id),
    UNIQUE (warc_file, warc_offset)
) STRICT;
CREATE INDEX captures_url ON captures (url);

CREATE TABLE copyright_notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,
    holders TEXT NOT NULL,
    first_published_at TEXT,
    last_published_at TEXT
) STRICT;

CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    site_id INTEGER,
    section TEXT NOT NULL,
    section_name TEXT,
    breadcrumbs TEXT NOT NULL,
    layout TEXT NOT NULL,
    title TEXT NOT NULL,
    kicker TEXT,
    headline TEXT,
    subtitle TEXT,
    published_at TEXT,
    published_precision TEXT CHECK (published_precision IN ('second', 'minute', 'day')),
    source TEXT,
    dateline TEXT,
    body TEXT NOT NULL,
    editor TEXT,
    copyright_notice TEXT,
    copyright_id INTEGER REFERENCES copyright_notices (id),
    view_label INTEGER NOT NULL CHECK (view_label IN (0, 1)),
    view_count INTEGER,
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
    char_count INTEGER NOT NULL,
    content_sha256 TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    fold_version INTEGER NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1,
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    changed_at TEXT,
    gone_at TEXT,
    next_check_at TEXT,
    parser_version TEXT NOT NULL
) STRICT;
CREATE INDEX articles_published ON articles (published_at);
CREATE INDEX articles_section ON articles (section, published_at);

CREATE TABLE article_parts (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    capture_id INTEGER NOT NULL REFERENCES captures (id),
    PRIMARY KEY (article_id, revision, position)
) STRICT;

CREATE TABLE article_urls (
    url TEXT PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    relation TEXT NOT NULL CHECK (relation IN ('canonical', 'same text', 'mirror', 'redirect')),
    section TEXT,
    title TEXT,
    published_at TEXT,
    source TEXT,
    editor TEXT,
    text_sha256 TEXT,
    capture_id INTEGER REFERENCES captures (id),
    seen_at TEXT NOT NULL,
    gone_at TEXT
) STRICT;
CREATE INDEX article_urls_article ON article_urls (article_id);
CREATE INDEX article_urls_text ON article_urls (text_sha256, published_at);

CREATE TABLE credits (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL
        CHECK (role IN ('reporter', 'photographer', 'correspondent', 'author', 'designer', 'editor')),
    verbatim TEXT NOT NULL,
    PRIMARY KEY (article_id, position)
) STRICT;
CREATE INDEX credits_name ON credits (name, role);

CREATE TABLE images (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    position INTEGER NOT NULL,
    url TEXT,
    caption TEXT,
    credit TEXT,
    sha256 TEXT,
    path TEXT,
    PRIMARY KEY (article_id, position)
) STRICT;

CREATE TABLE links (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('related', 'previous', 'next', 'attachment', 'body')),
    PRIMARY KEY (article_id, position)
) STRICT;

CREATE TABLE changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    article_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (
        kind IN ('added', 'completed', 'edited', 'gone', 'returned', 'merged', 'split', 'reparsed')
    ),
    fields TEXT NOT NULL DEFAULT '{}',
    evidence TEXT
) STRICT;
CREATE INDEX changes_article ON changes (article_id);

CREATE TABLE urls (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('pending', 'archived', 'duplicate', 'gone', 'refused', 'skipped', 'failed')),
    discovered_at TEXT NOT NULL,
    discovered_on TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try_at TEXT,
    reason TEXT,
    article_id INTEGER REFERENCES articles (id),
    capture_id INTEGER REFERENCES captures (id),
    parser_version TEXT
) STRICT;
CREATE INDEX urls_state ON urls (state, kind, id);
CREATE INDEX urls_article ON urls (article_id);

CREATE TABLE sweeps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    section TEXT NOT NULL,
    started_at TEXT NOT NULL,
    next_page INTEGER NOT NULL,
    ended_at TEXT,
    reason TEXT
) STRICT;
CREATE INDEX sweeps_section ON sweeps (section, id);

CREATE TABLE listings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sweep_id INTEGER NOT NULL REFERENCES sweeps (id),
    section TEXT NOT NULL,
    page INTEGER NOT NULL,
    seen_at TEXT NOT NULL,
    link_count INTEGER NOT NULL,
    new_count INTEGER NOT NULL,
    capture_id INTEGER REFERENCES captures (id)
) STRICT;
CREATE INDEX listings_section ON listings (section, page);

CREATE TABLE section_urls (
    section TEXT NOT NULL,
    url_id INTEGER NOT NULL REFERENCES urls (id),
    sweep_id INTEGER NOT NULL REFERENCES sweeps (id),
    PRIMARY KEY (section, url_id)
) STRICT, WITHOUT ROWID;
"""

"""What later migrations made of the tables."""

CREDITS = """
CREATE TABLE credits_widened (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN (
        'reporter', 'photographer', 'correspondent', 'author', 'designer', 'editor',
        'reviewer', 'videographer', 'producer', 'adviser'
    )),
    verbatim TEXT NOT NULL,
    PRIMARY KEY (article_id, position)
) STRICT;
INSERT INTO credits_widened (article_id, position, name, role, verbatim)
    SELECT article_id, position, name, role, verbatim FROM credits;
DROP TABLE credits;
ALTER TABLE credits_widened RENAME TO credits;
CREATE INDEX credits_name ON credits (name, role);
"""

SIMILAR = """
CREATE TABLE similar (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    other_id INTEGER NOT NULL REFERENCES articles (id),
    score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
    PRIMARY KEY (article_id, other_id),
    CHECK (article_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX similar_other ON similar (other_id);

CREATE TABLE text_keys (
    key INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (key, article_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE mirrors (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    original_url TEXT,
    article_id INTEGER REFERENCES articles (id),
    score REAL CHECK (score BETWEEN 0 AND 1),
    title TEXT NOT NULL,
    published_at TEXT,
    source TEXT,
    editor TEXT,
    text TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    capture_id INTEGER REFERENCES captures (id),
    seen_at TEXT NOT NULL
) STRICT;
CREATE INDEX mirrors_original ON mirrors (original_url);
CREATE INDEX mirrors_article ON mirrors (article_id);

CREATE TABLE mirror_keys (
    key INTEGER NOT NULL,
    mirror_id INTEGER NOT NULL REFERENCES mirrors (id),
    PRIMARY KEY (key, mirror_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mirror_keys_mirror ON mirror_keys (mirror_id);

ALTER TABLE archive ADD COLUMN signature_version TEXT;
"""

REVISIONS = """
CREATE TABLE revisions (
    article_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    seen_at TEXT NOT NULL,
    replaced_at TEXT NOT NULL,
    url TEXT NOT NULL,
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
    view_label INTEGER NOT NULL CHECK (view_label IN (0, 1)),
    view_count INTEGER,
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
    char_count INTEGER NOT NULL,
    content_sha256 TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    fold_version INTEGER NOT NULL,
    parser_version TEXT NOT NULL,
    credits TEXT NOT NULL,
    images TEXT NOT NULL,
    PRIMARY KEY (article_id, revision)
) STRICT;

CREATE TABLE parts_widened (
    article_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    capture_id INTEGER NOT NULL REFERENCES captures (id),
    PRIMARY KEY (article_id, revision, position)
) STRICT;
INSERT INTO parts_widened (article_id, revision, position, url, capture_id)
    SELECT article_id, revision, position, url, capture_id FROM article_parts;
DROP TABLE article_parts;
ALTER TABLE parts_widened RENAME TO article_parts;
ALTER TABLE captures ADD COLUMN refers_to INTEGER REFERENCES captures (id);
CREATE INDEX parts_url ON article_parts (url);
CREATE INDEX articles_next_check ON articles (next_check_at);
CREATE INDEX articles_incomplete ON articles (url, parser_version) WHERE complete = 0;
"""

JOURNAL = """
CREATE TABLE journal (
    number INTEGER PRIMARY KEY,
    what TEXT NOT NULL,
    run_id INTEGER REFERENCES runs (id) DEFERRABLE INITIALLY DEFERRED,
    warc_file TEXT NOT NULL,
    warc_offset INTEGER NOT NULL,
    warc_length INTEGER NOT NULL,
    is_stored INTEGER NOT NULL CHECK (is_stored IN (0, 1)),
    UNIQUE (warc_file, warc_offset)
) STRICT;
CREATE INDEX journal_waiting ON journal (number) WHERE is_stored = 0;
DROP INDEX captures_url;
CREATE INDEX captures_url ON captures (url, fetched_at);
"""

OTHERS_AND_TAKEDOWNS = """
CREATE TABLE changes_widened (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    article_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (
        kind IN (
            'added', 'completed', 'edited', 'earlier', 'gone', 'returned', 'merged', 'split', 'reparsed', 'forgotten'
        )
    ),
    fields TEXT NOT NULL DEFAULT '[]',
    evidence TEXT
) STRICT;
INSERT INTO changes_widened (id, at, article_id, kind, fields, evidence)
    SELECT id, at, article_id, kind, fields, evidence FROM changes;
INSERT INTO sqlite_sequence (name, seq) SELECT 'changes_widened', 0
    WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'changes_widened');
UPDATE sqlite_sequence SET seq = (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'changes')
    WHERE name = 'changes_widened';
DROP TABLE changes;
ALTER TABLE changes_widened RENAME TO changes;
CREATE INDEX changes_article ON changes (article_id);

ALTER TABLE captures ADD COLUMN provenance TEXT;
ALTER TABLE captures ADD COLUMN forgotten_at TEXT;
CREATE INDEX images_url ON images (url) WHERE sha256 IS NOT NULL;

CREATE TABLE tombstones (
    url TEXT PRIMARY KEY,
    article_id INTEGER,
    forgotten_at TEXT NOT NULL,
    erased_at TEXT,
    reason TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    payload_sha256 TEXT NOT NULL
) STRICT;
"""

MEDIA = """
CREATE TABLE media (
    url TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    path TEXT NOT NULL,
    media_type TEXT NOT NULL,
    length INTEGER NOT NULL,
    capture_id INTEGER NOT NULL REFERENCES captures (id)
) STRICT;
CREATE INDEX media_sha256 ON media (sha256);
DROP INDEX images_url;
CREATE INDEX images_url ON images (url);
"""

PLACES = """
ALTER TABLE section_urls ADD COLUMN listing_id INTEGER REFERENCES listings (id);
ALTER TABLE section_urls ADD COLUMN position INTEGER;
CREATE INDEX section_urls_listing ON section_urls (listing_id, position);
CREATE INDEX listings_sweep ON listings (sweep_id);
"""

ATTACHMENTS = """
ALTER TABLE revisions ADD COLUMN attachments TEXT;
"""

ASKED = """
ALTER TABLE urls ADD COLUMN asked_at TEXT;
"""

SEEN = """
ALTER TABLE changes ADD COLUMN seen_at TEXT;
ALTER TABLE changes ADD COLUMN left_at TEXT;
"""

DEFERRED = """
CREATE TABLE deferred (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    what TEXT NOT NULL,
    article_id INTEGER UNIQUE,
    facts TEXT NOT NULL
) STRICT;
"""

BRANCH = """
ALTER TABLE runs ADD COLUMN branch TEXT;
"""

READ_BY = """
ALTER TABLE archive ADD COLUMN read_by TEXT NOT NULL DEFAULT '[]';
"""

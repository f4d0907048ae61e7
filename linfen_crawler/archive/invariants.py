"""Invariants of every sound archive, as queries for violations."""

from __future__ import annotations

INVARIANTS = {
    "has no address of its own": (
        "SELECT 'article ' || id FROM articles a WHERE NOT EXISTS "
        "(SELECT 1 FROM article_urls WHERE url = a.url AND article_id = a.id AND relation = 'canonical')"
    ),
    "has more than one canonical address": (
        "SELECT 'article ' || article_id FROM article_urls WHERE relation = 'canonical' "
        "GROUP BY article_id HAVING count(*) > 1"
    ),
    "has no page it was read from": (
        "SELECT 'article ' || id FROM articles a WHERE NOT EXISTS "
        "(SELECT 1 FROM article_parts WHERE article_id = a.id AND revision = a.revision AND position = 1)"
    ),
    "has the same number as its article's current state": (
        "SELECT 'revision ' || r.article_id || '/' || r.revision FROM revisions r "
        "JOIN articles a ON a.id = r.article_id WHERE r.revision = a.revision"
    ),
    "lacks a revision": (
        "SELECT 'article ' || id FROM articles a WHERE NOT EXISTS "
        "(SELECT 1 FROM changes WHERE article_id <> a.id AND kind = 'merged' AND evidence = 'into article ' || a.id) "
        # What another article showed of a text that was taken down went with it.
        "AND NOT EXISTS (SELECT 1 FROM tombstones) "
        "AND max(revision, (SELECT coalesce(max(revision), 0) FROM revisions WHERE article_id = a.id)) "
        "<> 1 + (SELECT count(*) FROM revisions WHERE article_id = a.id)"
    ),
    "is archived, but belongs to no article": (
        "SELECT url FROM urls u WHERE kind = 'article' AND state IN ('archived', 'duplicate') AND NOT EXISTS "
        "(SELECT 1 FROM article_urls WHERE url = u.url)"
    ),
    "is an article's address, but not in the ledger": (
        "SELECT url FROM article_urls x WHERE NOT EXISTS (SELECT 1 FROM urls WHERE url = x.url)"
    ),
    "is gone, though one of its addresses is not": (
        "SELECT 'article ' || id FROM articles a WHERE gone_at IS NOT NULL AND EXISTS (SELECT 1 FROM article_urls "
        "WHERE article_id = a.id AND gone_at IS NULL AND relation IN ('canonical', 'same text'))"
    ),
    "is not gone, though each of its addresses is": (
        "SELECT 'article ' || id FROM articles a WHERE gone_at IS NULL AND NOT EXISTS (SELECT 1 FROM article_urls "
        "WHERE article_id = a.id AND gone_at IS NULL AND relation IN ('canonical', 'same text'))"
    ),
    "has no event in changes": (
        "SELECT 'article ' || id FROM articles a WHERE NOT EXISTS (SELECT 1 FROM changes WHERE article_id = a.id) "
        # It is logged by the next run.
        "AND NOT EXISTS (SELECT 1 FROM deferred WHERE article_id = a.id)"
    ),
    "refers to a capture that refers to another": (
        "SELECT 'capture ' || c.id FROM captures c JOIN captures o ON o.id = c.refers_to WHERE o.refers_to IS NOT NULL"
    ),
    "has a different payload than the capture it refers to": (
        "SELECT 'capture ' || c.id FROM captures c JOIN captures o ON o.id = c.refers_to "
        "WHERE (c.payload_sha256, c.length) <> (o.payload_sha256, o.length)"
    ),
    "names a different file than its address in media": (
        "SELECT 'image ' || i.article_id || '/' || i.position FROM images i LEFT JOIN media m ON m.url = i.url "
        "WHERE (i.sha256, i.path) IS NOT (m.sha256, m.path)"
    ),
    "has a path that does not match its digest": (
        "SELECT 'image ' || url FROM media "
        "WHERE path NOT GLOB 'media/' || substr(sha256, 1, 2) || '/' || sha256 || '.*'"
    ),
    "is an archived image without a file": (
        "SELECT url FROM urls u WHERE kind = 'image' AND state = 'archived' "
        "AND NOT EXISTS (SELECT 1 FROM media WHERE url = u.url)"
    ),
    "has a file, but is not archived in the ledger": (
        "SELECT 'image ' || url FROM media m "
        "WHERE NOT EXISTS (SELECT 1 FROM urls WHERE url = m.url AND kind = 'image' AND state = 'archived')"
    ),
    "has a different notice than the one it names": (
        "SELECT 'article ' || a.id FROM articles a LEFT JOIN copyright_notices n ON n.id = a.copyright_id "
        "WHERE a.copyright_notice IS NOT n.text"
    ),
}
"""For each violation a query for the names it applies to; a sound archive has none."""

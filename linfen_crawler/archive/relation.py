"""Say why an address belongs to an article."""

from __future__ import annotations

from enum import StrEnum


class Relation(StrEnum):
    """Why an address belongs to an article."""

    CANONICAL = "canonical"
    SAME_TEXT = "same text"
    MIRROR = "mirror"
    REDIRECT = "redirect"

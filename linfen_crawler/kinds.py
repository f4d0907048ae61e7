"""The vocabulary of the archive: kinds of addresses, links, people, pages, times and absences."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an address is, by its form; for an image or a later page also by the article that shows it."""

    ARTICLE = "article"
    PART = "part"
    LISTING = "listing"
    HOME = "home"
    H5 = "h5"
    VIDEO = "video"
    FILE = "file"
    OFFSITE = "offsite"
    ROBOTS = "robots"
    IMAGE = "image"
    OTHER = "other"


class LinkKind(StrEnum):
    """Why an article links to an address."""

    RELATED = "related"
    PREVIOUS = "previous"
    NEXT = "next"
    ATTACHMENT = "attachment"
    BODY = "body"


class Role(StrEnum):
    """What a credited person did."""

    REPORTER = "reporter"
    PHOTOGRAPHER = "photographer"
    CORRESPONDENT = "correspondent"
    AUTHOR = "author"
    DESIGNER = "designer"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    """审核, 校对, 终审 …: who checked or approved the text."""
    VIDEOGRAPHER = "videographer"
    PRODUCER = "producer"
    """策划, 统筹, 出品."""
    ADVISER = "adviser"
    """指导老师: the teacher who guided a child's text."""


class Precision(StrEnum):
    """How exactly a page gives its publication time."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"


class SweepEnd(StrEnum):
    """Why a sweep of a section ends."""

    KNOWN = "all known"
    LAST_PAGE = "last page"
    NOT_FOUND = "no further page"
    EMPTY = "empty page"
    REPEATED = "same links again"


class Evidence(StrEnum):
    """How the site says that a page is not there."""

    NOT_FOUND = "404"
    GONE = "410"
    REDIRECT_HOME = "redirect home"
    REDIRECT_LISTING = "redirect to a listing"
    REDIRECT_ARTICLE = "redirect to another article"
    REDIRECT_BACK = "redirect to a page before it"
    """Of a later page of an article."""
    SOFT_404 = "soft 404"


class Nature(StrEnum):
    """What a page is that is not an article although its address says so."""

    LISTING = "listing"
    HOME = "home"
    SOFT_404 = "soft 404"
    CHALLENGE = "challenge"
    LOGIN = "login"
    EMPTY = "empty"
    ERROR = "error"
    """A message of the server, or of the system that makes the pages."""
    H5 = "h5"
    VIDEO = "video"
    OFFSITE = "offsite"
    """Another site's page under this one's address, or one that leads there."""

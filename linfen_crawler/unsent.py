"""Why a request is not sent."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest


class NotAskedError(IgnoreRequest):
    """The run ends: nothing is known of the address that was not known before."""


class RobotsForbiddenError(IgnoreRequest):
    """robots.txt forbids the address."""


class RobotsUnreachableError(IgnoreRequest):
    """robots.txt could not be fetched, so nothing may be fetched."""

"""The overview as one reader sees it, without a page."""

from __future__ import annotations

import datetime as dt

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tracker.filters.overview import OverviewFilter
from tracker.queries.overview import Facts


def seen_by(actor: Actor, now: dt.datetime | None = None, **asked: str) -> Facts:
    filters = OverviewFilter(asked, actor)
    assert filters.is_valid(), filters.errors
    return Facts(filters.scope, now)


def administrator() -> Actor:
    return factories.actor(factories.make_seat(Role.ADMINISTRATOR))


def co_chair() -> Actor:
    return factories.actor(factories.make_seat(Role.CO_CHAIR))

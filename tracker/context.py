"""What every page knows: who reads it, where they can go, in which language, and whether the data
is invented. All of it is worked out only where a page shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.actor import PUBLIC, Actor
from accounts.enums import NETWORK_ROLES, Role
from tracker import rules
from tracker.models import ReportingCycle
from tracker.queries.demo import is_demo
from tracker.wording import OWN_NAMES


@dataclass(frozen=True)
class Link:
    """A place to go. `is_current` where the page shown is that place or lies below it."""

    label: str | Promise
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Language:
    """A language the pages are offered in, by its own name."""

    code: str
    tag: str
    name: str
    is_current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """The context of every template."""
    actor: Actor = getattr(request, "actor", PUBLIC)
    return {
        "actor": actor,
        "nav": SimpleLazyObject(lambda: _nav(actor, request.path)),
        "seat_note": SimpleLazyObject(lambda: _seat_note(actor, request)),
        "about": SimpleLazyObject(lambda: _about(request.path)),
        "administration": SimpleLazyObject(lambda: _administration(actor, request.path)),
        "languages": SimpleLazyObject(_languages),
        "language_tag": SimpleLazyObject(lambda: _tag(get_language() or settings.LANGUAGE_CODE)),
        "is_demo": SimpleLazyObject(is_demo),
    }


def _nav(actor: Actor, path: str) -> list[Link]:
    members = (_("Members"), "tracker:member-list")
    matrix = (_("Matrix"), "tracker:matrix")
    money = (_("Money"), "tracker:money")
    overview = [(_("Overview"), "tracker:review-overview")] if rules.may_see_overview(actor) else []
    manage = [(_("Manage"), "tracker:manage")] if rules.may_manage(actor) else []
    if not actor.is_signed_in or actor.has_role(Role.CO_CHAIR, Role.ADMINISTRATOR):
        return _links(
            path,
            *(overview or [(_("Start"), "tracker:start")]),
            *(manage or [(_("Recommendations"), "tracker:recommendation-list")]),
            members,
            matrix,
            money,
        )
    if actor.role in NETWORK_ROLES:
        review = (_("Review"), "tracker:review-queue")
        return _links(path, *overview, review, *manage, matrix, members)
    team = [(_("Team"), "tracker:team")] if rules.may_see_team(actor) else []
    return [
        *_links(path, (_("My work"), "tracker:work")),
        *(_report(path) if not actor.has_role(Role.CIVIL_SOCIETY_MONITOR) else []),
        *_links(path, *team, matrix, members),
    ]


def _seat_note(actor: Actor, request: HttpRequest) -> dict[str, Any]:
    """What holds for everything on a working page: a seat that only reads, a member that is
    frozen. Public pages say nothing of it."""
    from tracker.web.public_urls import urlpatterns as public

    at = request.resolver_match
    if actor.seat is None or at is None or at.url_name in {page.name for page in public}:
        return {}
    member = actor.seat.member
    found: dict[str, Any] = {}
    if actor.is_read_only:
        found["handed_over_on"] = actor.seat.read_only_from - dt.timedelta(days=1)
        found["reads_until"] = actor.seat.ends_on
    is_of_the_member = actor.role != Role.CIVIL_SOCIETY_MONITOR
    if member is not None and member.frozen_at is not None and is_of_the_member:
        found["frozen"] = member
    return found


def _report(path: str) -> list[Link]:
    cycle = ReportingCycle.objects.current()
    if cycle is None:
        return []
    label = _("Report %(cycle)s") % {"cycle": cycle.code}
    return _links(path, (label, "tracker:report"), cycle=cycle.code)


def _about(path: str) -> list[Link]:
    return _links(
        path,
        (_("Method and definitions"), "tracker:method"),
        (_("The recommendations"), "tracker:recommendation-list"),
        (_("National action plans"), "tracker:plan-list"),
        (_("Where money stops"), "tracker:money"),
        (_("Snapshots to cite"), "tracker:snapshots"),
        (_("Data to take along"), "tracker:export"),
        (_("API"), "api:docs"),
    )


def _administration(actor: Actor, path: str) -> list[Link]:
    places = [(_("Documents"), "tracker:document-list")] if actor.is_signed_in else []
    if rules.may_read_log(actor):
        places.append((_("Log"), "tracker:log"))
    if actor.has_role(Role.REVIEWER):
        places.append((_("Civil society’s views"), "tracker:view-list"))
    if rules.may_see_sending(actor):
        places.append((_("Reminders and mails"), "tracker:review-reminders"))
    if rules.may_use_admin(actor):
        places.append((_("Administration"), "admin:index"))
    if rules.may_help_with_second_factors(actor):
        places.append((_("Lost second factors"), "tracker:second-factor-resets"))
    return _links(path, *places)


def _links(path: str, *places: tuple[str | Promise, str], **at: str) -> list[Link]:
    """The places that exist in this installation. Of places one below the other the page is at
    the lower one."""
    found: list[tuple[str | Promise, str]] = []
    for label, name in places:
        try:
            url = reverse(name, kwargs=at)
        except NoReverseMatch:
            continue
        found.append((label, url))
    at_hand = [u for _l, u in found if path == u or (u.count("/") > 2 and path.startswith(u))]
    current = max(at_hand, key=len, default="")
    return [Link(label, url, url == current) for label, url in found]


def _tag(code: str) -> str:
    """The language as HTML names it: zh-Hans, not zh-hans."""
    head, _dash, script = code.partition("-")
    return f"{head}-{script.title()}" if script else head


def _languages() -> list[Language]:
    now = get_language()
    return [
        Language(code, _tag(code), OWN_NAMES[code], code == now)
        for code, _name in settings.LANGUAGES
    ]

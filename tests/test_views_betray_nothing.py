"""Story 6: a monitor files "differs" on 2023-05 for the secretariat alone. Whatever others look at
is the same before and after, to the byte."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import transaction
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Member, User
from tests import factories
from tests.drawing import PROOF, drawn
from tests.permission_table import Row, World
from tests.test_canaries import _all_of, _no_throttle, pages
from tests.test_permission_matrix import address, client_of
from tracker.domain import civil_society, dispatch, seats
from tracker.domain.reminders import sweep
from tracker.models import CivilSocietyView, Notice, OutgoingMail, Reminder
from tracker.queries.log import Asked, page_of

pytestmark = pytest.mark.django_db
throttle = _no_throttle

CODE, WORDS = "2023-05", "The shelters were closed in March."
# What somebody might ask to find out.
ASKED = ("", "?recommendation=2023-05")
ASKED += ("?member=KEN", "?search=shelters", "?kind=view") if PROOF else ()
# What is another one in every answer: tokens, the key of an authenticator, the clock.
OF_THE_MOMENT = re.compile(
    r"(?:csrfmiddlewaretoken|name=\"page\")[^>]*value=\"[^\"]*\"|\"csrf\": \"[^\"]*\""
    r"|'(?:Set-Cookie|X-Request-Id|X-Export-At)': '[^']*'"
    r"|DTSTAMP:\d{8}T\d{6}Z"
    r"|\b\d{2}:\d{2}(?::\d{2})?\b|\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|\+00:00)|\.\d{3,6}\b"
)
# A new key of an authenticator, and how long ago the scheduler was heard.
NEW_EACH_TIME = {"mfa_activate_totp", "readyz"}


def seen(world: World, role: str, asked: list[Row]) -> dict[str, str]:
    """Addresses as one reader gets them, without what is of the moment."""
    client = client_of(world, role)
    found = {}
    for row in asked:
        if row.route in NEW_EACH_TIME or (world.comment is None and "comment-detail" in row.route):
            continue
        path = address(row, world)
        for query in ASKED if not row.args(world) else ("",):
            found[path + query] = OF_THE_MOMENT.sub("", _all_of(client, path + query))
    return found


def differing(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The addresses whose answers differ, each with the first words that do."""
    found = []
    for path, was in before.items():
        if was != after[path]:
            words = zip(was.split(), after[path].split(), strict=False)
            found.append(f"{path}: {next((w for w in words if w[0] != w[1]), 'longer')}")
    return found


def told(at: dt.datetime, author: User) -> list[dict[str, Any]]:
    """All that reminders, mails and inboxes would say at a moment to anybody but the author, who
    alone is reminded of the window."""
    with transaction.atomic():
        sweep(at)
        dispatch.gather(at)
        rows = [
            {k: v for k, v in model_to_dict(row).items() if k not in ("id", "public_id")}
            for model in (Reminder, OutgoingMail, Notice)
            for row in model.objects.exclude(recipient=author).order_by("pk")
        ]
        transaction.set_rollback(True)
    # A mail that is gathered again has another number.
    return [
        {k: str(v) for k, v in row.items() if "_id" not in k and k not in ("key", "mail")}
        for row in rows
    ]


def file_from_the_page(world: World, **said: str) -> None:
    body = {"version": "0", "view": "differs", "text": WORDS, "language": "en"}
    response = client_of(world, Role.CIVIL_SOCIETY_MONITOR).post(
        reverse("tracker:view", args=[world.cycle, CODE]),
        {**body, "audience": "secretariat", "then": "save", **said},
    )
    assert response.status_code == 302, response.content.decode()


@pytest.mark.parametrize(
    "role", [Role.FOCAL_POINT, *([Role.ADMINISTRATOR, "stranger"] if PROOF else [])]
)
def test_nothing_that_others_look_at_betrays_a_view(role: str) -> None:
    world = World("returned")
    asked = drawn(pages(), 3)
    seen(world, role, asked)
    before = seen(world, role, asked)
    file_from_the_page(world)
    after = seen(world, role, asked)
    assert CivilSocietyView.internal.filter(recommendation__code=CODE).exists()
    assert len(before) > (100 if PROOF else 40)
    wrong = differing(before, after)
    assert not wrong, "\n".join(wrong)


def test_no_reminder_mail_or_notice_comes_of_a_view() -> None:
    world = World("submitted")
    author = world.people[Role.CIVIL_SOCIETY_MONITOR].user
    assert author is not None
    now = dt.datetime.now(dt.UTC)
    # Filing plans anew what stands planned already.
    sweep(now)
    before = told(now + dt.timedelta(days=1), author)
    file_from_the_page(world, audience="public", confirmed="yes")
    assert told(now + dt.timedelta(days=1), author) == before
    assert before


def test_log_tells_nobody_of_views() -> None:
    world = World("submitted")
    file_from_the_page(world)
    for role, actor in world.people.items():
        events = page_of(actor, Asked(kinds=("view",)), 50).events
        assert not events, role
    assert CivilSocietyView.pgh_event_model.objects.count() == 3


def test_frozen_member_edits_nothing_and_the_view_is_still_there() -> None:
    world = World("submitted")
    file_from_the_page(world)
    reviewer = world.people[Role.REVIEWER]
    seats.freeze(reviewer, Member.objects.get(code="KEN"), "A change of government.")
    refused = client_of(world, Role.FOCAL_POINT).patch(
        reverse("api:entry-detail", args=[world.entry.public_id]),
        '{"narrative": "All is well."}',
        "application/json",
        headers={"If-Match": '"1"'},
    )
    assert refused.status_code == 403
    page = reverse("tracker:review-detail", args=["KEN", world.cycle]) + f"?answer={CODE}"
    assert WORDS in text(client_of(world, Role.REVIEWER), page)
    own = reverse("tracker:view", args=[world.cycle, CODE])
    assert WORDS in text(client_of(world, Role.CIVIL_SOCIETY_MONITOR), own)
    file = {"version": "1", "view": "differs", "text": "They came at night.", "language": "en"}
    saved = client_of(world, Role.CIVIL_SOCIETY_MONITOR).post(
        own, {**file, "audience": "secretariat", "then": "save"}
    )
    assert saved.status_code == 302
    stored = CivilSocietyView.internal.get(recommendation__code=CODE)
    assert stored.text == "They came at night."


def test_successor_reads_nothing_of_what_was_shown_to_the_predecessor() -> None:
    world = World("draft")
    file_from_the_page(world, audience="member", confirmed="yes")
    page = reverse("tracker:entry", args=[world.cycle, CODE])
    assert WORDS in text(client_of(world, Role.FOCAL_POINT), page)
    assert WORDS in text(client_of(world, Role.DEPUTY), page)
    assert WORDS not in text(client_of(world, Role.VIEWER), page)
    successor = factories.actor(factories.make_seat(Role.FOCAL_POINT, "KEN"))
    world.people[Role.FOCAL_POINT] = successor
    shown = seen(world, Role.FOCAL_POINT, drawn(pages(), 3))
    assert not [path for path, said in shown.items() if WORDS in said]


@pytest.mark.skipif(not PROOF, reason="half a minute; `make proof` asks it")
def test_taken_back_view_is_gone_for_every_reader_at_once() -> None:
    world = World("published")
    file_from_the_page(world, audience="public", confirmed="yes", show_name="on")
    page = reverse("tracker:member-detail", args=["KEN"])
    name = world.people[Role.CIVIL_SOCIETY_MONITOR].user.name
    shown = text(Client(), page)
    assert WORDS in shown
    assert name in shown
    view = CivilSocietyView.internal.get(recommendation__code=CODE)
    own: Actor = world.people[Role.CIVIL_SOCIETY_MONITOR]
    civil_society.hide(own, view)
    assert WORDS not in text(Client(), page)
    civil_society.take_back(own, view, 3)
    for role in (Role.FOCAL_POINT, Role.REVIEWER, "public", Role.CIVIL_SOCIETY_MONITOR):
        shown = seen(world, role, pages())
        assert not [path for path, said in shown.items() if WORDS in said], role


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()

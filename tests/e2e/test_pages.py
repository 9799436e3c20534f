"""Every page × language × scheme × width: accessible, within its width and its weight, alone."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import get_resolver, reverse
from django.utils import timezone, translation
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from accounts.actor import PUBLIC
from accounts.enums import Role
from accounts.models import Appointment, HandOver, Invitation, Member, User
from tests.drawing import PROOF, drawn
from tests.e2e.audit import Visit, findings, looks
from tests.e2e.pages import KENYA, NO_PAGE, PAGES, Row
from tests.emptying import FirstRows
from tracker.domain.outbox import new_mail
from tracker.mail_links import pause_path, stop_path
from tracker.models import (
    Action,
    Assignment,
    BudgetFigure,
    Evidence,
    Measurement,
    OutgoingMail,
    Plan,
)
from tracker.models.evidence import evidence_storage

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration")]

DIRECTIONS = {"en": "ltr", "ar": "rtl"}


@pytest.fixture(scope="module")
def demonstration(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Any]]:
    """The demonstration world, a server in front of it, and a session for everybody who signs in;
    afterwards the tables are as every other test expects them."""
    folder = tmp_path_factory.mktemp("evidence")
    kept = {**settings.STORAGES["evidence"], "OPTIONS": {"location": folder}}
    with (
        django_db_blocker.unblock(),
        override_settings(STORAGES={**settings.STORAGES, "evidence": kept}),
        pytest.MonkeyPatch.context() as patch,
    ):
        for model in (Evidence, Plan):
            patch.setattr(model._meta.get_field("file"), "storage", evidence_storage())
        first = FirstRows()
        with contextlib.redirect_stdout(io.StringIO()):
            call_command("seed", demo=True, verbosity=0)
        server = LiveServer("localhost")
        held = Evidence.objects.working().filter(
            member__code="KEN", entries__report__cycle__code="2026"
        )
        asked = Assignment.internal.order_by("entry__recommendation__code")
        try:
            yield {
                "url": server.url,
                "asked": asked.values_list("public_id", flat=True)[0],
                "line": asked.exclude(budget_line=None).values_list(
                    "budget_line__public_id", flat=True
                )[0],
                "figure": BudgetFigure.objects.working()
                .filter(member__code="KEN", report__cycle__code="2026")
                .values_list("public_id", flat=True)[0],
                "evidence": held.values_list("public_id", flat=True)[0],
                **indicator_places(),
                **people_places(),
                **plan_places(),
                **mail_places(),
                "sessions": {row.who: session_of(row.who) for row in PAGES if row.who},
            }
        finally:
            server.stop()
            first.put_back()


def plan_places() -> dict[str, Any]:
    """The random ids of the plans: Kenya's second one, and one of another member."""
    second = Plan.internal.get(member__code="KEN", edition="working", generation=2)
    return {
        "plan": second.public_id,
        "public_plan": Plan.objects.visible_to(PUBLIC).values_list("public_id", flat=True)[0],
        "action": Action.objects.working().filter(plan=second)[0].public_id,
    }


def indicator_places() -> dict[str, Any]:
    """Kenya's indicator with a table, and the measurement that has it."""
    measurement = Measurement.objects.working().exclude(table={}).order_by("pk")[0]
    return {
        "indicator": measurement.indicator.public_id,
        "measurement": measurement.public_id,
    }


def mail_places() -> dict[str, Any]:
    """The keys of the links in a mail to Kenya's focal point."""
    person = User.objects.get(email=KENYA)
    with translation.override("en"):
        paths = {"stop": stop_path(person, "deadlines"), "pause": pause_path(person)}
    return {name: path.rstrip("/").rsplit("/", 1)[1] for name, path in paths.items()}


def people_places() -> dict[str, Any]:
    """The random ids of the people's pages."""
    kenya = Appointment.objects.filter(member__code="KEN")
    return {
        "invitation": Invitation.internal.get(accepted_at=None).key,
        "hand_over": HandOver.internal.get().public_id,
        "deputy": kenya.get(role=Role.DEPUTY).public_id,
        "focal_point": kenya.get(role=Role.FOCAL_POINT).public_id,
        "reviewer": Appointment.objects.get(role=Role.REVIEWER).public_id,
        "frozen": Member.objects.get(frozen_at__isnull=False).code,
        "mail": failed_mail(kenya.get(role=Role.FOCAL_POINT)).public_id,
    }


def failed_mail(seat: Appointment) -> OutgoingMail:
    """A digest that the mail server refused for good."""
    now = timezone.now()
    mail = new_mail("digest", "digest", seat.user, now.date(), now, member_id=seat.member_id)
    reply = "550 5.1.1 No such mailbox"
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state="failed", attempts=1, last_error=reply, smtp_reply=reply
    )
    return mail


def session_of(email: str) -> str:
    client = Client()
    client.force_login(User.objects.get(email=email))
    return client.cookies["session"].value


def address(row: Row, language: str, world: dict[str, Any]) -> str:
    with translation.override(language):
        return world["url"] + reverse(row.route, kwargs=dict(row.args(world))) + row.query


READERS = sorted({row.who for row in PAGES})


@pytest.mark.parametrize(
    ("who", "language"),
    drawn(product(READERS, sorted(DIRECTIONS)), 2),
    ids=lambda said: said or "public",
)
def test_every_page_can_be_read_by_everybody_within_its_weight(
    demonstration: dict[str, Any], browser: Browser, who: str, language: str
) -> None:
    context = browser.new_context(reduced_motion="reduce")
    if who:
        session = demonstration["sessions"][who]
        context.add_cookies([{"name": "session", "value": session, "url": demonstration["url"]}])
    page = context.new_page()
    context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    visit = Visit(page, demonstration["url"].removeprefix("http://"))
    problems: list[str] = []
    for row in drawn((row for row in PAGES if row.who == who), 6):
        status = visit.to(address(row, language, demonstration))
        found = [] if status == row.status else [f"answers {status}"]
        found += findings(
            visit,
            lang=language,
            direction=DIRECTIONS[language],
            most_kb=row.most_kb,
            most_nodes=row.most_nodes,
        )
        # The short form asks half of the rules in each language: colours know none of them.
        half = "narrow" if language == "ar" else "wide"
        found += looks(page, "" if PROOF else half)
        # A browser itself reports a page that answers 404.
        found += [c for c in visit.complaints if row.status == 200 or "Failed to load" not in c]
        problems += [f"{row}: {problem}" for problem in found]
    context.close()
    assert problems == []


def test_every_named_page_is_among_them() -> None:
    named = {
        f"tracker:{name}"
        for name in get_resolver("tracker.web.urls").reverse_dict
        if isinstance(name, str)
    } | {
        name
        for name in get_resolver().reverse_dict
        if isinstance(name, str) and name.startswith(("account_", "mfa_"))
    }
    assert named - NO_PAGE == {row.route for row in PAGES}

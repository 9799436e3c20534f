"""Every page, answer, file, mail, export and log line as every reader: nobody finds a word that is
not for them. Two members' worlds stand side by side, each with tokens of its own."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from itertools import product

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from tests.canaries import Marked, Token, found_in, may_see
from tests.drawing import PROOF, drawn
from tests.permission_relations import READING
from tests.permission_table import ROLES, ROWS, Row, World
from tests.test_permission_matrix import address, client_of
from tracker import emails, ics
from tracker.domain import dispatch
from tracker.domain.reminders import sweep
from tracker.models import OutgoingMail, RestrictedRead
from tracker.queries.calendar_dates import dates_of_person

pytestmark = pytest.mark.django_db
# A query of each kind that searches, filters, counts or exports.
ASKED = ("", "?search=canary", "?member=KEN", "?member=NOR", "?cycle=2026") if PROOF else ("",)


@pytest.fixture(autouse=True)
def _no_throttle(settings) -> None:
    rates = dict.fromkeys(settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"])
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}
    settings.ACCOUNT_RATE_LIMITS = False


def pages() -> list[Row]:
    """Every address that is read, once."""
    return list({row.route: row for row in ROWS if row.method in READING}.values())


def answers(world: World, role: str, other: World, one_in: int = 1) -> Iterator[tuple[str, str]]:
    """Every address as one reader gets it, in the own world and with the other's ids: the address
    and all that came back, headers included."""
    client = client_of(world, role)
    for path in drawn(paths(world, other), one_in):
        yield path, _all_of(client, path)


def paths(*worlds: World) -> Iterator[str]:
    """Every address with the ids of every world; those without ids also with queries."""
    for row in pages():
        for world in worlds:
            if world.comment is None and "comment-detail" in row.route:
                continue
            path = address(row, world)
            yield from (path + query for query in (ASKED if not row.args(world) else ("",)))


def _all_of(client: Client, path: str) -> str:
    response = client.get(path)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{dict(response.headers)}{body.decode('utf-8', 'replace')}"


# `make proof` walks every state; one before and one after publication stand for all in `make test`.
STATES = ("draft", "submitted", "returned", "published") if PROOF else ("draft", "published")


@pytest.mark.parametrize(("role", "at"), drawn(product(ROLES, STATES), 2))
def test_reader_finds_no_word_that_is_not_for_them(role, at, caplog, record_property):
    caplog.set_level(logging.DEBUG)
    world, other = Marked(at, "KEN"), Marked(at, "NOR")
    seen, wrong = 0, []
    for path, text in answers(world, role, other, one_in=6):
        seen += 1
        wrong += [
            f"{path}: {token}"
            for token in sorted(found_in(text))
            if not (may_see(role, token, "KEN", at) or _resets(role, path, token))
        ]
    record_property("responses", seen)
    assert not wrong, "\n".join(wrong)
    assert seen > (300 if PROOF else 25)
    assert found_in("".join(record.getMessage() for record in caplog.records)) == set()


def _resets(role: str, path: str, token: Token) -> bool:
    """The secretariat resets second factors of everybody, and sees whose."""
    return role == "reviewer" and "/second-factor/" in path and token.kind == "person"


def test_focal_point_and_public_do_find_what_is_for_them():
    """The walk would see a leak: what may be seen is seen."""
    world, other = Marked("draft", "KEN"), Marked("draft", "NOR")
    text = "".join(text for _path, text in answers(world, "focal_point", other))
    assert {Token("KEN", "draft"), Token("KEN", "restricted")} <= found_in(text)
    assert RestrictedRead.objects.filter(seat=world.people["focal_point"].seat).exists()


@pytest.mark.skipif(not PROOF, reason="half a minute; `make proof` asks it")
def test_views_do_reach_whom_they_were_shown_to():
    world, other = Marked("submitted", "KEN"), Marked("submitted", "NOR")
    readers = {
        "civil_society_monitor": {"secretariat", "member", "network", "public"},
        "reviewer": {"secretariat", "member", "network", "public"},
        "focal_point": {"member", "network", "public"},
        "viewer": {"network", "public"},
        "co_chair": {"network", "public"},
        "public": {"public"},
    }
    for role, audiences in readers.items():
        text = "".join(text for _path, text in answers(world, role, other))
        views = {t.kind for t in found_in(text) if t.kind.startswith("view") and t.member == "KEN"}
        assert views == {f"view{audience}" for audience in audiences}, role


def test_restricted_words_are_never_shown_without_a_trace():
    world, other = Marked("draft", "KEN"), Marked("draft", "NOR")
    client = client_of(world, "focal_point")
    shown = 0
    for path in paths(world, other):
        before = RestrictedRead.objects.count()
        if Token("KEN", "restricted") in found_in(_all_of(client, path)):
            shown += 1
            assert RestrictedRead.objects.count() > before, path
    assert shown


def test_exports_hold_no_restricted_word_for_anybody():
    world = Marked("draft", "KEN")
    text = _all_of(client_of(world, "focal_point"), "/api/v1/exports/entries.csv")
    assert Token("KEN", "draft") in found_in(text)
    assert Token("KEN", "restricted") not in found_in(text)


@pytest.mark.parametrize("at", ["draft", "returned"])
def test_mails_hold_no_word_of_any_report(at):
    Marked(at, "KEN"), Marked(at, "NOR")
    moment = dt.datetime.now(dt.UTC)
    sweep(moment)
    written = 0
    for days in range(1, 90):
        # Mornings and noons of every recipient's time zone, whenever of the day this test runs.
        day = moment.replace(hour=0, minute=5) + dt.timedelta(days=days)
        for hour in range(0, 24, 3):
            dispatch.gather(day + dt.timedelta(hours=hour))
    for mail in OutgoingMail.objects.select_related("recipient"):
        reminders = list(mail.reminders.select_related("seat__member", "recipient"))
        message = emails.compose(mail, reminders, moment)
        attached = [_unfolded(content) for _name, content, _type in message.attachments]
        text = "\n".join([str(message.message()), message.body, _html(message), *attached])
        kinds = {token.kind for token in found_in(text)}
        assert kinds <= {"person"}, mail.template
        assert not found_in("".join(attached))
        written += 1
    assert written


def _html(message: EmailMultiAlternatives) -> str:
    return str(message.alternatives[0][0])


def _unfolded(calendar: str) -> str:
    return calendar.replace("\r\n ", "")


@pytest.mark.parametrize("at", ["draft", "returned"])
def test_calendars_hold_no_word_of_any_report(at):
    worlds = Marked(at, "KEN"), Marked(at, "NOR")
    moment = dt.datetime.now(dt.UTC)
    found = 0
    for actor in [actor for world in worlds for actor in world.people.values()]:
        body = ics.written(dates_of_person(actor, moment.date()), moment).decode()
        assert found_in(_unfolded(body)) == set(), actor.role
        found += body.count("BEGIN:VEVENT")
    assert found > 4

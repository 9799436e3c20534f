"""A line under embargo is nowhere but with who reads the working rows; from its day on it goes with
the next publication."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from accounts.actor import PUBLIC, SYSTEM, Actor
from accounts.enums import Role
from tests import factories
from tests.sealing import out_cycle
from tracker.domain import budgets, snapshots
from tracker.domain.publication import publish_edition
from tracker.models import BudgetFigure, BudgetLine, Report, SnapshotRow
from tracker.queries.embargo import held_back

pytestmark = pytest.mark.django_db

TITLE, AMOUNT = "Budget not tabled yet", "987654321"
TRACES = (TITLE, AMOUNT, "987 654 321", "987\u202f654\u202f321", "XOF")
PAGES = (
    "/en/",
    "/en/money/?year=",
    "/en/money/?year=&member=KEN",
    "/en/money/?currency=XOF&year=",
    "/en/money/money.csv?year=",
    "/en/money/money.csv?year=&member=KEN",
    "/en/matrix/",
    "/en/members/",
    "/en/members/KEN/",
    "/en/recommendations/2022-08/",
    "/en/snapshots/",
    "/api/v1/money/",
    "/api/v1/money/?member=KEN",
    "/api/v1/budget-lines/",
    "/api/v1/budget-figures/",
    "/api/v1/budget-figures/?currency=XOF",
    "/api/v1/entries/",
    "/api/v1/exports/entries.csv",
)


def today(days: int = 0) -> dt.date:
    return dt.datetime.now(dt.UTC).date() + dt.timedelta(days=days)


@pytest.fixture
def report() -> Report:
    report = factories.make_report("KEN")
    factories.answer(report, "2022-08")
    factories.make_figure(report, factories.make_line(report), "spent", "1000")
    return report


@pytest.fixture
def secret(report: Report) -> BudgetLine:
    line = factories.make_line(report, title=TITLE, embargo_until=today(30))
    factories.make_figure(report, line, "spent", AMOUNT, currency="XOF")
    return line


def body(client: Client, page: str) -> str:
    response = client.get(page)
    assert response.status_code == 200, page
    parts = response.streaming_content if response.streaming else [response.content]
    return b"".join(parts).decode()


def found_by(actor: Actor) -> list[tuple[str, str]]:
    """Where somebody comes upon a trace of the line. The list of currencies in a filter, and what
    was asked in the address, are no trace."""
    client = Client()
    if actor.user is not None:
        client.force_login(actor.user)
    hits = []
    for page in PAGES:
        said = body(client, page)
        hits += [(page, t) for t in TRACES[:-1] if t in said]
        is_asked = "XOF" in page
        hits += [(page, "XOF")] if not is_asked and "XOF" in said else []
    return hits


@pytest.mark.parametrize(
    "role", ["", Role.CO_CHAIR, Role.ADMINISTRATOR, Role.CIVIL_SOCIETY_MONITOR, "stranger"]
)
def test_nobody_outside_comes_upon_a_line_under_embargo(report, secret, role):
    factories.published(report)
    actor = {"": PUBLIC, "stranger": factories.kari()}.get(role)
    if actor is None:
        member = "KEN" if role == Role.CIVIL_SOCIETY_MONITOR else None
        actor = factories.actor(factories.make_seat(role, member))
    assert found_by(actor) == []


def test_the_same_walk_finds_the_line_once_its_day_has_come(report, secret):
    """The walk itself can find something: else it proves nothing."""
    BudgetLine.internal.filter(pk=secret.pk).update(embargo_until=today(-1))
    factories.published(report)
    assert {page for page, _trace in found_by(PUBLIC)} >= {
        "/en/money/?year=&member=KEN",
        "/en/money/money.csv?year=&member=KEN",
        "/en/members/KEN/",
        "/en/recommendations/2022-08/",
        "/api/v1/money/?member=KEN",
        "/api/v1/budget-lines/",
        "/api/v1/budget-figures/",
    }


def test_embargo_set_on_a_published_line_takes_it_back_at_once(amina):
    report = factories.make_report("KEN", out_cycle())
    factories.answer(report, "2022-08", "in_progress")
    line = factories.make_line(report)
    factories.make_figure(report, line)
    factories.published(report)
    snapshots.seal(SYSTEM, report.cycle)
    held = SnapshotRow.objects.filter(dataset__startswith="budget", withdrawn_at=None)
    assert held.count() == 2
    factories.put(report, state="returned")
    budgets.change_line(amina, report, line, line.version, {"embargo_until": today(30)})
    assert not BudgetLine.objects.visible_to(PUBLIC).exists()
    assert not BudgetFigure.objects.visible_to(PUBLIC).exists()
    assert not held.exists()
    assert BudgetLine.objects.working().get().embargo_until == today(30)


def test_line_whose_embargo_came_by_another_way_goes_with_the_next_publication(report):
    factories.published(report)
    BudgetLine.objects.working().update(embargo_until=today(30))
    publish_edition(report)
    assert not BudgetLine.objects.visible_to(PUBLIC).exists()
    assert not BudgetFigure.objects.visible_to(PUBLIC).exists()


def test_publication_says_what_it_leaves_out_and_what_is_due_since(amina, report, secret):
    factories.published(report)
    found = held_back(amina, report)
    assert ([line.title for line in found.waiting], found.due) == ([TITLE], [])
    BudgetLine.internal.filter(pk=secret.pk).update(embargo_until=today(-1))
    found = held_back(amina, report)
    assert (found.waiting, [line.title for line in found.due]) == ([], [TITLE])
    publish_edition(report)
    found = held_back(amina, report)
    assert (found.waiting, found.due) == ([], [])


def test_report_page_and_review_name_the_lines_and_a_contributor_learns_nothing(
    amina, report, secret
):
    factories.submitted(report)
    reviewer, treasury = factories.reviewer("KEN"), factories.make_seat(Role.CONTRIBUTOR, "KEN")
    pages = {
        amina: ("/en/report/2026/", True),
        reviewer: ("/en/review/KEN/2026/", True),
        factories.actor(treasury): ("/en/report/2026/", False),
    }
    for actor, (page, is_told) in pages.items():
        client = Client()
        client.force_login(actor.user)
        assert (TITLE in body(client, page)) is is_told


def test_day_begins_where_the_member_is(report, secret):
    assert secret.is_under_embargo(today(29))
    assert not secret.is_under_embargo(today(30))

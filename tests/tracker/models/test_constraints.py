"""The database refuses what a form forgot. Each case is written straight to the table."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import Role
from accounts.models import Appointment, Member
from tests import factories
from tracker.models import BudgetFigure, Evidence, MailAttempt, OutgoingMail, ProgressEntry, Report

pytestmark = pytest.mark.django_db


def refused(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("entry_status_with_its_reason", {"status": "suspended", "status_reason": ""}),
        ("entry_status_with_its_reason", {"status": "not_applicable"}),
        ("entry_status_known", {"status": "excellent"}),
        ("entry_published_only_if_shared", {"edition": "published"}),
    ],
)
def test_entry_refuses(constraint, values):
    entry = factories.entry_of(factories.make_report())
    with refused(constraint), transaction.atomic():
        ProgressEntry.internal.filter(pk=entry.pk).update(**values)
    entry.refresh_from_db()
    assert entry.status == "not_reported"


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("report_submitted_before_review", {"state": "accepted"}),
        ("report_state_known", {"state": "lost"}),
        (
            "report_published_by_two_acts",
            {"state": "published", "round": 1, "submitted_at": dt.datetime.now(dt.UTC)},
        ),
    ],
)
def test_report_refuses(constraint, values):
    report = factories.make_report()
    seat = factories.make_seat(Role.FOCAL_POINT, "KEN")
    if values["state"] == "published":
        values = {**values, "submitted_by": seat}
    with refused(constraint), transaction.atomic():
        Report.internal.filter(pk=report.pk).update(**values)
    report.refresh_from_db()
    assert report.state == "draft"


def test_second_report_of_a_member_in_a_cycle_is_refused():
    report = factories.make_report()
    with refused("report_once_per_cycle"), transaction.atomic():
        Report.internal.create(member=report.member, cycle=report.cycle, due_on=report.due_on)
    assert Report.objects.unscoped().count() == 1


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("budget_figure_amount_exactly_when_reported", {"amount": None}),
        ("budget_figure_amount_exactly_when_reported", {"data_state": "not_available"}),
        ("budget_figure_amount_not_negative", {"amount": Decimal(-1)}),
        ("budget_figure_period_in_order", {"period_end": dt.date(2020, 1, 1)}),
        ("budget_figure_currency_code", {"currency": "ksh"}),
        ("budget_figure_stage_known", {"stage": "promised"}),
    ],
)
def test_figure_refuses(constraint, values):
    report = factories.make_report()
    figure = factories.make_figure(report, factories.make_line(report))
    with refused(constraint), transaction.atomic():
        BudgetFigure.internal.filter(pk=figure.pk).update(**values)
    figure.refresh_from_db()
    assert figure.amount == Decimal(1000)


def test_second_figure_of_the_same_key_is_refused():
    report = factories.make_report()
    line = factories.make_line(report)
    factories.make_figure(report, line)
    with refused("budget_figure_once"), transaction.atomic():
        factories.make_figure(report, line, amount="7")
    assert BudgetFigure.objects.unscoped().count() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"form": "link", "url": ""},
        {"form": "file", "url": "", "sha256": ""},
        {"form": "held"},
    ],
)
def test_evidence_without_its_source_is_refused(values):
    evidence = factories.make_evidence(factories.entry_of(factories.make_report()))
    with refused("evidence_form_has_its_source"), transaction.atomic():
        Evidence.internal.filter(pk=evidence.pk).update(**values)
    evidence.refresh_from_db()
    assert evidence.form == "link"


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("appointment_member_unless_network_role", {"role": Role.REVIEWER}),
        ("appointment_ends_after_it_starts", {"ends_on": dt.date(2019, 1, 1)}),
        (
            "appointment_delegation_is_a_deputys_and_dated",
            {"delegated_from": dt.date(2026, 1, 1), "delegated_until": dt.date(2026, 2, 1)},
        ),
    ],
)
def test_appointment_refuses(constraint, values):
    seat = factories.make_seat(Role.FOCAL_POINT, "KEN")
    with refused(constraint), transaction.atomic():
        Appointment.objects.filter(pk=seat.pk).update(**values)
    seat.refresh_from_db()
    assert seat.role == Role.FOCAL_POINT


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("member_code_fits_its_kind", {"code": "AU"}),
        ("member_regional_group_for_states_only", {"regional_group": ""}),
        ("member_frozen_with_a_reason", {"frozen_at": dt.datetime.now(dt.UTC)}),
    ],
)
def test_member_refuses(constraint, values):
    with refused(constraint), transaction.atomic():
        Member.objects.filter(code="KEN").update(**values)
    assert Member.objects.get(code="KEN").frozen_at is None


def test_second_mail_of_a_person_kind_day_and_number_is_refused():
    user = factories.make_user()
    facts = {
        "recipient": user,
        "kind": "digest",
        "template": "digest",
        "local_date": dt.date(2026, 11, 24),
        "next_attempt_at": dt.datetime.now(dt.UTC),
    }
    OutgoingMail.objects.create(message_id="<a@x>", **facts)
    with refused("outgoing_mail_once"), transaction.atomic():
        OutgoingMail.objects.create(message_id="<b@x>", **facts)
    assert OutgoingMail.objects.count() == 1


def test_mail_under_way_without_a_lease_is_refused():
    mail = OutgoingMail.objects.create(
        to_address="a@b.example",
        kind="security",
        template="reset",
        local_date=dt.date(2026, 11, 24),
        next_attempt_at=dt.datetime.now(dt.UTC),
        message_id="<a@x>",
    )
    with refused("outgoing_mail_under_way_has_a_lease"), transaction.atomic():
        OutgoingMail.objects.filter(pk=mail.pk).update(state="sending")
    mail.refresh_from_db()
    assert mail.state == "pending"


def test_written_attempt_never_changes():
    from django.db import ProgrammingError

    mail = OutgoingMail.objects.create(
        to_address="a@b.example",
        kind="security",
        template="reset",
        local_date=dt.date(2026, 11, 24),
        next_attempt_at=dt.datetime.now(dt.UTC),
        message_id="<a@x>",
    )
    tried = MailAttempt.objects.create(mail=mail, lease_token=mail.public_id, outcome="failed")
    with pytest.raises(ProgrammingError), transaction.atomic():
        MailAttempt.objects.filter(pk=tried.pk).update(outcome="sent")
    with pytest.raises(ProgrammingError), transaction.atomic():
        MailAttempt.objects.filter(pk=tried.pk).delete()
    tried.refresh_from_db()
    assert tried.outcome == "failed"

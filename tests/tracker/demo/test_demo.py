"""The demonstration world: its stories stand, and all of it obeys the rules of the product."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts.enums import NETWORK_ROLES, Role
from accounts.models import Appointment, HandOver, Invitation, Member, User
from tracker.claims import Claim, unmet
from tracker.currencies import fits
from tracker.demo.papers import sample_pdf
from tracker.demo.people import ACCOUNTS, PASSWORD
from tracker.domain.publication import SHARED
from tracker.enums import Confidentiality, EvidenceForm, Status
from tracker.models import (
    Assignment,
    BudgetFigure,
    BudgetLine,
    Evidence,
    OutgoingMail,
    Plan,
    ProgressEntry,
    Reminder,
    Report,
    ReportingCycle,
    ReviewComment,
)
from tracker.queries.asked import is_asked
from tracker.queries.findings import blocking, findings

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]
CONTENT = (ProgressEntry, Evidence, BudgetLine, BudgetFigure)
HISTORY = ("report", "progressentry", "evidence", "budgetline", "budgetfigure")
TABLES = (
    User,
    Appointment,
    ReportingCycle,
    Report,
    *CONTENT,
    Assignment,
    ReviewComment,
    Reminder,
    OutgoingMail,
)


@pytest.fixture
def world(loaded: Path, db: None) -> Path:
    """A look at the demonstration: what a test changes in it is taken back."""
    return loaded


def report(member: str, cycle: str = "2026") -> Report:
    rows = Report.internal.select_related("member", "cycle", "submitted_by")
    return rows.get(member__code=member, cycle__code=cycle)


def states(cycle: str) -> Counter[str]:
    return Counter(Report.internal.filter(cycle__code=cycle).values_list("state", flat=True))


def fingerprints() -> dict[str, str]:
    """A hash of every row of the demonstration and of its history, by table."""
    events = [apps.get_model(f"tracker.{name}event") for name in HISTORY]
    found = {}
    with connection.cursor() as cursor:
        for table in [*TABLES, Evidence.entries.through, *events]:
            name = connection.ops.quote_name(table._meta.db_table)
            key = connection.ops.quote_name(table._meta.pk.column)
            cursor.execute(
                f"SELECT count(*) || coalesce(md5(string_agg(t::text, '' ORDER BY {key})), '') "
                f"FROM {name} t"
            )
            found[name] = cursor.fetchone()[0]
    return found


def claims() -> dict[str, Claim]:
    """What every working answer claims, as its verb would see it."""
    elements: dict[int, list[list[str]]] = defaultdict(list)
    links = Evidence.entries.through.objects.filter(evidence__edition="working")
    for entry, named in links.values_list("progressentry", "evidence__elements"):
        elements[entry].append(named)
    rows = (
        ProgressEntry.objects.working()
        .select_related("report__cycle", "report__member", "recommendation")
        .prefetch_related("recommendation__elements")
        .order_by("report__cycle__meeting_on")
    )
    before: dict[tuple[int, int], str] = {}
    found = {}
    for row in rows:
        key = (row.member_id, row.recommendation_id)
        previous, before[key] = before.get(key, Status.NOT_REPORTED), row.status
        name = f"{row.report.member.code} {row.report.cycle.code} {row.recommendation.code}"
        found[name] = Claim(
            status=row.status,
            reason=row.status_reason,
            elements=row.elements,
            codes=[element.code for element in row.recommendation.elements.all()],
            proven={code for named in elements[row.pk] for code in named},
            has_general_evidence=any(not named for named in elements[row.pk]),
            previous=previous,
        )
    return found


# --- the stories --------------------------------------------------------------------------------


def test_open_cycle_counts_from_the_day_of_loading(world: Path) -> None:
    cycle = ReportingCycle.objects.get(code="2026")
    today = cycle.created_at.date()
    assert cycle.due_on == today + dt.timedelta(days=30)
    assert cycle.meeting_on == today + dt.timedelta(days=75)
    assert ReportingCycle.objects.current() == cycle


def test_closed_cycles_have_fixed_dates(world: Path) -> None:
    closed = ReportingCycle.objects.exclude(code="2026").order_by("meeting_on")
    assert [(c.code, c.meeting_on.isoformat()) for c in closed] == [
        ("2023", "2023-06-06"),
        ("2024", "2024-06-04"),
        ("2025", "2025-05-20"),
    ]


def test_every_member_has_a_report_in_every_cycle(world: Path) -> None:
    assert Report.internal.count() == 4 * 87
    for code, asked in {"2023": 9, "2024": 18, "2025": 18, "2026": 18}.items():
        entries = ProgressEntry.objects.working().filter(report__cycle__code=code)
        assert entries.count() == 87 * asked


def test_kenya_is_a_draft_with_all_entries_that_could_be_submitted(world: Path) -> None:
    kenya = report("KEN")
    entries = list(ProgressEntry.objects.working().filter(report=kenya))
    asked = [e for e in entries if is_asked(e.recommendation, kenya.member)]
    assert (kenya.state, len(entries), len(asked)) == ("draft", 18, 16)
    assert len([e for e in asked if e.status != Status.NOT_REPORTED]) == 16
    assert len([e for e in asked if e.confirmed and e.is_ready]) == 13
    assert [e.recommendation.code for e in asked if not e.confirmed] == ["2022-04"]
    assert blocking(kenya) == []
    assert {f.field for f in findings(kenya)} >= {"is_ready", "status"}


def test_kenya_has_lines_with_figures_at_several_stages_and_currencies(world: Path) -> None:
    figures = BudgetFigure.objects.working().filter(report=report("KEN"))
    stages: dict[int, set[str]] = {}
    for figure in figures:
        stages.setdefault(figure.line_id, set()).add(figure.stage)
    assert len([s for s in stages.values() if len(s) >= 3]) >= 2
    assert {figure.currency for figure in figures} >= {"KES", "EUR"}


def test_treasury_of_kenya_was_asked_for_two_answers_and_called_one_ready(world: Path) -> None:
    asked = Assignment.internal.select_related("entry__recommendation", "appointment__user")
    assert {a.appointment.user.email for a in asked} == {"contributor@treasury.kenya.example"}
    answers = {a.entry.recommendation.code: a for a in asked if a.entry}
    assert {code: a.ready_at is None for code, a in answers.items()} == {
        "2022-08": True,
        "2023-08": False,
    }
    assert {a.entry.report_id for a in answers.values()} == {report("KEN").pk}
    assert [a.budget_line.member.code for a in asked if a.budget_line] == ["KEN"]


def test_norway_has_submitted_with_a_receipt(world: Path) -> None:
    norway = report("NOR")
    assert (norway.state, norway.round, norway.receipt_number) == ("submitted", 1, "2026-NOR-1")
    assert norway.submitted_by == Appointment.objects.get(user__email="focalpoint@norway.example")


def test_moldova_was_returned_with_questions_and_its_own_due_date(world: Path) -> None:
    moldova = report("MDA")
    comments = ReviewComment.internal.filter(report=moldova, sent_at__isnull=False, answer="")
    opened = ProgressEntry.objects.working().filter(report=moldova, is_open=True)
    assert moldova.state == "returned"
    assert moldova.due_on == moldova.today() + dt.timedelta(days=12)
    assert comments.count() == 3
    assert {c.entry_id for c in comments} == {e.pk for e in opened}


def test_ecowas_waits_for_its_clearing_officer(world: Path) -> None:
    ecowas = report("org-ecowas")
    officers = Appointment.objects.current().holding(Role.CLEARING_OFFICER, ecowas.member)
    assert ecowas.state == "clearance"
    assert officers.get().user.email == "clearing@ecowas.example"


def test_open_cycle_shows_every_state(world: Path) -> None:
    found = states("2026")
    assert found == {
        "draft": 60,
        "clearance": 1,
        "submitted": 7,
        "returned": 3,
        "accepted": 6,
        "published": 9,
        "withdrawn": 1,
    }
    answers = ProgressEntry.objects.working().filter(report__cycle__code="2026", confirmed=True)
    talking = answers.exclude(status=Status.NOT_REPORTED).values("report").distinct().count()
    assert talking == 87 - 34


@pytest.mark.parametrize(("cycle", "published"), [("2023", 46), ("2024", 55), ("2025", 61)])
def test_closed_cycles_are_mostly_published(world: Path, cycle: str, published: int) -> None:
    assert states(cycle)["published"] == published
    rows = ProgressEntry.objects.published().filter(report__cycle__code=cycle)
    assert rows.values("report").distinct().count() == published


def test_one_seat_is_vacated_and_its_deputy_stays(world: Path) -> None:
    day = timezone.now().date()
    ended = Appointment.objects.filter(ends_on__lt=day, read_only_from=None).get()
    staying = Appointment.objects.current().filter(member=ended.member)
    assert ended.role == Role.FOCAL_POINT
    assert [seat.role for seat in staying] == [Role.DEPUTY]


def test_one_seat_was_handed_over_last_year_with_its_earlier_reports(world: Path) -> None:
    made = HandOver.internal.get()
    assert made.member.code == "MDA"
    assert not made.seat.is_current()
    assert made.seat.starts_on < made.invitation.seat.starts_on <= made.last_day
    assert report("MDA", "2025").submitted_by == made.seat
    assert report("MDA").submitted_by == made.invitation.seat
    assert made.note


def test_one_contributor_is_invited_and_one_silent_member_frozen(world: Path) -> None:
    invitation = Invitation.internal.get(accepted_at=None)
    assert (invitation.member.code, invitation.role) == ("KEN", Role.CONTRIBUTOR)
    assert invitation.is_open
    frozen = Member.objects.get(frozen_at__isnull=False)
    assert report(frozen.code).submitted_at is None
    assert not Reminder.objects.filter(seat__member=frozen).exists()


def test_carried_over_answers_wait_for_a_look(world: Path) -> None:
    carried = ProgressEntry.objects.working().filter(report__cycle__code="2026", confirmed=False)
    assert carried.count() > 300
    assert set(carried.values_list("carried_from", flat=True)) == {"2025"}


# --- the people ---------------------------------------------------------------------------------


def test_each_account_signs_in_with_the_one_password_at_its_seat(world: Path) -> None:
    (the_hash,) = set(User.objects.values_list("password", flat=True))
    assert check_password(PASSWORD, the_hash)
    for account in ACCOUNTS:
        user = User.objects.get(email=account.email)
        seat = Appointment.objects.current().select_related("member").get(user=user)
        assert (seat.role, seat.member and seat.member.code) == (account.role, account.member)


def test_accounts_of_the_contract_exist(world: Path) -> None:
    promised = {
        "focalpoint@kenya.example",
        "viewer@kenya.example",
        "contributor@treasury.kenya.example",
        "focalpoint@norway.example",
        "focalpoint@moldova.example",
        "monitor@cso.example",
        "reviewer@secretariat.example",
        "cochair@network.example",
        "admin@secretariat.example",
        "focalpoint@ecowas.example",
    }
    assert promised <= {account.email for account in ACCOUNTS}


def test_password_is_long_enough_for_the_rules() -> None:
    validate_password(PASSWORD)


def test_every_member_has_a_focal_point_but_the_vacated_one(world: Path) -> None:
    held = Appointment.objects.current().filter(role=Role.FOCAL_POINT)
    assert held.values("member").distinct().count() == 86
    assert not Appointment.objects.filter(role__in=NETWORK_ROLES, member__isnull=False).exists()


def test_reviewer_reads_every_member(world: Path) -> None:
    seat = Appointment.objects.get(user__email="reviewer@secretariat.example")
    assert seat.assigned_members.count() == 87


def test_nobody_has_a_persons_name_or_a_real_address(world: Path) -> None:
    for user in User.objects.all():
        assert user.email.endswith(".example")
        assert user.name.endswith("(demonstration)")
    urls = Evidence.internal.exclude(url="").values_list("url", flat=True)
    assert all(url.startswith("https://documents.example/") for url in urls)


# --- the rules ----------------------------------------------------------------------------------


def test_every_status_is_borne_out_by_its_elements_and_evidence(world: Path) -> None:
    said = {name: claim for name, claim in claims().items() if claim.status != "not_reported"}
    assert {name: found for name, claim in said.items() if (found := unmet(claim))} == {}
    assert {claim.status for claim in said.values()} == set(Status.values) - {"not_reported"}


def test_reports_that_were_sent_had_nothing_blocking(world: Path) -> None:
    sent = Report.internal.filter(submitted_at__isnull=False).exclude(state="returned")
    assert [r for r in sent.select_related("member", "cycle") if blocking(r)] == []


@pytest.mark.parametrize("model", CONTENT, ids=lambda model: model.__name__)
def test_published_rows_are_shared_ones_and_all_classes_exist(world: Path, model: Any) -> None:
    published = set(model.objects.published().values_list("confidentiality", flat=True))
    assert published == set(SHARED)
    working = set(model.objects.working().values_list("confidentiality", flat=True))
    assert working > published


def test_restricted_answers_exist_and_none_is_published(world: Path) -> None:
    secret = ProgressEntry.objects.working().filter(confidentiality=Confidentiality.RESTRICTED)
    assert secret.count() > 10
    ids = secret.values("public_id")
    assert not ProgressEntry.objects.published().filter(public_id__in=ids).exists()


def test_only_published_reports_have_a_published_edition(world: Path) -> None:
    shown = ProgressEntry.objects.published().values("report").distinct()
    assert set(Report.internal.filter(pk__in=shown).values_list("state", flat=True)) == {
        "published"
    }


def test_figures_are_in_many_currencies_and_unknown_is_not_zero(world: Path) -> None:
    figures = BudgetFigure.objects.working()
    assert figures.values("currency").distinct().count() > 30
    assert figures.filter(data_state="not_available", amount=None).exists()
    assert figures.filter(data_state="reported", amount=0).exists()
    assert not [f for f in figures if f.amount is not None and not fits(f.amount, f.currency)]


def test_organizations_count_in_euros_and_dollars(world: Path) -> None:
    rows = BudgetFigure.objects.working().filter(member__kind="regional_organization")
    assert set(rows.values_list("currency", flat=True)) == {"EUR", "USD"}


def test_words_are_in_several_languages_with_their_tag(world: Path) -> None:
    rows = ProgressEntry.objects.working().exclude(narrative="")
    tags = Counter(rows.values_list("language", flat=True))
    assert set(tags) == {"en", "fr", "es", "ar"}
    assert min(tags.values()) > 100


def test_files_are_what_their_rows_say(world: Path) -> None:
    rows = Evidence.objects.working().filter(form=EvidenceForm.FILE)
    assert rows.count() > 5
    for row in rows:
        content = (world / row.file.name).read_bytes()
        assert content.startswith(b"%PDF-")
        assert (len(content), hashlib.sha256(content).hexdigest()) == (row.size, row.sha256)


def test_stored_file_is_a_pdf_that_says_what_it_is() -> None:
    content = sample_pdf()
    start = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
    table = content[start:].splitlines()[3:8]
    for number, line in enumerate(table, start=1):
        assert content[int(line[:10]) :].startswith(b"%d 0 obj" % number)
    assert b"(Invented demonstration data) Tj" in content


def test_nothing_is_dated_in_the_future(world: Path) -> None:
    now = timezone.now()
    for name in ("submitted_at", "accepted_at", "released_at", "published_at", "state_since"):
        assert not Report.internal.filter(**{f"{name}__gt": now}).exists()
    assert not Evidence.internal.filter(document_date__gt=now.date()).exists()
    assert not BudgetFigure.internal.filter(as_of__gt=now.date()).exists()


def test_moments_of_a_report_are_in_order(world: Path) -> None:
    order = ("created_at", "submitted_at", "accepted_at", "released_at", "published_at")
    for row in Report.internal.all():
        moments = [at for name in order if (at := getattr(row, name)) is not None]
        assert moments == sorted(moments)


def test_newcomer_is_not_flooded_with_mail(world: Path) -> None:
    soon = timezone.now() + dt.timedelta(hours=24)
    due = Reminder.objects.filter(state="pending", due_at__lte=soon)
    assert not Reminder.objects.exclude(state="pending").exists()
    assert due.values("recipient").distinct().count() < 100
    assert OutgoingMail.objects.count() <= 3


# --- loading ------------------------------------------------------------------------------------


def test_second_run_changes_nothing_and_says_so(
    world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = fingerprints()
    call_command("seed", "--demo", verbosity=0)
    said = capsys.readouterr().out
    assert "Nothing to change: the demonstration is loaded." in said
    assert f"The password of each: {PASSWORD}" in said
    assert all(account.email in said for account in ACCOUNTS)
    assert fingerprints() == before


def test_plans_show_two_generations_and_what_is_not_published(world: Path) -> None:
    first, second = Plan.objects.working().filter(member__code="KEN").order_by("generation")
    assert (first.status, second.status, second.predecessor) == ("superseded", "in_force", first)
    fates = first.actions.unscoped().values_list("fate", flat=True)
    assert Counter(fates) == {"kept": 3, "merged": 1, "dropped": 1}
    assert Plan.objects.working().values("member").distinct().count() == 13
    shown = set(Plan.objects.published().values_list("public_id", flat=True))
    assert {first.public_id, second.public_id} <= shown
    inside = Plan.objects.working().exclude(public_id__in=shown)
    assert set(inside.values_list("confidentiality", flat=True)) >= {"member"}

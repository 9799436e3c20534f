"""The tables themselves keep members apart (reliability 6.1), proven from PostgreSQL's catalogue:
a new table, foreign key or unique index is measured without a word in here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pgtrigger
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.enums import Role
from accounts.models import HandOver, Invitation, Member
from tests import catalog, factories
from tests.catalog import Key
from tests.tracker.indicating import make_indicator, make_measurement
from tracker.models import Assignment, CivilSocietyView, Evidence, ReviewComment

pytestmark = pytest.mark.django_db

# Tables with a member that are nobody's property.
NOT_OWNED = {
    "accounts_listing": "who is named in a communiqué: agreed text, public",
    "accounts_appointment_assigned_members": "whose reports a reviewer of the Network reads",
    "accounts_invitation_assigned_members": "whose reports somebody invited is to read",
    "tracker_restrictedread": "the trace of reading; the seat may be a reviewer's",
    "tracker_snapshotrow": "what was public when it was sealed: the same for every reader",
    "tracker_exportjob": "what a seat ordered about a member, any member; its seat alone sees it",
    "tracker_outgoingmail": "the system's own list of mails; the member gives the turn",
    "tracker_mailorder": "what operators asked of that list",
    "tracker_reminder": "the system's own list of mails, with seats of the Network in it",
}
# Foreign keys between owned tables that may leave the member.
WHO_ACTED = "who acted is kept as said; the seat may be the Network's"
MAY_LEAVE = {
    ("tracker_report", "submitted_by_id"): WHO_ACTED,
    ("tracker_report", "reviewer_in_hand_id"): "a reviewer takes it",
    ("tracker_submission", "submitted_by_id"): WHO_ACTED,
    ("tracker_evidence", "added_by_id"): WHO_ACTED,
    ("tracker_plan", "added_by_id"): WHO_ACTED,
    ("tracker_evidence", "checked_by_id"): "a reviewer checks it",
    ("tracker_reviewcomment", "author_id"): "a reviewer writes it",
    ("tracker_reviewcomment", "answered_by_id"): WHO_ACTED,
    ("accounts_invitation", "invited_by_id"): WHO_ACTED,
}
# Unique indexes of owned tables that need not begin with the member.
IDENTIFIERS = {("public_id",), ("public_id", "edition"), ("dedup_key",)}
MAY_BEGIN_OTHERWISE = {
    ("tracker_evidence_entries", ("evidence_id", "progressentry_id")): (
        "Django's own pair; both columns stand under a composite key"
    ),
    ("accounts_invitation", ("seat_id",)): "one seat from one invitation",
    ("accounts_handover", ("invitation_id",)): "one invitation for one hand-over",
}
# Joins whose other side may be of the Network.
NAMED = "a reviewer of the Network may be named; the verb asks whose seat it is"
MAY_JOIN = {
    "accounts_secondfactorreset": "two persons of the secretariat, about an account: no member's",
    "tracker_budgetline_named_readers": NAMED,
    "tracker_evidence_named_readers": NAMED,
    "tracker_indicator_named_readers": NAMED,
    "tracker_plan_named_readers": NAMED,
    "tracker_progressentry_named_readers": NAMED,
}


def owned() -> set[str]:
    return catalog.owned_tables() - set(NOT_OWNED)


def composite() -> list[Key]:
    return [
        key for key in catalog.foreign_keys() if key.columns[0] == "member_id" and key.columns[1:]
    ]


def without_key() -> list[str]:
    found = {u.table for u in catalog.uniques() if u.columns == ("member_id", "id")}
    return sorted(owned() - found)


def without_twin() -> list[str]:
    twins = {(k.table, k.columns[1], k.target) for k in composite()}
    return [
        f"{key.table}.{key.columns[0]} → {key.target}"
        for key in catalog.foreign_keys()
        if {key.table, key.target} <= owned()
        and key.target_columns == ("id",)
        and (key.table, key.columns[0]) not in MAY_LEAVE
        and (key.table, key.columns[0], key.target) not in twins
    ]


def joins_without_member() -> list[str]:
    sides: dict[str, set[str]] = {}
    for key in catalog.foreign_keys():
        if key.target in owned() and key.table not in {*owned(), *NOT_OWNED}:
            sides.setdefault(key.table, set()).add(key.columns[0])
    joins = {table for table, columns in sides.items() if len(columns) > 1}
    return sorted(joins - set(MAY_JOIN))


def beginning_otherwise() -> list[str]:
    return [
        f"{u.table} ({', '.join(u.columns)})"
        for u in catalog.uniques()
        if u.table in owned()
        and not u.is_primary
        and u.columns[0] != "member_id"
        and u.columns not in IDENTIFIERS
        and (u.table, u.columns) not in MAY_BEGIN_OTHERWISE
    ]


def test_owned_tables_are_found():
    assert {"tracker_report", "tracker_evidence_entries", "accounts_appointment"} <= owned()


def test_every_owned_table_has_a_key_of_member_and_id():
    assert without_key() == [], "Add MemberKey(…) to the model."


def test_every_key_between_owned_tables_carries_the_member():
    assert without_twin() == [], "Add SameMember(…) to the model, or a reason to MAY_LEAVE."


def test_every_join_between_owned_tables_has_a_member():
    remedy = "Give it its member: accounts.composite.member_of_join in a migration."
    assert joins_without_member() == [], remedy


def test_every_composite_key_is_proven_and_deferred():
    assert [k.name for k in composite() if not (k.is_proven and k.is_deferred)] == []


def test_unique_indexes_of_owned_tables_begin_with_the_member():
    assert beginning_otherwise() == []


def test_measure_names_a_table_that_forgot_everything():
    with connection.cursor() as cursor:
        cursor.execute(
            """
            CREATE TABLE stray (id bigint PRIMARY KEY, member_id bigint,
                report_id bigint REFERENCES tracker_report, title text, UNIQUE (title, member_id));
            CREATE UNIQUE INDEX ON stray (lower(title));
            CREATE TABLE stray_join (id bigint PRIMARY KEY,
                evidence_id bigint REFERENCES tracker_evidence,
                seat_id bigint REFERENCES accounts_appointment)
            """
        )
    assert without_key() == ["stray"]
    assert without_twin() == ["stray.report_id → tracker_report"]
    assert joins_without_member() == ["stray_join"]
    assert beginning_otherwise() == ["stray ((expression))", "stray (title, member_id)"]


def test_exceptions_are_still_needed():
    tables = catalog.owned_tables()
    assert set(NOT_OWNED) <= tables
    pairs = {(k.table, k.columns[0]) for k in catalog.foreign_keys() if k.target in owned()}
    assert set(MAY_LEAVE) <= pairs
    assert set(MAY_BEGIN_OTHERWISE) <= {(u.table, u.columns) for u in catalog.uniques()}


@pytest.fixture
def two_members(db: None) -> dict[str, int]:
    """A row of Kenya and a row of Norway in every owned table; the members' keys."""
    for code in ("KEN", "NOR"):
        report = factories.make_report(code)
        entry = factories.entry_of(report)
        factories.sent(report)
        older = factories.make_evidence(entry)
        evidence = factories.make_evidence(entry, supersedes=older)
        plan = factories.make_plan(code, predecessor=factories.make_plan(code))
        action = factories.make_action(plan, "1", successor=factories.make_action(plan, "2"))
        line = factories.make_line(report, action=action)
        factories.make_figure(report, line, evidence=evidence)
        make_measurement(report, make_indicator(report), evidence=evidence)
        seat = factories.make_seat(Role.CONTRIBUTOR, code)
        facts = {"member": report.member, "due_on": report.due_on, "appointment": seat}
        Assignment.internal.create(entry=entry, **facts)
        Assignment.internal.create(budget_line=line, **facts)
        Assignment.internal.create(action=action, **facts)
        leaving = factories.make_seat(Role.DEPUTY, code)
        invitation = Invitation.internal.create(
            member=report.member, role=Role.DEPUTY, email=f"next@{code.lower()}.example",
            seat=seat, replaces=leaving, accepted_at=timezone.now(), expires_at=timezone.now(),
        )  # fmt: skip
        Invitation.internal.create(
            member=report.member, role=Role.VIEWER, email=f"view@{code.lower()}.example",
            expires_at=timezone.now(),
        )  # fmt: skip
        HandOver.internal.create(
            member=report.member, seat=leaving, invitation=invitation, last_day=report.due_on
        )
        asked = {"member": report.member, "due_on": report.due_on, "invitation": invitation}
        Assignment.internal.create(entry=factories.entry_of(report, "2022-07"), **asked)
        CivilSocietyView.internal.create(
            member=report.member, cycle=report.cycle, recommendation=entry.recommendation,
            author=factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, code), view="differs",
        )  # fmt: skip
        ReviewComment.internal.create(
            member=report.member, report=report, entry=entry, text="Since when?",
            author=factories.reviewer(code).seat, round=1,
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return dict(Member.objects.filter(code__in=["KEN", "NOR"]).values_list("code", "pk"))


@contextmanager
def refused(name: str) -> Iterator[None]:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        yield


def run(sql: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def rows_of(table: str, member: int, column: str = "id") -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT id FROM "{table}" WHERE member_id = %s AND "{column}" IS NOT NULL ORDER BY id',
            [member],
        )
        return [row for (row,) in cursor.fetchall()]


def test_row_of_one_member_never_points_at_a_row_of_another(two_members):
    kenya, norway = two_members["KEN"], two_members["NOR"]
    tried = 0
    for key in composite():
        column = key.columns[1]
        ours, theirs = rows_of(key.table, kenya, column), rows_of(key.target, norway)
        assert ours, f"Make a row of {key.table} with its {column} in two_members."
        assert theirs, f"Make a row of {key.target} in two_members."
        # A link goes with its owner: then the key to its other side refuses.
        names = "|".join(k.name for k in composite() if k.table == key.table)
        with refused(names):
            run(f'UPDATE "{key.table}" SET "{column}" = %s WHERE id = %s', theirs[-1], ours[0])
        tried += 1
    assert tried >= 11


def test_row_never_moves_to_another_member_with_its_references(two_members):
    kenya, norway = two_members["KEN"], two_members["NOR"]
    for table in sorted({key.table for key in composite()} - {"tracker_evidence_entries"}):
        with refused("foreign key"):
            run(
                f'UPDATE "{table}" SET member_id = %s WHERE id = %s',
                norway,
                rows_of(table, kenya)[0],
            )
        assert rows_of(table, kenya)


def test_insert_of_a_link_between_two_members_is_refused(two_members):
    kenya, norway = two_members["KEN"], two_members["NOR"]
    evidence = rows_of("tracker_evidence", kenya)[0]
    entry = rows_of("tracker_progressentry", norway)[0]
    for member in (kenya, norway):
        with refused("same_member"):
            run(
                "INSERT INTO tracker_evidence_entries"
                " (member_id, evidence_id, progressentry_id) VALUES (%s, %s, %s)",
                member,
                evidence,
                entry,
            )
    links = Evidence.entries.through.objects.filter(evidence=evidence, progressentry=entry)
    assert not links.exists()


def test_every_trigger_of_the_models_is_in_the_database():
    """Those of join tables too, which makemigrations does not see."""
    found = {
        f"{model._meta.db_table}:{trigger.name}": trigger.get_installation_status(model)[0]
        for model, trigger in pgtrigger.registered()
    }
    assert {name: status for name, status in found.items() if status != "INSTALLED"} == {}


def test_link_takes_the_member_of_its_document_and_leaves_its_trace(two_members):
    evidence = Evidence.internal.get(member=two_members["KEN"], supersedes__isnull=False)
    entry = factories.entry_of(factories.make_report("KEN", factories.make_cycle("2025")))
    evidence.entries.add(entry)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT member_id FROM tracker_evidence_entries WHERE progressentry_id = %s", [entry.pk]
        )
        assert cursor.fetchall() == [(two_members["KEN"],)]
    evidence.entries.remove(entry)
    history = apps.get_model("tracker", "EvidenceEntriesEvent").objects.order_by("pgh_id")
    labels = list(history.filter(progressentry=entry.pk).values_list("pgh_label", flat=True))
    assert labels == ["insert", "delete"]

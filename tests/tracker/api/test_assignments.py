"""What is asked of contributors, through the API."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from accounts.enums import Role
from tests import factories
from tests.tracker.api.conftest import ids, problem
from tracker.models import Assignment, BudgetFigure, ProgressEntry

CODE, OTHER = "2022-08", "2023-08"


@pytest.fixture
def report(db):
    report = factories.make_report("KEN")
    factories.answer(report)
    return report


@pytest.fixture
def treasury(db):
    return factories.actor(factories.make_seat(Role.CONTRIBUTOR, "KEN"))


def ask(report, actor, code=CODE, **facts):
    facts.setdefault("due_on", report.due_on)
    place = {} if "budget_line" in facts else {"entry": factories.entry_of(report, code)}
    return Assignment.internal.create(
        member=report.member, appointment=actor.seat, **place, **facts
    )


def soon(days=10):
    return (timezone.now().date() + dt.timedelta(days=days)).isoformat()


def question(report, seat, code=CODE, **more):
    return {
        "appointment": str(seat.public_id),
        "entry": str(factories.entry_of(report, code).public_id),
        "due_on": soon(),
        **more,
    }


def at(row):
    return f"assignments/{row.public_id}/"


def test_asking_through_the_api_stores_what_a_page_would(api, amina, treasury, report):
    made = api(amina).post("assignments/", question(report, treasury.seat))
    assert made.status_code == 201, made.content
    row = Assignment.internal.get()
    assert made.json() == api(amina).get(at(row)).json()
    assert made["Location"].endswith(f"/api/v1/{at(row)}")
    assert made["ETag"] == '"1"'
    shown = made.json()
    assert (shown["member"], shown["cycle"], shown["recommendation"]) == ("KEN", "2026", CODE)
    assert (shown["appointment"], shown["ready_at"]) == (str(treasury.seat.public_id), None)
    assert row.due_on.isoformat() == soon()


def test_seat_that_may_be_asked_is_named_to_who_may_ask_alone(
    api, amina, otieno, kari, treasury, report
):
    left = factories.make_seat(Role.CONTRIBUTOR, "KEN", ends_on=dt.date(2026, 1, 1))
    factories.make_seat(Role.CONTRIBUTOR, "NOR")
    named = api(amina).get("seats/").json()["results"]
    assert named == [
        {
            "id": str(treasury.seat.public_id),
            "member": "KEN",
            "role": "contributor",
            "name": treasury.user.name,
            "title": treasury.seat.title,
        }
    ]
    assert str(left.public_id) not in str(named)
    said = question(report, treasury.seat) | {"appointment": named[0]["id"]}
    assert api(amina).post("assignments/", said).status_code == 201
    for other in (None, otieno, treasury, factories.reviewer("KEN")):
        assert api(other).get("seats/").json()["results"] == []
    assert named[0]["id"] not in api(kari).get("seats/").content.decode()


def test_budget_line_is_asked_for_alone(api, amina, treasury, report):
    line = factories.make_line(report)
    said = question(report, treasury.seat) | {"budget_line": str(line.public_id)}
    both = api(amina).post("assignments/", said)
    assert problem(both, 400, "wrong-values")["errors"][0]["pointer"] == "/entry"
    del said["entry"]
    made = api(amina).post("assignments/", said).json()
    assert (made["entry"], made["budget_line"]) == (None, str(line.public_id))
    caller = api(treasury)
    figure = {
        "line": str(line.public_id),
        "stage": "allocated",
        "period_start": "2025-07-01",
        "period_end": "2026-06-30",
        "amount": "12",
        "currency": "KES",
        "data_state": "reported",
    }
    assert caller.post("budget-figures/", figure).status_code == 201
    assert ids(caller.get("entries/")) == []
    assert ids(caller.get("evidence/")) == []
    refused = caller.post("budget-lines/", {"recommendation": CODE, "title": "Second"})
    problem(refused, 403, "not-allowed")
    assert BudgetFigure.objects.working().get().line == line


def test_foreign_and_unknown_seats_are_the_same_400(api, amina, treasury, report):
    norway = factories.make_seat(Role.CONTRIBUTOR, "NOR")
    monitor = factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN")
    details = set()
    for seat in (norway, monitor):
        refused = api(amina).post("assignments/", question(report, seat))
        (error,) = problem(refused, 400, "wrong-values")["errors"]
        details.add((error["pointer"], error["detail"]))
    nobody = question(report, treasury.seat) | {
        "appointment": "00000000-0000-4000-8000-000000000000"
    }
    (error,) = problem(api(amina).post("assignments/", nobody), 400, "wrong-values")["errors"]
    assert (
        details
        == {(error["pointer"], error["detail"])}
        == {("/appointment", "No seat of your member has this id.")}
    )
    assert not Assignment.internal.exists()


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"due_on": "2020-01-01"}, "/due_on"),
        ({"due_on": "soon"}, "/due_on"),
        ({"appointment": "x"}, "/appointment"),
        ({"entry": "00000000-0000-4000-8000-000000000000"}, "/entry"),
        ({"ready": True}, "/ready"),
    ],
)
def test_wrong_value_is_pointed_at(api, amina, treasury, report, said, pointer):
    refused = api(amina).post("assignments/", question(report, treasury.seat) | said)
    errors = problem(refused, 400, "wrong-values")["errors"]
    assert [e["pointer"] for e in errors] == [pointer]
    assert not Assignment.internal.exists()


def test_seat_that_is_no_contributors_is_pointed_at(api, amina, otieno, report):
    refused = api(amina).post("assignments/", question(report, otieno.seat))
    (error,) = problem(refused, 400, "wrong-values")["errors"]
    assert error["pointer"] == "/appointment"


def test_asking_twice_is_a_409_with_the_id(api, amina, treasury, report):
    standing = ask(report, treasury)
    refused = api(amina).post("assignments/", question(report, treasury.seat))
    assert problem(refused, 409, "duplicate")["existing"] == str(standing.public_id)
    assert Assignment.internal.count() == 1


def test_same_key_asks_once(api, amina, treasury, report):
    caller, said = api(amina), question(report, treasury.seat)
    first = caller.post("assignments/", said, Idempotency_Key="k1")
    again = caller.post("assignments/", said, Idempotency_Key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["Idempotent-Replayed"] == "true"
    assert Assignment.internal.count() == 1


def test_contributor_and_viewer_ask_nobody_and_learn_nothing(api, otieno, treasury, report):
    foreign = factories.make_seat(Role.CONTRIBUTOR, "NOR")
    for caller in (api(otieno), api(treasury)):
        for seat in (treasury.seat, foreign):
            problem(caller.post("assignments/", question(report, seat)), 403, "not-allowed")
    assert not Assignment.internal.exists()


def test_contributor_calls_ready_and_back_and_moves_no_day(api, treasury, report):
    row = ask(report, treasury)
    caller = api(treasury)
    done = caller.patch(at(row), {"ready": True})
    assert (done.status_code, done["ETag"]) == (200, '"2"')
    row.refresh_from_db()
    assert row.ready_at is not None
    entry = f"entries/{row.entry.public_id}/"
    problem(caller.patch(entry, {"narrative": "Late."}), 403, "not-allowed")
    assert caller.patch(at(row), {"ready": True}, 2)["ETag"] == '"2"'
    problem(caller.patch(at(row), {"due_on": soon(3)}, 2), 403, "not-allowed")
    assert caller.patch(at(row), {"ready": False}, 2).json()["ready_at"] is None
    assert caller.patch(entry, {"narrative": "In time."}).status_code == 200


def test_focal_point_moves_the_day_and_puts_back_in_one(api, amina, treasury, report):
    row = ask(report, treasury, ready_at=timezone.now())
    done = api(amina).patch(at(row), {"due_on": soon(3), "ready": False})
    assert done.status_code == 200, done.content
    row.refresh_from_db()
    assert (row.due_on.isoformat(), row.ready_at, row.version) == (soon(3), None, 3)


def test_half_of_a_change_that_is_refused_is_not_stored(api, amina, treasury, report):
    row = ask(report, treasury)
    problem(api(amina).patch(at(row), {"due_on": soon(3), "ready": True}), 403, "not-allowed")
    row.refresh_from_db()
    assert (row.due_on, row.version) == (report.due_on, 1)


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_writing_needs_the_version_that_stands(api, amina, treasury, report, method):
    row = ask(report, treasury)
    body = {"due_on": soon(3)} if method == "PATCH" else None
    caller = api(amina)
    problem(caller.send(method, at(row), body), 428, "version-needed")
    stale = problem(caller.send(method, at(row), body, 7), 412, "stale")
    assert stale["current_version"] == 1
    row.refresh_from_db()
    assert (row.due_on, row.version) == (report.due_on, 1)


def test_withdrawing_leaves_what_was_written(api, amina, treasury, report):
    row = ask(report, treasury)
    assert api(amina).delete(at(row)).status_code == 204
    assert not Assignment.internal.exists()
    assert ProgressEntry.internal.filter(pk=row.entry_id).exists()
    assert api(treasury).get(f"entries/{row.entry.public_id}/").status_code == 404


def test_stranger_finds_nothing(api, kari, treasury, report):
    row = ask(report, treasury)
    for caller in (api(), api(kari), api(factories.reviewer("KEN"))):
        assert ids(caller.get("assignments/")) == []
        problem(caller.get(at(row)), 404, "not-found")


def test_contributor_lists_their_own_alone(api, otieno, treasury, report):
    other = factories.actor(factories.make_seat(Role.CONTRIBUTOR, "KEN"))
    mine, theirs = ask(report, treasury), ask(report, other, OTHER)
    assert ids(api(treasury).get("assignments/")) == [str(mine.public_id)]
    assert set(ids(api(otieno).get("assignments/"))) == {str(mine.public_id), str(theirs.public_id)}


def test_part_for_named_people_is_not_listed_to_others(api, amina, otieno, treasury, report):
    row = ask(report, treasury)
    ProgressEntry.internal.filter(pk=row.entry_id).update(confidentiality="restricted")
    assert ids(api(otieno).get("assignments/")) == []
    assert ids(api(treasury).get("assignments/")) == []
    assert ids(api(amina).get("assignments/")) == [str(row.public_id)]


def test_filters_by_member_cycle_day_and_ready(api, amina, treasury, report):
    old = factories.make_report("KEN", factories.make_cycle("2020", dt.date(2020, 5, 1)))
    now = ask(report, treasury)
    then = ask(old, treasury, due_on=dt.date(2020, 2, 1), ready_at=timezone.now())
    line = ask(report, treasury, budget_line=factories.make_line(report))
    old_line = ask(
        old,
        treasury,
        budget_line=factories.make_line(report),
        due_on=report.cycle.opens_on - dt.timedelta(days=1),
    )

    def found(query):
        rows = {str(r.public_id): r for r in (now, then, line, old_line)}
        return {rows[i] for i in ids(api(amina).get(f"assignments/?{query}"))}

    assert found("cycle=2026") == {now, line}
    assert found("cycle=2020") == {then, old_line}
    assert found("cycle=2020,2026&ready=true") == {then}
    assert found("ready=false&member=KEN") == {now, line, old_line}
    assert found("member=NOR") == set()
    assert found("updated_since=2020-01-01") == {now, then, line, old_line}
    assert found("updated_since=2099-01-01") == set()
    problem(api(amina).get("assignments/?seat=1"), 400, "wrong-values")


def test_invited_person_has_no_seat_yet(api, amina, report):
    from tracker.domain import assignments

    what = [factories.entry_of(report)]
    day = dt.date.fromisoformat(soon())
    assignments.ask_newcomer(amina, report, what, day, email="new@treasury.example")
    (shown,) = api(amina).get("assignments/").json()["results"]
    assert shown["appointment"] is None
    assert "treasury.example" not in str(shown)


def test_contributor_is_told_no_elements_message_or_count_of_others(api, treasury, report):
    document = factories.entry_of(report).evidence.unscoped().get()
    document.entries.add(factories.entry_of(report, OTHER))
    document.elements = [f"{CODE}-e1", f"{OTHER}-e1"]
    document.save()
    factories.answer(report, OTHER)
    factories.put(report, message="Between the reviewer and the focal point.")
    ask(report, treasury)
    caller = api(treasury)
    shown = caller.get(f"evidence/{document.public_id}/").json()
    assert shown["elements"] == [f"{CODE}-e1"]
    assert shown["entries"] == [str(factories.entry_of(report).public_id)]
    problem(caller.patch(f"evidence/{document.public_id}/", {"title": "x"}), 403, "not-allowed")
    row = caller.get(f"reports/{report.public_id}/").json()
    assert (row["message"], row["answered"]) == (None, 1)
    export = b"".join(caller.get("exports/entries.csv").streaming_content).decode()
    assert f"What KEN did about {OTHER}." not in export


@pytest.mark.parametrize("size", [1, 10])
def test_list_costs_the_same_for_one_and_ten(
    api, amina, treasury, report, size, django_assert_num_queries
):
    codes = ProgressEntry.internal.filter(report=report).values_list(
        "recommendation__code", flat=True
    )
    for code in list(codes)[:size]:
        ask(report, treasury, code)
    caller = api(amina)
    caller.get("cycles/")
    with django_assert_num_queries(2):
        assert len(ids(caller.get("assignments/?page_size=200"))) == size


def test_action_is_asked_for_and_written_by_its_contributor(api, amina, report, treasury):
    action = factories.make_action(factories.make_plan("KEN"))
    body = {
        "appointment": str(treasury.seat.public_id),
        "action": str(action.public_id),
        "due_on": soon(),
    }
    entry = str(factories.entry_of(report).public_id)
    problem(api(amina).post("assignments/", {**body, "entry": entry}), 400, "wrong-values")
    made = api(amina).post("assignments/", body)
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["action"], told["entry"], told["recommendation"]) == (body["action"], None, None)
    mine = api(treasury)
    assert ids(mine.get("assignments/?cycle=2026")) == [told["id"]]
    path = f"actions/{action.public_id}/"
    assert mine.patch(path, {"delivery": "met"}).status_code == 200
    assert mine.patch(f"assignments/{told['id']}/", {"ready": True}).status_code == 200
    assert mine.patch(path, {"delivery": "limited"}, 2).status_code == 403

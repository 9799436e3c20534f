"""The page where ministries are asked, the contributor's desk, and ready."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Appointment, Invitation
from tests import factories
from tests.tracker.web.pages import CODE, as_person, controls, entry_page, in_days, move, text
from tracker.enums import ReportState
from tracker.models import Assignment, BudgetFigure, ProgressEntry, Report

pytestmark = pytest.mark.django_db
ASK, WORK, OTHER = "/en/report/2026/ask/", "/en/work/", "2023-08"


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report("KEN")


@pytest.fixture
def treasury(db: None) -> Actor:
    user = factories.make_user("njeri@treasury.example", name="Njeri")
    return factories.actor(factories.make_seat(Role.CONTRIBUTOR, "KEN", user))


def ask(report: Report, actor: Actor, code: str = CODE, **facts: Any) -> Assignment:
    facts.setdefault("due_on", report.due_on)
    return Assignment.internal.create(
        member=report.member,
        appointment=actor.seat,
        entry=factories.entry_of(report, code),
        **facts,
    )


def question(to: Any = "new", *codes: str, **more: str) -> dict[str, Any]:
    return {"codes": codes or (CODE,), "to": str(to), **in_days(10), **more}


def one(row: Assignment) -> str:
    return reverse("tracker:asked", args=["2026", row.public_id])


def ready(code: str = CODE) -> str:
    return reverse("tracker:ready", args=["2026", code])


def test_page_proposes_the_chosen_code_and_the_day_of_the_ministries(
    amina: Actor, report: Report
) -> None:
    ahead = timezone.now().date() + dt.timedelta(days=12)
    type(report.cycle).objects.update(ministry_due_on=ahead)
    form = as_person(amina).get(f"{ASK}?code={CODE}").context["form"]
    assert form["codes"].value() == [CODE]
    assert form["due_on"].value() == ahead
    assert form["to"].value() == "new"


def test_day_of_the_ministries_that_is_past_gives_way_to_the_reports_own(
    amina: Actor, report: Report
) -> None:
    type(report.cycle).objects.update(ministry_due_on=timezone.now().date())
    assert as_person(amina).get(ASK).context["form"]["due_on"].value() == report.due_on


def test_contributor_is_asked_and_stands_in_the_list(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    client = as_person(amina)
    answer = client.post(ASK, question(treasury.seat.public_id, CODE, OTHER))
    assert answer["Location"] == ASK
    assert Assignment.internal.filter(appointment=treasury.seat).count() == 2
    page = client.get(ASK)
    assert "2 parts are asked for." in text(page)
    assert [(p.code, p.who, p.standing) for p in page.context["parts"]] == [
        (CODE, "Njeri", "asked"),
        (OTHER, "Njeri", "asked"),
    ]


def test_newcomer_is_invited_and_stands_as_invited(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    client.post(ASK, question("new", email="b@treasury.example", name="Baraka", language="fr"))
    assert Invitation.internal.get().language == "fr"
    (part,) = client.get(ASK).context["parts"]
    assert (part.who, part.standing) == ("Baraka", "invited")
    Invitation.internal.update(expires_at=timezone.now())
    (part,) = client.get(ASK).context["parts"]
    assert part.standing == "gone"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"codes": ()}, "codes"),
        ({"codes": ("2099-01",)}, "codes"),
        ({"to": "00000000-0000-0000-0000-000000000000"}, "to"),
        ({"email": "nobody"}, "email"),
        ({"email": ""}, "email"),
        (in_days(-2), "due_on"),
        ({"due_on_day": ""}, "due_on"),
    ],
)
def test_wrong_question_names_the_field_keeps_the_words_and_stores_nothing(
    amina: Actor, report: Report, said: dict[str, Any], field: str
) -> None:
    data = question("new", email="b@treasury.example", name="Baraka") | said
    answer = as_person(amina).post(ASK, data)
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert "Baraka" in text(answer)
    assert not Assignment.internal.exists()
    assert not Invitation.internal.exists()


def test_asked_already_is_said_under_the_recommendations(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    ask(report, treasury)
    answer = as_person(amina).post(ASK, question(treasury.seat.public_id, CODE, OTHER))
    assert answer.status_code == 400
    assert "2022-08 is asked of this person already" in str(answer.context["form"].errors["codes"])
    assert Assignment.internal.count() == 1


def test_list_tells_begun_ready_overdue_and_gone(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    ask(report, treasury, due_on=timezone.now().date() - dt.timedelta(days=2))
    client = as_person(amina)

    def standing() -> tuple[str, bool]:
        (part,) = client.get(ASK).context["parts"]
        return part.standing, part.is_overdue

    assert standing() == ("asked", True)
    as_person(amina).post(entry_page(), controls(as_person(amina)) | {"narrative": "Amina's."})
    assert standing() == ("asked", True)
    writer = as_person(treasury)
    writer.post(entry_page(), controls(writer) | {"narrative": "The treasury's words."})
    assert standing() == ("begun", True)
    Assignment.internal.update(ready_at=timezone.now())
    assert standing() == ("ready", False)
    Assignment.internal.update(ready_at=None)
    Appointment.objects.filter(pk=treasury.seat.pk).update(
        ended_at=timezone.now(), end_reason="Left"
    )
    assert standing() == ("gone", True)


def test_viewer_sees_functions_and_no_names(otieno: Actor, report: Report, treasury: Actor) -> None:
    ask(report, treasury)
    page = as_person(otieno).get(WORK)
    assert [part.who for part in page.context["parts"]] == ["Contributor"]
    assert "Njeri" not in text(page)
    assert "Ask a ministry" not in text(page)


def test_restricted_part_is_not_named_to_who_cannot_read_it(
    otieno: Actor, report: Report, treasury: Actor
) -> None:
    row = ask(report, treasury)
    ProgressEntry.internal.filter(pk=row.entry_id).update(confidentiality="restricted")
    assert as_person(otieno).get(WORK).context["parts"] == []
    assert as_person(treasury).get(WORK).context["parts"] == []


def test_one_request_changes_its_day_goes_back_to_work_and_is_withdrawn(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    row = ask(report, treasury, ready_at=timezone.now())
    client = as_person(amina)
    assert "Put it back to work" in text(client.get(one(row)))
    wrong = client.post(one(row), {"then": "due", "version": 1, **in_days(-4)})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (400, ["due_on"])
    client.post(one(row), {"then": "due", "version": 1, **in_days(4)})
    client.post(one(row), {"then": "back", "version": 2})
    row.refresh_from_db()
    assert row.due_on == timezone.now().date() + dt.timedelta(days=4)
    assert (row.ready_at, row.version) == (None, 3)
    stale = client.post(one(row), {"then": "withdraw", "version": 1})
    assert (stale.status_code, Assignment.internal.count()) == (409, 1)
    client.post(one(row), {"then": "withdraw", "version": 3})
    assert not Assignment.internal.exists()


def test_contributors_desk_shows_what_is_asked_and_nothing_of_the_report(
    report: Report, treasury: Actor
) -> None:
    factories.answer(report, "2022-01", narrative="Another ministry's words.")
    ask(report, treasury)
    page = as_person(treasury).get(WORK)
    assert [part.code for part in page.context["parts"]] == [CODE]
    for hidden in ("2022-01", "Check the report", "Waiting for others", "of 16"):
        assert hidden not in text(page), hidden


def test_contributor_of_whom_nothing_is_asked_is_told_so(report: Report, treasury: Actor) -> None:
    assert "Nothing is asked of you now" in text(as_person(treasury).get(WORK))


def test_saving_and_marking_as_ready_is_one_button_and_locks_the_page(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    row = ask(report, treasury)
    client = as_person(treasury)
    assert "is_ready" not in controls(client)
    data = controls(client) | {"narrative": "Budget law.", "then": "ready", "part": "1"}
    assert client.post(entry_page(), data)["Location"] == WORK
    row.refresh_from_db()
    assert row.ready_at is not None
    assert factories.entry_of(report).narrative == "Budget law."
    assert client.post(entry_page(), data).status_code == 403
    assert "Put it back to work" in text(client.get(entry_page()))
    focal_point = as_person(amina).get(entry_page())
    assert [(p.who, p.standing) for p in focal_point.context["asked_of"]] == [("Njeri", "ready")]
    assert "Ready since" in text(as_person(amina).get(WORK))
    client.post(ready(), {"then": "back", "version": 2})
    assert client.post(entry_page(), controls(client)).status_code == 302


def test_contributors_save_leaves_the_focal_points_own_ready_as_it_is(
    report: Report, treasury: Actor
) -> None:
    factories.answer(report, is_ready=True)
    ask(report, treasury)
    client = as_person(treasury)
    client.post(entry_page(), controls(client) | {"narrative": "More."})
    assert factories.entry_of(report).is_ready


def test_focal_point_and_stranger_call_nothing_ready(
    amina: Actor, kari: Actor, report: Report, treasury: Actor
) -> None:
    ask(report, treasury)
    assert as_person(amina).post(ready(), {"version": 1}).status_code == 403
    assert as_person(kari).post(ready(), {"version": 1}).status_code == 404
    other = factories.actor(factories.make_seat(Role.CONTRIBUTOR, "KEN"))
    assert as_person(other).post(ready(), {"version": 1}).status_code == 404
    assert Assignment.internal.get().ready_at is None


def test_ended_seat_finds_nothing_at_the_next_request(report: Report, treasury: Actor) -> None:
    ask(report, treasury)
    client = as_person(treasury)
    assert client.get(entry_page()).status_code == 200
    Appointment.objects.filter(pk=treasury.seat.pk).update(
        ended_at=timezone.now(), end_reason="Left"
    )
    assert client.get(entry_page()).status_code == 404
    assert client.post(entry_page(), {"version": 1}).status_code == 404


def money(client: Client, url: str, **said: str) -> dict[str, str]:
    (table,) = client.get(url).context["tables"]
    start = {f"{table.prefix}-start_{n}": v for n, v in zip(DAY, ("1", "7", "2025"), strict=True)}
    end = {f"{table.prefix}-end_{n}": v for n, v in zip(DAY, ("30", "6", "2026"), strict=True)}
    frame = {f"{table.prefix}-currency": "KES", **start, **end}
    return frame | {f"{table.prefix}-{name}": value for name, value in said.items()}


DAY = ("day", "month", "year")


def test_line_alone_is_written_on_its_own_page(report: Report, treasury: Actor) -> None:
    line = factories.make_line(report, title="Peace fund")
    row = Assignment.internal.create(
        member=report.member, appointment=treasury.seat, budget_line=line, due_on=report.due_on
    )
    client = as_person(treasury)
    url = reverse("tracker:line", args=["2026", line.public_id])
    assert url in text(client.get(WORK))
    assert client.get(entry_page()).status_code == 404
    wrong = client.post(url, money(client, url, **{"allocated-amount": "12.50"}) | {"part": "1"})
    assert wrong.status_code == 400
    assert "12.50" in text(wrong)
    said = money(client, url, **{"allocated-amount": "5 000 000", "spent-state": "not_available"})
    client.post(url, said | {"then": "ready", "part": "1"})
    figures = BudgetFigure.objects.working().filter(line=line, report=report)
    assert {(f.stage, f.amount) for f in figures} == {("allocated", 5000000), ("spent", None)}
    row.refresh_from_db()
    assert row.ready_at is not None
    assert client.post(url, said | {"part": "2"}).status_code == 403
    (table,) = client.get(url).context["standing"]["money_rows"]
    assert [row.figure.amount for row in table.rows] == [5000000, None]
    client.post(url, {"then": "back", "part": "2"})
    row.refresh_from_db()
    assert row.ready_at is None


def test_words_of_the_review_do_not_reach_a_contributor(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    factories.submitted(report, amina.seat)
    factories.put(report, state=ReportState.RETURNED, message="Ask the treasury again.")
    entry = factories.answer(report, "2022-01")
    mine = ask(report, treasury).entry
    for commented in (entry, mine):
        report.comments.create(
            member=report.member,
            entry=commented,
            text="Since when?",
            author=factories.reviewer("KEN").seat,
            round=1,
            sent_at=timezone.now(),
        )
    assert "Ask the treasury again." in text(as_person(amina).get("/en/report/2026/"))
    client = as_person(treasury)
    for url in (WORK, "/en/report/2026/", "/en/report/2026/check/", entry_page()):
        page = text(client.get(url))
        for hidden in ("Ask the treasury again.", "Since when?", "2022-01"):
            assert hidden not in page, (url, hidden)
    check = client.get("/en/report/2026/check/").context["check"]
    assert {f.recommendation for f in (*check.blocking, *check.odd, *check.gaps)} <= {CODE}
    assert "comments" not in {f.field for f in check.blocking}


def test_elements_of_other_answers_are_not_told_with_a_shared_document(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    entry = factories.answer(report)
    document = entry.evidence.unscoped().get()
    document.entries.add(factories.entry_of(report, OTHER))
    document.elements = [f"{CODE}-e1", f"{OTHER}-e1"]
    document.save()
    ask(report, treasury)
    assert f"{OTHER}-e1" in text(as_person(amina).get(entry_page()))
    page = text(as_person(treasury).get(entry_page()))
    assert f"{CODE}-e1" in page
    assert f"{OTHER}-e1" not in page
    change = reverse("tracker:evidence-change", args=[document.public_id])
    assert as_person(treasury).get(change).status_code == 403


def test_clearing_officer_clears_from_the_desk_and_sends_back_with_words(
    amina: Actor, report: Report
) -> None:
    factories.answer(report)
    officer = factories.actor(factories.make_seat(Role.CLEARING_OFFICER, "KEN"))
    focal_point, desk = as_person(amina), as_person(officer)
    move(focal_point, report, "send_for_clearance")
    assert "/en/report/2026/check/" in text(desk.get(WORK))
    assert move(desk, report, "send_back").status_code == 400
    move(desk, report, "send_back", message="The figure is wrong.")
    report.refresh_from_db()
    assert (report.state, report.message) == ("draft", "The figure is wrong.")
    assert "The figure is wrong." in text(focal_point.get("/en/report/2026/"))
    move(focal_point, report, "send_for_clearance")
    move(desk, report, "clear")
    report.refresh_from_db()
    assert (report.state, report.cleared_at is not None) == ("draft", True)


def test_queries_do_not_grow_with_the_parts(
    amina: Actor, report: Report, treasury: Actor, django_assert_num_queries
) -> None:
    focal_point, contributor = as_person(amina), as_person(treasury)
    ask(report, treasury)
    for size in (1, 5):
        if size > 1:
            for code in ("2022-01", "2022-02", "2023-05", OTHER):
                ask(report, treasury, code)
        with django_assert_num_queries(12):
            focal_point.get(ASK)
        with django_assert_num_queries(11):
            contributor.get(WORK)


def test_action_is_asked_for_from_its_plan_written_and_called_ready(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    action = factories.make_action(factories.make_plan("KEN"), "3.1")
    other = factories.make_action(action.plan, "3.2")
    page = reverse("tracker:action-edit", args=[action.public_id])
    desk, mine = as_person(amina), as_person(treasury)
    door = f"{ASK}?action={action.public_id}"
    assert door in desk.get(reverse("tracker:plan", args=[action.plan.public_id])).content.decode()
    shown = text(desk.get(door))
    assert action.text in shown
    assert other.text not in shown
    asked = question(treasury.seat.public_id) | {"codes": [], "actions": [str(action.public_id)]}
    assert desk.post(ASK, asked).status_code == 302
    part = Assignment.internal.get()
    assert part.action == action
    assert action.text in text(desk.get(ASK))
    assert action.text in text(desk.get(one(part)))
    assert page in mine.get(WORK).content.decode()
    form = mine.get(page)
    assert "asked of you" in text(form)
    assert "confidentiality" not in form.context["form"].fields
    data = {
        "version": 1, "text": "We train.", "language": "en", "delivery": "met",
        "location_level": "unknown", "then": "ready", "part": 1,
    }  # fmt: skip
    assert mine.post(page, data)["Location"] == WORK
    action.refresh_from_db()
    part.refresh_from_db()
    assert (action.text, part.ready_at is not None) == ("We train.", True)
    assert "Put it back to work" in text(mine.get(page))
    assert mine.post(page, data | {"version": 2}).status_code == 403
    assert mine.post(page, {"then": "back", "part": part.version}).status_code == 302
    assert mine.get(page).context["form"]
    assert mine.get(reverse("tracker:action-edit", args=[other.public_id])).status_code == 403


def test_neither_recommendation_nor_action_is_refused(
    amina: Actor, report: Report, treasury: Actor
) -> None:
    refused = as_person(amina).post(ASK, question(treasury.seat.public_id) | {"codes": []})
    assert refused.status_code == 400
    assert "Choose at least one recommendation." in text(refused)
    assert not Assignment.internal.exists()

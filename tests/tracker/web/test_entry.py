"""The record page: one POST writes an answer with its money, or nothing at all."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tests.tracker.web.pages import CODE, as_person, controls, entry_page, text, typed
from tracker.domain import progress
from tracker.enums import Confidentiality, DataState, ReportState, Status
from tracker.models import Assignment, BudgetFigure, BudgetLine, ProgressEntry, Report

pytestmark = pytest.mark.django_db
REPORT = "/en/report/2026/"


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report()


def figures(report: Report) -> dict[str, Decimal | None]:
    rows = BudgetFigure.objects.working().filter(report=report)
    return dict(rows.values_list("stage", "amount"))


# --- who ----------------------------------------------------------------------------------------


def test_focal_point_writes_an_answer(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    data = controls(client) | {
        "status": "in_progress",
        f"state-{CODE}-e2": "begun",
        "narrative": "Line one.\r\nLine two.",
        "confidentiality": "network",
    }
    response = client.post(entry_page(), data)
    assert response["Location"] == REPORT
    entry = factories.entry_of(report)
    assert (entry.status, entry.narrative) == ("in_progress", "Line one.\nLine two.")
    assert entry.elements == {f"{CODE}-e2": {"state": "begun", "reason": ""}}
    assert (entry.confidentiality, entry.version) == ("network", 2)


def test_viewer_reads_without_a_form_and_is_told_who_writes(otieno: Actor, report: Report) -> None:
    factories.answer(report, narrative="The committee met.")
    page = text(as_person(otieno).get(entry_page()))
    assert "The committee met." in page
    assert "<textarea" not in page
    assert "focal point, deputy and contributors write answers" in page


def test_viewers_post_is_refused_and_stores_nothing(otieno: Actor, report: Report) -> None:
    long = "A paragraph that took an hour to write."
    response = as_person(otieno).post(entry_page(), {"version": 1, "narrative": long})
    assert response.status_code == 403
    assert long in text(response)
    assert factories.entry_of(report).version == 1


def test_stranger_finds_no_answer_of_kenya(kari: Actor, report: Report) -> None:
    factories.answer(report, narrative="A secret of Kenya.")
    client = as_person(kari)
    assert client.get(entry_page()).status_code == 404
    factories.make_report("NOR", report.cycle)
    assert "A secret of Kenya." not in text(client.get(entry_page()))
    assert client.post(entry_page("2022-99"), {}).status_code == 404


def test_contributor_writes_what_was_assigned_and_finds_nothing_else(report: Report) -> None:
    treasury = factories.actor(factories.make_seat(Role.CONTRIBUTOR, "KEN"))
    entry = factories.entry_of(report)
    Assignment.internal.create(
        member=report.member, appointment=treasury.seat, entry=entry, due_on=report.due_on
    )
    client = as_person(treasury)
    data = controls(client) | {"narrative": "From the Treasury.", "money-new-spent-amount": "12"}
    assert "confidentiality" not in data
    data["confidentiality"] = "public"
    assert client.post(entry_page(), data).status_code == 302
    entry = factories.entry_of(report)
    assert (entry.narrative, entry.confidentiality) == ("From the Treasury.", "member")
    assert figures(report) == {"spent": Decimal(12)}
    assert client.get(entry_page("2022-01")).status_code == 404
    assert client.post(entry_page("2022-01"), data).status_code == 404


def test_restricted_answer_is_not_there_for_a_viewer(otieno: Actor, report: Report) -> None:
    factories.answer(report, confidentiality=Confidentiality.RESTRICTED)
    client = as_person(otieno)
    assert client.get(entry_page()).status_code == 404
    assert CODE not in text(client.get(REPORT))


def test_submitted_report_is_read_only_with_its_reason(amina: Actor, report: Report) -> None:
    factories.submitted(report, amina.seat)
    client = as_person(amina)
    page = text(client.get(entry_page()))
    assert "not with its focal point now" in page
    assert client.post(entry_page(), {"version": 1, "narrative": "x"}).status_code == 403
    assert factories.entry_of(report).narrative == ""


# --- refused values -----------------------------------------------------------------------------


def test_refused_status_keeps_what_was_typed_and_stores_nothing(
    amina: Actor, report: Report
) -> None:
    client = as_person(amina)
    data = controls(client) | {
        "status": "full",
        f"state-{CODE}-e1": "done",
        "narrative": "Kept, though refused.",
        "money-new-allocated-amount": "500",
    }
    response = client.post(entry_page(), data)
    assert response.status_code == 400
    page = text(response)
    assert "needs every applicable element done" in page
    assert "Kept, though refused." in page
    assert 'value="500"' in page
    target = re.search(r'href="#(id_status[^"]*)"', page)
    assert target
    assert f'id="{target[1]}"' in page
    assert "<title>Error:" in page
    entry = factories.entry_of(report)
    assert (entry.status, entry.narrative, entry.version) == (Status.NOT_REPORTED, "", 1)
    assert not BudgetLine.objects.working().exists()


@pytest.mark.parametrize("wrong", ["29.85", "1,5", "many", "-3", "1 23"])
def test_amount_that_is_no_whole_number_is_named_and_stores_nothing(
    wrong: str, amina: Actor, report: Report
) -> None:
    client = as_person(amina)
    data = controls(client) | {"narrative": "Typed words.", "money-new-spent-amount": wrong}
    response = client.post(entry_page(), data)
    assert response.status_code == 400
    assert f"You wrote {wrong}." in text(response)
    assert "Typed words." in text(response)
    assert factories.entry_of(report).narrative == ""
    assert figures(report) == {}


def test_status_and_money_errors_are_told_at_once(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    data = controls(client) | {"status": "suspended", "money-new-spent-amount": "1.5"}
    page = text(client.post(entry_page(), data))
    assert "Say why it is suspended." in page
    assert "You wrote 1.5." in page


def test_element_that_does_not_apply_needs_its_reason(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    data = controls(client) | {f"state-{CODE}-e1": "not_applicable"}
    response = client.post(entry_page(), data)
    assert response.status_code == 400
    assert "say why this element does not apply" in text(response)
    assert f"#id_reason-{CODE}-e1" in text(response)
    assert factories.entry_of(report).elements == {}


# --- money --------------------------------------------------------------------------------------


def test_figures_are_written_by_stage_and_unknown_is_not_zero(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    data = controls(client) | {
        "money-new-pledged-amount": "41 200 000",
        "money-new-spent-amount": "0",
        "money-new-disbursed-state": "not_available",
    }
    assert client.post(entry_page(), data).status_code == 302
    assert figures(report) == {"pledged": Decimal(41200000), "spent": 0, "disbursed": None}
    line = BudgetLine.objects.working().get()
    assert (line.title, line.recommendation.code) == ("Main line", CODE)


def test_figure_is_revised_and_taken_away(amina: Actor, report: Report) -> None:
    line = factories.make_line(report)
    factories.make_figure(report, line, "allocated", "1000")
    spent = factories.make_figure(report, line, "spent", "900")
    client = as_person(amina)
    data = controls(client)
    name = next(n for n in data if n.endswith("spent-amount")).removesuffix("spent-amount")
    data |= {f"{name}spent-amount": "950", f"{name}allocated-amount": ""}
    data[f"{name}allocated-state"] = ""
    assert client.post(entry_page(), data).status_code == 302
    assert figures(report) == {"spent": Decimal(950)}
    spent.refresh_from_db()
    assert spent.version == 2
    assert BudgetLine.objects.working().count() == 1


def test_changed_period_moves_the_figures(amina: Actor, report: Report) -> None:
    line = factories.make_line(report)
    factories.make_figure(report, line, "allocated", "1000")
    client = as_person(amina)
    data = controls(client)
    start = next(n for n in data if n.endswith("start_year"))
    data |= {start: "2024", start.replace("start", "end"): "2025"}
    assert client.post(entry_page(), data).status_code == 302
    figure = BudgetFigure.objects.working().get(report=report)
    assert (figure.period_start, figure.period_end) == (dt.date(2024, 7, 1), dt.date(2025, 6, 30))
    assert figure.amount == 1000


def test_period_that_ends_before_it_begins_is_refused(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    data = controls(client) | {"money-new-spent-amount": "5", "money-new-end_year": "2001"}
    response = client.post(entry_page(), data)
    assert response.status_code == 400
    assert "The period ends after it starts." in text(response)
    assert figures(report) == {}


def test_amount_with_decimals_from_the_api_survives_an_untouched_page(
    amina: Actor, report: Report
) -> None:
    line = factories.make_line(report)
    figure = factories.make_figure(report, line, "allocated", "1000.55")
    client = as_person(amina)
    data = controls(client) | {"narrative": "Only words changed."}
    assert client.post(entry_page(), data).status_code == 302
    figure.refresh_from_db()
    assert (figure.amount, figure.version) == (Decimal("1000.550"), 1)


def test_unchanged_page_writes_no_new_version(amina: Actor, report: Report) -> None:
    factories.answer(report)
    factories.make_figure(report, factories.make_line(report))
    client = as_person(amina)
    assert client.post(entry_page(), controls(client)).status_code == 302
    assert factories.entry_of(report).version == 1
    assert BudgetFigure.objects.working().get().version == 1


def test_last_years_figures_stand_beside_and_the_period_is_a_year_on(amina: Actor) -> None:
    last = factories.make_report(cycle=factories.make_cycle("2025", dt.date(2025, 5, 20)))
    line = factories.make_line(last)
    factories.make_figure(last, line, "allocated", "777000")
    factories.make_report(cycle=factories.make_cycle("2026"))
    page = as_person(amina).get(entry_page())
    assert "777\u202f000" in text(page)
    table = page.context["answer"].tables[0]
    assert (table.period.start, table.period.end) == (dt.date(2026, 7, 1), dt.date(2027, 6, 30))


# --- carried over -------------------------------------------------------------------------------


def carried(report: Report) -> ProgressEntry:
    last = factories.make_report(cycle=factories.make_cycle("2025", dt.date(2025, 5, 20)))
    factories.answer(last, status=Status.IN_PROGRESS, narrative="Words of 2025.")
    return factories.answer(
        report,
        status=Status.IN_PROGRESS,
        narrative="Words of 2025.",
        confirmed=False,
        is_ready=False,
        carried_from="2025",
    )


def test_nothing_changed_confirms_the_carried_answer(amina: Actor, report: Report) -> None:
    carried(report)
    client = as_person(amina)
    page = client.get(entry_page())
    assert "No change since 2025" in text(page)
    response = client.post(entry_page(), {**typed(page), "then": "same"})
    assert response["Location"] == REPORT
    entry = factories.entry_of(report)
    assert (entry.confirmed, entry.is_ready) == (True, True)


def test_nothing_changed_without_an_earlier_answer_is_refused(amina: Actor, report: Report) -> None:
    response = as_person(amina).post(entry_page(), {"version": 1, "then": "same"})
    assert response.status_code == 400
    assert "no earlier answer to confirm" in text(response)
    assert factories.entry_of(report).is_ready is False


def test_no_change_is_not_offered_once_somebody_typed(amina: Actor, report: Report) -> None:
    carried(report)
    ProgressEntry.internal.filter(report=report).update(narrative="Words of 2026.")
    client = as_person(amina)
    page = client.get(entry_page())
    assert "No change since 2025" not in text(page)
    response = client.post(entry_page(), {**typed(page), "then": "same"})
    assert response.status_code == 400
    assert "are not those of 2025 any more" in text(response)
    assert factories.entry_of(report).confirmed is False


def test_copying_the_text_fills_empty_fields_and_stores_nothing(
    amina: Actor, report: Report
) -> None:
    carried(report)
    ProgressEntry.internal.filter(report=report).update(narrative="")
    client = as_person(amina)
    data = controls(client) | {"next_steps": "Typed already.", "then": "copy"}
    page = client.post(entry_page(), data)
    assert page.status_code == 200
    again = typed(page)
    assert again["narrative"] == "Words of 2025."
    assert again["next_steps"] == "Typed already."
    assert factories.entry_of(report).narrative == ""


def test_saving_a_carried_answer_confirms_it(amina: Actor, report: Report) -> None:
    carried(report)
    client = as_person(amina)
    assert client.post(entry_page(), controls(client)).status_code == 302
    assert factories.entry_of(report).confirmed is True


# --- going on -----------------------------------------------------------------------------------


def test_save_next_goes_to_the_next_asked_answer(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    response = client.post(entry_page(), controls(client) | {"then": "next"})
    assert response["Location"] == entry_page("2022-09")


def test_adding_evidence_saves_the_words_and_offers_the_status_again(
    amina: Actor, report: Report
) -> None:
    client = as_person(amina)
    data = controls(client) | {
        "status": "partial",
        f"state-{CODE}-e1": "done",
        "narrative": "Saved on the way.",
        "money-new-spent-amount": "7",
        "then": "file",
    }
    response = client.post(entry_page(), data)
    assert (
        response["Location"] == reverse("tracker:evidence-add", args=["2026", CODE]) + "?form=file"
    )
    entry = factories.entry_of(report)
    assert (entry.status, entry.narrative) == (Status.NOT_REPORTED, "Saved on the way.")
    assert figures(report) == {"spent": Decimal(7)}
    page = client.get(entry_page())
    assert "what you chose before you added evidence" in text(page)
    again = typed(page)
    assert (again["status"], again[f"state-{CODE}-e1"]) == ("partial", "done")
    factories.make_evidence(entry, elements=[f"{CODE}-e1"])
    assert client.post(entry_page(), again).status_code == 302
    assert factories.entry_of(report).status == Status.PARTIAL
    assert "what you chose before" not in text(client.get(entry_page()))


def test_adding_evidence_with_a_wrong_amount_stays_on_the_page(
    amina: Actor, report: Report
) -> None:
    client = as_person(amina)
    data = controls(client) | {
        "narrative": "Words.",
        "money-new-spent-amount": "1.5",
        "then": "link",
    }
    response = client.post(entry_page(), data)
    assert response.status_code == 400
    assert factories.entry_of(report).narrative == ""


# --- two people at once -------------------------------------------------------------------------


def deputy_writes(report: Report, **changes: str) -> None:
    deputy = factories.actor(factories.make_seat(Role.DEPUTY, "KEN"))
    entry = factories.entry_of(report)
    progress.record(deputy, entry, entry.version, changes)


def test_two_editors_in_one_field_see_both_texts_and_choose(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    data = controls(client) | {"narrative": "Mine: met three times."}
    deputy_writes(report, narrative="Theirs: met twice.")
    page = client.post(entry_page(), data)
    assert page.status_code == 409
    assert "Mine: met three times." in text(page)
    assert "Theirs: met twice." in text(page)
    assert "Deputy: this answer was changed" in text(page)
    assert factories.entry_of(report).narrative == "Theirs: met twice."
    chosen = typed(page) | {"take-narrative": "mine", "then": "save"}
    assert client.post(entry_page(), chosen).status_code == 302
    assert factories.entry_of(report).narrative == "Mine: met three times."


def test_conflict_can_be_settled_with_their_text_or_with_both(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    data = controls(client) | {"narrative": "Mine."}
    deputy_writes(report, narrative="Theirs.")
    page = client.post(entry_page(), data)
    both = client.post(entry_page(), typed(page) | {"take-narrative": "both"})
    assert both["Location"] == entry_page()
    assert factories.entry_of(report).narrative == "Mine.\n\nTheirs."
    data = controls(client) | {"narrative": "Mine again."}
    deputy_writes(report, narrative="Theirs again.")
    page = client.post(entry_page(), data)
    client.post(entry_page(), typed(page) | {"take-narrative": "theirs"})
    assert factories.entry_of(report).narrative == "Theirs again."


def test_two_editors_in_different_fields_are_joined_without_a_question(
    amina: Actor, report: Report
) -> None:
    client = as_person(amina)
    data = controls(client) | {"narrative": "Mine."}
    deputy_writes(report, obstacles="Theirs.")
    response = client.post(entry_page(), data, follow=True)
    assert response.status_code == 200
    assert "1 change that somebody else made meanwhile is included." in text(response)
    entry = factories.entry_of(report)
    assert (entry.narrative, entry.obstacles) == ("Mine.", "Theirs.")


def test_two_editors_of_one_figure_see_both_amounts(amina: Actor, report: Report) -> None:
    line = factories.make_line(report)
    figure = factories.make_figure(report, line, "spent", "100")
    client = as_person(amina)
    data = controls(client)
    name = next(n for n in data if n.endswith("spent-amount"))
    BudgetFigure.internal.filter(pk=figure.pk).update(amount=200, version=2)
    page = client.post(entry_page(), data | {name: "300"})
    assert page.status_code == 409
    assert "300" in text(page)
    assert "200" in text(page)
    figure.refresh_from_db()
    assert figure.amount == 200
    take = "take-" + name.removesuffix("-amount")
    assert client.post(entry_page(), typed(page) | {take: "mine"}).status_code == 302
    figure.refresh_from_db()
    assert figure.amount == 300


def test_figures_typed_into_a_table_that_is_gone_are_shown_again(
    amina: Actor, report: Report
) -> None:
    client = as_person(amina)
    data = controls(client) | {"money-new-spent-amount": "4321"}
    line = factories.make_line(report)
    factories.make_figure(report, line, "spent", "100")
    page = client.post(entry_page(), data)
    assert page.status_code == 409
    assert "4321" in text(page)
    assert figures(report) == {"spent": Decimal(100)}


# --- returned -----------------------------------------------------------------------------------


def returned(report: Report, amina: Actor) -> ProgressEntry:
    entry = factories.answer(report)
    factories.submitted(report, amina.seat)
    factories.put(report, state=ReportState.RETURNED)
    ProgressEntry.internal.filter(report=report).exclude(pk=entry.pk).update(is_open=False)
    report.comments.create(
        member=report.member,
        entry=entry,
        text="Which office keeps the data?",
        author=factories.reviewer("KEN").seat,
        round=1,
        sent_at=dt.datetime.now(dt.UTC),
    )
    return entry


def test_returned_answer_is_saved_together_with_the_reply(amina: Actor, report: Report) -> None:
    entry = returned(report, amina)
    client = as_person(amina)
    page = client.get(entry_page())
    assert "Which office keeps the data?" in text(page)
    comment = entry.comments.unscoped().get()
    data = typed(page) | {
        f"answer-{comment.public_id}": "The statistics office.",
        "narrative": "Now with the office.",
    }
    assert client.post(entry_page(), data).status_code == 302
    comment.refresh_from_db()
    assert comment.answer == "The statistics office."
    assert factories.entry_of(report).narrative == "Now with the office."


def test_answer_without_a_comment_stays_closed_in_a_returned_report(
    amina: Actor, report: Report
) -> None:
    returned(report, amina)
    client = as_person(amina)
    page = text(client.get(entry_page("2022-01")))
    assert "Only the answers with comments are open" in page
    response = client.post(entry_page("2022-01"), {"version": 1, "narrative": "x"})
    assert response.status_code == 403
    assert factories.entry_of(report, "2022-01").narrative == ""


def test_queries_of_the_record_page_do_not_grow(
    amina: Actor, report: Report, django_assert_num_queries
) -> None:
    client = as_person(amina)
    entry = factories.answer(report)
    client.get(entry_page())
    with django_assert_num_queries(16):
        client.get(entry_page())
    line = factories.make_line(report)
    for stage in ("pledged", "allocated", "spent"):
        factories.make_figure(report, line, stage)
    for _n in range(4):
        factories.make_evidence(entry)
    with django_assert_num_queries(20):
        client.get(entry_page())


def test_confidential_words_stand_in_no_title_or_address(amina: Actor, report: Report) -> None:
    factories.answer(report, narrative="Shelter at Mount X", confidentiality="restricted")
    page = text(as_person(amina).get(entry_page()))
    title = page.split("<title>")[1].split("</title>")[0]
    assert "Mount X" not in title
    assert title.startswith(f"{CODE}, report 2026")
    assert DataState.REPORTED.value in page

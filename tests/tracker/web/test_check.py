"""Checking, sending, clearing, releasing, withdrawing: the member's moves."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tests.tracker.indicating import make_indicator
from tests.tracker.web.pages import CODE, as_person, move, text
from tracker.enums import ReportState, Status
from tracker.models import ProgressEntry, Report
from tracker.queries.findings import Finding

pytestmark = pytest.mark.django_db
CHECK = "/en/report/2026/check/"
REPORT = "/en/report/2026/"


@pytest.fixture
def report(db: None) -> Report:
    report = factories.make_report()
    factories.answer(report)
    return report


def state(report: Report) -> str:
    return Report.internal.get(pk=report.pk).state


def test_blocking_findings_come_first_and_lead_to_their_answer(
    amina: Actor, report: Report
) -> None:
    entry = factories.answer(report, "2022-01", Status.PARTIAL)
    entry.evidence.unscoped().delete()
    page = text(as_person(amina).get(CHECK))
    assert page.index("Must be fixed") < page.index("Not finished")
    assert "“Partially implemented” needs evidence." in page
    assert reverse("tracker:entry", args=["2026", "2022-01"]) in page


def test_remark_called_right_moves_aside_and_can_be_put_back(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    line = factories.make_line(report)
    factories.make_figure(report, line, "committed", "100")
    factories.make_figure(report, line, "disbursed", "101")
    page = text(client.get(CHECK))
    mark = re.search(r'name="mark" value="(money-[0-9a-f]+)"', page)[1]
    said = {"code": CODE, "mark": mark, "then": "right"}
    url = reverse("tracker:check-remark", args=["2026"])
    assert client.post(url, said)["Location"] == f"{CHECK}#right-h"
    page = text(client.get(CHECK))
    assert page.index("Looked at and right") < page.index("Disbursed is more than Committed")
    client.post(url, {**said, "then": "again"})
    page = text(client.get(CHECK))
    assert "Looked at and right" not in page
    assert "Disbursed is more than Committed" in page


def test_amounts_of_a_line_for_named_people_stay_out_of_the_check(
    amina: Actor, otieno: Actor, report: Report
) -> None:
    line = factories.make_line(report, confidentiality="restricted")
    factories.make_figure(report, line, "committed", "100")
    factories.make_figure(report, line, "disbursed", "101")
    assert "Disbursed is more than" in text(as_person(amina).get(CHECK))
    assert "Disbursed is more than" not in text(as_person(otieno).get(CHECK))


def test_finding_leads_to_its_field(amina: Actor, report: Report) -> None:
    factories.answer(report, "2022-01", Status.PARTIAL, narrative="", is_ready=False)
    client = as_person(amina)
    page = text(client.get(CHECK))
    there = text(client.get("/en/report/2026/2022-01/"))
    found = set(re.findall(r'href="/en/report/2026/2022-01/#([^"]+)"', page))
    assert {"id_narrative", "id_is_ready"} <= found
    assert all(f'id="{anchor}"' in there for anchor in found)


def test_every_anchor_of_a_finding_stands_on_the_page(amina: Actor, report: Report) -> None:
    there = text(as_person(amina).get(f"/en/report/2026/{CODE}/"))
    fields = ["status", "status_reason", "elements", "narrative", "money", "evidence"]
    for field in fields:
        assert f'id="{Finding(CODE, field, "", True).anchor}"' in there


def test_submitting_without_the_statement_is_refused(amina: Actor, report: Report) -> None:
    response = move(as_person(amina), report, "submit")
    assert response.status_code == 400
    assert "Confirm that the competent authority agrees" in text(response)
    assert "<title>Error:" in text(response)
    assert state(report) == ReportState.DRAFT


def test_submitting_with_a_blocking_finding_names_the_answer(amina: Actor, report: Report) -> None:
    factories.entry_of(report).evidence.unscoped().delete()
    response = move(as_person(amina), report, "submit", agreed="on")
    assert response.status_code == 400
    assert f"{CODE}: “Partially implemented” needs evidence." in text(response)
    assert state(report) == ReportState.DRAFT


def test_submitted_report_has_a_receipt(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    response = move(client, report, "submit", agreed="on")
    assert response["Location"] == reverse("tracker:submitted", args=["2026"])
    page = text(client.get(response["Location"]))
    report.refresh_from_db()
    assert report.receipt_number == "2026-KEN-1"
    assert report.receipt_number in page
    assert report.receipt_sha256 in page


def test_double_submit_is_one_submission(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    said = {"action": "submit", "version": report.version, "agreed": "on"}
    url = reverse("tracker:report-move", args=["2026"])
    assert client.post(url, said).status_code == 302
    second = client.post(url, said)
    assert second.status_code == 409
    report.refresh_from_db()
    assert (report.round, report.receipt_number) == (1, "2026-KEN-1")


def test_no_receipt_before_a_submission(amina: Actor, report: Report) -> None:
    assert as_person(amina).get(reverse("tracker:submitted", args=["2026"])).status_code == 404


def test_submit_from_a_stale_page_writes_nothing(amina: Actor, report: Report) -> None:
    said = {"action": "submit", "version": report.version, "agreed": "on"}
    Report.internal.filter(pk=report.pk).update(version=9)
    response = as_person(amina).post(reverse("tracker:report-move", args=["2026"]), said)
    assert response.status_code == 409
    assert state(report) == ReportState.DRAFT


def test_viewer_and_contributor_cannot_submit(otieno: Actor, report: Report) -> None:
    treasury = factories.actor(factories.make_seat(Role.CONTRIBUTOR, "KEN"))
    for person in (otieno, treasury):
        response = move(as_person(person), report, "submit", agreed="on")
        assert response.status_code == 403
        assert "focal point submits a report" in text(response)
    assert state(report) == ReportState.DRAFT


def test_viewer_reads_the_check_without_a_button(otieno: Actor, report: Report) -> None:
    page = text(as_person(otieno).get(CHECK))
    assert 'id="move-submit"' not in page
    assert "Only the member’s focal point submits a report." in page


def test_stranger_moves_nothing(kari: Actor, report: Report) -> None:
    assert move(as_person(kari), report, "submit", agreed="on").status_code == 404
    assert as_person(kari).get(CHECK).status_code == 404
    assert state(report) == ReportState.DRAFT


def test_deputy_submits_only_when_delegated(report: Report) -> None:
    deputy = factories.actor(factories.make_seat(Role.DEPUTY, "KEN"))
    assert move(as_person(deputy), report, "submit", agreed="on").status_code == 403
    today = report.today()
    acting = factories.actor(
        factories.make_seat(
            Role.DEPUTY,
            "KEN",
            delegated_from=today,
            delegated_until=today + dt.timedelta(days=2),
        )
    )
    assert move(as_person(acting), report, "submit", agreed="on").status_code == 302
    assert state(report) == ReportState.SUBMITTED


def test_report_goes_through_clearance_where_the_member_wants_it(
    amina: Actor, report: Report
) -> None:
    director = factories.actor(factories.make_seat(Role.CLEARING_OFFICER, "KEN"))
    fp, officer = as_person(amina), as_person(director)
    refused = move(fp, report, "submit", agreed="on")
    assert "clears its reports first" in text(refused)
    assert move(fp, report, "send_for_clearance").status_code == 302
    assert move(officer, report, "send_back").status_code == 400
    assert state(report) == ReportState.CLEARANCE
    assert move(officer, report, "send_back", message="Check the figure.").status_code == 302
    assert move(fp, report, "send_for_clearance").status_code == 302
    assert move(fp, report, "clear").status_code == 403
    assert move(officer, report, "clear").status_code == 302
    assert move(fp, report, "submit", agreed="on").status_code == 302
    assert state(report) == ReportState.SUBMITTED


def test_focal_point_releases_and_withdraws(amina: Actor, report: Report) -> None:
    factories.submitted(report, amina.seat)
    factories.put(report, state=ReportState.ACCEPTED, accepted_at=dt.datetime.now(dt.UTC))
    client = as_person(amina)
    assert "Release for publication" in text(client.get(REPORT))
    assert move(client, report, "release").status_code == 302
    report.refresh_from_db()
    assert report.released_at is not None
    factories.published(report)
    assert "disappear at once" in text(client.get(REPORT))
    refused = move(client, report, "withdraw")
    assert refused.status_code == 400
    assert state(report) == ReportState.PUBLISHED
    assert move(client, report, "withdraw", reason="A danger to people.").status_code == 302
    assert state(report) == ReportState.WITHDRAWN
    assert not ProgressEntry.objects.published().filter(report=report).exists()


def test_viewer_cannot_release(otieno: Actor, report: Report) -> None:
    factories.submitted(report)
    factories.put(report, state=ReportState.ACCEPTED, accepted_at=dt.datetime.now(dt.UTC))
    assert move(as_person(otieno), report, "release").status_code == 403
    assert Report.internal.get(pk=report.pk).released_at is None


def test_unknown_action_is_no_move(amina: Actor, report: Report) -> None:
    assert move(as_person(amina), report, "erase").status_code == 409
    assert state(report) == ReportState.DRAFT


def test_optional_answers_stand_apart_and_never_in_a_count(amina: Actor, report: Report) -> None:
    page = as_person(amina).get(REPORT)
    assert "Addressed to others (optional)" in text(page)
    assert "1 of 16 answers given" in text(page)


def test_queries_of_check_and_report_do_not_grow(
    amina: Actor, report: Report, django_assert_num_queries
) -> None:
    client = as_person(amina)
    factories.make_figure(report, factories.make_line(report, "2022-01"))
    client.get(CHECK)
    with django_assert_num_queries(24):
        client.get(CHECK)
    with django_assert_num_queries(11):
        client.get(REPORT)
    for code in ("2022-03", "2022-02", "2023-05"):
        factories.answer(report, code)
        factories.make_figure(report, factories.make_line(report, code))
    with django_assert_num_queries(24):
        client.get(CHECK)
    with django_assert_num_queries(11):
        client.get(REPORT)


def test_amounts_are_read_in_words_and_indicators_are_remarked_on(
    amina: Actor, report: Report
) -> None:
    factories.make_figure(report, factories.make_line(report, "2022-01", title="Grants"))
    make_indicator(report, targets=[{"on": "2020-12-31", "value": "50"}])
    page = text(as_person(amina).get(CHECK))
    assert "Figures in words" in page
    assert "that is" in page
    assert "A target was set for 31 December 2020" in page

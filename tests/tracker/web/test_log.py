"""The page of the log, and its file."""

from __future__ import annotations

import csv
import io
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import User
from tests import factories
from tests.tracker.web.pages import as_person, text
from tracker.domain import progress
from tracker.enums import Confidentiality
from tracker.models import ProgressEntry, Report

pytestmark = pytest.mark.django_db
CODE = "2022-08"
CANARY = "canary-51fd"
PAGE, FILE = "/en/log/", "/en/log/csv/"


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report()


def write(actor: Actor, report: Report, narrative: str, code: str = CODE) -> None:
    entry = factories.entry_of(report, code)
    progress.record(actor, entry, entry.version, {"narrative": narrative})


def rows_of(client: Client, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"{FILE}{query}")
    assert response.status_code == 200
    raw = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(raw)))


def test_focal_point_reads_who_wrote_which_words_and_follows_the_link(
    amina: Actor, report: Report
) -> None:
    write(amina, report, "The committee met twice.")
    write(amina, report, "The committee met thrice.")
    page = text(as_person(amina).get(PAGE))
    assert "Wrote an answer" in page
    assert "<bdi>Amina</bdi> · Focal point · <bdi>Kenya</bdi>" in page
    assert "<del>twice.</del><ins>thrice.</ins>" in page
    assert f'href="{reverse("tracker:entry", args=["2026", CODE])}"' in page


def test_reviewer_follows_the_link_to_the_review(amina: Actor, report: Report) -> None:
    factories.submitted(report, amina.seat)
    ProgressEntry.internal.filter(report=report).update(narrative="Met.")
    page = text(as_person(factories.reviewer("KEN")).get(f"{PAGE}?member=KEN&kind=answer"))
    address = reverse("tracker:review-detail", args=["KEN", "2026"])
    assert f'href="{address}?answer={CODE}"' in page


def test_stranger_finds_nothing_of_kenya_in_page_and_file(
    amina: Actor, kari: Actor, report: Report
) -> None:
    write(amina, report, CANARY)
    stranger = as_person(kari)
    assert CANARY in text(as_person(amina).get(PAGE))
    assert CANARY not in text(stranger.get(PAGE))
    assert {row["member"] for row in rows_of(stranger)} <= {"NOR"}
    assert stranger.get(f"{PAGE}?member=KEN").status_code == 200
    assert "Kenya" not in text(stranger.get(f"{PAGE}?member=KEN"))


@pytest.mark.parametrize("role", ["viewer", "contributor", "clearing_officer", "co_chair"])
def test_who_may_not_read_the_log_finds_no_page_and_no_link(report: Report, role: str) -> None:
    member = None if role == Role.CO_CHAIR else "KEN"
    client = as_person(factories.actor(factories.make_seat(role, member)))
    assert client.get(PAGE).status_code == 404
    assert client.get(FILE).status_code == 404
    assert f'href="{PAGE}"' not in text(client.get("/en/members/"))


def test_menu_of_the_seat_leads_to_the_log(amina: Actor) -> None:
    assert f'href="{PAGE}"' in text(as_person(amina).get("/en/members/"))


def test_older_changes_stand_behind_a_link_and_no_row_is_counted(
    amina: Actor, report: Report, django_assert_max_num_queries
) -> None:
    for round_ in range(60):
        write(amina, report, f"Round {round_:02}.")
    client = as_person(amina)
    with django_assert_max_num_queries(30) as captured:
        first = client.get(f"{PAGE}?kind=answer")
    assert not [q["sql"] for q in captured.captured_queries if "COUNT(" in q["sql"].upper()]
    older = first.context["older"]
    assert older
    second = text(client.get(f"{PAGE}?kind=answer&before={older}"))
    assert "<ins>59.</ins>" in text(first)
    assert "<ins>59.</ins>" not in second
    assert "<ins>29.</ins>" in second
    assert "Newest" in second


@pytest.mark.parametrize("before", ["nonsense", "W10", "é", "bnVsbA"])
def test_place_that_is_none_shows_the_newest(amina: Actor, report: Report, before: str) -> None:
    write(amina, report, "The committee met.")
    assert "The committee met." in text(as_person(amina).get(f"{PAGE}?before={before}"))


def test_page_takes_as_many_queries_for_many_changes_as_for_few(
    amina: Actor, report: Report, django_assert_num_queries
) -> None:
    client = as_person(amina)
    write(amina, report, "One.")
    client.get(PAGE)
    with django_assert_num_queries(15):
        client.get(PAGE)
    for code in ("2022-09", "2023-01", "2023-08"):
        write(amina, report, "Two.", code)
    with django_assert_num_queries(15):
        client.get(PAGE)


def test_wrong_filter_names_what_is_wrong_and_shows_no_line(amina: Actor, report: Report) -> None:
    write(amina, report, CANARY)
    client = as_person(amina)
    page = client.get(f"{PAGE}?since=3/4/2026&until=")
    assert page.status_code == 400
    assert "Write a day such as 2026-03-01." in text(page)
    assert CANARY not in text(page)
    late = client.get(f"{PAGE}?since=2026-03-02&until=2026-03-01")
    assert "not before the first one" in text(late)
    assert client.get(f"{FILE}?kind=secret").status_code == 400


def test_days_of_the_filter_are_the_readers_own(amina: Actor, report: Report) -> None:
    write(amina, report, CANARY)
    client = as_person(amina)
    event = factories.entry_of(report).events.order_by("pgh_id").last()
    User.objects.filter(pk=amina.user.pk).update(time_zone="Pacific/Kiritimati")  # type: ignore[union-attr]
    day = event.pgh_created_at.astimezone(ZoneInfo("Pacific/Kiritimati")).date()
    assert CANARY in text(client.get(f"{PAGE}?since={day}&until={day}"))


def test_empty_log_says_what_is_missing() -> None:
    admin = factories.actor(factories.make_seat(Role.ADMINISTRATOR))
    page = text(as_person(admin).get(f"{PAGE}?kind=token"))
    assert "No change matches" in page


# --- the file -----------------------------------------------------------------------------------


def test_file_tells_field_by_field_with_ids_and_no_names(amina: Actor, report: Report) -> None:
    write(amina, report, "The committee met.")
    row = next(row for row in rows_of(as_person(amina)) if row["new"] == "The committee met.")
    assert (row["verb"], row["kind"], row["change"]) == ("progress.record", "answer", "update")
    assert (row["member"], row["cycle"], row["recommendation"]) == ("KEN", "2026", CODE)
    assert (row["field"], row["old"]) == ("narrative", "")
    assert (row["by"], row["user"]) == ("person", str(amina.user.pk))  # type: ignore[union-attr]
    assert row["seat"] == str(amina.seat.public_id)  # type: ignore[union-attr]
    everything = str(rows_of(as_person(amina)))
    assert "Amina" not in everything
    assert "amina@ken.example" not in everything


def test_file_says_of_itself_what_it_is_and_leaves_no_copy(amina: Actor, report: Report) -> None:
    response = as_person(amina).get(f"{FILE}?kind=answer")
    assert response["X-Export-Dataset"] == "log"
    assert response["X-Export-Filters"] == "kind=answer"
    assert response["Content-Disposition"] == 'attachment; filename="log.csv"'
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("words", ["=1+1", "@SUM(A1)", "+1", "-1", " =1", "＝1", "'=1"])
def test_file_holds_no_formula(amina: Actor, report: Report, words: str) -> None:
    ProgressEntry.internal.filter(pk=factories.entry_of(report).pk).update(narrative=words)
    assert f"'{words}" in {row["new"] for row in rows_of(as_person(amina))}


def test_restricted_rows_are_in_no_file(amina: Actor, report: Report) -> None:
    write(amina, report, CANARY)
    assert CANARY in str(rows_of(as_person(amina)))
    ProgressEntry.internal.filter(pk=factories.entry_of(report).pk).update(
        confidentiality=Confidentiality.RESTRICTED
    )
    found = rows_of(as_person(amina), f"?recommendation={CODE}")
    assert found == []


def test_file_holds_more_than_a_page(amina: Actor, report: Report) -> None:
    for round_ in range(60):
        write(amina, report, f"Round {round_:02}.")
    found = rows_of(as_person(amina), "?verb=progress.record&kind=answer")
    assert [row["new"] for row in found if row["field"] == "narrative"] == [
        f"Round {round_:02}." for round_ in reversed(range(60))
    ]

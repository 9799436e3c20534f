"""A monitor's pages: the desk, one view to write, to show and to take back; and readers' places."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Appointment
from recommendations.models import Recommendation
from tests import factories
from tests.tracker.web.pages import as_person, entry_page, review_page, text
from tracker.enums import Audience
from tracker.models import CivilSocietyView, Report, ReportingCycle

pytestmark = pytest.mark.django_db
CODE, WORK = "2023-05", "/en/work/"
SAID = {"version": "0", "view": "differs", "text": "The centres closed.", "language": "sw"}
SAID |= {"audience": "secretariat", "then": "save"}


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report()


@pytest.fixture
def author(report: Report) -> Actor:
    user = factories.make_user("neema@cso.example", name="Neema")
    seat = factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN", user, title="Peace Circle")
    return factories.actor(seat)


def page(code: str = CODE, cycle: str = "2026", route: str = "view") -> str:
    return reverse(f"tracker:{route}", args=[cycle, code])


def post(actor: Actor, code: str = CODE, **said: Any) -> HttpResponse:
    return as_person(actor).post(page(code), {**SAID, **said})


def stored(code: str = CODE) -> CivilSocietyView:
    return CivilSocietyView.internal.get(recommendation__code=code)


def filed(author: Actor, code: str = CODE, **facts: Any) -> CivilSocietyView:
    facts = {"view": "differs", "text": f"Words about {code}.", "audience": "public", **facts}
    return CivilSocietyView.internal.create(
        member=author.seat.member,
        cycle=facts.pop("cycle", None) or ReportingCycle.objects.get(),
        recommendation=Recommendation.objects.get(code=code),
        author=author.seat,
        **facts,
    )


# --- the desk -----------------------------------------------------------------------------------


def test_desk_shows_every_recommendation_with_the_own_view_or_none_yet(author):
    filed(author, audience="secretariat")
    filed(factories.actor(factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN")), "2022-01")
    shown = text(as_person(author).get(WORK))
    assert shown.count("No view yet") == 17
    assert shown.count('href="/en/views/2026/') == 18
    assert "The secretariat only" in shown
    # Nothing closes outside the window: it is told, with its days.
    first = ReportingCycle.objects.get().meeting_on - dt.timedelta(days=60)
    assert f'datetime="{first.isoformat()}"' in shown


def test_desk_without_an_open_cycle_says_so_and_keeps_what_was_written(author):
    filed(author)
    today = dt.datetime.now(dt.UTC).date()
    meeting = today - dt.timedelta(days=40)
    ReportingCycle.objects.update(meeting_on=meeting, **vars(factories.cycle_dates(meeting)))
    shown = text(as_person(author).get(WORK))
    assert "No cycle is open now" in shown
    assert f"/en/views/2026/{CODE}/" in shown
    assert "No view yet" not in shown


def test_desk_of_a_frozen_member_says_that_views_go_on(author, report):
    report.member.frozen_at = dt.datetime.now(dt.UTC)
    report.member.frozen_reason = "A change."
    report.member.save()
    shown = text(as_person(author).get(WORK))
    assert "your views are yours" in shown
    assert "Nothing can be edited" not in shown


def test_desk_asks_the_same_number_of_queries_for_one_view_and_for_many(
    author, django_assert_num_queries
):
    client = as_person(author)
    filed(author)
    client.get(WORK)
    with django_assert_num_queries(8):
        client.get(WORK)
    for code in ("2022-01", "2022-02", "2022-03"):
        filed(author, code)
    with django_assert_num_queries(8):
        client.get(WORK)


# --- writing ------------------------------------------------------------------------------------


def test_page_has_the_agreed_text_and_no_draft_of_the_member(author, report):
    factories.answer(report, CODE, narrative="A draft of the ministry.")
    shown = text(as_person(author).get(page()))
    assert Recommendation.objects.get(code=CODE).text[:40] in shown.replace("&#x27;", "'")
    assert "A draft of the ministry." not in shown
    assert "Nothing about this recommendation is published yet" in shown
    factories.published(report)
    assert "A draft of the ministry." in text(as_person(author).get(page()))


def test_page_shows_the_last_published_answer_where_this_cycle_has_none(author, report):
    old = factories.make_report(
        "KEN", factories.make_cycle("2025", report.cycle.meeting_on - dt.timedelta(days=365))
    )
    factories.answer(old, CODE, narrative="Words of last year.")
    factories.published(old)
    shown = text(as_person(author).get(page()))
    assert "Words of last year." in shown
    assert "published, 2025" in shown


def test_first_view_is_saved_and_closed_to_the_member(author, amina):
    response = post(author)
    assert response.status_code == 302
    assert (stored().view, stored().text, stored().audience) == (
        "differs",
        "The centres closed.",
        "secretariat",
    )
    assert "The centres closed." in text(as_person(author).get(page()))
    assert "The centres closed." not in text(as_person(amina).get(entry_page(CODE)))


def test_error_names_the_field_and_keeps_what_was_typed(author):
    response = post(author, view="")
    assert response.status_code == 400
    assert "Choose one of the four." in text(response)
    assert "The centres closed." in text(response)
    assert "Error:" in text(response)
    assert not CivilSocietyView.internal.exists()


def test_too_long_a_text_is_refused_with_a_sentence_and_kept(author):
    response = post(author, text="w" * 3001)
    assert response.status_code == 400
    assert "Shorten the text to 3000 characters" in text(response)
    assert "w" * 3001 in text(response)


@pytest.mark.parametrize("wider", [{"audience": "network"}, {"show_name": "on"}])
def test_opening_further_shows_first_what_others_will_see(author, wider):
    response = post(author, **wider)
    assert response.status_code == 200
    assert "Open your view further?" in text(response)
    assert "The centres closed." in text(response)
    assert ("Neema" in text(response).split("<main")[1]) == ("show_name" in wider)
    assert not CivilSocietyView.internal.exists()
    again = hidden(response) | {"then": "save"}
    assert as_person(author).post(page(), again).status_code == 302
    assert stored().audience == wider.get("audience", "secretariat")
    assert stored().show_name == ("show_name" in wider)
    assert stored().text == "The centres closed."


def test_preview_stores_nothing_and_leads_back_with_the_words(author):
    response = post(author, then="preview")
    assert response.status_code == 200
    assert "What others will see" in text(response)
    assert "A civil-society organization" in text(response)
    back = as_person(author).post(page(), hidden(response) | {"then": "edit"})
    assert "The centres closed.</textarea>" in text(back)
    assert not CivilSocietyView.internal.exists()


def test_narrowing_asks_nothing(author):
    filed(author)
    assert post(author, version="1").status_code == 302
    assert stored().audience == Audience.SECRETARIAT


def test_stale_version_is_a_conflict_with_both_texts(author):
    filed(author, text="Written in the other window.")
    for version in ("0", "7"):
        response = post(author, version=version)
        assert response.status_code == 409
        assert "Written in the other window." in text(response)
        assert "The centres closed.</textarea>" in text(response)
    assert stored().text == "Written in the other window."
    again = re.search(r'name="version" value="(\d+)"', text(response))
    assert again is not None
    assert post(author, version=again[1], audience="secretariat").status_code == 302
    assert stored().text == "The centres closed."


def test_typed_words_survive_when_the_view_was_taken_back_meanwhile(author):
    response = post(author, version="1")
    assert response.status_code == 409
    assert "It was taken back." in text(response)
    assert "The centres closed.</textarea>" in text(response)


def test_hiding_and_taking_back_are_one_press_each(author):
    filed(author, show_name=True)
    assert "at once" in text(as_person(author).get(page()))
    assert as_person(author).post(page(route="view-hide")).status_code == 302
    assert (stored().audience, stored().show_name) == ("secretariat", False)
    ask = as_person(author).get(page(route="view-take-back"))
    assert "Neither words nor verdict" in text(ask)
    stale = as_person(author).post(page(route="view-take-back"), {"version": "1"})
    assert stale.status_code == 409
    assert CivilSocietyView.internal.exists()
    gone = as_person(author).post(page(route="view-take-back"), {"version": "2"})
    assert gone.status_code == 302
    assert not CivilSocietyView.internal.exists()


def test_closed_cycle_leaves_readers_to_choose_and_words_to_read(author, report):
    meeting = report.cycle.meeting_on - dt.timedelta(days=365)
    old = factories.make_cycle("2025", meeting)
    filed(author, cycle=old)
    shown = text(as_person(author).get(page(cycle="2025")))
    assert "<textarea" not in shown
    assert f"Words about {CODE}." in shown
    said = {"version": "1", "audience": "member", "then": "save", "view": "concurs"}
    assert as_person(author).post(page(cycle="2025"), said).status_code == 302
    assert (stored().audience, stored().view) == ("member", "differs")
    assert as_person(author).get(page("2022-01", "2025")).status_code == 200
    refused = as_person(author).post(page("2022-01", "2025"), {**said, "version": "0"})
    assert refused.status_code == 409
    assert CivilSocietyView.internal.count() == 1


@pytest.mark.parametrize("role", [r for r in Role if r != Role.CIVIL_SOCIETY_MONITOR])
def test_page_is_there_for_monitors_alone_whether_a_view_was_filed_or_not(author, role):
    filed(author)
    member = None if role in (Role.REVIEWER, Role.CO_CHAIR, Role.ADMINISTRATOR) else "KEN"
    client = as_person(factories.actor(factories.make_seat(role, member)))
    for code in (CODE, "2022-01"):
        assert client.get(page(code)).status_code in (302, 404)
        assert client.post(page(code), SAID).status_code in (302, 404)
    assert CivilSocietyView.internal.count() == 1


def test_monitor_of_another_member_meets_their_own_page_and_none_of_kenyas_words(author):
    filed(author)
    norway = factories.actor(factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "NOR"))
    shown = text(as_person(norway).get(page()))
    assert "Norway" in shown
    assert f"Words about {CODE}." not in shown


# --- readers' places ----------------------------------------------------------------------------


def test_public_page_shows_an_open_view_apart_and_after_the_members_words(author, report):
    factories.answer(report, CODE, narrative="The member’s words.")
    factories.published(report)
    filed(author)
    shown = text(Client().get("/en/members/KEN/"))
    assert shown.index("The member’s words.") < shown.index("Civil society’s view")
    assert shown.index("Civil society’s view") < shown.index(f"Words about {CODE}.")
    assert "A civil-society organization" in shown
    for secret in ("Neema", "Peace Circle", str(author.seat.public_id), str(stored().public_id)):
        assert secret not in shown


def test_name_is_shown_where_the_author_chose_it_and_holds_the_seat(author, report):
    factories.published(report)
    filed(author, show_name=True)
    shown = text(Client().get("/en/members/KEN/"))
    assert "Neema" in shown
    assert "Peace Circle" in shown
    Appointment.objects.filter(pk=author.seat.pk).update(
        ended_at=dt.datetime.now(dt.UTC), end_reason="Left."
    )
    shown = text(Client().get("/en/members/KEN/"))
    assert f"Words about {CODE}." in shown
    assert "Neema" not in shown
    assert "Peace Circle" not in shown


@pytest.mark.parametrize("audience", ["network", "member", "secretariat"])
def test_public_page_shows_the_public_nothing_that_is_not_open_to_all(author, report, audience):
    factories.answer(report, CODE)
    factories.published(report)
    empty = text(Client().get("/en/members/KEN/"))
    filed(author, audience=audience)
    assert text(Client().get("/en/members/KEN/")) == empty


def test_public_page_shows_the_network_what_is_the_networks_and_no_more(author, report, kari):
    factories.published(report)
    filed(author, audience="network")
    filed(author, "2022-01", audience="member")
    assert f"Words about {CODE}." in text(as_person(kari).get("/en/members/KEN/"))
    shown = text(as_person(author).get("/en/members/KEN/"))
    assert f"Words about {CODE}." in shown
    # A public page looks no further for its author either.
    assert "Words about 2022-01." not in shown


def test_view_stands_on_the_public_page_where_the_member_published_nothing(author):
    filed(author)
    shown = text(Client().get("/en/members/KEN/"))
    assert "No public report yet" in shown
    assert f"Words about {CODE}." in shown


def test_views_stand_in_an_order_that_tells_nothing(author, report, amina):
    for _n in range(6):
        seat = factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN")
        filed(factories.actor(seat), text=f"Words of {seat.pk}.", audience="network")
    rows = CivilSocietyView.internal.order_by("public_id").values_list("text", flat=True)
    shown = text(as_person(amina).get(entry_page(CODE)))
    places = [shown.index(words) for words in rows]
    assert places == sorted(places)


def test_pages_of_the_work_show_what_was_shown_to_their_reader(author, report, amina, otieno):
    filed(author, audience="member")
    factories.submitted(report)
    reviewer = factories.reviewer("KEN")
    assert f"Words about {CODE}." in text(as_person(amina).get(entry_page(CODE)))
    assert f"Words about {CODE}." in text(as_person(reviewer).get(review_page(CODE)))
    assert f"Words about {CODE}." not in text(as_person(otieno).get(entry_page(CODE)))
    assert 'class="voices"' not in text(as_person(amina).get(entry_page("2022-01")))


def test_words_of_a_view_are_never_read_as_html(author, report):
    filed(author, text="<script>alert(1)</script>")
    shown = text(Client().get("/en/members/KEN/"))
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def hidden(response: HttpResponse) -> dict[str, str]:
    """The controls that a page carries along, as a browser would send them."""
    found = {}
    for control in re.findall(r'<input type="hidden"[^>]*>', text(response)):
        name = re.search(r'name="([^"]*)"', control)
        value = re.search(r'value="([^"]*)"', control)
        if name and name[1] != "csrfmiddlewaretoken":
            found[name[1]] = value[1] if value else ""
    return found


def test_reviewers_list_holds_their_members_views_also_before_any_report(author, report):
    filed(author, audience="secretariat")
    shown = text(as_person(factories.reviewer("KEN")).get("/en/views/"))
    assert f"Words about {CODE}." in shown
    assert "Shown to: The secretariat only" in shown
    assert "Neema" not in shown
    other = as_person(factories.reviewer("NOR")).get("/en/views/")
    assert "No view was filed in this cycle." in text(other)
    assert as_person(author).get("/en/views/").status_code == 404

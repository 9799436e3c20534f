"""A seat that needs a second factor cannot be used without one, through any door."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import User
from accounts.queries import actor_of
from tests import authenticators, factories
from tests.tracker.api.conftest import Api, problem

pytestmark = pytest.mark.django_db
SET_UP = "/en/account/second-factor/"


@pytest.fixture(autouse=True)
def _required(settings) -> None:
    settings.MFA_REQUIRED_ROLES = [Role.REVIEWER, Role.CO_CHAIR, Role.ADMINISTRATOR]
    cache.clear()


@pytest.fixture
def rita(db: None) -> User:
    """A reviewer with a password and nothing else."""
    user = factories.make_user("rita@sec.example", name="Rita", password=factories.PASSWORD)
    factories.make_seat(Role.REVIEWER, None, user, reviews=("KEN",))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_seat_is_withheld_until_the_second_factor_is_on(rita: User) -> None:
    actor = actor_of(rita)
    assert (actor.seat, actor.seats, actor.role) == (None, (), None)
    assert [seat.role for seat in actor.withheld] == [Role.REVIEWER]
    assert actor.needs_second_factor
    authenticators.turn_on(rita)
    assert actor_of(rita).role == Role.REVIEWER
    assert not actor_of(rita).withheld


def test_recovery_codes_alone_open_no_seat(rita: User) -> None:
    authenticators.turn_on(rita)
    rita.authenticator_set.filter(type="totp").delete()
    assert actor_of(rita).needs_second_factor


def test_other_seat_of_the_person_stays_usable(rita: User) -> None:
    kenya = factories.make_seat(Role.VIEWER, "KEN", rita)
    reviewing = rita.appointments.get(role=Role.REVIEWER)
    actor = actor_of(rita, str(reviewing.public_id))
    assert actor.seat == kenya
    assert not actor.needs_second_factor


def test_switching_to_a_withheld_seat_leads_to_the_set_up(rita: User) -> None:
    factories.make_seat(Role.VIEWER, "KEN", rita)
    reviewing = rita.appointments.get(role=Role.REVIEWER)
    client = signed_in(rita)
    response = client.post("/en/seat/", {"seat": str(reviewing.public_id)})
    assert response.url == f"{SET_UP}?next=/en/work/"
    authenticators.turn_on(rita)
    assert client.get("/en/review/").status_code == 200


def test_role_that_needs_none_is_left_alone(amina: Actor) -> None:
    assert actor_of(amina.user).role == Role.FOCAL_POINT


def test_disabled_person_has_no_seat_withheld(rita: User) -> None:
    rita.is_active = False
    assert not actor_of(rita).needs_second_factor


@pytest.mark.parametrize("page", ["/en/review/", "/en/inbox/", "/en/admin/", "/en/work/"])
def test_page_leads_to_the_set_up_and_names_where_to_come_back(rita: User, page: str) -> None:
    response = signed_in(rita).get(page)
    assert response.status_code == 302
    assert response.url == f"{SET_UP}?next={page}"


def test_form_that_was_sent_writes_nothing(rita: User) -> None:
    report = factories.submitted(factories.make_report("KEN"))
    response = signed_in(rita).post(
        "/en/review/KEN/2026/move/", {"action": "accept", "version": report.version}
    )
    assert response.url == f"{SET_UP}?next=/en/work/"
    report.refresh_from_db()
    assert report.state == "submitted"


def test_session_of_the_api_is_refused_with_the_reason(rita: User) -> None:
    client = signed_in(rita)
    answered = client.get("/api/v1/reports/")
    assert problem(answered, 403, "not-allowed")["detail"].startswith(
        "This seat needs a second factor"
    )
    authenticators.turn_on(rita)
    assert client.get("/api/v1/reports/").status_code == 200


def test_key_of_the_api_works_only_beside_a_second_factor(rita: User, settings) -> None:
    settings.MFA_REQUIRED_ROLES = []
    caller = Api(actor_of(rita), "read")
    assert caller.get("reports/").status_code == 200
    settings.MFA_REQUIRED_ROLES = [Role.REVIEWER]
    assert problem(caller.get("reports/"), 403, "not-allowed")["detail"].startswith(
        "This seat needs"
    )
    authenticators.turn_on(rita)
    assert caller.get("reports/").status_code == 200


def test_public_pages_and_the_account_stay_open(rita: User) -> None:
    client = signed_in(rita)
    assert client.get("/en/matrix/").status_code == 200
    page = client.get(reverse("tracker:account")).content.decode()
    assert "Cannot be used before you set up a second factor." in page


def test_person_sets_it_up_and_lands_where_they_were_going(rita: User) -> None:
    client = Client()
    response = authenticators.sign_in(client, rita, next="/en/review/")
    assert response.url == "/en/review/"
    page = client.get(response.url, follow=True)
    assert page.request["PATH_INFO"] == SET_UP
    key = "".join(page.context["key"])
    before = client.cookies["session"].value
    shown = client.post(SET_UP, {"code": authenticators.code(key)}, follow=True)
    assert authenticators.key_of(rita) == key
    assert client.cookies["session"].value != before
    assert len(shown.context["codes"]) == 10
    again = client.get("/en/account/codes/")
    assert again.context["codes"] == []
    refused = client.post("/en/account/codes/kept/", {})
    assert "then tick this" in refused.content.decode()
    assert client.post("/en/account/codes/kept/", {"kept": "on"}).url == "/en/review/"
    assert client.get("/en/review/").status_code == 200


def test_set_up_leads_to_no_other_site(rita: User) -> None:
    client = Client()
    authenticators.sign_in(client, rita)
    client.get(f"{SET_UP}?next=https://elsewhere.example/")
    assert "after_second_factor" not in client.session


def test_code_of_the_set_up_signs_nobody_in(rita: User) -> None:
    client, other = Client(), Client()
    authenticators.sign_in(client, rita)
    key = "".join(client.get(SET_UP).context["key"])
    code = authenticators.code(key)
    client.post(SET_UP, {"code": code})
    other.post("/en/login/", {"login": rita.email, "password": factories.PASSWORD})
    assert "does not fit" in other.post("/en/login/code/", {"code": code}).content.decode()


def test_session_from_before_ends_with_the_set_up(rita: User) -> None:
    old, client = Client(), Client()
    authenticators.sign_in(old, rita)
    authenticators.sign_in(client, rita)
    key = "".join(client.get(SET_UP).context["key"])
    client.post(SET_UP, {"code": authenticators.code(key)})
    assert client.get("/en/review/").status_code == 200
    assert old.get("/en/review/").url.startswith("/en/login/")


def test_defaults_ask_the_network_for_it_except_on_one_machine() -> None:
    from tests.tracker.test_env import manage

    code = "from django.conf import settings; print(settings.MFA_REQUIRED_ROLES)"
    local = manage("shell", "--no-imports", "-c", code)
    public = manage("shell", "--no-imports", "-c", code, PUBLIC_BASE_URL="https://t.example.org")
    assert local.stdout.strip() == "[]"
    assert public.stdout.strip() == "['reviewer', 'co_chair', 'administrator']"


def test_short_password_left_alone_by_a_reset_opens_no_seat(amina: Actor) -> None:
    amina.user.set_password("plum-fog")
    amina.user.save()
    said = {"login": amina.user.email, "password": "plum-fog"}
    client = Client()
    client.post("/en/login/", said)
    response = client.get("/en/inbox/")
    assert response.url == f"{SET_UP}?next=/en/inbox/"
    assert "at least 15 characters" in client.get(response.url).content.decode()
    new = "plum trail ember fog"
    changed = {"oldpassword": "plum-fog", "password1": new, "password2": new}
    client.post("/en/account/password/", changed)
    assert client.get("/en/inbox/").status_code == 200

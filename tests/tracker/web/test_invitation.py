"""The link of an invitation: nothing happens by following it, and it tells nobody anything."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Appointment, Invitation, Member, User
from tests import factories
from tests.tracker.web.pages import as_person, text
from tracker.domain import invitations

pytestmark = pytest.mark.django_db
HERE = "/en/invite/"
NEW = "zawadi@fin.example"
SAID = {"name": "Zawadi", "language": "fr", "password": factories.PASSWORD}


def link(invitation: Invitation) -> str:
    return reverse("tracker:invitation", args=[invitation.key])


@pytest.fixture
def offered(amina: Actor) -> Invitation:
    """A viewer's seat of Kenya, offered by Amina."""
    return invitations.invite(
        amina, NEW, Role.VIEWER, amina.seat.member, name="Zawadi", language="fr"
    )


def follow(client: Client, invitation: Invitation):
    return client.get(link(invitation), follow=True)


def test_link_puts_its_key_out_of_the_address_and_changes_nothing(client, offered) -> None:
    response = client.get(link(offered))
    assert (response.status_code, response["Location"]) == (302, HERE)
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    page = client.get(HERE)
    assert "no-store" in page["Cache-Control"]
    assert "Viewer of <bdi>Kenya</bdi>" in text(page)
    assert "<bdi>Amina</bdi>" in text(page)
    assert 'value="Zawadi"' in text(page)
    offered.refresh_from_db()
    assert offered.accepted_at is None
    assert not User.objects.filter(email=NEW).exists()


def test_scanner_that_only_asks_for_heads_changes_nothing(client: Client, offered) -> None:
    assert client.head(link(offered)).status_code == 302
    assert client.head(HERE).status_code == 200
    offered.refresh_from_db()
    assert offered.is_open


def test_new_person_accepts_and_is_signed_in_under_a_new_session(client, offered) -> None:
    follow(client, offered)
    before = client.session.session_key
    response = client.post(HERE, SAID)
    assert response.status_code == 302
    assert response["Referrer-Policy"] == "no-referrer"
    person = User.objects.get(email=NEW)
    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.session.session_key != before
    assert [r["method"] for r in client.session["account_authentication_methods"]] == ["password"]
    assert client.session["seat"] == str(person.appointments.get().public_id)
    assert "invited" not in client.session
    assert person.last_login is not None


def test_what_was_typed_stays_and_the_password_does_not(client: Client, offered) -> None:
    follow(client, offered)
    response = client.post(HERE, {**SAID, "name": "Zawadi W.", "password": "short-one"})
    assert response.status_code == 400
    assert 'value="Zawadi W."' in text(response)
    assert "short-one" not in text(response)
    assert not User.objects.filter(email=NEW).exists()


@pytest.mark.parametrize("email", ["eve@else.example", "amina@ken.example"])
def test_address_and_role_of_the_invitation_cannot_be_posted(client, offered, email) -> None:
    follow(client, offered)
    client.post(HERE, {**SAID, "email": email, "role": Role.FOCAL_POINT, "member": "NOR"})
    seat = Appointment.objects.get(user__email=NEW)
    assert (seat.role, seat.member.code) == (Role.VIEWER, "KEN")


def test_second_click_of_the_accepted_leads_to_the_work(client: Client, offered) -> None:
    follow(client, offered)
    client.post(HERE, SAID)
    assert client.get(link(offered), follow=True).redirect_chain[-1][0] == reverse("tracker:work")
    assert Appointment.objects.filter(user__email=NEW).count() == 1


def _unknown(amina: Actor, invitation: Invitation) -> str:
    return reverse("tracker:invitation", args=["0" * 96])


def _no_id(amina: Actor, invitation: Invitation) -> str:
    return reverse("tracker:invitation", args=["nothing"])


def _forged(amina: Actor, invitation: Invitation) -> str:
    return reverse("tracker:invitation", args=[invitation.public_id.hex + "0" * 64])


def _run_out(amina: Actor, invitation: Invitation) -> str:
    Invitation.internal.filter(pk=invitation.pk).update(expires_at=timezone.now())
    return link(invitation)


def _withdrawn(amina: Actor, invitation: Invitation) -> str:
    invitations.withdraw(amina, invitation)
    return link(invitation)


def _sent_again(amina: Actor, invitation: Invitation) -> str:
    older = link(invitation)
    invitations.send_again(amina, invitation)
    return older


def _used(amina: Actor, invitation: Invitation) -> str:
    invitations.accept_as_new(invitation, **SAID)
    return link(invitation)


CLOSED = [_unknown, _no_id, _forged, _run_out, _withdrawn, _sent_again, _used]


def test_every_closed_link_answers_with_the_same_page(client: Client, amina: Actor) -> None:
    pages = set()
    for n, close in enumerate(CLOSED):
        invitation = factories.invite(amina.seat, email=f"closed{n}@fin.example")
        response = client.get(close(amina, invitation))
        assert response.status_code == 410, close
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]
        pages.add(text(response).replace(response.resolver_match.kwargs["key"], "key"))
    assert len(pages) == 1
    page = pages.pop()
    assert "Ask for a new one" in page
    assert "Kenya" not in page


def test_page_that_stood_open_while_the_invitation_closed_says_the_same(
    client: Client, amina: Actor, offered: Invitation
) -> None:
    follow(client, offered)
    invitations.withdraw(amina, offered)
    response = client.post(HERE, SAID)
    assert response.status_code == 410
    assert not User.objects.filter(email=NEW).exists()


def test_owner_of_an_account_signs_in_and_comes_back(client: Client, amina, kari) -> None:
    invitation = factories.invite(amina.seat, email=kari.user.email)
    page = text(follow(client, invitation))
    assert "Sign in as this address to accept" in page
    assert 'href="/en/login/?next=/en/invite/"' in page
    kari.user.set_password(factories.PASSWORD)
    kari.user.save()
    login = {"login": kari.user.email, "password": factories.PASSWORD}
    response = client.post("/en/login/?next=/en/invite/", login)
    assert response["Location"] == HERE
    assert "Accept" in text(client.get(HERE))
    assert client.post(HERE)["Location"] == reverse("tracker:work")
    assert client.session["seat"] == str(Appointment.objects.get(invitation=invitation).public_id)


def test_form_of_a_new_person_does_not_open_an_account_that_exists(client, amina, kari) -> None:
    invitation = factories.invite(amina.seat, email=kari.user.email)
    follow(client, invitation)
    response = client.post(HERE, SAID)
    assert "Sign in as this address" in text(response)
    assert "_auth_user_id" not in client.session
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_somebody_else_is_told_and_offered_to_sign_out(offered: Invitation, kari: Actor) -> None:
    client = as_person(kari)
    page = text(follow(client, offered))
    assert f"<bdi>{NEW}</bdi>" in page
    assert f"<bdi>{kari.user.email}</bdi>" in page
    assert client.post(HERE).status_code == 409
    assert kari.user.appointments.count() == 1
    response = client.post(reverse("account_logout"), {"next": link(offered)})
    assert response["Location"] == link(offered)
    assert "Your name" in text(follow(client, offered))


def test_frozen_member_takes_nobody_in_now(client: Client, offered: Invitation) -> None:
    Member.objects.filter(code="KEN").update(frozen_at=timezone.now(), frozen_reason="A secret.")
    response = follow(client, offered)
    assert response.status_code == 409
    assert "frozen by the secretariat" in text(response)
    assert "A secret." not in text(response)
    assert client.post(HERE, SAID).status_code == 409
    assert not User.objects.filter(email=NEW).exists()


def test_seat_that_is_held_already_says_so(amina: Actor, kari: Actor) -> None:
    invitation = factories.invite(amina.seat, email=kari.user.email)
    factories.make_seat(Role.VIEWER, "KEN", kari.user)
    client = as_person(kari)
    follow(client, invitation)
    response = client.post(HERE)
    assert response.status_code == 409
    assert "You hold this seat already." in text(response)


def test_successor_lands_on_the_hand_over_note(client: Client, amina: Actor) -> None:
    made = factories.hand_over(amina.seat)
    client.get(link(made.invitation))
    response = client.post(HERE, SAID)
    assert str(made.public_id) in response["Location"]


def test_key_works_in_every_language_and_only_with_its_own_secret(
    client: Client, offered: Invitation, settings
) -> None:
    key = offered.key
    assert client.get(f"/ar/invite/{key}/")["Location"] == "/ar/invite/"
    settings.SECRET_KEY = "another secret of another installation"
    assert client.get(f"/en/invite/{key}/").status_code == 410


def test_invitation_shows_until_when_it_is_valid(client: Client, offered: Invitation) -> None:
    day = dt.date.today() + dt.timedelta(days=14)
    assert str(day.year) in text(follow(client, offered))

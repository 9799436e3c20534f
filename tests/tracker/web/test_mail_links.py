"""The pages behind the links of a mail: looking changes nothing, one click does."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.actor import Actor
from tests import catalog
from tests.tracker.web.pages import text
from tracker.mail_links import pause_path, stop_path
from tracker.models import MailPause, MailPreference

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def mail_program() -> Client:
    """Without a cookie, without a token, never signed in."""
    cache.clear()
    return Client(enforce_csrf_checks=True)


def frequencies(actor: Actor) -> dict[str, str]:
    rows = MailPreference.objects.filter(user=actor.user)
    return dict(rows.values_list("topic", "frequency"))


def test_one_click_stops_the_topic_of_the_link_alone(amina: Actor, mail_program: Client) -> None:
    path = stop_path(amina.user, "requests")
    response = mail_program.post(path, ONE_CLICK)
    assert response.status_code == 200
    assert frequencies(amina) == {"requests": "off"}
    assert "no-store" in response["Cache-Control"]
    assert not mail_program.cookies
    mail_program.post(path, ONE_CLICK)
    assert frequencies(amina) == {"requests": "off"}


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_program_that_looks_through_mails_changes_nothing(
    amina: Actor, mail_program: Client, method: str
) -> None:
    before = catalog.versions()
    for path in (stop_path(amina.user, "requests"), pause_path(amina.user)):
        getattr(mail_program, method)(path)
    assert catalog.versions() == before


def test_look_after_the_click_leaves_it_stopped(amina: Actor, mail_program: Client) -> None:
    path = stop_path(amina.user, "deadlines")
    mail_program.post(path, ONE_CLICK)
    page = text(mail_program.get(path))
    assert "These mails are stopped" in page
    assert "Comments and answers" in page
    assert frequencies(amina) == {"deadlines": "off"}


def test_page_says_nothing_of_whose_mails_they_are(amina: Actor, mail_program: Client) -> None:
    for path in (stop_path(amina.user, "news"), pause_path(amina.user)):
        page = text(mail_program.get(path))
        assert amina.user.email not in page
        assert amina.user.name not in page


def test_dead_link_stops_nothing_and_says_what_to_do(amina: Actor, mail_program: Client) -> None:
    stop, pause = stop_path(amina.user, "news"), pause_path(amina.user)
    amina.user.email = "amina@gender.example"
    amina.user.save()
    for path in (stop, pause):
        assert mail_program.get(path).status_code == 410
    response = mail_program.post(stop, ONE_CLICK)
    assert response.status_code == 410
    assert "Nothing was changed" in text(response)
    assert frequencies(amina) == {}


def test_pause_and_its_end_need_no_sign_in(amina: Actor) -> None:
    client, path = Client(), pause_path(amina.user)
    assert client.post(path, {"weeks": "2"}).url == path
    assert "Your mails are paused" in text(client.get(path))
    assert client.post(path, {"then": "resume"}).url == path
    assert not MailPause.objects.exists()


def test_pause_of_no_length_is_refused_with_the_remedy(amina: Actor) -> None:
    for weeks in ("3", "", "two", "-1", "٢", "1" * 500):
        response = Client().post(pause_path(amina.user), {"weeks": weeks})
        assert response.status_code == 400
    assert "Choose 1, 2 or 4 weeks." in text(Client().post(pause_path(amina.user)))
    assert not MailPause.objects.exists()


def test_guessing_is_slowed_down(mail_program: Client, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "mail_link": "2/m/ip"}
    answers = [mail_program.post("/en/mail/stop/1.news:x/").status_code for _ in range(3)]
    assert answers == [410, 410, 429]

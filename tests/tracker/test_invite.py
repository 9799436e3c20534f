"""The command that lets the first administrator in."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Invitation, User
from tests import factories

pytestmark = pytest.mark.django_db


def invite(*args: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("invite", *args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_link_stands_alone_on_standard_output_and_lets_the_administrator_in(
    client: Client, settings
) -> None:
    out, err = invite("Ada@sec.example", "--role", "administrator", "--language", "fr")
    link = out.removesuffix("\n")
    assert link.startswith(f"{settings.PUBLIC_BASE_URL}/fr/invite/")
    assert "ada@sec.example" in err
    assert link not in err
    client.get(link.removeprefix(settings.PUBLIC_BASE_URL))
    said = {"name": "Ada", "language": "fr", "password": factories.PASSWORD}
    assert client.post("/fr/invite/", said).status_code == 302
    seat = User.objects.get(email="ada@sec.example").appointments.get()
    assert (seat.role, seat.member) == (Role.ADMINISTRATOR, None)


def test_second_run_makes_a_new_link_and_kills_the_older(client: Client, settings) -> None:
    links = [
        invite("new@ken.example", "--role", "focal_point", "--member", "KEN")[0].strip()
        for _ in range(2)
    ]
    paths = [link.removeprefix(settings.PUBLIC_BASE_URL) for link in links]
    assert [client.get(path).status_code for path in paths] == [410, 302]
    assert Invitation.internal.count() == 1


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("x@y.example", "--role", "viewer", "--member", "XXX"), "no member XXX"),
        (("x@y.example", "--role", "viewer"), "does not belong"),
        (("nobody", "--role", "administrator"), "e-mail address"),
        (("amina@ken.example", "--role", "focal_point", "--member", "KEN"), "holds this seat"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_stored(amina: Actor, args, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        invite(*args)
    assert not Invitation.internal.exists()

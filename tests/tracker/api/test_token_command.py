from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.models import ApiToken
from tests import factories


def made(*args: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("token", *args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_key_stands_alone_on_standard_output_and_opens_the_door(amina):
    out, err = made(amina.user.email.upper(), "--scope", "write", "--days", "7")
    key = out.removesuffix("\n")
    assert (len(key), key.isalnum(), key in err) == (64, True, False)
    assert "amina@ken.example" in err
    assert "KEN" in err
    token = ApiToken.objects.get()
    assert (token.scope, token.seat) == ("write", amina.seat)
    assert abs(token.expiry - timezone.now() - dt.timedelta(days=7)) < dt.timedelta(minutes=1)
    entry = factories.entry_of(factories.make_report("KEN"))
    client = Client(headers={"Authorization": f"Token {key}"})
    assert client.get(f"/api/v1/entries/{entry.public_id}/").status_code == 200


def test_without_a_scope_a_key_only_reads(amina):
    made(amina.user.email)
    assert ApiToken.objects.get().scope == "read"


def test_who_has_seats_at_several_members_says_which(amina):
    norway = factories.make_seat("focal_point", "NOR", amina.user)
    with pytest.raises(CommandError, match="KEN, NOR"):
        made(amina.user.email)
    made(amina.user.email, "--member", "NOR")
    assert ApiToken.objects.get().seat == norway


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["nobody@ken.example"], "Nobody here"),
        (["amina@ken.example", "--member", "NOR"], "no such seat"),
        (["amina@ken.example", "--days", "0"], "number of days"),
        (["amina@ken.example", "--days", "5000"], "number of days"),
    ],
)
def test_wrong_words_make_no_key(amina, args, words):
    with pytest.raises(CommandError, match=words):
        made(*args)
    assert not ApiToken.objects.exists()


def test_ended_seat_gets_no_key(amina):
    type(amina.seat).objects.update(ends_on=dt.date(2024, 1, 1))
    with pytest.raises(CommandError, match="no such seat"):
        made(amina.user.email)
    assert not ApiToken.objects.exists()


def test_reviewer_of_the_network_gets_a_key(db):
    actor = factories.reviewer("KEN")
    _out, err = made(actor.user.email)
    assert "Network" in err

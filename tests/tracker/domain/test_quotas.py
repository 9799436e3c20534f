"""Room for files: of a member, of a person, and of many who send at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connections

from accounts.enums import Role
from tests import factories
from tracker.domain import evidence as documents
from tracker.models import Evidence

FILE = {"form": "file", "title": "Decision", "kind": "policy_plan", "language": "fr"}
LARGE = b"a,b\n" * 100_000
HALF_A_MEGABYTE = b"a,b\n" * 131_072


def send(actor, entry, content: bytes = LARGE) -> Evidence:
    return documents.add(actor, [entry], FILE, ContentFile(content, name="table.csv"))


def stored() -> int:
    return len([p for p in Path(django_settings.EVIDENCE_DIR).rglob("*") if p.is_file()])


@pytest.fixture
def entry(db):
    return factories.entry_of(factories.make_report("KEN"))


def test_member_is_told_how_much_room_is_left(amina, entry, settings):
    settings.EVIDENCE_QUOTA_MB = 1
    send(amina, entry)
    send(amina, entry)
    with pytest.raises(ValidationError, match=r"Your member has 0\.2 of 1 MB left"):
        send(amina, entry)
    assert (Evidence.internal.count(), stored()) == (2, 2)


def test_person_has_room_of_their_own_over_all_seats(amina, entry, settings):
    settings.EVIDENCE_QUOTA_PERSON_MB = 1
    send(amina, entry, HALF_A_MEGABYTE)
    send(amina, entry, HALF_A_MEGABYTE)
    deputy = factories.actor(factories.make_seat(Role.DEPUTY, "KEN", amina.user))
    with pytest.raises(ValidationError, match="You have 0 of 1 MB left"):
        send(deputy, entry, b"a,b\n")
    other = factories.actor(factories.make_seat(Role.DEPUTY, "KEN"))
    send(other, entry, b"a,b\n")
    assert (Evidence.internal.count(), stored()) == (3, 3)


def test_links_and_other_members_take_no_room(amina, kari, entry, settings):
    settings.EVIDENCE_QUOTA_MB = 1
    norway = factories.entry_of(factories.make_report("NOR"))
    send(kari, norway, HALF_A_MEGABYTE)
    send(kari, norway, HALF_A_MEGABYTE)
    send(amina, entry)


def test_room_comes_back_with_a_removed_file(
    amina, entry, settings, django_capture_on_commit_callbacks
):
    settings.EVIDENCE_QUOTA_MB = 1
    first = send(amina, entry, HALF_A_MEGABYTE)
    send(amina, entry, HALF_A_MEGABYTE)
    with django_capture_on_commit_callbacks(execute=True):
        documents.remove(amina, first, 1)
    send(amina, entry, HALF_A_MEGABYTE)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_never_take_more_than_there_is(settings):
    settings.EVIDENCE_QUOTA_MB = 1
    entry = factories.entry_of(factories.make_report("KEN"))
    amina = factories.amina()

    def one(_number: int) -> bool:
        try:
            send(amina, factories.entry_of(entry.report))
        except ValidationError:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as crowd:
        taken = sum(crowd.map(one, range(20)))
    assert taken == Evidence.internal.count() == stored() == 2

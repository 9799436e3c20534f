"""The outbox: rows with one identity, claimed with a lease, and who may still write to them."""

from __future__ import annotations

import datetime as dt
import threading
import uuid

import pytest
from django.core import mail as django_mail
from django.db import connection, transaction

from tests import factories
from tests.reminding import HOUR, MINUTE, MORNING, security_mail
from tracker.domain import outbox
from tracker.enums import MailKind, MailState
from tracker.models import MailAttempt, OutgoingMail


def state(mail: OutgoingMail) -> str:
    mail.refresh_from_db()
    return mail.state


def claimed(mail: OutgoingMail) -> OutgoingMail:
    (found,) = outbox.claim(MORNING)
    assert found.pk == mail.pk
    return found


def age_lease(mail: OutgoingMail, seconds_left: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tracker_outgoingmail SET lease_until = statement_timestamp()"
            " + make_interval(secs => %s) WHERE id = %s",
            [seconds_left, mail.pk],
        )


@pytest.mark.django_db
def test_mail_keeps_one_message_id_made_of_its_random_id_and_our_host(settings) -> None:
    settings.PUBLIC_BASE_URL = "https://tracker.example.org:8443"
    mail = security_mail()
    local, host = mail.message_id.strip("<>").split("@")
    assert host == "tracker.example.org"
    assert uuid.UUID(local).version == 5
    assert local != str(mail.public_id)


@pytest.mark.django_db
def test_mails_to_one_person_on_one_day_are_numbered(amina) -> None:
    mails = [outbox.enqueue(MailKind.SECURITY, "password_changed", amina.user) for _ in range(3)]
    assert [mail.sequence for mail in mails] == [1, 2, 3]
    assert {mail.state for mail in mails} == {MailState.PENDING}


@pytest.mark.django_db
def test_mail_to_a_bare_address_needs_no_account() -> None:
    mail = outbox.enqueue(
        MailKind.SECURITY, "password_changed", to_address="new@fin.example", language="fr"
    )
    assert (mail.recipient, mail.to_address, mail.language) == (None, "new@fin.example", "fr")


@pytest.mark.django_db(transaction=True)
def test_mails_written_to_one_person_at_once_all_stand() -> None:
    person = factories.make_user()
    barrier = threading.Barrier(4)

    def write() -> None:
        barrier.wait()
        outbox.enqueue(MailKind.SECURITY, "password_changed", person)
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(m.sequence for m in OutgoingMail.objects.filter(recipient=person)) == [1, 2, 3, 4]


@pytest.mark.django_db
def test_people_who_wait_for_a_mail_come_before_digests(amina) -> None:
    digest = outbox.new_mail(MailKind.DIGEST, "digest", amina.user, MORNING.date(), MORNING - HOUR)
    reset = security_mail()
    assert [m.pk for m in outbox.claim(MORNING)] == [reset.pk, digest.pk]


@pytest.mark.django_db
def test_claim_takes_twenty_and_counts_a_try() -> None:
    for _ in range(23):
        security_mail()
    first, second = outbox.claim(MORNING), outbox.claim(MORNING)
    assert (len(first), len(second)) == (20, 3)
    assert {m.attempts for m in first} == {1}
    assert len({m.lease_token for m in first + second}) == 2
    assert outbox.claim(MORNING) == []


@pytest.mark.django_db
def test_claim_leaves_what_is_not_due_yet() -> None:
    mail = security_mail()
    assert outbox.claim(MORNING - MINUTE) == []
    assert state(mail) == MailState.PENDING


@pytest.mark.django_db(transaction=True)
def test_claim_passes_over_rows_that_somebody_holds() -> None:
    held, free = security_mail(), security_mail()
    is_held, is_done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            OutgoingMail.objects.select_for_update().get(pk=held.pk)
            is_held.set()
            is_done.wait(30)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert is_held.wait(30)
    try:
        with transaction.atomic():
            found = outbox.claim(MORNING)
    finally:
        is_done.set()
        holder.join()
    assert [m.pk for m in found] == [free.pk]


@pytest.mark.django_db
def test_write_with_an_old_token_changes_nothing() -> None:
    """A sender that slept through its lease: the mail belongs to another one now."""
    mail = security_mail()
    sleeper = claimed(mail)
    age_lease(mail, -1)
    outbox.settle_expired(MORNING - HOUR)
    owner = claimed(mail)
    assert owner.lease_token != sleeper.lease_token
    assert outbox.hand_over(sleeper, "late") is False
    assert outbox.give_back(sleeper) is False
    assert outbox.may_begin(sleeper) is False
    assert outbox.hand_over(owner, "in time") is True
    assert outbox.sent(sleeper, MORNING, "250 late") is False
    assert state(mail) == MailState.HANDED_OVER
    assert mail.subject_line == "in time"
    assert outbox.sent(owner, MORNING, "250 OK") is True
    assert state(mail) == MailState.SENT
    assert (mail.smtp_reply, mail.attempts) == ("250 OK", 2)


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds_left", "expected"), [(110, True), (90, False), (-1, False)])
def test_sending_begins_only_with_enough_lease_left(seconds_left: int, expected: bool) -> None:
    mail = claimed(security_mail())
    age_lease(mail, seconds_left)
    assert outbox.may_begin(mail) is expected


@pytest.mark.django_db
def test_mail_given_back_lost_no_try() -> None:
    mail = security_mail()
    assert outbox.give_back(claimed(mail)) is True
    assert state(mail) == MailState.PENDING
    assert (mail.attempts, mail.lease_token) == (0, None)


@pytest.mark.django_db
def test_lease_in_force_is_settled_by_nobody() -> None:
    mail = claimed(security_mail())
    assert outbox.settle_expired(MORNING) == 0
    assert state(mail) == MailState.SENDING


@pytest.mark.django_db
def test_sender_lost_before_the_text_left_costs_a_wait_and_the_fifth_time_the_mail() -> None:
    mail = security_mail()
    moment, waits = MORNING, []
    for _ in range(5):
        (held,) = outbox.claim(moment)
        age_lease(held, -1)
        assert outbox.settle_expired(moment) == 1
        if state(mail) == MailState.PENDING:
            waits.append((mail.next_attempt_at - moment) // MINUTE)
            moment = mail.next_attempt_at
    assert waits == [1, 5, 15, 60]
    assert state(mail) == MailState.FAILED
    assert [t.outcome for t in mail.tries.all()] == ["pending"] * 4 + ["failed"]


@pytest.mark.django_db
def test_sender_lost_costs_a_try_only_the_mail_that_it_had_in_hand() -> None:
    mails = [security_mail() for _ in range(3)]
    first, *behind = outbox.claim(MORNING)
    assert len(behind) == 2
    for mail in mails:
        age_lease(mail, -1)
    assert outbox.settle_expired(MORNING) == 3
    for mail in (first, *behind):
        mail.refresh_from_db()
    assert (first.state, first.attempts, first.next_attempt_at) == ("pending", 1, MORNING + MINUTE)
    assert {(m.state, m.attempts, m.next_attempt_at) for m in behind} == {("pending", 0, MORNING)}
    assert [mail.tries.count() for mail in behind] == [0, 0]


@pytest.mark.django_db
def test_sender_lost_with_a_text_out_costs_the_others_of_its_batch_nothing() -> None:
    mails = [security_mail() for _ in range(3)]
    done, out, behind = outbox.claim(MORNING)
    assert outbox.sent(done, MORNING, "250 OK")
    assert outbox.hand_over(out, "Your password was changed")
    for mail in mails:
        age_lease(mail, -1)
    assert outbox.settle_expired(MORNING) == 2
    behind.refresh_from_db()
    assert (behind.state, behind.attempts, behind.next_attempt_at) == ("pending", 0, MORNING)
    assert [t.outcome for t in out.tries.all()] == ["ambiguous"]


@pytest.mark.django_db
def test_server_out_of_reach_never_fails_a_mail() -> None:
    mail = security_mail()
    moment, waits = MORNING, []
    for _ in range(7):
        (held,) = outbox.claim(moment)
        outbox.put_off(held, moment, "refused", reached=False)
        assert state(mail) == MailState.PENDING
        waits.append((mail.next_attempt_at - moment) // MINUTE)
        moment = mail.next_attempt_at
    assert waits == [1, 5, 15, 60, 240, 240, 240]


@pytest.mark.django_db
def test_sender_lost_after_handing_over_sends_a_security_mail_once_more() -> None:
    mail = security_mail()
    identity = mail.message_id
    for expected in (MailState.PENDING, MailState.AMBIGUOUS):
        (held,) = outbox.claim(MORNING + MINUTE)
        assert outbox.hand_over(held, "Your password was changed")
        age_lease(mail, -1)
        outbox.settle_expired(MORNING)
        assert state(mail) == expected
    assert mail.message_id == identity
    assert [t.outcome for t in mail.tries.all()] == ["ambiguous", "ambiguous"]
    assert outbox.claim(MORNING + dt.timedelta(days=9)) == []


@pytest.mark.django_db
def test_tries_are_never_rewritten() -> None:
    mail = security_mail()
    outbox.put_off(claimed(mail), MORNING, "451 later")
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        MailAttempt.objects.filter(mail=mail).update(detail="nothing happened")
    assert mail.tries.get().detail == "451 later"


@pytest.mark.django_db
def test_nothing_leaves_before_dispatch() -> None:
    security_mail()
    assert django_mail.outbox == []

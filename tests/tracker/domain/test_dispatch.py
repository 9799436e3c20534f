"""Rounds of sending, against a real mail server on loopback that behaves in every way it can."""

from __future__ import annotations

import threading
from collections import Counter
from email.message import EmailMessage

import pytest
from django.db import connection, transaction

from accounts.actor import Actor
from accounts.models import Member
from tests import factories
from tests.mailsink import HANG_UP, Sink, free_port, listening
from tests.reminding import (
    DAY,
    DUE_ON,
    HOUR,
    MINUTE,
    MORNING,
    OPENED,
    TUESDAY,
    WEEK,
    due,
    late_report,
    load,
    make_report,
    plan_for_wednesday,
    security_mail,
)
from tracker.domain import dispatch as rounds
from tracker.domain import outbox, reminders
from tracker.domain.dispatch import dispatch, rehearse
from tracker.enums import Confidentiality, MailKind, MailState, ReportState, Status
from tracker.models import Heartbeat, MailHold, Notice, OutgoingMail, Reminder, Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def sink(settings):
    with listening() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        settings.EMAIL_TIMEOUT = 10
        yield sink


def only_mail() -> OutgoingMail:
    return OutgoingMail.objects.get()


def words(sink: Sink) -> str:
    (mail,) = sink.received
    return mail.get_body(("plain",)).get_content()


def everything(mail: EmailMessage) -> str:
    """All that a reader could see of a mail, decoded: headers, text and HTML."""
    bodies = [mail.get_body((kind,)).get_content() for kind in ("plain", "html")]
    return "\n".join([*(f"{name}: {value}" for name, value in mail.items()), *bodies])


# --- one mail per person and day ----------------------------------------------------------------


def test_one_mail_holds_all_that_is_due_for_a_person(amina: Actor, sink: Sink) -> None:
    """Two seats, two reports: one mail with both, once, and each in the inbox."""
    factories.make_seat("focal_point", "UGA", amina.user)
    make_report("KEN")
    make_report("UGA")
    plan_for_wednesday()
    done = dispatch(MORNING)
    assert done.outcomes == Counter({MailState.SENT: 1})
    assert sink.recipients == ["amina@ken.example"]
    assert "Kenya" in words(sink)
    assert "Uganda" in words(sink)
    assert dispatch(MORNING + MINUTE).outcomes == Counter()
    mail = only_mail()
    assert mail.state == MailState.SENT
    assert mail.reminders.filter(state="sent").count() == 2
    assert {n.subject for n in Notice.objects.filter(recipient=amina.user)} == {
        r.subject for r in mail.reminders.all()
    }


def test_every_recipient_has_a_mail_of_their_own(amina: Actor, kari: Actor, sink: Sink) -> None:
    deputy = factories.make_seat("deputy", "KEN")
    make_report("KEN")
    make_report("NOR")
    plan_for_wednesday()
    # Nine in Oslo is two hours after nine in Nairobi.
    assert dispatch(MORNING).sent == 2
    assert sink.recipients == sorted([amina.user.email, deputy.user.email])
    assert dispatch(MORNING + 2 * HOUR).sent == 1
    assert "Norway" in str(sink.received[-1]["Subject"])
    assert "Kenya" not in everything(sink.received[-1])


def test_nothing_leaves_before_it_is_due(amina: Actor, sink: Sink) -> None:
    late_report(amina.seat)
    assert dispatch(MORNING - MINUTE).outcomes == Counter()
    assert sink.received == []
    assert not OutgoingMail.objects.exists()


def test_what_comes_after_the_digest_of_a_day_waits_for_the_next_morning(
    amina: Actor, sink: Sink
) -> None:
    report = late_report(amina.seat)
    dispatch(MORNING)
    factories.submitted(report, amina.seat)
    factories.put(report, state=ReportState.RETURNED, state_since=TUESDAY)
    reminders.replan_all([load(report)], TUESDAY)
    Reminder.objects.filter(rule="report_returned").update(due_at=MORNING + HOUR)
    assert dispatch(MORNING + HOUR).outcomes == Counter()
    waiting = Reminder.objects.get(rule="report_returned", recipient=amina.user)
    assert (waiting.state, waiting.due_at) == ("pending", MORNING + DAY)
    assert dispatch(MORNING + DAY).sent == 1
    assert sink.recipients == [amina.user.email] * 2


def test_person_reminded_this_week_is_reminded_of_another_report_next_tuesday(
    amina: Actor, sink: Sink
) -> None:
    late_report(amina.seat)
    dispatch(MORNING)
    factories.make_seat("focal_point", "UGA", amina.user)
    make_report("UGA")
    reminders.sweep(MORNING + MINUTE)
    other = Reminder.objects.filter(member__code="UGA").earliest("due_at")
    Reminder.objects.filter(pk=other.pk).update(due_at=MORNING + DAY)
    assert dispatch(MORNING + DAY).outcomes == Counter()
    other.refresh_from_db()
    assert other.due_at == TUESDAY + WEEK
    assert dispatch(TUESDAY + WEEK).sent == 1


def test_reminders_of_the_same_week_go_along_with_the_first(amina: Actor, sink: Sink) -> None:
    """Nairobi is told on Wednesday; what Uganda plans for Thursday needs no mail of its own."""
    factories.make_seat("focal_point", "UGA", amina.user)
    make_report("KEN")
    make_report("UGA")
    plan_for_wednesday()
    ugandan = Reminder.objects.filter(member__code="UGA").earliest("due_at")
    Reminder.objects.filter(pk=ugandan.pk).update(
        due_at=MORNING + DAY, local_date=(MORNING + DAY).date()
    )
    dispatch(MORNING)
    assert "Uganda" in words(sink)
    assert dispatch(MORNING + DAY).outcomes == Counter()


@pytest.mark.parametrize("late", [14 * HOUR, 3 * DAY, 3 * DAY + 14 * HOUR])
def test_late_round_sends_by_day_only_and_says_that_it_is_late(
    amina: Actor, sink: Sink, late
) -> None:
    """The clock stood still: at eight in the evening, or on a Saturday, nobody is written to."""
    late_report(amina.seat)
    assert dispatch(MORNING + late).outcomes == Counter()
    assert sink.received == []
    waiting = Reminder.objects.earliest("due_at")
    assert waiting.due_at in (MORNING + DAY, MORNING + 5 * DAY)
    assert dispatch(waiting.due_at).sent == 1
    assert "This mail comes late: it was due on 3 February 2027." in words(sink)


def test_person_in_another_zone_is_written_to_at_nine_of_theirs(amina: Actor, sink: Sink) -> None:
    amina.user.time_zone = "Pacific/Auckland"
    amina.user.save()
    make_report()
    reminders.sweep(TUESDAY)
    morning = Reminder.objects.earliest("due_at").due_at
    assert (morning.hour, morning.minute) == (20, 0)
    dispatch(morning)
    assert only_mail().local_date.isoformat() == "2027-02-03"


# --- what the mail says -------------------------------------------------------------------------


def test_first_words_name_the_member_what_is_missing_and_the_date(amina: Actor, sink: Sink) -> None:
    report = make_report()
    for code in ("2022-08", "2022-09", "2023-08"):
        factories.answer(report, code)
    factories.answer(report, "2022-04", confirmed=False)
    reminders.sweep(OPENED + WEEK)
    Reminder.objects.filter(offset_days=-30).update(rule="submission_due")
    dispatch(Reminder.objects.get(offset_days=-30).due_at)
    (mail,) = sink.received
    expected = "Kenya: 13 of 16 answers still open, due 31 January 2027"
    assert mail["Subject"] == expected
    assert words(sink).startswith(expected)
    html = mail.get_body(("html",)).get_content()
    assert len(html.encode()) < 15_000
    assert 'lang="en" dir="ltr"' in html
    assert "http://127.0.0.1:8000/en/report/2026/" in words(sink)
    assert "Demonstration data" in words(sink)
    assert "focal point, kenya" in words(sink).lower()


def test_mail_holds_no_confidential_words(amina: Actor, sink: Sink) -> None:
    report = make_report()
    entry = factories.answer(
        report,
        "2022-01",
        Status.SUSPENDED,
        confidentiality=Confidentiality.RESTRICTED,
        narrative="canary-narrative",
        status_reason="canary-reason",
        confirmed=False,
    )
    plan_for_wednesday()
    dispatch(MORNING)
    text = everything(sink.received[0])
    assert "canary" not in text
    assert str(entry.public_id) not in text
    assert "2022-02" in words(sink)
    assert "2022-01" not in text


def test_mail_is_in_the_readers_language(amina: Actor, sink: Sink) -> None:
    amina.user.language = "ar"
    amina.user.save()
    late_report(amina.seat)
    dispatch(MORNING)
    (mail,) = sink.received
    assert "كينيا" in mail["Subject"]
    assert 'lang="ar" dir="rtl"' in mail.get_body(("html",)).get_content()
    assert "/ar/report/2026/" in words(sink)


def test_line_break_in_a_name_ends_no_header(amina: Actor, sink: Sink) -> None:
    Member.objects.filter(code="KEN").update(
        names={"en": "Kenya\r\nBcc: everybody@example.org\x85x"}
    )
    late_report(amina.seat)
    assert dispatch(MORNING).sent == 1
    (mail,) = sink.received
    assert mail["Bcc"] is None
    assert "\n" not in mail["Subject"]
    assert mail["Subject"].startswith("Kenya Bcc: everybody@example.org x: 16 of 16")


def test_markup_in_a_name_stays_text(amina: Actor, sink: Sink) -> None:
    Member.objects.filter(code="KEN").update(names={"en": "<b>Kenya</b>"})
    late_report(amina.seat)
    dispatch(MORNING)
    html = sink.received[0].get_body(("html",)).get_content()
    assert "<b>Kenya" not in html
    assert "&lt;b&gt;Kenya" in html


def test_message_id_is_the_rows(amina: Actor, sink: Sink) -> None:
    late_report(amina.seat)
    dispatch(MORNING)
    assert sink.received[0]["Message-ID"] == only_mail().message_id
    assert sink.received[0]["Auto-Submitted"] == "auto-generated"


def test_reviewer_is_sent_to_the_review_and_the_submitter_gets_a_receipt(
    amina: Actor, sink: Sink
) -> None:
    reviewer = factories.reviewer("KEN")
    report = make_report()
    factories.submitted(report, amina.seat, receipt_number="2026-KEN-1", receipt_sha256="ab" * 32)
    factories.put(report, state_since=TUESDAY)
    reminders.replan_all([load(report)], TUESDAY)
    receipt = outbox.enqueue_receipt(load(report))
    OutgoingMail.objects.filter(pk=receipt.pk).update(next_attempt_at=TUESDAY)
    # The reviewer of the Network is written to at nine of the universal time.
    assert dispatch(TUESDAY + 3 * HOUR).sent == 2
    by_reader = {m["To"]: m.get_body(("plain",)).get_content() for m in sink.received}
    assert "/en/review/KEN/2026/" in by_reader[reviewer.user.email]
    assert "Receipt 2026-KEN-1" in by_reader[amina.user.email]
    assert "ab" * 32 in by_reader[amina.user.email]


# --- stopping at once ---------------------------------------------------------------------------


def test_report_submitted_a_moment_before_sends_nothing(amina: Actor, sink: Sink) -> None:
    """Even where nobody planned again: the claim looks at the report itself."""
    report = late_report(amina.seat)
    factories.put(report, state=ReportState.SUBMITTED, **_submission(amina))
    assert dispatch(MORNING).outcomes == Counter()
    assert set(Reminder.objects.values_list("state", flat=True)) == {"cancelled", "pending"}
    assert due() == [amina.user.email] * Reminder.objects.filter(due_at__gt=MORNING).count()
    assert sink.received == []


def test_report_submitted_between_two_tries_cancels_the_mail(amina: Actor, sink: Sink) -> None:
    report = late_report(amina.seat)
    sink.to_recipient = "451 later"
    dispatch(MORNING)
    assert only_mail().state == MailState.PENDING
    factories.put(report, state=ReportState.SUBMITTED, **_submission(amina))
    sink.to_recipient = "250 OK"
    assert dispatch(MORNING + MINUTE).outcomes == Counter({MailState.CANCELLED: 1})
    assert sink.received == []
    assert only_mail().state == MailState.CANCELLED
    assert not Notice.objects.exists()


def test_report_that_moves_while_its_mail_is_written_is_looked_at_again(
    amina: Actor, sink: Sink, monkeypatch
) -> None:
    report = late_report(amina.seat)
    compose = rounds.emails.compose

    def submitted_meanwhile(*args):
        message = compose(*args)
        factories.put(report, state=ReportState.SUBMITTED, **_submission(amina))
        return message

    monkeypatch.setattr(rounds.emails, "compose", submitted_meanwhile)
    dispatch(MORNING)
    assert sink.received == []
    assert only_mail().state == MailState.CANCELLED


def test_person_who_may_no_longer_sign_in_is_not_written_to(amina: Actor, sink: Sink) -> None:
    late_report(amina.seat)
    mail = security_mail(recipient=amina.user)
    amina.user.is_active = False
    amina.user.save()
    dispatch(MORNING)
    assert sink.received == []
    mail.refresh_from_db()
    assert mail.state == MailState.CANCELLED


def test_new_address_is_the_one_that_is_written_to(amina: Actor, sink: Sink) -> None:
    late_report(amina.seat)
    sink.to_recipient = "451 later"
    dispatch(MORNING)
    amina.user.email = "amina@foreign.example"
    amina.user.save()
    sink.to_recipient = "250 OK"
    dispatch(MORNING + MINUTE)
    assert sink.recipients == ["amina@foreign.example"]


def test_nothing_leaves_while_a_hold_stands(amina: Actor, sink: Sink) -> None:
    late_report(amina.seat)
    hold = MailHold.objects.create(reason="Restored from a backup")
    assert dispatch(MORNING).is_held
    assert sink.received == []
    assert Heartbeat.objects.get(name="dispatch").at is not None
    hold.released_at = MORNING
    hold.save()
    assert dispatch(MORNING + MINUTE).sent == 1


def test_hold_set_in_the_middle_of_a_round_stops_the_rest(amina: Actor, sink: Sink) -> None:
    mails = [security_mail() for _ in range(3)]
    compose = rounds.emails.compose

    def hold_after_the_first(*args):
        if sink.received:
            MailHold.objects.create(reason="Stop")
        return compose(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rounds.emails, "compose", hold_after_the_first)
        dispatch(MORNING)
    assert len(sink.received) == 1
    states = Counter(OutgoingMail.objects.values_list("state", "attempts"))
    assert states == Counter({("sent", 1): 1, ("pending", 0): len(mails) - 1})


# --- a mail server that misbehaves --------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "state", "attempts", "notices"),
    [
        pytest.param({"to_sender": "451 busy"}, "pending", 1, 0, id="451 to MAIL"),
        pytest.param({"to_recipient": "451 busy"}, "pending", 1, 0, id="451 to RCPT"),
        pytest.param({"to_text": "451 busy"}, "pending", 1, 0, id="451 to DATA"),
        pytest.param({"to_sender": "421 bye"}, "pending", 1, 0, id="421 to MAIL"),
        pytest.param({"to_recipient": "550 unknown"}, "failed", 1, 1, id="550 to RCPT"),
        pytest.param({"to_text": "554 spam"}, "failed", 1, 1, id="554 to DATA"),
        pytest.param({"to_recipient": HANG_UP}, "pending", 1, 0, id="hangs up before the text"),
        pytest.param({"to_text": HANG_UP}, "ambiguous", 1, 0, id="hangs up after the text"),
    ],
)
def test_digest_ends_in_the_right_state(
    amina: Actor, sink: Sink, answers, state: str, attempts: int, notices: int
) -> None:
    late_report(amina.seat)
    for name, line in answers.items():
        setattr(sink, name, line)
    dispatch(MORNING)
    mail = only_mail()
    # Of a deadline whose fate is unknown there will be one more copy.
    expected = "pending" if state == "ambiguous" else state
    assert (mail.state, mail.attempts) == (expected, attempts)
    assert mail.tries.get().outcome == state
    assert mail.lease_token is None
    assert mail.last_error
    assert Notice.objects.filter(recipient=amina.user).count() == notices
    assert mail.reminders.get().state == "mailed"
    if expected == "pending":
        assert mail.next_attempt_at == MORNING + MINUTE
    (line,) = answers.values()
    if line != HANG_UP:
        assert line[:3] in mail.smtp_reply


def test_mail_that_was_put_off_arrives_once_the_server_takes_it(amina: Actor, sink: Sink) -> None:
    late_report(amina.seat)
    sink.to_text = "451 busy"
    dispatch(MORNING)
    sink.to_text = "250 OK"
    assert dispatch(MORNING + MINUTE / 2).outcomes == Counter()
    assert dispatch(MORNING + MINUTE).sent == 1
    assert [m["Message-ID"] for m in sink.received] == [only_mail().message_id]
    assert [t.outcome for t in only_mail().tries.all()] == ["pending", "sent"]


def test_digest_of_news_lost_after_the_text_is_not_sent_again_but_stands_in_the_inbox(
    amina: Actor, sink: Sink
) -> None:
    make_report()
    reminders.sweep(OPENED + HOUR)
    sink.to_text = HANG_UP
    dispatch(OPENED + HOUR)
    assert set(Reminder.objects.filter(state="mailed").values_list("rule")) == {("cycle_opened",)}
    sink.to_text = "250 OK"
    for later in (MINUTE, HOUR, DAY):
        dispatch(OPENED + HOUR + later)
    assert only_mail().state == MailState.AMBIGUOUS
    assert len(sink.received) == 1
    assert Notice.objects.filter(recipient=amina.user).count() == 1


def test_digest_of_a_deadline_lost_after_the_text_is_sent_once_more_and_says_so(
    amina: Actor, sink: Sink
) -> None:
    late_report(amina.seat)
    sink.to_text = HANG_UP
    dispatch(MORNING)
    sink.to_text = "250 OK"
    for later in (MINUTE, HOUR, DAY):
        dispatch(MORNING + later)
    first, second = sink.received
    assert first["Message-ID"] == second["Message-ID"] == only_mail().message_id
    assert "You may have received this mail before" in second.get_body(("plain",)).get_content()
    assert only_mail().state == MailState.SENT
    assert Notice.objects.filter(recipient=amina.user).count() == 1


def test_security_mail_lost_after_the_text_is_sent_once_more_and_says_so(sink: Sink) -> None:
    mail = security_mail()
    sink.to_text = HANG_UP
    dispatch(MORNING)
    dispatch(MORNING + MINUTE)
    first, second = sink.received
    assert first["Message-ID"] == second["Message-ID"] == mail.message_id
    repeats = "You may have received this mail before"
    assert repeats not in first.get_body(("plain",)).get_content()
    assert repeats in second.get_body(("plain",)).get_content()
    mail.refresh_from_db()
    assert mail.state == MailState.AMBIGUOUS
    assert dispatch(MORNING + DAY).outcomes == Counter()


def test_server_out_of_reach_puts_off_all_without_blaming_any(settings, amina: Actor) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    late_report(amina.seat)
    security_mail()
    moment = MORNING
    for minutes in (1, 5, 15, 60, 240, 240):
        assert dispatch(moment).outcomes == Counter({MailState.PENDING: 2})
        moment += minutes * MINUTE
        assert {m.next_attempt_at for m in OutgoingMail.objects.all()} == {moment}


def test_mail_that_cannot_be_written_fails_after_five_tries_and_holds_up_nobody(
    amina: Actor, sink: Sink
) -> None:
    poisoned = security_mail()
    OutgoingMail.objects.filter(pk=poisoned.pk).update(template="no such thing")
    late_report(amina.seat)
    moment = MORNING
    assert dispatch(moment).outcomes == Counter({MailState.SENT: 1, MailState.PENDING: 1})
    for minutes in (1, 5, 15, 60):
        moment += minutes * MINUTE
        dispatch(moment)
    poisoned.refresh_from_db()
    assert (poisoned.state, poisoned.attempts) == (MailState.FAILED, 5)
    assert "no such thing" in poisoned.last_error
    assert len(sink.received) == 1


def test_mail_goes_into_a_file_where_there_is_no_server(settings, amina: Actor) -> None:
    settings.EMAIL_BACKEND = "tracker.mailfiles.EmailBackend"
    late_report(amina.seat)
    assert dispatch(MORNING).sent == 1
    (file,) = settings.MAIL_DIR.iterdir()
    assert f"Message-ID: {only_mail().message_id}" in file.read_text()
    assert only_mail().state == MailState.SENT


# --- more than one sender -----------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_rounds_at_the_same_time_send_one_mail_each(sink: Sink) -> None:
    for member in ("KEN", "UGA", "ETH"):
        factories.make_seat("focal_point", member)
        make_report(member)
    plan_for_wednesday()
    barrier = threading.Barrier(4)
    done: list[int] = []

    def one_round() -> None:
        barrier.wait()
        done.append(dispatch(MORNING).sent)
        connection.close()

    threads = [threading.Thread(target=one_round) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(done) == 3
    assert len(sink.received) == 3
    assert len(set(sink.recipients)) == 3
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.django_db(transaction=True)
def test_mail_is_handed_over_in_the_database_before_the_server_has_its_text(sink: Sink) -> None:
    factories.make_seat("focal_point", "KEN")
    make_report()
    plan_for_wednesday()
    seen: list[tuple[str, str]] = []

    def look() -> None:
        seen.extend(OutgoingMail.objects.values_list("state", "subject_line"))
        connection.close()

    sink.before_answer = look
    dispatch(MORNING)
    assert seen == [("handed_over", str(sink.received[0]["Subject"]))]


@pytest.mark.django_db(transaction=True)
def test_yes_of_the_server_is_written_down_when_the_database_is_back(sink: Sink) -> None:
    factories.make_seat("focal_point", "KEN")
    make_report()
    plan_for_wednesday()
    sender = connection.connection.info.backend_pid

    def cut() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [sender])
        connection.close()

    sink.before_answer = cut
    assert dispatch(MORNING).sent == 1
    assert len(sink.received) == 1
    assert only_mail().state == MailState.SENT
    assert only_mail().tries.count() == Notice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_verb_that_is_rolled_back_sends_nothing(sink: Sink) -> None:
    seat = factories.make_seat("focal_point", "KEN")
    report = make_report()
    with transaction.atomic():
        outbox.enqueue(MailKind.SECURITY, "password_changed", seat.user)
        reminders.replan_all([report], TUESDAY)
        assert OutgoingMail.objects.exists()
        assert Reminder.objects.exists()
        transaction.set_rollback(True)
    assert dispatch(MORNING + DAY).outcomes == Counter()
    assert sink.received == []
    assert not OutgoingMail.objects.exists()


def test_two_reports_of_one_person_are_sorted_by_what_is_due_first(
    amina: Actor, sink: Sink
) -> None:
    factories.make_seat("focal_point", "UGA", amina.user)
    make_report("KEN")
    ugandan = make_report("UGA")
    Report.internal.filter(pk=ugandan.pk).update(due_on=DUE_ON - DAY)
    plan_for_wednesday()
    Reminder.objects.filter(member__code="UGA").update(due_at=MORNING)
    dispatch(MORNING)
    assert str(sink.received[0]["Subject"]).startswith("Uganda: 16 of 16 answers still open")
    assert str(sink.received[0]["Subject"]).endswith("(and 1 more)")


def test_member_with_many_mails_keeps_no_other_waiting() -> None:
    """Every member with many digests, come in one member after the other: in the order
    of leaving, each turn holds one mail of each member (E13)."""
    members = list(Member.objects.order_by("pk"))
    assert len(members) > 80
    person = factories.make_user()
    # As `new_mail` numbers them, member by member; that it does is the next test.
    OutgoingMail.objects.bulk_create(
        OutgoingMail(
            message_id=f"<{member.pk}-{turn}@x>",
            recipient=person,
            kind=MailKind.DIGEST,
            template="digest",
            local_date=MORNING.date() + turn * DAY,
            sequence=place,
            member=member,
            turn=turn,
            next_attempt_at=MORNING,
        )
        for place, member in enumerate(members)
        for turn in range(1, 31)
    )
    place, waits = 0, dict.fromkeys((m.pk for m in members), 0)
    leaving = []
    for _ in range(20):
        leaving += outbox.claim(MORNING)
    for place, mail in enumerate(leaving, start=1):
        waits[mail.member_id] = place
    first_turns = Counter(mail.member_id for mail in leaving)
    assert first_turns.keys() == waits.keys()
    assert max(first_turns.values()) - min(first_turns.values()) <= 1
    assert max(waits.values()) <= 2 * sorted(waits.values())[len(waits) // 2]


def test_newcomer_begins_with_those_whose_turn_it_is(sink: Sink) -> None:
    kenya, uganda = (Member.objects.get(code=code) for code in ("KEN", "UGA"))

    def digest(member: Member) -> OutgoingMail:
        person = factories.make_user()
        return outbox.new_mail(
            MailKind.DIGEST, "digest", person, MORNING.date(), MORNING, member_id=member.pk
        )

    kenyan = [digest(kenya) for _ in range(45)]
    assert [mail.turn for mail in kenyan] == list(range(1, 46))
    outbox.claim(MORNING)
    ugandan = [digest(uganda) for _ in range(3)]
    assert [mail.turn for mail in ugandan] == [21, 22, 23]
    following = [mail.member_id for mail in outbox.claim(MORNING)]
    assert following[:6] == [kenya.pk, uganda.pk] * 3


# --- rehearsal ----------------------------------------------------------------------------------


def test_rehearsal_names_the_mails_and_changes_nothing(amina: Actor, sink: Sink) -> None:
    make_report()
    before = Reminder.objects.count()
    (mail,) = rehearse(OPENED + HOUR)
    assert (mail.local_date.isoformat(), mail.kind) == ("2026-11-17", "digest")
    assert mail.address == amina.user.email
    assert mail.subject.startswith("Kenya: the 2026 report is open with 16 of 16 answers")
    assert Reminder.objects.count() == before
    assert not OutgoingMail.objects.exists()
    assert sink.received == []


def _submission(actor: Actor) -> dict[str, object]:
    return {"submitted_at": TUESDAY, "submitted_by": actor.seat, "round": 1}

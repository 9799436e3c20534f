"""The page of reminders and mails, and what can be done there."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tests.mailsink import Sink, listening
from tests.reminding import MINUTE, MORNING, late_report, security_mail
from tracker.domain import outbox
from tracker.domain.dispatch import dispatch
from tracker.enums import MailKind, MailState
from tracker.models import MailHold, OutgoingMail, Reminder

pytestmark = pytest.mark.django_db
PAGE = "tracker:review-reminders"


@pytest.fixture
def admin(db: None) -> Actor:
    return factories.actor(factories.make_seat(Role.ADMINISTRATOR))


@pytest.fixture
def sink(settings):
    with listening() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        yield sink


def read(client: Client, query: str = "", status: int = 200) -> str:
    answer = client.get(f"{reverse(PAGE)}{query}")
    assert answer.status_code == status
    return answer.content.decode()


def failed(amina: Actor, sink: Sink) -> OutgoingMail:
    late_report(amina.seat)
    sink.to_recipient = "550 no such mailbox"
    dispatch(MORNING)
    sink.to_recipient = "250 OK"
    return OutgoingMail.objects.get()


def test_what_comes_next_stands_with_role_member_and_the_readers_time(
    sign_in, amina: Actor
) -> None:
    late_report(amina.seat)
    page = read(sign_in(factories.reviewer("KEN")))
    assert "Focal point" in page
    assert "Kenya" in page
    assert "3 February 2027" in page
    assert '<span class="ltr">09:00</span>' in page
    assert 'title="2027-02-03 06:00 UTC"' in page
    assert "Africa/Nairobi" in page
    assert amina.user.name not in page
    assert amina.user.email not in page


def test_failed_mail_stands_with_its_remedy_and_its_page_with_the_reply(
    sign_in, amina: Actor, sink: Sink
) -> None:
    mail = failed(amina, sink)
    client = sign_in(factories.reviewer("KEN"))
    page = read(client, "?state=failed")
    assert "refuses this mail for good" in page
    assert amina.user.email not in page
    detail = client.get(reverse("tracker:review-mail", args=[mail.public_id])).content.decode()
    assert "550 no such mailbox" in detail
    assert "submission_due" in detail
    assert "Send it again" not in detail


def test_administrators_alone_read_addresses(sign_in, admin: Actor, amina: Actor, sink) -> None:
    failed(amina, sink)
    assert amina.user.email in read(sign_in(admin), "?state=failed")


def test_reviewer_sees_mails_of_assigned_members_only(sign_in, amina: Actor, sink: Sink) -> None:
    mail = failed(amina, sink)
    security_mail(recipient=amina.user)
    client = sign_in(factories.reviewer("NOR"))
    for heading in ("next", "waiting", "failed"):
        assert "Kenya" not in read(client, f"?state={heading}").partition("<table")[2]
    path = reverse("tracker:review-mail", args=[mail.public_id])
    assert client.get(path).status_code == 404


def test_others_are_told_why_not(sign_in, amina: Actor) -> None:
    assert "Only the secretariat" in read(sign_in(amina), status=403)


def test_filters_narrow_and_wrong_ones_say_so(sign_in, amina: Actor, kari: Actor) -> None:
    late_report(amina.seat)
    client = sign_in(factories.reviewer("KEN", "NOR"))
    assert "Focal point" in read(client, "?member=KEN&topic=deadlines&since=2027-01-01")
    for query in ("?member=NOR", "?topic=news", "?kind=security", "?until=2020-01-01"):
        assert "Nothing matches" in read(client, query)
    assert "Write a day such as" in read(client, "?since=soon", status=400)
    assert "not before the first one" in read(
        client, "?since=2027-02-01&until=2027-01-01", status=400
    )


@pytest.mark.parametrize("state", ["next", "sent"])
def test_pages_hold_every_line_once(sign_in, admin: Actor, amina: Actor, state: str) -> None:
    late_report(amina.seat)
    if state == "sent":
        for n in range(65):
            mail = outbox.new_mail(
                MailKind.DIGEST, "digest", amina.user, dt.date(2026, 1, 1), MORNING, sequence=n
            )
            OutgoingMail.objects.filter(pk=mail.pk).update(
                state=MailState.SENT, sent_at=MORNING, subject_line=f"Mail {n:03}"
            )
    else:
        first = Reminder.objects.first()
        assert first is not None
        rows = [Reminder(**_facts(first, f"x{n}")) for n in range(65)]
        Reminder.objects.bulk_create(rows)
    client, query, seen, turns = sign_in(admin), f"?state={state}", [], 0
    while query:
        page = client.get(f"{reverse(PAGE)}{query}")
        seen += [shown.line for shown in page.context["lines"]]
        query = f"?state={state}&after={page.context['next']}" if page.context["next"] else ""
        turns += 1
    assert turns >= 3
    total = Reminder.objects.count() if state == "next" else 65
    assert len(seen) == total
    assert [line.at for line in seen] == sorted(line.at for line in seen)


def _facts(row: Reminder, key: str) -> dict[str, object]:
    names = [f.attname for f in Reminder._meta.concrete_fields if f.attname != "id"]
    return {name: getattr(row, name) for name in names} | {"dedup_key": key}


def test_page_takes_as_many_queries_for_one_mail_as_for_thirty(
    sign_in, admin: Actor, amina: Actor, django_assert_max_num_queries
) -> None:
    for n in range(30):
        mail = outbox.new_mail(
            MailKind.DIGEST, "digest", amina.user, dt.date(2026, 1, 1), MORNING, sequence=n
        )
        OutgoingMail.objects.filter(pk=mail.pk).update(state=MailState.SENT, sent_at=MORNING)
    client = sign_in(admin)
    read(client)
    with django_assert_max_num_queries(14):
        read(client, "?state=sent")


def test_unclear_mail_is_sent_again_only_after_a_warning(sign_in, admin: Actor) -> None:
    mail = security_mail()
    OutgoingMail.objects.filter(pk=mail.pk).update(state=MailState.AMBIGUOUS)
    path = reverse("tracker:review-mail-again", args=[mail.public_id])
    client = sign_in(admin)
    assert "it may arrive twice" in client.get(path).content.decode()
    mail.refresh_from_db()
    assert mail.state == MailState.AMBIGUOUS
    assert client.post(path).status_code == 302
    mail.refresh_from_db()
    assert mail.state == MailState.PENDING
    assert "nothing to send again" in client.get(path).content.decode()


def test_hold_is_set_with_a_reason_shown_and_released_after_a_look(
    sign_in, admin: Actor, amina: Actor
) -> None:
    client = sign_in(admin)
    path = reverse("tracker:review-hold")
    answer = client.post(path, {"reason": " "})
    assert answer.status_code == 400
    assert "Say why no mail is to leave." in answer.content.decode()
    assert not MailHold.objects.exists()
    client.post(path, {"reason": "Restored from Friday"})
    outbox.enqueue(MailKind.SECURITY, "password_changed", amina.user)
    page = read(client)
    assert "Restored from Friday" in page
    assert "1 mail waits." in page
    look = client.get(reverse("tracker:review-release")).content.decode()
    assert "1 mail would go now." in look
    assert amina.user.email in look
    assert OutgoingMail.objects.get().state == MailState.PENDING
    client.post(reverse("tracker:review-release"))
    assert not outbox.is_on_hold()


def test_server_that_is_down_is_said_above_the_list(sign_in, admin: Actor, sink: Sink) -> None:
    security_mail()
    sink.to_sender = "421 closing"
    dispatch(MORNING)
    page = read(sign_in(admin))
    assert "The last try to send a mail did not succeed." in page
    assert "1 mail waits." in page
    sink.to_sender = "250 OK"
    dispatch(MORNING + MINUTE)
    assert "did not succeed" not in read(sign_in(admin))


def test_clock_that_stands_still_is_said_above_the_list(sign_in, admin: Actor) -> None:
    assert "No tick yet" in read(sign_in(admin))


def test_page_before_sending_now_says_how_many_and_the_caps(sign_in, amina: Actor) -> None:
    late_report(amina.seat)
    client = sign_in(factories.reviewer("KEN"))
    path = reverse("tracker:review-send-now", args=["KEN"])
    assert "Nobody would get a mail now." in client.get(path).content.decode()
    assert "One mail of reminders and news a day." in client.get(path).content.decode()
    assert client.get(reverse("tracker:review-send-now", args=["NOR"])).status_code == 404
    answer = client.post(path, follow=True)
    assert "No mail leaves now: the caps hold." in answer.content.decode()


def test_download_holds_the_same_lines(sign_in, amina: Actor, sink: Sink) -> None:
    mail = failed(amina, sink)
    client = sign_in(factories.reviewer("KEN"))
    answer = client.get(f"{reverse('tracker:review-reminders-csv')}?state=failed")
    head, line = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert head.startswith("at,time_zone,state,kind,member,role,rules,subject,tries,message_id")
    assert ",failed,digest,KEN,focal_point,submission_due," in line
    assert mail.message_id in line
    assert amina.user.email not in line

"""The mail itself: what is the reader's first, small whatever is in it, and easy to switch off."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from accounts.actor import Actor
from accounts.models import Member
from tests import factories
from tests.reminding import (
    DAY,
    HOUR,
    MORNING,
    OPENED,
    TUESDAY,
    late_report,
    load,
    make_report,
    plan_for_wednesday,
    security_mail,
)
from tracker.domain import reminders
from tracker.domain.dispatch import dispatch
from tracker.enums import ReportState
from tracker.models import Assignment, MailPreference, Report

pytestmark = pytest.mark.django_db


def html(mail: Any) -> str:
    return str(mail.alternatives[0][0])


def test_first_ninety_characters_hold_member_what_is_missing_and_the_day(
    amina: Actor, mailoutbox
) -> None:
    late_report(amina.seat)
    dispatch(MORNING)
    (mail,) = mailoutbox
    first = mail.body[:90]
    assert mail.subject == "Kenya: 16 of 16 answers still open, was due 31 January 2027"
    assert first.startswith(mail.subject)
    assert re.sub("<[^>]*>", " ", html(mail).split("<h1>")[1]).startswith(mail.subject)


def test_what_others_were_asked_stands_apart_without_names(amina: Actor, mailoutbox) -> None:
    report = make_report()
    contributor = factories.make_seat("contributor", "KEN")
    for code, kept in (("2022-08", "member"), ("2022-09", "restricted")):
        Assignment.internal.create(
            member=report.member,
            appointment=contributor,
            entry=factories.answer(report, code, confidentiality=kept),
            due_on=report.due_on,
        )
    Assignment.internal.update(created_at=OPENED)
    plan_for_wednesday()
    dispatch(MORNING)
    (mail,) = [mail for mail in mailoutbox if mail.to == [amina.user.email]]
    mine, others = mail.body.split("WITH OTHERS")
    assert "WITH YOU" in mine
    assert "Kenya: 2 parts with contributors, the first asked on 17 November 2026" in others
    assert "2022-08" in others
    assert "2022-09" not in mail.body
    assert contributor.user.name not in mail.body
    assert contributor.user.email not in mail.body + html(mail)


def test_codes_do_not_turn_round_between_arabic_words(amina: Actor, mailoutbox) -> None:
    amina.user.language = "ar"
    amina.user.save()
    late_report(amina.seat)
    dispatch(MORNING)
    assert "\u20662022-01\u2069" in mailoutbox[0].body
    assert "\u20662022-01\u2069" in html(mailoutbox[0])


def test_clearing_officer_reads_that_it_is_with_others(mailoutbox) -> None:
    """A week late, the clearing officer is told of a report that the focal point still holds."""
    factories.make_seat("clearing_officer", "KEN")
    make_report()
    reminders.sweep(TUESDAY)
    dispatch(MORNING + DAY)
    (mail,) = mailoutbox
    assert "WITH OTHERS" in mail.body
    assert "WITH YOU" not in mail.body


def test_optional_mail_can_be_switched_off_in_one_click(amina: Actor, mailoutbox, settings) -> None:
    settings.PUBLIC_BASE_URL = "https://tracker.example.org"
    late_report(amina.seat)
    dispatch(MORNING)
    (mail,) = mailoutbox
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail.extra_headers["List-Unsubscribe"]
    path = re.fullmatch(r"<https://tracker\.example\.org(/en/mail/stop/\S+)>", link)
    assert path is not None
    assert path[1] in mail.body
    assert "/en/settings/email/" in mail.body
    assert "/en/mail/pause/" in mail.body
    Client(enforce_csrf_checks=True).post(path[1], {"List-Unsubscribe": "One-Click"})
    assert MailPreference.objects.get().topic == "deadlines"


def test_mail_that_has_no_switch_names_none(amina: Actor, mailoutbox) -> None:
    security_mail(recipient=amina.user)
    dispatch(MORNING)
    (mail,) = mailoutbox
    assert "List-Unsubscribe" not in mail.extra_headers
    assert "/mail/" not in mail.body
    assert "/settings/email/" not in mail.body


def test_answers_go_to_the_mailbox_of_a_person(amina: Actor, mailoutbox, settings) -> None:
    settings.REPLY_TO_EMAIL = "Secretariat <people@network.example>"
    late_report(amina.seat)
    security_mail(recipient=amina.user)
    dispatch(MORNING)
    assert {mail.reply_to[0] for mail in mailoutbox} == {settings.REPLY_TO_EMAIL}
    assert len(mailoutbox) == 2


@pytest.fixture
def busy() -> Actor:
    """Three seats, and forty reports that wait to be read."""
    codes = list(Member.objects.exclude(code__in=["KEN", "UGA"]).values_list("code", flat=True))[
        :40
    ]
    reviewer = factories.reviewer(*codes)
    for code in ("KEN", "UGA"):
        factories.make_seat("focal_point", code, reviewer.user)
        make_report(code)
    sender = factories.make_seat("focal_point", "NOR")
    for code in codes:
        report = make_report(code)
        facts = {"state": ReportState.SUBMITTED, "submitted_at": TUESDAY, "round": 1}
        Report.internal.filter(pk=report.pk).update(
            **facts, state_since=TUESDAY, submitted_by=sender
        )
    return reviewer


def test_mail_lists_twelve_things_and_says_how_many_more(busy: Actor, mailoutbox) -> None:
    reminders.sweep(TUESDAY)
    dispatch(MORNING + 4 * HOUR)
    (mail,) = [mail for mail in mailoutbox if mail.to == [busy.user.email]]
    assert html(mail).count('<td class="l">') == mail.body.count("\n* ") == 12
    assert "And 30 more, in your inbox: http" in mail.body
    assert len(html(mail).encode()) <= 15_000


@pytest.mark.parametrize("language", ["en", "ar"])
def test_mail_is_small_whatever_is_in_it(busy: Actor, mailoutbox, language: str) -> None:
    busy.user.language = language
    busy.user.save()
    Member.objects.update(names={"ar": "كينيا و" * 90, "en": "Kenya & " * 90})
    reminders.sweep(TUESDAY)
    dispatch(MORNING + 4 * HOUR)
    (mail,) = [mail for mail in mailoutbox if mail.to == [busy.user.email]]
    assert len(html(mail).encode()) <= 15_000
    assert len(mail.body.encode()) <= 15_000
    assert "<img" not in html(mail)
    assert not re.search(r"src=|url\(|@import|<link", html(mail))
    listed = html(mail).count('<td class="l">')
    assert 1 < listed < 12
    assert f"/{language}/inbox/" in mail.body
    left = 42 - listed
    assert str(left) in re.search(r"<p class=\"f\"><a [^>]*>([^<]*)", html(mail))[1]
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in html(mail)


def test_first_mail_of_a_cycle_carries_the_day_for_the_calendar(amina: Actor, mailoutbox) -> None:
    report = make_report()
    reminders.sweep(OPENED)
    dispatch(OPENED + HOUR)
    (mail,) = mailoutbox
    ((name, content, kind),) = mail.attachments
    assert (name, kind) == ("nap-tracker.ics", "text/calendar")
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event["dtstart"].dt == report.due_on
    received = mail.message().as_bytes(linesep="\r\n")
    assert b"BEGIN:VEVENT\r\n" in received
    plan_for_wednesday()
    dispatch(MORNING)
    assert mailoutbox[1].attachments == []


def test_returned_report_carries_its_new_day(amina: Actor, mailoutbox) -> None:
    report = factories.submitted(make_report(), amina.seat)
    factories.put(report, state=ReportState.RETURNED, state_since=TUESDAY)
    reminders.replan_all([load(report)], TUESDAY)
    dispatch(MORNING)
    ((_name, content, _kind),) = mailoutbox[0].attachments
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert "returned" in event["uid"]


def test_language_that_is_not_offered_falls_back_to_english(amina: Actor, mailoutbox) -> None:
    amina.user.language = "sw"
    amina.user.save()
    late_report(amina.seat)
    dispatch(MORNING)
    assert "answers still open" in mailoutbox[0].subject
    assert "/en/mail/stop/" in mailoutbox[0].body

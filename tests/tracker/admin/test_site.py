"""Who may enter the admin, and that nobody writes there but through verbs (case A13)."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin import ModelAdmin
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, reverse

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Appointment
from accounts.owned import MemberOwned
from recommendations.models import Recommendation
from tests import factories
from tracker.admin import site
from tracker.admin.base import OwnedAdmin, ReadsByRule
from tracker.enums import MailKind, MailState
from tracker.models import OutgoingMail

REGISTERED = sorted(site._registry.items(), key=lambda pair: pair[0]._meta.label)
EACH = pytest.mark.parametrize(
    "registered",
    [found for _model, found in REGISTERED],
    ids=[m._meta.label for m, _a in REGISTERED],
)
SECRETARIAT = (Role.REVIEWER, Role.ADMINISTRATOR)


def changelist(registered: ModelAdmin) -> str:
    opts = registered.opts
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")


def sit(client: Client, role: str) -> Client:
    member = None if role in (*SECRETARIAT, Role.CO_CHAIR) else "KEN"
    client.force_login(factories.make_seat(role, member).user)
    return client


@pytest.mark.parametrize("role", sorted(set(Role.values) - set(SECRETARIAT)))
def test_other_seats_are_told_why_they_cannot_enter(client: Client, db: None, role: str) -> None:
    answer = sit(client, role).get(reverse("admin:index"))
    assert answer.status_code == 403
    assert "for reviewers and administrators" in answer.content.decode()


def test_stranger_signs_in_first_and_comes_back(client: Client) -> None:
    answer = client.get(reverse("admin:tracker_report_changelist"))
    assert answer.status_code == 302
    assert answer.headers["Location"] == (
        f"{reverse('account_login')}?next={reverse('admin:tracker_report_changelist')}"
    )


def test_ended_seat_opens_nothing(client: Client, db: None) -> None:
    seat = factories.make_seat(Role.REVIEWER, reviews=["KEN"])
    client.force_login(seat.user)
    assert client.get(reverse("admin:index")).status_code == 200
    Appointment.objects.filter(pk=seat.pk).update(ends_on="2020-02-01")
    assert client.get(reverse("admin:index")).status_code == 403


@EACH
def test_list_opens_for_administrators(client: Client, db: None, registered: ModelAdmin) -> None:
    assert sit(client, Role.ADMINISTRATOR).get(changelist(registered)).status_code == 200


@EACH
def test_nothing_is_added_changed_or_deleted(rf: Any, db: None, registered: ModelAdmin) -> None:
    request = rf.get("/")
    for role in SECRETARIAT:
        request.actor = factories.actor(factories.make_seat(role))
        assert not registered.has_add_permission(request)
        assert not registered.has_change_permission(request)
        assert not registered.has_delete_permission(request)
        assert registered.get_actions(request) == {}
        assert registered.list_editable == ()


@EACH
def test_inlines_read_by_the_same_rules(registered: ModelAdmin) -> None:
    assert all(issubclass(inline, ReadsByRule) for inline in registered.inlines)


@EACH
def test_every_admin_is_the_one_base(registered: ModelAdmin) -> None:
    assert isinstance(registered, ReadsByRule)
    assert isinstance(registered, OwnedAdmin) is issubclass(registered.model, MemberOwned)


@EACH
@pytest.mark.parametrize("name", ["add", "delete", "history"])
def test_no_address_writes(registered: ModelAdmin, name: str) -> None:
    opts = registered.opts
    for args in ([], ["1"]):
        with pytest.raises(NoReverseMatch):
            reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=args)


def test_addresses_are_these_and_no_others() -> None:
    def names(patterns: list[Any]) -> set[str]:
        found: set[str] = set()
        for pattern in patterns:
            is_leaf = isinstance(pattern, URLPattern)
            found |= {str(pattern.name)} if is_leaf else names(pattern.url_patterns)
        return found

    lists = {f"{m._meta.app_label}_{m._meta.model_name}_changelist" for m, _a in REGISTERED}
    assert names(site.get_urls()) - lists == {
        "index",
        "jsi18n",
        "app_list",
        "accounts_member_change",
        "recommendations_call_change",
        "recommendations_communique_change",
        "recommendations_recommendation_change",
        "tracker_plan_change",
        "tracker_report_change",
        "tracker_report_comment",
        "tracker_report_move",
    }


@pytest.mark.parametrize("role", SECRETARIAT)
def test_agreed_text_is_read_and_never_changed(client: Client, db: None, role: str) -> None:
    recommendation = Recommendation.objects.get(code="2022-08")
    address = reverse("admin:recommendations_recommendation_change", args=[recommendation.pk])
    shown = sit(client, role).get(address).content.decode()
    assert recommendation.working_title in shown
    assert "Monitoring and reporting system" in shown
    said = {"working_title": "Changed", "elements-0-text": "Changed", "elements-TOTAL_FORMS": "1"}
    assert client.post(address, said).status_code == 403
    assert Recommendation.objects.get(code="2022-08").working_title == recommendation.working_title


def test_nobody_raises_their_own_rights(client: Client, db: None) -> None:
    seat = factories.make_seat(Role.REVIEWER, reviews=["KEN"])
    client.force_login(seat.user)
    address = reverse("admin:accounts_appointment_changelist")
    said = {"form-TOTAL_FORMS": "1", "form-0-id": seat.pk, "form-0-role": "administrator"}
    client.post(address, {**said, "_save": "1"})
    client.post(f"{address}{seat.pk}/change/", {"role": "administrator"})
    seat.refresh_from_db()
    assert seat.role == Role.REVIEWER


def test_filter_over_hidden_relations_is_refused(client: Client, db: None) -> None:
    address = reverse("admin:tracker_report_changelist")
    asked = {"member__appointments__user__email__startswith": "a"}
    assert sit(client, Role.REVIEWER).get(address, asked).status_code == 400


def make_mail() -> OutgoingMail:
    return OutgoingMail.objects.create(
        recipient=factories.make_user(),
        kind=MailKind.DIGEST,
        template="digest",
        facts={"secret": "words of a fact"},
        local_date="2026-05-04",
        next_attempt_at="2026-05-04T09:00:00Z",
        message_id="<one@tracker.example>",
        state=MailState.PENDING,
    )


def test_administrator_sees_mails_without_their_facts(client: Client, db: None) -> None:
    make_mail()
    shown = (
        sit(client, Role.ADMINISTRATOR)
        .get(reverse("admin:tracker_outgoingmail_changelist"))
        .content.decode()
    )
    assert "one@tracker.example" in shown
    assert "words of a fact" not in shown


@pytest.mark.parametrize("name", ["outgoingmail", "reminder"])
def test_reviewer_does_not_see_mails(client: Client, db: None, name: str) -> None:
    make_mail()
    address = reverse(f"admin:tracker_{name}_changelist")
    assert sit(client, Role.REVIEWER).get(address).status_code == 403
    index = client.get(reverse("admin:index")).content.decode()
    assert reverse("admin:tracker_report_changelist") in index
    assert address not in index


@EACH
def test_pages_carry_no_inline_style_or_script(
    client: Client, db: None, registered: ModelAdmin
) -> None:
    shown = sit(client, Role.ADMINISTRATOR).get(changelist(registered)).content.decode()
    assert "<style" not in shown
    assert " style=" not in shown
    assert "<script>" not in shown


def test_actor_of_the_admin_is_the_active_seat(client: Client, kari: Actor) -> None:
    seat = factories.make_seat(Role.REVIEWER, user=kari.user, reviews=["KEN"])
    client.force_login(kari.user)
    assert client.get(reverse("admin:index")).status_code == 403
    session = client.session
    session["seat"] = str(seat.public_id)
    session.save()
    assert client.get(reverse("admin:index")).status_code == 200


def test_plan_with_a_file_is_read_without_a_way_round_the_files_own_door(
    client: Client, db: None
) -> None:
    factories.submitted(factories.make_report("KEN"))
    plan = factories.make_plan("KEN", file="KEN/abc", file_name="plan.pdf", sha256="0" * 64)
    client.force_login(factories.reviewer("KEN").user)
    shown = client.get(reverse("admin:tracker_plan_change", args=[plan.public_id]))
    assert shown.status_code == 200
    assert "plan.pdf" in shown.content.decode()
    assert "KEN/abc" not in shown.content.decode()

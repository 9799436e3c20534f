"""Plans and actions: what may be written, what a refusal leaves, what becomes of them in the next
generation, and what is published when."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.actor import PUBLIC, Actor
from recommendations.models import Recommendation
from tests import factories
from tracker.domain import actions, plans
from tracker.domain.carrying_over import Decision, carry_over
from tracker.domain.errors import Conflict, Duplicate, Gone, IllegalMove, NotAllowed
from tracker.domain.publication import publish_edition, withdraw_edition
from tracker.models import Action, Plan, Report

pytestmark = pytest.mark.django_db
ENOUGH = {"title": "Plan", "language": "en", "kind": "nap"}


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report()


def stored(model: type[Plan] | type[Action] = Plan) -> list[dict[str, Any]]:
    return list(model.objects.working().order_by("pk").values())


def seen(actor: Actor, model: type[Plan] | type[Action] = Plan) -> set[uuid.UUID]:
    return set(model.objects.visible_to(actor).values_list("public_id", flat=True))


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"title": " "}, "title"),
        ({"kind": "treaty"}, "kind"),
        ({"language": ""}, "language"),
        ({"generation": 0}, "generation"),
        ({"linked_plans": ["astrology"]}, "linked_plans"),
        ({"budget_total": Decimal(5)}, "budget_currency"),
        ({"budget_currency": "KES"}, "budget_total"),
        ({"budget_total": Decimal(5), "budget_currency": "KES"}, "budget_state"),
        (
            {
                "budget_total": Decimal("5.5"),
                "budget_currency": "JPY",
                "budget_state": "appropriated",
            },
            "budget_total",
        ),
        (
            {"period_start": dt.date(2025, 1, 1), "period_end": dt.date(2024, 1, 1)},
            "period_end",
        ),
        ({"document_url": "javascript:alert(1)"}, "document_url"),
        ({"withdrawn_reason": "x"}, "withdrawn_reason"),
    ],
)
def test_wrong_fact_is_named_and_nothing_is_written(amina, report, facts, wrong):
    plan = factories.make_plan()
    before = stored()
    for write in (
        lambda: plans.add(amina, report.member, {**ENOUGH, **facts}),
        lambda: plans.change(amina, plan, 1, facts),
    ):
        with pytest.raises(ValidationError) as refused:
            write()
        assert wrong in refused.value.message_dict
        assert stored() == before
        plan.refresh_from_db()


def test_plan_never_comes_before_itself_nor_after_a_stranger(amina, report):
    first = factories.make_plan()
    second = factories.make_plan(predecessor=first)
    for before in (second, first, factories.make_plan("NOR")):
        with pytest.raises(ValidationError, match=r"before itself|own member"):
            plans.change(amina, Plan.internal.get(pk=first.pk), 1, {"predecessor": before})
    assert Plan.internal.get(pk=first.pk).predecessor is None


def test_stale_version_writes_nothing(amina, report):
    plan = factories.make_plan()
    Plan.internal.filter(pk=plan.pk).update(version=2)
    with pytest.raises(Conflict):
        plans.change(amina, plan, 1, {"title": "Mine"})
    assert stored()[0]["title"] != "Mine"


def test_actions_follow_the_class_of_their_plan_and_are_never_wider(amina, report):
    plan = factories.make_plan()
    following = factories.make_action(plan, "1")
    narrower = factories.make_action(plan, "2", confidentiality="restricted")
    plans.change(amina, plan, 1, {"confidentiality": "public"})
    classes = dict(Action.objects.working().values_list("code", "confidentiality"))
    assert classes == {"1": "public", "2": "restricted"}
    plans.change(amina, plan, 2, {"confidentiality": "network"})
    following.refresh_from_db()
    assert following.confidentiality == "network"
    before = stored(Action)
    with pytest.raises(ValidationError) as refused:
        actions.change(amina, following, following.version, {"confidentiality": "public"})
    assert set(refused.value.message_dict) == {"confidentiality"}
    assert stored(Action) == before
    assert narrower.confidentiality == "restricted"


def test_same_number_twice_in_a_plan_is_a_duplicate_that_names_the_first(amina, report):
    plan = factories.make_plan()
    first = factories.make_action(plan, "1.1")
    with pytest.raises(Duplicate) as refused:
        actions.add(amina, plan, {"code": "1.1", "text": "Again"})
    assert refused.value.existing == first
    assert len(stored(Action)) == 1
    actions.add(amina, factories.make_plan(), {"code": "1.1", "text": "In another plan"})


def test_action_with_words_alone_takes_language_and_class_of_its_plan(amina, report):
    plan = factories.make_plan(language="sw", confidentiality="network")
    serves = list(Recommendation.objects.filter(code__in=["2022-08", "2023-04"]))
    row = actions.add(amina, plan, {"text": "Mafunzo", "recommendations": serves})
    assert (row.language, row.confidentiality, row.delivery) == ("sw", "network", "not_reported")
    assert row.recommendations.count() == 2
    history = row.recommendations.through._meta.apps.get_model("tracker", "ActionServesEvent")
    assert history.objects.filter(action=row.pk, pgh_label="insert").count() == 2


@pytest.mark.parametrize("who", ["viewer", "contributor", "reviewer", "stranger", "frozen"])
def test_who_has_no_right_writes_nothing(amina, report, who):
    plan = factories.make_plan()
    action = factories.make_action(plan)
    actor = {
        "reviewer": lambda: factories.reviewer("KEN"),
        "stranger": factories.kari,
        "frozen": lambda: amina,
    }.get(who, lambda: factories.actor(factories.make_seat(who, "KEN")))()
    if who == "frozen":
        plan.member.frozen_at, plan.member.frozen_reason = dt.datetime.now(dt.UTC), "A coup."
        plan.member.save()
    before = (stored(), stored(Action))
    for write in (
        lambda: plans.add(actor, plan.member, ENOUGH),
        lambda: plans.change(actor, plan, 1, {"title": "Mine"}),
        lambda: plans.remove(actor, plan, 1),
        lambda: actions.add(actor, plan, {"text": "Mine"}),
        lambda: actions.change(actor, action, 1, {"text": "Mine"}),
        lambda: actions.remove(actor, action, 1),
        lambda: carry_over(actor, plan, 1, {}),
    ):
        with pytest.raises(NotAllowed):
            write()
    assert (stored(), stored(Action)) == before


def test_carried_over_actions_know_where_they_went(amina, report):
    old = factories.make_plan()
    new = factories.make_plan(predecessor=old)
    here = factories.make_action(new, "9")
    kept = factories.make_action(
        old, "1", "2022-08", due_on=dt.date(2024, 1, 1), delivery="met", objective="Peace"
    )
    into_kept, into_new, gone = (factories.make_action(old, code) for code in "234")
    done = carry_over(
        amina,
        new,
        1,
        {
            kept.public_id: Decision("kept"),
            into_kept.public_id: Decision("merged", kept.public_id, "The same."),
            into_new.public_id: Decision("merged", here.public_id, "Wider now."),
            gone.public_id: Decision("dropped", None, "Done."),
        },
    )
    assert done == 4
    copy = Action.objects.working().get(plan=new, code="1")
    assert (copy.objective, copy.due_on, copy.delivery) == ("Peace", None, "not_reported")
    assert [r.code for r in copy.recommendations.all()] == ["2022-08"]
    rows = {a.code: (a.fate, a.successor, a.fate_reason) for a in old.actions.unscoped()}
    assert rows == {
        "1": ("kept", copy, ""),
        "2": ("merged", copy, "The same."),
        "3": ("merged", here, "Wider now."),
        "4": ("dropped", None, "Done."),
    }
    assert Plan.internal.get(pk=old.pk).status == "in_force"
    actions.remove(amina, copy, 1)
    fates = dict(old.actions.unscoped().values_list("code", "fate"))
    assert fates == {"1": "undecided", "2": "undecided", "3": "merged", "4": "dropped"}


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (None, "fate"),
        (Decision("burned"), "fate"),
        (Decision("dropped"), "reason"),
        (Decision("merged", None, "Why"), "into"),
        (Decision("merged", uuid.UUID(int=1), "Why"), "into"),
        (Decision("merged", "itself", "Why"), "into"),  # type: ignore[arg-type]
        (Decision("kept"), "fate"),
    ],
)
def test_carry_over_that_cannot_be_done_writes_nothing(amina, report, said, wrong):
    old = factories.make_plan()
    new = factories.make_plan(predecessor=old)
    factories.make_action(new, "1")
    row = factories.make_action(old, "1")
    if said and said.into == "itself":
        said = Decision(said.fate, row.public_id, said.reason)
    before = (stored(), stored(Action))
    with pytest.raises(ValidationError) as refused:
        carry_over(amina, new, 1, {row.public_id: said} if said else {}, supersede=True)
    assert set(refused.value.message_dict) == {f"{wrong}-{row.public_id}"}
    assert (stored(), stored(Action)) == before


def test_plan_that_is_followed_or_published_is_not_removed(amina, report):
    old = factories.make_plan(confidentiality="public")
    new = factories.make_plan(predecessor=old)
    with pytest.raises(IllegalMove):
        plans.remove(amina, old, 1)
    plans.remove(amina, new, 1)
    with pytest.raises(Gone):
        plans.remove(amina, new, 1)
    factories.published(report)
    with pytest.raises(IllegalMove):
        plans.remove(amina, old, 1)
    assert [row["id"] for row in stored()] == [old.pk]


def test_shared_plans_go_out_with_the_report_and_do_not_move_with_edits(amina, kari, report):
    public = factories.make_plan(title="Shown", confidentiality="public")
    follower = factories.make_plan(confidentiality="network", predecessor=public)
    inner = factories.make_plan(confidentiality="member")
    factories.make_action(public, "1", "2022-08")
    factories.make_action(public, "2", confidentiality="member")
    factories.published(report)
    assert seen(PUBLIC) == {public.public_id}
    assert seen(kari) == {public.public_id, follower.public_id}
    assert inner.public_id not in seen(kari)
    shown = Action.objects.visible_to(PUBLIC).get()
    assert (shown.code, [r.code for r in shown.recommendations.all()]) == ("1", ["2022-08"])
    assert shown.plan == Plan.objects.published().get(public_id=public.public_id)
    copy = Plan.objects.published().get(public_id=follower.public_id)
    assert copy.predecessor == shown.plan
    plans.change(amina, Plan.internal.get(pk=public.pk), 1, {"title": "Changed"})
    assert Plan.objects.visible_to(PUBLIC).get().title == "Shown"
    publish_edition(report)
    publish_edition(report)
    assert Plan.objects.visible_to(PUBLIC).get().title == "Changed"
    assert Action.objects.visible_to(PUBLIC).count() == 1


def test_publishing_again_takes_back_what_is_shared_no_more(amina, kari, report):
    plan = factories.make_plan(confidentiality="public")
    factories.make_action(plan, "1")
    factories.published(report)
    plans.change(amina, plan, 1, {"confidentiality": "network"})
    publish_edition(report)
    assert (seen(PUBLIC), seen(PUBLIC, Action)) == (set(), set())
    assert len(seen(kari, Action)) == 1
    plans.change(amina, Plan.internal.get(pk=plan.pk), 2, {"confidentiality": "member"})
    publish_edition(report)
    assert (seen(kari), seen(kari, Action)) == (set(), set())


def test_withdrawn_plan_is_gone_at_once_and_stays_out_until_it_is_offered_again(report, amina):
    plan = factories.make_plan(confidentiality="public")
    factories.make_action(plan)
    with pytest.raises(IllegalMove):
        plans.withdraw(amina, plan, 1, "Too early.")
    factories.published(report)
    with pytest.raises(ValidationError):
        plans.withdraw(amina, plan, 1, " ")
    assert len(seen(PUBLIC)) == 1
    plan = plans.withdraw(amina, plan, 1, "It names somebody.")
    assert (seen(PUBLIC), seen(PUBLIC, Action)) == (set(), set())
    publish_edition(report)
    assert seen(PUBLIC) == set()
    plans.offer_again(amina, plan, 2)
    assert seen(PUBLIC) == set()
    publish_edition(report)
    assert seen(PUBLIC) == {plan.public_id}


def test_reviewer_withdraws_what_they_read_only_as_published(report):
    plan = factories.make_plan(confidentiality="public")
    factories.published(report)
    Plan.internal.filter(pk=plan.pk).update(confidentiality="restricted", version=5)
    rita = factories.reviewer("KEN")
    copy = Plan.objects.visible_to(rita).get()
    assert copy.edition == "published"
    plans.withdraw(rita, copy, copy.version, "It names somebody.")
    assert seen(PUBLIC) == set()
    assert Plan.internal.get(pk=plan.pk).withdrawn_reason == "It names somebody."


def test_plans_leave_with_the_last_published_report_of_their_member(report):
    factories.make_plan(confidentiality="public")
    earlier = factories.make_report("KEN", factories.make_cycle("2025"))
    for one in (earlier, report):
        factories.published(one)
    withdraw_edition(report)
    assert len(seen(PUBLIC)) == 1
    factories.put(report, state="withdrawn", withdrawn_at=dt.datetime.now(dt.UTC))
    withdraw_edition(earlier)
    assert seen(PUBLIC) == set()


def test_reviewer_reads_plans_from_the_first_submission_on(report):
    plan = factories.make_plan()
    rita = factories.reviewer("KEN")
    assert seen(rita) == set()
    factories.submitted(report)
    assert seen(rita) == {plan.public_id}
    assert seen(factories.reviewer("NOR")) == set()

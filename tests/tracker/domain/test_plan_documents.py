"""The document of a plan as a file: let in as evidence is, cleaned when published, gone in time."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from tests import factories
from tests.hostile import honest
from tests.tracker.cleaning import signed
from tracker.domain import plan_documents, plans
from tracker.domain.errors import Conflict, IllegalMove, NotAllowed
from tracker.domain.publication import publish_edition, withdraw_edition
from tracker.domain.sweeping import sweep_files
from tracker.models import Plan

pytestmark = pytest.mark.django_db


def stored() -> set[str]:
    root = Path(django_settings.EVIDENCE_DIR)
    return {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()}


def content_of(plan: Plan) -> bytes:
    return (Path(django_settings.EVIDENCE_DIR) / plan.file.name).read_bytes()


def photo() -> ContentFile:
    return ContentFile(signed.jpeg(), name="plan.jpg")


@pytest.fixture
def report(db):
    report = factories.make_report("KEN")
    factories.answer(report, status="in_progress", confidentiality="public")
    return report


@pytest.fixture
def plan(report):
    return factories.make_plan("KEN", confidentiality="public")


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_published_plan_has_a_cleaned_file_of_its_own_which_goes_with_it(
    amina, plan, report, committed
):
    with committed():
        plan = plan_documents.attach(amina, plan, 1, photo())
        factories.published(report)
    copy = Plan.objects.published().get()
    assert signed.WHO.encode() not in content_of(copy)
    assert content_of(plan) == signed.jpeg()
    assert (copy.original_sha256, plan.original_sha256) == (plan.sha256, "")
    with committed():
        publish_edition(report)
    assert Plan.objects.published().get().file.name == copy.file.name
    with committed():
        plans.withdraw(amina, plan, 2, "It names somebody.")
    assert stored() == {plan.file.name}


def test_withdrawn_report_takes_the_published_file_along(amina, plan, report, committed):
    with committed():
        plan = plan_documents.attach(amina, plan, 1, photo())
        factories.published(report)
    with committed():
        withdraw_edition(report)
    assert stored() == {plan.file.name}


def test_replaced_removed_and_deleted_files_leave_the_store(amina, plan, committed):
    with committed():
        first = plan_documents.attach(amina, plan, 1, photo()).file.name
    with committed():
        second = plan_documents.attach(amina, plan, 2, ContentFile(honest.pdf(), name="p.pdf"))
    assert stored() == {second.file.name} != {first}
    with committed():
        bare = plan_documents.remove(amina, plan, 3)
    assert (stored(), bare.file.name, bare.size, bare.sha256) == (set(), "", None, "")
    with pytest.raises(IllegalMove):
        plan_documents.remove(amina, plan, 4)
    with committed():
        plan_documents.attach(amina, plan, 4, photo())
    with committed():
        plans.remove(amina, plan, 5)
    assert stored() == set()


def test_refused_file_leaves_plan_and_store_as_they_were(amina, otieno, plan, settings, committed):
    before = Plan.internal.values().get()
    with pytest.raises(ValidationError, match="file"):
        plan_documents.attach(amina, plan, 1, ContentFile(b"<svg/>", name="plan.svg"))
    with pytest.raises(Conflict):
        plan_documents.attach(amina, plan, 9, photo())
    with pytest.raises(NotAllowed):
        plan_documents.attach(otieno, plan, 1, photo())
    settings.EVIDENCE_QUOTA_MB = 0
    with pytest.raises(ValidationError, match="MB left"):
        plan_documents.attach(amina, plan, 1, photo())
    assert Plan.internal.values().get() == before
    assert stored() == set()


def test_file_of_a_plan_is_no_orphan(amina, plan):
    plan = plan_documents.attach(amina, plan, 1, photo())
    plan.file.storage.save("KEN/orphan", ContentFile(b"x"))
    then = (timezone.now() - dt.timedelta(hours=25)).timestamp()
    for name in stored():
        os.utime(Path(django_settings.EVIDENCE_DIR) / name, (then, then))
    assert sweep_files() == 1
    assert stored() == {plan.file.name}

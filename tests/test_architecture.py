"""The house guards what the import linter cannot see."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

import tracker
from accounts.owned import MemberOwned
from tracker.models.content import MemberContent

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("recommendations", "accounts", "tracker")
# Who may know whom. Django's own apps and the history's context are free for all.
KNOWS = {
    "recommendations": {"recommendations"},
    "accounts": {"accounts", "recommendations", "pghistory"},
    "tracker": {"tracker", "accounts", "recommendations", "pghistory"},
}
OWNED = [m for m in apps.get_models() if issubclass(m, MemberOwned)]
# Verbs that asked a rule, reads for the system, pages of the published edition, and invitations,
# which open to who holds their key.
MAY_READ_UNSCOPED = (
    "accounts/owned.py",
    "accounts/queries.py",
    "tracker/demo/",
    "tracker/domain/",
    "tracker/emails/people.py",
    "tracker/management/",
    "tracker/models/",
    "tracker/queries/",
    "tracker/rules/assignments.py",
    "tracker/rules/reading.py",
)


def sources(*packages: str) -> list[Path]:
    return [
        path
        for package in packages or PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
    ]


@pytest.mark.parametrize("package", PACKAGES)
def test_foreign_keys_point_along_the_arrow(package):
    for model in apps.get_app_config(package).get_models():
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model:
                assert field.related_model._meta.app_label in KNOWS[package], field


def test_templates_of_lower_packages_link_to_no_upper_page():
    for package in ("recommendations", "accounts"):
        for path in (ROOT / package).rglob("*.html"):
            assert not re.search(r"{%\s*url\s+['\"](tracker|api):", path.read_text()), path


def test_shared_tasks_belong_to_our_own_celery_app():
    assert tracker.celery_app.main == "tracker"
    assert current_app._get_current_object() is tracker.celery_app


def test_only_listed_files_read_owned_rows_without_a_reader():
    for path in sources():
        name = str(path.relative_to(ROOT))
        if name.startswith(MAY_READ_UNSCOPED):
            continue
        text = path.read_text()
        found = re.findall(
            r"\.unscoped\(|\.working\(|\.internal\b(?!\.auth|\.flows|\.stagekit| import)", text
        )
        assert not found, f"{name} reads owned rows without a reader: {found}"


@pytest.mark.parametrize("model", OWNED, ids=lambda m: m.__name__)
def test_owned_model_has_a_public_id_a_member_and_a_history(model):
    assert model._meta.get_field("public_id").get_default() is not None
    assert not model._meta.get_field("member").null
    history = apps.get_model(model._meta.app_label, f"{model.__name__}Event")
    assert {"pgh_label", "pgh_context", "pgh_created_at"} <= {
        f.name for f in history._meta.get_fields()
    }
    names = {trigger.name for trigger in model._meta.triggers}
    assert {"insert_insert", "update_update", "delete_delete"} <= names
    assert model._meta.base_manager.name == "internal"


@pytest.mark.parametrize(
    "model", [m for m in OWNED if issubclass(m, MemberContent)], ids=lambda m: m.__name__
)
def test_model_with_editions_publishes_only_what_is_shared(model):
    names = {c.name for c in model._meta.constraints}
    assert any(name.endswith("published_only_if_shared") for name in names)


@pytest.mark.django_db
def test_history_triggers_are_in_the_database():
    with connection.cursor() as cursor:
        cursor.execute("select tgrelid::regclass::text from pg_trigger where not tgisinternal")
        tables = {row[0] for row in cursor.fetchall()}
    assert {m._meta.db_table for m in OWNED} <= tables


@pytest.mark.parametrize("package", PACKAGES)
def test_every_model_says_what_it_is_in_the_world(package):
    for model in apps.get_app_config(package).get_models():
        if model.__name__.endswith("Event") or model._meta.auto_created:
            continue
        assert model.__doc__, model
        assert not model.__doc__.startswith(f"{model.__name__}("), model


def test_every_public_domain_function_says_what_it_does():
    for path in sources("tracker"):
        if path.parent.name != "domain":
            continue
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                short = (node.end_lineno or 0) - node.lineno <= 4
                assert ast.get_docstring(node) or short, f"{path}: {node.name}"


@pytest.mark.django_db
def test_migrations_are_named_by_intent_and_end_in_one_leaf():
    loader = MigrationLoader(connection)
    for package in PACKAGES:
        assert len(loader.graph.leaf_nodes(package)) == 1
    names = [name for label, name in loader.disk_migrations if label in PACKAGES]
    assert not [n for n in names if re.search(r"_auto_|_and_more$|_alter_\w+$", n)]


def test_code_stays_in_small_files():
    long = {
        str(path.relative_to(ROOT)): count
        for path in sources()
        if (count := path.read_text().count("\n")) > 400 and path.name != "settings.py"
    }
    assert not long, "These files ask for a second room."


def test_every_domain_verb_that_writes_takes_an_actor_first():
    from tracker.domain import (
        actions,
        assignments,
        budgets,
        calendar_feeds,
        carrying_over,
        civil_society,
        communiques,
        cycles,
        evidence,
        evidence_checking,
        export_jobs,
        handing_over,
        holding,
        indicators,
        invitations,
        keys,
        mail_preferences,
        measurements,
        people_accounts,
        plan_documents,
        plans,
        progress,
        putting_back,
        rates,
        reminder_rules,
        review,
        seats,
        second_factor,
        snapshots,
        workflow,
    )

    verbs = [
        assignments.assign,
        assignments.ask_newcomer,
        assignments.change_due,
        assignments.withdraw,
        assignments.call_ready,
        assignments.call_back,
        keys.issue,
        keys.revoke,
        progress.record,
        progress.confirm_unchanged,
        evidence.add,
        evidence.change,
        evidence.remove,
        plans.add,
        plans.change,
        plans.remove,
        plans.withdraw,
        plans.offer_again,
        plan_documents.attach,
        plan_documents.remove,
        actions.add,
        actions.change,
        actions.remove,
        carrying_over.carry_over,
        indicators.add,
        indicators.change,
        indicators.remove,
        indicators.withdraw,
        measurements.add,
        measurements.change,
        measurements.remove,
        evidence_checking.check,
        export_jobs.order,
        export_jobs.remove,
        export_jobs.make_again,
        export_jobs.fetched,
        budgets.add_line,
        budgets.change_line,
        budgets.remove_line,
        budgets.record_figure,
        budgets.revise_figure,
        budgets.remove_figure,
        calendar_feeds.make,
        calendar_feeds.revoke,
        putting_back.put_back,
        civil_society.file,
        civil_society.revise,
        civil_society.choose_audience,
        civil_society.hide,
        civil_society.take_back,
        cycles.open_cycle,
        cycles.fill_missing,
        cycles.move_dates,
        cycles.close_cycle,
        cycles.reopen_cycle,
        communiques.import_communique,
        rates.enter,
        reminder_rules.change,
        snapshots.seal,
        review.comment,
        review.answer,
        review.resolve,
        workflow.perform,
        mail_preferences.choose,
        mail_preferences.pause,
        mail_preferences.resume,
        handing_over.hand_over,
        handing_over.take_back,
        holding.hold,
        holding.release,
        holding.resend,
        holding.send_now,
        invitations.accept,
        invitations.invite,
        invitations.send_again,
        invitations.withdraw,
        people_accounts.ask_for_new_address,
        people_accounts.close_account,
        people_accounts.end_sessions,
        people_accounts.reopen_account,
        people_accounts.save_details,
        seats.delegate,
        seats.end,
        seats.freeze,
        seats.replace,
        seats.set_reviewed,
        seats.unfreeze,
        second_factor.ask,
        second_factor.confirm,
        second_factor.withdraw,
    ]
    for verb in verbs:
        assert next(iter(inspect.signature(verb).parameters)) == "actor", verb

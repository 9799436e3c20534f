"""The history of plans: nobody changes it, and restricted words stand in it only as their hash."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

from accounts.composite import PATIENCE
from accounts.history import guard_history
from tracker.sealing import seal_restricted

PLAN_WORDS = (
    "title english_title adopting_authority legal_form phases lead_institution coordination_body "
    "parliament_periodicity reporting_periodicity budget_total frameworks "
    "partner_networks document_url contact_office withdrawn_reason"
).split()
ACTION_WORDS = (
    "code text objective outcome output lead_institution supporting_institutions cost_estimate "
    "external_reference partner_networks fate_reason"
).split()


def seal(apps, schema_editor):
    seal_restricted(schema_editor, "tracker_planevent", PLAN_WORDS)
    seal_restricted(schema_editor, "tracker_actionevent", ACTION_WORDS)
    guard_history(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("tracker", "0090_plans_and_actions"),
    ]

    operations = [
        PATIENCE,
        ValidateConstraint("plan", "plan_predecessor_of_member"),
        ValidateConstraint("action", "action_plan_of_member"),
        ValidateConstraint("action", "action_successor_of_member"),
        migrations.RunPython(seal, migrations.RunPython.noop),
        PATIENCE,
    ]

from django.db import migrations

from tracker.sealing import seal_restricted

FORGET_REASONS = """
DROP TRIGGER IF EXISTS history_guard_update ON pghistory_context;
UPDATE pghistory_context SET metadata = metadata - 'why' WHERE metadata ? 'why' AND id IN (
    SELECT pgh_context_id FROM tracker_progressentryevent WHERE confidentiality = 'restricted'
)
"""


def seal(apps, schema_editor):
    seal_restricted(
        schema_editor,
        "tracker_progressentryevent",
        ["status_reason", "narrative", "obstacles", "next_steps", "elements"],
    )
    seal_restricted(
        schema_editor,
        "tracker_evidenceevent",
        ["title", "issued_by", "url", "file", "file_name", "relevance", "page_pin"],
    )
    seal_restricted(schema_editor, "tracker_budgetlineevent", ["title", "body", "share_percent"])
    seal_restricted(schema_editor, "tracker_budgetfigureevent", ["amount"])
    seal_restricted(schema_editor, "tracker_reviewcommentevent", ["text", "answer"], by_entry=True)
    schema_editor.execute(FORGET_REASONS)


class Migration(migrations.Migration):
    """Before history is closed: what it holds of restricted rows is sealed too."""

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("tracker", "0011_same_member_proven"),
    ]

    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]

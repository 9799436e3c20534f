import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from accounts.history import guard_history


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0020_history_is_append_only"),
        ("tracker", "0020_restricted_text_only_as_its_hash"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportingCycleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=20)),
                ("meeting_on", models.DateField()),
                ("opens_on", models.DateField()),
                ("ministry_due_on", models.DateField()),
                ("due_on", models.DateField()),
                ("publishes_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EvidenceLink",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("tracker.evidence_entries",),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="assignment",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="assignment",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="assignment",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="budgetfigure",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="budgetfigure",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="budgetfigure",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="budgetline",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="budgetline",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="budgetline",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="evidence",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="evidence",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="evidence",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="progressentry",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="progressentry",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="progressentry",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="report",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="report",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="report",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reviewcomment",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reviewcomment",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reviewcomment",
            name="delete_delete",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_assignmentevent" ("appointment_id", "budget_line_id", "created_at", "due_on", "entry_id", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "ready_at", "updated_at", "version") VALUES (NEW."appointment_id", NEW."budget_line_id", NEW."created_at", NEW."due_on", NEW."entry_id", NEW."id", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."ready_at", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="24a25a7d91e223c68fdfd4a1a581f9ad6878806a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ac9e9",
                    table="tracker_assignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tracker_assignmentevent" ("appointment_id", "budget_line_id", "created_at", "due_on", "entry_id", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "ready_at", "updated_at", "version") VALUES (NEW."appointment_id", NEW."budget_line_id", NEW."created_at", NEW."due_on", NEW."entry_id", NEW."id", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."ready_at", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="97085289c1082ee92591dc81f7f3a46e7f6e5df4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7decd",
                    table="tracker_assignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_assignmentevent" ("appointment_id", "budget_line_id", "created_at", "due_on", "entry_id", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "ready_at", "updated_at", "version") VALUES (OLD."appointment_id", OLD."budget_line_id", OLD."created_at", OLD."due_on", OLD."entry_id", OLD."id", OLD."member_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."ready_at", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="eb3f43127b0c9fb7ddb055940a1c64cb92f9a891",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_85529",
                    table="tracker_assignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="117e6d4b09d4a8ced1d6dd5d97c883ee8a7455b8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9f8ac",
                    table="tracker_assignmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="budgetfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_budgetfigureevent" ("amount", "as_of", "confidentiality", "created_at", "currency", "data_state", "edition", "evidence_id", "id", "line_id", "member_id", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "quality", "report_id", "stage", "updated_at", "version") VALUES (NEW."amount", NEW."as_of", NEW."confidentiality", NEW."created_at", NEW."currency", NEW."data_state", NEW."edition", NEW."evidence_id", NEW."id", NEW."line_id", NEW."member_id", NEW."period_end", NEW."period_start", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."quality", NEW."report_id", NEW."stage", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="86114a46c60cb5ae47575b7aa1577f14fa6c1b30",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b78be",
                    table="tracker_budgetfigure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="budgetfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tracker_budgetfigureevent" ("amount", "as_of", "confidentiality", "created_at", "currency", "data_state", "edition", "evidence_id", "id", "line_id", "member_id", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "quality", "report_id", "stage", "updated_at", "version") VALUES (NEW."amount", NEW."as_of", NEW."confidentiality", NEW."created_at", NEW."currency", NEW."data_state", NEW."edition", NEW."evidence_id", NEW."id", NEW."line_id", NEW."member_id", NEW."period_end", NEW."period_start", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."quality", NEW."report_id", NEW."stage", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="7d1a2b0a730b352e7ea6bc3b592147418e2a4ad7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_65f52",
                    table="tracker_budgetfigure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="budgetfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_budgetfigureevent" ("amount", "as_of", "confidentiality", "created_at", "currency", "data_state", "edition", "evidence_id", "id", "line_id", "member_id", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "quality", "report_id", "stage", "updated_at", "version") VALUES (OLD."amount", OLD."as_of", OLD."confidentiality", OLD."created_at", OLD."currency", OLD."data_state", OLD."edition", OLD."evidence_id", OLD."id", OLD."line_id", OLD."member_id", OLD."period_end", OLD."period_start", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."quality", OLD."report_id", OLD."stage", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="56a68cb8d4f36488b0db3fabc31d0841a48a003e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_14309",
                    table="tracker_budgetfigure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="budgetfigureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bc01ead44f82369f3090515a81613f11ff200798",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_dc8ae",
                    table="tracker_budgetfigureevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="budgetline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_budgetlineevent" ("body", "commitment_origin", "confidentiality", "created_at", "edition", "embargo_until", "flexible", "gender_marker", "id", "is_dedicated", "member_id", "multi_year", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recipient_kind", "recommendation_id", "share_percent", "source", "title", "updated_at", "version", "women_led") VALUES (NEW."body", NEW."commitment_origin", NEW."confidentiality", NEW."created_at", NEW."edition", NEW."embargo_until", NEW."flexible", NEW."gender_marker", NEW."id", NEW."is_dedicated", NEW."member_id", NEW."multi_year", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."recipient_kind", NEW."recommendation_id", NEW."share_percent", NEW."source", NEW."title", NEW."updated_at", NEW."version", NEW."women_led"); RETURN NULL;',
                    hash="3b4e20d7b62cbee8b21fe7931b7ee3ac165a3dae",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_656ed",
                    table="tracker_budgetline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="budgetline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tracker_budgetlineevent" ("body", "commitment_origin", "confidentiality", "created_at", "edition", "embargo_until", "flexible", "gender_marker", "id", "is_dedicated", "member_id", "multi_year", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recipient_kind", "recommendation_id", "share_percent", "source", "title", "updated_at", "version", "women_led") VALUES (NEW."body", NEW."commitment_origin", NEW."confidentiality", NEW."created_at", NEW."edition", NEW."embargo_until", NEW."flexible", NEW."gender_marker", NEW."id", NEW."is_dedicated", NEW."member_id", NEW."multi_year", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."recipient_kind", NEW."recommendation_id", NEW."share_percent", NEW."source", NEW."title", NEW."updated_at", NEW."version", NEW."women_led"); RETURN NULL;',
                    hash="3b8f8f75018ad5f2fa7daf50160b5a6933e107fc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_83298",
                    table="tracker_budgetline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="budgetline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_budgetlineevent" ("body", "commitment_origin", "confidentiality", "created_at", "edition", "embargo_until", "flexible", "gender_marker", "id", "is_dedicated", "member_id", "multi_year", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recipient_kind", "recommendation_id", "share_percent", "source", "title", "updated_at", "version", "women_led") VALUES (OLD."body", OLD."commitment_origin", OLD."confidentiality", OLD."created_at", OLD."edition", OLD."embargo_until", OLD."flexible", OLD."gender_marker", OLD."id", OLD."is_dedicated", OLD."member_id", OLD."multi_year", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."recipient_kind", OLD."recommendation_id", OLD."share_percent", OLD."source", OLD."title", OLD."updated_at", OLD."version", OLD."women_led"); RETURN NULL;',
                    hash="49ed0a43410b1c90c3353e3fb0cbbed818ab8faf",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f3900",
                    table="tracker_budgetline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="budgetlineevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4b35bc8a616fff8b66ae5c672323c84a80c7b769",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6c305",
                    table="tracker_budgetlineevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_evidenceevent" ("added_by_id", "check_result", "checked_at", "checked_by_id", "confidentiality", "content_type", "created_at", "document_date", "edition", "elements", "file", "file_name", "form", "id", "issued_by", "kind", "language", "member_id", "page_pin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "relevance", "sha256", "size", "title", "updated_at", "url", "version") VALUES (NEW."added_by_id", NEW."check_result", NEW."checked_at", NEW."checked_by_id", NEW."confidentiality", NEW."content_type", NEW."created_at", NEW."document_date", NEW."edition", NEW."elements", NEW."file", NEW."file_name", NEW."form", NEW."id", NEW."issued_by", NEW."kind", NEW."language", NEW."member_id", NEW."page_pin", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."relevance", NEW."sha256", NEW."size", NEW."title", NEW."updated_at", NEW."url", NEW."version"); RETURN NULL;',
                    hash="dbabba36ccc3fb05847dc1014691e282e72340be",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dffb7",
                    table="tracker_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tracker_evidenceevent" ("added_by_id", "check_result", "checked_at", "checked_by_id", "confidentiality", "content_type", "created_at", "document_date", "edition", "elements", "file", "file_name", "form", "id", "issued_by", "kind", "language", "member_id", "page_pin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "relevance", "sha256", "size", "title", "updated_at", "url", "version") VALUES (NEW."added_by_id", NEW."check_result", NEW."checked_at", NEW."checked_by_id", NEW."confidentiality", NEW."content_type", NEW."created_at", NEW."document_date", NEW."edition", NEW."elements", NEW."file", NEW."file_name", NEW."form", NEW."id", NEW."issued_by", NEW."kind", NEW."language", NEW."member_id", NEW."page_pin", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."relevance", NEW."sha256", NEW."size", NEW."title", NEW."updated_at", NEW."url", NEW."version"); RETURN NULL;',
                    hash="e495ac7d27885b4d91813c98451af92d58a6b84b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a3a5c",
                    table="tracker_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_evidenceevent" ("added_by_id", "check_result", "checked_at", "checked_by_id", "confidentiality", "content_type", "created_at", "document_date", "edition", "elements", "file", "file_name", "form", "id", "issued_by", "kind", "language", "member_id", "page_pin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "relevance", "sha256", "size", "title", "updated_at", "url", "version") VALUES (OLD."added_by_id", OLD."check_result", OLD."checked_at", OLD."checked_by_id", OLD."confidentiality", OLD."content_type", OLD."created_at", OLD."document_date", OLD."edition", OLD."elements", OLD."file", OLD."file_name", OLD."form", OLD."id", OLD."issued_by", OLD."kind", OLD."language", OLD."member_id", OLD."page_pin", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."relevance", OLD."sha256", OLD."size", OLD."title", OLD."updated_at", OLD."url", OLD."version"); RETURN NULL;',
                    hash="fe36b9f1d4bea4fc78fd2b85e1a49366cd9a45c5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5c80c",
                    table="tracker_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidenceentriesevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="febd8be1f5ec6be22784d77b074c195bf0c128cc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_03369",
                    table="tracker_evidenceentriesevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidenceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c7c208e8a6ef9cb8b03d30502018858075779369",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1a98e",
                    table="tracker_evidenceevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="progressentry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_progressentryevent" ("carried_from", "confidentiality", "confirmed", "created_at", "edition", "elements", "id", "is_open", "is_ready", "language", "member_id", "narrative", "next_steps", "obstacles", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "public_id", "recommendation_id", "report_id", "status", "status_reason", "updated_at", "version") VALUES (NEW."carried_from", NEW."confidentiality", NEW."confirmed", NEW."created_at", NEW."edition", NEW."elements", NEW."id", NEW."is_open", NEW."is_ready", NEW."language", NEW."member_id", NEW."narrative", NEW."next_steps", NEW."obstacles", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."planned_on", NEW."public_id", NEW."recommendation_id", NEW."report_id", NEW."status", NEW."status_reason", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="8559b878afe2979eff7cfb1e650a82809367afe4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_15513",
                    table="tracker_progressentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="progressentry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tracker_progressentryevent" ("carried_from", "confidentiality", "confirmed", "created_at", "edition", "elements", "id", "is_open", "is_ready", "language", "member_id", "narrative", "next_steps", "obstacles", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "public_id", "recommendation_id", "report_id", "status", "status_reason", "updated_at", "version") VALUES (NEW."carried_from", NEW."confidentiality", NEW."confirmed", NEW."created_at", NEW."edition", NEW."elements", NEW."id", NEW."is_open", NEW."is_ready", NEW."language", NEW."member_id", NEW."narrative", NEW."next_steps", NEW."obstacles", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."planned_on", NEW."public_id", NEW."recommendation_id", NEW."report_id", NEW."status", NEW."status_reason", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="79e5413b729bf3cb61c6212acb2682a7ffa57d22",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9dc3c",
                    table="tracker_progressentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="progressentry",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_progressentryevent" ("carried_from", "confidentiality", "confirmed", "created_at", "edition", "elements", "id", "is_open", "is_ready", "language", "member_id", "narrative", "next_steps", "obstacles", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "public_id", "recommendation_id", "report_id", "status", "status_reason", "updated_at", "version") VALUES (OLD."carried_from", OLD."confidentiality", OLD."confirmed", OLD."created_at", OLD."edition", OLD."elements", OLD."id", OLD."is_open", OLD."is_ready", OLD."language", OLD."member_id", OLD."narrative", OLD."next_steps", OLD."obstacles", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."planned_on", OLD."public_id", OLD."recommendation_id", OLD."report_id", OLD."status", OLD."status_reason", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="d95e3d973adba6c3e8c9574fdcbab3836ab15243",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8358c",
                    table="tracker_progressentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="progressentryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5d8659869c66fb39d1ef7285d7af4298e2d9d1b7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_584b6",
                    table="tracker_progressentryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_reportevent" ("accepted_at", "cleared_at", "created_at", "cycle_id", "due_on", "id", "is_late", "member_id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_at", "receipt_number", "receipt_sha256", "released_at", "round", "state", "state_since", "submitted_at", "submitted_by_id", "updated_at", "version", "withdrawn_at") VALUES (NEW."accepted_at", NEW."cleared_at", NEW."created_at", NEW."cycle_id", NEW."due_on", NEW."id", NEW."is_late", NEW."member_id", NEW."message", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."published_at", NEW."receipt_number", NEW."receipt_sha256", NEW."released_at", NEW."round", NEW."state", NEW."state_since", NEW."submitted_at", NEW."submitted_by_id", NEW."updated_at", NEW."version", NEW."withdrawn_at"); RETURN NULL;',
                    hash="be8e0ff960e5f15fbcbf166a358ef90554d71c77",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2dbde",
                    table="tracker_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tracker_reportevent" ("accepted_at", "cleared_at", "created_at", "cycle_id", "due_on", "id", "is_late", "member_id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_at", "receipt_number", "receipt_sha256", "released_at", "round", "state", "state_since", "submitted_at", "submitted_by_id", "updated_at", "version", "withdrawn_at") VALUES (NEW."accepted_at", NEW."cleared_at", NEW."created_at", NEW."cycle_id", NEW."due_on", NEW."id", NEW."is_late", NEW."member_id", NEW."message", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."published_at", NEW."receipt_number", NEW."receipt_sha256", NEW."released_at", NEW."round", NEW."state", NEW."state_since", NEW."submitted_at", NEW."submitted_by_id", NEW."updated_at", NEW."version", NEW."withdrawn_at"); RETURN NULL;',
                    hash="df8ad1e2048a8f0ea10d5501e8ab04ed21dd558f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6671c",
                    table="tracker_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_reportevent" ("accepted_at", "cleared_at", "created_at", "cycle_id", "due_on", "id", "is_late", "member_id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_at", "receipt_number", "receipt_sha256", "released_at", "round", "state", "state_since", "submitted_at", "submitted_by_id", "updated_at", "version", "withdrawn_at") VALUES (OLD."accepted_at", OLD."cleared_at", OLD."created_at", OLD."cycle_id", OLD."due_on", OLD."id", OLD."is_late", OLD."member_id", OLD."message", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."published_at", OLD."receipt_number", OLD."receipt_sha256", OLD."released_at", OLD."round", OLD."state", OLD."state_since", OLD."submitted_at", OLD."submitted_by_id", OLD."updated_at", OLD."version", OLD."withdrawn_at"); RETURN NULL;',
                    hash="99e39727937e3ab38d7944c28a7a51e9d9a4a602",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1cc0f",
                    table="tracker_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a88f0f8e081f394c2d56c11e04f0793235932c67",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4794f",
                    table="tracker_reportevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportingcycle",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_reportingcycleevent" ("closes_on", "code", "created_at", "due_on", "id", "meeting_on", "ministry_due_on", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publishes_on") VALUES (NEW."closes_on", NEW."code", NEW."created_at", NEW."due_on", NEW."id", NEW."meeting_on", NEW."ministry_due_on", NEW."opens_on", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."publishes_on"); RETURN NULL;',
                    hash="7bd2950371f2d1c3e3a5fa73b72cf5c59cbe9522",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dce6d",
                    table="tracker_reportingcycle",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportingcycle",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tracker_reportingcycleevent" ("closes_on", "code", "created_at", "due_on", "id", "meeting_on", "ministry_due_on", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publishes_on") VALUES (NEW."closes_on", NEW."code", NEW."created_at", NEW."due_on", NEW."id", NEW."meeting_on", NEW."ministry_due_on", NEW."opens_on", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."publishes_on"); RETURN NULL;',
                    hash="4d4ff350d1acc69f098ac48ade04b27391f2c33a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0539d",
                    table="tracker_reportingcycle",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportingcycle",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_reportingcycleevent" ("closes_on", "code", "created_at", "due_on", "id", "meeting_on", "ministry_due_on", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publishes_on") VALUES (OLD."closes_on", OLD."code", OLD."created_at", OLD."due_on", OLD."id", OLD."meeting_on", OLD."ministry_due_on", OLD."opens_on", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."publishes_on"); RETURN NULL;',
                    hash="75f86adb64e2f7393eba11a34c9e3f872e9ae975",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4b48c",
                    table="tracker_reportingcycle",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewcomment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_reviewcommentevent" ("answer", "answered_at", "answered_by_id", "author_id", "created_at", "entry_id", "field", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "report_id", "resolved_at", "round", "sent_at", "text", "updated_at", "version") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."author_id", NEW."created_at", NEW."entry_id", NEW."field", NEW."id", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."public_id", NEW."report_id", NEW."resolved_at", NEW."round", NEW."sent_at", NEW."text", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="6f780de6baaa5e6baefe6c35bf4c91c75baffacd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a4d0d",
                    table="tracker_reviewcomment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewcomment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tracker_reviewcommentevent" ("answer", "answered_at", "answered_by_id", "author_id", "created_at", "entry_id", "field", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "report_id", "resolved_at", "round", "sent_at", "text", "updated_at", "version") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."author_id", NEW."created_at", NEW."entry_id", NEW."field", NEW."id", NEW."member_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."public_id", NEW."report_id", NEW."resolved_at", NEW."round", NEW."sent_at", NEW."text", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="633070486c7207a51f92f178faa001b1d9213f69",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cfd30",
                    table="tracker_reviewcomment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewcomment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_reviewcommentevent" ("answer", "answered_at", "answered_by_id", "author_id", "created_at", "entry_id", "field", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "report_id", "resolved_at", "round", "sent_at", "text", "updated_at", "version") VALUES (OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."author_id", OLD."created_at", OLD."entry_id", OLD."field", OLD."id", OLD."member_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."public_id", OLD."report_id", OLD."resolved_at", OLD."round", OLD."sent_at", OLD."text", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="0b93ac5cd0f93387f9252dd9ad314a79f43f4f62",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4e6f7",
                    table="tracker_reviewcomment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewcommentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1f2ae7a29612f75dafdd1ddd477b798150e84538",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ac117",
                    table="tracker_reviewcommentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="reportingcycleevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="reportingcycleevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="tracker.reportingcycle",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidencelink",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_evidenceentriesevent" ("evidence_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "progressentry_id") VALUES (NEW."evidence_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."progressentry_id"); RETURN NULL;',
                    hash="63ed18258bc27db433b8e63f4d89ae11cb91ad6d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8b9c7",
                    table="tracker_evidence_entries",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidencelink",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_evidenceentriesevent" ("evidence_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "progressentry_id") VALUES (OLD."evidence_id", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."progressentry_id"); RETURN NULL;',
                    hash="6866b5bc8eff6a582cef2aeb913461eefc26d19c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_10d95",
                    table="tracker_evidence_entries",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportingcycleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3a365b8a68e6fd3f86d52810900ce66e3e5bb811",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1e0ef",
                    table="tracker_reportingcycleevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(guard_history, migrations.RunPython.noop),
    ]

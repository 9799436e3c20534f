"""National action plans and their actions."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.manager
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import accounts.composite
import tracker.validators


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0022_people_of_one_member"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("recommendations", "0001_initial"),
        ("tracker", "0060_history_without_verdicts_of_views"),
    ]

    operations = [
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "edition",
                    models.CharField(
                        choices=[("working", "Working"), ("published", "Published")],
                        default="working",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("network", "The Network"),
                            ("member", "The member and its reviewers"),
                            ("restricted", "Named people only"),
                        ],
                        default="member",
                        max_length=12,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=60)),
                ("text", models.TextField(max_length=2000)),
                ("language", models.CharField(help_text="BCP 47 tag of the words.", max_length=35)),
                (
                    "pillar",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("prevention", "Prevention"),
                            ("participation", "Participation"),
                            ("protection", "Protection"),
                            ("relief_recovery", "Relief and recovery"),
                            ("cross_cutting", "Cross-cutting"),
                        ],
                        max_length=20,
                    ),
                ),
                ("objective", models.CharField(blank=True, max_length=300)),
                ("outcome", models.CharField(blank=True, max_length=300)),
                ("output", models.CharField(blank=True, max_length=300)),
                ("lead_institution", models.CharField(blank=True, max_length=200)),
                ("supporting_institutions", models.CharField(blank=True, max_length=500)),
                (
                    "start_on",
                    models.DateField(
                        blank=True, null=True, validators=[tracker.validators.plausible_date]
                    ),
                ),
                (
                    "due_on",
                    models.DateField(
                        blank=True, null=True, validators=[tracker.validators.plausible_date]
                    ),
                ),
                (
                    "cost_estimate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=20,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                    ),
                ),
                (
                    "cost_currency",
                    models.CharField(
                        blank=True,
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$",
                                message="Write the currency as its three-letter code, such as KES or EUR.",
                            )
                        ],
                    ),
                ),
                (
                    "delivery",
                    models.CharField(
                        choices=[
                            ("exceeded", "Exceeded"),
                            ("met", "Met"),
                            ("limited", "Limited progress"),
                            ("no_progress", "No progress"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "location_level",
                    models.CharField(
                        choices=[
                            ("national", "National"),
                            ("provincial", "Provincial"),
                            ("local", "Local"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=10,
                    ),
                ),
                (
                    "external_reference",
                    models.CharField(
                        blank=True,
                        help_text="Such as the code of an action of the WPS-HA Compact.",
                        max_length=300,
                    ),
                ),
                ("partner_networks", models.CharField(blank=True, max_length=500)),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("undecided", "Not decided"),
                            ("kept", "Kept"),
                            ("merged", "Merged into another"),
                            ("dropped", "Dropped"),
                        ],
                        default="undecided",
                        max_length=10,
                    ),
                ),
                ("fate_reason", models.TextField(blank=True, max_length=1000)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.member",
                    ),
                ),
                (
                    "recommendations",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="recommendations.recommendation"
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="origins",
                        to="tracker.action",
                    ),
                ),
            ],
            options={
                "ordering": ["plan", "id"],
                "abstract": False,
                "base_manager_name": "internal",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("internal", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ActionServesEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "action",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tracker.action",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="recommendations.recommendation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "edition",
                    models.CharField(
                        choices=[("working", "Working"), ("published", "Published")],
                        default="working",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("network", "The Network"),
                            ("member", "The member and its reviewers"),
                            ("restricted", "Named people only"),
                        ],
                        default="member",
                        max_length=12,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nap", "National Action Plan (NAP)"),
                            ("rap", "Regional action plan"),
                            ("lap", "Local action plan"),
                            ("strategy", "Strategy"),
                            ("salw", "Plan on small arms and light weapons"),
                            ("other", "Other plan"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("language", models.CharField(help_text="BCP 47 tag of the title.", max_length=35)),
                ("english_title", models.CharField(blank=True, max_length=300)),
                (
                    "generation",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("in_development", "In development"),
                            ("adopted", "Adopted"),
                            ("in_force", "In force"),
                            ("expired_in_renewal", "Expired, renewal under way"),
                            ("superseded", "Superseded"),
                        ],
                        default="in_development",
                        max_length=20,
                    ),
                ),
                (
                    "adopted_on",
                    models.DateField(
                        blank=True, null=True, validators=[tracker.validators.plausible_date]
                    ),
                ),
                ("adopting_authority", models.CharField(blank=True, max_length=200)),
                ("legal_form", models.CharField(blank=True, max_length=200)),
                (
                    "launched_on",
                    models.DateField(
                        blank=True, null=True, validators=[tracker.validators.plausible_date]
                    ),
                ),
                (
                    "period_start",
                    models.DateField(
                        blank=True, null=True, validators=[tracker.validators.plausible_date]
                    ),
                ),
                (
                    "period_end",
                    models.DateField(
                        blank=True, null=True, validators=[tracker.validators.plausible_date]
                    ),
                ),
                ("phases", models.TextField(blank=True, max_length=1000)),
                (
                    "orientation",
                    models.CharField(
                        choices=[
                            ("domestic", "At home"),
                            ("outward", "Abroad"),
                            ("both", "At home and abroad"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=10,
                    ),
                ),
                ("lead_institution", models.CharField(blank=True, max_length=200)),
                (
                    "lead_institution_type",
                    models.CharField(
                        choices=[
                            ("foreign_affairs", "Foreign affairs"),
                            ("gender", "Gender or women’s affairs"),
                            ("defence", "Defence"),
                            ("interior", "Interior"),
                            ("head_of_government", "Office of the head of government"),
                            ("other", "Another institution"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=20,
                    ),
                ),
                ("coordination_body", models.CharField(blank=True, max_length=200)),
                (
                    "civil_society_role",
                    models.CharField(
                        choices=[
                            ("none", "None"),
                            ("consulted", "Consulted"),
                            ("committee_member", "Member of the committee"),
                            ("co_chair", "Co-chair of the committee"),
                            ("monitor", "Monitors independently"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=18,
                    ),
                ),
                ("reports_to_parliament", models.BooleanField(blank=True, null=True)),
                ("parliament_periodicity", models.CharField(blank=True, max_length=100)),
                ("monitoring_framework", models.BooleanField(blank=True, null=True)),
                ("indicator_count", models.PositiveIntegerField(blank=True, null=True)),
                ("reporting_periodicity", models.CharField(blank=True, max_length=100)),
                (
                    "mid_term_review_on",
                    models.DateField(
                        blank=True, null=True, validators=[tracker.validators.plausible_date]
                    ),
                ),
                (
                    "final_evaluation_on",
                    models.DateField(
                        blank=True, null=True, validators=[tracker.validators.plausible_date]
                    ),
                ),
                (
                    "budget_state",
                    models.CharField(
                        choices=[
                            ("none", "No budget"),
                            ("stated_total", "A total is stated"),
                            ("costed_by_action", "Costed action by action"),
                            ("appropriated", "In an adopted budget"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=18,
                    ),
                ),
                (
                    "budget_total",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=20,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                    ),
                ),
                (
                    "budget_currency",
                    models.CharField(
                        blank=True,
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$",
                                message="Write the currency as its three-letter code, such as KES or EUR.",
                            )
                        ],
                    ),
                ),
                ("local_plans", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "linked_plans",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("emergency_humanitarian", "Emergency and humanitarian response"),
                                ("displacement", "Refugees and internally displaced persons"),
                                ("climate", "Climate change"),
                                ("yps", "Youth and peace and security"),
                                ("extremism", "Countering extremism and radicalization"),
                                ("trafficking", "Trafficking in persons"),
                                ("salw", "Small arms and light weapons"),
                                ("early_warning", "Early warning"),
                                ("other", "Others"),
                            ],
                            max_length=40,
                        ),
                        blank=True,
                        null=True,
                        size=None,
                    ),
                ),
                (
                    "emerging_issues",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("climate", "Climate change"),
                                ("cybersecurity", "Cybersecurity"),
                                ("technology", "Technological advancement and accessibility"),
                                ("trafficking", "Trafficking in persons"),
                                ("extremism", "Preventing and countering violent extremism"),
                                ("health", "Pandemics and health emergencies"),
                                ("food_economy", "Food and economic insecurity"),
                                ("space", "Space security"),
                            ],
                            max_length=40,
                        ),
                        blank=True,
                        null=True,
                        size=None,
                    ),
                ),
                (
                    "pillars",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("prevention", "Prevention"),
                                ("participation", "Participation"),
                                ("protection", "Protection"),
                                ("relief_recovery", "Relief and recovery"),
                                ("cross_cutting", "Cross-cutting"),
                            ],
                            max_length=40,
                        ),
                        blank=True,
                        null=True,
                        size=None,
                    ),
                ),
                ("frameworks", models.TextField(blank=True, max_length=1000)),
                ("partner_networks", models.TextField(blank=True, max_length=1000)),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=35), blank=True, null=True, size=None
                    ),
                ),
                (
                    "document_url",
                    models.URLField(
                        blank=True,
                        max_length=2000,
                        validators=[
                            django.core.validators.URLValidator(
                                message="Write a web address that begins with https:// or http://.",
                                schemes=["http", "https"],
                            )
                        ],
                    ),
                ),
                ("contact_office", models.CharField(blank=True, max_length=200)),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("withdrawn_reason", models.TextField(blank=True, editable=False, max_length=2000)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.member",
                    ),
                ),
                (
                    "named_readers",
                    models.ManyToManyField(blank=True, related_name="+", to="accounts.appointment"),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="successors",
                        to="tracker.plan",
                    ),
                ),
            ],
            options={
                "ordering": ["member", "-period_start", "-id"],
                "abstract": False,
                "base_manager_name": "internal",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("internal", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ActionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "edition",
                    models.CharField(
                        choices=[("working", "Working"), ("published", "Published")],
                        default="working",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("network", "The Network"),
                            ("member", "The member and its reviewers"),
                            ("restricted", "Named people only"),
                        ],
                        default="member",
                        max_length=12,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=60)),
                ("text", models.TextField(max_length=2000)),
                ("language", models.CharField(help_text="BCP 47 tag of the words.", max_length=35)),
                (
                    "pillar",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("prevention", "Prevention"),
                            ("participation", "Participation"),
                            ("protection", "Protection"),
                            ("relief_recovery", "Relief and recovery"),
                            ("cross_cutting", "Cross-cutting"),
                        ],
                        max_length=20,
                    ),
                ),
                ("objective", models.CharField(blank=True, max_length=300)),
                ("outcome", models.CharField(blank=True, max_length=300)),
                ("output", models.CharField(blank=True, max_length=300)),
                ("lead_institution", models.CharField(blank=True, max_length=200)),
                ("supporting_institutions", models.CharField(blank=True, max_length=500)),
                (
                    "start_on",
                    models.DateField(
                        blank=True, null=True, validators=[tracker.validators.plausible_date]
                    ),
                ),
                (
                    "due_on",
                    models.DateField(
                        blank=True, null=True, validators=[tracker.validators.plausible_date]
                    ),
                ),
                (
                    "cost_estimate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=20,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                    ),
                ),
                (
                    "cost_currency",
                    models.CharField(
                        blank=True,
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$",
                                message="Write the currency as its three-letter code, such as KES or EUR.",
                            )
                        ],
                    ),
                ),
                (
                    "delivery",
                    models.CharField(
                        choices=[
                            ("exceeded", "Exceeded"),
                            ("met", "Met"),
                            ("limited", "Limited progress"),
                            ("no_progress", "No progress"),
                            ("not_reported", "Not reported"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                (
                    "location_level",
                    models.CharField(
                        choices=[
                            ("national", "National"),
                            ("provincial", "Provincial"),
                            ("local", "Local"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=10,
                    ),
                ),
                (
                    "external_reference",
                    models.CharField(
                        blank=True,
                        help_text="Such as the code of an action of the WPS-HA Compact.",
                        max_length=300,
                    ),
                ),
                ("partner_networks", models.CharField(blank=True, max_length=500)),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("undecided", "Not decided"),
                            ("kept", "Kept"),
                            ("merged", "Merged into another"),
                            ("dropped", "Dropped"),
                        ],
                        default="undecided",
                        max_length=10,
                    ),
                ),
                ("fate_reason", models.TextField(blank=True, max_length=1000)),
                (
                    "member",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.member",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="tracker.action",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tracker.action",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tracker.plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="action",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions",
                to="tracker.plan",
            ),
        ),
        migrations.CreateModel(
            name="PlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "edition",
                    models.CharField(
                        choices=[("working", "Working"), ("published", "Published")],
                        default="working",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("network", "The Network"),
                            ("member", "The member and its reviewers"),
                            ("restricted", "Named people only"),
                        ],
                        default="member",
                        max_length=12,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nap", "National Action Plan (NAP)"),
                            ("rap", "Regional action plan"),
                            ("lap", "Local action plan"),
                            ("strategy", "Strategy"),
                            ("salw", "Plan on small arms and light weapons"),
                            ("other", "Other plan"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("language", models.CharField(help_text="BCP 47 tag of the title.", max_length=35)),
                ("english_title", models.CharField(blank=True, max_length=300)),
                (
                    "generation",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("in_development", "In development"),
                            ("adopted", "Adopted"),
                            ("in_force", "In force"),
                            ("expired_in_renewal", "Expired, renewal under way"),
                            ("superseded", "Superseded"),
                        ],
                        default="in_development",
                        max_length=20,
                    ),
                ),
                (
                    "adopted_on",
                    models.DateField(
                        blank=True, null=True, validators=[tracker.validators.plausible_date]
                    ),
                ),
                ("adopting_authority", models.CharField(blank=True, max_length=200)),
                ("legal_form", models.CharField(blank=True, max_length=200)),
                (
                    "launched_on",
                    models.DateField(
                        blank=True, null=True, validators=[tracker.validators.plausible_date]
                    ),
                ),
                (
                    "period_start",
                    models.DateField(
                        blank=True, null=True, validators=[tracker.validators.plausible_date]
                    ),
                ),
                (
                    "period_end",
                    models.DateField(
                        blank=True, null=True, validators=[tracker.validators.plausible_date]
                    ),
                ),
                ("phases", models.TextField(blank=True, max_length=1000)),
                (
                    "orientation",
                    models.CharField(
                        choices=[
                            ("domestic", "At home"),
                            ("outward", "Abroad"),
                            ("both", "At home and abroad"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=10,
                    ),
                ),
                ("lead_institution", models.CharField(blank=True, max_length=200)),
                (
                    "lead_institution_type",
                    models.CharField(
                        choices=[
                            ("foreign_affairs", "Foreign affairs"),
                            ("gender", "Gender or women’s affairs"),
                            ("defence", "Defence"),
                            ("interior", "Interior"),
                            ("head_of_government", "Office of the head of government"),
                            ("other", "Another institution"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=20,
                    ),
                ),
                ("coordination_body", models.CharField(blank=True, max_length=200)),
                (
                    "civil_society_role",
                    models.CharField(
                        choices=[
                            ("none", "None"),
                            ("consulted", "Consulted"),
                            ("committee_member", "Member of the committee"),
                            ("co_chair", "Co-chair of the committee"),
                            ("monitor", "Monitors independently"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=18,
                    ),
                ),
                ("reports_to_parliament", models.BooleanField(blank=True, null=True)),
                ("parliament_periodicity", models.CharField(blank=True, max_length=100)),
                ("monitoring_framework", models.BooleanField(blank=True, null=True)),
                ("indicator_count", models.PositiveIntegerField(blank=True, null=True)),
                ("reporting_periodicity", models.CharField(blank=True, max_length=100)),
                (
                    "mid_term_review_on",
                    models.DateField(
                        blank=True, null=True, validators=[tracker.validators.plausible_date]
                    ),
                ),
                (
                    "final_evaluation_on",
                    models.DateField(
                        blank=True, null=True, validators=[tracker.validators.plausible_date]
                    ),
                ),
                (
                    "budget_state",
                    models.CharField(
                        choices=[
                            ("none", "No budget"),
                            ("stated_total", "A total is stated"),
                            ("costed_by_action", "Costed action by action"),
                            ("appropriated", "In an adopted budget"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=18,
                    ),
                ),
                (
                    "budget_total",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=20,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                    ),
                ),
                (
                    "budget_currency",
                    models.CharField(
                        blank=True,
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$",
                                message="Write the currency as its three-letter code, such as KES or EUR.",
                            )
                        ],
                    ),
                ),
                ("local_plans", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "linked_plans",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("emergency_humanitarian", "Emergency and humanitarian response"),
                                ("displacement", "Refugees and internally displaced persons"),
                                ("climate", "Climate change"),
                                ("yps", "Youth and peace and security"),
                                ("extremism", "Countering extremism and radicalization"),
                                ("trafficking", "Trafficking in persons"),
                                ("salw", "Small arms and light weapons"),
                                ("early_warning", "Early warning"),
                                ("other", "Others"),
                            ],
                            max_length=40,
                        ),
                        blank=True,
                        null=True,
                        size=None,
                    ),
                ),
                (
                    "emerging_issues",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("climate", "Climate change"),
                                ("cybersecurity", "Cybersecurity"),
                                ("technology", "Technological advancement and accessibility"),
                                ("trafficking", "Trafficking in persons"),
                                ("extremism", "Preventing and countering violent extremism"),
                                ("health", "Pandemics and health emergencies"),
                                ("food_economy", "Food and economic insecurity"),
                                ("space", "Space security"),
                            ],
                            max_length=40,
                        ),
                        blank=True,
                        null=True,
                        size=None,
                    ),
                ),
                (
                    "pillars",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("prevention", "Prevention"),
                                ("participation", "Participation"),
                                ("protection", "Protection"),
                                ("relief_recovery", "Relief and recovery"),
                                ("cross_cutting", "Cross-cutting"),
                            ],
                            max_length=40,
                        ),
                        blank=True,
                        null=True,
                        size=None,
                    ),
                ),
                ("frameworks", models.TextField(blank=True, max_length=1000)),
                ("partner_networks", models.TextField(blank=True, max_length=1000)),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=35), blank=True, null=True, size=None
                    ),
                ),
                (
                    "document_url",
                    models.URLField(
                        blank=True,
                        max_length=2000,
                        validators=[
                            django.core.validators.URLValidator(
                                message="Write a web address that begins with https:// or http://.",
                                schemes=["http", "https"],
                            )
                        ],
                    ),
                ),
                ("contact_office", models.CharField(blank=True, max_length=200)),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("withdrawn_reason", models.TextField(blank=True, editable=False, max_length=2000)),
                (
                    "member",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.member",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="tracker.plan",
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tracker.plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanReaderEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "appointment",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.appointment",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tracker.plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ActionServes",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("tracker.action_recommendations",),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actionservesevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ee8838e0747560b33ed555162c312a53ae6c87a3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a528a",
                    table="tracker_actionservesevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="PlanReader",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("tracker.plan_named_readers",),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                fields=("public_id", "edition"), name="plan_public_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=accounts.composite.MemberKey(name="plan_member_key"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=accounts.composite.SameMember(
                "predecessor", name="plan_predecessor_of_member"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("predecessor__isnull", True),
                    models.Q(("predecessor", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="plan_follows_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="plan_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["nap", "rap", "lap", "strategy", "salw", "other"])
                ),
                name="plan_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "in_development",
                            "adopted",
                            "in_force",
                            "expired_in_renewal",
                            "superseded",
                        ],
                    )
                ),
                name="plan_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("generation__isnull", True), ("generation__gte", 1), _connector="OR"
                ),
                name="plan_generation_from_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period_start__isnull", True),
                    ("period_end__isnull", True),
                    ("period_end__gt", models.F("period_start")),
                    _connector="OR",
                ),
                name="plan_period_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("budget_currency", ""), ("budget_total__isnull", True)),
                    models.Q(
                        ("budget_currency__regex", "^[A-Z]{3}$"),
                        ("budget_state__in", ("stated_total", "costed_by_action", "appropriated")),
                        ("budget_total__gte", 0),
                    ),
                    _connector="OR",
                ),
                name="plan_total_with_currency_where_there_is_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True),
                    models.Q(("withdrawn_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="plan_withdrawn_with_its_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("edition", "working"),
                    models.Q(
                        ("confidentiality__in", ["public", "network"]),
                        ("withdrawn_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="plan_published_only_if_shared",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_planevent" ("adopted_on", "adopting_authority", "budget_currency", "budget_state", "budget_total", "civil_society_role", "confidentiality", "contact_office", "coordination_body", "created_at", "document_url", "edition", "emerging_issues", "english_title", "final_evaluation_on", "frameworks", "generation", "id", "indicator_count", "kind", "language", "languages", "launched_on", "lead_institution", "lead_institution_type", "legal_form", "linked_plans", "local_plans", "member_id", "mid_term_review_on", "monitoring_framework", "orientation", "parliament_periodicity", "partner_networks", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phases", "pillars", "predecessor_id", "public_id", "reporting_periodicity", "reports_to_parliament", "status", "title", "updated_at", "version", "withdrawn_at", "withdrawn_reason") VALUES (NEW."adopted_on", NEW."adopting_authority", NEW."budget_currency", NEW."budget_state", NEW."budget_total", NEW."civil_society_role", NEW."confidentiality", NEW."contact_office", NEW."coordination_body", NEW."created_at", NEW."document_url", NEW."edition", NEW."emerging_issues", NEW."english_title", NEW."final_evaluation_on", NEW."frameworks", NEW."generation", NEW."id", NEW."indicator_count", NEW."kind", NEW."language", NEW."languages", NEW."launched_on", NEW."lead_institution", NEW."lead_institution_type", NEW."legal_form", NEW."linked_plans", NEW."local_plans", NEW."member_id", NEW."mid_term_review_on", NEW."monitoring_framework", NEW."orientation", NEW."parliament_periodicity", NEW."partner_networks", NEW."period_end", NEW."period_start", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."phases", NEW."pillars", NEW."predecessor_id", NEW."public_id", NEW."reporting_periodicity", NEW."reports_to_parliament", NEW."status", NEW."title", NEW."updated_at", NEW."version", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="a4c50c016beb78f6b4e11fbc22cdd30323b57af1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ce653",
                    table="tracker_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tracker_planevent" ("adopted_on", "adopting_authority", "budget_currency", "budget_state", "budget_total", "civil_society_role", "confidentiality", "contact_office", "coordination_body", "created_at", "document_url", "edition", "emerging_issues", "english_title", "final_evaluation_on", "frameworks", "generation", "id", "indicator_count", "kind", "language", "languages", "launched_on", "lead_institution", "lead_institution_type", "legal_form", "linked_plans", "local_plans", "member_id", "mid_term_review_on", "monitoring_framework", "orientation", "parliament_periodicity", "partner_networks", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phases", "pillars", "predecessor_id", "public_id", "reporting_periodicity", "reports_to_parliament", "status", "title", "updated_at", "version", "withdrawn_at", "withdrawn_reason") VALUES (NEW."adopted_on", NEW."adopting_authority", NEW."budget_currency", NEW."budget_state", NEW."budget_total", NEW."civil_society_role", NEW."confidentiality", NEW."contact_office", NEW."coordination_body", NEW."created_at", NEW."document_url", NEW."edition", NEW."emerging_issues", NEW."english_title", NEW."final_evaluation_on", NEW."frameworks", NEW."generation", NEW."id", NEW."indicator_count", NEW."kind", NEW."language", NEW."languages", NEW."launched_on", NEW."lead_institution", NEW."lead_institution_type", NEW."legal_form", NEW."linked_plans", NEW."local_plans", NEW."member_id", NEW."mid_term_review_on", NEW."monitoring_framework", NEW."orientation", NEW."parliament_periodicity", NEW."partner_networks", NEW."period_end", NEW."period_start", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."phases", NEW."pillars", NEW."predecessor_id", NEW."public_id", NEW."reporting_periodicity", NEW."reports_to_parliament", NEW."status", NEW."title", NEW."updated_at", NEW."version", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="7884d9e7f0d32467515261979225772d295bf493",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a23c8",
                    table="tracker_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_planevent" ("adopted_on", "adopting_authority", "budget_currency", "budget_state", "budget_total", "civil_society_role", "confidentiality", "contact_office", "coordination_body", "created_at", "document_url", "edition", "emerging_issues", "english_title", "final_evaluation_on", "frameworks", "generation", "id", "indicator_count", "kind", "language", "languages", "launched_on", "lead_institution", "lead_institution_type", "legal_form", "linked_plans", "local_plans", "member_id", "mid_term_review_on", "monitoring_framework", "orientation", "parliament_periodicity", "partner_networks", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phases", "pillars", "predecessor_id", "public_id", "reporting_periodicity", "reports_to_parliament", "status", "title", "updated_at", "version", "withdrawn_at", "withdrawn_reason") VALUES (OLD."adopted_on", OLD."adopting_authority", OLD."budget_currency", OLD."budget_state", OLD."budget_total", OLD."civil_society_role", OLD."confidentiality", OLD."contact_office", OLD."coordination_body", OLD."created_at", OLD."document_url", OLD."edition", OLD."emerging_issues", OLD."english_title", OLD."final_evaluation_on", OLD."frameworks", OLD."generation", OLD."id", OLD."indicator_count", OLD."kind", OLD."language", OLD."languages", OLD."launched_on", OLD."lead_institution", OLD."lead_institution_type", OLD."legal_form", OLD."linked_plans", OLD."local_plans", OLD."member_id", OLD."mid_term_review_on", OLD."monitoring_framework", OLD."orientation", OLD."parliament_periodicity", OLD."partner_networks", OLD."period_end", OLD."period_start", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."phases", OLD."pillars", OLD."predecessor_id", OLD."public_id", OLD."reporting_periodicity", OLD."reports_to_parliament", OLD."status", OLD."title", OLD."updated_at", OLD."version", OLD."withdrawn_at", OLD."withdrawn_reason"); RETURN NULL;',
                    hash="5338f842162ee4681f74525f4d56852a836acb71",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4a4b3",
                    table="tracker_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="eceb8f3549aefab8e53a0e3ceaa00ce770ea7e77",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cd1d5",
                    table="tracker_actionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.UniqueConstraint(
                fields=("public_id", "edition"), name="action_public_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=accounts.composite.MemberKey(name="action_member_key"),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=accounts.composite.SameMember("plan", name="action_plan_of_member"),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=accounts.composite.SameMember(
                "successor", name="action_successor_of_member"
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code", ""), _negated=True),
                fields=("member", "plan", "code", "edition"),
                name="action_code_once_in_a_plan",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="action_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("start_on__isnull", True),
                    ("due_on__isnull", True),
                    ("due_on__gte", models.F("start_on")),
                    _connector="OR",
                ),
                name="action_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cost_currency", ""), ("cost_estimate__isnull", True)),
                    models.Q(("cost_currency__regex", "^[A-Z]{3}$"), ("cost_estimate__gte", 0)),
                    _connector="OR",
                ),
                name="action_cost_with_its_currency",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("delivery__in", ["exceeded", "met", "limited", "no_progress", "not_reported"])
                ),
                name="action_delivery_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("fate__in", ("merged", "dropped")), _negated=True),
                    models.Q(("fate_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="action_fate_with_its_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("edition", "working"),
                    ("confidentiality__in", ["public", "network"]),
                    _connector="OR",
                ),
                name="action_published_only_if_shared",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_actionevent" ("code", "confidentiality", "cost_currency", "cost_estimate", "created_at", "delivery", "due_on", "edition", "external_reference", "fate", "fate_reason", "id", "language", "lead_institution", "location_level", "member_id", "objective", "outcome", "output", "partner_networks", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar", "plan_id", "public_id", "start_on", "successor_id", "supporting_institutions", "text", "updated_at", "version") VALUES (NEW."code", NEW."confidentiality", NEW."cost_currency", NEW."cost_estimate", NEW."created_at", NEW."delivery", NEW."due_on", NEW."edition", NEW."external_reference", NEW."fate", NEW."fate_reason", NEW."id", NEW."language", NEW."lead_institution", NEW."location_level", NEW."member_id", NEW."objective", NEW."outcome", NEW."output", NEW."partner_networks", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."pillar", NEW."plan_id", NEW."public_id", NEW."start_on", NEW."successor_id", NEW."supporting_institutions", NEW."text", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="5a93e6db87dd57727d5b215254c4ed9df123ffec",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_47b2e",
                    table="tracker_action",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tracker_actionevent" ("code", "confidentiality", "cost_currency", "cost_estimate", "created_at", "delivery", "due_on", "edition", "external_reference", "fate", "fate_reason", "id", "language", "lead_institution", "location_level", "member_id", "objective", "outcome", "output", "partner_networks", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar", "plan_id", "public_id", "start_on", "successor_id", "supporting_institutions", "text", "updated_at", "version") VALUES (NEW."code", NEW."confidentiality", NEW."cost_currency", NEW."cost_estimate", NEW."created_at", NEW."delivery", NEW."due_on", NEW."edition", NEW."external_reference", NEW."fate", NEW."fate_reason", NEW."id", NEW."language", NEW."lead_institution", NEW."location_level", NEW."member_id", NEW."objective", NEW."outcome", NEW."output", NEW."partner_networks", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."pillar", NEW."plan_id", NEW."public_id", NEW."start_on", NEW."successor_id", NEW."supporting_institutions", NEW."text", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="cf1b78ca705dd407a2d4fcd29e547e8cb81643d4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_342df",
                    table="tracker_action",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_actionevent" ("code", "confidentiality", "cost_currency", "cost_estimate", "created_at", "delivery", "due_on", "edition", "external_reference", "fate", "fate_reason", "id", "language", "lead_institution", "location_level", "member_id", "objective", "outcome", "output", "partner_networks", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar", "plan_id", "public_id", "start_on", "successor_id", "supporting_institutions", "text", "updated_at", "version") VALUES (OLD."code", OLD."confidentiality", OLD."cost_currency", OLD."cost_estimate", OLD."created_at", OLD."delivery", OLD."due_on", OLD."edition", OLD."external_reference", OLD."fate", OLD."fate_reason", OLD."id", OLD."language", OLD."lead_institution", OLD."location_level", OLD."member_id", OLD."objective", OLD."outcome", OLD."output", OLD."partner_networks", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."pillar", OLD."plan_id", OLD."public_id", OLD."start_on", OLD."successor_id", OLD."supporting_institutions", OLD."text", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="e1b61acc5ed217c581800dbc2b58b68f4af70a7c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ad13c",
                    table="tracker_action",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7221c6b1f153a3583da97f4eceaa71d0f0ac226f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_78654",
                    table="tracker_planevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planreaderevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3ba3f737ee61e907a997b2e04e08a569ca0e055d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_dbec9",
                    table="tracker_planreaderevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actionserves",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_actionservesevent" ("action_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "recommendation_id") VALUES (NEW."action_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."recommendation_id"); RETURN NULL;',
                    hash="e1ed89f3e890cc796a81dc7b74164c8048d0c5f2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a4f2d",
                    table="tracker_action_recommendations",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actionserves",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_actionservesevent" ("action_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "recommendation_id") VALUES (OLD."action_id", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."recommendation_id"); RETURN NULL;',
                    hash="42345b7816807f90e9364d22e7ab408bc8059836",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_da9f4",
                    table="tracker_action_recommendations",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planreader",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_planreaderevent" ("appointment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "plan_id") VALUES (NEW."appointment_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."plan_id"); RETURN NULL;',
                    hash="365f024ff5bb4672afdfb4f038839d57db94a692",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_15b91",
                    table="tracker_plan_named_readers",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planreader",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_planreaderevent" ("appointment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "plan_id") VALUES (OLD."appointment_id", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."plan_id"); RETURN NULL;',
                    hash="74cd34ec68615ba9b85c4c7aec21d73a1193c68d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_36120",
                    table="tracker_plan_named_readers",
                    when="AFTER",
                ),
            ),
        ),
    ]

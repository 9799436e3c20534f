"""Plans and who is named to read them: the tables."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import accounts.composite
import tracker.models.stored_file
import tracker.validators

TABLES = [
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
                    blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)]
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
                "predecessor",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="successors",
                    to="tracker.plan",
                ),
            ),
            (
                "added_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.appointment",
                ),
            ),
            ("content_type", models.CharField(blank=True, max_length=100)),
            (
                "file",
                models.FileField(
                    blank=True,
                    max_length=200,
                    storage=tracker.models.stored_file.evidence_storage,
                    upload_to=tracker.models.stored_file.random_name,
                ),
            ),
            (
                "file_name",
                models.CharField(blank=True, help_text="As the sender named it.", max_length=255),
            ),
            (
                "names_author",
                models.BooleanField(
                    default=False,
                    help_text="A PDF whose own data name somebody; it is published as it is.",
                ),
            ),
            ("original_sha256", models.CharField(blank=True, max_length=64)),
            ("sha256", models.CharField(blank=True, max_length=64)),
            ("size", models.PositiveBigIntegerField(blank=True, help_text="Bytes.", null=True)),
            (
                "named_readers",
                models.ManyToManyField(blank=True, related_name="+", to="accounts.appointment"),
            ),
        ],
        options={
            "ordering": ["member", "-period_start", "-id"],
            "abstract": False,
            "base_manager_name": "internal",
            "constraints": [
                models.UniqueConstraint(fields=("public_id", "edition"), name="plan_public_id"),
                accounts.composite.MemberKey(name="plan_member_key"),
                accounts.composite.SameMember("predecessor", name="plan_predecessor_of_member"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("predecessor__isnull", True),
                        models.Q(("predecessor", models.F("id")), _negated=True),
                        _connector="OR",
                    ),
                    name="plan_follows_another",
                ),
                models.CheckConstraint(
                    condition=models.Q(("title", ""), _negated=True), name="plan_has_a_title"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("kind__in", ["nap", "rap", "lap", "strategy", "salw", "other"])
                    ),
                    name="plan_kind_known",
                ),
                models.CheckConstraint(
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
                models.CheckConstraint(
                    condition=models.Q(
                        ("generation__isnull", True), ("generation__gte", 1), _connector="OR"
                    ),
                    name="plan_generation_from_one",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("period_start__isnull", True),
                        ("period_end__isnull", True),
                        ("period_end__gt", models.F("period_start")),
                        _connector="OR",
                    ),
                    name="plan_period_in_order",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("budget_currency", ""), ("budget_total__isnull", True)),
                        models.Q(
                            ("budget_currency__regex", "^[A-Z]{3}$"),
                            (
                                "budget_state__in",
                                ("stated_total", "costed_by_action", "appropriated"),
                            ),
                            ("budget_total__gte", 0),
                        ),
                        _connector="OR",
                    ),
                    name="plan_total_with_currency_where_there_is_one",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("withdrawn_at__isnull", True),
                        models.Q(("withdrawn_reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="plan_withdrawn_with_its_reason",
                ),
                models.CheckConstraint(
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
                models.CheckConstraint(
                    condition=models.Q(
                        ("file", ""), models.Q(("sha256", ""), _negated=True), _connector="OR"
                    ),
                    name="plan_file_with_its_hash",
                ),
            ],
        },
        managers=[
            ("objects", django.db.models.manager.Manager()),
            ("internal", django.db.models.manager.Manager()),
        ],
    ),
]

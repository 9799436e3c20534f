"""Members and who is listed where: the tables."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name="Member",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("code", models.CharField(max_length=12, unique=True)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("state", "State"),
                        ("regional_organization", "Regional organization"),
                    ],
                    max_length=30,
                ),
            ),
            ("name", models.CharField(help_text="English display name.", max_length=120)),
            ("names", models.JSONField(default=dict, help_text="Display name by language code.")),
            ("un_name", models.CharField(blank=True, max_length=160)),
            ("acronym", models.CharField(blank=True, max_length=20)),
            ("iso_alpha2", models.CharField(blank=True, max_length=2)),
            ("m49", models.CharField(blank=True, max_length=3)),
            (
                "regional_group",
                models.CharField(
                    blank=True,
                    choices=[
                        ("african", "African States"),
                        ("asia_pacific", "Asia-Pacific States"),
                        ("eastern_european", "Eastern European States"),
                        ("grulac", "Latin American and Caribbean States"),
                        ("weog", "Western European and other States"),
                    ],
                    max_length=20,
                ),
            ),
            ("time_zone", models.CharField(max_length=64)),
            (
                "weekend",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.PositiveSmallIntegerField(), size=3
                ),
            ),
            ("currency", models.CharField(max_length=3)),
            ("joined_on", models.DateField(blank=True, null=True)),
            ("frozen_at", models.DateTimeField(blank=True, null=True)),
            ("frozen_reason", models.TextField(blank=True)),
        ],
        options={
            "ordering": ["code"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("code__regex", "^[A-Z]{3}$"), ("kind", "state")),
                        models.Q(
                            ("code__regex", "^org-[a-z]+$"), ("kind", "regional_organization")
                        ),
                        _connector="OR",
                    ),
                    name="member_code_fits_its_kind",
                ),
                models.CheckConstraint(
                    condition=models.Q(("kind", "state"), ("regional_group", ""), _connector="XOR"),
                    name="member_regional_group_for_states_only",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("frozen_at__isnull", True),
                        models.Q(("frozen_reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="member_frozen_with_a_reason",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Listing",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "role",
                models.CharField(
                    choices=[("listed", "Listed"), ("co_chair", "Co-chair"), ("host", "Host")],
                    max_length=12,
                ),
            ),
            ("position", models.PositiveSmallIntegerField()),
            ("as_printed", models.CharField(max_length=200)),
            (
                "communique",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="listings",
                    to="recommendations.communique",
                ),
            ),
            (
                "member",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="listings",
                    to="accounts.member",
                ),
            ),
        ],
        options={
            "ordering": ["communique__ordinal", "role", "position"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("communique", "role", "member"), name="listing_names_a_member_once"
                ),
                models.UniqueConstraint(
                    fields=("communique", "role", "position"), name="listing_position_once"
                ),
            ],
        },
    ),
]

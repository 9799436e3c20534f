"""People, their keys and second factors: the tables."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name="User",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("password", models.CharField(max_length=128, verbose_name="password")),
            ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
            ("email", models.EmailField(max_length=254, unique=True)),
            ("name", models.CharField(max_length=120)),
            ("language", models.CharField(default="en", max_length=10)),
            (
                "time_zone",
                models.CharField(
                    blank=True, help_text="Empty: the time zone of the member.", max_length=64
                ),
            ),
            ("is_active", models.BooleanField(default=True)),
            ("joined_at", models.DateTimeField(auto_now_add=True)),
            ("session_stamp", models.PositiveIntegerField(default=0)),
            (
                "single_keys",
                models.BooleanField(
                    db_default=False,
                    default=False,
                    help_text="One letter acts, on the page of a review.",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    django.db.models.functions.text.Lower("email"), name="user_email_once"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ApiToken",
        fields=[
            ("digest", models.CharField(max_length=128, primary_key=True, serialize=False)),
            ("token_key", models.CharField(db_index=True, max_length=25)),
            ("created", models.DateTimeField(auto_now_add=True)),
            ("expiry", models.DateTimeField(blank=True, null=True)),
            (
                "scope",
                models.CharField(
                    choices=[("read", "Read"), ("write", "Read and write")],
                    default="read",
                    max_length=8,
                ),
            ),
            ("label", models.CharField(blank=True, max_length=80)),
            ("last_used_at", models.DateTimeField(blank=True, null=True)),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="auth_token_set",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "seat",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="tokens",
                    to="accounts.appointment",
                ),
            ),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("expiry__isnull", False)), name="api_token_expires"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="SecondFactorReset",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ("reason", models.TextField(max_length=500)),
            ("asked_at", models.DateTimeField(auto_now_add=True)),
            ("expires_at", models.DateTimeField()),
            ("done_at", models.DateTimeField(blank=True, null=True)),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            (
                "asked_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.appointment",
                ),
            ),
            (
                "asked_by_person",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "confirmed_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.appointment",
                ),
            ),
            (
                "confirmed_by_person",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "ordering": ["asked_at", "id"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("asked_by_person", models.F("user")), _negated=True),
                    name="second_factor_reset_not_asked_for_oneself",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("confirmed_by_person__isnull", True),
                        models.Q(
                            models.Q(("confirmed_by_person", models.F("user")), _negated=True),
                            models.Q(
                                ("confirmed_by_person", models.F("asked_by_person")), _negated=True
                            ),
                        ),
                        _connector="OR",
                    ),
                    name="second_factor_reset_by_two_others",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("confirmed_by__isnull", True),
                            ("confirmed_by_person__isnull", True),
                            ("done_at__isnull", True),
                        ),
                        models.Q(
                            ("confirmed_by__isnull", False),
                            ("confirmed_by_person__isnull", False),
                            ("done_at__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="second_factor_reset_done_when_confirmed",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("done_at__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"
                    ),
                    name="second_factor_reset_done_or_withdrawn",
                ),
                models.CheckConstraint(
                    condition=models.Q(("expires_at__gt", models.F("asked_at"))),
                    name="second_factor_reset_expires_after_it_was_asked",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("done_at__isnull", True), ("withdrawn_at__isnull", True)),
                    fields=("user",),
                    name="second_factor_reset_one_at_a_time",
                ),
            ],
        },
    ),
]

"""Columns that several datasets begin or end with."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.enums import MemberKind, RegionalGroup
from tracker.enums import Confidentiality, Edition
from tracker.models import Action, BudgetLine, Evidence, Plan, ProgressEntry

from .columns import Column, code, moment, number, text

Content = type[Action | BudgetLine | Evidence | Plan | ProgressEntry]


def member_columns() -> dict[str, Column]:
    return {
        "member": code("member__code", _("Member: ISO 3166-1 alpha-3, or org-… .")),
        "member_name": text("member__name", _("Name of the member in English.")),
        "member_kind": code("member__kind", _("State or regional organization."), MemberKind),
        "regional_group": code(
            "member__regional_group", _("Regional group of the United Nations."), RegionalGroup
        ),
    }


def recommendation_columns(path: str) -> dict[str, Column]:
    return {
        "recommendation": code(f"{path}__code", _("Code of the recommendation.")),
        "communique": code(f"{path}__communique__code", _("Code of its communiqué.")),
        "working_title": text(
            f"{path}__working_title", _("Working title by the editors; not agreed text.")
        ),
    }


def cycle_column(path: str = "report__cycle__code") -> Column:
    return text(path, _("Reporting cycle."))


def id_column(what: str = "public_id") -> Column:
    return code(what, _("Public id, the same in every format and for good."))


def class_column() -> Column:
    return code("confidentiality", _("Who may read it."), Confidentiality)


def end_columns(at: str = "updated_at") -> dict[str, Column]:
    return {
        "version": number("version", _("Version; the first is 1.")),
        "updated_at": moment(at, _("When it was last changed, in UTC.")),
    }


def seen(model: Content, actor: Actor) -> QuerySet:
    """Rows of a kind that this reader finds in files: what they may read, but nothing restricted,
    which leaves this house in no file, whoever asks."""
    return shared(model.objects.visible_to(actor))


def shared(rows: QuerySet) -> QuerySet:
    return rows.exclude(confidentiality=Confidentiality.RESTRICTED)


def id_of(model: Content, path: str, actor: Actor) -> Combinable:
    """The public id of what a row names, where the reader sees it. Most rows name nothing: they
    are not looked up."""
    found = Subquery(seen(model, actor).filter(pk=OuterRef(path)).values("public_id")[:1])
    return Case(When(**{f"{path}__isnull": False}, then=found), default=None)


def list_of(rows: QuerySet, name: str) -> Combinable:
    """A field of all rows that a subquery finds, as a list."""
    return ArraySubquery(rows.order_by(name).values(name).distinct())


def drafts_among(rows: QuerySet) -> QuerySet:
    """Working rows of which no copy, or an earlier one, is published. The copy is looked up row by
    row: a reader has few working rows, and all published ones would be read to compare them."""
    copy = rows.model._base_manager.filter(
        edition=Edition.PUBLISHED, public_id=OuterRef("public_id")
    )
    published = Coalesce(Subquery(copy.order_by().values("version")[:1]), 0)
    return rows.filter(edition=Edition.WORKING).exclude(version=published)

"""What every page of the admin has in common: it reads. Writing is the verbs' work."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet, URLField
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.text import capfirst

from accounts.actor import Actor
from accounts.answers import Answer
from tracker import rules


def actor_of(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]


class ReadsByRule:
    """Permissions from `tracker.rules`: nobody adds, changes or deletes here, whoever they are."""

    def may_read(self, actor: Actor) -> Answer:
        return rules.may_use_admin(actor)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(self.may_read(actor_of(request)))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class Inline(ReadsByRule, admin.TabularInline):
    """Rows that belong to the one on the page, read-only."""

    template = "admin/inline.html"
    extra = 0
    can_delete = False


class ReadOnlyAdmin(ReadsByRule, admin.ModelAdmin):
    """A list and, where `opens`, a page for each row. No other address exists."""

    actions = None
    # Django still takes an address without a scheme for http and warns about it.
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    opens = True
    list_per_page = 50
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        see = self.admin_site.admin_view
        pages = [path("", see(self.changelist_view), name=f"{name}_changelist")]
        if self.opens:
            address = "<str:object_id>/change/"
            pages.append(path(address, see(self.change_view), name=f"{name}_change"))
        return pages

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        return super().get_list_display_links(request, list_display) if self.opens else None

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Model:
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found


class OwnedAdmin(ReadOnlyAdmin):
    """Rows that belong to a member: only those the actor may see exist, under their public id."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = self.model._default_manager.visible_to(actor_of(request))
        return rows.order_by(*self.get_ordering(request)) if self.ordering else rows

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Model:
        try:
            public_id = uuid.UUID(object_id)
        except ValueError as error:
            raise Http404 from error
        rows = self.get_queryset(request).select_related(*self.list_select_related)
        found = rows.filter(public_id=public_id).first()
        if found is None:
            raise Http404
        return found

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ByPublicId]:
        return ByPublicId


class ByPublicId(ChangeList):
    """A list whose links carry public ids, never database numbers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pk_attname = "public_id"

"""Members of the Network and who sits where, to read."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import Appointment, Listing, Member

from .base import Inline, ReadOnlyAdmin, actor_of
from .site import site


class ListingInline(Inline):
    model = Listing
    fields = ("communique", "role", "position", "as_printed")


@admin.register(Member, site=site)
class MemberAdmin(ReadOnlyAdmin):
    list_display = (
        "code",
        "display_name",
        "kind",
        "regional_group",
        "currency",
        "time_zone",
        "frozen_at",
    )
    list_filter = ("kind", "regional_group", ("frozen_at", admin.EmptyFieldListFilter))
    search_fields = ("code", "name", "un_name", "acronym")
    inlines = (ListingInline,)


@admin.register(Appointment, site=site)
class AppointmentAdmin(ReadOnlyAdmin):
    """Seats: the only source of rights. They are given and ended elsewhere, on the record."""

    list_display = ("user", "member", "role", "title", "starts_on", "ends_on")
    list_filter = ("role", ("ends_on", admin.EmptyFieldListFilter))
    list_select_related = ("user", "member")
    search_fields = ("user__email", "member__code", "member__name", "title")
    opens = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appointment]:
        return super().get_queryset(request).visible_to(actor_of(request))

"""The operators' admin: the same records, rules and verbs as everywhere else, behind one door."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker import rules


class TrackerAdminSite(AdminSite):
    """Where reviewers and administrators read country progress and take the workflow's actions.

    Who may enter is a rule about the active seat, never a flag on a person.
    """

    site_header = _("Country progress: administration")
    site_title = _("Country progress")
    index_title = _("Records")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(rules.may_use_admin(request.actor))  # type: ignore[attr-defined]


site = TrackerAdminSite(name="admin")

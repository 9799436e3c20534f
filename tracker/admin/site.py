"""The operators' admin: the same records, rules and verbs as everywhere else, behind one door."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from accounts.answers import Denied
from tracker import rules

View = Callable[..., HttpResponse]
# The work first: that is what people come for.
ORDER = ("tracker", "accounts", "recommendations")


class TrackerAdminSite(AdminSite):
    """Where reviewers and administrators read country progress and take the workflow's actions.

    Who may enter is a rule about the active seat, never a flag on a person. Signing in, signing
    out and passwords are the tracker's own pages; there are no second ones here.
    """

    site_header = _("Country progress: administration")
    site_title = _("Country progress")
    index_title = _("Records")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(rules.may_use_admin(request.actor))  # type: ignore[attr-defined]

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Strangers sign in first; people with another seat are told why not (403)."""

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), "account_login")
            if request.actor.needs_second_factor:  # type: ignore[attr-defined]
                return redirect_to_login(request.get_full_path(), reverse("mfa_activate_totp"))
            answer = rules.may_use_admin(request.actor)  # type: ignore[attr-defined]
            if isinstance(answer, Denied):
                raise PermissionDenied(answer.reason)
            return view(request, *args, **kwargs)

        return update_wrapper(csrf_protect(never_cache(guarded)), view)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        pages: list[URLPattern | URLResolver] = [
            path("", self.admin_view(self.index), name="index"),
            path("jsi18n/", self.admin_view(self.i18n_javascript), name="jsi18n"),
            path("<slug:app_label>/", self.admin_view(self.app_index), name="app_list"),
        ]
        for model, registered in self._registry.items():
            address = f"{model._meta.app_label}/{model._meta.model_name}/"
            pages.append(path(address, include(registered.urls)))
        return pages

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        listed = super().get_app_list(request, app_label)
        return sorted(listed, key=lambda app: ORDER.index(app["app_label"]))


site = TrackerAdminSite(name="admin")

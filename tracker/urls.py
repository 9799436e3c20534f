"""Every address of the tracker."""

from allauth.account import views as account
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path

from tracker.admin import site

# Only the pages we stand behind: nobody signs up or manages addresses by themselves.
sign_in = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("login/inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

urlpatterns = [
    path("", include("tracker.web.health_urls")),
    path("api/v1/", include("tracker.api.urls", namespace="api")),
    *i18n_patterns(
        path("admin/", site.urls),
        *sign_in,
        path("", include("tracker.web.urls")),
    ),
]

handler400 = "tracker.web.views.errors.bad_request"
handler403 = "tracker.web.views.errors.forbidden"
handler404 = "tracker.web.views.errors.not_found"
handler429 = "tracker.web.views.errors.too_many_requests"
handler500 = "tracker.web.views.errors.server_error"

"""Every address of the tracker."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from tracker.admin import site
from tracker.web.account_urls import sign_in

urlpatterns = [
    path("", include("tracker.web.health_urls")),
    path("", include("tracker.web.calendar_urls")),
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

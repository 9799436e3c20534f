"""Pages that everybody may read."""

from django.urls import path

from .views import (
    documents,
    exports,
    matrix,
    members,
    method,
    money,
    recommendations,
    snapshots,
    start,
)

urlpatterns = [
    path("", start.index, name="start"),
    path("recommendations/", recommendations.index, name="recommendation-list"),
    path("recommendations/<slug:code>/", recommendations.detail, name="recommendation-detail"),
    path("members/", members.index, name="member-list"),
    path("members/<slug:code>/", members.detail, name="member-detail"),
    path(
        "members/<slug:code>/<slug:cycle>.pdf",
        documents.public,
        {"format": "pdf"},
        name="member-report-pdf",
    ),
    path(
        "members/<slug:code>/<slug:cycle>.docx",
        documents.public,
        {"format": "docx"},
        name="member-report-docx",
    ),
    path("snapshots/", snapshots.index, name="snapshots"),
    path("snapshots/<slug:code>/", snapshots.detail, name="snapshot"),
    path("matrix/", matrix.index, name="matrix"),
    path("money/", money.index, name="money"),
    path("money/money.csv", money.download, name="money-csv"),
    path("export/", exports.index, name="export"),
    path("about/method/", method.index, name="method"),
]

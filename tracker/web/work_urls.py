"""Pages of people with a seat: My work, the report, the review, the inbox."""

from django.urls import path

from .views import (
    ask,
    check,
    civil_society,
    entry,
    evidence,
    inbox,
    keys,
    line,
    log,
    readers,
    report,
    review,
    seat,
    work,
)

urlpatterns = [
    path("work/", work.index, name="work"),
    path("inbox/", inbox.index, name="inbox"),
    path("log/", log.index, name="log"),
    path("log/csv/", log.download, name="log-csv"),
    path("account/keys/", keys.index, name="keys"),
    path("seat/", seat.switch, name="seat"),
    path("report/<slug:cycle>/", report.index, name="report"),
    path("report/<slug:cycle>/move/", report.move, name="report-move"),
    path("report/<slug:cycle>/check/", check.index, name="check"),
    path("report/<slug:cycle>/ask/", ask.index, name="ask"),
    path("report/<slug:cycle>/ask/<uuid:public_id>/", ask.one, name="asked"),
    path("report/<slug:cycle>/money/<uuid:public_id>/", line.edit, name="line"),
    path("report/<slug:cycle>/submitted/", check.submitted, name="submitted"),
    path("report/<slug:cycle>/<slug:code>/", entry.edit, name="entry"),
    path("report/<slug:cycle>/<slug:code>/ready/", ask.ready, name="ready"),
    path("report/<slug:cycle>/<slug:code>/evidence/", evidence.add, name="evidence-add"),
    path("evidence/<uuid:public_id>/", evidence.change, name="evidence-change"),
    path("evidence/<uuid:public_id>/remove/", evidence.remove, name="evidence-remove"),
    path("evidence/<uuid:public_id>/file/", evidence.file, name="evidence-file"),
    path("readers/<slug:kind>/<uuid:public_id>/", readers.readers, name="readers"),
    path("views/<slug:cycle>/<slug:code>/", civil_society.edit, name="view"),
    path("views/<slug:cycle>/<slug:code>/hide/", civil_society.hide, name="view-hide"),
    path(
        "views/<slug:cycle>/<slug:code>/take-back/",
        civil_society.take_back,
        name="view-take-back",
    ),
    path("review/", review.queue, name="review-queue"),
    path("review/<str:member>/<slug:cycle>/", review.detail, name="review-detail"),
    path("review/<str:member>/<slug:cycle>/comment/", review.comment, name="review-comment"),
    path("review/<str:member>/<slug:cycle>/move/", review.move, name="review-move"),
]

"""The addresses of the API, version 1."""

from django.urls import path, re_path, register_converter

from .converters import CodeConverter, FileFormatConverter
from .views import (
    agreed,
    assignments,
    budgets,
    civil_society,
    codes,
    comments,
    cycles,
    description,
    entries,
    evidence,
    export_jobs,
    exports,
    index,
    indicators,
    matrix,
    members,
    money,
    plan_steps,
    plans,
    reports,
    snapshots,
    unknown,
)

register_converter(CodeConverter, "publiccode")
register_converter(FileFormatConverter, "fileformat")

app_name = "api"

urlpatterns = [
    path("", index.Index.as_view(), name="index"),
    path("communiques/", agreed.CommuniqueList.as_view(), name="communique-list"),
    path(
        "communiques/<publiccode:code>/",
        agreed.CommuniqueOne.as_view(),
        name="communique-detail",
    ),
    path(
        "communiques/<publiccode:code>/text/",
        agreed.CommuniqueText.as_view(),
        name="communique-text",
    ),
    path("calls/", agreed.CallList.as_view(), name="call-list"),
    path("calls/<publiccode:code>/", agreed.CallOne.as_view(), name="call-detail"),
    path("recommendations/", agreed.RecommendationList.as_view(), name="recommendation-list"),
    path(
        "recommendations/<publiccode:code>/",
        agreed.RecommendationOne.as_view(),
        name="recommendation-detail",
    ),
    path("themes/", codes.ThemeList.as_view(), name="theme-list"),
    path("frameworks/", codes.FrameworkList.as_view(), name="framework-list"),
    path("seats/", codes.SeatList.as_view(), name="seat-list"),
    path("members/", members.MemberList.as_view(), name="member-list"),
    path("members/<publiccode:code>/", members.MemberOne.as_view(), name="member-detail"),
    path("cycles/", cycles.CycleList.as_view(), name="cycle-list"),
    path("cycles/<publiccode:code>/", cycles.CycleOne.as_view(), name="cycle-detail"),
    path("snapshots/", snapshots.SnapshotList.as_view(), name="snapshot-list"),
    path(
        "snapshots/<publiccode:code>/",
        snapshots.SnapshotOne.as_view(),
        name="snapshot-detail",
    ),
    path(
        "snapshots/<publiccode:code>/files/<slug:dataset>.ndjson",
        snapshots.SnapshotFile.as_view(),
        name="snapshot-file",
    ),
    path("reports/", reports.ReportList.as_view(), name="report-list"),
    path("reports/<uuid:public_id>/", reports.ReportOne.as_view(), name="report-detail"),
    path(
        "reports/<uuid:public_id>/<slug:action>/",
        reports.ReportMove.as_view(),
        name="report-move",
    ),
    path("entries/", entries.EntryList.as_view(), name="entry-list"),
    path("entries/<uuid:public_id>/", entries.EntryOne.as_view(), name="entry-detail"),
    path("evidence/", evidence.EvidenceList.as_view(), name="evidence-list"),
    path("evidence/<uuid:public_id>/", evidence.EvidenceOne.as_view(), name="evidence-detail"),
    path("evidence/<uuid:public_id>/file/", evidence.EvidenceFile.as_view(), name="evidence-file"),
    path(
        "evidence/<uuid:public_id>/check/",
        evidence.EvidenceCheck.as_view(),
        name="evidence-check",
    ),
    path("budget-lines/", budgets.LineList.as_view(), name="budget-line-list"),
    path("budget-lines/<uuid:public_id>/", budgets.LineOne.as_view(), name="budget-line-detail"),
    path("budget-figures/", budgets.FigureList.as_view(), name="budget-figure-list"),
    path(
        "budget-figures/<uuid:public_id>/",
        budgets.FigureOne.as_view(),
        name="budget-figure-detail",
    ),
    path("indicators/", indicators.IndicatorList.as_view(), name="indicator-list"),
    path(
        "indicators/<uuid:public_id>/", indicators.IndicatorOne.as_view(), name="indicator-detail"
    ),
    path(
        "indicators/<uuid:public_id>/withdraw/",
        indicators.IndicatorWithdraw.as_view(),
        name="indicator-withdraw",
    ),
    path("measurements/", indicators.MeasurementList.as_view(), name="measurement-list"),
    path(
        "measurements/<uuid:public_id>/",
        indicators.MeasurementOne.as_view(),
        name="measurement-detail",
    ),
    path("matrix/", matrix.MatrixOfACycle.as_view(), name="matrix"),
    path("money/", money.Money.as_view(), name="money"),
    path("assignments/", assignments.AssignmentList.as_view(), name="assignment-list"),
    path(
        "assignments/<uuid:public_id>/",
        assignments.AssignmentOne.as_view(),
        name="assignment-detail",
    ),
    path("review-comments/", comments.CommentList.as_view(), name="review-comment-list"),
    path(
        "review-comments/<uuid:public_id>/",
        comments.CommentOne.as_view(),
        name="review-comment-detail",
    ),
    path(
        "civil-society-views/",
        civil_society.ViewList.as_view(),
        name="civil-society-view-list",
    ),
    path(
        "civil-society-views/<uuid:public_id>/",
        civil_society.ViewOne.as_view(),
        name="civil-society-view-detail",
    ),
    path("plans/", plans.PlanList.as_view(), name="plan-list"),
    path("plans/<uuid:public_id>/", plans.PlanOne.as_view(), name="plan-detail"),
    path(
        "plans/<uuid:public_id>/carry-over/",
        plan_steps.PlanCarryOver.as_view(),
        name="plan-carry-over",
    ),
    path("plans/<uuid:public_id>/file/", plan_steps.PlanFile.as_view(), name="plan-file"),
    path(
        "plans/<uuid:public_id>/withdraw/",
        plan_steps.PlanWithdrawal.as_view(),
        name="plan-withdraw",
    ),
    path("actions/", plans.ActionList.as_view(), name="action-list"),
    path("actions/<uuid:public_id>/", plans.ActionOne.as_view(), name="action-detail"),
    path("exports/", export_jobs.ExportJobList.as_view(), name="export-list"),
    path("exports/<uuid:public_id>/", export_jobs.ExportJobOne.as_view(), name="export-detail"),
    path(
        "exports/<uuid:public_id>/file/",
        export_jobs.ExportJobFile.as_view(),
        name="export-file",
    ),
    path(
        "exports/<uuid:public_id>/retry/",
        export_jobs.ExportJobRetry.as_view(),
        name="export-retry",
    ),
    *(
        path(f"exports/{name}.<fileformat:file_format>", view.as_view(), name=f"export-{name}")
        for name, view in exports.VIEWS.items()
    ),
    path("schema/", description.Schema.as_view(), name="schema"),
    path("docs/", description.Docs.as_view(), name="docs"),
    re_path(r"", unknown.Unknown.as_view(), name="unknown"),
]

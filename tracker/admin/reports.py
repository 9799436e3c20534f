"""Country progress: reports by member, cycle and state, and the workflow's actions on them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.answers import Denied
from tracker import rules
from tracker.domain import review, workflow
from tracker.domain.errors import Conflict, IllegalMove, NotAllowed
from tracker.domain.sharing import note_reads
from tracker.models import ProgressEntry, Report
from tracker.queries.ball import ball_in_court
from tracker.queries.overview.reports import days_in_state

from .base import OwnedAdmin, actor_of
from .dossier import dossier
from .forms import CommentForm, MoveForm
from .site import site

CHANGED_SINCE = _(
    "Somebody changed this report after you opened it. Look at it again, then repeat the action."
)


class AgeFilter(admin.SimpleListFilter):
    """How long a report has been in its state, in whole days."""

    title = _("days in this state")
    parameter_name = "days"
    # From so many days on, and the first that is too many.
    RANGES = {"0-6": (0, 7), "7-29": (7, 30), "30-89": (30, 90), "90": (90, None)}

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, Promise]]:
        return [
            ("0-6", _("Under 7")),
            ("7-29", _("7 to 29")),
            ("30-89", _("30 to 89")),
            ("90", _("90 or more")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Report]) -> QuerySet[Report]:
        if self.value() not in self.RANGES:
            return queryset
        least, most = self.RANGES[str(self.value())]
        now = timezone.now()
        rows = queryset.filter(state_since__lte=now - dt.timedelta(days=least))
        return rows if most is None else rows.filter(state_since__gt=now - dt.timedelta(days=most))


@admin.register(Report, site=site)
class ReportAdmin(OwnedAdmin):
    """Reports as the actor may see them. Nothing of a member is edited here: the page reads, and
    the actions go through the same verbs as everywhere else."""

    list_display = ("member", "cycle", "state", "days", "turn", "due_on", "overdue", "round")
    list_filter = (
        "cycle",
        "state",
        AgeFilter,
        "member__regional_group",
        ("member", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("member", "cycle")
    search_fields = ("member__code", "member__name")

    @admin.display(description=_("Days in this state"), ordering="-state_since")
    def days(self, report: Report) -> int:
        return days_in_state(report, timezone.now())

    @admin.display(description=_("Whose turn"))
    def turn(self, report: Report) -> str | Promise:
        return ball_in_court(report).sentence

    @admin.display(description=_("Overdue"), empty_value="")
    def overdue(self, report: Report) -> Promise | None:
        return _("Overdue") if report.is_overdue else None

    def get_urls(self) -> list[URLPattern]:
        see = self.admin_site.admin_view
        return [
            path("<str:object_id>/comment/", see(self.comment_view), name="tracker_report_comment"),
            path(
                "<str:object_id>/move/<slug:action>/",
                see(self.move_view),
                name="tracker_report_move",
            ),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The report, whole. A page to read: a POST is refused, whatever it carries."""
        report = self.get_object(request, object_id)
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied(_("Reports are not edited here. Take one of the actions."))
        actor = actor_of(request)
        answers = dossier(actor, report)
        for said in answers:
            note_reads(actor, said.entry, *said.documents, *said.figures)
        # A published report is there for everybody; the words of its way are not.
        reviews = report.member_id in actor.reviewed_member_ids
        named = {
            "ball": ball_in_court(report),
            "moves": workflow.moves(actor, report),
            "may_comment": rules.may_comment(actor, report),
            "answers": answers,
            "message": report.message if reviews else "",
        }
        return self._page(request, report, "record", named)

    def move_view(self, request: HttpRequest, object_id: str, action: str) -> HttpResponse:
        """One action of the workflow: what it asks for, then the verb. What was typed stays."""
        report = self.get_object(request, object_id)
        transition = workflow.BY_ACTION.get(action)
        if transition is None:
            raise Http404
        actor = actor_of(request)
        if isinstance(answer := transition.rule(actor, report), Denied):
            raise PermissionDenied(answer.reason)
        status = 200
        form = MoveForm(transition, request.POST or None, initial={"version": report.version})
        if request.method == "POST":
            status = 400
            if form.is_valid():
                try:
                    workflow.perform(
                        actor, report, action, form.cleaned_data["version"], **form.said()
                    )
                except NotAllowed as error:
                    raise PermissionDenied(error.reason) from error
                except IllegalMove as error:
                    form.add_error(None, str(error.reason))
                    status = 409
                except Conflict as error:
                    form.add_error(None, str(CHANGED_SINCE))
                    form.data = {**form.data.dict(), "version": error.current.version}
                    status = 409
                except ValidationError as error:
                    put_errors(form, error)
                else:
                    return self._done(request, report, _("Done: %s.") % transition.label)
        named = {"form": form, "transition": transition}
        return self._page(request, report, "move", named, status)

    def comment_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """A question to the member. It reaches them when the report is returned."""
        report = self.get_object(request, object_id)
        actor = actor_of(request)
        if isinstance(answer := rules.may_comment(actor, report), Denied):
            raise PermissionDenied(answer.reason)
        entries = (
            ProgressEntry.objects.visible_to(actor)
            .filter(report=report)
            .select_related("recommendation")
        )
        initial = {"entry": request.GET.get("entry")}
        form = CommentForm(entries, request.POST or None, initial=initial)
        if request.method == "POST" and form.is_valid():
            try:
                review.comment(actor, report, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                return self._done(request, report, _("The comment is noted."))
        status = 400 if request.method == "POST" else 200
        return self._page(request, report, "comment", {"form": form}, status)

    def _page(
        self,
        request: HttpRequest,
        report: Report,
        name: str,
        named: dict[str, Any],
        status: int = 200,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("%(member)s, cycle %(cycle)s")
            % {"member": report.member.display_name, "cycle": report.cycle.code},
            "report": report,
            **named,
        }
        return TemplateResponse(
            request, f"admin/tracker/report/{name}.html", context, status=status
        )

    def _done(self, request: HttpRequest, report: Report, said: str | Promise) -> HttpResponse:
        messages.success(request, said)
        address = reverse(
            "admin:tracker_report_change",
            args=[report.public_id],
            current_app=self.admin_site.name,
        )
        return HttpResponseRedirect(address)


def put_errors(form: Form, error: ValidationError) -> None:
    """Hands a verb's refusal to the form: under the field it names, or above the form."""
    named = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, said in named.items():
        form.add_error(name if name in form.fields else None, said)

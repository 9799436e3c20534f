"""Plans: to read for everybody as far as they were published, to write for their member."""

from django.urls import path

from .views import plan_actions, plan_document, plans

urlpatterns = [
    path("plans/", plans.index, name="plan-list"),
    path("plans/new/", plans.create, name="plan-create"),
    path("plans/<uuid:public_id>/", plans.detail, name="plan"),
    path("plans/<uuid:public_id>/edit/", plans.edit, name="plan-edit"),
    path("plans/<uuid:public_id>/remove/", plans.remove, name="plan-remove"),
    path("plans/<uuid:public_id>/withdraw/", plans.withdraw, name="plan-withdraw"),
    path("plans/<uuid:public_id>/offer/", plans.offer, name="plan-offer"),
    path("plans/<uuid:public_id>/document/", plan_document.attach, name="plan-document"),
    path(
        "plans/<uuid:public_id>/document/remove/",
        plan_document.remove,
        name="plan-document-remove",
    ),
    path("plans/<uuid:public_id>/file/", plan_document.file, name="plan-file"),
    path("plans/<uuid:public_id>/carry-over/", plan_actions.carry_over, name="plan-carry-over"),
    path("plans/<uuid:public_id>/actions/new/", plan_actions.add, name="action-add"),
    path("plans/actions/<uuid:public_id>/", plan_actions.edit, name="action-edit"),
    path("plans/actions/<uuid:public_id>/remove/", plan_actions.remove, name="action-remove"),
]

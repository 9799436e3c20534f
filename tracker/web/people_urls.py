"""Invitations, seats and hand-over, and the secretariat's pages about members and their people."""

from django.urls import path

from .views import hand_over, invitation, manage, manage_people, seats, team

urlpatterns = [
    path("invite/", invitation.answer, name="invitation-answer"),
    path("invite/<str:key>/", invitation.follow, name="invitation"),
    path("team/", team.index, name="team"),
    path("team/invite/", team.invite, name="team-invite"),
    path("team/invitations/<uuid:public_id>/", team.change, name="invitation-change"),
    path("team/hand-over/", hand_over.start, name="hand-over"),
    path("team/hand-over/<uuid:public_id>/", hand_over.note, name="hand-over-note"),
    path("team/hand-over/<uuid:public_id>/take-back/", hand_over.take_back, name="take-back"),
    path("team/<uuid:public_id>/end/", seats.end, name="seat-end"),
    path("team/<uuid:public_id>/delegate/", seats.delegate, name="seat-delegate"),
    path("manage/", manage.index, name="manage"),
    path("manage/people/", manage_people.index, name="manage-people"),
    path("manage/people/invite/", manage_people.invite, name="manage-people-invite"),
    path("manage/people/<uuid:public_id>/members/", manage_people.members, name="manage-reviewed"),
    path("manage/members/<str:code>/", manage.member, name="manage-member"),
    path("manage/members/<str:code>/invite/", manage.invite, name="manage-invite"),
    path("manage/members/<str:code>/freeze/", manage.freeze, name="manage-freeze"),
    path("manage/members/<str:code>/replace/<uuid:public_id>/", seats.replace, name="seat-replace"),
]

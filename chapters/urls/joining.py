"""Joining, leaving, what a member opens; and the members as officers see them."""

from django.urls import path

from chapters.views import joining, members

urlpatterns = [
    path("me/", joining.memberships, name="memberships"),
    path("invitation/<str:token>/", joining.invitation, name="invitation"),
    path("<int:pk>/join/", joining.join, name="join"),
    path("<int:pk>/membership/", joining.membership, name="membership"),
    path("<int:pk>/membership/pieces/", joining.pieces, name="membership-pieces"),
    path("<int:pk>/membership/consent/", joining.consent, name="membership-consent"),
    path("<int:pk>/membership/leave/", joining.leave, name="membership-leave"),
    path("<int:pk>/membership/move/", joining.move, name="membership-move"),
    path("<int:pk>/my/members/", members.my_members, name="my-members"),
    path("<int:pk>/my/members/export/", members.export, name="my-members-export"),
    path("<int:pk>/my/members/invite/", members.invite, name="my-members-invite"),
    path("<int:pk>/my/members/<int:membership>/admit/", members.admit, name="my-member-admit"),
    path("<int:pk>/my/members/<int:membership>/refuse/", members.refuse, name="my-member-refuse"),
    path("<int:pk>/my/members/<int:membership>/end/", members.end, name="my-member-end"),
]

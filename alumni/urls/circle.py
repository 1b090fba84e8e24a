"""Classmates, classes, messages."""

from django.urls import path, re_path

from alumni.views import circle, messages

urlpatterns = [
    path("classmates/", circle.classmate_list, name="classmates"),
    path("classmates/<int:pk>/", circle.classmate_detail, name="classmate"),
    path("classmates/<int:pk>/write/", messages.message_write, name="message-write"),
    path("classmates/class/<int:pk>/", circle.class_detail, name="class"),
    path("classmates/class/<int:pk>/tell/<int:about_pk>/", circle.hint_add, name="hint"),
    path("me/messages/", messages.message_list, name="messages"),
    re_path(r"^me/messages/(?P<pk>\d{1,18})/(?P<act>refuse|accept|report)/$", messages.message_act, name="message-act"),
]

"""Events that a chapter holds, among the pages of "my chapter"."""

from django.urls import path

from events.views import my_chapter

urlpatterns = [
    path("events/mine/chapters/<int:pk>/", my_chapter.my_events, name="chapter-events"),
    path("events/mine/chapters/<int:pk>/add/", my_chapter.event_add, name="chapter-event-add"),
    path("events/mine/chapters/<int:pk>/<int:event_pk>/", my_chapter.event_page, name="chapter-event"),
    path("events/mine/chapters/<int:pk>/<int:event_pk>/words/", my_chapter.event_words, name="chapter-event-words"),
    path("events/mine/chapters/<int:pk>/<int:event_pk>/time/", my_chapter.event_time, name="chapter-event-time"),
    path("events/mine/chapters/<int:pk>/<int:event_pk>/rules/", my_chapter.event_rules, name="chapter-event-rules"),
    path("events/mine/chapters/<int:pk>/<int:event_pk>/move/", my_chapter.event_move, name="chapter-event-move"),
    path("events/mine/chapters/<int:pk>/<int:event_pk>/cancel/", my_chapter.event_cancel, name="chapter-event-cancel"),
]

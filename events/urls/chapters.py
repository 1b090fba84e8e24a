"""Events that a chapter holds, among the pages of "my chapter"."""

from django.urls import path

from events.views import my_chapter, my_chapter_parts, my_chapter_people

urlpatterns = [
    path("events/mine/chapters/<int:pk>/", my_chapter.my_events, name="chapter-events"),
    path("events/mine/chapters/<int:pk>/add/", my_chapter.event_add, name="chapter-event-add"),
    path("events/mine/chapters/<int:pk>/<int:event_pk>/", my_chapter.event_page, name="chapter-event"),
    path("events/mine/chapters/<int:pk>/<int:event_pk>/words/", my_chapter.event_words, name="chapter-event-words"),
    path("events/mine/chapters/<int:pk>/<int:event_pk>/time/", my_chapter.event_time, name="chapter-event-time"),
    path("events/mine/chapters/<int:pk>/<int:event_pk>/rules/", my_chapter.event_rules, name="chapter-event-rules"),
    path("events/mine/chapters/<int:pk>/<int:event_pk>/move/", my_chapter.event_move, name="chapter-event-move"),
    path("events/mine/chapters/<int:pk>/<int:event_pk>/cancel/", my_chapter.event_cancel, name="chapter-event-cancel"),
    path("events/mine/chapters/<int:pk>/<int:event_pk>/parts/", my_chapter_parts.parts, name="chapter-event-parts"),
    path(
        "events/mine/chapters/<int:pk>/<int:event_pk>/parts/<slug:kind>/add/",
        my_chapter_parts.part_row, name="chapter-event-row-add",
    ),
    path(
        "events/mine/chapters/<int:pk>/<int:event_pk>/parts/<slug:kind>/<int:row>/",
        my_chapter_parts.part_row, name="chapter-event-row",
    ),
    path(
        "events/mine/chapters/<int:pk>/<int:event_pk>/parts/<slug:kind>/<int:row>/remove/",
        my_chapter_parts.part_row_remove, name="chapter-event-row-remove",
    ),
    path(
        "events/mine/chapters/<int:pk>/<int:event_pk>/registered/<int:row>/accept/",
        my_chapter_people.accept, name="chapter-event-accept",
    ),
    path(
        "events/mine/chapters/<int:pk>/<int:event_pk>/registered/<int:row>/decline/",
        my_chapter_people.decline, name="chapter-event-decline",
    ),
    path("events/mine/chapters/<int:pk>/<int:event_pk>/gate/", my_chapter_people.gate, name="chapter-event-gate"),
    path(
        "events/mine/chapters/<int:pk>/<int:event_pk>/gate/<int:row>/end/",
        my_chapter_people.pass_end, name="chapter-event-pass-end",
    ),
]  # fmt: skip

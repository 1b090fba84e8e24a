"""Events that a chapter holds, among the pages of "my chapter"."""

from django.urls import path

from events.views import (
    my_chapter,
    my_chapter_gate,
    my_chapter_parts,
    my_chapter_people,
    my_chapter_sharing,
    my_chapter_speakers,
)

ONE = "events/mine/chapters/<int:pk>/<int:event_pk>/"

urlpatterns = [
    path("events/mine/chapters/<int:pk>/", my_chapter.my_events, name="chapter-events"),
    path("events/mine/chapters/<int:pk>/add/", my_chapter.event_add, name="chapter-event-add"),
    path(ONE, my_chapter.event_page, name="chapter-event"),
    path(f"{ONE}words/", my_chapter.event_words, name="chapter-event-words"),
    path(f"{ONE}time/", my_chapter.event_time, name="chapter-event-time"),
    path(f"{ONE}rules/", my_chapter.event_rules, name="chapter-event-rules"),
    path(f"{ONE}move/", my_chapter.event_move, name="chapter-event-move"),
    path(f"{ONE}cancel/", my_chapter.event_cancel, name="chapter-event-cancel"),
    path(f"{ONE}parts/", my_chapter_parts.parts, name="chapter-event-parts"),
    path(
        f"{ONE}parts/<slug:kind>/add/",
        my_chapter_parts.part_row, name="chapter-event-row-add",
    ),
    path(
        f"{ONE}parts/<slug:kind>/<int:row>/",
        my_chapter_parts.part_row, name="chapter-event-row",
    ),
    path(
        f"{ONE}parts/<slug:kind>/<int:row>/remove/",
        my_chapter_parts.part_row_remove, name="chapter-event-row-remove",
    ),
    path(
        f"{ONE}registered/<int:row>/accept/",
        my_chapter_people.accept, name="chapter-event-accept",
    ),
    path(
        f"{ONE}registered/<int:row>/decline/",
        my_chapter_people.decline, name="chapter-event-decline",
    ),
    path(f"{ONE}registered/<int:row>/", my_chapter_people.registered, name="chapter-event-registration"),
    path(f"{ONE}registered/<int:row>/cancel/", my_chapter_people.cancel, name="chapter-event-cancel-one"),
    path(f"{ONE}feedback/", my_chapter_people.said, name="chapter-event-feedback"),
    path(f"{ONE}message/", my_chapter_people.message, name="chapter-event-message"),
    path(f"{ONE}gate/", my_chapter_gate.gate, name="chapter-event-gate"),
    path(f"{ONE}gate/<int:row>/end/", my_chapter_gate.pass_end, name="chapter-event-pass-end"),
    path(f"{ONE}gate/lists/", my_chapter_gate.list_add, name="chapter-event-list-add"),
    path(f"{ONE}gate/lists/<int:row>/close/", my_chapter_gate.list_close, name="chapter-event-list-close"),
    path(f"{ONE}gate/entries/", my_chapter_gate.entries, name="chapter-event-entries"),
    path(f"{ONE}gate/entries/<int:row>/", my_chapter_gate.entry_decide, name="chapter-event-entry"),
    path(f"{ONE}gate/paper/<slug:kind>/", my_chapter_gate.paper, name="chapter-event-paper"),
    path(f"{ONE}copy/", my_chapter_sharing.copy, name="chapter-event-copy"),
    path(f"{ONE}links/", my_chapter_sharing.links, name="chapter-event-links"),
    path(f"{ONE}links/<int:row>/end/", my_chapter_sharing.link_end, name="chapter-event-link-end"),
    path(f"{ONE}files/", my_chapter_sharing.files, name="chapter-event-files"),
    path(f"{ONE}files/<int:row>/", my_chapter_sharing.file, name="chapter-event-file"),
    path(f"{ONE}files/<int:row>/remove/", my_chapter_sharing.file_remove, name="chapter-event-file-remove"),
    path(f"{ONE}parts/<int:row>/speakers/", my_chapter_speakers.speakers, name="chapter-event-speakers"),
    path(f"{ONE}parts/<int:row>/speakers/add/", my_chapter_speakers.speaker_add, name="chapter-event-speaker-add"),
    path(
        f"{ONE}parts/<int:row>/speakers/add/<int:member>/", my_chapter_speakers.speaker_add,
        name="chapter-event-member-speaks",
    ),
    path(f"{ONE}speakers/<int:row>/", my_chapter_speakers.speaker_edit, name="chapter-event-speaker"),
    path(f"{ONE}speakers/<int:row>/ask/", my_chapter_speakers.speaker_ask, name="chapter-event-speaker-ask"),
    path(f"{ONE}speakers/<int:row>/remove/", my_chapter_speakers.speaker_remove, name="chapter-event-speaker-remove"),
]  # fmt: skip

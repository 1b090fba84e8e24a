"""My chapter: the pages that its officers keep."""

from django.urls import path

from chapters.views import council_change, my_chapter, my_council, my_gatherings, my_notices, my_page

urlpatterns: list = [
    path("mine/", my_chapter.mine, name="mine"),
    path("<int:pk>/my/", my_chapter.my_chapter, name="my"),
    path("<int:pk>/my/page/", my_page.my_page, name="my-page"),
    path("<int:pk>/my/page/logo/", my_page.logo_save, name="my-logo"),
    path("<int:pk>/my/page/logo/remove/", my_page.logo_remove, name="my-logo-remove"),
    path("<int:pk>/my/page/logo/image/", my_page.picture, name="my-logo-image"),
    path("<int:pk>/my/page/photos/add/", my_page.photo_add, name="my-photo-add"),
    path("<int:pk>/my/page/photos/<int:photo_pk>/", my_page.photo_caption, name="my-photo"),
    path("<int:pk>/my/page/photos/<int:photo_pk>/image/", my_page.picture, name="my-photo-image"),
    path("<int:pk>/my/page/photos/<int:photo_pk>/remove/", my_page.photo_remove, name="my-photo-remove"),
    path("<int:pk>/my/council/", my_council.my_council, name="my-council"),
    path("<int:pk>/my/council/posts/add/", my_council.post_edit, name="my-post-add"),
    path("<int:pk>/my/council/posts/<int:post_pk>/", my_council.post_edit, name="my-post"),
    path("<int:pk>/my/council/fill/", my_council.office_fill, name="my-office-fill"),
    path("<int:pk>/my/council/offices/<int:office_pk>/end/", my_council.office_end, name="my-office-end"),
    path("<int:pk>/my/council/change/", council_change.council_change, name="council-change"),
    path("<int:pk>/my/council/change/start/", council_change.change_start, name="council-start"),
    path("<int:pk>/my/council/change/audit/", council_change.change_audit, name="council-audit"),
    path("<int:pk>/my/council/change/election/", council_change.change_election, name="council-election"),
    path("<int:pk>/my/council/change/people/", council_change.change_people, name="council-people"),
    path(
        "<int:pk>/my/council/change/people/<int:nominee_pk>/remove/",
        council_change.nominee_remove,
        name="council-nominee-remove",
    ),
    path("<int:pk>/my/council/change/term/", council_change.change_term, name="council-term"),
    path("<int:pk>/my/council/change/submit/", council_change.change_submit, name="council-submit"),
    path("<int:pk>/my/council/change/withdraw/", council_change.change_withdraw, name="council-withdraw"),
    path(
        "<int:pk>/my/council/change/audit/file/",
        council_change.change_document,
        {"what": "audit"},
        name="council-audit-file",
    ),
    path(
        "<int:pk>/my/council/change/election/file/",
        council_change.change_document,
        {"what": "minutes"},
        name="council-minutes-file",
    ),
    path("<int:pk>/my/notices/", my_notices.my_notices, name="my-notices"),
    path("<int:pk>/my/notices/add/", my_notices.notice_add, name="my-notice-add"),
    path("<int:pk>/my/notices/<int:notice_pk>/", my_notices.notice_edit, name="my-notice"),
    path("<int:pk>/my/notices/<int:notice_pk>/withdraw/", my_notices.notice_withdraw, name="my-notice-withdraw"),
    path("<int:pk>/my/gatherings/", my_gatherings.my_gatherings, name="my-gatherings"),
    path("<int:pk>/my/gatherings/add/", my_gatherings.gathering_add, name="my-gathering-add"),
    path("<int:pk>/my/gatherings/<int:gathering_pk>/", my_gatherings.gathering_edit, name="my-gathering"),
    path(
        "<int:pk>/my/gatherings/<int:gathering_pk>/attendance/",
        my_gatherings.gathering_attendance,
        name="my-gathering-attendance",
    ),
    path(
        "<int:pk>/my/gatherings/<int:gathering_pk>/cancel/", my_gatherings.gathering_cancel, name="my-gathering-cancel"
    ),
]

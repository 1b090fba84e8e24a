"""Founding a chapter online."""

from django.urls import path

from chapters.views import founding, founding_parts, initiators

urlpatterns = [
    path("found/", founding.found, name="found"),
    path("found/<slug:kind>/", founding.found_place, name="found-place"),
    path("<int:pk>/revive/", founding.revive, name="revive"),
    path("founding/<int:pk>/", founding.application_page, name="application"),
    path("founding/<int:pk>/draft/", founding_parts.draft, name="application-draft"),
    path("founding/<int:pk>/documents/", founding_parts.upload, name="application-upload"),
    path("founding/<int:pk>/documents/<int:document>/", founding.document, name="application-document"),
    path("founding/<int:pk>/initiators/", founding_parts.initiators, name="application-initiators"),
    path(
        "founding/<int:pk>/initiators/<int:initiator>/remove/",
        founding_parts.initiator_remove,
        name="application-initiator-remove",
    ),
    path("founding/<int:pk>/send/", founding.submit, name="application-send"),
    path("founding/<int:pk>/reply/", founding_parts.reply, name="application-reply"),
    path("founding/<int:pk>/report/", founding_parts.report, name="application-report"),
    path("founding/<int:pk>/report/send/", founding_parts.report_send, name="application-report-send"),
    path("founding/<int:pk>/council/", founding_parts.council, name="application-council"),
    path(
        "founding/<int:pk>/council/<int:nominee>/remove/",
        founding_parts.nominee_remove,
        name="application-nominee-remove",
    ),
    path("founding/<int:pk>/withdraw/", founding.withdraw, name="application-withdraw"),
    path("initiator/<str:token>/", initiators.initiator, name="initiator"),
]

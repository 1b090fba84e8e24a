"""What a chapter files, on its officers' pages."""

from django.urls import path

from chapters.views import duties as views

urlpatterns = [
    path("<int:pk>/my/duties/", views.my_duties, name="my-duties"),
    path("<int:pk>/my/duties/address/", views.duties_link, name="duties-link"),
    path("<int:pk>/my/duties/<int:duty_pk>/", views.filing, name="filing"),
    path("<int:pk>/my/duties/<int:duty_pk>/report.pdf", views.filing_report, name="filing-report"),
    path(
        "<int:pk>/my/duties/<int:duty_pk>/documents/<int:document_pk>/",
        views.filing_document,
        name="filing-document",
    ),
    path(
        "<int:pk>/my/duties/<int:duty_pk>/documents/<int:document_pk>/remove/",
        views.filing_document_remove,
        name="filing-document-remove",
    ),
    path("duties/<str:token>.ics", views.duties_ics, name="duties-ics"),
]

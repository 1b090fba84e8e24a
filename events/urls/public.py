"""Events as everybody sees them."""

from django.urls import path

from events.views import event, files, listing, registered_material, speaking

urlpatterns = [
    path("events/", listing.events, name="events"),
    path("events/calendar.ics", files.calendar, name="calendar"),
    path("events/feed/", files.feed, name="feed"),
    path("events/series/<int:pk>/", listing.series, name="series"),
    path("events/series/<int:pk>/calendar.ics", files.series_calendar, name="series-calendar"),
    path("events/<int:pk>/", event.event_page, name="event"),
    path("events/<int:pk>/calendar.ics", files.event_calendar, name="event-calendar"),
    path("events/<int:pk>/share/", event.share, name="share"),
    path("events/<int:pk>/material/<int:row>/", files.material, name="material"),
    path("events/r/<str:token>/material/", registered_material.materials, name="registration-materials"),
    path("events/r/<str:token>/material/<int:row>/", registered_material.material, name="registration-material"),
    path("events/<int:pk>/photographs/<int:row>/", files.photograph, name="photograph"),
    path("events/speaking/<str:token>/", speaking.speaker, name="speaker"),
]

"""The check-in desk. Everything below /events/gate/ is in the scope of its service worker."""

from django.urls import path

from events.views import gate, gate_sync

LIST = "events/gate/<int:event>/<int:pk>/"

urlpatterns = [
    path("events/gate/", gate.mine, name="gate-mine"),
    path("events/gate/worker.js", gate_sync.worker, name="gate-worker"),
    path("events/gate/<int:event>/", gate.choose, name="gate"),
    path(LIST, gate.desk, name="gate-list"),
    path(f"{LIST}offline/", gate.offline, name="gate-offline"),
    path(f"{LIST}counts/", gate.counts, name="gate-counts"),
    path(f"{LIST}came/<int:registration>/", gate.came, name="gate-came"),
    path(f"{LIST}undo/<uuid:check_in>/", gate.undo, name="gate-undo"),
    path(f"{LIST}walk-in/", gate.walk_in, name="gate-walk-in"),
    path(f"{LIST}people/", gate_sync.people, name="gate-people"),
    path(f"{LIST}sync/", gate_sync.sync, name="gate-sync"),
]

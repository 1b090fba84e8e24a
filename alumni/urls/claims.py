""" "That is me", names and degrees, and the link that opens one's own data."""

from django.urls import path

from alumni.views import changes, claims, corrections

urlpatterns = [
    path("claim/", claims.claim, name="claim"),
    path("claim/prove/", claims.prove, name="claim-prove"),
    path("claim/code/", claims.send_code, name="claim-code"),
    path("claim/code/confirm/", claims.confirm_code, name="claim-confirm"),
    path("claim/answer/", claims.answer, name="claim-answer"),
    path("claim/withdraw/", claims.withdraw, name="claim-withdraw"),
    path("claim/evidence/<int:pk>/", claims.evidence, name="claim-evidence"),
    path("me/changes/", changes.changes, name="changes"),
    path("me/changes/names/", changes.change_names, name="change-names"),
    path("me/changes/degrees/add/", changes.change_degree, name="change-degree-add"),
    path("me/changes/degrees/<int:pk>/", changes.change_degree, name="change-degree"),
    path("me/changes/<int:pk>/withdraw/", changes.withdraw_change, name="change-withdraw"),
    path("correct/", corrections.correct_own, name="correct-own"),
    path("correct/names/", corrections.correct_names, name="correct-names"),
    path("correct/degrees/add/", corrections.correct_degree, name="correct-degree-add"),
    path("correct/degrees/<int:pk>/", corrections.correct_degree, name="correct-degree"),
    path("correct/done/", corrections.correct_done, name="correct-done"),
    path("correct/<str:token>/", corrections.correct, name="correct"),
]

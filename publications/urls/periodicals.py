"""The archive, the index of people, what is sent in, and consents by link."""

from django.urls import path

from publications.views import articles, articles_consent, issues, periodicals, suggestions

urlpatterns = [
    path("publications/", periodicals.archive, name="periodicals"),
    path("publications/people/", periodicals.people, name="people"),
    path("publications/search/", articles.search, name="search"),
    path("publications/feed/", articles.feed, name="feed"),
    path("publications/article/<int:pk>/", articles.article, name="article"),
    path("publications/picture/<int:pk>/", articles.picture, name="picture"),
    path("publications/suggest/", suggestions.suggest, name="suggest"),
    path("publications/suggest/team/", suggestions.suggest_as_team, name="suggest-team"),
    path("publications/suggest/thanks/", suggestions.suggested, name="suggested"),
    path("publications/consent/<str:token>/", articles_consent.consent, name="consent"),
    path("publications/consent/<str:token>/<int:pk>/", articles_consent.consent_picture, name="consent-picture"),
    path("publications/<slug:slug>/", periodicals.periodical, name="periodical"),
    path("publications/<slug:slug>/<int:number>/", issues.issue, name="issue"),
    path("publications/<slug:slug>/<int:number>/cover/", issues.cover, name="cover"),
    path("publications/<slug:slug>/<int:number>/pdf/", issues.printed, name="printed"),
]

"""What everyone sees of chapters."""

from django.urls import path

from chapters.views import chapter, directory, files

urlpatterns = [
    path("", directory.directory, name="directory"),
    path("feed/", files.feed, name="feed"),
    path("<int:pk>/", chapter.chapter_page, name="chapter"),
    path("<int:pk>/news/<int:notice>/", chapter.notice_page, name="notice"),
    path("<int:pk>/feed/", files.chapter_feed, name="chapter-feed"),
    path("<int:pk>/contact-<str:version>.vcf", files.card, name="card"),
    path("<int:pk>/logo", files.logo, name="logo"),
    path("<int:pk>/photos/<int:photo>", files.photo, name="photo"),
]

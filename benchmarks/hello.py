"""The site's addresses and the least page that Django can give beside them."""

from django.http import HttpResponse
from django.urls import include, path


def hello(request):
    return HttpResponse("Hello, world")


urlpatterns = [path("hello/", hello), path("", include("alumni_office.urls"))]

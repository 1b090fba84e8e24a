"""What benchmarks/public.py serves: this site, with its own middleware or only with what a new project has."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

STARTPROJECT = [  # what a new Django project begins with
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def serve():
    django.setup()
    settings.ROOT_URLCONF = "benchmarks.hello"
    if os.environ.get("BENCH_STARTPROJECT"):
        settings.MIDDLEWARE = STARTPROJECT
    return WSGIHandler()

"""The mailing benchmark's comparison with django-newsletter, its own way of sending, by the Python that has it
(benchmarks/newsletter.txt). Started by benchmarks.mailing; imports nothing of this project, and keeps its tables in
memory, which costs it no commit."""

import json
import sys
import time
from pathlib import Path

import django
from django.conf import settings

TEXT = "{{ subscription.name }}，您好：" + "学校近日举行了新学期的第一次校友返校日活动，来自各地的校友回到母校。\n" * 12
TEMPLATES = {
    "newsletter/message/message_subject.txt": "{{ message.title }}",
    "newsletter/message/message.txt": TEXT,
    "newsletter/message/message.html": f"<p>{TEXT}</p>",
}


def set_up(port: int) -> None:
    loaders = [("django.template.loaders.locmem.Loader", TEMPLATES)]
    settings.configure(
        INSTALLED_APPS=[
            "django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sites", "django.contrib.sessions",
            "newsletter",
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", loaders)]}}],
        EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, USE_TZ=True, SECRET_KEY="-", SITE_ID=1,
        NEWSLETTER_THUMBNAIL="sorl-thumbnail", ROOT_URLCONF="newsletter.urls", NEWSLETTER_USE_HTTPS=True,
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    )  # fmt: skip
    django.setup()


def submission_to(letters: int):
    from django.contrib.sites.models import Site
    from django.core.management import call_command
    from django.utils import timezone
    from newsletter.models import Message, Newsletter, Submission, Subscription

    call_command("migrate", verbosity=0)
    newsletter = Newsletter.objects.create(title="校友通讯", slug="alumni", email="alumni@localhost", sender="校友会")
    newsletter.site.add(Site.objects.get_current())
    for number in range(letters):
        Subscription.objects.create(
            newsletter=newsletter, name_field="王小明", email_field=f"r{number}@example.com", subscribed=True,
            activation_code="-", subscribe_date=timezone.now(),
        )  # fmt: skip
    message = Message.objects.create(title="校友通讯 2026 年第 3 期", slug="m", newsletter=newsletter)
    return Submission.from_message(message)


def main():
    port, letters, go = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    set_up(port)
    submission = submission_to(letters)
    print("ready", flush=True)
    while not go.exists():
        time.sleep(0.005)
    start, used = time.time(), time.process_time()
    submission.submit()
    print(json.dumps([start, time.time(), (time.process_time() - used) * 1000]), flush=True)


if __name__ == "__main__":
    main()

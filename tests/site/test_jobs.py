import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from alumni_office.jobs import kinds, services
from alumni_office.jobs.models import Job
from tests.factories import make_user

pytestmark = pytest.mark.django_db

KIND = "count_people"


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    """A kind of job that notes each of its runs."""
    runs = []
    monkeypatch.setitem(services.handlers, KIND, lambda run: runs.append(run.job.pk))
    monkeypatch.setitem(kinds.kinds, KIND, kinds.Kind("清点校友"))
    return runs


@pytest.fixture
def me(client):
    user = make_user(Role.STAFF)
    client.force_login(user)
    return user


def make_job(by, state=Job.State.QUEUED, result=None, **fields):
    if state == Job.State.RUNNING:
        fields |= {"token": uuid.uuid4(), "lease_until": timezone.now() + timedelta(minutes=2)}
    job = Job.objects.create(kind=KIND, by=by, state=state, **fields)
    if result is not None:
        job.result.save("名单.xlsx", ContentFile(result))
    return job


def url(name, job):
    return reverse(f"admin:jobs_job_{name}", args=[job.pk])


@pytest.mark.parametrize("state", [Job.State.QUEUED, Job.State.RUNNING])
def test_an_open_job_asks_for_itself_every_second(client, me, state):
    job = make_job(me, state, done=30, total=120)
    page = client.get(url("change", job)).content.decode()
    assert f'hx-get="{url("progress", job)}" hx-trigger="every 1s" hx-swap="outerHTML"' in page
    assert re.search(r'<progress class="\w+" value="30" max="120"', page)
    assert f'action="{url("stop", job)}"' in page


@pytest.mark.parametrize("state", [Job.State.STOPPED, Job.State.DONE, Job.State.FAILED])
def test_an_ended_job_asks_no_more(client, me, state):
    job = make_job(me, state, done=30, total=120)
    fragment = client.get(url("progress", job)).content.decode()
    assert "hx-trigger" not in fragment
    assert f'action="{url("stop", job)}"' not in fragment
    assert (f'action="{url("resume", job)}"' in fragment) is (state != Job.State.DONE)


def test_progress_is_a_fragment_with_the_counts_in_words(client, me):
    job = make_job(
        me, Job.State.RUNNING, done=1830, total=3120, counts={"rejected": 17, "created": 1501, "unchanged": 0}
    )
    fragment = client.get(url("progress", job), headers={"accept-language": "en"}).content.decode()
    assert "<html" not in fragment
    assert "1,830 / 3,120 · 58%" in fragment
    assert re.findall(r'<li class="(word-\w+)">([^<]+)</li>', fragment) == [
        ("word-created", "Created 1,501"),
        ("word-rejected", "Rejected 17"),
    ]


def test_the_page_around_a_bar_is_loaded_anew_when_the_job_ends(client, me):
    job = make_job(me, Job.State.RUNNING)
    assert "HX-Refresh" not in client.get(url("progress", job) + "?reload=1").headers
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
    assert client.get(url("progress", job) + "?reload=1").headers["HX-Refresh"] == "true"
    assert "HX-Refresh" not in client.get(url("progress", job)).headers


def test_stopping_a_running_job_asks_it_to_stop(client, me):
    job = make_job(me, Job.State.RUNNING)
    assert client.post(url("stop", job)).url == url("change", job)
    job.refresh_from_db()
    assert (job.state, job.stop_asked) == (Job.State.RUNNING, True)


def test_stopping_by_htmx_answers_with_the_fragment(client, me):
    job = make_job(me, Job.State.QUEUED)
    response = client.post(url("stop", job), headers={"hx-request": "true"})
    assert response.status_code == 200
    assert f'id="job-{job.pk}"' in response.content.decode()
    job.refresh_from_db()
    assert job.state == Job.State.STOPPED


def test_resuming_wakes_a_worker(client, me, kind, django_capture_on_commit_callbacks):
    job = make_job(me, Job.State.STOPPED, done=30, total=120)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("resume", job))
    assert kind == [job.pk]
    job.refresh_from_db()
    assert job.state == Job.State.DONE


def test_resuming_twice_wakes_one_worker(client, me, kind, django_capture_on_commit_callbacks):
    job = make_job(me, Job.State.STOPPED)
    with django_capture_on_commit_callbacks() as callbacks:
        client.post(url("resume", job))
        client.post(url("resume", job))
    assert len(callbacks) == 1


@pytest.mark.parametrize("name", ["stop", "resume"])
def test_a_link_neither_stops_nor_resumes(client, me, name):
    job = make_job(me, Job.State.RUNNING)
    assert client.get(url(name, job)).status_code == 405
    job.refresh_from_db()
    assert (job.state, job.stop_asked) == (Job.State.RUNNING, False)


@pytest.mark.parametrize(
    ("name", "method"),
    [("change", "get"), ("progress", "get"), ("download", "get"), ("stop", "post"), ("resume", "post")],
)
def test_the_job_of_a_colleague_is_not_to_be_found(client, me, name, method):
    job = make_job(make_user(Role.HEAD), Job.State.STOPPED, result=b"names")
    assert getattr(client, method)(url(name, job)).status_code == 404
    job.refresh_from_db()
    assert job.state == Job.State.STOPPED
    assert AccessRecord.objects.count() == 0


def test_the_list_shows_my_jobs_newest_first(client, me):
    make_job(make_user(Role.HEAD))
    first, second = make_job(me), make_job(me)
    assert client.get(reverse("admin:jobs_job_changelist")).context["page"].rows == [second, first]


def test_the_list_goes_on_below_a_cursor(client, me, monkeypatch):
    monkeypatch.setattr("alumni_office.jobs.views.PAGE", 2)
    jobs = [make_job(me) for _ in range(5)][::-1]
    address, seen = reverse("admin:jobs_job_changelist"), []
    query = ""
    while True:
        page = client.get(address + query).context["page"]
        seen.append(page.rows)
        if not page.older:
            break
        query = page.older
    assert seen == [jobs[:2], jobs[2:4], jobs[4:]]


@pytest.mark.parametrize("before", ["", "x", "-1", "²", "9" * 30])
def test_a_cursor_out_of_order_is_the_first_page(client, me, before):
    job = make_job(me)
    page = client.get(reverse("admin:jobs_job_changelist"), {"before": before}).context["page"]
    assert (page.rows, page.is_first) == ([job], True)


@pytest.mark.parametrize("n", [1, 5])
def test_the_list_asks_four_queries(client, me, django_assert_num_queries, n):
    for _ in range(n):
        make_job(me)
    with django_assert_num_queries(4):  # session, user, grants, jobs
        client.get(reverse("admin:jobs_job_changelist"))


def test_a_result_is_taken_away_as_a_file_and_that_is_written_down(client, me):
    job = make_job(me, Job.State.DONE, result=b"<script>1</script>", done=1204)
    response = client.get(url("download", job))
    assert b"".join(response.streaming_content) == b"<script>1</script>"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]
    records = AccessRecord.objects.values_list("action", "target", "target_id", "by", "count")
    assert list(records) == [("download", "jobs.job", job.pk, me.pk, 1204)]


def test_there_is_nothing_to_take_away_before_the_end(client, me):
    assert client.get(url("download", make_job(me, Job.State.DONE))).status_code == 404
    assert client.get(url("download", make_job(me, Job.State.RUNNING, result=b"half"))).status_code == 404


def test_who_lost_the_right_may_not_take_the_result_away(client, me, monkeypatch):
    monkeypatch.setitem(kinds.kinds, KIND, kinds.Kind("清点", may_download=lambda job, user: False))
    job = make_job(me, Job.State.DONE, result=b"names")
    assert client.get(url("download", job)).status_code == 404
    page = client.get(url("change", job), headers={"accept-language": "en"}).content.decode()
    assert url("download", job) not in page
    assert "can no longer be taken away" in page


def test_a_refusal_is_shown_and_an_exception_is_not(client, me):
    refused = make_job(me, Job.State.FAILED, error="第 3 行没有姓名。")
    broken = make_job(me, Job.State.FAILED, error="ZeroDivisionError")
    assert "第 3 行没有姓名。" in client.get(url("progress", refused)).content.decode()
    page = client.get(url("progress", broken), headers={"accept-language": "en"}).content.decode()
    assert "ZeroDivisionError" not in page
    assert "Something went wrong on our side." in page


def test_jobs_are_for_staff(client):
    user = make_user(None, is_staff=False)
    client.force_login(user)
    job = make_job(user)
    assert client.get(url("change", job)).status_code == 302


def test_every_kind_of_job_has_a_name():
    assert set(services.handlers) - set(kinds.kinds) == set()


def test_the_list_says_what_each_job_works_on_in_one_question_a_kind(client, me, monkeypatch):
    asked = []

    def names(ids):
        asked.append(ids)
        return {7: "名册.xlsx"}

    monkeypatch.setitem(kinds.kinds, KIND, kinds.Kind("清点校友", names=names))
    jobs = [make_job(me, Job.State.DONE, subject_id=subject) for subject in (7, 8, None)]
    page = client.get(reverse("admin:jobs_job_changelist")).content.decode()
    assert (page.count("名册.xlsx"), asked) == (1, [{7, 8}])
    assert "名册.xlsx" in client.get(url("change", jobs[0])).content.decode()

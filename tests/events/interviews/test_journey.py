"""An interview from the choice to the editors, at the desk and on a telephone, in both languages."""

import pytest

from alumni.queries.search.measure import settle
from alumni_office.accounts.roles import Role
from alumni_office.mail import tokens
from events.models import InterviewTarget
from publications.models import Suggestion
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_degree, make_programme, make_reader, make_team, make_user, make_volunteer

pytestmark = pytest.mark.django_db(transaction=True)
WAYS = pytest.mark.parametrize(
    ("language", "viewport"),
    [("zh-hans", DESK), ("zh-hans", TELEPHONE), ("en", DESK), ("en", TELEPHONE)],
    ids=["zh-1440", "zh-390", "en-1440", "en-390"],
)


@WAYS
def test_from_the_choice_to_the_editors(page, sign_in, look, live_server, language, viewport):
    programme = make_programme("暑期校友寻访", title_en="Alumni interviews", kind="interviews")
    team = make_team(programme, "青岛小队", name_en="Qingdao team", region="青岛", teacher="孙老师")
    volunteer = make_volunteer(user=make_user(None, is_staff=False, language=language))
    team.members.create(volunteer=volunteer, leads=True)
    person = make_reader("zhou@example.com", "周大年")
    make_degree(person, major="化学", graduation_year=1986)
    settle()
    coordinator = make_user(Role.VOLUNTEER_COORDINATOR, language=language)
    sign_in(page, coordinator)
    page.goto(f"/admin/events/programme/{programme.pk}/")
    look("interviews-programme")
    page.click("a[data-row]")
    page.fill("#id_words", "周大年")
    page.click(".filter-row button")
    page.wait_for_selector("button[name=person]")
    look("interviews-search")
    page.click("button[name=person]")
    page.click("form[action$='/ask/'] button")
    page.wait_for_selector("form[action$='/declined/']")
    look("interviews-team-desk")
    answered(page, look, live_server, language)
    written(page, look, sign_in, volunteer, team)

    sign_in(page, coordinator)
    page.goto("/admin/events/programme/reports/")
    look("interviews-reports")
    page.click("a[data-row]")
    look("interviews-report-desk")
    page.click("button[name=accepts][value='1']")
    page.click("form[action$='/suggest/'] button")
    page.wait_for_selector(".badge-good")
    look("interviews-suggested")
    assert Suggestion.objects.get().title == "风雨四十年"


def answered(page, look, live_server, language):
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    page.goto(f"/events/interviews/{tokens.make('interview', InterviewTarget.objects.get().pk)}/")
    page.check("[name=agrees][value=yes]")
    page.check("[name=opened][value=email]")
    look("interview-asked")
    page.click("main form button.btn-primary")
    page.wait_for_selector(".alert-success")
    look("interview-answered")


def written(page, look, sign_in, volunteer, team):
    sign_in(page, volunteer.user)
    page.goto(f"/events/volunteers/teams/{team.pk}/")
    look("team")
    page.click("a[href$='/met/']")
    look("team-met")
    page.click("main form button.btn-primary")
    page.fill("[name=title]", "风雨四十年")
    page.fill("[name=text]", "周先生在门口等我们。")
    look("team-report-form")
    page.click("main form button.btn-primary")
    page.click("form[action$='/submit/'] button")
    page.wait_for_selector("a[href$='/report/']")
    look("team-handed-in")

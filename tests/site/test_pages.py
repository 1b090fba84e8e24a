"""The frame around every page: languages, themes, errors, and nothing that the security policy refuses."""

import re

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404, HttpResponseBadRequest, HttpResponseNotFound
from django.template.loader import render_to_string
from django.test import Client
from django.urls import path, reverse
from django.utils import translation

from alumni_office import urls as real
from alumni_office.accounts import demo
from alumni_office.accounts.roles import Role
from alumni_office.site.missing import missing_page
from tests.factories import make_alumnus, make_user

pytestmark = pytest.mark.django_db

INLINE = re.compile(
    r'<style|\sstyle=|\son[a-z]+=|<script(?! type="application/ld\+json">)(?![^>]*\ssrc=)|javascript:', re.IGNORECASE
)
ENGLISH, CHINESE = {"accept-language": "en"}, {"accept-language": "zh-CN"}


def broken(request):
    raise ZeroDivisionError


def shut(request):
    from django.core.exceptions import PermissionDenied

    raise PermissionDenied


def strange(request):
    from django.core.exceptions import BadRequest

    raise BadRequest


def gone(request):
    raise Http404


urlpatterns = [
    *real.urlpatterns,
    path("broken/", broken),
    path("shut/", shut),
    path("strange/", strange),
    path("gone/", gone),
]


@pytest.fixture
def head(client):
    user = make_user(Role.HEAD)
    client.force_login(user)
    return user


def links(page):
    return {
        address
        for address in re.findall(r'<(?:a|form)[^>]*(?:href|action)="(/[^"#]*)', page)
        if not address.startswith("/static/")
    }


def test_home_speaks_the_visitors_language(client):
    assert '<html lang="en"' in client.get("/", headers=ENGLISH).content.decode()
    assert '<html lang="zh-hans"' in client.get("/", headers=CHINESE).content.decode()


def test_home_names_the_university_of_the_settings(client, settings):
    settings.UNIVERSITY_NAME, settings.UNIVERSITY_NAME_EN = "海东大学", "Haidong University"
    assert "海东大学" in client.get("/", headers=CHINESE).content.decode()
    page = client.get("/", headers=ENGLISH).content.decode()
    assert "Haidong University" in page
    assert "海东大学" not in re.sub("<script.*?</script>", "", page)  # machines are told both names


def test_home_has_no_dead_links(client):
    found = links(client.get("/").content.decode())
    assert reverse("account_login") in found
    redirected = {reverse("admin:login"): 302, reverse("alumni:claim"): 302}
    posted = {reverse("set_theme"): 405, reverse("set_language"): 405}
    expected = dict.fromkeys(found, 200) | posted | {page: code for page, code in redirected.items() if page in found}
    assert {address: client.get(address).status_code for address in found} == expected


def test_language_is_switched_by_a_form_and_stays(client, head):
    page = client.get(reverse("admin:index"), headers=CHINESE).content.decode()
    assert '<input type="hidden" name="language" value="en">' in page
    answer = client.post(reverse("set_language"), {"language": "en", "next": reverse("admin:index")})
    assert answer.url == reverse("admin:index")
    page = client.get(reverse("admin:index"), headers=CHINESE).content.decode()
    assert '<html lang="en"' in page
    assert '<input type="hidden" name="language" value="zh-hans">' in page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_is_kept_in_a_cookie_and_printed_by_the_server(client, head, theme):
    assert "data-theme=" not in client.get(reverse("admin:index")).content.decode().split(">", 3)[1]
    client.post(reverse("set_theme"), {"theme": theme, "next": reverse("admin:index")})
    for address in ("/", reverse("admin:index")):
        assert f'data-theme="{theme}"' in client.get(address).content.decode()


def test_theme_of_a_strangers_making_is_ignored(client):
    client.post(reverse("set_theme"), {"theme": '"><script>'})
    assert "theme" not in client.cookies
    client.cookies["theme"] = "neon"
    assert "data-theme=" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "https:evil.example", "\\\\evil", ""]
)
def test_theme_leads_to_no_other_site(client, target):
    assert client.post(reverse("set_theme"), {"theme": "dark", "next": target}).url == "/"


def test_theme_changes_by_post_with_a_token_only():
    client = Client(enforce_csrf_checks=True)
    assert client.get(reverse("set_theme")).status_code == 405
    assert client.post(reverse("set_theme"), {"theme": "dark"}).status_code == 403


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "english", "chinese"),
    [
        ("/strange/", 400, "This request cannot be answered", "无法处理这个请求"),
        ("/shut/", 403, "You may not open this page", "您不能打开此页"),
        ("/gone/", 404, "There is no such page", "没有这个页面"),
        ("/nowhere/", 404, "There is no such page", "没有这个页面"),
        ("/admin/nowhere/", 302, "", ""),
        ("/broken/", 500, "Something went wrong on our side", "系统出了问题"),
    ],
)
def test_errors_are_said_in_the_visitors_language(client, settings, address, status, english, chinese):
    client.raise_request_exception = False
    for headers, words in ((ENGLISH, english), (CHINESE, chinese)):
        response = client.get(address, headers=headers)
        assert response.status_code == status
        assert words in response.content.decode()
        assert not INLINE.search(response.content.decode())


@pytest.mark.urls(__name__)
def test_the_page_of_a_failure_asks_the_database_nothing(client, django_assert_num_queries):
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        response = client.get("/broken/")
    assert response.status_code == 500
    assert "ZeroDivisionError" not in response.content.decode()


def test_an_error_leads_staff_back_to_the_desk(client, head):
    page = client.get("/admin/nowhere/", headers=ENGLISH).content.decode()
    assert f'href="{reverse("admin:index")}"' in page


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_too_many_requests_have_a_page(language):
    with translation.override(language):
        page = render_to_string("429.html")
    assert {"en": "That was very fast", "zh-hans": "操作太快了"}[language] in page


def test_a_form_without_its_token_is_answered_by_a_sentence():
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("account_login"), {"login": "x"}, headers=ENGLISH)
    assert response.status_code == 403
    assert "This form is too old" in response.content.decode()


def test_desk_pages_hold_nothing_inline(client, head):
    person = make_alumnus()
    addresses = [
        "/",
        reverse("admin:index"),
        reverse("admin:accounts_user_changelist"),
        reverse("admin:accounts_user_change", args=[head.pk]),
        reverse("admin:accounts_user_add"),
        reverse("admin:accounts_user_history", args=[head.pk]),
        reverse("admin:auth_user_password_change", args=[head.pk]),
        reverse("admin:accounts_rolegrant_changelist"),
        reverse("admin:history_accessrecord_changelist"),
        reverse("admin:jobs_job_changelist"),
        reverse("admin:app_list", args=["alumni"]),
        reverse("admin:accounts_rolegrant_roles"),
        reverse("admin:accounts_rolegrant_end", args=[head.grants.get().pk]),
        reverse("admin:mail_message_changelist"),
        reverse("account_home"),
        reverse("account_change_password"),
        reverse("usersessions_list"),
        reverse("mfa_index"),
        reverse("admin:alumni_tag_changelist"),
        reverse("admin:alumni_college_changelist"),
        reverse("admin:alumni_college_add"),
        reverse("admin:alumni_alumnus_changelist"),
        reverse("admin:alumni_alumnus_change", args=[person.pk]),
    ]
    found = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        found[address] = INLINE.findall(response.content.decode())
    assert found == {address: [] for address in addresses}


def test_signing_in_out_and_changing_the_password(client):
    user = make_user(Role.STAFF)
    sign_in = reverse("account_login")
    page = client.get(reverse("admin:login"), headers=ENGLISH, follow=True).content.decode()
    assert not INLINE.search(page)
    wrong = client.post(sign_in, {"login": user.email, "password": "wrong"}, headers=ENGLISH)
    assert 'role="alert"' in wrong.content.decode()
    data = {"login": user.email, "password": "correct horse", "next": reverse("admin:jobs_job_changelist")}
    assert client.post(sign_in, data).url == reverse("admin:jobs_job_changelist")
    new = {"oldpassword": "correct horse", "password1": "battery staple", "password2": "battery staple"}
    assert client.get(reverse("admin:password_change")).url == reverse("account_change_password")
    assert client.post(reverse("account_change_password"), new).url == reverse("account_home")
    goodbye = client.post(reverse("admin:logout"), headers=ENGLISH).content.decode()
    assert "You are signed out" in goodbye
    assert not INLINE.search(goodbye)
    assert client.get(reverse("admin:index")).status_code == 302


LOGINS = """\
校友办主任      head@example.edu.cn       tree-1898         主持校友办工作：查看和修改 全部校友。
Office staff    staff@example.edu.cn      tree-1898
There are no demonstration logins here.
"""


def test_sign_in_shows_the_demonstrations_logins(client, settings, tmp_path):
    settings.DEBUG, settings.VAR_DIR = True, tmp_path
    (tmp_path / "logins.txt").write_text(LOGINS)
    assert [(login.role, login.email, login.password) for login in demo.logins()] == [
        ("校友办主任", "head@example.edu.cn", "tree-1898"),
        ("Office staff", "staff@example.edu.cn", "tree-1898"),
    ]
    assert "<code>head@example.edu.cn</code>" in client.get(reverse("account_login")).content.decode()


def test_sign_in_shows_no_logins_in_production_or_without_a_demonstration(settings, tmp_path):
    settings.DEBUG, settings.VAR_DIR = True, tmp_path
    assert demo.logins() == []
    (tmp_path / "logins.txt").write_text(LOGINS)
    settings.DEBUG = False
    assert demo.logins() == []


def test_sign_in_says_the_roles_in_the_readers_language(client, settings, tmp_path):
    settings.DEBUG, settings.VAR_DIR = True, tmp_path
    user = make_user(Role.HEAD)
    (tmp_path / "logins.txt").write_text(f"校友办主任      {user.email}       tree-1898\n")
    page = client.get(reverse("account_login"), headers=ENGLISH).content.decode()
    assert "Head of office" in page
    assert "校友办主任" not in page


def test_a_list_that_is_asked_what_it_does_not_offer_says_so_and_leads_back_to_itself(client, head):
    asked = client.get("/admin/chapters/chapter/?email__startswith=a", headers=ENGLISH)
    page = asked.content.decode()
    assert asked.status_code == 400
    assert "This request cannot be answered" in page
    assert '<a class="btn btn-primary" href="/admin/chapters/chapter/">Open the page afresh</a>' in page


def test_an_address_for_forms_alone_says_so_to_who_comes_by_the_sign_in_page(client):
    answer = client.get(reverse("set_theme"), headers=ENGLISH)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "This address takes only what a form sends" in answer.content.decode()


def test_what_cannot_be_answered_gets_the_offices_page_in_debug_too(settings, rf):
    settings.DEBUG = True
    page = missing_page(lambda request: HttpResponseBadRequest("All settings: ..."))(rf.get("//evil.example/?a=1"))
    assert (page.status_code, b"All settings" in page.content, b"400" in page.content) == (400, False, True)
    assert b'href="//' not in page.content


def test_what_is_not_there_gets_the_offices_page_in_debug_too(settings, rf):
    settings.DEBUG = True
    page = missing_page(lambda request: HttpResponseNotFound("All addresses: ..."))(rf.get("/nowhere/"))
    assert (page.status_code, b"All addresses" in page.content, b"404" in page.content) == (404, False, True)
    settings.DEBUG = False
    with pytest.raises(MiddlewareNotUsed):
        missing_page(lambda request: HttpResponseNotFound())

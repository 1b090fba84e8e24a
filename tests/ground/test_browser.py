import pytest
from django.conf import settings


@pytest.mark.parametrize(("language", "button"), [("zh-hans", "登录"), ("en", "Log in")])
def test_sign_in_page_speaks_the_browsers_language(page, language, button):
    page.goto("/admin/login/")
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("[type=submit]").first.text_content() or page.get_by_role("button", name=button).count()


def test_live_server_uses_the_tests_own_database(live_server):
    assert settings.DATABASES["default"]["NAME"].startswith("test_alumni_")

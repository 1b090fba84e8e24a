import gc
import ipaddress
import os
import shutil
import socket
from contextlib import closing
from uuid import uuid4

import psycopg2
import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

from alumni_office.celery import app as celery_app
from tests.emptying import empty_database
from tests.template import copy_the_template, drop_the_template

# The headless shell draws the same pages with a third of the work: it is no browser around them.
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page lives for a moment: compiling its scripts for speed costs a quarter more than it saves.
    "--js-flags=--no-opt --no-maglev",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
DESK = {"width": 1440, "height": 900}
TELEPHONE = {"width": 390, "height": 844}


def pytest_configure(config):
    if "TEST_DATABASE" not in os.environ:
        raise pytest.UsageError("Run the tests with script/test, which starts their database.")
    # A database of Redis for each process: emptying the cache empties all of one.
    cache = settings.CACHES["default"]
    cache["LOCATION"] = cache["LOCATION"].replace("?db=0", f"?db={os.environ.get('PYTEST_XDIST_WORKER', 'gw0')[2:]}")
    celery_app.conf.update(task_always_eager=True, task_eager_propagates=True)
    TransactionTestCase._fixture_teardown = empty_database


@pytest.hookimpl(trylast=True)  # after pytest-django, which opens the way to the database again
def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        drop_the_template()
        # the run's own, made by script/test
        shutil.rmtree(os.environ["PYTEST_DEBUG_TEMPROOT"], ignore_errors=True)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    result = yield  # -m chooses by the marker, and pytest-django brings what commits to the end
    # Files that take long are begun first, or one worker is left alone with them at the end.
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in long)
    return result


def pytest_collection_finish():
    """What was imported stays: the collector of rubbish need not go through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _no_network():
    """Refuse connections that leave this machine."""
    connect = socket.socket.connect

    def guarded(self, address):
        if isinstance(address, tuple) and address[0] != "localhost":
            assert ipaddress.ip_address(address[0]).is_loopback, f"a test wanted to reach {address}"
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, django_db_keepdb, django_db_createdb, django_db_blocker
):
    """Give the tests' database the character type of deploy/roles.sql, whatever DATABASE_URL's server has."""
    if os.environ.get("DATABASE_URL"):
        suffix = "WITH ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8' TEMPLATE template0"
        connection.creation.sql_table_creation_suffix = lambda: suffix
    if "PYTEST_XDIST_WORKER" in os.environ:
        with django_db_blocker.unblock():
            copy_the_template(keep=django_db_keepdb and not django_db_createdb)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """End what sessions a thread or a killed process left, or the database is in use and cannot be dropped.

    By a connection of its own: the tests' own may have been left broken by the last of them.
    """
    name = connection.settings_dict["NAME"]
    yield
    with django_db_blocker.unblock():
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [name])


@pytest.fixture(scope="session")
def web_role(django_db_setup):
    """A role like the application's in production; made by the server's own superuser, where it is the embedded one."""
    own, name = connection.settings_dict, f"rights_test_{os.getpid()}"
    try:
        boss = psycopg2.connect(host=own["HOST"], port=own["PORT"], user="postgres", dbname="postgres")
    except psycopg2.OperationalError:
        pytest.skip("needs the embedded server: a role is made")
    boss.autocommit = True
    with closing(boss), boss.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {name}")
        cursor.execute(f"GRANT {name} TO {own['USER']}")
        yield name
        cursor.execute(f"DROP ROLE {name}")


@pytest.fixture(autouse=True)
def _surroundings(settings, tmp_path, monkeypatch):
    """Files go away with the test; passwords are hashed fast; no test sees the numbers that another counted."""
    monkeypatch.setattr("alumni.queries.overview.keeping.PREFIX", f"overview-{uuid4()}")
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PAGE_CACHE_SECONDS = 0  # no page of one test in another
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    translation.deactivate()  # a page that another test asked for in English leaves English behind


@pytest.fixture(params=["zh-hans", "en"])
def each_language(request):
    """Run the test once in each language."""
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def language():
    """The browser's language; `@pytest.mark.parametrize("language", ["zh-hans", "en"])` overrides it."""
    return "zh-hans"


@pytest.fixture
def viewport():
    return DESK


@pytest.fixture(scope="session")
def browser():
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if executable is None:
        message = "no Chromium was found: install one, or name it with CHROMIUM=/path/to/chromium"
        if os.environ.get("INSIST_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    from tests.looking import wait_for_what_acts_open

    # Playwright's loop runs in this thread; Django would take its own calls here for asynchronous ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        wait_for_what_acts_open(patch)
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, live_server, language, viewport):
    """A browser page on the live server. A script error or a breach of the content-security policy fails the test."""
    context = browser.new_context(
        base_url=live_server.url,
        locale={"zh-hans": "zh-CN"}.get(language, language),
        timezone_id="Asia/Shanghai",
        viewport=viewport,
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.troubles = []
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.on(
        "console",
        lambda message: page.troubles.append(message.text) if "Content Security Policy" in message.text else None,
    )
    yield page
    troubles = page.troubles
    context.close()
    assert troubles == []


@pytest.fixture
def look(page):
    """look(name): nothing sticks out, nothing stands in a reader's way; a picture is left where PICTURES says."""
    from tests.looking import photograph, too_wide, violations

    def look(name):
        page.wait_for_load_state()
        photograph(page, name)
        assert too_wide(page) == 0, name
        assert violations(page) == [], name

    return look


@pytest.fixture
def sign_in(client, settings, live_server):
    """sign_in(page, user): open the page's session as this user, without the login form."""

    def sign_in(page, user):
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return sign_in

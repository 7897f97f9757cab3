"""What every test shares: its own folders, a database, a browser, and what happens where the machine lacks one."""

import gc
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as program
from django.db import connection
from tools import machine

NUMBERS = itertools.count()
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs an event loop in the thread of the test


def pytest_configure(config):
    program.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # slow on purpose elsewhere
    program.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


# ── What is left out ───────────────────────────────────────────────────────────────────────────────────────────────
@pytest.hookimpl(trylast=True)  # after the plug-in that puts what empties the database last
def pytest_collection_modifyitems(config, items):
    lacking = {"country": None if machine.country() else machine.NO_COUNTRY}
    if not machine.nothing_may_be_left_out():
        lacking["browser"] = None if machine.chromium() else machine.NO_CHROMIUM
    elsewhere = []
    for item in items:
        for marker, why in lacking.items():
            if why and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=why))
        engine = item.get_closest_marker("engine")
        if engine and engine.args[0] != connection.vendor:
            elsewhere.append(item)
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in set(elsewhere)]
    if connection.vendor == "sqlite":  # on PostgreSQL they are few, and who empties tables ends the run
        items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish(session):
    """All tests and the program stay until the end: what is no rubbish is not looked through for it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """With CI set a test that leaves itself out has failed; but the country's, which lies beside the project."""
    report = yield
    left_out = report.skipped and not hasattr(report, "wasxfail")
    if left_out and machine.nothing_may_be_left_out() and not item.get_closest_marker("country"):
        report.outcome = "failed"
        report.longrepr = f"CI is set, so nothing may be left out. {call.excinfo.value if call.excinfo else ''}"
    return report


# ── The database and the folders ───────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite in a file of this run, as users have it: threads that write at once must meet the same locks."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def tables_can_be_emptied() -> Iterator[None]:
    """SQLite empties tables with DELETE, also after a test; triggers that let nothing be removed stand aside for it."""
    emptied = type(connection.ops).sql_flush

    def sql_flush(operations, *how, **options):
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_stays_delete'")
            standing = cursor.fetchall()
        aside = [f"DROP TRIGGER {name}" for name, _made in standing]
        # numbers begin at one again, so nothing may be remembered of who had them before
        counted = [
            f"DELETE FROM {each['LOCATION']}" for each in program.CACHES.values() if "Database" in each["BACKEND"]
        ]
        begun_anew = ["DELETE FROM sqlite_sequence", *counted]
        return [*aside, *emptied(operations, *how, **options), *begun_anew, *(made for _name, made in standing)]

    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "sqlite":
            patch.setattr(type(connection.ops), "sql_flush", sql_flush)
        yield


@pytest.fixture(scope="session", autouse=True)
def nothing_collected(tmp_path_factory):
    """Style and scripts come from their own folders; the place for collected ones is there, and empty."""
    program.STATIC_ROOT = tmp_path_factory.mktemp("static")


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path_factory):
    """No test sees another's files, and none writes among the data of whoever runs it."""
    settings.DATA = tmp_path_factory.getbasetemp() / f"data-{next(NUMBERS)}"  # its own numbers read all folders first
    settings.DATA.mkdir()
    settings.MEDIA_ROOT = settings.DATA / "files"
    settings.MAIL_FOLDER = settings.DATA / "mail"


@pytest.fixture(scope="session")
def country_data() -> Path:
    """The real areas of the whole country; for tests marked `country`."""
    folder = machine.country()
    assert folder is not None
    return folder


# ── The browser ────────────────────────────────────────────────────────────────────────────────────────────────────
PATIENCE = 30_000  # milliseconds; what is right comes sooner, also on a machine that is busy
LOOKS_AT_ONCE = ("all", "all_inner_texts", "all_text_contents", "count", "is_hidden", "is_visible")


def _does_not_wait(name: str):
    """What a test that looks before the page is there gets, also when the page happens to be there."""

    def refuse(*args, **kwargs):
        pytest.fail(f"`{name}` looks at once, at a page that may be on its way: `expect` waits for what must be there.")

    return refuse


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, once for all tests of a process; for tests marked `browser`."""
    from playwright.sync_api import Locator, expect, sync_playwright  # slow import

    found = machine.chromium()
    assert found is not None, machine.NO_CHROMIUM
    expect.set_options(timeout=PATIENCE)
    for name in LOOKS_AT_ONCE:
        setattr(Locator, name, _does_not_wait(name))
    nowhere = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
    flags = ["--no-sandbox", nowhere, "--disable-gpu", "--disable-quic", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*flags, "--disable-component-update"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server) -> Iterator:
    """`open_page(width=360)` gives a page of a browser of its own, which reaches our server and nothing else.

    A script that fails, a rule of the content security policy that is broken, or an address elsewhere fails the test.
    """
    faults: list[str] = []
    contexts = []

    def ours_alone(request):  # looked at, not held up: a browser whose requests are held up keeps no files
        if not request.url.startswith((live_server.url, "data:", "blob:")):
            faults.append(f"asks {request.url}, which is not ours")

    def open_page(*, width=1280, height=900, **options):
        context = chromium.new_context(
            base_url=live_server.url, locale="nl-NL", viewport={"width": width, "height": height}, **options
        )
        context.set_default_timeout(PATIENCE)
        context.on("request", ours_alone)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda message: _note(message, page.url, faults))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def _note(message, address: str, faults: list[str]) -> None:
    """Refused pages are part of a play; what the program itself says is not."""
    if message.type == "error" and not message.text.startswith("Failed to load resource"):
        faults.append(f"{address}: {message.text}")


@pytest.fixture
def page(open_page):
    return open_page()

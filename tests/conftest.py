"""What tests share: a real store in a file, the app, the app served for real, and a real browser that forgives nothing.

A fixture imports what it needs itself: tests of dates must not wait for Flask, nor fail with it.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

    from timeline.store import Store

ROOT = Path(__file__).parent.parent
REQUIRED = bool(os.environ.get("TIMELINE_REQUIRE_BROWSER"))
SHARED_ABSENT = "shared/ absent"
QUIET = [f"--{name}" for name in ("no-sandbox", "disable-gpu", "disable-background-networking", "disable-component-update")]
QUIET += ["--disable-sync", "--no-first-run"]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")

OpenPage = Callable[..., "Page"]

# the same commit gives the same answer on every machine; `pytest --hypothesis-profile=search` looks further
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """On the build server nothing may be skipped, but for the texts that are no part of the project."""
    reporter: Any = session.config.pluginmanager.get_plugin("terminalreporter")
    if REQUIRED and reporter:
        skipped = [each for each in reporter.stats.get("skipped", []) if SHARED_ABSENT not in str(each.longrepr)]
        for each in skipped:
            reporter.write_line(f"may not be skipped here: {each.nodeid}: {each.longrepr}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED if skipped else session.exitstatus


@pytest.fixture
def shared() -> Path:
    """The folder of gold texts beside the checkout; nothing of it is part of the project."""
    folder = Path(os.environ.get("SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(SHARED_ABSENT)
    return folder


# --- store and app -------------------------------------------------------------------------------------------------


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'timeline.db'}"


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    from timeline.store import Store

    with Store.open(store_url) as opened:
        yield opened


@pytest.fixture
def app(store: Store) -> Flask:
    from timeline.web import create_app

    return create_app(store, secret="a key for tests")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


# --- served for real -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Site:
    url: str
    store: Store
    app: Flask

    def at(self, path: str) -> str:
        return self.url + path


@pytest.fixture
def site(app: Flask, store: Store) -> Iterator[Site]:
    """The app on a free port, under the server that `timeline serve` uses."""
    import waitress

    server: Any = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.effective_port}", store, app)
    # closed in its own thread: a socket must not vanish while the loop waits on it
    server.trigger.pull_trigger(lambda: server.asyncore.close_all(server._map, ignore_all=True))
    thread.join(10)
    server.task_dispatcher.shutdown()
    assert not thread.is_alive()


# --- browser -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        pytest.skip("no Chromium on this machine (install the package “chromium”)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complained of. A test that provokes a complaint on purpose looks at it and takes it out."""
    heard: list[str] = []
    yield heard
    assert heard == []


@pytest.fixture
def open_page(browser: Browser, site: Site, complaints: list[str]) -> Iterator[OpenPage]:
    """Opens pages in a browser of their own each: open_page(timezone_id="Asia/Tokyo", viewport={"width": 390, "height": 844})."""
    contexts: list[BrowserContext] = []

    def open_one(**options: Any) -> Page:
        context = browser.new_context(**{"base_url": site.url, "viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        _listen(page, site.url, complaints)
        return page

    yield open_one
    for context in contexts:
        context.close()


def _listen(page: Page, home: str, complaints: list[str]) -> None:
    """Errors on the console (broken Content-Security-Policy among them), errors nobody caught, requests to anybody else."""

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"console: {message.text} ({message.location.get('url', '')})")

    def watch(request: Request) -> None:
        if not request.url.startswith((f"{home}/", "data:", "blob:", "about:")):
            complaints.append(f"request to another host: {request.url}")

    page.on("console", hear)
    page.on("request", watch)
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()

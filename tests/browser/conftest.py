"""A real server on the stage of the access tests, and Chromium windows of its people."""

import functools
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext
from werkzeug.serving import WSGIRequestHandler, make_server

from placement_portal import clock
from placement_portal.demo import keeping
from placement_portal.demo.people import EVERYBODY, PASSWORD
from tests.access.conftest import stage as stage
from tests.access.conftest import stage_and_restore as stage_and_restore
from tests.access.stage import Stage, cookies_in
from tests.browser.watching import Window, open_window
from tests.chromium import browser_type_launch_args as browser_type_launch_args
from tests.house import databases
from tests.house.browser import Browser as FrontDoor

NewContext = Callable[..., BrowserContext]
OpenAs = Callable[..., Window]
WindowOf = Callable[[str], Window]


class Silent(WSGIRequestHandler):
    """Speaks HTTP/1.1, as the real server does, and keeps what was asked for instead of printing it."""

    protocol_version = "HTTP/1.1"
    asked: ClassVar[list[str]] = []

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep the address."""
        self.asked.append(self.path)


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve an app from a thread, and give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def served(stage_and_restore: tuple[Stage, Any]) -> Iterator[str]:
    with serving(stage_and_restore[0].app) as url:
        yield url


@pytest.fixture(scope="session")
def window_of(stage_and_restore: tuple[Stage, Any], served: str, browser: Browser) -> WindowOf:
    """Return what gives the one window of a member of the cast that only looks: its cache stays warm."""
    stage = stage_and_restore[0]
    return functools.cache(lambda who: open_window(browser.new_context, served, stage.cookies[who]))


@pytest.fixture
def open_as(stage: Stage, served: str, new_context: NewContext) -> OpenAs:
    """Return what opens a window of a member of the cast, signed in: `open_as("student", width=375)`."""

    def opened(who: str, **chosen: Any) -> Window:
        return open_window(new_context, served, stage.cookies[who], **chosen)

    return opened


# The demo ----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def demo_app() -> Iterator[Flask]:
    """Make the demo world of today, as `portal demo` does."""
    folder = databases.memory_folder()
    app = databases.make_app(databases.sqlite(folder), demo=True)
    keeping.fill(app, clock.today(), lambda _done: None)
    yield app
    databases.close(app)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def demo_url(demo_app: Flask) -> Iterator[str]:
    with serving(demo_app) as url:
        yield url


@pytest.fixture(scope="session")
def cookies_of(demo_app: Flask) -> Callable[[str], dict[str, str]]:
    """Return what gives the cookies of somebody of the demo, signed in once."""

    @functools.cache
    def signed_in(ref: str) -> dict[str, str]:
        visitor = FrontDoor(demo_app)
        visitor.sign_in(EVERYBODY[ref].address, PASSWORD)
        return cookies_in(visitor)

    return signed_in


@pytest.fixture
def demo_as(cookies_of: Callable[[str], dict[str, str]], demo_url: str, new_context: NewContext) -> OpenAs:
    """Return what opens a window of somebody of the demo: `demo_as("sian", width=375)`; "" is nobody."""
    return lambda ref, **chosen: open_window(new_context, demo_url, cookies_of(ref) if ref else {}, **chosen)

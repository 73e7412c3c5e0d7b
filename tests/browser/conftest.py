"""A real server on the stage of the access tests, and Chromium windows of its people."""

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.access.conftest import stage as stage
from tests.access.conftest import stage_and_restore as stage_and_restore
from tests.access.stage import Stage
from tests.browser.watching import Window, open_window
from tests.chromium import browser_type_launch_args as browser_type_launch_args

NewContext = Callable[..., BrowserContext]
OpenAs = Callable[..., Window]
WindowOf = Callable[[str], Window]


class Silent(WSGIRequestHandler):
    """Speaks HTTP/1.1, as the real server does, and says nothing about requests."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


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

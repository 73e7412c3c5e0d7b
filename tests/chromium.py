"""Finds Chromium for the browser tests, and says so loudly where there is none."""

import functools
import os
import shutil
from typing import Any, Final

import pytest

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
MISSING: Final = "there is no Chromium here: install it, or name it in PORTAL_CHROMIUM"


@functools.cache
def chromium() -> str | None:
    """Return the path of the browser, or None where there is none."""
    return next(filter(None, map(shutil.which, filter(None, (os.environ.get("PORTAL_CHROMIUM"), *NAMES)))), None)


def needed() -> bool:
    """Say whether a missing browser is a failure, as in .ci/run."""
    return os.environ.get("PORTAL_NEED_BROWSER") == "1"


def drives_browser(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in ("browser", "sweep"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip browser tests without a browser, unless they are needed: then each fails and says why."""
    if chromium() or needed():
        return
    for item in filter(drives_browser, items):
        item.add_marker(pytest.mark.skip(reason=MISSING))


def pytest_runtest_setup(item: pytest.Item) -> None:
    if drives_browser(item) and not chromium():
        pytest.fail(f"Browser tests are needed, but {MISSING}.", pytrace=False)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line that nobody overlooks."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if MISSING in str(report.longrepr)]
    if skipped:
        terminalreporter.section(f"{len(skipped)} BROWSER TESTS SKIPPED: {MISSING}", red=True, bold=True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Drive the Chromium of this machine; Playwright's own need not be downloaded."""
    return browser_type_launch_args | {"executable_path": chromium()}

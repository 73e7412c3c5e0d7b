"""Is the process alive, and can it serve."""

from tests.conftest import Client, Statements


def test_the_process_answers_without_the_database(client: Client, statements: Statements) -> None:
    with statements() as seen:
        page = client().get("/healthz")
    assert page.status == 200
    assert seen == []

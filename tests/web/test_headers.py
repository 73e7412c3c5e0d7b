"""What every response says to the browser, over http and https."""

from flask import Flask, jsonify, redirect, request, session
from flask.typing import ResponseReturnValue

from placement_portal.web import assets
from placement_portal.web.headers import HEADERS
from tests.conftest import Client, MakeApp
from tests.house.browser import Browser


def test_every_answer_carries_the_headers(client: Client) -> None:
    for address in ("/healthz", "/nowhere", assets.asset_url("app.css")):
        headers = client().get(address).response.headers
        assert {name: headers[name] for name in HEADERS} == HEADERS
        assert "Strict-Transport-Security" not in headers


def test_pages_are_not_kept_and_scripts_come_from_here_alone(client: Client) -> None:
    headers = client().get("/nowhere").response.headers
    assert headers["Cache-Control"] == "no-store"
    assert "unsafe" not in headers["Content-Security-Policy"]


def _with_form(app: Flask) -> Flask:
    def form() -> ResponseReturnValue:
        session["visited"] = True
        return redirect("/done", 303) if request.method == "POST" else "ready"

    app.add_url_rule("/form", "form", form, methods=["GET", "POST"])
    return app


def test_over_https_a_form_is_accepted_and_cookies_are_bound_to_the_host(make_app: MakeApp) -> None:
    app = _with_form(make_app(base_url="https://portal.example"))
    browser = Browser(app, "https://portal.example")
    headers = browser.get("/form").response.headers
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookie = headers["Set-Cookie"]
    assert cookie.startswith("__Host-portal=")
    for attribute in ("; Secure", "; HttpOnly", "; Path=/", "; SameSite=Lax"):
        assert attribute in cookie
    assert "Domain" not in cookie
    assert browser.post("/form").status == 303


def test_over_https_a_form_from_elsewhere_is_refused(make_app: MakeApp) -> None:
    app = _with_form(make_app(base_url="https://portal.example"))
    browser = Browser(app, "https://portal.example")
    browser.get("/form")
    browser.client.environ_base["HTTP_REFERER"] = "https://elsewhere.example/"
    token = browser._csrf()
    response = browser.client.post("/form", base_url="https://portal.example", data={"csrf_token": token})
    assert response.status_code == 400


def test_over_http_cookies_have_plain_names(make_app: MakeApp) -> None:
    cookie = Browser(_with_form(make_app())).get("/form").response.headers["Set-Cookie"]
    assert cookie.startswith("portal=")
    assert "Secure" not in cookie


def test_a_proxy_is_believed_only_when_the_settings_count_it(make_app: MakeApp) -> None:
    for proxies, address in ((0, "127.0.0.1"), (1, "203.0.113.9")):
        app = make_app(proxies=proxies)
        app.add_url_rule("/who", "who", lambda: jsonify(request.remote_addr))
        answer = app.test_client().get("/who", headers={"X-Forwarded-For": "203.0.113.9"})
        assert answer.json == address

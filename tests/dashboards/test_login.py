"""The sign-in screen, as a browser and as somebody who cheats."""

import pytest
from sqlalchemy import select

from dashboards.access import SESSION_COOKIE
from dashboards.routes.login import FORM_COOKIE
from operational.core.clock import now
from operational.identity.models import LoginAttempt, UserSession
from operational.identity.rules import MOST_FAILURES_PER_EMAIL, SESSION_LASTS
from operational.workflows.transaction import transaction
from tests.dashboards.browser import Browser
from tests.dashboards.conftest import PASSWORD, Site


@pytest.fixture
def browser(site: Site) -> Browser:
    return Browser(site.address)


@pytest.mark.parametrize("path", ["/", "/tableau-de-bord", "/nowhere"])
def test_stranger_is_led_to_the_sign_in_page(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert answer.status == 303
    assert answer.location == ("/login" if path == "/" else f"/login?next=%2F{path[1:]}")


@pytest.mark.parametrize(
    "path", ["/_stcore/host-config", "/media/x.png", "/_stcore/agent/openapi.json"]
)
def test_stranger_gets_nothing_of_the_application(browser: Browser, path: str) -> None:
    assert browser.get(path, Sec_Fetch_Dest="empty").status == 401
    assert browser.post(path, {}).status == 401


def test_stranger_gets_no_page_through_the_web_socket(browser: Browser) -> None:
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    assert browser.get("/_stcore/stream", **upgrade).status == 403


def test_right_password_leads_to_where_the_person_was_going(site: Site, browser: Browser) -> None:
    asked = "/tableau-de-bord?period=2026-10"
    led = browser.get(asked).location
    assert led == "/login?next=%2Ftableau-de-bord%3Fperiod%3D2026-10"
    answer = browser.sign_in(site.make_person("board.view"), PASSWORD, leads_to=asked)
    assert (answer.status, answer.location) == (303, asked)
    page = browser.get(asked)
    assert page.status == 200
    assert '<html lang="fr"' in page.text
    assert browser.get("/login?next=/tableau-de-bord").location == "/tableau-de-bord"


def test_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    site: Site, browser: Browser
) -> None:
    answer = browser.sign_in(site.make_person(), PASSWORD)
    cookie = answer.cookies[SESSION_COOKIE]
    assert (cookie["httponly"], cookie["samesite"].lower(), cookie["path"]) == (True, "lax", "/")
    assert int(cookie["max-age"]) == SESSION_LASTS.total_seconds()
    assert not cookie["secure"]


def test_session_cookie_is_secure_behind_https(site: Site, browser: Browser) -> None:
    email, page = site.make_person(), browser.get("/login", X_Forwarded_Proto="https")
    assert page.cookies[FORM_COOKIE]["secure"]
    fields = {"token": browser.cookies[FORM_COOKIE], "email": email, "password": PASSWORD}
    answer = browser.post("/login", fields, X_Forwarded_Proto="https")
    assert answer.cookies[SESSION_COOKIE]["secure"]


def test_wrong_password_gets_a_sentence_and_keeps_the_address(
    site: Site, browser: Browser
) -> None:
    email = site.make_person()
    answer = browser.sign_in(email, "wrong", leads_to="/tableau-de-bord")
    assert answer.status == 401
    assert 'role="alert">Adresse ou mot de passe incorrect.' in answer.text
    assert f'value="{email}"' in answer.text
    assert 'name="next" value="/tableau-de-bord"' in answer.text
    assert "wrong" not in answer.text
    assert SESSION_COOKIE not in browser.cookies


def test_unknown_address_gets_the_same_page_as_a_wrong_password(
    site: Site, browser: Browser
) -> None:
    email = site.make_person()
    known = browser.sign_in(email, "wrong")
    unknown = browser.sign_in("nobody@example.com", "wrong")
    assert known.text.replace(email, "") == unknown.text.replace("nobody@example.com", "")
    assert known.status == unknown.status


def test_too_many_failures_say_when_to_come_back(site: Site, browser: Browser) -> None:
    email = site.make_person()
    for _ in range(MOST_FAILURES_PER_EMAIL):
        assert browser.sign_in(email, "wrong").status == 401
    answer = browser.sign_in(email, PASSWORD)
    assert answer.status == 429
    assert "Trop d’essais infructueux. Réessayez dans 15 minutes." in answer.text
    assert 14 * 60 < int(answer.headers["retry-after"]) <= 15 * 60


def test_form_of_another_site_signs_nobody_in(site: Site, browser: Browser) -> None:
    email = site.make_person()
    fields = {"email": email, "password": PASSWORD}
    assert browser.post("/login", fields).status == 403
    browser.get("/login")
    assert browser.post("/login", {**fields, "token": "guessed"}).status == 403
    stolen = {**fields, "token": browser.cookies[FORM_COOKIE]}
    assert browser.post("/login", stolen, Origin="https://evil.example").status == 403
    answer = browser.post("/login", stolen, Origin=site.address)
    assert answer.status == 303
    with transaction(site.database_url) as session:
        assert len(session.scalars(select(LoginAttempt).filter_by(email=email)).all()) == 1


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "evil.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=1",
    ],
)
def test_sign_in_never_leads_to_another_site(site: Site, browser: Browser, elsewhere: str) -> None:
    answer = browser.sign_in(site.make_person(), PASSWORD, leads_to=elsewhere)
    assert (answer.status, answer.location) == (303, "/")


def test_what_a_person_types_is_text_and_never_markup(browser: Browser) -> None:
    answer = browser.sign_in('"><script>alert(1)</script>', "x", leads_to='/"><script>')
    assert answer.status == 401
    assert "<script" not in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_form_too_long_is_refused_in_french(browser: Browser) -> None:
    answer = browser.post("/login", {"email": "x" * 20_000})
    assert answer.status == 413
    assert "Ce qui a été envoyé est trop long" in answer.text
    assert 'href="/assets/login.css"' in answer.text


def test_signing_out_closes_the_session_for_good(site: Site, browser: Browser) -> None:
    browser.sign_in(site.make_person("board.view"), PASSWORD)
    stolen = browser.cookies[SESSION_COOKIE]
    answer = browser.post("/logout", {})
    assert (answer.status, answer.location) == (303, "/login")
    assert browser.cookies[SESSION_COOKIE] == ""
    browser.cookies[SESSION_COOKIE] = stolen
    assert browser.get("/tableau-de-bord").status == 303


def test_another_site_cannot_sign_a_person_out(site: Site, browser: Browser) -> None:
    browser.sign_in(site.make_person("board.view"), PASSWORD)
    for answer in (
        browser.post("/logout", {}, Origin="https://evil.example"),
        browser.post("/logout", {}, Origin="null"),
        browser.get("/logout"),
    ):
        assert (answer.status, answer.location) == (303, "/")
    assert browser.get("/tableau-de-bord").status == 200


def test_session_that_expired_leads_to_the_sign_in_page(site: Site, browser: Browser) -> None:
    browser.sign_in(site.make_person("board.view"), PASSWORD)
    assert browser.get("/tableau-de-bord").status == 200
    with transaction(site.database_url) as session:
        for opened in session.scalars(select(UserSession)):
            opened.created_at, opened.expires_at = now() - SESSION_LASTS, now()
    assert browser.get("/tableau-de-bord").status == 303


def test_application_is_not_shown_inside_another_site(site: Site, browser: Browser) -> None:
    browser.sign_in(site.make_person("board.view"), PASSWORD)
    for path in ("/login", "/tableau-de-bord", "/health"):
        assert "frame-ancestors" in browser.get(path).headers["content-security-policy"]

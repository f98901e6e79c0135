"""Signing in and out."""

import logging
import secrets
from dataclasses import dataclass
from html import escape
from math import ceil

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dashboards.access import SESSION_COOKIE, find_viewer
from dashboards.routes.plain import alert, plain_page
from dashboards.routes.requests import ip_address, is_same_site, local_path, read_form
from dashboards.sources import database
from operational.core.clock import now
from operational.core.i18n import _
from operational.identity import labels
from operational.identity.operations import (
    SignedIn,
    TooManyFailures,
    WrongCredentials,
    sign_in,
    sign_out,
)
from operational.identity.queries import is_any_user
from operational.identity.rules import SESSION_LASTS
from operational.workflows.transaction import transaction

FORM_COOKIE = "quarante_form"
"""Holds what the sign-in form must send back, so that only our form can sign somebody in."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Form:
    """What the sign-in page shows again after a refusal; never the password."""

    next: str = "/"
    email: str = ""


async def show_login(request: Request) -> Response:
    """The sign-in form, or the way on for who is signed in already."""
    form = Form(next=local_path(request.query_params.get("next")))
    if await run_in_threadpool(find_viewer, request.cookies.get(SESSION_COOKIE)) is not None:
        return RedirectResponse(form.next, 303)
    notice = "" if await run_in_threadpool(_anybody_may_sign_in) else alert(labels.NO_USER_YET)
    return _login_page(request, form, notice=notice)


async def post_login(request: Request) -> Response:
    """Opens a session for the right address and password."""
    fields = await read_form(request)
    form = Form(next=local_path(fields.get("next")), email=_clean(fields.get("email", "")))
    if not _is_our_form(request, fields.get("token", "")):
        return _login_page(request, form, notice=alert(labels.FORM_EXPIRED), status=403)
    outcome = await run_in_threadpool(_sign_in, request, form.email, fields.get("password", ""))
    if isinstance(outcome, SignedIn):
        return _signed_in(request, form, outcome)
    log.warning("sign-in refused (%s) to %r", type(outcome).__name__, ip_address(request))
    return _refused(request, form, outcome)


async def leave(request: Request) -> Response:
    """Ends the session of the browser, at the press of our button and not of another site's."""
    if request.method != "POST" or not is_same_site(request):
        return RedirectResponse("/", 303)
    if (token := request.cookies.get(SESSION_COOKIE)) is not None:
        await run_in_threadpool(_sign_out, token)
    response = RedirectResponse("/login", 303)
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax")
    return response


def _sign_in(
    request: Request, email: str, password: str
) -> SignedIn | WrongCredentials | TooManyFailures:
    with transaction(database()) as session:
        return sign_in(
            session,
            email=email,
            password=password,
            ip_address=ip_address(request),
            user_agent=request.headers.get("user-agent"),
            at=now(),
        )


def _sign_out(token: str) -> None:
    with transaction(database()) as session:
        sign_out(session, token=token, at=now())


def _anybody_may_sign_in() -> bool:
    with transaction(database()) as session:
        return is_any_user(session)


def _signed_in(request: Request, form: Form, outcome: SignedIn) -> Response:
    response = RedirectResponse(form.next, 303)
    _set_cookie(
        request, response, SESSION_COOKIE, outcome.token, int(SESSION_LASTS.total_seconds())
    )
    return response


def _refused(
    request: Request, form: Form, refusal: WrongCredentials | TooManyFailures
) -> Response:
    if isinstance(refusal, WrongCredentials):
        return _login_page(request, form, notice=alert(labels.WRONG_CREDENTIALS), status=401)
    seconds = ceil((refusal.until - now()).total_seconds())
    notice = alert(labels.too_many_failures(minutes=ceil(seconds / 60)))
    response = _login_page(request, form, notice=notice, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _login_page(request: Request, form: Form, *, notice: str, status: int = 200) -> Response:
    token = request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(32)
    response = plain_page(_("Connexion"), notice + _form_html(form, token), status=status)
    _set_cookie(request, response, FORM_COOKIE, token, None)
    return response


def _form_html(form: Form, token: str) -> str:
    focused = ("", " autofocus") if form.email else (" autofocus", "")
    return f"""<form method="post" action="/login">
<input type="hidden" name="token" value="{escape(token)}">
<input type="hidden" name="next" value="{escape(form.next)}">
<label for="email">{_("Adresse e-mail")}</label>
<input id="email" name="email" type="email" value="{escape(form.email)}" autocomplete="username" \
maxlength="254" required{focused[0]}>
<label for="password">{_("Mot de passe")}</label>
<input id="password" name="password" type="password" autocomplete="current-password" \
maxlength="200" required{focused[1]}>
<button type="submit">{_("Se connecter")}</button>
</form>
<p><small>{_("Mot de passe oublié ? Demandez-en un nouveau à l’administrateur de votre société.")}\
</small></p>"""


def _is_our_form(request: Request, token: str) -> bool:
    expected = request.cookies.get(FORM_COOKIE, "")
    is_ours = expected != "" and secrets.compare_digest(expected.encode(), token.encode())
    return is_ours and is_same_site(request)


def _clean(email: str) -> str:
    return "".join(character for character in email if character.isprintable()).strip()[:254]


def _set_cookie(
    request: Request, response: Response, name: str, value: str, max_age: int | None
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=max_age,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )

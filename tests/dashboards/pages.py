"""The pages of this process, run for a person without a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

import dashboards
from dashboards import sources
from dashboards.access import NARROW_COOKIE, SESSION_COOKIE
from operational.core.clock import now
from operational.core.settings import settings
from operational.identity.operations import SignedIn, sign_in
from operational.workflows.transaction import transaction

APP = Path(dashboards.__file__).parent / "app.py"
REMEMBERED = (settings, sources.database, sources.reader)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages on a database; AppTest has no cookies of its own, so they are given it."""

    url: str
    cookies: dict[str, str]

    def open(
        self, token: str | None, *, path: str | None = None, narrow: bool = False, **query: str
    ) -> AppTest:
        """A page (the first one) as the browser that shows a token sees it."""
        self.cookies.clear()
        if token is not None:
            self.cookies[SESSION_COOKIE] = token
        if narrow:
            self.cookies[NARROW_COOKIE] = "1"
        app = AppTest.from_file(str(APP), default_timeout=60)
        if path is not None:
            app._page_hash = calc_hash(path)
        app.query_params = dict(query)
        return app.run()

    def sign_in(self, email: str, password: str) -> str:
        """Signs a person in, and gives the token of their browser."""
        with transaction(self.url) as session:
            outcome = sign_in(
                session,
                email=email,
                password=password,
                ip_address="::1",
                user_agent=None,
                at=now(),
            )
        assert isinstance(outcome, SignedIn)
        return outcome.token


@contextmanager
def pages_on(url: str, data_dir: Path) -> Iterator[Pages]:
    """The pages show a database and its warehouse during the block."""
    pages = Pages(url, {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUARANTE_DATABASE_URL", url)
        patch.setenv("QUARANTE_DATA_DIR", str(data_dir))
        patch.setattr(ContextProxy, "cookies", pages.cookies)
        _forget()
        yield pages
    _forget()


def text(app: AppTest) -> str:
    """All of our own HTML on a page, with plain spaces."""
    html = "\n".join(block.value for block in app.html)
    return html.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


def _forget() -> None:
    for function in REMEMBERED:
        function.cache_clear()

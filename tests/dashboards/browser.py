"""A browser without a screen: it keeps cookies, follows nothing by itself, and can lie."""

import re
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from http.cookies import Morsel, SimpleCookie
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    headers: HTTPMessage
    text: str

    @property
    def location(self) -> str | None:
        """Where a redirection leads."""
        return self.headers["location"]

    @property
    def cookies(self) -> dict[str, Morsel[str]]:
        """The cookies the answer sets."""
        headers = self.headers.get_all("set-cookie", [])
        return {name: cookie for text in headers for name, cookie in SimpleCookie(text).items()}


@dataclass(slots=True)
class Browser:
    """One person's browser on one site."""

    site: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        """Asks for a path."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        """Sends a form."""
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return self._ask("POST", path, urlencode(fields), headers)

    def sign_in(self, email: str, password: str, *, leads_to: str = "/") -> Answer:
        """Opens the sign-in page and sends its form, with every field it holds."""
        page = self.get(f"/login?{urlencode({'next': leads_to})}")
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        return self.post("/login", {**hidden, "email": email, "password": password})

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        connection = HTTPConnection(urlsplit(self.site).netloc, timeout=60)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent["Cookie"] = "; ".join(
            f"{name}={value}" for name, value in self.cookies.items() if value
        )
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        answer = Answer(
            response.status, response.headers, response.read().decode(errors="replace")
        )
        connection.close()
        self.cookies |= {name: cookie.value for name, cookie in answer.cookies.items()}
        return answer

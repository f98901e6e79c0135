"""From a tile to what the warehouse says of its figure."""

from playwright.sync_api import Page, expect

from tests.journeys.test_board import sign_in, tile


def test_definition_leads_to_the_documentation_which_asks_for_nothing_else(
    desk: Page, site: str
) -> None:
    asked: list[str] = []
    sign_in(desk, f"{site}/tableau-de-bord")
    tile(desk, "CA facturé").get_by_role("button", name="Définition").click()
    with desk.expect_popup() as opened:
        desk.get_by_role("link", name="Documentation des données").click()
    docs = opened.value
    expect(docs.get_by_role("heading", name="CA facturé")).to_be_visible()
    docs.on("request", lambda request: asked.append(request.url))
    docs.reload()
    expect(docs.get_by_role("heading", name="CA facturé")).to_be_visible()
    assert {url for url in asked if not url.startswith("data:")} == {f"{site}/docs/dbt"}

"""From a figure of the board to the documents behind it, and back."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.test_board import choose, sign_in, tile


def test_tile_opens_its_documents_which_are_exported_and_lead_back(desk: Page, site: str) -> None:
    sign_in(desk, f"{site}/tableau-de-bord?period=2026-Q2")
    choose(desk, "Agence", "Nice")
    expect(desk).to_have_url(re.compile(r"&agency=\d+$"))
    link = tile(desk, "CA facturé").get_by_role("link")
    expect(link).to_have_attribute("href", re.compile(r"&agency=\d+$"))
    expect(tile(desk, "CA facturé")).to_contain_text("500\u202f€")
    tile(desk, "CA facturé").get_by_role("link").click()
    expect(desk).to_have_url(re.compile(r"/detail\?figure=revenue&period=2026-Q2&agency=\d+$"))
    expect(desk.get_by_role("heading", name="CA facturé")).to_contain_text("500,00\u202f€")
    expect(desk.get_by_role("table").get_by_role("row")).to_have_count(3)
    with desk.expect_download() as download:
        desk.get_by_role("button", name="CSV").click()
    assert download.value.suggested_filename == "revenue-2026-Q2.csv"
    lines = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert lines[0] == "Nature;Pièce;Client;Date;Montant HT (€)"
    assert [line.split(";")[-1] for line in lines[1:]] == ["500,00"]
    desk.get_by_role("link", name="← Tableau de bord").click()
    expect(tile(desk, "CA facturé")).to_contain_text("500\u202f€")
    expect(desk).to_have_url(re.compile(r"/tableau-de-bord\?period=2026-Q2&agency=\d+$"))

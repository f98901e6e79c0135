"""From the sign-in page to the board, as people go there."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.company import MANAGER, PASSWORD, STRANGER

BOARD = re.compile(r"/tableau-de-bord(\?.*)?$")


def sign_in(page: Page, address: str, *, email: str = MANAGER, password: str = PASSWORD) -> None:
    """Opens an address as a stranger, and signs in from where it leads."""
    page.goto(address)
    page.get_by_label("Adresse e-mail").fill(email)
    page.get_by_label("Mot de passe").fill(password)
    page.get_by_role("button", name="Se connecter").click()


def choose(page: Page, box: str, option: str) -> None:
    """Finds one of the options of a box by its name, clicks it, and closes the box."""
    page.get_by_role("combobox", name=box).fill(option)
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")


def tile(page: Page, label: str) -> Locator:
    """The tile of an indicator."""
    return page.get_by_role("article", name=label, exact=True)


def test_wrong_password_says_so_and_the_right_one_leads_to_the_board(
    desk: Page, site: str
) -> None:
    sign_in(desk, site, password="pas le bon")
    expect(desk.get_by_role("alert")).to_contain_text("Adresse ou mot de passe incorrect.")
    expect(desk.get_by_label("Adresse e-mail")).to_have_value(MANAGER)
    expect(desk.get_by_label("Mot de passe")).to_be_focused()
    desk.get_by_label("Mot de passe").fill(PASSWORD)
    desk.get_by_role("button", name="Se connecter").click()
    expect(desk).to_have_url(BOARD)
    expect(desk.get_by_role("heading", name="Tableau de bord")).to_be_visible()
    expect(desk.get_by_role("article")).to_have_count(40)


def test_period_is_changed_and_the_address_and_the_figures_follow(desk: Page, site: str) -> None:
    sign_in(desk, f"{site}/tableau-de-bord?period=2026-05")
    expect(tile(desk, "CA facturé")).to_contain_text("1\u202f500\u202f€")
    choose(desk, "Mois", "mai 2025")
    expect(tile(desk, "CA facturé")).to_contain_text("1\u202f200\u202f€")
    expect(desk).to_have_url(re.compile(r"\?period=2025-05$"))
    choose(desk, "Période", "Trimestre")
    expect(desk).to_have_url(re.compile(r"\?period=2025-Q2$"))
    desk.go_back()
    expect(desk.get_by_role("combobox", name="Mois")).to_have_value("mai 2025")


def test_link_shows_the_same_page_to_another_person(desk: Page, phone: Page, site: str) -> None:
    sign_in(desk, f"{site}/tableau-de-bord?period=2026-Q2")
    choose(desk, "Agence", "Nice")
    expect(tile(desk, "CA facturé")).to_contain_text("+150,0\u202f%")
    sign_in(phone, desk.url)
    expect(phone).to_have_url(desk.url)
    expect(tile(phone, "CA facturé")).to_contain_text("+150,0\u202f%")


def test_definition_opens_and_closes_with_the_keyboard(desk: Page, site: str) -> None:
    sign_in(desk, f"{site}/tableau-de-bord?period=2026-Q2")
    button = desk.get_by_role("button", name=re.compile("Définition.*CA facturé"))
    definition = desk.locator("#q-about-revenue")
    expect(definition).to_be_hidden()
    button.focus()
    desk.keyboard.press("Enter")
    expect(definition).to_be_visible()
    expect(definition).to_contain_text("1\u202f500,00\u202f€")
    expect(definition).to_contain_text("du 01/04/2026 au 30/06/2026")
    desk.keyboard.press("Escape")
    expect(definition).to_be_hidden()


def test_phone_shows_one_tile_a_line_and_nothing_past_its_edge(phone: Page, site: str) -> None:
    sign_in(phone, f"{site}/tableau-de-bord?period=2026-Q2")
    first, second = tile(phone, "CA facturé"), tile(phone, "Marge brute")
    expect(second).to_contain_text("€")
    above, below = first.bounding_box(), second.bounding_box()
    assert above is not None
    assert below is not None
    assert below["x"] == above["x"]
    assert below["y"] >= above["y"] + above["height"]
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    touched = phone.get_by_role("button", name=re.compile("Définition.*CA facturé"))
    size = touched.bounding_box()
    assert size is not None
    assert min(size["width"], size["height"]) >= 44
    touched.click()
    expect(phone.locator("#q-about-revenue")).to_be_visible()


def test_person_without_a_right_reads_who_can_give_it_and_leaves(desk: Page, site: str) -> None:
    sign_in(desk, f"{site}/tableau-de-bord", email=STRANGER)
    expect(desk.get_by_role("status")).to_contain_text("Demandez-le à Camille Roux.")
    desk.get_by_role("button", name="Se déconnecter").click()
    expect(desk.get_by_label("Mot de passe")).to_be_visible()
    desk.go_back()
    desk.reload()
    expect(desk.get_by_label("Mot de passe")).to_be_visible()

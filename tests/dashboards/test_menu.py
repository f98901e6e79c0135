"""The menu: each page has its own address and a right that opens it."""

import re

from starlette.routing import Route

from dashboards.menu import MENU
from dashboards.server import ROUTES


def test_addresses_are_one_each_and_leave_those_of_the_server_alone() -> None:
    paths = [entry.path for entry in MENU]
    taken = [route.path.strip("/") for route in ROUTES if isinstance(route, Route)]
    assert len(set(paths)) == len(paths)
    assert [taken.count(path) for path in paths] == [1] * len(paths)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", path) for path in paths)


def test_rights_name_what_may_be_done_on_what() -> None:
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", entry.right) for entry in MENU)


def test_pages_of_a_section_stand_together() -> None:
    sections = [entry.section for entry in MENU]
    assert sections == sorted(sections, key=sections.index)

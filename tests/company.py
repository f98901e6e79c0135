"""A company of two agencies with four years of a few sales, loaded and built: what pages show.

Revenue of the second quarter: 2024, Antibes 800; 2025, Antibes 1,000 and Nice 200; 2026, Antibes 1,000
and Nice 500.
"""

import fcntl
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from operational.core.clock import now
from operational.core.database import engine
from operational.core.models import Agency
from operational.identity.models import AppUser
from operational.identity.operations import define_role, grant_role, set_password
from operational.identity.types import RowScope
from operational.workflows.transaction import transaction
from orchestration.load.run import load
from tests.conftest import FOLDER, administer, is_database
from tests.factories.core import make_agency, make_company
from tests.factories.crm import make_customer, make_employee, make_party
from tests.factories.identity import make_user
from tests.factories.sales import make_invoice

NAME = "company"
PASSWORD = "une phrase de passe"
MANAGER, OFFICE, SELLER, STRANGER = (
    f"{name}@example.com" for name in ("direction", "nice", "paul", "nouveau")
)
"""Who signs in: with every row, those of Nice, those of Paul at Antibes, and without a right."""

RUN = """
import sys
from transform import dbt
results = dbt.invoke(["run"], url=sys.argv[1], lake_path=sys.argv[2])
failed = [f"{r.node.name}: {r.message}" for r in results if r.status != "success"]
sys.exit("\\n".join(failed) or None)
"""


@dataclass(frozen=True, slots=True)
class BuiltCompany:
    """The database of the company, and the data folder whose lake holds its warehouse."""

    url: str
    data_dir: Path


@pytest.fixture(scope="session")
def company(
    server_url: str,
    template: str,
    parsed_project: None,  # noqa: ARG001 - dbt has little left to parse
) -> BuiltCompany:
    """The company, which the first worker builds and all workers share."""
    data_dir = Path(os.environ[FOLDER]) / NAME
    with (Path(os.environ[FOLDER]) / f"{NAME}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_database(server_url, NAME):
            administer(server_url, f"CREATE DATABASE being_{NAME} TEMPLATE {template}")
            _build(server_url.replace("/quarante?", f"/being_{NAME}?"), data_dir)
            administer(server_url, f"ALTER DATABASE being_{NAME} RENAME TO {NAME}")
    return BuiltCompany(server_url.replace("/quarante?", f"/{NAME}?"), data_dir)


def _build(url: str, data_dir: Path) -> None:
    with transaction(url) as session:
        _sell(session)
    engine(url).dispose()
    lake_path = f"{data_dir}/lake/"
    load(url, lake_path=lake_path)
    subprocess.run(
        [sys.executable, "-c", RUN, url, lake_path],
        env={**os.environ, "QUARANTE_DATA_DIR": str(data_dir)},
        check=True,
    )


def _sell(session: Session) -> None:
    company = make_company(session, name="Azur Piscines", fiscal_year_start_month=7)
    antibes, nice = (
        make_agency(session, company_id=company.id, name=name) for name in ("Antibes", "Nice")
    )
    _make_user(session, MANAGER, "Camille Roux", RowScope.ALL, right="users.manage")
    _make_user(session, OFFICE, "Odile Petit", RowScope.AGENCY, agency=nice)
    seller = _make_user(session, SELLER, "Paul Martin", RowScope.OWN)
    make_user(session, email=STRANGER, name="Nouvelle Recrue")
    for agency, name, user_id, sales in (
        (antibes, "Martin", seller.id, {2024: 800, 2025: 1000, 2026: 1000}),
        (nice, "Dupont", None, {2025: 200, 2026: 500}),
    ):
        person = make_party(session, name=name, first_name="Paul" if user_id else "Jeanne")
        employee = make_employee(session, agency_id=agency.id, party_id=person.id, user_id=user_id)
        customer = make_customer(session, agency_id=agency.id, salesperson_id=employee.id)
        for year, net in sales.items():
            make_invoice(
                session, customer_id=customer.id, issued_on=date(year, 5, 11), lines=((net, 20),)
            )
    for user in session.query(AppUser):
        set_password(session, user=user, password=PASSWORD, at=now())


def _make_user(
    session: Session,
    email: str,
    name: str,
    scope: RowScope,
    *,
    agency: Agency | None = None,
    right: str = "board.view",
) -> AppUser:
    user = make_user(session, email=email, name=name)
    role = define_role(session, code=f"role_{user.id}", name=name, rights={"board.view", right})
    agency_id = agency.id if agency is not None else None
    grant_role(session, user=user, role=role, scope=scope, agency_id=agency_id)
    return user

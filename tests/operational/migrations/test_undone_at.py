"""What was undone before the database told when: as the audit says, else at the end of its day."""

from datetime import UTC, date, datetime
from decimal import Decimal

from alembic import command
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from operational import migrations
from operational.core.database import engine
from operational.sales.invoicing.models import Instalment, PaymentAllocation
from tests.factories.payments import make_payment
from tests.factories.sales import make_allocation, make_invoice


def test_what_was_undone_before_tells_when(database_url: str) -> None:
    written = datetime(2026, 5, 2, 8, 0, tzinfo=UTC)
    with Session(engine(database_url)) as session, session.begin():
        first, second = (_undone_on_the_third(session, written) for _ in range(2))
        audited = session.scalar(
            text(
                "SELECT at FROM core.audit_entry WHERE operation = 'U' AND after ? 'undone_on'"
                " AND row_id = :id"
            ),
            {"id": first},
        )
        session.execute(text("SET LOCAL session_replication_role = replica"))
        session.execute(text("DELETE FROM core.audit_entry WHERE row_id = :id"), {"id": second})

    command.downgrade(migrations.config(database_url), "0020")
    migrations.upgrade(database_url)

    with Session(engine(database_url)) as session:
        told = {one.id: one.undone_at for one in session.scalars(select(PaymentAllocation))}
    assert told == {first: audited, second: datetime(2026, 5, 3, 22, 0, tzinfo=UTC)}


def _undone_on_the_third(session: Session, written: datetime) -> int:
    invoice = make_invoice(session)
    due = session.scalars(select(Instalment).filter_by(invoice_id=invoice.id)).one()
    allocation = make_allocation(
        session,
        instalment_id=due.id,
        payment_id=make_payment(session).id,
        amount=Decimal(100),
        allocated_on=date(2026, 5, 2),
        created_at=written,
    )
    allocation.undone_on, allocation.undo_reason = date(2026, 5, 3), "erreur"
    session.flush()
    return allocation.id

"""What every step of an import needs to know."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Context:
    """The transaction, where the rows go, where they come from, who brings them in and when."""

    session: Session
    company_id: int
    agency_id: int
    time_zone: str
    source: str
    by: int | None
    at: datetime

    @property
    def today(self) -> date:
        """The date of the import, where the company is."""
        return self.at.astimezone(ZoneInfo(self.time_zone)).date()

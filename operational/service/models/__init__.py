"""Tables of the after-sales service, by subject."""

from operational.service.models.costs import (
    CostRate,
    InterventionBilling,
    InterventionLabor,
    InterventionPart,
    InterventionTravel,
)
from operational.service.models.equipment import Equipment, EquipmentCoverage, EquipmentDocument
from operational.service.models.interventions import Intervention, InterventionTransition
from operational.service.models.reports import (
    InterventionReport,
    ReportPhoto,
    SatisfactionSurvey,
)
from operational.service.models.tickets import (
    ServiceTicket,
    ServiceType,
    TicketDocument,
    TicketEvent,
)

__all__ = [
    "CostRate",
    "Equipment",
    "EquipmentCoverage",
    "EquipmentDocument",
    "Intervention",
    "InterventionBilling",
    "InterventionLabor",
    "InterventionPart",
    "InterventionReport",
    "InterventionTransition",
    "InterventionTravel",
    "ReportPhoto",
    "SatisfactionSurvey",
    "ServiceTicket",
    "ServiceType",
    "TicketDocument",
    "TicketEvent",
]

"""Tables of the customer relationship, by subject."""

from operational.crm.models.customers import (
    Customer,
    CustomerStatus,
    LeadSource,
    PartyTag,
    Supplier,
    Tag,
)
from operational.crm.models.employees import Employee
from operational.crm.models.parties import (
    Address,
    Contact,
    ContactPoint,
    Party,
    PartyContact,
    Site,
)
from operational.crm.models.relations import (
    Consent,
    ContactQuestionAnswer,
    FollowUp,
    Interaction,
    PartyDocument,
    Scenario,
    ScenarioRun,
    ScenarioStep,
)

__all__ = [
    "Address",
    "Consent",
    "Contact",
    "ContactPoint",
    "ContactQuestionAnswer",
    "Customer",
    "CustomerStatus",
    "Employee",
    "FollowUp",
    "Interaction",
    "LeadSource",
    "Party",
    "PartyContact",
    "PartyDocument",
    "PartyTag",
    "Scenario",
    "ScenarioRun",
    "ScenarioStep",
    "Site",
    "Supplier",
    "Tag",
]

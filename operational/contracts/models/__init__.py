"""Tables of the service contracts, by subject."""

from operational.contracts.models.contracts import (
    ContractAmendment,
    ContractDocument,
    ContractLine,
    ContractSuspension,
    ContractType,
    ServiceContract,
)
from operational.contracts.models.indices import PriceIndex, PriceIndexValue
from operational.contracts.models.schedule import ContractPeriod, ContractRenewal, ContractVisit

__all__ = [
    "ContractAmendment",
    "ContractDocument",
    "ContractLine",
    "ContractPeriod",
    "ContractRenewal",
    "ContractSuspension",
    "ContractType",
    "ContractVisit",
    "PriceIndex",
    "PriceIndexValue",
    "ServiceContract",
]

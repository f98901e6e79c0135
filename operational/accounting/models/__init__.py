"""Tables of the accounting, by subject."""

from operational.accounting.models.bank import (
    BankReconciliation,
    BankStatement,
    BankStatementLine,
)
from operational.accounting.models.chart import Account, AccountRule, Journal, VatAccount
from operational.accounting.models.entries import EntryLine, JournalEntry, Matching, MatchingLine
from operational.accounting.models.exports import (
    ExportBatch,
    ExportBatchEntry,
    ExportFormat,
    FecExport,
)
from operational.accounting.models.taxes import (
    ElectronicReport,
    ElectronicReportLine,
    VatReturn,
    VatReturnLine,
)

__all__ = [
    "Account",
    "AccountRule",
    "BankReconciliation",
    "BankStatement",
    "BankStatementLine",
    "ElectronicReport",
    "ElectronicReportLine",
    "EntryLine",
    "ExportBatch",
    "ExportBatchEntry",
    "ExportFormat",
    "FecExport",
    "Journal",
    "JournalEntry",
    "Matching",
    "MatchingLine",
    "VatAccount",
    "VatReturn",
    "VatReturnLine",
]

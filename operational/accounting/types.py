"""Codes of the accounting."""

from enum import StrEnum


class AccountKind(StrEnum):
    """What an account is in the balance sheet or the income statement."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    EXPENSE = "expense"
    INCOME = "income"


class Subledger(StrEnum):
    """Whose balance an account is split by."""

    CUSTOMER = "customer"
    SUPPLIER = "supplier"


class JournalKind(StrEnum):
    """What is written in a journal."""

    SALES = "sales"
    PURCHASES = "purchases"
    BANK = "bank"
    CASH = "cash"
    GENERAL = "general"
    OPENING = "opening"


class AccountUse(StrEnum):
    """What an account is looked up for when a document is entered."""

    REVENUE = "revenue"
    PURCHASE = "purchase"
    RECEIVABLE = "receivable"
    RETENTION = "retention"
    DOWN_PAYMENT = "down_payment"
    PAYABLE = "payable"
    CHEQUES_TO_DEPOSIT = "cheques_to_deposit"
    CARDS_TO_COLLECT = "cards_to_collect"
    BILLS_TO_COLLECT = "bills_to_collect"
    CASH = "cash"
    VOUCHERS = "vouchers"
    ROUNDING_LOSS = "rounding_loss"
    ROUNDING_GAIN = "rounding_gain"
    CASH_LOSS = "cash_loss"
    CASH_GAIN = "cash_gain"
    DUNNING_FEES = "dunning_fees"


class VatUse(StrEnum):
    """On which side, and when, VAT is owed."""

    COLLECTED = "collected"
    COLLECTED_PENDING = "collected_pending"
    DEDUCTIBLE_GOODS = "deductible_goods"
    DEDUCTIBLE_ASSETS = "deductible_assets"
    DEDUCTIBLE_PENDING = "deductible_pending"
    REVERSE_CHARGE = "reverse_charge"
    DOWN_PAYMENT = "down_payment"


class ReturnState(StrEnum):
    """Life of a VAT return or of an electronic report."""

    DRAFT = "draft"
    FILED = "filed"


class ReportFlow(StrEnum):
    """What an electronic report tells the tax office: sales to consumers, or payments received."""

    TRANSACTIONS = "transactions"
    PAYMENTS = "payments"


class SupplyCategory(StrEnum):
    """Goods or services, as electronic reports tell them apart."""

    GOODS = "goods"
    SERVICES = "services"

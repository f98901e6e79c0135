"""Codes of the documents domain."""

from enum import StrEnum


class DocumentKind(StrEnum):
    """What a document is to the company."""

    PHOTO = "photo"
    PLAN = "plan"
    TECHNICAL_NOTICE = "technical_notice"
    COMMERCIAL_NOTICE = "commercial_notice"
    MANUAL = "manual"
    TERMS = "terms"
    CERTIFICATE = "certificate"
    CONTRACT = "contract"
    QUOTE = "quote"
    SALES_ORDER = "sales_order"
    DELIVERY_NOTE = "delivery_note"
    INVOICE = "invoice"
    INTERVENTION_REPORT = "intervention_report"
    PURCHASE = "purchase"
    LETTER = "letter"
    OTHER = "other"


class FormKind(StrEnum):
    """What a questionnaire is for."""

    DIAGNOSTIC = "diagnostic"
    VISIT_REPORT = "visit_report"
    INTERVENTION_REPORT = "intervention_report"
    HANDOVER = "handover"
    SURVEY = "survey"
    CONTACT_QUESTION = "contact_question"
    CERTIFICATE = "certificate"


class QuestionType(StrEnum):
    """What an answer holds; a score goes from 0 to 10; MULTI and PHOTO take several answers."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"
    DATE = "date"
    CHOICE = "choice"
    MULTI = "multi"
    SCORE = "score"
    PHOTO = "photo"
    SIGNATURE = "signature"


class SignatureMethod(StrEnum):
    """How a person signed: on the device held out to them, or at a distance by a link."""

    ON_DEVICE = "on_device"
    LINK = "link"
    PORTAL = "portal"

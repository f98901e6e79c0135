"""Tables of the documents domain, by subject."""

from operational.documents.models.files import Document, DocumentFolder, DocumentVersion, File
from operational.documents.models.forms import (
    Answer,
    Form,
    FormResponse,
    FormVersion,
    Question,
    QuestionChoice,
)
from operational.documents.models.signatures import Signature

__all__ = [
    "Answer",
    "Document",
    "DocumentFolder",
    "DocumentVersion",
    "File",
    "Form",
    "FormResponse",
    "FormVersion",
    "Question",
    "QuestionChoice",
    "Signature",
]

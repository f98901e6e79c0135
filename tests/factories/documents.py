"""Files, documents, questionnaires and signatures."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from operational.documents.models import (
    Document,
    DocumentVersion,
    File,
    Form,
    FormResponse,
    FormVersion,
    Question,
    QuestionChoice,
    Signature,
)
from tests.factories.base import make, next_number
from tests.factories.identity import make_user


def make_file(session: Session, **over: Any) -> File:
    """A stored photo."""
    digest = f"{next_number():064x}"
    defaults = {
        "sha256": digest,
        "size_bytes": 1024,
        "media_type": "image/jpeg",
        "storage_key": f"{digest[:2]}/{digest}",
    }
    return make(session, File, defaults, over)


def make_document(session: Session, **over: Any) -> Document:
    """A photo with one version."""
    defaults = {"kind": "photo", "title": f"Photo {next_number()}"}
    document = make(session, Document, defaults, over)
    make_document_version(session, document_id=document.id)
    return document


def make_document_version(session: Session, **over: Any) -> DocumentVersion:
    """The first version of a document."""
    file_id = over.pop("file_id", None) or make_file(session).id
    return make(
        session, DocumentVersion, {"number": 1, "file_id": file_id, "file_name": "p.jpg"}, over
    )


def make_form_version(session: Session, **over: Any) -> FormVersion:
    """A draft survey, of a new form unless said."""
    number = next_number()
    form_id = over.pop("form_id", None)
    if form_id is None:
        form = {"code": f"survey_{number}", "kind": "survey", "title": "Satisfaction"}
        form_id = make(session, Form, form, {}).id
    return make(session, FormVersion, {"form_id": form_id, "number": 1}, over)


def make_question(session: Session, **over: Any) -> Question:
    """A text question of a new draft unless said; `choices` names its choices."""
    number = next_number()
    choices = over.pop("choices", ())
    version_id = over.pop("form_version_id", None) or make_form_version(session).id
    defaults = {
        "form_version_id": version_id,
        "position": number,
        "code": f"q{number}",
        "label": f"Question {number} ?",
        "type": "text",
    }
    question = make(session, Question, defaults, over)
    for position, code in enumerate(choices):
        choice = {"question_id": question.id, "position": position, "code": code, "label": code}
        make(session, QuestionChoice, choice, {})
    return question


def publish(session: Session, version: FormVersion) -> FormVersion:
    """The version, published."""
    user = make_user(session)
    version.published_at, version.published_by_id = datetime(2026, 1, 5, tzinfo=UTC), user.id
    session.flush()
    return version


def make_response(session: Session, question: Question, **over: Any) -> FormResponse:
    """A response to the version of a question, which it publishes."""
    publish(session, session.get_one(FormVersion, question.form_version_id))
    return make(session, FormResponse, {"form_version_id": question.form_version_id}, over)


def make_signature(session: Session, **over: Any) -> Signature:
    """A customer's signature on the technician's phone."""
    defaults = {
        "signer_name": "Jeanne Martin",
        "signed_at": datetime(2026, 6, 1, 9, 30, tzinfo=UTC),
        "method": "on_device",
        "signed_sha256": f"{next_number():064x}",
        "consent_wording": "Bon pour accord",
    }
    return make(session, Signature, defaults, over)

"""What the database refuses about documents, questionnaires and signatures."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from operational.documents.models import Document, DocumentFolder, Question, QuestionChoice
from tests.factories.base import make
from tests.factories.documents import (
    make_document,
    make_file,
    make_form_version,
    make_question,
    make_response,
    make_signature,
)
from tests.factories.identity import make_user
from tests.refusals import refused, sql

ANSWER = (
    "INSERT INTO documents.answer (form_response_id, form_version_id, question_id, type, {column})"
    " VALUES (:response, :version, :question, :type, :value)"
)


def test_same_content_stored_twice(session: Session) -> None:
    file = make_file(session)
    with refused(session, "uq_file_sha256"):
        sql(
            session,
            "INSERT INTO documents.file (sha256, size_bytes, media_type, storage_key)"
            " VALUES (:sha256, 1, 'text/plain', 'elsewhere')",
            sha256=file.sha256,
        )


def test_content_of_a_file_changed(session: Session) -> None:
    file = make_file(session)
    sql(session, "UPDATE documents.file SET storage_key = 's3/x' WHERE id = :id", id=file.id)
    with refused(session, "QU001"):
        sql(session, "UPDATE documents.file SET size_bytes = 2 WHERE id = :id", id=file.id)


def test_file_deleted_before_its_retention_is_over(session: Session) -> None:
    kept = make_file(session, retain_until=date(2999, 1, 1))
    over = make_file(session, retain_until=date(2020, 1, 1))
    sql(session, "DELETE FROM documents.file WHERE id = :id", id=over.id)
    with refused(session, "QU001"):
        sql(session, "DELETE FROM documents.file WHERE id = :id", id=kept.id)


def test_file_deleted_while_a_document_shows_it(session: Session) -> None:
    document = make_document(session)
    with refused(session, "fk_document_version_file_id"):
        sql(
            session,
            "DELETE FROM documents.file WHERE id IN"
            " (SELECT file_id FROM documents.document_version WHERE document_id = :id)",
            id=document.id,
        )


def test_folder_put_inside_its_own_subfolder(session: Session) -> None:
    top = make(session, DocumentFolder, {"name": "Clients"}, {})
    below = make(session, DocumentFolder, {"name": "Martin", "parent_id": top.id}, {})
    with refused(session, "document_folder_acyclic"):
        sql(
            session,
            "UPDATE documents.document_folder SET parent_id = :below WHERE id = :top",
            top=top.id,
            below=below.id,
        )


@pytest.mark.parametrize(
    "statement",
    [
        (
            "INSERT INTO documents.document_version (document_id, number, file_id, file_name)"
            " VALUES (:id, 2, :file, 'p.jpg')"
        ),
        "DELETE FROM documents.document_version WHERE document_id = :id",
        "UPDATE documents.document SET title = 'Autre' WHERE id = :id",
        "UPDATE documents.document SET archived_at = now() WHERE id = :id",
        "DELETE FROM documents.document WHERE id = :id",
    ],
)
def test_locked_document_changed(session: Session, statement: str) -> None:
    document = locked_document(session)
    with refused(session, "QU001"):
        sql(session, statement, id=document.id, file=make_file(session).id)


def test_document_takes_versions_again_once_unlocked(session: Session) -> None:
    document = locked_document(session)
    sql(
        session,
        "UPDATE documents.document SET locked_at = NULL, locked_by_id = NULL WHERE id = :id",
        id=document.id,
    )
    sql(
        session,
        "INSERT INTO documents.document_version (document_id, number, file_id, file_name)"
        " VALUES (:id, 2, :file, 'p.jpg')",
        id=document.id,
        file=make_file(session).id,
    )


def test_version_of_a_document_changed(session: Session) -> None:
    document = make_document(session)
    with refused(session, "QU001"):
        sql(
            session,
            "UPDATE documents.document_version SET file_id = :file WHERE document_id = :id",
            id=document.id,
            file=make_file(session).id,
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents.form_version SET introduction = 'x' WHERE id = :version",
        "DELETE FROM documents.form_version WHERE id = :version",
        "UPDATE documents.question SET label = 'x' WHERE id = :id",
        "DELETE FROM documents.question WHERE id = :id",
        (
            "INSERT INTO documents.question (form_version_id, position, code, label, type)"
            " VALUES (:version, 0, 'q', 'q', 'text')"
        ),
        "UPDATE documents.question_choice SET label = 'x' WHERE question_id = :id",
        "DELETE FROM documents.question_choice WHERE question_id = :id",
        (
            "INSERT INTO documents.question_choice (question_id, position, code, label)"
            " VALUES (:id, 9, 'maybe', 'Peut-être')"
        ),
    ],
)
def test_version_of_a_form_changed_after_a_response(session: Session, statement: str) -> None:
    question = make_question(session, type="choice", choices=["yes", "no"])
    make_response(session, question)
    with refused(session, "QU001"):
        sql(session, statement, id=question.id, version=question.form_version_id)


def test_draft_version_of_a_form_can_be_deleted_whole(session: Session) -> None:
    question = make_question(session, type="choice", choices=["yes", "no"])
    sql(
        session,
        "DELETE FROM documents.form_version WHERE id = :version",
        version=question.form_version_id,
    )
    left = select(Question.id).filter_by(form_version_id=question.form_version_id)
    assert session.scalars(left).all() == []


def test_response_to_a_draft(session: Session) -> None:
    version = make_form_version(session)
    with refused(session, "QU004"):
        sql(
            session,
            "INSERT INTO documents.form_response (form_version_id) VALUES (:version)",
            version=version.id,
        )


def test_question_asked_on_a_condition_of_another_form(session: Session) -> None:
    elsewhere = make_question(session)
    question = make_question(session)
    with refused(session, "fk_question_form_version_id_condition_question_id"):
        sql(
            session,
            "UPDATE documents.question SET condition_question_id = :other, condition_value = 'x'"
            " WHERE id = :id",
            id=question.id,
            other=elsewhere.id,
        )


def test_answer_to_a_question_of_another_version(session: Session) -> None:
    question = make_question(session)
    response = make_response(session, question)
    other = make_question(session)
    with refused(session, "fk_answer_form_version_id_question_id_type"):
        sql(
            session,
            ANSWER.format(column="text_value"),
            response=response.id,
            version=question.form_version_id,
            question=other.id,
            type="text",
            value="Oui",
        )


def test_answer_that_names_another_version_than_its_response(session: Session) -> None:
    response = make_response(session, make_question(session))
    other = make_question(session)
    make_response(session, other)
    with refused(session, "fk_answer_form_response_id_form_version_id"):
        sql(
            session,
            ANSWER.format(column="text_value"),
            response=response.id,
            version=other.form_version_id,
            question=other.id,
            type="text",
            value="Oui",
        )


@pytest.mark.parametrize(
    ("asked", "column", "value", "reason"),
    [
        ("number", "text_value", "douze", "ck_answer_column_of_type"),
        ("date", "number_value", 12, "ck_answer_column_of_type"),
        ("score", "number_value", 11, "ck_answer_score_in_range"),
        ("text", "text_value", None, "ck_answer_column_of_type"),
    ],
)
def test_answer_that_does_not_suit_its_question(
    session: Session, asked: str, column: str, value: object, reason: str
) -> None:
    question = make_question(session, type=asked)
    response = make_response(session, question)
    with refused(session, reason):
        sql(
            session,
            ANSWER.format(column=column),
            response=response.id,
            version=question.form_version_id,
            question=question.id,
            type=asked,
            value=value,
        )


def test_choice_that_the_question_does_not_offer(session: Session) -> None:
    offered = make_question(session, type="choice", choices=["yes"])
    question = make_question(session, type="choice", choices=["no"])
    response = make_response(session, question)
    choice = session.scalars(select(QuestionChoice.id).filter_by(question_id=offered.id)).one()
    with refused(session, "fk_answer_question_id_choice_id"):
        sql(
            session,
            ANSWER.format(column="choice_id"),
            response=response.id,
            version=question.form_version_id,
            question=question.id,
            type="choice",
            value=choice,
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents.answer SET text_value = 'Non' WHERE form_response_id = :response",
        "DELETE FROM documents.answer WHERE form_response_id = :response",
        (
            "UPDATE documents.form_response SET by_id = NULL, answered_at = frozen_at"
            " WHERE id = :response"
        ),
        "DELETE FROM documents.form_response WHERE id = :response",
    ],
)
def test_signed_response_changed(session: Session, statement: str) -> None:
    question = make_question(session)
    response = make_response(session, question)
    sql(
        session,
        ANSWER.format(column="text_value"),
        response=response.id,
        version=question.form_version_id,
        question=question.id,
        type="text",
        value="Oui",
    )
    response.answered_at = datetime(2026, 6, 1, 9, tzinfo=UTC)
    response.frozen_at = datetime(2026, 6, 1, 10, tzinfo=UTC)
    session.flush()
    with refused(session, "QU001"):
        sql(session, statement, response=response.id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents.signature SET signer_name = 'Autre' WHERE id = :id",
        "DELETE FROM documents.signature WHERE id = :id",
        "TRUNCATE documents.signature, documents.answer CASCADE",
    ],
)
def test_signature_changed(session: Session, statement: str) -> None:
    signature = make_signature(session)
    with refused(session, "QU001"):
        sql(session, statement, id=signature.id)


def test_distant_signature_without_proof(session: Session) -> None:
    with refused(session, "ck_signature_remote_proved"):
        make_signature(session, method="link")


def locked_document(session: Session) -> Document:
    document, user = make_document(session), make_user(session)
    document.locked_at, document.locked_by_id = datetime(2026, 6, 1, tzinfo=UTC), user.id
    session.flush()
    return document

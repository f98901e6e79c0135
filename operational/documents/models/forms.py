"""Questionnaires: diagnostics, reports, surveys, extra questions about a contact."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from operational.core.columns import Base, Instant, Keyed, Public
from operational.core.ddl import code_check, paired, refers_to, unique_where
from operational.documents.types import FormKind, QuestionType

SCHEMA = "documents"


class Form(Public, Base):
    """A questionnaire, under a name that its versions share."""

    __tablename__ = "form"
    __table_args__ = (code_check("kind", FormKind), {"schema": SCHEMA})

    code: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    title: Mapped[str]
    archived_at: Mapped[Instant | None]


class FormVersion(Keyed, Base):
    """The n-th wording of a form: a draft until published, frozen from then on."""

    __tablename__ = "form_version"
    __table_args__ = (
        UniqueConstraint("form_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        paired("published_at", "published_by_id"),
        {"schema": SCHEMA},
    )

    form_id: Mapped[int] = refers_to("documents.form", index=False)
    number: Mapped[int]
    introduction: Mapped[str | None]
    published_at: Mapped[Instant | None]
    published_by_id: Mapped[int | None] = refers_to("identity.app_user")


class Question(Keyed, Base):
    """A question of a form version, asked always or when an earlier one got a given answer.

    `code` names the same question across versions. `condition_value` is compared with the other
    answer's text, choice code, number or `true`/`false`.
    """

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("form_version_id", "code"),
        UniqueConstraint("form_version_id", "position"),
        UniqueConstraint("form_version_id", "id"),
        UniqueConstraint("form_version_id", "id", "type"),
        ForeignKeyConstraint(
            ["form_version_id", "condition_question_id"],
            ["documents.question.form_version_id", "documents.question.id"],
        ),
        code_check("type", QuestionType),
        paired("condition_question_id", "condition_value"),
        CheckConstraint("condition_question_id <> id", name="condition_on_other"),
        {"schema": SCHEMA},
    )

    form_version_id: Mapped[int] = refers_to("documents.form_version", cascade=True, index=False)
    position: Mapped[int]
    code: Mapped[str]
    label: Mapped[str]
    help: Mapped[str | None]
    type: Mapped[str]
    unit: Mapped[str | None]
    is_required: Mapped[bool] = mapped_column(server_default=text("false"))
    condition_question_id: Mapped[int | None] = mapped_column(index=True)
    condition_value: Mapped[str | None]


class QuestionChoice(Keyed, Base):
    """One of the answers a choice question offers."""

    __tablename__ = "question_choice"
    __table_args__ = (
        UniqueConstraint("question_id", "code"),
        UniqueConstraint("question_id", "position"),
        UniqueConstraint("question_id", "id"),
        {"schema": SCHEMA},
    )

    question_id: Mapped[int] = refers_to("documents.question", cascade=True, index=False)
    position: Mapped[int]
    code: Mapped[str]
    label: Mapped[str]


class FormResponse(Public, Base):
    """A form version filled in once; what it is about (customer, visit…) points at it.

    `answered_at` says it is complete; from `frozen_at` on (a report signed) nothing changes.
    """

    __tablename__ = "form_response"
    __table_args__ = (
        UniqueConstraint("id", "form_version_id"),
        CheckConstraint("frozen_at >= answered_at", name="frozen_when_answered"),
        CheckConstraint("frozen_at IS NULL OR answered_at IS NOT NULL", name="answered_if_frozen"),
        {"schema": SCHEMA},
    )

    form_version_id: Mapped[int] = refers_to("documents.form_version")
    by_id: Mapped[int | None] = refers_to("identity.app_user")
    answered_at: Mapped[Instant | None] = mapped_column(index=True)
    frozen_at: Mapped[Instant | None]


class Answer(Keyed, Base):
    """One value answered to a question in a response; `multi` and `photo` take several, by `number`.

    The response and the question must be of the same form version; the value is in the column
    that the question's type (copied for the check) calls for.
    """

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("form_response_id", "question_id", "number"),
        unique_where(
            "uq_answer_choice",
            "choice_id IS NOT NULL",
            "form_response_id",
            "question_id",
            "choice_id",
        ),
        ForeignKeyConstraint(
            ["form_response_id", "form_version_id"],
            ["documents.form_response.id", "documents.form_response.form_version_id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["form_version_id", "question_id", "type"],
            [
                "documents.question.form_version_id",
                "documents.question.id",
                "documents.question.type",
            ],
        ),
        ForeignKeyConstraint(
            ["question_id", "choice_id"],
            ["documents.question_choice.question_id", "documents.question_choice.id"],
        ),
        CheckConstraint(
            "number = 1 OR (number > 1 AND type IN ('multi', 'photo'))", name="one_value"
        ),
        CheckConstraint(
            "num_nonnulls(text_value, number_value, boolean_value, date_value, choice_id,"
            " file_id, signature_id) = 1",
            name="one_column",
        ),
        CheckConstraint(
            "CASE type WHEN 'text' THEN text_value IS NOT NULL"
            " WHEN 'number' THEN number_value IS NOT NULL"
            " WHEN 'score' THEN number_value IS NOT NULL"
            " WHEN 'yes_no' THEN boolean_value IS NOT NULL"
            " WHEN 'date' THEN date_value IS NOT NULL"
            " WHEN 'choice' THEN choice_id IS NOT NULL"
            " WHEN 'multi' THEN choice_id IS NOT NULL"
            " WHEN 'photo' THEN file_id IS NOT NULL"
            " WHEN 'signature' THEN signature_id IS NOT NULL ELSE false END",
            name="column_of_type",
        ),
        CheckConstraint("type <> 'score' OR number_value BETWEEN 0 AND 10", name="score_in_range"),
        {"schema": SCHEMA},
    )

    form_response_id: Mapped[int]
    form_version_id: Mapped[int]
    question_id: Mapped[int] = mapped_column(index=True)
    type: Mapped[str]
    number: Mapped[int] = mapped_column(server_default="1")
    text_value: Mapped[str | None]
    number_value: Mapped[Decimal | None] = mapped_column(Numeric(18, 4))
    boolean_value: Mapped[bool | None]
    date_value: Mapped[date | None]
    choice_id: Mapped[int | None] = mapped_column(index=True)
    file_id: Mapped[int | None] = refers_to("documents.file")
    signature_id: Mapped[int | None] = refers_to("documents.signature")

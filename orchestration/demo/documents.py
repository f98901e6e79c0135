"""Questionnaires and a few documents: their wording, their files' digests, their answers."""

from hashlib import sha256

import polars as pl

from orchestration.demo.company import write_coded
from orchestration.demo.days import instant
from orchestration.demo.staff import Staff
from orchestration.demo.tables import papers as data
from orchestration.demo.world import World
from orchestration.demo.writer import Writer

Forms = dict[str, pl.DataFrame]
"""The questions of each form: question_id, code, type, form_version_id, and their choices."""


def write_forms(world: World, writer: Writer, staff: Staff) -> tuple[dict[str, int], Forms]:
    """Writes the forms, published at the start; returns their ids and questions by code."""
    rows: list[dict[str, object]] = [
        {"code": code, "kind": kind, "title": title}
        for code, (kind, title, _) in data.FORMS.items()
    ]
    ids = write_coded(writer, "documents.form", rows)
    at = instant(pl.lit(world.start))
    versions = writer.write(
        "documents.form_version",
        pl.DataFrame({"form_id": list(ids.values()), "number": 1}).with_columns(
            published_at=at, published_by_id=pl.lit(staff.user("manager"))
        ),
    )
    by_code = dict(zip(ids, versions["id"], strict=True))
    questions: Forms = {}
    for code, (_, _, asked) in data.FORMS.items():
        frame = pl.DataFrame(
            [
                {
                    "form_version_id": by_code[code],
                    "position": position,
                    "code": q.code,
                    "label": q.label,
                    "type": q.type,
                }
                for position, q in enumerate(asked, start=1)
            ]
        )
        written = writer.write("documents.question", frame)
        choices = [
            {"question_id": question, "position": rank, "code": f"C{rank}", "label": label}
            for question, q in zip(written["id"], asked, strict=True)
            for rank, label in enumerate(q.choices, start=1)
        ]
        if choices:
            writer.write("documents.question_choice", pl.DataFrame(choices))
        questions[code] = written.select("code", "type", "form_version_id", question_id="id")
    return ids, questions


def write_library(world: World, writer: Writer, staff: Staff) -> pl.DataFrame:
    """Writes the company's own documents; returns document_id, version_id, kind."""
    folders = writer.write("documents.document_folder", pl.DataFrame({"name": data.FOLDERS}))
    folder_ids = dict(zip(folders["name"], folders["id"], strict=True))
    frame = pl.DataFrame(data.DOCUMENTS, schema=("kind", "title", "folder"), orient="row")
    content = [f"{title}\n".encode() for title in frame["title"]]
    digest = [sha256(each).hexdigest() for each in content]
    files = writer.write(
        "documents.file",
        pl.DataFrame(
            {
                "sha256": digest,
                "size_bytes": [len(each) for each in content],
                "media_type": "text/plain",
                "storage_key": [f"{each[:2]}/{each}" for each in digest],
            }
        ),
    )
    author = pl.lit(staff.user("manager"))
    documents = writer.write(
        "documents.document",
        frame.select(
            "kind",
            "title",
            folder_id=pl.col("folder").replace_strict(folder_ids),
            by_id=author,
            locked_at=pl.when(pl.col("kind") == "terms").then(instant(pl.lit(world.start))),
            locked_by_id=pl.when(pl.col("kind") == "terms").then(author),
        ),
    )
    versions = writer.write(
        "documents.document_version",
        pl.DataFrame(
            {
                "document_id": documents["id"],
                "number": 1,
                "file_id": files["id"],
                "file_name": [f"{title}.txt" for title in frame["title"]],
            }
        ),
    )
    return pl.DataFrame(
        {"document_id": documents["id"], "version_id": versions["id"], "kind": frame["kind"]}
    )


def attach_to_items(writer: Writer, library: pl.DataFrame, items: pl.DataFrame) -> None:
    """Attaches the notices to the first items of the families they are about."""
    notices = library.filter(pl.col("kind").is_in(["technical_notice", "commercial_notice"]))
    kinds = {"technical_notice": "technical", "commercial_notice": "commercial"}
    serialized = items.filter(pl.col("is_serialized")).head(6 * notices.height)
    pairs = notices.join(serialized.select(item_id="id").with_row_index("n"), how="cross").filter(
        pl.col("n") % notices.height == pl.col("document_id") % notices.height
    )
    writer.write(
        "catalog.item_document",
        pairs.select(
            "item_id",
            "document_id",
            kind=pl.col("kind").replace_strict(kinds),
            is_public=pl.lit(value=True),
        ),
    )


def answer_forms(
    world: World,
    writer: Writer,
    *,
    forms: Forms,
    customers: pl.DataFrame,
    tickets: pl.DataFrame,
    block: int,
) -> pl.DataFrame:
    """Writes what some customers said of themselves, and of recent tickets; returns ticket_id, response_id."""
    rng = world.rng("answers", block)
    known = customers.filter(pl.Series(rng.random(customers.height) < 0.06))
    day = pl.from_epoch("starts", "d")
    responses = respond(writer, forms["contact"], known.select(at=instant(day)))
    writer.write(
        "crm.contact_question_answer", known.select("party_id", form_response_id=responses)
    )
    values = {
        "volume": pl.Series(rng.integers(18, 95, known.height) * 10_000),
        "portail": pl.Series(rng.random(known.height) < 0.4),
    }
    answer(writer, forms["contact"], responses, values)
    recent = tickets.filter(
        pl.col("opened") > world.calendar.today - 200, pl.Series(rng.random(tickets.height) < 0.4)
    )
    opened = pl.from_epoch("opened", "d")
    diagnosed = respond(writer, forms["diagnostic"], recent.select(at=instant(opened, 10 * 60)))
    words = pl.Series(data.SYMPTOMS).gather(rng.integers(0, len(data.SYMPTOMS), recent.height))
    answer(
        writer,
        forms["diagnostic"],
        diagnosed,
        {
            "symptome": words,
            "urgence": pl.Series(rng.random(recent.height) < 0.3),
            "depuis": recent.select(opened).to_series(),
        },
    )
    return recent.select(ticket_id="id", response_id=diagnosed)


def respond(writer: Writer, questions: pl.DataFrame, at: pl.DataFrame) -> pl.Series:
    """Writes responses to a form; returns their ids."""
    version = int(questions["form_version_id"][0])
    return writer.write(
        "documents.form_response",
        at.select(form_version_id=pl.lit(version), answered_at="at", created_at="at"),
    )["id"]


def answer(
    writer: Writer, questions: pl.DataFrame, responses: pl.Series, values: dict[str, pl.Series]
) -> None:
    """Writes the answers to some questions of a form, in the column of their type."""
    columns = {
        "text": "text_value",
        "number": "number_value",
        "yes_no": "boolean_value",
        "date": "date_value",
        "score": "number_value",
    }
    for code, given in values.items():
        question = questions.filter(pl.col("code") == code).row(0, named=True)
        writer.write(
            "documents.answer",
            pl.DataFrame(
                {"form_response_id": responses, columns[question["type"]]: given}
            ).with_columns(
                form_version_id=pl.lit(question["form_version_id"]),
                question_id=pl.lit(question["question_id"]),
                type=pl.lit(question["type"]),
            ),
        )

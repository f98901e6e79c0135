"""A source: the small file that says how an old software's files become our layouts."""

from collections.abc import Collection
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from operational.core.errors import Refusal
from operational.core.i18n import _
from operational.workflows.imports.faults import fault_of_syntax, faults_of_content
from operational.workflows.imports.layouts import BY_NAME
from operational.workflows.imports.types import Layout

SHIPPED = Path(__file__).with_name("sources")


class UnknownSource(Refusal):
    """No source has this name, and no mapping file is at this path."""

    def __init__(self, *, source: str, known: list[str]) -> None:
        """Keeps the name asked for and the names of the sources shipped."""
        super().__init__(source)
        self.source, self.known = source, ", ".join(known)


class BadSource(Refusal):
    """A mapping file that does not say what a source must say."""

    def __init__(self, *, source: str, problem: str) -> None:
        """Keeps where the source is and what is wrong in it, in French."""
        super().__init__(f"{source}: {problem}")
        self.source, self.problem = source, problem


class Part(BaseModel):
    """A part of a mapping file: an unknown word in it is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Agency(Part):
    """The agency that what is imported belongs to."""

    code: str = "PRINCIPALE"
    name: str = "Agence principale"
    siret: str | None = None
    address: str | None = None
    postal_code: str | None = None
    city: str | None = None


class Company(Part):
    """The company to create in a database that has none, or to import into by its name."""

    name: str
    legal_form: str | None = None
    siren: str | None = None
    vat_number: str | None = None
    naf: str | None = None
    time_zone: str = "Europe/Paris"
    fiscal_year_start_month: int = Field(default=1, ge=1, le=12)
    agency: Agency = Agency()


class File(Part):
    """A file of the old software. Without an extension, any of CSV, XLSX and Parquet is taken."""

    path: str
    optional: bool = False
    sheet: str | None = None
    encoding: str | None = None
    separator: str | None = Field(default=None, min_length=1, max_length=1)
    decimal: Literal[",", "."] | None = None
    dates: tuple[str, ...] = ("%Y-%m-%d", "%d/%m/%Y")


class Mapping(Part):
    """How the rows of a file become rows of a layout.

    `rows`: each is a row of its own; or those of the same key make one, of which each column is
    the first that is given (`first`), or must be the same (`same`). `where` keeps some rows.
    Without `columns`, the file has the columns of the layout, under their own names.
    """

    file: str
    rows: Literal["each", "first", "same"] = "each"
    where: str | None = None
    columns: dict[str, str] | None = None


class Source(Part):
    """Files, what they hold, and how that becomes layouts."""

    name: str
    title: str
    company: Company | None = None
    tables: dict[str, dict[str, str]] = {}
    files: dict[str, File]
    layouts: dict[str, tuple[Mapping, ...]]

    @model_validator(mode="after")
    def names_exist(self) -> "Source":
        """Refuses a layout, a column or a file that does not exist, and a required column left out."""
        for layout, mappings in self.layouts.items():
            _check(layout in BY_NAME, _("la disposition « {name} » n'existe pas"), layout)
            for mapping in mappings:
                _check(
                    mapping.file in self.files,
                    _("le fichier « {name} » n'est pas décrit"),
                    mapping.file,
                )
                if mapping.columns is not None:
                    _check_columns(BY_NAME[layout], mapping.columns)
        return self


def shipped_sources() -> list[str]:
    """The names of the sources that come with Quarante."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def load_source(source: str) -> Source:
    """The source shipped under a name, or the one in a mapping file.

    Every word of it is a text: `NO` is Norway, not "no". Refuses a name or a path that is none
    (UnknownSource), and a file that is no source (BadSource).
    """
    is_path = source.endswith((".yaml", ".yml")) and Path(source).is_file()
    if not is_path and source not in shipped_sources():
        raise UnknownSource(source=source, known=shipped_sources())
    path = Path(source) if is_path else SHIPPED / f"{source}.yaml"
    try:
        written = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadSource(source=source, problem=_("le fichier n'est pas en UTF-8")) from error
    try:
        return Source.model_validate(yaml.load(written, yaml.BaseLoader))  # noqa: S506 - safer still
    except yaml.YAMLError as error:
        raise BadSource(source=source, problem=fault_of_syntax(error, written)) from error
    except ValidationError as error:
        raise BadSource(source=source, problem=faults_of_content(error)) from error


def _check_columns(layout: Layout, columns: Collection[str]) -> None:
    for name in columns:
        known = name in layout.names
        _check(known, _("« {name} » n'est pas une colonne"), f"{layout.name}.{name}")
    for name in layout.required:
        _check(name in columns, _("la colonne « {name} » manque"), f"{layout.name}.{name}")


def _check(right: bool, problem: str, name: str) -> None:  # noqa: FBT001 - a condition
    if not right:
        raise ValueError(problem.format(name=name))

"""The staff: employees, their accounts, roles and rights."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import polars as pl

from operational.identity.operations import HASHER
from orchestration.demo.company import Company, write_coded
from orchestration.demo.days import instant
from orchestration.demo.people import draw_people, international, phone_numbers, slug
from orchestration.demo.tables import company as data
from orchestration.demo.world import World
from orchestration.demo.writer import Writer

Login = tuple[str, str, str]
"""A mail address, its password and the role it opens."""


@dataclass(frozen=True)
class Staff:
    """The employees: id, party_id, user_id, block, agency (position), agency_id, job, name, email."""

    employees: pl.DataFrame
    logins: list[Login]

    def of(self, block: int, *jobs: str) -> pl.DataFrame:
        """The employees of a block who do one of some jobs."""
        return self.employees.filter(pl.col("block") == block, pl.col("job").is_in(jobs))

    def user(self, job: str, block: int = 0) -> int:
        """The account of the first person of a block with a job."""
        return int(self.of(block, job)["user_id"][0])


def hire_staff(world: World, writer: Writer, company: Company) -> Staff:
    """Writes employees, users and roles."""
    roles = write_roles(writer)
    people = pl.concat([draw_team(world, block, company) for block in range(world.blocks)])
    people = people.with_row_index("n", offset=1).with_columns(email=mailboxes())
    people = write_employees(world, writer, company, people)
    write_user_roles(writer, people, roles)
    firsts = people.unique("job", keep="first", maintain_order=True)
    logins = [(email, data.PASSWORD, job) for email, job in firsts.select("email", "job").rows()]
    return Staff(people, logins)


def mailboxes() -> pl.Expr:
    """The mail address of each person: the first of a job has the job's own."""
    named = pl.format(
        "{}.{}.{}", slug(pl.col("first_name")), slug(pl.col("last_name")), pl.col("n")
    )
    local = (
        pl.when(pl.col("job").is_first_distinct())
        .then(pl.col("job").replace_strict(data.MAILBOXES))
        .otherwise(named)
    )
    return pl.format("{}@" + data.EMAIL_DOMAIN, local)


def write_roles(writer: Writer) -> dict[str, int]:
    """Writes the roles with their rights; returns their ids by job."""
    roles = write_coded(
        writer,
        "identity.role",
        [{"code": job, "name": name} for job, (name, *_) in data.ROLES.items()],
    )
    rights = [
        (roles[job], right)
        for job, (_, _, particular, subjects) in data.ROLES.items()
        for right in sorted({*particular, *(f"{subject}.view" for subject in subjects)})
    ]
    writer.write(
        "identity.role_right", pl.DataFrame(rights, schema=["role_id", "code"], orient="row")
    )
    return roles


def draw_team(world: World, block: int, company: Company) -> pl.DataFrame:
    """The people of a block."""
    rng = world.rng("staff", block)
    people = draw_people(rng, len(data.STAFF))
    since = [
        date(world.start.year - int(rng.integers(1, 9)), int(rng.integers(1, 13)), 1)
        for _ in data.STAFF
    ]
    agency = pl.Series("agency", [agency for _, agency in data.STAFF])
    return people.with_columns(
        agency,
        pl.Series("job", [job for job, _ in data.STAFF]),
        pl.Series("hired_on", since),
        pl.Series("phone", phone_numbers(rng, len(data.STAFF), mobile=True)),
        company.agencies["id"].gather(agency).alias("agency_id"),
        block=pl.lit(block),
    )


def write_employees(
    world: World, writer: Writer, company: Company, people: pl.DataFrame
) -> pl.DataFrame:
    """Writes a party, a user and an employee for each person; returns them with their keys."""
    parties = writer.write(
        "crm.party",
        people.select(
            kind=pl.lit("person"), name="last_name", first_name="first_name", title="title"
        ),
    )
    salt = sha256(f"quarante/{world.seed}".encode()).digest()[:16]
    users = writer.write(
        "identity.app_user",
        people.select(
            email="email",
            name=pl.format("{} {}", "first_name", "last_name"),
            password_hash=pl.lit(HASHER.hash(data.PASSWORD, salt=salt)),
            password_set_at=instant(pl.lit(world.start)),
        ),
    )
    people = people.with_columns(
        party_id=parties["id"],
        user_id=users["id"],
        name=users["name"],
        code=pl.format("E{}", pl.col("n").cast(pl.String).str.zfill(3)),
    )
    employees = writer.write(
        "crm.employee",
        people.select(
            "party_id",
            "agency_id",
            "user_id",
            "code",
            "job",
            "hired_on",
            company_id=pl.lit(company.id),
        ),
    )
    write_reachable(writer, people, ["email", "phone"])
    return people.with_columns(id=employees["id"])


def write_reachable(writer: Writer, people: pl.DataFrame, columns: Sequence[str]) -> None:
    """Writes the mail address and phone numbers of parties, from columns named as their kind."""
    kinds = {"email": "email", "phone": "mobile", "mobile": "mobile", "landline": "phone"}
    points = pl.concat(
        [
            people.select("party_id", kind=pl.lit(kinds[column]), value=column).drop_nulls("value")
            for column in columns
        ]
    )
    writer.write(
        "crm.contact_point",
        points.with_columns(
            normalized=pl.when(pl.col("kind") == "email")
            .then(pl.col("value"))
            .otherwise(international(pl.col("value")))
        ),
    )


def write_user_roles(writer: Writer, people: pl.DataFrame, roles: dict[str, int]) -> None:
    """Gives each person the role of their job, on the rows it opens."""
    scopes = {job: scope for job, (_, scope, _, _) in data.ROLES.items()}
    scope = pl.col("job").replace_strict(scopes)
    writer.write(
        "identity.user_role",
        people.select(
            user_id="user_id",
            role_id=pl.col("job").replace_strict(roles),
            row_scope=scope,
            agency_id=pl.when(scope == "agency").then(pl.col("agency_id")),
        ),
    )

"""What holds an indicator true: the tests that dbt runs of the models on its way."""

from collections.abc import Callable, Iterator, Mapping

from operational.core.i18n import _
from transform.guide.project import Node, Project, file_of, remark
from transform.reader.catalog import Metric

Link = Callable[[str, str], str]
"""A link with a text to a file of the repository, from the page written."""


def checks(project: Project, metric: Metric, link: Link) -> Iterator[str]:
    """The lines that list them: by model, then those that compare models."""
    path = project.path(metric)
    yield f"| {_('modèle')} | {_('à chaque calcul')} | {_('règles essayées sur des cas')} |"
    yield "|---|---|---|"
    for name in path:
        model = link(f"`{name}`", file_of(project.model(name)))
        generic = "<br>".join(map(_generic, project.generic_tests(name)))
        unit = "<br>".join(
            link(f"`{test['name']}`", file_of(test)) for test in project.unit_tests(name)
        )
        yield f"| {model} | {generic} | {unit} |"
    compared = project.singular_tests(name for name in path if not name.startswith("dim_"))
    if compared:
        yield "\n" + _("Et, d'un modèle à l'autre :") + "\n"
    for test in compared:
        name = f"`{test['name']}`"
        yield f"- {link(name, file_of(test))} : {remark(test)}"


def _generic(test: Node) -> str:
    of: Mapping[str, object] = test["test_metadata"]["kwargs"]
    match test["test_metadata"]["name"]:
        case "key":
            columns = of.get("columns") or [of["column_name"]]
            assert isinstance(columns, list)  # noqa: S101
            return _("une ligne par {columns}").format(
                columns=", ".join(f"`{column}`" for column in columns)
            )
        case "relationships":
            other = str(of["to"]).split("'")[-2]
            return _("`{column}` existe dans `{other}`").format(
                column=of["column_name"], other=other
            )
        case "holds":
            return f"`{' '.join(str(of['expression']).split())}`"
        case kind:
            return f"`{kind}`"

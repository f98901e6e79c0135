"""Each rule of the linters refuses a violation of it: the configuration says what we believe it says."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIGURATION = ROOT / "pyproject.toml"

FORTY_ONE_STATEMENTS = "def f() -> None:\n" + "    f()\n" * 41
ELEVEN_BRANCHES = (
    "def f(n: int) -> int:\n"
    + "".join(f"    if n == {n}:\n        n += 1\n" for n in range(10))
    + "    return n\n"
)
STYLE = {
    "A001": "id = 1\n",
    "ARG001": "def f(unused: int) -> int:\n    return 1\n",
    "B006": "def f(names: list[str] = []) -> list[str]:\n    return names\n",
    "BLE001": "try:\n    f()\nexcept Exception:\n    g()\n",
    "C400": "names = list(str(n) for n in range(3))\n",
    "C901": ELEVEN_BRANCHES,
    "DTZ001": "from datetime import datetime\n\nstart = datetime(2026, 1, 1)\n",
    "E711": "known = name == None\n",
    "ERA001": "# total = net + vat\n",
    "F401": "import os\n",
    "FBT001": "def f(loud: bool) -> bool:\n    return loud\n",
    "I001": "import sys\nimport os\n\nprint(sys, os)\n",
    "INP001": "net = 1\n",
    "ISC001": "text = 'a' 'b'\n",
    "N802": "def Total() -> int:\n    return 1\n",
    "PERF401": "names = []\nfor n in range(3):\n    names.append(str(n))\n",
    "PIE790": "def f() -> None:\n    'Does it.'\n    pass\n",
    "PLR0915": FORTY_ONE_STATEMENTS,
    "PLR1714": "found = n == 1 or n == 2\n",
    "PT011": "import pytest\n\nwith pytest.raises(ValueError):\n    f()\n",
    "PTH123": "text = open('file')\n",
    "RET505": "def f(n: int) -> int:\n    if n:\n        return 1\n    else:\n        return 2\n",
    "RSE102": "raise ValueError()\n",
    "RUF005": "names = [1] + names\n",
    "S101": "assert f()\n",
    "S608": "query = f'SELECT * FROM {table} WHERE id = 1'\n",
    "SIM102": "if a:\n    if b:\n        f()\n",
    "SLF001": "net = invoice._net\n",
    "T201": "print(1)\n",
    "TID251": "from datetime import date\n\ntoday = date.today()\n",
    "TID252": "from . import rules\n",
    "TRY201": "try:\n    f()\nexcept ValueError as error:\n    g()\n    raise error\n",
    "UP006": "from typing import List\n\nnames: List[str]\n",
    "W605": "text = '\\d'\n",
}
CLOCK_READINGS = ["date.today()", "datetime.now(UTC)", "datetime.utcnow()"]


def run(
    program: str, *arguments: str | Path, cwd: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """A tool of the lint, as `make lint` runs it, on other files."""
    command = [Path(sys.executable).with_name(program), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def ruff(path: str, code: str) -> set[str]:
    """The rules that a file of the checkout would break."""
    done = subprocess.run(
        [
            *(Path(sys.executable).with_name("ruff"), "check", "--no-cache"),
            *("--output-format", "json", "--stdin-filename", ROOT / path, "-"),
        ],
        cwd=ROOT,
        input=code,
        capture_output=True,
        text=True,
        check=False,
    )
    return {found["code"] for found in json.loads(done.stdout)}


@pytest.mark.parametrize(("rule", "code"), STYLE.items(), ids=STYLE)
def test_style(rule: str, code: str) -> None:
    assert rule in ruff("operational/nowhere/rules.py", code)


@pytest.mark.parametrize("reading", CLOCK_READINGS)
def test_only_the_clock_reads_the_clock(reading: str) -> None:
    code = f"from datetime import UTC, date, datetime\n\nthen = {reading}\n"

    assert "TID251" in ruff("operational/core/periods.py", code)
    assert "TID251" not in ruff("operational/core/clock.py", code)


def test_format(tmp_path: Path) -> None:
    file = tmp_path / "ugly.py"
    file.write_text("net = {'a':1}\n")

    assert run("ruff", "format", "--check", "--config", CONFIGURATION, file).returncode == 1


def test_types(tmp_path: Path) -> None:
    file = tmp_path / "untyped.py"
    file.write_text("def net(gross):\n    return gross\n")

    done = run("mypy", "--config-file", CONFIGURATION, "--cache-dir", tmp_path / "cache", file)

    assert "[no-untyped-def]" in done.stdout


def test_sql_format(tmp_path: Path) -> None:
    file = tmp_path / "ugly.sql"
    file.write_text("SELECT a,b FROM t\n")

    assert run("sqlfmt", "--config", CONFIGURATION, "--check", file).returncode == 1


@pytest.mark.parametrize(
    ("rule", "sql"),
    {
        "AL03": "select a + 1, b from {{ ref('t') }}\n",
        "AM04": "select * from {{ ref('t') }}\n",
        "RF02": "select a from {{ ref('t') }} as t inner join {{ ref('u') }} as u on t.id = u.id\n",
        "ST01": "select case when a then 1 else null end as b from {{ ref('t') }}\n",
    }.items(),
)
def test_sql_style(tmp_path: Path, rule: str, sql: str) -> None:
    file = tmp_path / "model.sql"
    file.write_text(sql)

    done = run("sqlfluff", "lint", "--config", CONFIGURATION, "--format", "json", file)

    assert rule in {found["code"] for found in json.loads(done.stdout)[0]["violations"]}


def test_dependencies(tmp_path: Path) -> None:
    shutil.copy(CONFIGURATION, tmp_path)
    (tmp_path / "orchestration").mkdir()
    (tmp_path / "orchestration/job.py").write_text("import anyio\nimport nowhere\n")

    done = run("deptry", ".", cwd=tmp_path)

    assert {"DEP001", "DEP002", "DEP003"} <= set(re.findall(r"DEP\d+", done.stderr))

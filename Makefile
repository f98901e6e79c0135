# `make help` lists what there is. Only Python 3.11 or later (with venv) and make are needed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
PIP := $(BIN)/pip install --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo test lint format docs lock

help: ## Ce que l'on peut demander.
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; \
		do printf '%-12s %s\n' "$$name" "$$text"; done

demo: $(INSTALLED) ## Une société de démonstration et l'application ; ARGS="--seed 2 --no-serve".
	@$(BIN)/quarante demo $(ARGS)

test: $(INSTALLED) ## Tous les tests, sur un vrai PostgreSQL ; ARGS="tests/operational -k facture".
	$(BIN)/pytest -n 2 --dist worksteal $(ARGS)

lint: $(INSTALLED) ## Toutes les règles de la maison.
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/sqlfmt --check transform
	$(BIN)/sqlfluff lint --disable-progress-bar transform/models
	$(BIN)/python -m tests.house.checks

format: $(INSTALLED) ## Met en forme Python et SQL.
	$(BIN)/ruff check --fix --exit-zero
	$(BIN)/ruff format
	$(BIN)/sqlfmt transform

docs: $(INSTALLED) ## Refait les pages du modèle de données et des indicateurs d'après le code.
	$(BIN)/python -m operational.migrations.diagrams docs/data-model
	$(BIN)/python -m transform.guide docs/guide-utilisateur

lock: $(INSTALLED) ## Refait requirements.lock d'après pyproject.toml.
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --custom-compile-command "make lock" \
		--quiet --output-file requirements.lock

# The environment is made anew for each lock file, which lists everything: nothing is resolved here.
$(INSTALLED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Il faut Python 3.11 ou plus récent : make PYTHON=python3.11 …")'
	$(PYTHON) -m venv --clear $(VENV)
	$(PIP) --no-deps --require-hashes --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

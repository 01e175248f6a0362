# The commands of this project. Each one makes the environment that it needs: GNU make, Python 3.11 or
# newer and pip are all that must be there before. Where python3 is older: make test PYTHON=python3.12

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

# of make soak: how many examples a test, and from which seed
EXAMPLES ?= 5000
SEED     ?= $(shell date +%s)

SCHEME := rubrics/hunan-2023

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install test lint types floors tests format demo bench benchtables soak clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Installed anew only when pyproject.toml changes; the stamp is written last, so that a broken install is tried again.
$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "$(PYTHON) is older than Python 3.11; name a newer one: make PYTHON=python3.12" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all,dev]'
	@touch $@

install: $(STAMP) ## make the environment in .venv

test: $(STAMP) ## everything that must hold: style, types, floors, tests
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(STAMP) ## style alone, with the layout of the code
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(STAMP) ## mypy --strict over src
	$(BIN)/mypy

floors: $(STAMP) ## imports go downward only
	$(BIN)/lint-imports --no-logo

tests: $(STAMP) ## pytest alone
	$(BIN)/python -m pytest -n auto --dist loadfile

format: $(STAMP) ## mend style and layout in place
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

demo: $(STAMP) ## rank the sample cities; one city's account in English and in Chinese
	$(BIN)/rubric rank $(SCHEME)/annex-1.rubric $(SCHEME)/sample-cities.csv
	$(BIN)/rubric score $(SCHEME)/annex-1.rubric $(SCHEME)/sample-city.yaml --explain --lang en
	$(BIN)/rubric score $(SCHEME)/annex-1.rubric $(SCHEME)/sample-city.yaml --explain --lang zh

bench: $(STAMP) ## time the evaluators (benchmarks/)
	$(BIN)/python benchmarks/run.py

benchtables: $(STAMP) ## time whole tables (benchmarks/tables/), against code by hand
	$(BIN)/python benchmarks/tables/run.py

soak: $(STAMP) ## the generated tests again, with many more examples; the result goes to docs/soak.md
	SOAK_EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest -q -m hypothesis --hypothesis-profile=soak --hypothesis-seed=$(SEED) \
	    -n auto --dist worksteal -p tests.soaking --soak-report docs/soak.md

clean: ## remove the environment and everything that was generated
	rm -rf $(VENV) build dist
	find . -type d \( -name __pycache__ -o -name '.*_cache' -o -name .hypothesis \) -prune -exec rm -rf {} +

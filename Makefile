# Every task in one place. `make help` lists them.

PYTHON ?= python3
BIN := .venv/bin
BASE := .venv/.set-up-base
DEV := .venv/.set-up-dev
LOCKS := requirements-uv.lock pyproject.toml tools/set_up.sh
EXAMPLE ?= examples/bengkulu-2021.xlsx
OUT ?= out
PORT ?= 8000

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help set-up set-up-dev demo dossier test check lint types contracts docs docs-write verifier examples bars lock format examples clean

help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

set-up: $(BASE) ## Install what using needs (demo and dossier do it by themselves)

set-up-dev: $(DEV) ## Install what developing needs (test and check do it by themselves)

$(BASE): requirements.lock $(LOCKS)
	@PYTHON=$(PYTHON) tools/set_up.sh base
	@touch $@

$(DEV): requirements-dev.lock requirements.lock $(LOCKS)
	@PYTHON=$(PYTHON) tools/set_up.sh dev
	@touch $(BASE) $@

demo: $(BASE) ## Open the practice office in a browser: five invented events
	@$(BIN)/selaras demo --out $(OUT)/kantor-contoh --port $(PORT)

dossier: $(BASE) ## Run the example event from workbook to dossier into out/
	@$(BIN)/selaras run $(EXAMPLE) --out $(OUT)

test: $(DEV) ## Pass the tests on SQLite, and the database's on PostgreSQL as well
	@$(BIN)/python -m tests.both_databases $(ARGS)

check: $(DEV) ## What CI runs: format, lint, types, contracts, docs, tests, coverage
	@$(MAKE) --no-print-directory lint types contracts
	@$(MAKE) --no-print-directory test ARGS="--cover $(ARGS)"

lint: $(DEV) ## Lint, format and dependencies, without changing anything
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/deptry .

types: $(DEV) ## Types: strict in the core, ordinary above it
	@$(BIN)/mypy

contracts: $(DEV) ## The plan of the house: who may import whom
	@$(BIN)/lint-imports

docs: $(DEV) ## Generated documents are fresh; written ones tell the truth
	@$(BIN)/pytest -q --no-header tests/house

docs-write: $(DEV) ## Write the generated documents again
	@$(BIN)/python tools/write_docs.py

verifier: $(DEV) ## Put the second verifier together again: one HTML page
	@$(BIN)/python tools/build_verifier.py

bars: $(DEV) ## The long measurements, resumable; one of them: BAR=name
	@$(BIN)/python -m bars $(BAR)

format: $(DEV) ## Mend format and what the linter can mend by itself
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

lock: $(DEV) ## Compile the locks again from pyproject.toml
	@tools/lock.sh

examples: $(BASE) ## Write the five example workbooks again, byte for byte the same
	@$(BIN)/python -m examples.making

clean: ## Remove what the tasks made; results and databases stay
	rm -rf .venv .uv mutants .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage

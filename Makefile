# `make` alone lists what there is. Each target does the set-up that it needs.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
SHELL := /bin/bash

BIN := .venv/bin
READY := .venv/.ready
ARGS ?=

# A uv on the PATH that runs is used; else one of our own is fetched into .uv.
UV := $(shell uv --version >/dev/null 2>&1 && command -v uv || echo .uv/bin/uv)
# uv reads neither pip's settings nor the machine's certificates by itself; an address set for uv goes first.
PIP_INDEX = $(or $(PIP_INDEX_URL),$(shell python3 -m pip config get global.index-url 2>/dev/null))
export UV_SYSTEM_CERTS ?= 1
export UV_PYTHON_DOWNLOADS := never

comma := ,
# What can be measured to the last branch, because it is pure.
PURE := src/tongpin/text/**,src/tongpin/kernel/**,$(subst $() $(),$(comma),$(foreach each,decide.py decide/** rules/** kinds/** gates/** playbook.py,src/tongpin/capabilities/*/$(each)))
FLOOR_PURE := 100
FLOOR_ALL := 95

.PHONY: help setup demo test quick bench new check lint types imports tests floors browser messages docs lock

help: ## List the targets.
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: $(READY) ## Create .venv with .venv/bin/tongpin.

demo: $(READY) ## See an invented community live in the browser. ARGS= is passed on.
	$(BIN)/tongpin demo $(ARGS)

test: check ## All checks and all tests, on SQLite and PostgreSQL.
	@$(MAKE) --no-print-directory tests
	@$(MAKE) --no-print-directory floors

quick: check ## All checks and the fast tests, in under a minute.
	$(BIN)/pytest -q -n 2 --dist worksteal -m "not slow" tests/text tests/kernel tests/architecture tests/conformance src

bench: $(READY) ## Measure. ARGS= is passed on.
	$(BIN)/python -m scripts.with_postgres --durable $(BIN)/tongpin bench $(ARGS)

new: $(READY) ## Scaffold: `make new capability NAME`, `make new rule NAME`.
	$(BIN)/python scripts/new.py "$(WHAT)" "$(NAME)"

check: lint imports types ## Lint, import contracts, types.

lint: $(READY) ## Lint and format, without changing anything.
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet

imports: $(READY) ## The contracts between the floors of the house.
	$(BIN)/lint-imports --no-logo --no-cache

types: $(READY) ## Types.
	$(BIN)/mypy

tests: $(READY)
	rm -f .coverage .coverage.*
	$(BIN)/python -m scripts.with_postgres $(BIN)/python -m scripts.with_browser \
		$(BIN)/pytest -n auto --dist worksteal --cov --cov-report= $(ARGS)

floors: $(READY)
	$(BIN)/coverage report --include='$(PURE)' --fail-under=$(FLOOR_PURE)
	$(BIN)/coverage report --format=total --fail-under=$(FLOOR_ALL)

browser: $(READY) ## A Chromium and Chinese type for tests, installed where they are missing.
	$(BIN)/python -m scripts.with_browser

messages: $(READY) ## Gather the texts of pages, and make their translations ready. ARGS= names apps.
	$(BIN)/python -m scripts.messages $(ARGS)

docs: $(READY) ## Write the pages that are made from the code.
	$(BIN)/python scripts/playbook_errors.py
	$(BIN)/python scripts/playbook_reference.py
	$(BIN)/python scripts/playbook_schema.py

lock: $(READY) ## Resolve the requirements anew and write the lock files.
	$(BIN)/python scripts/lock.py $(UV)

$(READY): requirements-dev.lock pyproject.toml | $(UV)
	@echo "Setting up .venv" >&2
	@index="$${UV_DEFAULT_INDEX:-$(PIP_INDEX)}"; test -z "$$index" || export UV_DEFAULT_INDEX="$$index"; \
	set -e; test -x $(BIN)/python || $(UV) venv --quiet --python python3 .venv; \
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock; \
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.uv/bin/uv: requirements-uv.lock
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tongpin needs Python 3.11 or later as python3." >&2; exit 1; }
	@python3 -m venv .uv || { echo "python3 has no venv module: install it (Debian: apt-get install python3-venv), then try again." >&2; exit 1; }
	@echo "Fetching uv into .uv" >&2
	@.uv/bin/python -m pip install --quiet --require-hashes -r requirements-uv.lock
	@touch $@

# `make new rule flood`: the words after `new` are what to make, not targets.
ifeq (new,$(firstword $(MAKECMDGOALS)))
WHAT ?= $(word 2,$(MAKECMDGOALS))
NAME ?= $(word 3,$(MAKECMDGOALS))
WORDS := $(wordlist 2,3,$(MAKECMDGOALS))
ifneq ($(WORDS),)
.PHONY: $(WORDS)
$(WORDS):
	@:
endif
endif

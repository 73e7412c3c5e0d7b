# Everything a developer, an operator or a build server asks for. `make help` lists it.

PYTHON ?= python3
ARGS ?=
NAME ?=

BIN := .venv/bin
VENV := .venv/.made
MODULES := node_modules/.made
BUILT := placement_portal/static/build/manifest.json
READY := $(VENV) $(BUILT)
SOURCES := $(shell find assets) # folders too, so that a deleted file counts as a change

WITH_NODE := PATH="$(CURDIR)/$(BIN):$$PATH"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test sure checks sweep bench build try-wheel format migration lock clean

help: ## list what make can do
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do \
		printf '  make %-10s %s\n' "$$name" "$$what"; done

setup: $(READY) ## environment, Node packages and built assets; every other command does it by itself

demo: $(READY) ## the portal with a small believable world (PORT and PORTAL_DATABASE_URL change where)
	@exec $(BIN)/portal demo $(ARGS)

test: $(READY) ## all tests but the sweep, in parallel and random order, with branch coverage
	@$(BIN)/python -m pytest -n auto --cov $(ARGS)

sure: checks $(if $(TESTED),,test) ## format, lint, imports, types, templates, then the tests (TESTED=1 leaves these out)

checks: $(VENV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	$(BIN)/djlint --quiet --lint templates

sweep: $(READY) ## every page as every person at every width and theme, in Chromium (slow)
	@$(BIN)/python -m pytest -n auto -m sweep $(ARGS)

bench: $(READY) ## speed as ratios to a bare floor on the same machine
	@$(BIN)/python -m bench $(ARGS)

build: $(READY) ## a wheel in dist/ that carries templates, migrations and built assets
	@rm -rf dist
	@$(BIN)/pip wheel . --quiet --no-deps --no-build-isolation --disable-pip-version-check --wheel-dir dist
	@ls dist/*.whl

try-wheel: build ## install that wheel into an empty environment and run its demo
	@$(BIN)/python .ci/try_wheel.py

format: $(VENV) ## put code in its usual form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

migration: $(VENV) ## the next numbered migration, written from the models (NAME=what_it_is)
	@$(BIN)/python -m tests.house.new_migration $(NAME)

lock: $(VENV) ## compile requirements*.txt and package-lock.json again (ARGS=--upgrade for newer versions)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		$(ARGS) pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		$(ARGS) pyproject.toml --extra dev --constraints requirements.txt --output-file requirements-dev.txt
	$(WITH_NODE) npm install --package-lock-only

clean: ## remove everything that make made
	rm -rf .venv node_modules dist placement_portal/static/build placement_portal/static/build.new

$(VENV): requirements-dev.txt .ci/environment.py
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) was not found: install Python 3.11 or newer."; exit 1; }
	@echo "Setting up Python packages (a few minutes the first time) ..."
	@$(PYTHON) .ci/environment.py
	@touch $@

$(MODULES): package.json package-lock.json .npmrc $(VENV)
	@$(WITH_NODE) npm ci --ignore-scripts --no-progress --loglevel error >/dev/null
	@touch $@

$(BUILT): $(MODULES) $(SOURCES)
	@$(BIN)/node assets/build.mjs

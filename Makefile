# Needs Linux, Python 3.11 to 3.13, make and git; everything else is installed into .venv, .cache and dialer/web.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
WEB := dialer/web
PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo "$$p" && break; done)
PYTHON_SOURCES := $(shell find policies dialer webhooks workers -name '*.py' -not -path '$(WEB)/*' 2>/dev/null)
WEB_SOURCES := $(shell find $(WEB) -type f -not -path '*/node_modules/*' -not -name '*.gen.ts' 2>/dev/null)
# The wheel's node and npm come first, or npm would run its scripts with whatever node the system has.
NPM := cd $(WEB) && PATH="$(CURDIR)/$(BIN):$$PATH" npm
PYTEST := $(BIN)/python -m pytest
FAILED_ONES := --last-failed --last-failed-no-failures none
unexport PYTHONHOME PYTHONPATH VIRTUAL_ENV

.PHONY: run test bench test-faults lint lint-python lint-page screenshots install page
.DELETE_ON_ERROR:

run: install page
	$(BIN)/dialer up

test: lint $(VENV)/chromium.stamp
	$(PYTEST) tests --ignore=tests/browser -n 3 || $(PYTEST) tests --ignore=tests/browser $(FAILED_ONES)
	$(PYTEST) tests/browser -m "not fault" -n 2 --dist worksteal || $(PYTEST) tests/browser -m "not fault" $(FAILED_ONES)

bench: install page
	$(BIN)/python -m tests.bench

test-faults: install page $(VENV)/chromium.stamp
	$(PYTEST) tests/faults
	$(PYTEST) tests/browser -m fault

screenshots: install page $(VENV)/chromium.stamp
	$(BIN)/python -m tests.screenshots docs/screenshots

lint: install page
	@$(MAKE) --no-print-directory --jobs=2 --output-sync lint-python lint-page

lint-python:
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lint-page:
	$(NPM) run --if-present check

install: $(VENV)/install.stamp

page: $(VENV)/page.stamp

$(VENV)/python.stamp:
	@[ -n "$(PYTHON)" ] || { echo "make: no Python between 3.11 and 3.13 is on PATH" >&2; exit 1; }
	@if command -v uv >/dev/null; then uv venv --quiet --allow-existing --python "$(PYTHON)" $(VENV); \
	elif "$(PYTHON)" -c 'import ensurepip' 2>/dev/null; then "$(PYTHON)" -m venv $(VENV); \
	else echo "make: $(PYTHON) cannot make virtual environments; install python3-venv (or uv)" >&2; exit 1; fi
	@touch $@

$(VENV)/install.stamp: $(VENV)/python.stamp requirements.lock pyproject.toml
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > $(VENV)/uv.lock.txt
	@if command -v uv >/dev/null; then uv pip install --quiet --python $(BIN)/python --require-hashes -r $(VENV)/uv.lock.txt; \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.lock.txt; fi
	$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

# Replaced only when the API itself changed, so that most changes in Python do not rebuild the page.
$(VENV)/openapi.stamp: $(VENV)/install.stamp $(PYTHON_SOURCES)
	@$(BIN)/dialer openapi > $(VENV)/openapi.json
	@cmp -s $(VENV)/openapi.json $(WEB)/openapi.json || cp $(VENV)/openapi.json $(WEB)/openapi.json
	@touch $@

$(WEB)/openapi.json: $(VENV)/openapi.stamp
	@:

$(VENV)/packages.stamp: $(VENV)/install.stamp $(WEB)/package-lock.json
	$(NPM) ci --no-audit --no-fund
	@touch $@

$(VENV)/page.stamp: $(VENV)/packages.stamp $(WEB)/openapi.json $(WEB_SOURCES) $(if $(wildcard dialer/static/index.html),,always)
	$(NPM) run build
	@touch $@

$(VENV)/chromium.stamp: $(VENV)/packages.stamp tests/chromium.py
	$(BIN)/python -m tests.chromium
	@touch $@

.PHONY: always
always:

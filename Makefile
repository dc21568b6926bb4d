# Each of these alone does everything it needs, from a fresh clone with only Python 3.11+, Node 20+ and make:
#   make serve   set up, load the sample timelines into an empty store, serve, print the address
#   make test    set up, check, run every test
# Stamp files under .venv and node_modules keep a repeat quick.

SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PACKAGES := node_modules/.installed
GEN := static/gen/manifest.json
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3 python; do \
	"$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$python"; break; }; done)

.PHONY: help serve test check format words pictures bench bench-million bench-page soak wheel clean setup browser

help:
	@echo "make serve   serve the sample timelines and print the address"
	@echo "make test    check the code and run every test, in a real browser too"
	@echo "make check   ruff, mypy, layers, docs, licences, known weaknesses of what is installed"
	@echo "make words   gather what is said on pages into timeline/locales/messages.pot, for translators"
	@echo "make bench   how fast texts are read, against dateparser and parsedatetime in the same run, and how fast files are imported"
	@echo "make pictures   make the pictures of the documentation again, from the page as it is"
	@echo "make bench-million   how long the server takes among a million events"
	@echo "make bench-page   how fast the page shows and moves, beside plain vis-timeline and TimelineJS3 in the same run"
	@echo "make soak   10,000 random steps on the page (STEPS=, SEED=): memory, listeners and elements stay level"
	@echo "make wheel   build an installable package and a source package into dist/"
	@echo "make clean   remove everything that was made"

serve: setup
	@$(BIN)/timeline seed --if-empty
	@exec $(BIN)/timeline serve

test: check browser
	$(BIN)/pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest tests/house/test_layers.py tests/house/test_docs.py
	$(BIN)/python checks/licences.py
	$(BIN)/python checks/audit.py

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# All that is said on pages, for translators; and the files of languages brought up to it.
words: setup
	$(BIN)/python -m checks.words

bench: setup
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/importing.py

pictures: setup browser
	$(BIN)/python checks/pictures.py

bench-million: setup
	$(BIN)/python benchmarks/million.py

bench-page: setup browser
	$(BIN)/python benchmarks/page.py

soak: setup browser
	$(BIN)/python benchmarks/soak.py --steps $(or $(STEPS),10000) $(if $(SEED),--seed $(SEED))

setup: $(INSTALLED) $(GEN)

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer, with its venv module, is needed and was not found; install it, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): setup.cfg pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(PACKAGES): package.json package-lock.json .npmrc
	@command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || { echo "Node 20 or newer, with npm, is needed and was not found; install it from your system's packages." >&2; exit 1; }
	npm ci --no-fund --no-audit --loglevel=error
	@touch $@

$(GEN): $(PACKAGES) $(INSTALLED) timeline/web/assets.py $(wildcard static/css/*.css static/js/*.js static/js/picture/*.js)
	$(BIN)/timeline assets
	@touch $@

# Debian's own Chromium, where we may install it; elsewhere the browser tests are skipped and say so.
browser:
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null \
		|| echo "Chromium could not be installed: the browser tests will be skipped."; \
	else echo "No Chromium found (install the package “chromium”): the browser tests will be skipped."; fi

wheel: setup
	rm -rf build dist *.egg-info
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .
	$(BIN)/python -c "from setuptools import build_meta; build_meta.build_sdist('dist')" >/dev/null
	rm -rf build

clean:
	rm -rf $(VENV) node_modules static/gen build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

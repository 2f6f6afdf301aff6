# The developer commands; `make help` lists them. Only `setup` needs a network, for pip.

PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ARGS ?=

# $(call stage,NAME,COMMAND): runs a command and prints how long it took.
define stage
@start=$$(date +%s); $(2); status=$$?; \
printf '%-14s %4d s  %s\n' '$(1)' $$(($$(date +%s) - start)) \
	"$$([ $$status -eq 0 ] && echo passed || echo FAILED)"; exit $$status
endef

.PHONY: help setup demo serve neo4j check test lint style mutants sdl format clean
.DEFAULT_GOAL := help

help:  ## what is here
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "make %-8s %s\n", $$1, $$2}'

setup: $(READY)  ## ready to work, from a clone: .venv with everything, `quipu` in it

# uv takes a tenth of pip's time, but reads none of pip's settings: where these name an index, or uv
# finds no way out, pip does it.
PIP := $(BIN)/python -m pip --disable-pip-version-check
BY_UV = ! $(PIP) config list | grep -q index-url && $(PIP) install --quiet uv \
	&& $(BIN)/uv pip install --quiet --python $(BIN)/python

# Made anew only when pyproject.toml has changed: a second `make setup` does nothing.
$(READY): pyproject.toml
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo 'Python 3.11 or newer is needed. Install it (Debian: apt-get install python3 python3-venv) or say where it is: make setup PYTHON=/path/to/python3' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo 'Python has no venv module here. Install it: apt-get install python3-venv' >&2; exit 1; }
	@echo 'Setting up $(VENV) (the first time takes about half a minute) …'
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(BY_UV) --editable '.[dev]' || $(PIP) install --quiet --editable '.[dev]'
	@touch $@

demo: setup  ## a conversation becomes a memory: the whole story, then a server
	@$(BIN)/quipu demo $(ARGS)

serve: setup  ## the service on SQLite, no keys needed: make serve ARGS="--port 8080"
	@$(BIN)/quipu serve $(ARGS)

neo4j: setup  ## a throwaway Neo4j with its Browser in our style: make neo4j ARGS="--series 5.26"
	@PYTHONPATH=tests $(BIN)/python -m neo4j_for_people $(ARGS)

lint: style
	$(call stage,types,$(BIN)/mypy --no-error-summary)

style: setup
	$(call stage,lint,$(BIN)/ruff check --quiet .)
	$(call stage,format,$(BIN)/ruff format --check --quiet .)

check: lint  ## the quick one: lint, format, types, and the tests that are not slow
	$(call stage,tests,$(BIN)/python -m pytest -q -m 'not slow and not neo4j' $(ARGS))

# In lanes, because most of the time is Neo4j's; types are looked at in one more. What measures our
# own work runs alone, at the end.
test: style  ## everything; with Java and Maven also Neo4j, whose jars are fetched once
ifdef ARGS
	$(call stage,types,$(BIN)/mypy --no-error-summary)
	$(call stage,tests,$(BIN)/python -m pytest -q $(ARGS))
else
	$(call stage,tests,PYTHONPATH=tests $(BIN)/python -m lanes)
	$(call stage,timed,$(BIN)/python -m pytest -q -m timed)
endif

mutants: setup  ## break the pure core, list what no test notices: make mutants ARGS="--each 5"
	@PYTHONPATH=tests $(BIN)/python -m mutants $(ARGS)

sdl: setup  ## write schema/api.graphql anew from the code
	@$(BIN)/python -m quipu.api.graphql.build > schema/api.graphql.new && mv schema/api.graphql.new schema/api.graphql

format: setup  ## bring the code into the house format
	@$(BIN)/ruff check --fix --quiet .; $(BIN)/ruff format --quiet .

clean:  ## away with .venv, caches and built packages
	@rm -rf .neo4j-logs $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

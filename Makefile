# What people do here, one target each; `make help` lists them.
VENV := .venv
BIN := $(VENV)/bin
# The first Python from 3.11 to 3.13 that runs; `make setup PYTHON=/path/to/python` to choose.
FIT := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11,$(shell $(p) -c '$(FIT)' 2>/dev/null && echo $(p))))
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
# One thread for torch and BLAS: the same results on every machine, and forks stay safe.
export OMP_NUM_THREADS := 1

.PHONY: help lab test test-kit test-unit setup setup-dev system build check-build build-lab lint format bank test-long bench clean

help: ## list the targets and what each costs
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1|\2/' | column -t -s '|'

lab: setup ## open JupyterLab on your own copies in work/ (first time: 3 minutes of set-up)
	test ! -d source || $(BIN)/workbook build
	$(BIN)/workbook lab

test: setup-dev system ## set up everything, then check text, types, builds and every test (15 minutes on 2 cores)
	$(MAKE) --no-print-directory lint check-build
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

test-kit: setup-dev ## the kit's own tests, no unit's (8 minutes on 2 cores)
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal tests --ignore tests/units

test-unit: setup-dev ## one unit: its build, its own tests, the rules of lessons, its answer bank; UNIT=04-problem-definition
	@test -d "source/$(UNIT)/instructor" || { echo "Name a unit of source/: make test-unit UNIT=04-problem-definition" >&2; exit 2; }
	$(BIN)/python tools/mypy_units.py $(UNIT)
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal -k $(UNIT) tests/units source/$(UNIT)

setup: $(VENV)/.course ## make .venv with the workbook in it (3 minutes, 2 GB)

setup-dev: $(VENV)/.dev

# torch goes first and alone, so that no other package pulls a different build of it.
$(VENV)/.course: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "No Python 3.11, 3.12 or 3.13 found. Install one, or: make setup PYTHON=/path/to/it" >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt torch
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.course
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev,cluster]"
	@touch $@

system: ## Chromium, bubblewrap and PostgreSQL for the tests, where they can be installed
	@tools/system.sh

build: setup ## build source/ and release/ from the lessons' text (5 seconds)
	$(BIN)/workbook build

check-build: setup-dev ## fail if text, source/ and release/ disagree, or JupyterLab's half with labextension/ (15 seconds)
	$(BIN)/workbook build --check
	PATH="$(CURDIR)/$(BIN):$$PATH" tools/labextension.sh --check

build-lab: setup-dev ## build JupyterLab's half of the course from labextension/; needs Node (30 seconds)
	PATH="$(CURDIR)/$(BIN):$$PATH" tools/labextension.sh

lint: setup-dev ## ruff, mypy and the licences (30 seconds)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python tools/mypy_units.py
	$(BIN)/reuse lint --quiet

format: setup-dev ## put the code into ruff's form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bank: setup-dev ## grade every answer of the answer bank and list the verdicts (5 minutes; what has not changed: seconds)
	for unit in source/*/; do $(BIN)/workbook bank "$$unit" || exit 1; done

test-long: setup-dev system ## the tests that take minutes each: many seeds, a large class, killed graders
	$(BIN)/python -m pytest -m long -n $(JOBS)

clean: ## remove the virtual environment and every cache; work/ and the gradebook stay
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info

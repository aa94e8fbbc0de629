# What authors and graders do beside `make lab`; the Makefile reads it where it is.
.PHONY: test test-kit test-hub test-unit setup-dev system build check-build build-lab lint format bank test-long

test: ## set up everything, then check text, types, builds and every test (40 minutes on 2 cores, twice that on slow ones)
	$(MAKE) --no-print-directory --jobs 2 --output-sync=target setup-dev system
	$(MAKE) --no-print-directory --jobs 2 --output-sync=target lint check-build
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

# JupyterHub's next line beside the pinned one.
HUB ?= 6.1.1
test-hub: setup-dev ## the class service on another JupyterHub; HUB=6.1.1 (3 minutes)
	HUB=$(HUB) $(BIN)/python -m pytest tests/service/test_next_hub.py

test-kit: setup-dev ## the kit's own tests, no unit's (8 minutes on 2 cores)
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal tests --ignore tests/units

test-unit: setup-dev ## one unit: its build, its own tests, the rules of lessons, its answer bank; UNIT=04-problem-definition
	@test -d "source/$(UNIT)/instructor" || { echo "Name a unit of source/: make test-unit UNIT=04-problem-definition" >&2; exit 2; }
	$(BIN)/python tools/mypy_units.py $(UNIT)
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal -k $(UNIT) tests/units source/$(UNIT)

setup-dev: $(VENV)/.dev

$(VENV)/.dev: $(VENV)/.course
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev,cluster,hub]"
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

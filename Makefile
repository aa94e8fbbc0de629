# What people do here, one target each; `make help` lists them.
VENV := .venv
BIN := $(VENV)/bin
# The first Python from 3.11 to 3.13 that runs; `make setup PYTHON=/path/to/python` to choose.
FIT := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11,$(shell $(p) -c '$(FIT)' 2>/dev/null && echo $(p))))
# Half as many tests again as processors, since browsers and hubs wait; nproc would take OMP_NUM_THREADS for their number.
JOBS ?= $(shell echo $$(( ($$(env -u OMP_NUM_THREADS nproc 2>/dev/null || echo 2) * 3 + 1) / 2 )))
# One thread for torch and BLAS: the same results on every machine, and forks stay safe.
export OMP_NUM_THREADS := 1

.PHONY: help lab setup clean

help: ## list the targets and what each costs
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1|\2/' | column -t -s '|'

lab: setup ## open JupyterLab on your own copies in work/ (first time: one to three minutes of set-up)
	test ! -d source || $(BIN)/workbook build
	$(BIN)/workbook lab

setup: $(VENV)/.course ## make .venv with the workbook in it (2.2 GB; TORCH=default: PyTorch for NVIDIA cards too, 5 GB)

# torch goes first and alone, so that no other package pulls a different build of it: the CPU's where no NVIDIA card is
# found and PyTorch's own index answers. `make setup TORCH=cpu` or `TORCH=default` chooses.
TORCH ?=
$(VENV)/.course: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "No Python 3.11, 3.12 or 3.13 found. Install one, or: make setup PYTHON=/path/to/it" >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python tools/install_torch.py $(TORCH)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

clean: ## remove the virtual environment and every cache; work/ and the gradebook stay
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info

# What authors need; students' copies of the course have none of it.
-include tools/author.mk

# make report: install what the report needs and build the default edition.
# make test: install the tools of development, too, and run all tests.
# make wheel: pack the tool for other machines, into dist/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV ?= uv
# What is installed: what the report needs, and the tools on top of it.
REPORT := $(VENV)/.report
TOOLS := $(VENV)/.tools
# pip would compile on one processor alone; what is for another Python cannot be compiled.
INSTALL := $(BIN)/python -m pip install --quiet --no-compile
BYTECODE := $(BIN)/python -m compileall -qq -j 0 $(VENV)/lib || true

.PHONY: report test check lint wheel bench faults lock clean

report: $(REPORT)
	$(BIN)/report build

# Compiled once: of the hundreds of processes that tests start not all may write what they compile.
test: $(TOOLS)
	$(BIN)/python -m compileall -q src
	$(BIN)/python -m pytest

check: $(REPORT)
	$(BIN)/report check corpus

lint: $(TOOLS)
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

wheel: $(REPORT)
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

bench: $(TOOLS)
	for script in $(filter-out benchmarks/faults.py,$(wildcard benchmarks/*.py)); do \
	  echo "== $$script"; $(BIN)/python $$script || exit 1; \
	done

# Stops at random points, full disks, random imports: what was tried, survived and failed.
faults: $(TOOLS)
	$(BIN)/python benchmarks/faults.py

# Pins with hashes for every platform; no address of an index goes into a file. What both name, the
# tools take in the report's version. With JupyterLab, as people work on the notebooks here.
COMPILE := pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-header --quiet
lock:
	$(UV) $(COMPILE) pyproject.toml --extra lab --output-file requirements.lock
	$(UV) $(COMPILE) --group dev --constraints requirements.lock --output-file requirements-dev.lock

$(REPORT): requirements.lock pyproject.toml notebooks/ipython_kernel_config.py
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	$(BYTECODE)
	mkdir -p $(VENV)/etc/ipython
	cp notebooks/ipython_kernel_config.py $(VENV)/etc/ipython/
	touch $@

$(TOOLS): requirements-dev.lock $(REPORT)
	$(INSTALL) --require-hashes -r requirements-dev.lock
	$(BYTECODE)
	touch $@

clean:
	rm -rf _build

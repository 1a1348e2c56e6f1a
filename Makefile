# make report: install and build the default edition.  make test: install and run all tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV ?= uv
STAMP := $(VENV)/.installed

.PHONY: report test check lint bench faults lock clean

report: $(STAMP)
	$(BIN)/report build

test: $(STAMP)
	$(BIN)/python -m pytest

check: $(STAMP)
	$(BIN)/report check corpus

lint: $(STAMP)
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

# make bench PEERS=FOLDER lets scikit-learn, installed in that folder, take part.
bench: $(STAMP)
	for script in $(filter-out benchmarks/faults.py,$(wildcard benchmarks/*.py)); do \
	  echo "== $$script"; BENCH_PEERS=$(PEERS) $(BIN)/python $$script || exit 1; \
	done

# Stops at random points, full disks, random imports: what was tried, survived and failed.
faults: $(STAMP)
	$(BIN)/python benchmarks/faults.py

# Pins with hashes for every platform; no address of an index goes into the file.
lock:
	$(UV) pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements.lock

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf _build

# Every chore of the workshop. `make help` lists them; `make run` and `make test` need nothing before them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help install run test check bench soak mutants migrate lock

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1|\2/' | \
	while IFS='|' read -r name text; do printf '  make %-9s %s\n' "$$name" "$$text"; done

install: $(VENV)/ready-run ## Make .venv from the lock (the others do this first)

run: $(VENV)/ready-run ## Start the bot; without REMBUK_TOKEN the demo
	@if [ -n "$$REMBUK_TOKEN" ] || grep -Eqs "^[[:space:]]*(export[[:space:]]+)?REMBUK_TOKEN[[:space:]]*=[[:space:]]*[\"']?[^\"'#[:space:]]" .env; \
	then exec $(BIN)/rembuk run; else exec $(BIN)/rembuk demo; fi

test: $(VENV)/ready-test ## Pass the tests
	$(BIN)/python -m pytest -n auto --dist worksteal

check: $(VENV)/ready-test ## Format, lint, types, tests with the coverage floor: what has to pass before a merge
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --cov --cov-report=term

mutants: $(VENV)/ready-test ## Judge the tests of village/ by its mutants into docs/mutants.md (10 minutes)
	$(BIN)/python -m tests.mutants

bench: $(VENV)/ready-test ## Measure speed and size into docs/benchmarks.md (10 minutes)
	$(BIN)/python -m benchmarks --write

soak: $(VENV)/ready-test ## Run every fault harness at length into docs/soak.md (2 hours)
	$(BIN)/python -m tests.soak

migrate: $(VENV)/ready-run ## Bring the database of REMBUK_DATA up to this version
	$(BIN)/rembuk migrate

lock: ## Choose versions anew for both lock files (needs the network)
	@$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/python -m pip --disable-pip-version-check --quiet install uv
	$(COMPILE) --extra test -o requirements-test.lock
	$(COMPILE) -c requirements-test.lock -o requirements.lock

# For any Linux, any of its processors; all files of a release are listed; no index is named. New choices
# come with UPGRADE=--upgrade, otherwise what is locked stays and only what is missing is added.
COMPILE = UV_NO_CONFIG=1 $(VENV)/lock/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-annotate --custom-compile-command "make lock" --extra build $(UPGRADE)

# Stamps, so that nothing is installed twice. The tests' lock holds the run-time lock, version by version,
# so what is ready for tests is ready to run.

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	{ echo "Rembuk needs Python 3.11 or newer, and \"$(PYTHON)\" is not; name one that is: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	{ echo "Rembuk needs Python's venv, and \"$(PYTHON)\" comes without it; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "$(VENV) was made with a Python older than 3.11; remove that folder and try again"; exit 1; }
	@touch $@

$(VENV)/ready-run: $(VENV)/made requirements.lock pyproject.toml
	@echo "Installing what Rembuk runs on into $(VENV) …"
	@$(PIP) install --require-hashes --no-deps -r requirements.lock
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/ready-test: $(VENV)/made requirements-test.lock requirements.lock pyproject.toml
	@echo "Installing what the tests need into $(VENV) …"
	@$(PIP) install --require-hashes --no-deps -r requirements-test.lock
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $(VENV)/ready-run $@

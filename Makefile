# Jobcenter. `make run` and `make test` are all a newcomer needs.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes
service ?=
JOBS ?= 3
QUICK ?=
STORED ?=
TOWN ?=
SOAK_MINUTES ?= 60
YEAR_SHARE ?= 1
SUITE ?= trixie
UNPACKED ?= /var/tmp/jobcenter-$(SUITE)
TESTS := $(if $(service),tests/$(service),tests)

.PHONY: help run test rabbitmq4 bench soak bench-year bench-ten bench-sickyear bench-check check generate diagrams install fmt lint types contracts supply journeys nightly prometheus clean

help: ## Show what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/.runs ## Set everything up and run the whole system with demo citizens
	$(BIN)/python -m jobcenter up --demo

test: $(VENV)/.tests ## Set everything up and run the tests (service=offers narrows)
	$(BIN)/python -m pytest $(TESTS) -q -m "not nightly" -n $(JOBS) --dist loadfile --no-loadscope-reorder

rabbitmq4: $(VENV)/.tests ## Run the broker tests on RabbitMQ 4 out of a newer Debian (as root; SUITE=sid for its newest)
	$(BIN)/python -m tests.support.newer_debian $(SUITE) $(UNPACKED)
	RABBITMQ_SERVER=$(UNPACKED)/rabbitmq-server RABBITMQ_VERSION=4. $(BIN)/python -m pytest $(TESTS) -q -m "broker and not nightly"

check: lint types contracts supply test ## What CI runs

bench: $(VENV)/.tests $(VENV)/.bench ## Measure ours, peers and limits, and write the page (QUICK=1 only prints; TOWN=1, STORED=10000000)
	$(BIN)/python -m tests.bench $(if $(QUICK),--quick,--write) $(if $(STORED),--stored $(STORED)) $(if $(TOWN),--town)

soak: $(VENV)/.tests $(VENV)/.bench ## An hour of live load with a rebuild and a broker restart in it (SOAK_MINUTES=5)
	SOAK_MINUTES=$(SOAK_MINUTES) $(BIN)/python -m tests.bench --only soak --write

bench-year: $(VENV)/.tests $(VENV)/.bench ## Fill a whole year of Copenhagen, rebuild and verify it (YEAR_SHARE=0.1; an hour and 10 GB)
	YEAR_SHARE=$(YEAR_SHARE) $(BIN)/python -m tests.bench --only copenhagen $(if $(QUICK),--quick,--write)

bench-ten: $(VENV)/.tests $(VENV)/.bench ## Live ten Copenhagens at once (TEN_UNTIL=2011-03-15; whole years need 90 GB and a working day)
	TEN_UNTIL=$(TEN_UNTIL) $(BIN)/python -m tests.bench --only tenfold $(if $(QUICK),--quick,--write)

bench-sickyear: $(VENV)/.tests $(VENV)/.bench ## Live a year of sick pay, rebuild it and put cases right (QUICK=1 lives a share and only prints)
	$(BIN)/python -m tests.bench --only sickyear $(if $(QUICK),--quick,--write)

bench-check: $(VENV)/.tests $(VENV)/.bench ## Fail when a ratio to the limit of the machine has halved
	$(BIN)/python -m tests.bench --check

generate: $(VENV)/.tests ## Write API documents, schemas, clients and tables anew from the code
	$(BIN)/python -m jobcenter generate

diagrams: $(VENV)/.tests ## Draw anew how the cases move, from what their tests do
	$(BIN)/python -m tests.architecture.drawings

install: $(VENV)/.tests ## Set up the environment for development

fmt: $(VENV)/.tests ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(VENV)/.tests ## Check style and spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/yamllint -s .
	$(BIN)/codespell

types: $(VENV)/.tests ## Check types
	$(BIN)/mypy

contracts: $(VENV)/.tests ## Check who may import whom, and that generated files are fresh
	$(BIN)/lint-imports
	$(BIN)/python -m jobcenter generate --check

supply: $(VENV)/.tests ## Write the list of parts (SBOM) and ask whether a weakness of them is known
	$(BIN)/python -m tests.supply.check

journeys: $(VENV)/.tests ## Play the stories and show each step
	$(BIN)/python -m jobcenter scenario run tests/journeys/*.yaml

nightly: $(VENV)/.tests ## Run the long fault tests and the mutation tests
	$(BIN)/python -m pytest tests -q -m nightly --timeout 3600
	$(BIN)/mutmut run

clean: ## Remove the environment and the demo's data
	rm -rf $(VENV) .jobcenter

$(VENV)/.python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11, 3.12 or 3.13 is needed") if not (3, 11) <= sys.version_info < (3, 14) else None'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runs: requirements.lock | $(VENV)/.python
	$(PIP) -r requirements.lock
	@touch $@

$(VENV)/.tests: requirements-dev.lock | $(VENV)/.python
	$(PIP) -r requirements-dev.lock
	@touch $@ $(VENV)/.runs

$(VENV)/.bench: requirements-bench.lock | $(VENV)/.python
	$(PYTHON) -m venv $(VENV)/bench
	$(VENV)/bench/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes -r requirements-bench.lock
	@touch $@

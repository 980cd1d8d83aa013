# One sentence a target; CI calls the same ones.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Two workers share two cores: with threads of its own for every product each would wait for the other.
# The processes the tests start read bytecode, also where the environment has Python write none.
PYTEST := PYTHONDONTWRITEBYTECODE= OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist loadgroup

.PHONY: help run install setup test check soak bench w3c clean

help: ## say what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

run: install ## set up, start the service on 127.0.0.1:8321 and answer one real need on the screen
	$(BIN)/s3graph serve --ask "Vi är ett litet snickeri som vill automatisera produktionen men vet inte var vi ska börja"

install: $(VENV)/.installed ## make the virtual environment with the run-time packages only

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

setup: $(VENV)/.installed-dev ## add the packages that the tests need

$(VENV)/.installed-dev: $(VENV)/.installed pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@

check: setup ## lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: setup check ## set up and run everything that must be green: lint, types, tests with a slice of the long ones
	$(PYTEST) -m "not soak"

soak: setup ## run the long tests whole: kills, fuzz, conformance suites
	$(PYTEST)

bench: install ## measure and print the figures that docs/figures.md quotes
	$(BIN)/python -m benchmarks

w3c: setup ## fetch the W3C SPARQL tests, which come with rdflib's source, for the test that runs them
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --no-binary rdflib -c constraints.txt -d build rdflib
	cd build && tar xzf rdflib-*.tar.gz

clean: ## remove the virtual environment and caches, never the data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache

# Every command of this repository. `make` alone lists them.
PYTHON ?= python3
PREPARE := $(PYTHON) tools/prepare.py
BIN := .venv/bin
# Every run would compile all of Troth anew; the servers and commands that tests start would, too.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run test test-all check coverage bench assure habits languages lock clean \
	python setup-test format lint types contracts migrations pure docs frontend commits

help:  ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

python:
	@command -v $(PYTHON) >/dev/null || { echo "Troth needs Python 3.11 or newer. On Debian: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit("Troth needs Python 3.11 or newer." if sys.version_info < (3, 7) else 0)'

setup: python  ## install: environment, libraries, browser part
	@$(PREPARE) setup

run: python  ## set up what is missing and serve on http://localhost:8000 (PORT, TROTH_STATE)
	@$(PREPARE) run

setup-test: python
	@$(PREPARE) setup --test

test: setup-test  ## the quick tests: SQLite, no service, one browser journey
	@$(BIN)/python tools/test_quick.py

test-all: setup-test  ## everything, on SQLite and PostgreSQL with Redis; fails if a test was skipped
	@$(BIN)/python tools/test_all.py

check: setup-test format lint types contracts migrations pure habits docs frontend commits  ## everything that is not a test run

format:
	@$(BIN)/ruff format --check --quiet . && echo "Format: as it should be."

lint:
	@$(BIN)/ruff check --quiet . && echo "Lint: nothing found."

types:
	@$(BIN)/mypy --cache-dir=/dev/null

contracts:
	@$(BIN)/lint-imports

migrations:
	@$(BIN)/troth manage makemigrations --check --dry-run

pure: setup-test
	@$(BIN)/python tools/pure.py

habits: setup-test  ## print the habits of the code and compare them with tools/habits.lock
	@$(BIN)/python tools/habits.py

docs:
	@$(BIN)/python tools/documentation.py

frontend:
	@$(BIN)/python tools/build_frontend.py --test

commits:
	@$(BIN)/python tools/check_commits.py

coverage: setup-test  ## the tests with SQLite again, measured: branches taken, and those never
	@$(BIN)/python tools/coverage_of.py

# A benchmark is a script without an underscore in its name; the others belong to one of them.
BENCHES := $(sort $(filter-out $(wildcard bench/*_*.py),$(wildcard bench/*.py)))

bench: setup-test  ## the benchmarks, with their peers beside them (ONLY=forecast)
	@for script in $(if $(ONLY),bench/$(ONLY).py,$(BENCHES)); do \
		echo "== $$script"; $(BIN)/python $$script || exit 1; \
	done

assure: setup-test  ## the long reliability and security goals (PART=L2)
	@$(BIN)/python tools/assure.py $(PART)

languages: setup-test  ## bring the catalogues up to date and name what is not translated
	@$(BIN)/python tools/languages.py && $(BIN)/python tools/languages.py --compile

lock: setup-test  ## write the lock files anew (UPGRADE=1 for newer versions)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/python tools/lock.py $(if $(UPGRADE),--upgrade)

clean:  ## remove what was installed and built; the state folder stays
	rm -rf .venv .venv-pure node_modules build dist .mypy_cache .ruff_cache .pytest_cache

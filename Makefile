# Everything a contributor does. Each target sets up what it needs by itself, from nothing but python3 >= 3.11.

PYTHON ?= python3
export PORT ?= 8000
export CHROMIUM ?= /usr/bin/chromium

BOOTSTRAP = $(PYTHON) setup/bootstrap.py
VENV = .venv/bin

.DEFAULT_GOAL = help
.PHONY: help run editor test e2e bench lint fix lock clean
.SILENT:

help:  ## this list
	sed -nE 's/^([a-z0-9]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 15

run:  ## the site on this machine, at PORT (8000)
	$(PYTHON) setup/port.py
	$(BOOTSTRAP)
	exec $(VENV)/python -m setup.serve

editor:  ## an editor's account, to try editing with
	$(BOOTSTRAP)
	$(VENV)/python manage.py create_editor

# Both databases are always tried: a failure on one says little without the other.
test:  ## all tests, on SQLite and on a real PostgreSQL
	$(BOOTSTRAP) --dev
	echo "--- tests on SQLite"; \
	DATABASE_URL= $(VENV)/python -m pytest -n 2; sqlite=$$?; \
	echo "--- tests on PostgreSQL"; \
	$(VENV)/python setup/postgres.py -- $(VENV)/python -m pytest -n 2; postgres=$$?; \
	[ $$sqlite = 0 ] && echo "SQLite: passed" || echo "SQLite: FAILED"; \
	[ $$postgres = 0 ] && echo "PostgreSQL: passed" || echo "PostgreSQL: FAILED"; \
	[ $$sqlite = 0 ] && [ $$postgres = 0 ]

e2e:  ## the site in a real Chromium
	[ -x "$(CHROMIUM)" ] || { echo "Install chromium: apt-get install chromium (or say where it is: CHROMIUM=...)"; exit 1; }
	$(BOOTSTRAP) --dev
	$(VENV)/python -m pytest -m e2e -n 2 --dist loadfile tests/e2e

# What is compared with lives in an environment of its own: the site does not depend on it.
BENCH = var/bench/venv
bench:  ## how fast it is beside others, at SIZES="1000 10000 100000" entries; writes docs/performance.md
	for tool in nginx wrk; do PATH="$$PATH:/usr/sbin" command -v $$tool >/dev/null || \
		{ echo "Install nginx and wrk: apt-get install nginx-light wrk"; exit 1; }; done
	$(BOOTSTRAP) --dev
	[ $(BENCH)/lock -nt benchmarks/requirements.txt ] || { \
		echo "Installing what benchmarks/requirements.txt lists into $(BENCH) ..."; \
		$(PYTHON) -m venv --clear $(BENCH) && $(BENCH)/bin/python -m pip install -qq --no-input \
			--disable-pip-version-check --require-hashes -r benchmarks/requirements.txt && touch $(BENCH)/lock; }
	$(VENV)/python -m benchmarks.run $(SIZES)

lint:  ## style, types, templates, direction of imports, forgotten migrations
	$(BOOTSTRAP) --dev
	$(VENV)/ruff check
	$(VENV)/ruff format --check
	$(VENV)/mypy
	$(VENV)/djlint --lint --quiet templates
	$(VENV)/lint-imports --no-logo
	$(VENV)/python manage.py makemigrations --check --dry-run
	$(VENV)/python manage.py check

fix:  ## mends the style of code
	$(BOOTSTRAP) --dev
	$(VENV)/ruff check --fix
	$(VENV)/ruff format

# Versions stay as they are while they still fit; `make lock ARGS=--upgrade` takes the newest.
# The second lock is held to the first, so that tests run on what the site runs on.
LOCK = $$tool/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header $(ARGS)
lock:  ## the lock files, after a change in pyproject.toml
	tool=$$(mktemp -d); trap 'rm -rf "$$tool"' EXIT; set -e; \
	$(PYTHON) -m venv "$$tool"; "$$tool/bin/pip" install -qq --disable-pip-version-check uv; \
	$(LOCK) --output-file requirements.txt pyproject.toml; \
	$(LOCK) --output-file requirements-dev.txt --constraint requirements.txt --group test --group e2e --group lint \
		pyproject.toml; \
	$(LOCK) --output-file benchmarks/requirements.txt --group pyproject.toml:bench

clean:  ## removes what can be made again (never the data in var/)
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis var/static var/static.sha256
	find catalogue organisations tactics setup tests -name __pycache__ -type d -prune -exec rm -rf {} +

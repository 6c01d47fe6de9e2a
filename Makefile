# Everything runs from a virtual environment that is made here, with the first suitable Python found.
# DATA_DIR moves whatever is written, the virtual environment included when the folder is read-only.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help demo serve test check bench soak superuser setup openapi constraints

WRITABLE := $(shell [ -w . ] && echo yes)
# Absolute, for processes that leave this folder; quoted in every recipe, for it may hold a space.
DATA := $(shell case "$$DATA_DIR" in ('') echo "$$PWD/.data";; (/*) echo "$$DATA_DIR";; \
	(*) echo "$$PWD/$$DATA_DIR";; esac)
ifdef DATA_DIR
export DATA_DIR := $(DATA)
endif
VENV ?= $(if $(WRITABLE),.venv,$(DATA)/venv)
export VENV
RUN = "$$VENV/bin/python"
# The floor holds where the seeds are: without them the tests that read them are skipped.
COVERAGE = $(if $(wildcard ../shared/DESIGN.md),--cov --cov-report=term:skip-covered --cov-fail-under=95)
# In a folder that cannot be written everything that tools keep goes to DATA_DIR too.
ifneq ($(WRITABLE),yes)
export PYTHONPYCACHEPREFIX := $(DATA)/bytecode
export RUFF_CACHE_DIR := $(DATA)/cache/ruff
export MYPY_CACHE_DIR := $(DATA)/cache/mypy
export COVERAGE_FILE := $(DATA)/cache/coverage
export HYPOTHESIS_STORAGE_DIRECTORY := $(DATA)/cache/hypothesis
PYTEST_OPTIONS += -o cache_dir="$(DATA)/cache/pytest"
LINT_IMPORTS_OPTIONS := --no-cache
endif

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 14

demo: setup ## set up and serve a loaded API at 127.0.0.1:8000 (PORT, DATABASE_URL … see README.md)
	@$(RUN) -u manage.py demo

superuser: setup ## make a login for the admin site
	@$(RUN) manage.py createsuperuser

test: setup ## set up and pass the tests
	@$(RUN) -m pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile $(COVERAGE) $(PYTEST_OPTIONS)

check: setup ## lint, types, import contracts, migrations in step, deployment checks, OpenAPI snapshot
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check --quiet .
	@$(RUN) -m mypy .
	@$(RUN) -c 'from importlinter.cli import lint_imports_command as run; run()' $(LINT_IMPORTS_OPTIONS)
	@$(RUN) manage.py makemigrations --check --dry-run
	@HTTPS=true SECURE_HSTS_INCLUDE_SUBDOMAINS=true SECURE_HSTS_PRELOAD=true DEBUG=false \
		ALLOWED_HOSTS=policy.example $(RUN) manage.py check --deploy --fail-level WARNING
	@$(RUN) manage.py spectacular --validate --fail-on-warn | diff openapi.yaml - >&2 \
		|| { echo 'openapi.yaml is not what the code says: make openapi writes it anew' >&2; exit 1; }
	@echo 'make check: all in order'

openapi: setup ## write openapi.yaml anew
	@$(RUN) manage.py spectacular --validate --fail-on-warn --file openapi.yaml

BENCHES := extraction injection byte_shifts structure terms duplicates corpus throughput memory phrases reindexing search api workers

bench: setup ## measure, without asserting anything
	@for bench in $(BENCHES); do echo "== $$bench"; $(RUN) -m tests.bench.$$bench || exit; done

soak: setup ## the long fuzz, concurrency and memory runs
	@$(RUN) -m pytest tests/soak -p no:randomly --timeout=0 -o faulthandler_timeout=0 $(PYTEST_OPTIONS)

constraints: setup ## write constraints.txt anew, with the newest versions
	@.ci/setup freeze

setup:
	@.ci/setup

# Every command of Wijkwerk; `make` or `make help` explains them.
# pip installs uv into .boot, and uv installs into .venv what requirements/*.txt lock, with hashes. Nothing else is fetched
# but the packages of frontend/package-lock.json. A stamp in .venv says what has been installed, so that it happens once.

export UV_PYTHON_DOWNLOADS := never
UV := .boot/bin/uv
INSTALL := $(UV) pip install --quiet --python .venv/bin/python
WIJKWERK := .venv/bin/wijkwerk
PORT ?= 8000
export PORT
# The solver that plans the week of a workshop is 80 MB: `make run PLANNER=no` leaves it out, and a simple rule plans.
PLANNER ?= yes
PLANNER_FILE := $(if $(filter no,$(PLANNER)),,requirements/planner.txt)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check bench format lock front-end hooks clean \
	check-format check-lint check-types check-stair check-templates check-migrations check-requirements

help:  ## Explains every command
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile
	@echo

##@ Use
run: export WIJKWERK_EXAMPLE := 1
run: .venv/.run front-end  ## Installs, builds, fills in the example municipality and serves it on 127.0.0.1 (PORT=8000)
	@exec $(WIJKWERK) run_example

##@ Check
test: .venv/.tools front-end  ## Runs every test on SQLite and PostgreSQL; ARGS="…" goes to pytest, DATABASE_URL picks one database
	@.venv/bin/python -m tools.run_tests $(ARGS)

check:  ## Format, lint, types, import contracts, templates, and drift of generated files
	@$(MAKE) --no-print-directory --keep-going check-format check-lint check-types check-stair check-templates \
		check-migrations check-requirements

bench: .venv/.tools front-end  ## The measurements, each beside its floor; ARGS="…" goes to the bench
	@.venv/bin/python -m bench $(ARGS)

##@ Build
format: .venv/.tools  ## Puts the code in its one format and mends what lint can mend
	@.venv/bin/ruff check --quiet --fix-only .
	@.venv/bin/ruff format .

lock: .boot/.uv .venv/.tools  ## Writes requirements/*.txt from pyproject.toml; ARGS=--upgrade takes the newest versions
	@.venv/bin/python -m tools.lock $(ARGS)

front-end: .boot/.node  ## Builds style and scripts, if they changed
	@PATH="$(CURDIR)/.boot/bin:$$PATH" node frontend/build.mjs

hooks:  ## Lets git run `make check` before each commit
	git config core.hooksPath .githooks

clean:  ## Removes what was installed and built; the data in var/ stays
	rm -rf .boot .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis \
		frontend/node_modules src/wijkwerk/web/static/built

# ── The parts of `make check` ──────────────────────────────────────────────────────────────────────────────────────
check-format: .venv/.tools
	@.venv/bin/ruff format --check --quiet . || (echo "Not formatted: run make format"; .venv/bin/ruff format --check . | head -20; exit 1)

check-lint: .venv/.tools
	@.venv/bin/ruff check --quiet .

check-types: .venv/.tools
	@.venv/bin/mypy --no-error-summary

check-stair: .venv/.tools
	@.venv/bin/lint-imports --no-cache > .venv/stair.log 2>&1 || (cat .venv/stair.log; exit 1)

check-templates: .venv/.tools
	@.venv/bin/djlint src --lint --quiet

check-migrations: .venv/.tools
	@$(WIJKWERK) check --fail-level WARNING
	@$(WIJKWERK) makemigrations --check --dry-run

check-requirements: .venv/.tools
	@.venv/bin/python -m tools.lock --check

# ── What is installed, once ────────────────────────────────────────────────────────────────────────────────────────
.boot/.uv: requirements/boot.txt
	@echo "Installing what requirements/*.txt lock …"
	@python3 -m venv --clear .boot
	@.boot/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/boot.txt
	@touch $@

.boot/.node: .boot/.uv requirements/front-end.txt
	@node -e "process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)" 2>/dev/null && npm --version >/dev/null 2>&1 \
		|| $(UV) pip install --quiet --python .boot/bin/python --require-hashes -r requirements/front-end.txt
	@touch $@

.venv/.run: .boot/.uv requirements/run.txt $(PLANNER_FILE) pyproject.toml
	@test -x .venv/bin/python || $(UV) venv --quiet --no-project --python python3 .venv
	@$(INSTALL) --require-hashes -r requirements/run.txt $(PLANNER_FILE:%=-r %)
	@$(INSTALL) --no-deps --editable .
	@touch $@

.venv/.tools: .venv/.run requirements/planner.txt requirements/test.txt requirements/tools.txt
	@$(INSTALL) --require-hashes -r requirements/planner.txt -r requirements/test.txt -r requirements/tools.txt
	@touch $@

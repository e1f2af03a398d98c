# The two that matter: `make run` (the main job on the sample articles) and `make test`.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do command -v $$p >/dev/null && $$p -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
GOLD ?= config/samples/labels

.PHONY: run test test-lake check eval bench serve dictionary readme clean

run: .venv/run  ## install what is needed and run the main job on the sample articles
	@# 3 means "finished with rejected documents": one of the samples is there to be rejected
	@$(BIN)/warta run --source samples; status=$$?; [ $$status -eq 0 ] || [ $$status -eq 3 ]

test: .venv/dev  ## install what tests need and run them
	@# a file stays on one worker: its tests share servers and homes
	$(BIN)/pytest -n 2 --dist loadfile

test-lake: .venv-lake/dev  ## run the warehouse's tests on both homes, with the DuckDB release that has the lake's extensions
	.venv-lake/bin/pytest -n 2 tests/warehouse tests/flows/test_kill.py tests/flows/test_machines.py

check: .venv/dev  ## format, lint, import rules, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile

eval: .venv/run  ## measure the rules on labelled articles and hold them to the pinned floors
	$(BIN)/python -m tests.eval.floors

bench: .venv/dev  ## measure speed and memory beside yardsticks; make bench BENCH="--suite --json FILE --compare EARLIER"; sizes: --records 1000000 --files 100000, --load 1000000, --slopes 10000,30000,100000 --json FILE
	$(BIN)/python -m tests.bench $(BENCH)

serve: .venv/run  ## run the pipeline on its schedule
	$(BIN)/warta serve

dictionary: .venv/run  ## write the data dictionary anew, as Markdown and as HTML, and the worked questions
	$(BIN)/python -m warehouse.dictionary
	$(BIN)/python -m warehouse.explore.worked

readme: .venv/dev  ## write what README shows anew: outputs and the accuracy table
	$(BIN)/python -m tests.readme

clean:  ## remove the environment and caches, never data
	rm -rf .venv .venv-lake build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; none was found. Install it, or name it: make PYTHON=/path/to/python3"; exit 2; }
	@$(PYTHON) -m venv .venv || { echo "The venv module is missing; on Debian: apt-get install python3-venv"; exit 2; }

.venv/run: .venv/bin/python pyproject.toml constraints.txt
	@echo "Installing Warta into .venv ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/dev: .venv/run
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

.venv-lake/dev: .venv/bin/python pyproject.toml constraints.txt
	@echo "Installing Warta with its lake into .venv-lake ..."
	@.venv/bin/python -m venv .venv-lake
	@sed '/^duckdb==/d' constraints.txt > .venv-lake/constraints.txt
	@.venv-lake/bin/pip install --quiet --disable-pip-version-check -c .venv-lake/constraints.txt -e '.[dev,lake,objects]'
	@touch $@

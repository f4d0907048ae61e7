# `make demo` and `make test` do all the set-up themselves.
# PYTHON is any 3.11 or newer; everything else is installed into .venv from the lock file.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

# The tests start many processes: where Python may not keep what it compiles, each compiles all of Scrapy again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install demo test figures soak pywb bench-reading check lint type format wheel lock clean

help:
	@echo "make demo     crawl the embedded replica of the site and show what was archived"
	@echo "make test     run the tests, except the long ones"
	@echo "make check    what must pass before a commit: lint, types, tests, the wheel in a fresh environment"
	@echo "make figures  the long runs whose figures the documents quote"
	@echo "make pywb     install pywb into build/pywb; one of the figures needs it"
	@echo "make soak     a hundred thousand damaged pages, two hundred variations of each fixture, inputs of a megabyte"
	@echo "make bench-reading  speed and exactness of reading, compared with other readers"
	@echo "make format   format the code; make lint, make type: one check alone; make lock: update requirements.lock"

install: $(VENV)/.installed
$(VENV)/.installed: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-compile -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: install
	$(BIN)/linfen demo

test: install
	$(BIN)/pytest -m "not figures and not soak" --numprocesses auto

# If pywb cannot be installed, its figure is skipped and says so.
figures: install
	-$(MAKE) pywb
	$(BIN)/pytest -m figures -rP --numprocesses auto

# In an environment of its own, because it needs an old redis. Its dependencies are pinned.
pywb: build/pywb/.installed
build/pywb/.installed: tests/pywb.txt
	$(PYTHON) -m venv --clear build/pywb
	build/pywb/bin/pip install --quiet --disable-pip-version-check --no-deps -r tests/pywb.txt
	@touch $@

soak: install
	$(BIN)/pytest -m soak -s

bench-reading: install
	$(BIN)/python benchmarks/reading.py

lint: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

type: install
	$(BIN)/mypy

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only .

# The wheel must work without a checkout.
wheel: install
	rm -rf build/wheel && $(BIN)/python -m build --quiet --wheel --no-isolation --outdir build/wheel
	$(PYTHON) -m venv --clear build/fresh
	build/fresh/bin/pip install --quiet --disable-pip-version-check -c requirements.lock build/wheel/*.whl
	cd build && fresh/bin/linfen demo --articles 20 --archive fresh/archive > fresh/demo.txt
	cd build && fresh/bin/linfen status --archive fresh/archive --json > fresh/status.json

check: lint type test wheel

lock: install
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --no-header --no-annotate \
	    --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) build data/demo

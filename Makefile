# Two Shores: `make` alone lists what can be made.
# Needs Python 3.11 or newer. Name another one with: make lab PY=/path/to/python3.12

.DEFAULT_GOAL := help
SHELL := /bin/bash
BIN := .venv/bin
READY := .venv/.ready
# Tests at a time: one for each core.
JOBS ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
# The kernels of the tests are forked from a warm server, where Python can fork without risk (helpers/warmkernel.py).
WARM := $(if $(filter Linux,$(shell uname -s 2>/dev/null)),JUPYTER_DEFAULT_PROVISIONER_NAME=warm-kernel)
FIRST := $(firstword $(sort $(wildcard notebooks/*.ipynb)))

# The first Python that is new enough. A name can exist and still not run (pyenv leaves such shims), so each is tried.
PY ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)

# Without compiled bytecode, each start of Python would take a second longer; some machines switch it off.
unexport PYTHONDONTWRITEBYTECODE
unexport VIRTUAL_ENV

.PHONY: help lab test notebooks lint-lessons data coverage bundle bench screenshot lock clean

help:  ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

lab: $(READY)  ## open JupyterLab at the first lesson (more options: LAB="--no-browser --port 8899")
	$(BIN)/jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) $(LAB) $(FIRST)

test: $(READY)  ## run everything: style, helpers, data, every notebook, all lessons in a browser
	$(BIN)/ruff check .
	$(WARM) $(BIN)/pytest -n $(JOBS) --dist loadscope --no-loadscope-reorder $(TESTS)

notebooks: $(READY)  ## build notebooks, exercises and guides from their sources
	$(BIN)/two-shores build
	$(BIN)/two-shores guides

lint-lessons: $(READY)  ## ask of each lesson, exercise and guide: is it fair, sourced and readable?
	$(BIN)/two-shores lint

bundle:  ## bundle the JavaScript of the widgets from helpers/static/src (needs Node and npm)
	cd helpers/static/src && npm ci --no-audit --no-fund && npm run build

data: $(READY)  ## count the tables, weigh the voices, check everything, make 300 mistakes and see what is noticed
	$(BIN)/two-shores data
	$(BIN)/python tests/mutations.py

coverage: $(READY)  ## compare course_data with the research material: make coverage DOSSIER=folder
	$(BIN)/python tests/material.py $(DOSSIER)

bench: $(READY)  ## time the timeline in a browser, beside vis-timeline and plotly (needs Chromium; make bundle for vis)
	PYTHONPATH=tests $(BIN)/python tests/bench.py

screenshot: $(READY)  ## renew the picture in the README (needs Chromium)
	$(BIN)/python docs/screenshot.py

# Universal: one lock for Linux, macOS, Windows and Python 3.11-3.14. It names no address.
lock: $(READY)  ## renew requirements.lock from pyproject.toml (needs the network)
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --extra dev --custom-compile-command "make lock" -o requirements.lock pyproject.toml

clean:  ## remove .venv and all caches
	rm -rf .venv .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

# pip brings uv (its pin and hashes are in the lock), uv installs the rest and compiles it.
$(READY): requirements.lock pyproject.toml helpers/lab_config.json
	@test -n "$(PY)" && $(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Two Shores needs Python 3.11 or newer. $(if $(PY),$(PY) is not,None was found on this computer)."; \
		echo "Install it (from python.org, or: sudo apt install python3 python3-venv),"; \
		echo "or name one that you have: make lab PY=/path/to/python3.12"; exit 1; }
	@echo "Setting up .venv, once: about half a minute and 1 GB."
	@$(BIN)/python -c '' 2>/dev/null || $(PY) -m venv --clear .venv
	@awk '/^uv==/{on=1} on{print} on&&!/\\$$/{exit}' requirements.lock > .venv/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r .venv/uv.txt
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

# The virtual environment is made once; `make PYTHON=python3` uses another interpreter.
PYTHON ?= .venv/bin/python

.PHONY: test lint types bench docs golden build

test:
	$(PYTHON) -m pytest

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types:
	$(PYTHON) -m mypy

bench:
	$(PYTHON) benchmarks/speed.py

docs:
	$(PYTHON) docs/examples.py

golden:
	$(PYTHON) tests/test_golden.py

build:
	$(PYTHON) -m build

# The virtual environment is made once; `make PYTHON=python3` uses another interpreter.
PYTHON ?= .venv/bin/python

.PHONY: test neutrality oldest lint types bench docs rule-pages golden accuracy fit build fuzz

test:
	$(PYTHON) -m pytest

# Every exchange of two parties in every sample; the tests take one sample for each pair
neutrality:
	AUDITOR_TEST_EVERYTHING=1 $(PYTHON) -m pytest tests/test_neutrality.py

# The tests with the oldest allowed version of every dependency, in an environment of its own
oldest:
	python3 -m venv --clear .venv-oldest
	python3 .ci/oldest >.venv-oldest/constraints.txt
	.venv-oldest/bin/pip install --quiet --constraint .venv-oldest/constraints.txt -e ".[dev]"
	.venv-oldest/bin/python -m pytest

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types:
	$(PYTHON) -m mypy

bench:
	$(PYTHON) benchmarks/speed.py
	$(PYTHON) benchmarks/hostile.py

docs:
	$(PYTHON) docs/examples.py

# docs/rules/, a page for each pack
rule-pages:
	PYTHONPATH=. $(PYTHON) docs/rule_pages.py

golden:
	$(PYTHON) tests/test_golden.py

# make accuracy POLNEAR=folder: measure on the development part, refresh the table and the page
accuracy:
	@test -n "$(POLNEAR)" || { echo "make accuracy POLNEAR=folder of PolNeAR's development part"; exit 2; }
	$(PYTHON) -m auditor evaluate "$(POLNEAR)" --corpus "PolNeAR dev" --limit 5 \
	  --write-table rules/measured-polnear-dev.json --write-docs docs/accuracy.md

# make fit TRAIN="folder ..." [READINGS=file]: fit the choice of statuses, measure it across the folds of the first
# folder, write the table and the page; needs the extra "train"
fit:
	@test -n "$(TRAIN)" || { echo 'make fit TRAIN="folder ..." of annotated articles'; exit 2; }
	$(PYTHON) -m training.parties $(TRAIN) --write
	$(PYTHON) -m training.fit $(TRAIN) $(if $(READINGS),--readings $(READINGS)) --write

build:
	$(PYTHON) -m build

# make fuzz MINUTES=60 SEED=100000: other inputs than those of the tests
fuzz:
	AUDITOR_CACHE_DIR= $(PYTHON) tests/fuzz/run.py $(or $(MINUTES),10) $(or $(SEED),1000)

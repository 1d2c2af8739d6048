# Two commands matter: `make demo` builds and questions the graph of the seeds, `make test` proves that it works.
PYTHON ?= python3
VENV ?= .venv
RUN = $(VENV)/bin
LOCKED = $(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement
ITSELF = $(RUN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .

.PHONY: demo test lock generated docs bench clean

demo: $(VENV)/runtime
	$(RUN)/kg build seeds
	$(RUN)/kg validate
	$(RUN)/kg ask who-said-what-about-transfers --to russia

test: $(VENV)/dev
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports
	$(RUN)/python -m pytest

$(VENV)/runtime: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("whosaid needs Python 3.11 or newer: make demo PYTHON=python3.12")'
	test -x $(RUN)/python || $(PYTHON) -m venv $(VENV)
	$(LOCKED) requirements.lock
	$(ITSELF)
	touch $@

$(VENV)/dev: requirements-dev.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("whosaid needs Python 3.11 or newer: make test PYTHON=python3.12")'
	test -x $(RUN)/python || $(PYTHON) -m venv $(VENV)
	$(LOCKED) requirements-dev.lock
	$(ITSELF)
	touch $@ $(VENV)/runtime

# Everything that is made from something else: run after a change to ontology/ or queries/.
generated: $(VENV)/dev
	$(RUN)/python tools/make_states.py
	$(RUN)/python tools/make_vocabulary.py

# The ontology as one HTML page.
docs: $(VENV)/dev
	$(RUN)/python tools/make_docs.py build/ontology.html

# One lock for every Python and platform; needs `pip install uv`.
lock:
	for extra in "" "--extra dev"; do \
	  uv pip compile pyproject.toml --extra build $$extra --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-annotate --custom-compile-command "make lock" --quiet \
	    --output-file requirements$${extra:+-dev}.lock; done

bench: $(VENV)/dev
	$(RUN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) kg-store

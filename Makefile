# Every command of the project; `make help` lists them. Works with GNU make 3.81 and later, and needs
# python3 (3.11 or later) with its venv module, make and git, nothing else.

PYTHON ?= python3
BIN = .venv/bin
T ?=
M ?=
N ?= auto
PIP = $(BIN)/pip install -qq --disable-pip-version-check --require-hashes
CORE = requirements.txt
DEV = requirements.txt requirements-server.txt requirements-dev.txt
UV = $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --strip-extras --upgrade \
	--custom-compile-command "make requirements"
APPS = foundation accounts courses learning assessments certificates cms lms
SETTINGS_DEV = DJANGO_SETTINGS_MODULE=lms.settings.dev
SETTINGS_TEST = DJANGO_SETTINGS_MODULE=lms.settings.test

.PHONY: help demo test test-fast check format bench requirements messages clean venv core dev

help: ## list every target in a line
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | \
		while IFS='|' read -r target words; do printf '%-20s %s\n' "$$target" "$$words"; done

demo: core ## set everything up and serve the demo until Ctrl-C (PORT=8000 DATA_DIR=./var)
	@exec $(BIN)/python -m lms.launch --demo

test: dev ## run the whole suite (T=path narrows it; REQUIRE_BROWSER=1 insists on Chromium)
	@$(BIN)/python -m lms.catalogues
	@exec $(BIN)/python -m pytest $(if $(T),$(T),-n $(N) --dist loadfile) $(if $(M),-m "$(M)")

test-fast: ## run the suite without browser journeys and real processes
	@exec $(MAKE) test M="not browser and not slow"

check: dev ## formatting, lint, types, layers, house rules, migrations, translations
	@exec $(BIN)/python -m tools.check

format: dev ## put code and templates into the house form
	@$(BIN)/ruff check --quiet --fix-only . && $(BIN)/ruff format --quiet .
	@find templates -name '*.html' | xargs $(BIN)/djhtml --tabwidth 2

bench: dev ## measure the pages in CPU milliseconds a request; writes var/bench.json
	@exec $(BIN)/python -m tools.bench

requirements: dev ## resolve and pin the packages anew, with the hashes of the public registry
	@for name in requirements requirements-server requirements-dev; do \
		echo "Resolving $$name.in ..."; $(UV) $$name.in -o $$name.txt || exit 1; done

messages: dev ## collect the texts to translate into locale/*/LC_MESSAGES/*.po (needs gettext)
	@$(SETTINGS_DEV) $(BIN)/python manage.py makemessages -l fr -l es -l ar --no-obsolete --no-wrap \
		--ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*'
	@$(BIN)/python -m lms.catalogues

clean: ## remove the environment, caches and compiled files; the data in var/ stay
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build
	@find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
	@find . -name '*.mo' -path '*/locale/*' -not -path './var/*' -delete

# --- What the targets stand on ----------------------------------------------------------------------

venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed; $(PYTHON) is older. Set PYTHON=python3.12, say."; exit 1; }
	@$(BIN)/python -c '' 2>/dev/null || { echo "Creating the virtual environment in .venv ..."; \
		$(PYTHON) -m venv --clear .venv || \
		{ echo "The venv module is missing: on Debian and Ubuntu, apt install python3-venv."; exit 1; }; }

core: venv
	@sum=`cat $(CORE) | cksum`; if [ "`cat .venv/core.sum 2>/dev/null`" != "$$sum" ]; then \
		echo "Installing the packages (about half a minute) ..."; \
		$(PIP) -r requirements.txt && echo "$$sum" > .venv/core.sum; fi

dev: core
	@sum=`cat $(DEV) | cksum`; if [ "`cat .venv/dev.sum 2>/dev/null`" != "$$sum" ]; then \
		echo "Installing the packages for tests and checks ..."; \
		$(PIP) $(DEV:%=-r %) && echo "$$sum" > .venv/dev.sum; fi

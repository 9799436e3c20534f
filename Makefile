# What each target does stands in the README. Words for the tests: ARGS="tests/accounts -k hands".
PYTHON ?= python3
ARGS ?=
UPGRADE ?=
YES ?=
KILLS ?=
SCALE ?=

LAUNCHER = $(PYTHON) -m launcher
BIN = .venv/bin
LOCK = uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --system-certs --quiet $(if $(UPGRADE),--upgrade)

.PHONY: run test test-only proof chaos bench lint fmt lock messages reset install shots

run:
	@$(LAUNCHER) run

test:
	@$(LAUNCHER) test -- -n 2 --dist loadgroup $(ARGS)

test-only:
	@$(LAUNCHER) test -- -n 0 $(ARGS)

# The long proofs: every canary in every state, racing writes, long walks, and every line of the
# rules taken away once.
proof: install
	PROOF=true $(LAUNCHER) test -- -n 2 --dist loadgroup tests/test_canaries.py tests/test_views_betray_nothing.py \
		tests/tracker/test_reading_policy.py tests/test_permission_relations.py tests/tracker/test_suppression.py \
		tests/test_no_oracle.py \
		tests/test_mass_assignment.py tests/test_foreign_keys.py tests/benchmarks/test_query_counts.py \
		tests/test_http_safety.py tests/test_permission_matrix.py tests/e2e
	PROOF=true $(LAUNCHER) test -- -n 2 --dist loadgroup tests/proofs
	$(LAUNCHER) exec -- $(BIN)/python -m tests.mutation
	$(LAUNCHER) exec -- $(BIN)/python -m tests.racing
	$(LAUNCHER) exec -- $(BIN)/python -m tests.hostile.proof
	$(BIN)/python -m tests.chaos

# Everything is killed two hundred times, and nothing may be lost.
chaos: install
	$(BIN)/python -m tests.chaos $(KILLS)

# How fast it is, against what is possible and what is usual: docs/performance.md.
bench: install
	SCALE=$(SCALE) $(BIN)/python -m benchmarks $(ARGS)

install:
	@$(LAUNCHER) install

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/djlint --lint .
	$(LAUNCHER) exec -- $(BIN)/python manage.py makemigrations --check --dry-run

fmt: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The smaller lock takes its versions from the larger one, so that one environment fits both.
lock: install
	cd requirements && ../$(BIN)/$(LOCK) dev.in -o dev.txt
	cd requirements && ../$(BIN)/$(LOCK) run.in -c dev.txt -o run.txt

messages: install
	$(BIN)/python manage.py makemessages --all --add-location file --no-wrap --ignore '.venv/*'
	$(BIN)/python manage.py compilemessages --ignore .venv

shots: install
	DJANGO_SETTINGS_MODULE=tracker.settings $(BIN)/python -m tests.shots

reset:
	@$(LAUNCHER) reset $(if $(YES),--yes)

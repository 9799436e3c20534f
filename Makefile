.PHONY: test-only

test-only:
	@.venv/bin/python -m launcher exec -- .venv/bin/python -m pytest -n0 $(ARGS)

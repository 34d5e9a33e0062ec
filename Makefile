# The README's commands by shorter names. `make run ADDR=0.0.0.0:8000` lets phones in the same network join.
ADDR ?= 127.0.0.1:8000

.PHONY: run test screenshots messages

run:
	$$(command -v sudo) apt-get update -qq; $$(command -v sudo) apt-get install -y -qq python3-venv && python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt -e . && .venv/bin/python manage.py demo --addr $(ADDR)

test:
	$$(command -v sudo) apt-get update -qq; $$(command -v sudo) apt-get install -y -qq python3-venv chromium-headless-shell libatomic1 fonts-nanum && python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt -e '.[test]' && .venv/bin/pytest -q

screenshots:
	.venv/bin/python -m tests.screenshots

messages:
	.venv/bin/python -m playbook.messages

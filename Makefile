# Everything that is installed goes below target/ and node_modules/, which git ignores.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:

VENV := target/venv
TOOLS := target/tools
FRESH := target/fresh
WHEELS := target/wheels
say = @printf '\n==> %s\n' "$(1)"

.PHONY: help demo test build generate lint bench fuzz clean test-rust test-python test-node python node check-generated

help: ## What can be made
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

demo: python node ## Build, then run one agent script in Python and in Node and show what happened
	$(call say,demo in Python)
	@"$(VENV)/bin/python" examples/demo.py
	$(call say,demo in Node)
	@node examples/demo.mjs

test: check-generated test-rust test-python test-node ## All tests in all languages
	$(call say,all tests passed)

build: python node ## Both bindings, release profile

check-generated: ## Generated files are as the contract says
	$(call say,generated files: checking that they are fresh (the first build of the workspace takes about two minutes))
	@cargo xtask generate --check

generate: ## Write the files that are generated from the contract
	@cargo xtask generate

lint: ## Formatting and clippy
	@cargo fmt --all --check
	@cargo clippy --workspace --all-targets -- -D warnings

test-rust:
	$(call say,Rust: tests of every crate)
	@if cargo nextest --version >/dev/null 2>&1; then cargo nextest run --no-fail-fast --status-level fail; else cargo test --quiet; fi

$(TOOLS)/bin/python:
	$(call say,Python: a virtual environment for the tools)
	@python3 -m venv "$(TOOLS)" || { python3 -m pip install --quiet --target target/virtualenv virtualenv && PYTHONPATH=target/virtualenv python3 -m virtualenv --quiet "$(TOOLS)"; }
	@"$(TOOLS)/bin/python" -m pip install --quiet --disable-pip-version-check 'maturin>=1.9.4,<2' virtualenv

python: $(TOOLS)/bin/python ## The Python wheel with the worker binary inside, in a virtual environment of its own
	$(call say,worker: building the program that runs scripts apart from the host)
	@cargo worker --out python/enclave
	$(call say,wheel: building (release; about two minutes the first time))
	@rm -rf "$(WHEELS)" "$(VENV)"
	@MATURIN_NO_MISSING_BUILD_BACKEND_WARNING=1 "$(TOOLS)/bin/maturin" build --release --quiet --locked --interpreter python3 --out "$(WHEELS)"
	$(call say,wheel: installing into a fresh virtual environment)
	@"$(TOOLS)/bin/python" -m virtualenv --quiet "$(VENV)"
	@"$(VENV)/bin/python" -m pip install --quiet --disable-pip-version-check "$(WHEELS)"/*.whl

test-python: python
	$(call say,Python: tests against the installed wheel)
	@wheel=$$(echo "$(CURDIR)/$(WHEELS)"/*.whl)
	@"$(VENV)/bin/python" -m pip install --quiet --disable-pip-version-check 'pytest>=8' 'pytest-asyncio>=1' 'pyright[nodejs]==1.1.414' \
		"$$wheel[pydantic-ai,langchain,openai-agents,mcp]" 'langchain>=1.4,<2' 'langgraph>=1.2,<2' 'gunicorn>=23,<28' 'celery>=5.5,<6'
	@rm -rf "$(FRESH)/python" && mkdir -p "$(FRESH)/python/python"
	@cp -r tests-py tests-shared examples README.md pyproject.toml schema "$(FRESH)/python/"
	@cp -r docs "$(FRESH)/python/"
	@mkdir -p "$(FRESH)/python/core/tests" && cp -r core/tests/corpus "$(FRESH)/python/core/tests/"
	@cp -r "$(VENV)"/lib/python3.*/site-packages/enclave "$(FRESH)/python/python/enclave"
	@cd "$(FRESH)/python" && PATH="$(CURDIR)/$(VENV)/bin:$$PATH" python -m pytest -q

node_modules: package-lock.json package.json
	$(call say,Node: installing what the build needs)
	@npm ci --no-audit --no-fund --loglevel=error
	@touch node_modules

node: node_modules ## The Node package, with the worker binary beside the native library
	$(call say,Node: building (release; about two minutes the first time))
	@npm run --silent build

test-node: node
	$(call say,Node: what the corpus expects is what plain JavaScript gives)
	@node tests-shared/expected.mjs
	$(call say,Node: tests against the packed tarball in a fresh folder)
	@npm run --silent test

bench: python node ## What the layers cost, against a raw engine in the same process, and sessions end to end
	@cargo worker --out target/release
	@cargo run --release --quiet --package enclave-benches
	@"$(VENV)/bin/python" benches/end_to_end.py
	@node benches/end_to_end.mjs

FUZZ_SECONDS ?= 1200
FUZZ_TARGETS ?= prescan validate transform marshal frames pipeline programs

fuzz: ## Every fuzz target for FUZZ_SECONDS (1200) each, from the scripts of the corpus
	@command -v cargo-fuzz >/dev/null || [ -x "$(TOOLS)/bin/cargo-fuzz" ] || cargo install --quiet --locked --root "$(TOOLS)" cargo-fuzz
	@export PATH="$(CURDIR)/$(TOOLS)/bin:$$PATH" RUSTC_BOOTSTRAP=1
	@mkdir -p target/fuzz/seeds target/fuzz/found
	@for file in core/tests/corpus/{accept,fail,reject,attack}/*; do { printf 0; cat "$$file"; } > "target/fuzz/seeds/$${file##*/}"; done
	@for name in $(FUZZ_TARGETS); do
		printf '\n==> fuzzing %s for %s s\n' "$$name" "$(FUZZ_SECONDS)"
		mkdir -p "target/fuzz/$$name"
		cargo fuzz run --sanitizer none --target-dir target/fuzz/build "$$name" "target/fuzz/$$name" target/fuzz/seeds -- -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -timeout=60 -rss_limit_mb=4096 -print_final_stats=1 -verbosity=0 "-artifact_prefix=$(CURDIR)/target/fuzz/found/$$name-"
	done

clean: ## Remove what was built
	@rm -rf target node_modules bindings-node/dist python/enclave/enclave-worker

# `make demo` runs the main job and `make test` the tests; both install what is missing.
.POSIX:
.PHONY: demo test reloads bench bench-instructions soak docs fuzz sanitize dependencies lint format clean

RUN = .build/release/perilune run --extensions extensions --turns examples/moonlit-harbor.jsonl \
	--config examples/host.json --attributes examples/initial-attributes.json

demo: dependencies
	swift build -c release --product perilune
	$(RUN)

test: dependencies
	swift test

# A thousand reloads under load, of which none may fail or mix versions of a run.
reloads: dependencies
	PERILUNE_RELOADS=1000 swift test --filter ReloadTests/reloadsUnderLoadFailAndMixNothing

# Coverage-guided fuzzing, so many seconds for each target.
SECONDS = 60
fuzz: dependencies
	scripts/fuzz $(SECONDS)

# The bridge, the pool and operations under sanitizers, and the corpus over a Lua that was built with them.
sanitize: dependencies
	scripts/sanitize
	scripts/test-faults

# What is generated from the code.
docs: dependencies
	swift build --product perilune
	.build/debug/perilune metrics > docs/metrics.md

dependencies:
	@scripts/install-dependencies

lint: dependencies
	swift format lint --strict --recursive Sources Tests examples Benchmarks/Sources Benchmarks/Package.swift Package.swift
	scripts/check-imports
	scripts/check-bridge

format:
	swift format --in-place --recursive Sources Tests examples Benchmarks/Sources Benchmarks/Package.swift Package.swift

clean:
	rm -rf .build .build-*

# Measures what the documents promise, in one table; the times of a busy machine say little, the instructions stay.
bench: dependencies
	scripts/bench

# Compares counts of instructions and allocations with those in Benchmarks/Thresholds.
bench-instructions: dependencies
	scripts/bench-instructions

# Good and bad extensions at full load; so many minutes.
MINUTES = 10
soak: dependencies
	swift run -c release --package-path Benchmarks PeriluneSoak $$(( $(MINUTES) * 60 ))

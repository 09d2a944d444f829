# What can be done here; `make` alone lists it.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# What the build needs.
BUILD_PACKAGES := git libcurl4-openssl-dev libssl-dev libsqlite3-dev libcmark-gfm-dev \
  libcmark-gfm-extensions-dev pkg-config
# What the tests need: smtp-sink and a private Postfix with STARTTLS and AUTH; a strict mail parser, a DKIM verifier and an
# HTTP/2 server; what OpenSMTPD needs, which is unpacked only, as it cannot be installed beside Postfix.
TEST_PACKAGES := postfix python3-aiosmtpd openssl python3 python3-dkim python3-nacl python3-h2 libevent-2.1-7 libdb5.3
# What `make bench` compares with: the sqlite3 shell, openssl speed; smtp-source is Postfix's.
BENCH_PACKAGES := postfix sqlite3 openssl

# Without the flag SwiftPM does not notice a template in a folder that is new since its last plan.
SWIFT_BUILD := swift build --disable-build-manifest-caching
SWIFT_TEST := swift test --disable-build-manifest-caching --disable-xctest

.PHONY: help swift setup setup-build setup-bench build demo test format check lint strict sizes bench clean

help: ## What there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: setup-build ## Install the Debian packages that are missing (sudo where not root)
	@Scripts/install_packages.sh $(TEST_PACKAGES)
	@Scripts/extract_package.sh opensmtpd .build/servers

setup-build: swift
	@Scripts/install_packages.sh $(BUILD_PACKAGES)

setup-bench: setup-build
	@Scripts/install_packages.sh $(BENCH_PACKAGES)

swift:
	@command -v swift > /dev/null || { echo "error: Swift 6.3 is not there: https://www.swift.org/install/linux/" >&2; exit 1; }

build: setup-build ## Build the program: .build/debug/tierpost
	$(SWIFT_BUILD) --product tierpost

demo: build ## Run the whole way on the sample: files, tiers, mails, a folder to look at
	.build/debug/tierpost demo --as-of 2026-11-01T09:00:00Z

test: setup ## Run all tests
	$(SWIFT_TEST)

format: swift ## Rewrite the Swift files in the house's style
	swift format --in-place --parallel --recursive Sources Tests Benchmarks/Sources Benchmarks/Lane Benchmarks/Signing Benchmarks/Sweep Package.swift

check: sizes lint strict test ## All that continuous integration asks for

# No file over 400 lines, median under 120.
sizes:
	@Scripts/check_file_sizes.sh Sources Tests Package.swift $(wildcard Benchmarks)

lint: swift
	swift format lint --strict --parallel --recursive Sources Tests Benchmarks/Sources Benchmarks/Lane Benchmarks/Signing Benchmarks/Sweep Package.swift

# Warnings are errors by the manifest; here an import that the manifest does not declare is one too.
strict: setup
	$(SWIFT_BUILD) --build-tests --explicit-target-dependency-import-check error

bench: setup-bench ## Measure against smtp-source, the sqlite3 shell and openssl speed, as ratios
	@[[ -d Benchmarks ]] || { echo "error: the folder Benchmarks is not there, so there is nothing to measure" >&2; exit 1; }
	$(SWIFT_BUILD) -c release --product tierpost
	$(SWIFT_BUILD) -c release --product signing-bench
	$(SWIFT_BUILD) -c release --product lane-bench
	$(SWIFT_BUILD) -c release --product sweep-bench
	swift build -c release --package-path Benchmarks
	Benchmarks/.build/release/tierpost-bench

clean: ## Remove what was built; Data stays
	rm -rf .build Benchmarks/.build

# Kilowatch. `make help` lists what there is.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# Settings, each of which can be given on the command line: make up PORT=9000 DEMO=off
PORT ?= 8080
DATA_DIR ?= $(CURDIR)/.kilowatch
DEMO ?= on
BROKER ?= embedded
UP_ARGS ?=
BASE ?= nginx
BENCH_ARGS ?=
WEB ?= on
WEB_ARGS ?=
CHAT ?= on
CHAT_ARGS ?=
SCREENSHOT_ARGS ?=
CURVE_ARGS ?=
LIMITS_ARGS ?=
SOAK_ARGS ?=
PEERS_ARGS ?=
INSTANCE ?=
NOISE ?= 0.1
OUT ?=
SCHEDULER_ARGS ?=
INTENSITY ?=
FORECAST_ARGS ?=

JDK25 = $(shell local/bin/find-jdk 25 2>/dev/null)
MVN = JAVA_HOME="$(JDK25)" mvn
PLATFORM = PORT="$(PORT)" DATA_DIR="$(DATA_DIR)" DEMO="$(DEMO)" BROKER="$(BROKER)" KILOWATCH_HOME="$(CURDIR)" \
	"$(JDK25)/bin/java" -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp local/launcher/target/classes io.kilowatch.local.Platform

BUILT := target/built
LAUNCHER := local/launcher/target/classes/io/kilowatch/local/Platform.class
JAVA_SOURCES := $(shell find pom.xml */pom.xml local/*/pom.xml */src/main local/*/src/main -type f 2>/dev/null)
PAGE_SOURCES := $(shell find frontend docs/api -type d \( -name node_modules -o -name dist -o -name schema \) -prune -o -type f -print 2>/dev/null)
LOGS := target/test-logs
BENCHMARKS := benchmarks/target/benchmarks-0.1.0-SNAPSHOT-exec.jar
DATA ?=

.PHONY: help
help: ## this list
	@printf 'Kilowatch: energy and CO2 of datacenter servers\n\n'
	@sed -nE 's/^([a-z-]+):.*## (.*)$$/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22
	@printf '\nSettings: PORT=8080  DATA_DIR=.kilowatch  DEMO=on|off  BROKER=embedded|rabbitmq  UP_ARGS="--detach"\n'

.PHONY: jdk
jdk:
	@local/bin/find-jdk 25 >/dev/null

.PHONY: tools
tools: jdk
	@local/bin/need mvn:maven node:nodejs npm:npm setpriv:util-linux

.PHONY: up
up: build ## builds what changed, starts the whole platform, prints the URLs; Ctrl-C stops it
	@exec env $(PLATFORM) up $(UP_ARGS)

.PHONY: down
down: jdk ## stops the platform that runs on this data directory; its data stays
	@if [ -f $(LAUNCHER) ]; then exec env $(PLATFORM) down; else echo 'nothing has been built, so nothing runs'; fi

.PHONY: status
status: jdk ## what runs, where, how healthy, with how much memory
	@if [ -f $(LAUNCHER) ]; then exec env $(PLATFORM) status; else echo 'nothing has been built, so nothing runs'; fi

.PHONY: build
build: tools $(BUILT) frontend/dist/index.html ## compiles and packages everything, without tests

# What a shell has in the background takes no Ctrl-C, so Maven is told.
$(BUILT): $(JAVA_SOURCES)
	@echo 'building the services (the first time also fetches their libraries)'
	@mkdir -p $(@D) && : >target/build.log # `tail` fails when it is there before the file
	@$(MVN) -DskipTests -Dspotless.check.skip package -pl '!e2e' >target/build.log 2>&1 \
		& pid=$$!; trap 'kill $$pid; exit 130' HUP INT TERM; \
		tail -n +1 -f --pid=$$pid target/build.log 2>/dev/null \
		| sed -unE -e 's/^\[INFO\] Building ([a-z-]+) .*(\[[0-9]+\/[0-9]+\])$$/  \2 \1/p' -e 's/^\[ERROR\] (.*)/  \1/p' \
		& wait $$!; \
		wait $$pid || { echo 'the build failed; target/build.log has all of it' >&2; exit 1; }
	@touch $@

frontend/node_modules/.package-lock.json: frontend/package-lock.json
	@echo "installing the page's libraries"
	@cd frontend && npm ci --no-fund --no-audit --loglevel=error
	@touch $@

frontend/dist/index.html: frontend/node_modules/.package-lock.json $(PAGE_SOURCES)
	@echo 'building the page'
	@mkdir -p target
	@cd frontend && npm run --silent build >../target/page-build.log 2>&1 || { cat ../target/page-build.log >&2; exit 1; }
	@touch $@

.PHONY: test
test: tools ## every test: the page, Java against real servers, the whole platform with a browser
	@local/bin/need rabbitmq-server:rabbitmq-server chromium:chromium nginx:nginx-light
	@rm -rf $(LOGS) && mkdir -p $(LOGS)
	@status=0; \
	for suite in page java; do $(MAKE) --no-print-directory test-$$suite || status=1; done; \
	local/bin/test-summary $(LOGS); \
	exit $$status

.PHONY: test-page
test-page: tools frontend/node_modules/.package-lock.json
	@mkdir -p $(LOGS)
	@cd frontend && { npm run --silent lint && npm run --silent typecheck && npm test --silent; } 2>&1 | tee ../$(LOGS)/page.log

# The reactor ends with e2e, which runs `make up` on what has just been packaged.
.PHONY: test-java
test-java: tools frontend/dist/index.html e2e/browser/node_modules/.package-lock.json
	@mkdir -p $(LOGS)
	@$(MVN) -T 2 -Dorg.slf4j.simpleLogger.showThreadName=true verify --fail-at-end 2>&1 | tee $(LOGS)/java.log
	@touch $(BUILT)

.PHONY: test-faults
test-faults: tools build chromium ## every fault under load at full length: kills, outages, restarts, crowds
	@local/bin/need rabbitmq-server:rabbitmq-server
	@$(MVN) verify -pl e2e -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
		-Dit.test='KillIT,OutageIT,RollingRestartIT,PoisonIT,SlowClientsIT,WatchersIT,SensorClockIT,RingIT,DiskFullIT,ChatFaultsIT,TaskFaultsIT' \
		-Dfailsafe.failIfNoSpecifiedTests=false -Dkilowatch.faults.full=true

FUZZED := contracts,series-store,service-base,ingestion-service,history-service
FUZZ_TRIES ?= 200000

.PHONY: fuzz
fuzz: tools ## the property tests of what reads foreign bytes, with 40 times as many samples: FUZZ_TRIES=200000
	@$(MVN) test -pl $(FUZZED) -am -Dtest='*PropertyTests' -Dsurefire.failIfNoSpecifiedTests=false \
		-Dkilowatch.fuzz.tries=$(FUZZ_TRIES)

e2e/browser/node_modules/.package-lock.json: e2e/browser/package-lock.json
	@cd e2e/browser && npm ci --no-fund --no-audit --loglevel=error
	@touch $@

.PHONY: screenshots
screenshots: chromium ## pictures of each page of the running platform, in e2e/screenshots: SCREENSHOT_ARGS="--help"
	@node e2e/browser/screenshots.mjs --url http://localhost:$(PORT) --data-dir "$(DATA_DIR)" $(SCREENSHOT_ARGS)

.PHONY: chromium
chromium: e2e/browser/node_modules/.package-lock.json
	@local/bin/need chromium:chromium

.PHONY: bench
bench: build chromium ## the pipeline under load, the page and the chat, on empty data: BENCH_ARGS="--help" lists what can be set
	@BROKER="$(BROKER)" WEB="$(WEB)" WEB_ARGS="$(WEB_ARGS)" CHAT="$(CHAT)" CHAT_ARGS="$(CHAT_ARGS)" \
		benchmarks/bin/bench "$(JDK25)/bin/java" $(BENCHMARKS) $(BENCH_ARGS)

.PHONY: bench-web
bench-web: build chromium ## the page alone, on empty data: WEB_ARGS="--help"
	@BROKER="$(BROKER)" benchmarks/bin/bench "$(JDK25)/bin/java" $(BENCHMARKS) web $(WEB_ARGS)

.PHONY: bench-chat
bench-chat: build ## the chat alone, on empty data: CHAT_ARGS="--help"
	@BROKER="$(BROKER)" benchmarks/bin/bench "$(JDK25)/bin/java" $(BENCHMARKS) chat $(CHAT_ARGS)

.PHONY: bench-curve
bench-curve: build ## the rate over the number of series, on empty data: CURVE_ARGS="--help"
	@BROKER="$(BROKER)" benchmarks/bin/bench "$(JDK25)/bin/java" $(BENCHMARKS) curve $(CURVE_ARGS)

.PHONY: soak
soak: build ## 30 minutes at half of the bulk load, and what each process holds at both ends: SOAK_ARGS="--help"
	@BROKER="$(BROKER)" benchmarks/bin/bench "$(JDK25)/bin/java" $(BENCHMARKS) soak $(SOAK_ARGS)

.PHONY: bench-limits
bench-limits: build ## what Cassandra and the brokers take alone: LIMITS_ARGS="--help"
	@local/bin/need rabbitmq-server:rabbitmq-server
	@rm -rf target/limits
	@"$(JDK25)/bin/java" -Xmx512m -XX:+UseSerialGC -jar $(BENCHMARKS) limits --dir target/limits $(LIMITS_ARGS)

.PHONY: bench-peers
bench-peers: bench ## the same load on InfluxDB and VictoriaMetrics right after `bench`, as ratios
	@local/bin/need influxd:influxdb victoria-metrics:victoria-metrics
	@rm -rf target/peers
	@"$(JDK25)/bin/java" -Xmx512m -XX:+UseSerialGC -jar $(BENCHMARKS) peers --dir target/peers $(PEERS_ARGS)

.PHONY: bench-codec
bench-codec: build ## codec benchmark: readings encoded and decoded a second, bytes a reading
	@"$(JDK25)/bin/java" -jar $(BENCHMARKS) jmh -f 1 SegmentCodec

.PHONY: bench-scheduler
bench-scheduler: tools ## what each policy of placing tasks emits, as JSON: INSTANCE=<directory> NOISE=0.1 OUT=<csv>, SCHEDULER_ARGS="--help"
	@$(MAKE) --no-print-directory $(BUILT) >&2
	@"$(JDK25)/bin/java" -Xmx1g -XX:+UseSerialGC -jar $(BENCHMARKS) scheduler $(if $(INSTANCE),--instance "$(INSTANCE)") \
		--noise $(NOISE) $(if $(OUT),--out "$(OUT)") $(SCHEDULER_ARGS)

.PHONY: bench-forecast
bench-forecast: tools ## how far off forecasts of carbon intensity are, as JSON: INTENSITY=<csv>, FORECAST_ARGS="--help"
	@$(MAKE) --no-print-directory $(BUILT) >&2
	@"$(JDK25)/bin/java" -Xmx256m -XX:+UseSerialGC -jar $(BENCHMARKS) forecast $(if $(INTENSITY),--intensity "$(INTENSITY)") \
		$(FORECAST_ARGS)

.PHONY: replay-week
replay-week: $(BUILT) ## sends a real week to the running platform and compares its accounts: DATA=<directory>
	@[ -n "$(DATA)" ] || { echo 'usage: make replay-week DATA=<directory with utilisation/, servers/ and intensity/>' >&2; exit 2; }
	@"$(JDK25)/bin/java" -jar $(BENCHMARKS) replay-week --url http://localhost:$(PORT) \
		--email admin@kilowatch.local --password-file "$(DATA_DIR)/secrets/admin-password" \
		--utilisation "$(DATA)/utilisation/bitbrains_week1_5min.csv" \
		--curves "$(DATA)/servers/specpower_11pt.csv" --intensity "$(DATA)/intensity/hourly_2022-2023.csv"

.PHONY: image-frontend
image-frontend: frontend/dist/index.html ## the page behind nginx as an image, with Podman: BASE=<an image that has nginx>
	@local/bin/need podman:podman
	@podman build -f docker/frontend/Dockerfile --build-arg BASE=$(BASE) -t kilowatch-frontend .

.PHONY: openapi
openapi: ## writes the OpenAPI documents that the running platform serves to docs/api
	@local/bin/fetch-openapi http://localhost:$(PORT) docs/api

.PHONY: format
format: tools ## formats the Java sources as the build checks them
	@$(MVN) -q spotless:apply

.PHONY: clean
clean: tools ## removes what was built; data in DATA_DIR stays
	@$(MVN) -q clean && rm -rf target frontend/dist

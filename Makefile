# make deps      installs the Debian packages of debian-packages.txt (root)
# make host-deps installs of these only what building and running on a host takes (root)
# make bench-deps installs the peers that make bench compares with, too (root)
# make build     builds gatehouse, pam_gatehouse.so and libgatehouse.so; BUILD=debug is sooner done, for this, e2e and demo
# make module    builds the two shared objects alone
# make test      unit, leaks, abi, asan and e2e, one after the other (root)
# make unit      the unit tests
# make leaks     looks for leaks with the programs that unit has built
# make abi       the shared objects' tests, inside the real libpam and from C (root)
# make asan      those with hostile helpers and stores, with the module instrumented by AddressSanitizer (root)
# make e2e       the end-to-end tests on what build made and real parts (root); ONLY='-k first_login' picks some
# make bench     what the module costs a login and a response its verifier, beside peers (root)
# make bench-domains what looking after 10,000 claimed domains costs, by NSD's own log (root); BENCH_DOMAINS=… for fewer
# make fuzz      100,000 mutations of accepted responses, then every fuzzer for FUZZ_SECONDS (60)
# make demo      a demonstration host to log in to (root); AUTO=1 performs the log-ins
# make demo-shell a root shell on the host of a demonstration that runs (root)
# make install   installs what build made, DESTDIR=… PREFIX=/usr
# make format    formats the Swift sources
# make help      prints these lines

PREFIX ?= /usr
export BUILD ?= release
TRIPLET := $(shell dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || gcc -print-multiarch)
MODULE_BUILD := .build/module/release
INSTALL := install -D
LIBRARIES := $(DESTDIR)$(PREFIX)/lib/$(TRIPLET)
DOCUMENTS := $(DESTDIR)$(PREFIX)/share/doc/gatehouse

.PHONY: build module unit leaks abi asan bench bench-pam bench-saml bench-domains fuzz e2e test demo demo-shell install install-library deps host-deps bench-deps format help

build: module
	swift build -c $(BUILD) $(if $(filter release,$(BUILD)),--static-swift-stdlib) --product gatehouse

# The shared objects are Embedded Swift and have a build folder of their own.
module:
	swift build -c release --traits Embedded --disable-local-rpath --product pam_gatehouse --scratch-path .build/module
	swift build -c release --traits Embedded --disable-local-rpath --product GatehousePolicy --scratch-path .build/module

unit:
	swift build --build-tests
	swift test --skip-build

# After `unit`, whose programs it takes.
leaks:
	Scripts/find-leaks

# The shared objects as they are shipped, inside the real libpam and from C.
SHIPPED = GATEHOUSE_MODULE=$(CURDIR)/$(MODULE_BUILD)/libpam_gatehouse.so \
    GATEHOUSE_LIB=$(CURDIR)/$(MODULE_BUILD)/libGatehousePolicy.so

abi: module
	$(SHIPPED) Tests/World/enter /usr/bin/python3 -m pytest -q -p no:cacheprovider Tests/ModuleABITests

# The module's own code, Embedded as it is shipped, in a program that brings the sanitizer's runtime along.
asan: module
	swift build -c release --traits Embedded --sanitize=address --disable-local-rpath --product pam_gatehouse \
	    --scratch-path .build/asan -Xlinker -z -Xlinker undefs
	$(SHIPPED) GATEHOUSE_MODULE=$(CURDIR)/.build/asan/release/libpam_gatehouse.so GATEHOUSE_FRAMES=1000 \
	    GATEHOUSE_CC="$(dir $(realpath $(shell command -v swiftc)))clang -fsanitize=address -fuse-ld=lld" \
	    Tests/World/enter /usr/bin/python3 -m pytest -q -p no:cacheprovider -k "not valgrind" \
	    Tests/ModuleABITests/test_hostile_helpers.py Tests/ModuleABITests/test_hostile_stores.py

bench: bench-pam bench-saml

bench-pam: module
	$(SHIPPED) Tests/World/enter env PYTHONPATH=$(CURDIR)/Tests/ModuleABITests \
	    /usr/bin/python3 -m pytest -q -s -p no:cacheprovider Benchmarks/PAM/measure_module.py

# Python peers come from PyPI into a virtual environment below .build.
bench-saml:
	/usr/bin/python3 Benchmarks/SAML/measure.py

bench-domains: build
	Tests/World/enter env BENCH_DOMAINS=$(or $(BENCH_DOMAINS),10000) /usr/bin/python3 Benchmarks/Domains/measure.py

fuzz:
	FUZZ_MUTATIONS=$(or $(FUZZ_MUTATIONS),100000) swift test --filter MutationTests
	Tests/Fuzzing/run-fuzzers

e2e: build
	Tests/World/enter $(addprefix --share ,$(GATEHOUSE_PICTURES)) \
	    /usr/bin/python3 -m pytest -p no:cacheprovider Tests/EndToEndTests $(ONLY)

test: unit leaks abi asan e2e

demo: build
	@Tests/World/enter $(if $(AUTO),,--machine-network) /usr/bin/python3 Tests/World/demo.py $(if $(AUTO),--perform)

demo-shell:
	@/usr/bin/python3 Tests/World/join.py

install: install-library
	$(INSTALL) $(if $(filter release,$(BUILD)),-s) -m 755 .build/$(BUILD)/gatehouse $(DESTDIR)$(PREFIX)/bin/gatehouse
	$(INSTALL) -s -m 644 $(MODULE_BUILD)/libpam_gatehouse.so $(LIBRARIES)/security/pam_gatehouse.so
	$(INSTALL) -m 644 -t $(DOCUMENTS)/pam.d pam.d/*
	$(INSTALL) -m 644 pam.d/gatehouse-admin $(DESTDIR)$(PREFIX)/lib/pam.d/gatehouse-admin
	$(INSTALL) -m 644 -t $(DOCUMENTS) README.md Configuration/gatehouse.conf Configuration/sshd.conf
	$(INSTALL) -m 644 -t $(DESTDIR)$(PREFIX)/lib/systemd/system Configuration/gatehouse.service Configuration/gatehouse-userdb.service
	$(INSTALL) -m 644 Configuration/sysusers.conf $(DESTDIR)$(PREFIX)/lib/sysusers.d/gatehouse.conf
	$(INSTALL) -m 644 Configuration/tmpfiles.conf $(DESTDIR)$(PREFIX)/lib/tmpfiles.d/gatehouse.conf

# What a program needs that is built with libgatehouse.
install-library:
	$(INSTALL) -s -m 644 $(MODULE_BUILD)/libGatehousePolicy.so $(LIBRARIES)/libgatehouse.so.1
	ln -sf libgatehouse.so.1 $(LIBRARIES)/libgatehouse.so
	$(INSTALL) -m 644 Include/gatehouse.h $(DESTDIR)$(PREFIX)/include/gatehouse.h
	$(INSTALL) -m 644 Include/gatehouse.pc.in $(LIBRARIES)/pkgconfig/gatehouse.pc
	sed -i 's|@PREFIX@|$(PREFIX)|; s|@TRIPLET@|$(TRIPLET)|' $(LIBRARIES)/pkgconfig/gatehouse.pc

deps:
	@Scripts/install-debian-packages

host-deps:
	@Scripts/install-debian-packages host

bench-deps:
	@Scripts/install-debian-packages bench
	@Benchmarks/PAM/fetch-peers

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

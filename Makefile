# Hence: build, test, try.  `make help` lists the targets.

# ---- what a user may change ----
MODE     ?= release
CC       ?= cc
FLEX     ?= flex
BISON    ?= bison
CFLAGS   ?=
LDFLAGS  ?=
prefix   ?= /usr/local
bindir   ?= $(prefix)/bin
includedir ?= $(prefix)/include
libdir   ?= $(prefix)/lib
datadir  ?= $(prefix)/share
mandir   ?= $(datadir)/man
vimdir   ?= $(datadir)/vim/vimfiles
nvimdir  ?= $(datadir)/nvim/site
bashdir  ?= $(datadir)/bash-completion/completions
zshdir   ?= $(datadir)/zsh/site-functions
fishdir  ?= $(datadir)/fish/vendor_completions.d
# Where python3 looks, if that is below prefix; elsewhere PYTHONPATH has to name it.
pythondir ?= $(or $(shell python3 -I -c "import sys; print(next((p for p in sys.path if p.endswith('-packages') and \
  p.startswith('$(prefix)/') and not p.startswith('$(prefix)/local/')), ''))" 2>/dev/null),$(datadir)/hence/python)
OBJCOPY  ?= objcopy
WASM_CC  ?= clang --target=wasm32-wasi
WASM_OPT ?= $(shell command -v wasm-opt 2>/dev/null)
WASI     ?= /usr
NPM      ?= build/npm
FILES    ?=

# ---- flags; everything made goes under build/<mode>/ ----
O := build/$(MODE)
IS_WASM := $(filter wasm small,$(MODE))
ifneq ($(IS_WASM),)
override CC := $(WASM_CC)
override AR := llvm-ar
override LIBEDIT := no
override JANSSON :=
override LIBS :=
endif
# Where the lexer and the parser are made; an archive of the sources has them already.
G := $(if $(wildcard lang/syntax/made/parser.c),lang/syntax/made,build/gen)
CFLAGS.release := -O3 -g
CFLAGS.noreasons := $(CFLAGS.release)
CFLAGS.debug   := -O0 -g3
CFLAGS.san     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
CFLAGS.cov     := -O0 -g --coverage
CFLAGS.tsan    := -O1 -g -fsanitize=thread -Wno-maybe-uninitialized
# clang also tells of 0 added to NULL, which C leaves undefined up to C23 and defines from then on (N3322): compilers agree.
CFLAGS.fuzz    := -O1 -g -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize=pointer-overflow -fno-sanitize-recover=undefined \
                  -fno-omit-frame-pointer
LDFLAGS.san    := -fsanitize=address,undefined
LDFLAGS.cov    := --coverage
LDFLAGS.tsan   := -fsanitize=thread
LDFLAGS.fuzz   := -fsanitize=address,undefined,fuzzer
WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla -Wundef
# A run gives back its memory at its end only where somebody looks for what is lost.
CPPFLAGS.debug := -DTIDY
CPPFLAGS.san   := -DTIDY
CPPFLAGS.cov   := -DTIDY
CPPFLAGS.tsan  := -DTIDY
CPPFLAGS.fuzz  := -DTIDY
# For the benchmarks alone: what does it cost to keep the reasons of rows?
CPPFLAGS.noreasons := -DHENCE_NO_REASONS
# WebAssembly has neither threads nor signals, and a library of its own; of the compiler's headers only those that are C.
FEATURES := -mbulk-memory -msign-ext -mnontrapping-fptoint -mmutable-globals
CFLAGS.wasm := -O2 $(FEATURES)
CPPFLAGS.wasm := -nostdlibinc -isystem runtime/wasm/libc -isystem $(WASI)/include/wasm32-wasi -include runtime/wasm/libc/missing.h \
                 -D_WASI_EMULATED_GETPID
# Of 64 KiB of stack, which is what a linker gives, a parser alone takes more.
LDFLAGS.wasm := -L$(WASI)/lib/wasm32-wasi -lwasi-emulated-getpid -Wl,-z,stack-size=1048576 -Wl,--stack-first -Wl,--strip-debug
# The engine that a page loads first: small, and without what only text and reports need.
CFLAGS.small := -Oz -flto $(FEATURES) -Wno-unused-function
CPPFLAGS.small = $(CPPFLAGS.wasm) -DHENCE_PAGE
LDFLAGS.small = $(LDFLAGS.wasm) -Wl,-O2 -O0# of the driver, which else has binaryen shrink it too early
ALL_CPPFLAGS := -I. -I$(G) -D_POSIX_C_SOURCE=200809L $(CPPFLAGS.$(MODE)) $(CPPFLAGS)
# One set of objects makes the command and both libraries: names that are not in hence.h are hidden, and what a thread has of
# its own lies at a fixed place, so that the command is none the slower for it.
SHARABLE := $(if $(IS_WASM),-fvisibility=hidden -ftls-model=local-exec,-fPIC -fvisibility=hidden -ftls-model=initial-exec)
ALL_CFLAGS   := -std=c17 -fno-math-errno $(SHARABLE) $(WARNINGS) $(CFLAGS.$(MODE)) $(CFLAGS)
ALL_LDFLAGS  := $(LDFLAGS.$(MODE)) $(LDFLAGS)
# The library of mathematics is loaded only where the compiler calls it: that is a tenth of the time of a short run.
COMMA := ,
LIBS := $(if $(filter Linux,$(shell uname -s)),-Wl$(COMMA)--as-needed) -lm -pthread
# The language server reads JSON by jansson; where there is none, `hence lsp` says so.  make JANSSON= builds without it.
JANSSON := $(shell printf '\043include <jansson.h>\nint main(void) { return !json_object(); }' | \
  $(CC) -x c -o /dev/null - -ljansson 2>/dev/null && echo -ljansson)
# Without shared libraries the command starts a quarter of a millisecond sooner; where the system has no others, with them.
PROBE = echo 'int main(void) { return 0; }' | $(CC) -static-pie -x c -o $(O)/probe - $(PROBE_EDIT) $(JANSSON) -lm -pthread
STATIC.release = $(shell $(PROBE) >/dev/null 2>&1 && echo -static-pie; rm -f $(O)/probe)
STATIC.noreasons = $(STATIC.release)

# The line editor of `hence repl`, where it is installed; without it lines are read as they come.
ifndef LIBEDIT
LIBEDIT := $(if $(shell echo '\#include <histedit.h>' | $(CC) $(CPPFLAGS) -E -x c - >/dev/null 2>&1 && echo yes),yes,no)
endif
EDIT_ALL := -ledit -ltinfo -lbsd -lmd# what it needs where nothing is shared
EDIT_LIBS = $(if $(filter yes,$(LIBEDIT)),$(if $(STATIC.$(MODE)),$(EDIT_ALL),-ledit))
ifeq ($(LIBEDIT),yes)
$(O)/runtime/cli/line_edit.o: ALL_CPPFLAGS += -DHENCE_LIBEDIT
PROBE_EDIT := -Wl,-u,el_init,-u,history_init $(EDIT_ALL)
endif

# ---- versions ----
VERSION := $(shell sed -n 's/^\#define HENCE_VERSION "\(.*\)".*/\1/p' runtime/api/version.h)
DATE := $(shell sed -n 's/^\#define HENCE_DATE "\(.*\)".*/\1/p' runtime/api/version.h)
SO  := libhence.so.$(firstword $(subst ., ,$(VERSION)))
ABI := HENCE_$(firstword $(subst ., ,$(VERSION)))

# ---- sources ----
CORE := $(sort $(wildcard lang/*/*.c runtime/store/*.c runtime/plan/*.c runtime/eval/*.c runtime/why/*.c \
        runtime/judge/*.c runtime/io/*.c runtime/draw/*.c runtime/show/*.c runtime/api/*.c))
LSP  := $(if $(JANSSON),$(filter-out %/absent.c,$(wildcard runtime/lsp/*.c)),runtime/lsp/absent.c)
CLI  := $(sort $(wildcard runtime/repl/*.c runtime/cli/*.c) $(LSP))
# What has a second file for WebAssembly, and its two programs: the command, and the engine of the page.
WASM_CLI := runtime/wasm/terminal.c runtime/wasm/libc/realpath.c
WASM_PAGE := $(filter-out $(WASM_CLI),$(wildcard runtime/wasm/*.c)) runtime/wasm/libc/no_disk.c
ifneq ($(IS_WASM),)
CLI := $(filter-out runtime/cli/terminal.c,$(CLI)) $(WASM_CLI)
WASM_ENDING := .wasm
endif
GEN  := lexer parser
UNIT := $(sort $(wildcard tests/unit/test_*.c))
AGREE := $(sort $(wildcard tests/agree/agree_*.c))
FUZZ := $(sort $(wildcard tests/fuzz/fuzz_*.c))
SUPPORT := $(sort $(wildcard tests/support/*.c))
RULES   := $(sort $(foreach at,rules rules/* rules/*/*,$(wildcard $(at:=/*.hence) $(at:=/*.csv) $(at:=/*.bib) $(at:=/*.md))))
VIM     := $(wildcard lang/editor/vim/*/hence.vim)
VSCODE  := $(sort $(wildcard lang/editor/vscode/*.js*))
PYTHON  := $(notdir $(sort $(wildcard runtime/python/hence/*.py runtime/python/hence/py.typed)))
COMMANDS := $(shell sed -n 's/^    {COMMAND_[A-Z]*, "\([a-z]*\)".*/\1/p' runtime/cli/options_tables.c)
MAN     := hence.1 $(COMMANDS:%=hence-%.1)

CORE_OBJ := $(CORE:%.c=$(O)/%.o) $(GEN:%=$(O)/gen/%.o)
CLI_OBJ  := $(CLI:%.c=$(O)/%.o)
SUPPORT_OBJ := $(SUPPORT:%.c=$(O)/%.o)
FUZZERS  := $(FUZZ:%.c=$(O)/%)
# Not one of those that libFuzzer runs, the targets are tests like others: replay.c runs them on their seeds.
TESTS    := $(UNIT:%.c=$(O)/%) $(AGREE:%.c=$(O)/%) $(if $(filter fuzz,$(MODE)),,$(FUZZERS))
WASM_OBJ := $(WASM_PAGE:%.c=$(O)/%.o)
OBJ := $(CORE_OBJ) $(CLI_OBJ) $(WASM_OBJ) $(SUPPORT_OBJ) $(TESTS:%=%.o) $(O)/tests/fuzz/replay.o

# Builds within `make test` use every processor, unless make was told how many.
JOBS = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1))
THIS_MAKE := $(MAKE)# by its other name `make -n` would run what has it
# `make deps test` installs first, also under -j.
FIRST := $(if $(filter deps,$(MAKECMDGOALS)),deps)

.PHONY: all wasm page page-deps page-test serve help deps demo test tests check unit golden bench san cov analyse memcheck tsan fuzz fuzzers format install uninstall dist dist-check deb deb-check clean bless thesis-coverage
.DELETE_ON_ERROR:
.SECONDARY: $(OBJ)

all: $(O)/hence  ## build the command (the default)

wasm:  ## the command and the engine of the page as WebAssembly, in build/wasm and build/small; it needs clang, lld and wasi-libc
	@command -v wasm-ld >/dev/null && [ -d $(WASI)/include/wasm32-wasi ] || { echo "make wasm: it needs clang, lld and wasi-libc" >&2; exit 1; }
	@$(MAKE) --no-print-directory $(JOBS) MODE=wasm build/wasm/hence.wasm build/wasm/engine.wasm
	@$(MAKE) --no-print-directory $(JOBS) MODE=small build/small/engine.wasm

# ---- the page ----
page: wasm $(NPM)/node_modules  ## the page on which Hence runs in a browser, in build/page; it needs node and npm
	@node runtime/wasm/build.mjs build build/page $(NPM)

page-deps:  ## install what make wasm, make page and make page-test need
	@sh tests/support/deps.sh page

page-test: page $(O)/hence  ## all golden cases through WebAssembly, and the page in a headless Chromium
	@STEP=1 bash tests/scripts/wasm.sh $(O)/hence
	@bash tests/scripts/page.sh $(O)/hence

PORT ?= 8000
serve: page  ## the page at http://localhost:8000: PORT=8000
	@echo "http://localhost:$(PORT)/"; python3 -m http.server --directory build/page $(PORT)

# As the lock file has them, with no script of theirs run.
$(NPM)/node_modules: runtime/wasm/package-lock.json
	@command -v npm >/dev/null || { echo "make page: it needs node and npm" >&2; exit 1; }
	@mkdir -p $(NPM) && cp runtime/wasm/package.json runtime/wasm/package-lock.json $(NPM)/
	@cd $(NPM) && npm ci --no-audit --no-fund --ignore-scripts --silent && touch node_modules

help:  ## list the targets
	@awk -F':.*##' '/^[a-z-]+:.*##/ { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

deps:  ## install what is missing
	@sh tests/support/deps.sh

demo: all | $(FIRST)  ## check the claims of the thesis
	$(O)/hence check rules/regime/kazakh_russian.hence

thesis-coverage:  ## which rules encode each claim of the thesis
	@bash tests/support/coverage.sh

test: | $(FIRST)  ## all tests, under address and undefined-behaviour sanitizers
	@$(MAKE) --no-print-directory $(JOBS) MODE=san all tests
	@$(MAKE) --no-print-directory $(JOBS) MODE=release all
	@bash tests/run.sh build/san build/release

check: test  ## the same as test

tests: $(TESTS)  ## build the tests

unit: $(TESTS)  ## unit and agreement tests of one mode
	@bash tests/run.sh --unit $(O)

golden: $(O)/hence$(WASM_ENDING)  ## golden cases of one mode
	@bash tests/run.sh --golden $(O)

bless: $(O)/hence  ## rewrite the expected output of the golden cases; look at the difference before you commit
	@BLESS=1 bash tests/support/golden.sh $(O)/hence

bench: all  ## measure speed and memory, beside the peers that are found: SIZE=smoke RUNS=3 WORKLOADS="sg" PEERS=none
	@command -v python3 >/dev/null || { echo "make bench: it needs python3" >&2; exit 1; }
	@python3 tests/bench/bench.py $(O)/hence --cc "$(CC)" $(if $(SIZE),--size $(SIZE)) $(if $(RUNS),--runs $(RUNS)) \
	  $(if $(WORKLOADS),--workloads "$(WORKLOADS)") $(if $(PEERS),--peers "$(PEERS)") $(if $(LIMIT),--limit $(LIMIT)) \
	  $(if $(WAIT),--wait $(WAIT)) $(if $(SUMS),--sums)

san: ; @$(MAKE) --no-print-directory MODE=san all tests  ## build under sanitizers
cov:  ## lines and branches that the tests have run, by file and by room
	@$(MAKE) --no-print-directory $(JOBS) MODE=cov all tests
	@find build/cov -name '*.gcda' -delete; bash tests/run.sh build/cov build/cov >build/cov/tests.log; status=$$?; \
	  bash tests/support/cov.sh build/cov || status=1; [ $$status = 0 ] || { grep FAILED build/cov/tests.log; tail -n 1 build/cov/tests.log; }; exit $$status

analyse: $(G)/parser.h  ## what gcc -Wconversion and -fanalyzer, clang-tidy and cppcheck find: TOOLS="tidy cppcheck", or deep
	@bash tests/support/analyse.sh $(TOOLS)

memcheck:  ## some golden cases and unit tests under valgrind: STEP=25, each 25th
	@$(MAKE) --no-print-directory $(JOBS) MODE=debug all tests
	@bash tests/support/valgrind.sh build/debug $(STEP)

tsan:  ## threads with an engine each, under ThreadSanitizer
	@$(MAKE) --no-print-directory $(JOBS) MODE=tsan build/tsan/libhence.a
	$(CC) -std=c11 $(CFLAGS.tsan) -Iruntime/api -o build/tsan/threads tests/library/threads.c build/tsan/libhence.a $(LIBS)
	@build/tsan/threads && echo "tsan: no data races"

FOR ?= 60
fuzz:  ## parser, tables, bibliographies, the language server and whole runs by libFuzzer, each for FOR=60 seconds; it needs clang
	@bash tests/fuzz/fuzz.sh $(FOR) "$(THIS_MAKE) --no-print-directory $(JOBS)" $(TARGETS)
fuzzers: $(FUZZERS)

format:  ## settle the layout of the C sources
	clang-format -i $(shell git ls-files '*.c' '*.h')

install: all $(O)/public/libhence.a $(O)/public/$(SO) $(O)/share/hence.1  ## install all there is below prefix, with DESTDIR
	install -d "$(DESTDIR)$(bindir)" "$(DESTDIR)$(includedir)" "$(DESTDIR)$(libdir)/pkgconfig" "$(DESTDIR)$(mandir)/man1" \
	  "$(DESTDIR)$(bashdir)" "$(DESTDIR)$(zshdir)" "$(DESTDIR)$(fishdir)" $(patsubst %,"$(DESTDIR)$(datadir)/hence/%",$(sort $(dir $(RULES))))
	install -m 755 $(O)/hence "$(DESTDIR)$(bindir)/hence"
	install -m 644 runtime/api/hence.h "$(DESTDIR)$(includedir)/hence.h"
	install -m 644 $(O)/public/libhence.a "$(DESTDIR)$(libdir)/libhence.a"
	install -m 644 $(O)/public/$(SO) "$(DESTDIR)$(libdir)/libhence.so.$(VERSION)"
	ln -sf libhence.so.$(VERSION) "$(DESTDIR)$(libdir)/$(SO)"
	ln -sf $(SO) "$(DESTDIR)$(libdir)/libhence.so"
	sed 's|@prefix@|$(prefix)|; s|@includedir@|$(includedir)|; s|@libdir@|$(libdir)|; s|@version@|$(VERSION)|' \
	  runtime/package/hence.pc.in >"$(DESTDIR)$(libdir)/pkgconfig/hence.pc"
	chmod 644 "$(DESTDIR)$(libdir)/pkgconfig/hence.pc"
	install -m 644 $(MAN:%=$(O)/share/%) "$(DESTDIR)$(mandir)/man1"
	install -m 644 $(O)/share/bash "$(DESTDIR)$(bashdir)/hence"
	install -m 644 $(O)/share/zsh "$(DESTDIR)$(zshdir)/_hence"
	install -m 644 $(O)/share/fish "$(DESTDIR)$(fishdir)/hence.fish"
	@for file in $(RULES); do install -m 644 $$file "$(DESTDIR)$(datadir)/hence/$$file" || exit 1; done
	@for file in $(VIM:lang/editor/vim/%=%); do for dir in "$(DESTDIR)$(vimdir)" "$(DESTDIR)$(nvimdir)"; do \
	  install -d "$$dir/$${file%/*}" && install -m 644 lang/editor/vim/$$file "$$dir/$$file" || exit 1; done; done
	install -d "$(DESTDIR)$(datadir)/hence/editor/vscode"
	install -m 644 $(VSCODE) "$(DESTDIR)$(datadir)/hence/editor/vscode"
	install -d "$(DESTDIR)$(pythondir)/hence"
	install -m 644 $(PYTHON:%=runtime/python/hence/%) "$(DESTDIR)$(pythondir)/hence"
	@if [ -z "$(DESTDIR)" ] && [ "$$(id -u)" = 0 ]; then ldconfig 2>/dev/null || true; fi

# Folders that install makes where nobody else has yet, each before the one it lies in; they go again once they are empty.
OWN_DIRS = $(foreach at,$(vimdir) $(nvimdir),$(at)/ftdetect $(at)/ftplugin $(at)/syntax $(at) $(patsubst %/,%,$(dir $(at)))) \
  $(foreach at,$(bashdir) $(zshdir) $(fishdir),$(at) $(patsubst %/,%,$(dir $(at)))) $(libdir)/pkgconfig

uninstall:  ## remove just these again
	rm -f "$(DESTDIR)$(bindir)/hence" "$(DESTDIR)$(includedir)/hence.h" "$(DESTDIR)$(libdir)/pkgconfig/hence.pc"
	rm -f $(patsubst %,"$(DESTDIR)$(libdir)/%",libhence.a libhence.so $(SO) libhence.so.$(VERSION))
	rm -f $(MAN:%="$(DESTDIR)$(mandir)/man1/%")
	rm -f "$(DESTDIR)$(bashdir)/hence" "$(DESTDIR)$(zshdir)/_hence" "$(DESTDIR)$(fishdir)/hence.fish"
	rm -f $(PYTHON:%="$(DESTDIR)$(pythondir)/hence/%")
	rm -f $(VIM:lang/editor/vim/%="$(DESTDIR)$(vimdir)/%") $(VIM:lang/editor/vim/%="$(DESTDIR)$(nvimdir)/%")
	rm -f $(patsubst %,"$(DESTDIR)$(datadir)/hence/editor/vscode/%",$(notdir $(VSCODE)))
	@if [ -d "$(DESTDIR)$(pythondir)/hence" ]; then rm -rf "$(DESTDIR)$(pythondir)/hence/__pycache__"; rmdir "$(DESTDIR)$(pythondir)/hence"; fi
	@for file in $(RULES); do rm -f "$(DESTDIR)$(datadir)/hence/$$file"; done
	@if [ -d "$(DESTDIR)$(datadir)/hence" ]; then find "$(DESTDIR)$(datadir)/hence" -depth -type d -exec rmdir {} + 2>/dev/null || true; fi
	@for dir in $(OWN_DIRS:%="$(DESTDIR)%"); do rmdir "$$dir" 2>/dev/null || true; done

# ---- to be handed on ----
FOLDER ?= build/dist
dist:  ## the sources as an archive that builds without flex and bison: FOLDER=build/dist
	@sh runtime/package/dist.sh $(VERSION) "$(FOLDER)" "$(THIS_MAKE)"

dist-check: all  ## build the archive without flex and bison, and run its golden cases
	@bash tests/scripts/dist.sh $(O)/hence all

deb:  ## Debian packages, below build/deb
	@sh runtime/package/deb.sh $(VERSION) $(DATE) build/deb "$(THIS_MAKE)"

deb-check: | $(filter deb,$(MAKECMDGOALS))  ## install, use and remove these packages in a clean Debian made by debootstrap; it needs root
	@[ -n "$(wildcard build/deb/hence_*.deb)" ] || "$(THIS_MAKE)" --no-print-directory deb
	@sh runtime/package/deb_check.sh build/deb

clean:  ## remove everything made
	rm -rf build

# ---- rules ----
# A linker writes here and there.  Linux keeps what is written in one go in larger pieces, which are mapped sooner.
$(O)/hence: $(CLI_OBJ) $(O)/libhence.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(STATIC.$(MODE)) -o $@.linked $^ $(EDIT_LIBS) $(JANSSON) $(LIBS)
	@cp $@.linked $@ && rm $@.linked

$(O)/libhence.a: $(CORE_OBJ)
	@rm -f $@
	$(AR) rcs $@ $^

# The command for a host of WASI, and the engine of the page, which is called rather than run.
$(O)/hence.wasm: $(CLI_OBJ) $(O)/libhence.a
	$(CC) $(ALL_CFLAGS) -o $@.linked $^ $(ALL_LDFLAGS)
	@$(SHRINK)
$(O)/engine.wasm: $(WASM_OBJ) $(O)/libhence.a
	$(CC) $(ALL_CFLAGS) -mexec-model=reactor -o $@.linked $^ $(ALL_LDFLAGS)
	@$(SHRINK)
# A tenth smaller and faster, where Debian's binaryen is installed.
SHRINK = $(if $(WASM_OPT),$(WASM_OPT) $(WASM_FEATURES) $(SHRINKING.$(MODE)) --strip-producers -o $@ $@.linked && rm $@.linked,mv $@.linked $@)
SHRINKING.wasm := -O2
SHRINKING.small := -Oz -Oz --low-memory-unused# where the stack ends, whatever is put there; a second time finds more
WASM_FEATURES := --enable-bulk-memory --enable-sign-ext --enable-nontrapping-float-to-int --enable-mutable-globals

# For others: one object, whose only names are those of hence.h, so that theirs may be `map` or `check`.  Where there is no
# objcopy, all names are seen.
$(O)/public/libhence.a: $(O)/libhence.a $(O)/public/names
	@rm -f $@ $(@D)/hence.o
	@if command -v $(OBJCOPY) >/dev/null; then \
	  $(CC) -r -nostdlib -o $(@D)/hence.o -Wl,--whole-archive $< -Wl,--no-whole-archive && \
	  $(OBJCOPY) --keep-global-symbols=$(@D)/names $(@D)/hence.o && $(AR) rcs $@ $(@D)/hence.o; \
	else cp $< $@; fi

# Its symbols bear the version of the interface, so that a program is not run with another.
$(O)/public/$(SO): $(O)/libhence.a $(O)/public/names
	@{ echo '$(ABI) {'; echo '  global:'; sed 's/.*/    &;/' $(@D)/names; echo '  local: *;'; echo '};'; } >$(@D)/versions
	$(CC) -shared $(ALL_CFLAGS) $(ALL_LDFLAGS) -Wl,-soname,$(SO) -Wl,--version-script=$(@D)/versions -o $@ \
	  -Wl,--whole-archive $< -Wl,--no-whole-archive $(LIBS)

$(O)/public/names: runtime/api/hence.h
	@mkdir -p $(@D)
	@sed -n '/^typedef/d; s/^[a-z].*[ *]\(hence_[a-z_]*\)(.*/\1/p' $< >$@

# The manual and the completions, as the command prints them.
$(O)/share/hence.1: $(O)/hence
	@mkdir -p $(@D)
	@for command in $(COMMANDS); do $< manual $$command >$(@D)/hence-$$command.1 || exit 1; done
	@for shell in bash zsh fish; do $< completion $$shell >$(@D)/$$shell || exit 1; done
	@$< manual >$@

$(O)/tests/unit/test_frames: $(O)/runtime/lsp/frames.o
OBJECTS_FIRST = $(filter %.o,$^) $(filter %.a,$^)
$(O)/tests/fuzz/fuzz_lsp: $(LSP:%.c=$(O)/%.o)
$(O)/tests/fuzz/fuzz_lsp: LIBS += $(JANSSON)
$(O)/tests/fuzz/fuzz_lsp.o: ALL_CPPFLAGS += $(if $(JANSSON),-DHENCE_JANSSON)
$(O)/tests/%: $(O)/tests/%.o $(SUPPORT_OBJ) $(O)/libhence.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ -lcmocka $(LIBS)

build/fuzz/tests/fuzz/%: build/fuzz/tests/fuzz/%.o build/fuzz/libhence.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $(OBJECTS_FIRST) $(LIBS)
$(O)/tests/fuzz/%: $(O)/tests/fuzz/%.o $(O)/tests/fuzz/replay.o $(O)/libhence.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $(OBJECTS_FIRST) $(LIBS)

$(O)/%.o: %.c | $(FIRST) $(G)/parser.h
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Built anew where the line editor comes or goes.
$(O)/runtime/cli/line_edit.o: $(O)/libedit.$(LIBEDIT)
$(O)/libedit.%:
	@mkdir -p $(@D)
	@rm -f $(O)/libedit.* && touch $@

$(O)/gen/%.o: $(G)/%.c | $(FIRST) $(G)/parser.h
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -Wno-unused-function -Wno-missing-prototypes -MMD -MP -c -o $@ $<

$(G)/parser.c: lang/syntax/parser.y | $(FIRST)
	@mkdir -p $(@D)
	$(BISON) -Wall -Werror --defines=$(G)/parser.h -o $@ $<
$(G)/parser.h: $(G)/parser.c ;
$(G)/lexer.c: lang/syntax/lexer.l | $(FIRST)
	@mkdir -p $(@D)
	$(FLEX) -o $@ $<

-include $(OBJ:.o=.d)

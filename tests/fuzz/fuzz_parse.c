/* Any text is parsed; its errors are told, and what has none is formatted: formatting twice is formatting once. */
#include "lang/format/format.h"
#include "lang/syntax/parse.h"
#include "tests/fuzz/fuzz.h"

typedef struct {
    Sources *sources;
    Diags *diags;
    SourceId source;
} Reading;

static Reading read_text(Str text) {
    Reading r = {.sources = sources_new()};
    r.diags = diags_new(r.sources);
    r.source = source_add(r.sources, STR("text"), text);
    return r;
}

static void end_reading(Reading *r) {
    diags_free(r->diags);
    sources_free(r->sources);
}

static void tell(const Diags *diags) {
    Text text;
    text_init(&text);
    diags_print(diags, &text, false);
    diags_print_json(diags, &text);
    fuzz_assert(str_is_utf8(text_str(&text), NULL), "a message that is not UTF-8");
    text_clear(&text);
}

static bool parses(Reading *r) {
    Arena arena;
    arena_init(&arena);
    parse(r->sources, r->source, &arena, r->diags);
    tell(r->diags);
    arena_clear(&arena);
    return diags_error_count(r->diags) == 0;
}

static void parses_as_body(Str text) {
    Reading r = read_text(text);
    Arena arena;
    arena_init(&arena);
    Ast *body = parse_body(r.sources, r.source, &arena, r.diags);
    fuzz_assert((body != NULL) == (diags_error_count(r.diags) == 0), "a body without a reason");
    tell(r.diags);
    arena_clear(&arena);
    end_reading(&r);
}

static FormatState format(Str source, Text *text) {
    Reading r = read_text(source);
    FormatState state = format_source(r.sources, r.source, r.diags, text);
    end_reading(&r);
    return state;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Str text = fuzz_text(data, size);
    Reading r = read_text(text);
    Text once, twice;
    text_init(&once);
    text_init(&twice);
    bool is_fine = parses(&r);
    FormatState state = format(text, &once);
    fuzz_assert(state == (is_fine ? FORMAT_FINE : FORMAT_ERRORS), "formatting lost something, or says otherwise");
    if (is_fine) {
        fuzz_assert(format(text_str(&once), &twice) == FORMAT_FINE, "what was formatted does not parse");
        fuzz_assert(str_equal(text_str(&once), text_str(&twice)), "formatting twice is not formatting once");
    }
    parses_as_body(text);
    text_clear(&once);
    text_clear(&twice);
    end_reading(&r);
    return 0;
}

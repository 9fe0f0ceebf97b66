/* Any text is read as a bibliography, its errors are told, and its LaTeX becomes plain text. */
#include "runtime/io/bib.h"
#include "tests/fuzz/fuzz.h"

static void become_plain(Str latex) {
    Text text;
    text_init(&text);
    bib_plain_text(latex, &text);
    text_empty(&text);
    bib_plain_address(latex, &text);
    text_clear(&text);
}

static void look_at_fields(const Program *program) {
    for (size_t i = 0; i < program->bibliography.count; i++) {
        const Bibitem *item = &program->bibliography.items[i];
        for (uint32_t k = 0; k < item->field_count; k++)
            fuzz_assert(item->fields[k].text.text[item->fields[k].text.length] == '\0', "a field without an end");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Program *program = program_new();
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    SourceId source = source_add(sources, STR("refs.bib"), fuzz_text(data, size));
    bool is_sound = bib_read(program, sources, source, diags);
    fuzz_assert(is_sound == (diags_error_count(diags) == 0), "it could not be read, and nobody says why");
    bib_resolve_crossrefs(program, diags);
    look_at_fields(program);
    Text told;
    text_init(&told);
    diags_print(diags, &told, false);
    diags_print_json(diags, &told);
    text_clear(&told);
    become_plain(fuzz_text(data, size));
    diags_free(diags);
    sources_free(sources);
    program_free(program);
    return 0;
}

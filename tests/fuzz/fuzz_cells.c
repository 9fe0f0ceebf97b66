/* Any text is read as a cell of each type: alone as in a stretch,
 * and what it is read as prints as a literal that reads back as the same value. */
#include <string.h>

#include "runtime/io/cells.h"
#include "tests/fuzz/fuzz.h"

static void reads_back(Program *program, const Column *column, Value value) {
    Text text;
    Value again;
    text_init(&text);
    text_add_char(&text, ',');
    value_print_plain(program->values, value, &text);
    Str cell = {text.bytes + 1, text.length - 1};
    fuzz_assert(cell_read(program, column, cell, &again) == CELL_GOOD && again == value, "it does not read back");
    text_clear(&text);
}

/* On the heap without a byte too much, so that a sanitizer sees what is read beyond. */
static void is_read_alike(Program *program, const Column *column, Str text, bool is_quoted) {
    char *bytes = malloc(text.length + 1);
    bytes[0] = is_quoted ? '"' : ',';
    if (text.length) memcpy(bytes + 1, text.text, text.length);
    Str cell = {bytes + 1, text.length};
    Value one = 0, many = 1, early = 2;
    bool is_good = cell_read(program, column, cell, &one) == CELL_GOOD;
    fuzz_assert(is_good == cells_read(program, column, &cell, 1, &many), "a cell alone is not one of a stretch");
    fuzz_assert(!is_good || one == many, "another value in a stretch");
    if (cells_read_early(program, column, &cell, 1, &early))
        fuzz_assert(is_good && one == early, "another value early");
    if (is_good && !is_quoted && value_kind(program->values, one) != KIND_SYMBOL) reads_back(program, column, one);
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const TypeId TYPES[] = {TYPE_ID_SYMBOL, TYPE_ID_ANY, TYPE_ID_INT, TYPE_ID_FLOAT, TYPE_ID_DATE};
    Program *program = program_new();
    Str text = fuzz_text(data, size);
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
        const Column columns[] = {{.name = NO_SYMBOL, .type = TYPES[i]},
                                  {.name = NO_SYMBOL, .type = TYPES[i], .is_optional = true}};
        for (size_t k = 0; k < 2; k++) {
            is_read_alike(program, &columns[k], text, false);
            is_read_alike(program, &columns[k], text, true);
        }
    }
    cell_shown(text);
    program_free(program);
    return 0;
}

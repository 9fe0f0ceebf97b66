/* A stretch of cells reads as its cells do one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/io/cells.h"

/* On the heap without a byte too much, so that a sanitizer sees what is read beyond. */
static void is_read_alike(Program *program, const Column *column, const char *text) {
    size_t length = strlen(text);
    char *bytes = malloc(length + 1);
    bytes[0] = ',';
    memcpy(bytes + 1, text, length);
    Str cell = {bytes + 1, length};
    Value one = 0, many = 1;
    bool is_good = cell_read(program, column, cell, &one) == CELL_GOOD;
    bool are_good = cells_read(program, column, &cell, 1, &many);
    if (is_good != are_good || (is_good && one != many)) fail_msg("'%s' reads as %u and %u", text, one, many);
    free(bytes);
}

static void whole_numbers_of_all_lengths_are_read(void **state) {
    (void)state;
    Program *program = program_new();
    Column column = {.name = NO_SYMBOL, .type = TYPE_ID_INT};
    const Column optional = {.name = NO_SYMBOL, .type = TYPE_ID_INT, .is_optional = true};
    char text[32];
    uint64_t seed = 3;
    for (int i = 0; i < 20000; i++) {
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
        snprintf(text, sizeof text, "%s%.*s", i % 3 ? "" : "-", i % 12, "");
        size_t at = strlen(text), digits = (size_t)(i % 12);
        for (size_t k = 0; k < digits; k++) text[at++] = (char)('0' + (seed >> (8 + 4 * k)) % 10);
        text[at] = '\0';
        if (i % 5 == 0 && at) text[(seed >> 60) % at] = "/:- +.a\xFF"[seed >> 33 & 7];
        is_read_alike(program, i % 2 ? &column : &optional, text);
    }
    Value value;
    Str cell = STR(",-87654321");
    cell = (Str){cell.text + 1, cell.length - 1};
    assert_true(cells_read(program, &column, &cell, 1, &value));
    assert_int_equal(value_to_int(program->values, value), -87654321);
    program_free(program);
}

static void texts_of_all_lengths_are_told_apart(void **state) {
    (void)state;
    enum { COUNT = 600 };
    Program *program = program_new();
    const Column column = {.name = NO_SYMBOL, .type = TYPE_ID_SYMBOL};
    char *bytes = malloc(COUNT * 40);
    Str cells[COUNT];
    Value values[COUNT];
    for (int i = 0; i < COUNT; i++) { /* one byte of each differs */
        size_t length = (size_t)(1 + i / 20);
        char *text = bytes + 40 * i;
        memset(text, 'x', 40);
        text[1 + (size_t)i % 20 % length] = (char)('a' + i % 20 / (int)length);
        cells[i] = (Str){text + 1, length};
    }
    assert_true(cells_read(program, &column, cells, COUNT, values));
    for (int i = 0; i < COUNT; i++) {
        assert_true(str_equal(value_text(program->values, values[i]), cells[i]));
        assert_int_equal(values[i], value_symbol(program->values, cells[i]));
    }
    free(bytes);
    program_free(program);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_numbers_of_all_lengths_are_read),
        cmocka_unit_test(texts_of_all_lengths_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* An exercise as it is read, blanked and varied. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "runtime/judge/variant.h"

static const char FILE_TEXT[] = "relation p(a: symbol).\np(ann).  p(bob).\n"
                                "exercise e \"Ann and Bob\" {\n"
                                "  task \"First.\n\n    - ann;\n      - Bob.\".\n"
                                "  define 2 facts: p.\n  define priorities: x.\n"
                                "  expect p(ann) in s points 3.\n  hidden expect not p(bob).\n"
                                "  compare p over q points 2.\n"
                                "  vary ann, bob from carl, 'Du Pont', eve.\n"
                                "  solution { p(ann). }\n  wrong \"no\" { p(bob).\n p(ann). }\n}\n"
                                "p(ann) :- p(bob).\n";

typedef struct {
    Sources *sources;
    Diags *diags;
    Exercise *exercise;
} Read;

static Read read_text(const char *text) {
    Read r = {.sources = sources_new()};
    r.diags = diags_new(r.sources);
    r.exercise = exercise_read(r.sources, source_add(r.sources, STR("e.hence"), str_of(text)), r.diags);
    return r;
}

static void read_free(Read *r) {
    exercise_free(r->exercise);
    diags_free(r->diags);
    sources_free(r->sources);
}

static void its_parts_are_read(void **state) {
    (void)state;
    Read r = read_text(FILE_TEXT);
    const Exercise *e = r.exercise;
    assert_int_equal(diags_error_count(r.diags), 0);
    assert_true(str_equal(e->title, STR("Ann and Bob")));
    assert_true(str_equal(e->task, STR("First.\n\n- ann;\n  - Bob.")));
    assert_int_equal(e->defines.count, 2);
    assert_int_equal(e->defines.items[0].kind, DEFINE_FACTS);
    assert_int_equal(e->defines.items[0].most, 2);
    assert_int_equal(e->demands.count, 3);
    assert_int_equal(e->points, 6);
    assert_true(str_equal(e->demands.items[0].text, STR("p(ann)")));
    assert_true(e->demands.items[1].is_hidden);
    assert_true(e->demands.items[2].is_compare);
    assert_true(str_equal(answer_text(e, &e->wrong.items[0]), STR(" p(bob).\n p(ann). ")));
    read_free(&r);
}

/* So that places in it stay what they are. */
static void a_view_has_the_length_and_the_lines_of_the_file(void **state) {
    (void)state;
    Read r = read_text(FILE_TEXT);
    static const char *const GONE[] = {"hidden", "solution {  ", "p(bob).\n p"};
    static const ExerciseView VIEWS[] = {VIEW_GIVEN, VIEW_ASKED};
    for (size_t n = 0; n < 2; n++) {
        ExerciseView view = VIEWS[n];
        Text text;
        text_init(&text);
        exercise_view(r.exercise, view, &text);
        assert_int_equal(text.length, sizeof FILE_TEXT - 1);
        for (size_t i = 0; i < text.length; i++) {
            assert_int_equal(text.bytes[i] == '\n', FILE_TEXT[i] == '\n');
            assert_true(text.bytes[i] == ' ' || text.bytes[i] == FILE_TEXT[i]);
        }
        assert_non_null(strstr(text.bytes, "p(ann) :- p(bob)."));
        assert_int_equal(strstr(text.bytes, GONE[0]) == NULL, view == VIEW_GIVEN);
        assert_null(strstr(text.bytes, GONE[2]));
        text_clear(&text);
    }
    read_free(&r);
}

static void names_vary_as_values_and_in_texts(void **state) {
    (void)state;
    Read r = read_text(FILE_TEXT);
    bool has_quoted = false;
    for (uint64_t seed = 0; seed < 20; seed++) {
        Text text, again;
        text_init(&text);
        text_init(&again);
        variant_print(r.exercise, r.sources, seed, &text);
        variant_print(r.exercise, r.sources, seed, &again);
        assert_true(str_equal(text_str(&text), text_str(&again)));
        assert_null(strstr(text.bytes, "ann"));
        assert_null(strstr(text.bytes, "Bob"));
        has_quoted = has_quoted || strstr(text.bytes, "p(\"Du Pont\")");
        Read other = read_text(text.bytes);
        assert_int_equal(diags_error_count(other.diags), 0);
        assert_non_null(other.exercise);
        assert_int_equal(other.exercise->demands.count, 3);
        read_free(&other);
        text_clear(&text);
        text_clear(&again);
    }
    assert_true(has_quoted);
    read_free(&r);
}

static void a_file_without_an_exercise_has_none(void **state) {
    (void)state;
    Read r = read_text("p(a).\n");
    assert_null(r.exercise);
    read_free(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_parts_are_read),
        cmocka_unit_test(a_view_has_the_length_and_the_lines_of_the_file),
        cmocka_unit_test(names_vary_as_values_and_in_texts),
        cmocka_unit_test(a_file_without_an_exercise_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

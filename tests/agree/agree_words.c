/* Explanations say the same in other names, and whatever the order of files, on small random theories.
 *
 * A theory is asked all questions about each of its literals, in text and as JSON; then once more with another prefix
 * to every name, whose answers must be the same bytes but for the prefix; and once more with its two files the other
 * way round, whose answers must be the same bytes.
 *
 * Other seeds by hand:  agree_words FIRST COUNT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "runtime/api/hence.h"
#include "tests/support/theory.h"

/* As long as each other, so that columns stay. */
#define PREFIX "aq"
#define OTHER "zq"

static const hence_question QUESTIONS[] = {HENCE_WHY, HENCE_WHYNOT, HENCE_RESTS, HENCE_NEED, HENCE_STABLE, HENCE_MAP};
enum { QUESTION_COUNT = sizeof QUESTIONS / sizeof *QUESTIONS, FORMATS = 2 };

static uint64_t first_seed = 1, seed_count = 6, answers;

static void add_file(hence_engine *engine, const char *name, const Text *text) {
    assert_int_equal(hence_add_text(engine, name, text->bytes, text->length), HENCE_OK);
}

/* Every other line of the theory in one file, the rest and the claims in another. */
static hence_engine *engine_of(const Theory *theory, bool is_turned) {
    Text text, files[2];
    text_init(&text);
    text_init(&files[0]);
    text_init(&files[1]);
    theory_print(theory, &text);
    for (size_t begin = 0, at = 0, line = 0; at < text.length; at++) {
        if (text.bytes[at] != '\n') continue;
        text_add(&files[line++ % 2], (Str){text.bytes + begin, at + 1 - begin});
        begin = at + 1;
    }
    theory_print_claims(theory, &files[1]);
    hence_engine *engine = hence_new();
    assert_non_null(engine);
    if (is_turned) add_file(engine, "two.hence", &files[1]);
    add_file(engine, "one.hence", &files[0]);
    if (!is_turned) add_file(engine, "two.hence", &files[1]);
    hence_status status = hence_run(engine);
    assert_true(status == HENCE_OK || status == HENCE_NEGATIVE); /* some facts contradict each other */
    text_clear(&text);
    text_clear(&files[0]);
    text_clear(&files[1]);
    return engine;
}

/* By words as long. */
static void replace(Text *text, const char *words, const char *by) {
    for (char *at = text->bytes; (at = strstr(at, words)) != NULL;) memcpy(at, by, strlen(by));
}

/* An answer to each question about the literal, one behind the other. */
static void ask_all(hence_engine *engine, uint32_t literal, Text *text) {
    char claim[24];
    snprintf(claim, sizeof claim, "c%u", (unsigned)literal);
    for (int q = 0; q < QUESTION_COUNT; q++)
        for (int f = 0; f < FORMATS; f++) {
            hence_options options = {.format = f || QUESTIONS[q] == HENCE_MAP ? HENCE_JSON : HENCE_TEXT,
                                     .depth = HENCE_NO_DEPTH,
                                     .most = 8,
                                     .size = 2,
                                     .all = true};
            hence_text answer;
            hence_status status = hence_ask(engine, QUESTIONS[q], claim, &options, &answer);
            assert_true(status == HENCE_OK || status == HENCE_NEGATIVE);
            text_printf(text, "%s %d %d\n", claim, q, (int)status);
            text_add(text, (Str){answer.bytes, answer.length});
        }
}

static void differ(uint64_t seed, const char *what, const Text *a, const Text *b) {
    size_t at = 0;
    while (at < a->length && at < b->length && a->bytes[at] == b->bytes[at]) at++;
    size_t from = at > 400 ? at - 400 : 0;
    fprintf(stderr, "---- %.*s\n---- %.*s\n", (int)(at - from + 200), a->bytes + from, (int)(at - from + 200),
            b->bytes + from);
    fail_msg("seed %llu: %s", (unsigned long long)seed, what);
}

static void check_theory(uint64_t seed, TheoryKind kind) {
    Theory *theory = theory_random(seed, kind), *one = theory_renamed(theory, PREFIX),
           *other = theory_renamed(theory, OTHER);
    hence_engine *engines[] = {engine_of(one, false), engine_of(other, false), engine_of(one, true)};
    Text texts[3];
    for (uint32_t literal = 0; literal < theory_literal_count(theory); literal++) {
        for (int i = 0; i < 3; i++) {
            text_init(&texts[i]);
            ask_all(engines[i], literal, &texts[i]);
        }
        replace(&texts[1], OTHER, PREFIX);
        if (!str_equal(text_str(&texts[0]), text_str(&texts[1]))) differ(seed, "in other names", &texts[0], &texts[1]);
        if (!str_equal(text_str(&texts[0]), text_str(&texts[2]))) differ(seed, "files turned", &texts[0], &texts[2]);
        answers += QUESTION_COUNT * FORMATS;
        for (int i = 0; i < 3; i++) text_clear(&texts[i]);
    }
    for (int i = 0; i < 3; i++) hence_free(engines[i]);
    theory_free(theory);
    theory_free(one);
    theory_free(other);
}

static void names_and_files_do_not_matter(void **state) {
    (void)state;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count; seed++)
        check_theory(seed, seed % 2 ? THEORY_PROPOSITIONS : THEORY_ROWS);
    print_message("%llu answers\n", (unsigned long long)answers);
    assert_true(answers > seed_count);
}

int main(int argc, char **argv) {
    if (argc > 1) first_seed = strtoull(argv[1], NULL, 10);
    if (argc > 2) seed_count = strtoull(argv[2], NULL, 10);
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_and_files_do_not_matter)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

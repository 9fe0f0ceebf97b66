/* Near spellings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lang/base/spelling.h"

static void nearest_is(const char *word, const char *const *candidates, const char *expected) {
    Spelling spelling = spelling_of(str_of(word));
    for (; *candidates; candidates++) spelling_offer(&spelling, str_of(*candidates));
    if (!str_equal(spelling.best, str_of(expected)))
        fail_msg("%s: '%.*s', expected '%s'", word, STR_FMT(spelling.best), expected);
}
#define NEAREST_IS(word, expected, ...) nearest_is(word, (const char *const[]){__VA_ARGS__, NULL}, expected)

static void a_third_of_the_letters_and_at_most_three_may_differ(void **state) {
    (void)state;
    NEAREST_IS("membr", "member", "leads", "member");
    NEAREST_IS("cat", "car", "car");
    NEAREST_IS("cat", "", "cup");
    NEAREST_IS("tsate", "state", "state"); /* swapped letters are one mistake */
    NEAREST_IS("organisations", "organizational", "organizational");
    NEAREST_IS("organisations", "", "reorganizational");
}

static void words_of_one_or_two_letters_have_no_near_spelling(void **state) {
    (void)state;
    NEAREST_IS("ab", "", "ac", "abc", "a");
    NEAREST_IS("x", "", "y");
    NEAREST_IS("", "", "y");
}

static void capitals_and_blanks_around_it_make_no_other_word(void **state) {
    (void)state;
    NEAREST_IS("X", "x", "y", "x");
    NEAREST_IS(" x ", "x", "y", "x");
    NEAREST_IS("State", "state", "states", "state", "stats");
    NEAREST_IS("\xC3\x84gypten", "\xC3\xA4gypten", "\xC3\xA4gypten");
}

static void the_word_itself_and_nothing_are_no_candidates(void **state) {
    (void)state;
    NEAREST_IS("state", "", "state", "");
    NEAREST_IS("state", "states", "state", "states");
}

static void the_order_of_offers_makes_no_difference(void **state) {
    (void)state;
    NEAREST_IS("grain", "brain", "train", "brain", "drain");
    NEAREST_IS("grain", "brain", "brain", "train", "drain");
    NEAREST_IS("member", "membr", "memberss", "membr");
    NEAREST_IS("member", "membr", "membr", "memberss");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_third_of_the_letters_and_at_most_three_may_differ),
        cmocka_unit_test(words_of_one_or_two_letters_have_no_near_spelling),
        cmocka_unit_test(capitals_and_blanks_around_it_make_no_other_word),
        cmocka_unit_test(the_word_itself_and_nothing_are_no_candidates),
        cmocka_unit_test(the_order_of_offers_makes_no_difference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

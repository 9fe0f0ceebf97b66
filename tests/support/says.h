/* What the checks of a program in one line say of it, behind what is given.  For tests that include cmocka.h first. */
#ifndef HENCE_SAYS_H
#define HENCE_SAYS_H

#include "tests/support/fixture.h"

static inline Fixture fixture_behind(const char *given, const char *text) {
    Text whole;
    text_init(&whole);
    text_printf(&whole, "%s%s", given, text);
    Fixture f = fixture(whole.bytes);
    text_clear(&whole);
    return f;
}

static inline void assert_says_only(const char *given, const char *text, const char *message) {
    Fixture f = fixture_behind(given, text);
    if (!fixture_says(&f, message) || fixture_errors(&f) + fixture_warnings(&f) != 1)
        fail_msg("%s\nexpected: %s\nfound:\n%s", text, message, f.messages.bytes ? f.messages.bytes : "nothing");
    fixture_free(&f);
}

static inline void assert_is_clean(const char *given, const char *text) {
    Fixture f = fixture_behind(given, text);
    if (!fixture_is_clean(&f)) fail_msg("%s\nfound:\n%s", text, f.messages.bytes ? f.messages.bytes : "nothing");
    fixture_free(&f);
}

#endif

/* Messages in a stream of bytes (runtime/lsp/frames.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "runtime/lsp/frames.h"

/* What comes of a stream that is fed in pieces of so many bytes: bodies in [ ], an ! for what is broken. */
static void read_in(Str stream, size_t piece, Text *got) {
    Frames frames;
    frames_init(&frames);
    text_empty(got);
    for (size_t at = 0; at < stream.length; at += piece) {
        Str body;
        const char *why;
        size_t size = stream.length - at < piece ? stream.length - at : piece;
        frames_feed(&frames, (Str){stream.text + at, size});
        for (FrameState state; (state = frames_next(&frames, &body, &why)) != FRAME_WAITS;)
            if (state == FRAME_READY)
                text_printf(got, "[%.*s]", STR_FMT(body));
            else
                text_add_char(got, '!');
    }
    frames_clear(&frames);
}

static void expect(const char *stream, const char *wanted) {
    Text got;
    text_init(&got);
    for (size_t piece = 1; piece <= strlen(stream); piece++) {
        read_in(str_of(stream), piece, &got);
        text_add_char(&got, '\0');
        assert_string_equal(got.bytes, wanted);
    }
    text_clear(&got);
}

static void a_message_is_as_long_as_it_says(void **state) {
    (void)state;
    expect("Content-Length: 2\r\n\r\n{}", "[{}]");
    expect("Content-Length: 2\r\n\r\n{}Content-Length: 0\r\n\r\nContent-Length: 1\r\n\r\nx", "[{}][][x]");
}

static void other_fields_and_spellings_are_read(void **state) {
    (void)state;
    expect("Content-Type: application/json; charset=utf-8\r\ncontent-length:3 \r\n\r\nabc", "[abc]");
    expect("Content-Length: 3\n\nabc", "[abc]");
}

static void what_is_no_frame_is_skipped_and_told_once(void **state) {
    (void)state;
    expect("Content-Length: abc\r\n\r\nContent-Length: 1\r\n\r\nx", "![x]");
    expect("X: 1\r\n\r\nY: 2\r\n\r\nContent-Length: 1\r\n\r\nx", "![x]");
    expect("Content-Length: -5\r\n\r\nContent-Length: 1\r\n\r\nx", "![x]");
    expect("Content-Length: 1 2\r\n\r\n!Content-Length: 1\r\n\r\nx", "![x]");
}

static void a_message_too_long_is_passed_over(void **state) {
    (void)state;
    Frames frames;
    Str body;
    const char *why;
    Text blanks;
    text_init(&blanks);
    text_add_many(&blanks, ' ', 1 << 20);
    frames_init(&frames);
    frames_feed(&frames, STR("Content-Length: 268435457\r\n\r\n"));
    assert_int_equal(frames_next(&frames, &body, &why), FRAME_BROKEN);
    for (int i = 0; i < 256; i++) frames_feed(&frames, text_str(&blanks));
    frames_feed(&frames, STR(" Content-Length: 1\r\n\r\nx"));
    assert_int_equal(frames_next(&frames, &body, &why), FRAME_READY);
    assert_int_equal(frames_next(&frames, &body, &why), FRAME_WAITS);
    frames_feed(&frames, STR("Content-Length: 99999999999999999999999999\r\n\r\n"));
    assert_int_equal(frames_next(&frames, &body, &why), FRAME_BROKEN);
    frames_clear(&frames);
    text_clear(&blanks);
}

static void a_header_without_an_end_is_none(void **state) {
    (void)state;
    Frames frames;
    Str body;
    const char *why;
    Text much;
    text_init(&much);
    text_add_many(&much, 'x', 3 * FRAME_HEADER_MOST);
    text_lit(&much, "Content-Length: 2\r\n\r\nok");
    frames_init(&frames);
    frames_feed(&frames, text_str(&much));
    assert_int_equal(frames_next(&frames, &body, &why), FRAME_BROKEN);
    assert_int_equal(frames_next(&frames, &body, &why), FRAME_READY);
    assert_true(str_equal(body, STR("ok")));
    frames_clear(&frames);
    text_clear(&much);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_is_as_long_as_it_says),
        cmocka_unit_test(other_fields_and_spellings_are_read),
        cmocka_unit_test(what_is_no_frame_is_skipped_and_told_once),
        cmocka_unit_test(a_message_too_long_is_passed_over),
        cmocka_unit_test(a_header_without_an_end_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Lines of an answer as paragraphs and lists of a page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "runtime/show/lines.h"

static void assert_told(TreeForm form, const char *lines, bool are_sentences, const char *expected) {
    Text text;
    text_init(&text);
    lines_tell(form, str_of(lines), are_sentences, &text);
    assert_string_equal(text.length ? text.bytes : "", expected);
    text_clear(&text);
}

static void items_nest_as_they_are_indented(void **state) {
    (void)state;
    assert_told(TREE_HTML, "it lacks\n  - a\n    - b\n    - c\n  - d\n", false,
                "<p>it lacks</p>\n<ul>\n<li>a\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n</li>\n<li>d</li>\n</ul>\n");
    assert_told(TREE_MD, "it lacks\n  - a\n    - b\n  - c\nso much\n", false,
                "it lacks\n\n- a\n  - b\n- c\n\nso much\n\n");
}

static void what_is_indented_further_goes_on_with_the_item(void **state) {
    (void)state;
    assert_told(TREE_HTML, "  - a\n    and b\n  - c\n  d\n", false,
                "<ul>\n<li>a<br>\nand b</li>\n<li>c</li>\n</ul>\n<p>d</p>\n");
}

static void notes_stand_behind_blanks_and_marks_in_front(void **state) {
    (void)state;
    assert_told(TREE_HTML, "- no  it <rains>   f1  [a & b]\n", false,
                "<ul>\n<li>no: it &lt;rains&gt; <span class=\"hence-note\">f1 [a &amp; b]</span></li>\n</ul>\n");
    assert_told(TREE_MD, "- take back  p(a).  f1\n", false, "- take back: p(a). — f1\n\n");
}

static void two_changes_in_a_line_have_their_own_marks_and_notes(void **state) {
    (void)state;
    assert_told(TREE_HTML, "- both: add  p(a).  and take back  q.  f1\n", false,
                "<ul>\n<li>both: add: p(a). and take back: q. <span class=\"hence-note\">f1</span></li>\n</ul>\n");
}

static void sentences_begin_with_a_capital(void **state) {
    (void)state;
    assert_told(TREE_MD, "what would help:\n  so\n", true, "What would help:\n\nso\n\n");
    assert_told(TREE_TEXT, "as  it is\n", true, "as  it is\n");
    assert_told(TREE_HTML, "", true, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_nest_as_they_are_indented),
        cmocka_unit_test(what_is_indented_further_goes_on_with_the_item),
        cmocka_unit_test(notes_stand_behind_blanks_and_marks_in_front),
        cmocka_unit_test(two_changes_in_a_line_have_their_own_marks_and_notes),
        cmocka_unit_test(sentences_begin_with_a_capital),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

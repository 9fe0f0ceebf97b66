/* Growable arrays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lang/base/vec.h"

static void items_stay_in_order_while_it_grows(void **state) {
    (void)state;
    Vec(int) numbers = {0};
    for (int i = 0; i < 1000; i++) vec_push(&numbers, i);
    assert_int_equal(numbers.count, 1000);
    for (int i = 0; i < 1000; i++) assert_int_equal(numbers.items[i], i);
    assert_int_equal(vec_last(&numbers), 999);
    assert_int_equal(vec_pop(&numbers), 999);
    assert_int_equal(numbers.count, 999);
    vec_free(&numbers);
}

static void an_emptied_one_keeps_its_room(void **state) {
    (void)state;
    Vec(char) letters = {0};
    vec_reserve(&letters, 100);
    char *items = letters.items;
    *vec_add(&letters) = 'a';
    vec_empty(&letters);
    assert_int_equal(letters.count, 0);
    vec_push(&letters, 'b');
    assert_ptr_equal(letters.items, items);
    vec_free(&letters);
    assert_null(letters.items);
    vec_free(&letters); /* free twice is fine */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_stay_in_order_while_it_grows),
        cmocka_unit_test(an_emptied_one_keeps_its_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

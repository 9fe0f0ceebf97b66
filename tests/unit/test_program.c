/* The builder: finding by name, contraries, types. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "lang/program/agenda.h"
#include "lang/program/program.h"

static int setup(void **state) { return (*state = program_new()) ? 0 : 1; }
static int teardown(void **state) {
    program_free(*state);
    return 0;
}

static Symbol name(Program *program, const char *text) { return intern(values_symbols(program->values), str_of(text)); }

static RelId relation(Program *program, const char *text, uint32_t arity) {
    Column *columns = arena_array(&program->arena, Column, arity + 1);
    for (uint32_t i = 0; i < arity; i++) columns[i] = (Column){NO_SYMBOL, TYPE_ID_ANY, false};
    return program_add_relation(
        program,
        (Relation){
            .name = name(program, text), .arity = arity, .columns = columns, .contrary = NO_ID, .span = NO_SPAN});
}

static void a_new_program_has_the_base_types(void **state) {
    Program *p = *state;
    assert_int_equal(p->types.count, TYPE_ID_COUNT);
    assert_int_equal(p->types.items[TYPE_ID_ANY].kind, TYPE_ANY);
    assert_int_equal(p->types.items[TYPE_ID_DATE].kind, TYPE_DATE);
    assert_non_null(p->agenda);
    assert_int_equal(p->agenda->claims.count, 0);
    assert_int_equal(program_find_type(p, NO_SYMBOL), NO_ID);
}

static void relations_are_found_by_name_width_and_sign(void **state) {
    Program *p = *state;
    RelId one = relation(p, "p", 1), two = relation(p, "p", 2), minus = program_contrary(p, two);
    assert_int_equal(program_find_relation(p, name(p, "p"), 1, false), one);
    assert_int_equal(program_find_relation(p, name(p, "p"), 2, false), two);
    assert_int_equal(program_find_relation(p, name(p, "p"), 2, true), minus);
    assert_int_equal(program_find_relation(p, name(p, "p"), 1, true), NO_ID);
    assert_int_equal(program_find_relation(p, name(p, "q"), 1, false), NO_ID);
}

static void many_relations_are_found(void **state) {
    Program *p = *state;
    char text[20];
    for (unsigned i = 0; i < 10000; i++) {
        snprintf(text, sizeof text, "p%u", i);
        assert_int_equal(relation(p, text, i % 3), i);
    }
    for (unsigned i = 0; i < 10000; i++) {
        snprintf(text, sizeof text, "p%u", i);
        assert_int_equal(program_find_relation(p, name(p, text), i % 3, false), i);
    }
}

static void a_contrary_has_the_columns_and_knows_its_other(void **state) {
    Program *p = *state;
    uint32_t key[] = {0};
    RelId plus = relation(p, "p", 2);
    p->relations.items[plus].keys = &(Key){key, 1, NO_SPAN};
    p->relations.items[plus].key_count = 1;
    RelId minus = program_contrary(p, plus);
    assert_int_equal(program_contrary(p, plus), minus);
    assert_int_equal(program_contrary(p, minus), plus);
    const Relation *relation_minus = &p->relations.items[minus];
    assert_true(relation_minus->is_negative);
    assert_int_equal(relation_minus->arity, 2);
    assert_ptr_equal(relation_minus->columns, p->relations.items[plus].columns);
    assert_int_equal(relation_minus->key_count, 0); /* a key of p says nothing of -p */
    assert_int_equal(relation_minus->name, p->relations.items[plus].name);
}

static void both_signs_added_by_hand_are_joined(void **state) {
    Program *p = *state;
    RelId plus = relation(p, "p", 1);
    RelId minus = program_add_relation(p, (Relation){.name = name(p, "p"),
                                                     .arity = 1,
                                                     .is_negative = true,
                                                     .contrary = NO_ID,
                                                     .columns = p->relations.items[plus].columns,
                                                     .span = NO_SPAN});
    assert_int_equal(program_contrary(p, minus), plus);
    assert_int_equal(p->relations.items[plus].contrary, minus);
}

static void rules_and_facts_mark_their_relation(void **state) {
    Program *p = *state;
    RelId q = relation(p, "q", 1), r = relation(p, "r", 1);
    Term x = term_var(0);
    Literal body = {.kind = LIT_ATOM, .relation = q, .terms = &x, .span = NO_SPAN};
    program_add_rule(p, (Rule){.head = r,
                               .terms = &x,
                               .body = &body,
                               .literal_count = 1,
                               .variable_count = 1,
                               .label = NO_SYMBOL,
                               .written = 4});
    Value a = value_int(p->values, 1);
    assert_int_equal(program_add_fact(p, (Fact){.relation = q, .values = &a, .label = NO_SYMBOL, .span = NO_SPAN}), 0);
    assert_true(p->relations.items[r].has_rules && !p->relations.items[r].has_facts);
    assert_true(p->relations.items[q].has_facts && !p->relations.items[q].has_rules);
}

static void sources_are_found_by_key_also_when_added_later(void **state) {
    Program *p = *state;
    assert_null(program_find_source(p, name(p, "aitiev2015")));
    for (int round = 0; round < 100; round++) {
        char key[20];
        snprintf(key, sizeof key, "s%d", round);
        vec_push(&p->bibliography, ((Bibitem){.key = name(p, key), .kind = STR("book")}));
        assert_ptr_equal(program_find_source(p, name(p, key)), &p->bibliography.items[round]);
    }
    assert_ptr_equal(program_find_source(p, name(p, "s0")), &p->bibliography.items[0]);
}

static void types_allow_what_they_say(void **state) {
    Program *p = *state;
    Value red = value_symbol(p->values, STR("red")), blue = value_symbol(p->values, STR("blue")),
          five = value_int(p->values, 5);
    TypeId color =
        program_add_type(p, (Type){.kind = TYPE_SYMBOL, .name = name(p, "color"), .members = &red, .member_count = 1});
    TypeId small =
        program_add_type(p, (Type){.kind = TYPE_INT, .name = NO_SYMBOL, .has_range = true, .low = -5, .high = 5});
    assert_int_equal(program_find_type(p, name(p, "color")), color);
    assert_true(type_allows(p, color, red, false));
    assert_false(type_allows(p, color, blue, false) || type_allows(p, color, five, false));
    assert_true(type_allows(p, small, five, false));
    assert_false(type_allows(p, small, value_int(p->values, 6), false) ||
                 type_allows(p, small, value_int(p->values, INT64_MIN), false));
    assert_true(type_allows(p, TYPE_ID_ANY, five, false));
    assert_false(type_allows(p, TYPE_ID_FLOAT, five, false) || type_allows(p, TYPE_ID_DATE, five, false));
    assert_false(type_allows(p, color, VALUE_NONE, false));
    assert_true(type_allows(p, color, VALUE_NONE, true) && type_allows(p, small, VALUE_NONE, true));
}

static void a_large_enumeration_is_looked_up(void **state) {
    Program *p = *state;
    enum { COUNT = 5000 };
    Value *members = arena_array(&p->arena, Value, COUNT);
    for (int i = 0; i < COUNT; i++) members[i] = value_int(p->values, i * 2);
    TypeId even =
        program_add_type(p, (Type){.kind = TYPE_INT, .name = NO_SYMBOL, .members = members, .member_count = COUNT});
    TypeId other =
        program_add_type(p, (Type){.kind = TYPE_INT, .name = NO_SYMBOL, .members = members, .member_count = 20});
    for (int i = 0; i < 2 * COUNT; i++) {
        assert_int_equal(type_allows(p, even, value_int(p->values, i), false), i % 2 == 0);
        assert_int_equal(type_allows(p, other, value_int(p->values, i), false), i % 2 == 0 && i < 40);
    }
}

static void statuses_and_reasons_have_words(void **state) {
    (void)state;
    assert_string_equal(status_name(STATUS_UNDECIDED), "undecided");
    assert_string_equal(status_name(STATUS_UNSUPPORTED), "unsupported");
    assert_string_equal(reason_name(REASON_CYCLIC), "cyclic");
    assert_null(reason_name(REASON_NONE));
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_new_program_has_the_base_types),
        TEST(relations_are_found_by_name_width_and_sign),
        TEST(many_relations_are_found),
        TEST(a_contrary_has_the_columns_and_knows_its_other),
        TEST(both_signs_added_by_hand_are_joined),
        TEST(rules_and_facts_mark_their_relation),
        TEST(sources_are_found_by_key_also_when_added_later),
        TEST(types_allow_what_they_say),
        TEST(a_large_enumeration_is_looked_up),
        TEST(statuses_and_reasons_have_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

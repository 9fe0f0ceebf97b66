/* Programs as text: the core listing, atoms, sentences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lang/program/program.h"

typedef struct {
    Program *program;
    Text text;
} World;

static int setup(void **state) {
    static World world;
    world = (World){.program = program_new()};
    *state = &world;
    return 0;
}

static int teardown(void **state) {
    World *world = *state;
    program_free(world->program);
    text_clear(&world->text);
    return 0;
}

static Symbol name(World *world, const char *text) {
    return intern(values_symbols(world->program->values), str_of(text));
}

static RelId member_relation(World *world) {
    Arena *arena = &world->program->arena;
    Type year = {.kind = TYPE_INT, .name = name(world, "year"), .has_range = true, .low = 1991, .high = 2100};
    Column columns[] = {{name(world, "state"), TYPE_ID_SYMBOL, false},
                        {name(world, "since"), program_add_type(world->program, year), true}};
    uint32_t key[] = {0, 1};
    Key keys[] = {{arena_copy(arena, key, sizeof key), 2, NO_SPAN}};
    return program_add_relation(world->program, (Relation){.name = name(world, "member"),
                                                           .arity = 2,
                                                           .columns = arena_copy(arena, columns, sizeof columns),
                                                           .contrary = NO_ID,
                                                           .sentence = STR("{state} is a {loyal} member since {since}"),
                                                           .keys = arena_copy(arena, keys, sizeof keys),
                                                           .key_count = 1});
}

static const char *sentence(World *world, RelId relation, Value a, Value b) {
    text_empty(&world->text);
    sentence_print(world->program, relation, (Value[]){a, b}, &world->text);
    return world->text.bytes;
}

static void a_sentence_fills_in_the_columns(void **state) {
    World *w = *state;
    RelId member = member_relation(w);
    Value state_name = value_symbol(w->program->values, STR("Республика")), since = value_int(w->program->values, 2002);
    assert_string_equal(sentence(w, member, state_name, since), "Республика is a {loyal} member since 2002");
    assert_string_equal(sentence(w, member, state_name, VALUE_NONE),
                        "Республика is a {loyal} member since (not given)");
    assert_string_equal(sentence(w, program_contrary(w->program, member), state_name, since),
                        "it is not so that Республика is a {loyal} member since 2002");
    w->program->relations.items[member].sentence = STR("");
    assert_string_equal(sentence(w, member, state_name, since), "member(\"Республика\", 2002)");
    w->program->relations.items[member].sentence = STR("{since} } { {state");
    assert_string_equal(sentence(w, member, state_name, since), "2002 } { {state");
}

static void types_print_by_name_or_by_what_they_are(void **state) {
    World *w = *state;
    Value members[] = {value_symbol(w->program->values, STR("red")), value_symbol(w->program->values, STR("Red"))};
    TypeId color = program_add_type(
        w->program, (Type){.kind = TYPE_SYMBOL, .name = NO_SYMBOL, .members = members, .member_count = 2});
    TypeId range = program_add_type(
        w->program, (Type){.kind = TYPE_INT, .name = NO_SYMBOL, .has_range = true, .low = -1, .high = 9});
    type_print(w->program, color, &w->text);
    text_add_char(&w->text, ' ');
    type_print(w->program, range, &w->text);
    text_add_char(&w->text, ' ');
    type_print(w->program, TYPE_ID_DATE, &w->text);
    assert_string_equal(w->text.bytes, "red | \"Red\" int -1..9 date");
}

static void a_program_prints_as_core_text(void **state) {
    World *w = *state;
    Program *p = w->program;
    RelId member = member_relation(w),
          rain = program_add_relation(p, (Relation){.name = name(w, "rain"), .contrary = NO_ID});
    Symbol names[] = {name(w, "S"), name(w, "Y"), name(w, "Z")};
    Term row[] = {term_var(0), term_any()}, whole[] = {term_var(0), term_var(1)};
    const Expr *y = expr_var(&p->arena, 1, NO_SPAN), *two = expr_const(&p->arena, value_int(p->values, 2), NO_SPAN);
    const Expr *sum = expr_call(&p->arena, FN_ADD, (const Expr *[]){y, two, NULL}, NO_SPAN);
    const Expr *product = expr_call(&p->arena, FN_MULTIPLY, (const Expr *[]){sum, two, NULL}, NO_SPAN);
    Literal body[] = {{.kind = LIT_ATOM, .relation = member, .terms = whole},
                      {.kind = LIT_NOT, .relation = member, .terms = row},
                      {.kind = LIT_BIND, .variable = 2, .left = product},
                      {.kind = LIT_COMPARE, .op = OP_LE, .left = y, .right = two},
                      {.kind = LIT_CONDITION, .condition = IS_CONTAINS, .left = y, .right = two},
                      {.kind = LIT_LOOKUP, .relation = member, .terms = whole, .otherwise = value_int(p->values, 0)}};
    program_add_rule(p, (Rule){.head = rain,
                               .body = body,
                               .literal_count = 6,
                               .variable_count = 3,
                               .variables = names,
                               .label = name(w, "r1")});
    Value values[] = {value_symbol(p->values, STR("kazakhstan")), value_int(p->values, 2002)};
    Cite cite = {name(w, "aitiev2015"), STR("ch. 5"), NO_SPAN};
    program_add_fact(p, (Fact){.relation = member, .values = values, .label = name(w, "f1"), .cites = {&cite, 1}});
    program_print(p, &w->text);
    assert_string_equal(
        w->text.bytes,
        "type year = int 1991..2100.\n"
        "relation member(state: symbol, since: year?) key(state, since) \"{state} is a {loyal} member since "
        "{since}\".\n"
        "relation rain.\n"
        "f1: member(kazakhstan, 2002) cite aitiev2015 \"ch. 5\".\n"
        "r1: rain :- member(S, Y), not member(S, _), Z = (Y + 2) * 2, Y =< 2, contains(Y, 2), member(S, Y) else 0.\n");
}

static void an_ordered_program_lists_its_components(void **state) {
    World *w = *state;
    RelId a = program_add_relation(w->program, (Relation){.name = name(w, "a"), .contrary = NO_ID});
    RelId b = program_add_relation(w->program, (Relation){.name = name(w, "b"), .contrary = NO_ID});
    Literal body[] = {{.kind = LIT_ATOM, .relation = b}, {.kind = LIT_ATOM, .relation = a}};
    program_add_rule(w->program, (Rule){.head = a, .body = body, .literal_count = 2, .label = NO_SYMBOL});
    assert_true(program_order(w->program, NULL, NULL));
    program_print(w->program, &w->text);
    assert_string_equal(w->text.bytes,
                        "relation a.\nrelation b.\na :- b, a.\n% component 0: b/0\n% component 1: a/0 (recursive)\n");
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_sentence_fills_in_the_columns),
        TEST(types_print_by_name_or_by_what_they_are),
        TEST(a_program_prints_as_core_text),
        TEST(an_ordered_program_lists_its_components),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Declarations of types: enumerated, ranges of integers, and other names for one of them. */
#include "lang/check/declare_internal.h"

#include "lang/base/spelling.h"

static const struct {
    const char *name;
    TypeId id;
} BASE_TYPES[] = {{"any", TYPE_ID_ANY},
                  {"symbol", TYPE_ID_SYMBOL},
                  {"int", TYPE_ID_INT},
                  {"float", TYPE_ID_FLOAT},
                  {"date", TYPE_ID_DATE}};
static const char *const OTHER_WORDS[][2] = {
    {"integer", "int"}, {"number", "int"},   {"text", "symbol"}, {"string", "symbol"}, {"atom", "symbol"},
    {"real", "float"},  {"double", "float"}, {"str", "symbol"},  {"datetime", "date"}, {"varchar", "symbol"}};
enum { BASE_COUNT = sizeof BASE_TYPES / sizeof *BASE_TYPES, OTHER_COUNT = sizeof OTHER_WORDS / sizeof *OTHER_WORDS };

static TypeId base_type(Str name) {
    for (int i = 0; i < BASE_COUNT; i++)
        if (str_equal(name, str_of(BASE_TYPES[i].name))) return BASE_TYPES[i].id;
    return NO_ID;
}

static Str near_type(Checker *c, Str name) {
    for (int i = 0; i < OTHER_COUNT; i++)
        if (str_equal(name, str_of(OTHER_WORDS[i][0]))) return str_of(OTHER_WORDS[i][1]);
    Spelling spelling = spelling_of(name);
    for (int i = 0; i < BASE_COUNT; i++) spelling_offer(&spelling, str_of(BASE_TYPES[i].name));
    for (TypeId t = TYPE_ID_COUNT; t < c->program->types.count; t++)
        spelling_offer(&spelling, names_text(&c->names, c->program->types.items[t].name));
    return spelling.best;
}

/* The type of that name, `any` after a message. */
TypeId type_named(Checker *c, Str name, Span span) {
    if (name.length == 0) return TYPE_ID_ANY;
    TypeId id = base_type(name);
    if (id == NO_ID) id = name_of(&c->names, name)->type;
    if (id != NO_ID) return id;
    Str near = near_type(c, name);
    if (near.length == 0 && c->names.was_broken) return TYPE_ID_ANY;
    Diag *d = diag_add(c->diags, E0208, span, "unknown type '%.*s'", STR_FMT(name));
    if (!diag_suggest(c->diags, d, span, near))
        diag_remedy(c->diags, d, "types are symbol, int, float, date, any, and those of `type`");
    return TYPE_ID_ANY;
}

static bool is_alias(Checker *c, const Statement *s) {
    if (s->has_range || s->node_count != 1 || s->nodes[0]->kind != NODE_NAME) return false;
    Str member = s->nodes[0]->text;
    return !str_equal(member, s->label) && (base_type(member) != NO_ID || name_of(&c->names, member)->is_type);
}

static void read_members(Checker *c, const Statement *s, Type *type) {
    Value *members = arena_array(&c->program->arena, Value, s->node_count);
    Interner *seen = interner_new();
    for (uint32_t i = 0; i < s->node_count; i++) {
        const Node *node = s->nodes[i];
        if (intern(seen, node->text) < type->member_count)
            diag_add(c->diags, E0201, node->span, "'%.*s' is listed twice in type '%.*s'", STR_FMT(node->text),
                     STR_FMT(s->label));
        else
            members[type->member_count++] = value_symbol(c->program->values, node->text);
    }
    interner_free(seen);
    type->kind = TYPE_SYMBOL;
    type->members = members;
}

static void read_range(Checker *c, const Statement *s, Type *type) {
    TypeId base = type_named(c, s->base_type, s->base_type_span);
    type->kind = TYPE_INT;
    type->has_range = true;
    type->low = s->low;
    type->high = s->high;
    const Type *of = &c->program->types.items[base];
    if (base != TYPE_ID_ANY && (of->kind != TYPE_INT || of->members)) {
        Diag *d =
            diag_add(c->diags, E0408, s->base_type_span, "a range is of integers, not of %.*s", STR_FMT(s->base_type));
        diag_remedy(c->diags, d, "write int %lld..%lld", (long long)s->low, (long long)s->high);
    } else if (s->low > s->high) {
        Diag *d = diag_add(c->diags, E0408, s->span, "no integer lies between %lld and %lld", (long long)s->low,
                           (long long)s->high);
        diag_remedy(c->diags, d, "the smaller bound comes first");
    } else if (of->has_range) {
        if (of->low > type->low) type->low = of->low;
        if (of->high < type->high) type->high = of->high;
    }
}

static void declare_type(Checker *c, const Statement *s) {
    if (base_type(s->label) != NO_ID) {
        diag_add(c->diags, E0201, s->label_span, "'%.*s' is a type already, it is built in", STR_FMT(s->label));
        return;
    }
    TypeId before = name_of(&c->names, s->label)->type;
    if (before != NO_ID) {
        declared_twice(c, s, "type", c->program->types.items[before].span);
        return;
    }
    Type type = {.span = s->label_span};
    if (is_alias(c, s))
        type = c->program->types.items[type_named(c, s->nodes[0]->text, s->nodes[0]->span)], type.span = s->label_span;
    else if (s->has_range)
        read_range(c, s, &type);
    else
        read_members(c, s, &type);
    type.name = symbol_of(c, s->label);
    TypeId id = program_add_type(c->program, type);
    names_note_type(&c->names, id);
    name_of(&c->names, s->label)->type = id;
}

static void notice_type(Checker *c, const Statement *s, RelId *of_statement) {
    (void)of_statement;
    if (s->kind == STMT_TYPE) name_of(&c->names, s->label)->is_type = true;
}

static void own_type(Checker *c, const Statement *s, RelId *of_statement) {
    (void)of_statement;
    if (s->kind == STMT_TYPE && !is_alias(c, s)) declare_type(c, s);
}

static void alias_type(Checker *c, const Statement *s, RelId *of_statement) {
    (void)of_statement;
    if (s->kind == STMT_TYPE && is_alias(c, s)) declare_type(c, s);
}

void declare_types(Checker *c) {
    each_statement(c, notice_type);
    each_statement(c, own_type);
    each_statement(c, alias_type);
}

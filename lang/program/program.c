/* The builder of programs.
 *
 * Relations, types and sources are found by name through small hash tables that hold only ids; a name is a symbol, so
 * its number is the hash.  The builder asserts what the engine relies on. */
#include "lang/program/program.h"

#include <assert.h>

#include "lang/program/agenda.h"
#include "lang/program/program_internal.h"

enum { FEW_MEMBERS = 8 }; /* so many are compared one by one */

static uint32_t hash_of(uint32_t a, uint32_t b) {
    uint64_t h = ((uint64_t)a << 32 | b) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(h >> 32);
}

static void names_insert(Names *names, uint32_t hash, uint32_t id) {
    uint32_t mask = names->capacity - 1, slot = hash & mask;
    while (names->slots[slot].id != NO_ID) slot = (slot + 1) & mask;
    names->slots[slot].hash = hash;
    names->slots[slot].id = id;
}

void names_add(Names *names, uint32_t hash, uint32_t id) {
    if ((names->count + 1) * 2 > names->capacity) {
        Names old = *names;
        names->capacity = old.capacity ? old.capacity * 2 : 64;
        names->slots = mem_alloc(names->capacity * sizeof *names->slots);
        for (uint32_t i = 0; i < names->capacity; i++) names->slots[i].id = NO_ID;
        for (uint32_t i = 0; i < old.capacity; i++)
            if (old.slots[i].id != NO_ID) names_insert(names, old.slots[i].hash, old.slots[i].id);
        mem_free(old.slots);
    }
    names_insert(names, hash, id);
    names->count++;
}

uint32_t names_next(const Names *names, uint32_t hash, uint32_t *slot) {
    if (names->capacity == 0) return NO_ID;
    uint32_t mask = names->capacity - 1;
    for (*slot = *slot == NO_ID ? hash & mask : (*slot + 1) & mask; names->slots[*slot].id != NO_ID;
         *slot = (*slot + 1) & mask)
        if (names->slots[*slot].hash == hash) return names->slots[*slot].id;
    return NO_ID;
}

Program *program_new(void) {
    ProgramBox *box = mem_alloc_zero(sizeof *box);
    Program *program = &box->program;
    arena_init(&program->arena);
    program->values = values_new();
    program->agenda = mem_alloc_zero(sizeof *program->agenda);
    for (int kind = TYPE_ANY; kind <= TYPE_DATE; kind++)
        program_add_type(program, (Type){.kind = (TypeKind)kind, .name = NO_SYMBOL, .span = NO_SPAN});
    return program;
}

static Names names_copy(const Names *names) {
    Names copy = *names;
    copy.slots = mem_alloc((names->capacity + 1) * sizeof *names->slots);
    if (names->capacity) memcpy(copy.slots, names->slots, names->capacity * sizeof *names->slots);
    return copy;
}

/* All but rules, facts and what else is said of relations. */
static Program *copy_frame(const Program *program) {
    const ProgramBox *from = (const ProgramBox *)program;
    ProgramBox *box = mem_alloc_zero(sizeof *box);
    Program *copy = &box->program;
    box->is_copy = true; /* the table of sources catches up when asked */
    arena_init(&copy->arena);
    copy->values = program->values;
    copy->declares = program->declares;
    copy->written_count = program->written_count;
    copy->is_graded = program->is_graded;
    vec_copy(&copy->types, &program->types);
    vec_copy(&copy->relations, &program->relations);
    vec_copy(&copy->bibliography, &program->bibliography);
    vec_copy(&copy->preferences, &program->preferences);
    copy->agenda = agenda_copy(program->agenda, &copy->arena);
    box->relations = names_copy(&from->relations);
    box->types = names_copy(&from->types);
    box->members = names_copy(&from->members);
    return copy;
}

Program *program_copy(const Program *program) {
    Program *copy = copy_frame(program);
    vec_copy(&copy->rules, &program->rules);
    vec_copy(&copy->facts, &program->facts);
    vec_copy(&copy->components, &program->components);
    vec_copy(&copy->contraries, &program->contraries);
    vec_copy(&copy->undercuts, &program->undercuts);
    return copy;
}

/* Claims are about rules, which get other numbers. */
static void copy_rules(Program *copy, const Program *program, const bool *is_in) {
    RuleId *number = mem_alloc((program->rules.count + 1) * sizeof *number);
    for (RuleId r = 0; r < program->rules.count; r++) {
        bool is_kept = is_in[program->rules.items[r].head];
        number[r] = is_kept ? (RuleId)copy->rules.count : NO_ID;
        if (is_kept) vec_push(&copy->rules, program->rules.items[r]);
    }
    for (size_t i = 0; i < copy->agenda->claims.count; i++) {
        Question *question = &copy->agenda->claims.items[i].question;
        if (question->rule != NO_ID) question->rule = number[question->rule];
    }
    mem_free(number);
}

Program *program_copy_part(const Program *program, const bool *is_in) {
    Program *copy = copy_frame(program);
    copy_rules(copy, program, is_in);
    for (size_t i = 0; i < program->facts.count; i++)
        if (is_in[program->facts.items[i].relation]) vec_push(&copy->facts, program->facts.items[i]);
    for (size_t i = 0; i < program->contraries.count; i++)
        if (is_in[program->contraries.items[i].first]) vec_push(&copy->contraries, program->contraries.items[i]);
    for (size_t i = 0; i < program->undercuts.count; i++)
        if (is_in[program->undercuts.items[i].exception]) vec_push(&copy->undercuts, program->undercuts.items[i]);
    for (RelId id = 0; id < copy->relations.count; id++)
        if (!is_in[id]) copy->relations.items[id].is_open = false;
    vec_empty(&copy->agenda->queries);
    vec_empty(&copy->agenda->predictions);
    vec_empty(&copy->agenda->tests);
    return copy;
}

void program_free(Program *program) {
    if (!program) return;
    ProgramBox *box = (ProgramBox *)program;
    program_free(program->written);
    mem_free(box->relations.slots);
    mem_free(box->types.slots);
    mem_free(box->members.slots);
    mem_free(box->sources.slots);
    vec_free(&program->types);
    vec_free(&program->relations);
    vec_free(&program->rules);
    vec_free(&program->facts);
    vec_free(&program->bibliography);
    vec_free(&program->components);
    vec_free(&program->contraries);
    vec_free(&program->preferences);
    vec_free(&program->undercuts);
    agenda_free(program->agenda);
    if (!box->is_copy) values_free(program->values);
    arena_clear(&program->arena);
    mem_free(box);
}

TypeId program_add_type(Program *program, Type type) {
    TypeId id = (TypeId)program->types.count;
    vec_push(&program->types, type);
    if (type.name != NO_SYMBOL) names_add(&((ProgramBox *)program)->types, hash_of(type.name, 0), id);
    for (uint32_t i = 0; type.members && type.member_count > FEW_MEMBERS && i < type.member_count; i++)
        names_add(&((ProgramBox *)program)->members, hash_of(type.members[i], id), i);
    return id;
}

RelId program_add_relation(Program *program, Relation relation) {
    assert(relation.arity <= 64 && (relation.columns || relation.arity == 0));
    RelId id = (RelId)program->relations.count;
    relation.component = relation.of = relation.strict = relation.perhaps = NO_ID;
    vec_push(&program->relations, relation);
    if (relation.name != NO_SYMBOL)
        names_add(&((ProgramBox *)program)->relations,
                  hash_of(relation.name, relation.arity * 2 + relation.is_negative), id);
    return id;
}

/* ---- what the engine relies on in a rule ---- */

static bool terms_are_sound(const Program *program, RelId relation, const Term *terms, uint32_t variable_count) {
    if (relation >= program->relations.count) return false;
    for (uint32_t i = 0; i < program->relations.items[relation].arity; i++)
        if (terms[i].kind == TERM_VAR && terms[i].id >= variable_count) return false;
    return true;
}

static bool expr_is_sound(const Expr *expr, uint32_t variable_count) { /* as deep as NODE_DEPTH_LIMIT allows */
    if (!expr) return false;
    if (expr->kind != EXPR_CALL) return expr->kind == EXPR_CONST || expr->id < variable_count;
    if (expr->id >= FN_COUNT || builtin_signature((Builtin)expr->id).argument_count != expr->argument_count)
        return false;
    for (uint32_t i = 0; i < expr->argument_count; i++)
        if (!expr_is_sound(expr->arguments[i], variable_count)) return false;
    return true;
}

static bool literal_is_sound(const Program *program, const Literal *literal, uint32_t variable_count) {
    switch (literal->kind) {
    case LIT_ATOM:
    case LIT_NOT:
    case LIT_LOOKUP: return terms_are_sound(program, literal->relation, literal->terms, variable_count);
    case LIT_BIND: return literal->variable < variable_count && expr_is_sound(literal->left, variable_count);
    case LIT_COMPARE:
    case LIT_CONDITION: break;
    }
    return expr_is_sound(literal->left, variable_count) && expr_is_sound(literal->right, variable_count);
}

static bool rule_is_sound(const Program *program, const Rule *rule) {
    if (!terms_are_sound(program, rule->head, rule->terms, rule->variable_count)) return false;
    for (uint32_t i = 0; i < program->relations.items[rule->head].arity; i++)
        if (rule->terms[i].kind == TERM_ANY) return false;
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (!literal_is_sound(program, &rule->body[i], rule->variable_count)) return false;
    return !rule->is_fold || (rule->literal_count == 1 && rule->body[0].kind == LIT_ATOM);
}

RuleId program_add_rule(Program *program, Rule rule) {
    assert(rule_is_sound(program, &rule));
    (void)rule_is_sound; /* not called where asserts are off */
    RuleId id = (RuleId)program->rules.count;
    vec_push(&program->rules, rule);
    program->relations.items[rule.head].has_rules = true;
    program->is_graded = program->is_graded || rule.strength != STRENGTH_CERTAIN;
    if (rule.written != NO_ID && rule.written >= program->written_count) program->written_count = rule.written + 1;
    return id;
}

FactId program_add_fact(Program *program, Fact fact) {
    assert(fact.relation < program->relations.count);
    FactId id = (FactId)program->facts.count;
    vec_push(&program->facts, fact);
    program->relations.items[fact.relation].has_facts = true;
    return id;
}

RelId program_find_relation(const Program *program, Symbol name, uint32_t arity, bool is_negative) {
    uint32_t hash = hash_of(name, arity * 2 + is_negative), slot = NO_ID, id;
    while ((id = names_next(&((const ProgramBox *)program)->relations, hash, &slot)) != NO_ID) {
        const Relation *relation = &program->relations.items[id];
        if (relation->name == name && relation->arity == arity && relation->is_negative == is_negative) return id;
    }
    return NO_ID;
}

RelId program_contrary(Program *program, RelId id) {
    Relation contrary = program->relations.items[id];
    if (contrary.contrary != NO_ID) return contrary.contrary;
    assert(contrary.helper == HELPER_NONE);
    RelId known = program_find_relation(program, contrary.name, contrary.arity, !contrary.is_negative);
    if (known != NO_ID) { /* both signs were added by hand */
        program->relations.items[id].contrary = known;
        program->relations.items[known].contrary = id;
        return known;
    }
    contrary.is_negative = !contrary.is_negative;
    contrary.has_facts = contrary.has_rules = contrary.is_parameter = false;
    contrary.contrary = id;
    contrary.classes = NULL; /* a question may be the first to name it: the rules for the one are none for the other */
    contrary.class_count = 0;
    contrary.key_count = 0; /* two rows of -p that agree on a key of p do not contradict each other */
    RelId made = program_add_relation(program, contrary);
    program->relations.items[id].contrary = made;
    return made;
}

RelId program_given(const Program *program, RelId id) {
    RelId strict = program->relations.items[id].strict;
    return strict == NO_ID ? id : strict;
}

RelId program_said(const Program *program, RelId id) {
    const Relation *relation = &program->relations.items[id];
    bool stands_for = relation->helper == HELPER_STRICT || relation->helper == HELPER_APPLIES;
    return stands_for && relation->of != NO_ID ? relation->of : id;
}

const Rule *program_fold(const Program *program, RelId aggregate) {
    uint32_t at = program->relations.items[aggregate].component;
    const Component *component = at == NO_ID ? NULL : &program->components.items[at];
    for (uint32_t i = 0; component && i < component->rule_count; i++) {
        const Rule *rule = &program->rules.items[component->rules[i]];
        if (rule->is_fold && rule->head == aggregate) return rule;
    }
    return NULL;
}

RelId program_relation_there(const Program *from, RelId id, const Program *to) {
    const Relation *relation = &from->relations.items[id];
    if (relation->name == NO_SYMBOL) return NO_ID;
    Symbol name = intern_find(values_symbols(to->values), intern_text(values_symbols(from->values), relation->name));
    return name == NO_SYMBOL ? NO_ID : program_find_relation(to, name, relation->arity, relation->is_negative);
}

static bool is_presumptive(const Program *program) {
    for (size_t i = 0; i < program->rules.count; i++)
        if (program->rules.items[i].kind == RULE_PRESUMPTIVE) return true;
    for (size_t i = 0; i < program->facts.count; i++)
        if (program->facts.items[i].is_reported) return true;
    return false;
}

static bool has_rivals(const Program *program) {
    if (program->contraries.count) return true;
    for (size_t i = 0; i < program->relations.count; i++)
        if (program->relations.items[i].contrary != NO_ID || program->relations.items[i].key_count) return true;
    for (size_t i = 0; i < program->rules.count; i++)
        if (program->rules.items[i].kind == RULE_OBJECTION) return true;
    return false;
}

bool program_argues(const Program *program) { return is_presumptive(program) && has_rivals(program); }

TypeId program_find_type(const Program *program, Symbol name) {
    uint32_t hash = hash_of(name, 0), slot = NO_ID, id;
    while ((id = names_next(&((const ProgramBox *)program)->types, hash, &slot)) != NO_ID)
        if (program->types.items[id].name == name) return id;
    return NO_ID;
}

const Bibitem *program_find_source(const Program *program, Symbol key) {
    ProgramBox *box = (ProgramBox *)(uintptr_t)program; /* the table of sources catches up with the list when asked */
    for (; box->source_count < program->bibliography.count; box->source_count++)
        names_add(&box->sources, hash_of(program->bibliography.items[box->source_count].key, 0), box->source_count);
    uint32_t hash = hash_of(key, 0), slot = NO_ID, id;
    while ((id = names_next(&box->sources, hash, &slot)) != NO_ID)
        if (program->bibliography.items[id].key == key) return &program->bibliography.items[id];
    return NULL;
}

static bool is_member(const Program *program, TypeId id, Value v) {
    const Type *type = &program->types.items[id];
    if (type->member_count > FEW_MEMBERS) {
        uint32_t hash = hash_of(v, id), slot = NO_ID, i;
        while ((i = names_next(&((const ProgramBox *)program)->members, hash, &slot)) != NO_ID)
            if (i < type->member_count && type->members[i] == v) return true;
        return false;
    }
    for (uint32_t i = 0; i < type->member_count; i++)
        if (type->members[i] == v) return true;
    return false;
}

bool type_allows(const Program *program, TypeId id, Value v, bool is_optional) {
    const Type *type = &program->types.items[id];
    if (v == VALUE_NONE) return is_optional;
    if (type->members) return is_member(program, id, v);
    ValueKind kind = value_kind(program->values, v);
    switch (type->kind) {
    case TYPE_ANY: return true;
    case TYPE_SYMBOL: return kind == KIND_SYMBOL;
    case TYPE_INT: {
        if (kind != KIND_INT) return false;
        int64_t n = value_to_int(program->values, v);
        return !type->has_range || (type->low <= n && n <= type->high);
    }
    case TYPE_FLOAT: return kind == KIND_FLOAT;
    case TYPE_DATE: return kind == KIND_DATE;
    case TYPE_NUMBER: return kind == KIND_INT || kind == KIND_FLOAT;
    }
    return false;
}

bool terms_fit(const Term *terms, uint32_t arity, const Value *row, Value *bindings) {
    for (uint32_t i = 0; i < arity; i++) {
        if (terms[i].kind == TERM_ANY) continue;
        if (terms[i].kind == TERM_VAR && bindings[terms[i].id] == UINT32_MAX) bindings[terms[i].id] = row[i];
        if (row[i] != (terms[i].kind == TERM_CONST ? terms[i].id : bindings[terms[i].id])) return false;
    }
    return true;
}

const Expr *expr_const(Arena *arena, Value v, Span span) {
    Expr *expr = arena_new(arena, Expr);
    *expr = (Expr){.kind = EXPR_CONST, .id = v, .span = span};
    return expr;
}

const Expr *expr_var(Arena *arena, VarId id, Span span) {
    Expr *expr = arena_new(arena, Expr);
    *expr = (Expr){.kind = EXPR_VAR, .id = id, .span = span};
    return expr;
}

const Expr *expr_call(Arena *arena, Builtin fn, const Expr *const *arguments, Span span) {
    Expr *expr = arena_new(arena, Expr);
    *expr = (Expr){.kind = EXPR_CALL, .id = fn, .argument_count = builtin_signature(fn).argument_count, .span = span};
    for (uint32_t i = 0; i < expr->argument_count; i++) expr->arguments[i] = arguments[i];
    return expr;
}

static void each_variable(const Expr *expr, OnVariable *found, void *context) {
    if (!expr) return;
    if (expr->kind == EXPR_VAR) found(context, expr->id);
    for (uint32_t i = 0; i < expr->argument_count; i++) each_variable(expr->arguments[i], found, context);
}

void literal_each_variable(const Literal *literal, OnVariable *found, void *context) {
    each_variable(literal->left, found, context);
    each_variable(literal->right, found, context);
    if (literal->kind == LIT_BIND) found(context, literal->variable);
}

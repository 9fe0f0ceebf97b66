/* Open relations: what is neither given nor argued for or against is undecided.
 *
 *     undecided <- not undecided
 *     p(x) <- domain(x), undecided, not S(p(x)), not S(-p(x)), not A(p(x)), not A(-p(x))        likewise -p
 *
 * The domain is finite: the members of enumerated types, the numbers of a range, the rows that a named relation
 * supplies. */
#include "lang/compile/argue_internal.h"

static RelId undecided_of(Argue *a) {
    if (a->undecided != NO_ID) return a->undecided;
    a->undecided = argue_relation(a, HELPER_UNDECIDED, NO_ID, 0);
    Literal body = argue_not(a->undecided, NULL);
    argue_rule(a, a->undecided, NULL, &body, 1, 0);
    return a->undecided;
}

/* The values of a type, as facts of a relation of one column. */
static RelId values_of_type(Argue *a, TypeId id, RelId *known) {
    if (known[id] != NO_ID) return known[id];
    Program *program = a->program;
    const Type *type = &program->types.items[id];
    known[id] = argue_relation(a, HELPER_DOMAIN, NO_ID, 1);
    uint64_t count = type->members ? type->member_count : (uint64_t)type->high - (uint64_t)type->low + 1;
    for (uint64_t i = 0; i < count; i++) {
        Value *row = arena_new(&program->arena, Value);
        *row = type->members ? type->members[i] : value_int(program->values, type->low + (int64_t)i);
        program_add_fact(program, (Fact){.relation = known[id], .values = row, .label = NO_SYMBOL, .span = type->span});
    }
    return known[id];
}

/* domain(x) <- one literal for each column; columns that name the same relation share one. */
static RelId domain_of(Argue *a, RelId id, RelId *known) {
    const Relation relation = *relation_of(a, id);
    const Term *terms = argue_columns(a, id, 0);
    Literal *body = arena_array(a->arena, Literal, relation.arity + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < relation.arity; i++) {
        RelId supplier = relation.domains ? relation.domains[i] : NO_ID;
        Term *own = arena_array(&a->program->arena, Term, relation.arity + 1);
        if (supplier == NO_ID) {
            own[0] = terms[i];
            body[count++] = argue_atom(values_of_type(a, relation.columns[i].type, known), own);
            continue;
        }
        uint32_t width = 0;
        bool is_first = true;
        for (uint32_t k = 0; k < relation.arity; k++) {
            if (relation.domains[k] != supplier) continue;
            if (k < i && relation_of(a, supplier)->arity > 1) is_first = false;
            own[width++] = terms[k];
        }
        if (relation_of(a, supplier)->arity == 1) own[0] = terms[i];
        if (is_first) body[count++] = argue_atom(supplier, own);
    }
    RelId domain = argue_helper(a, HELPER_DOMAIN, id);
    argue_rule(a, domain, terms, body, count, relation.arity);
    return domain;
}

/* Nothing is given, and no class applies. */
static uint32_t add_silence(Argue *a, RelId id, const Term *terms, Literal *body, uint32_t count) {
    body[count] = argue_not(note_of(a, id)->strict == NO_ID ? id : note_of(a, id)->strict, terms);
    body[count++].sees_hidden = true;
    for (EACH_CLASS(a, id, c))
        if (!a->classes.items[c].is_objection) body[count++] = argue_not(a->classes.items[c].applies, terms);
    return count;
}

static uint32_t class_count(const Argue *a, RelId id) {
    uint32_t count = 0;
    for (EACH_CLASS(a, id, c)) count++;
    return count;
}

static void open_up(Argue *a, RelId id, RelId *known) {
    RelId contrary = relation_of(a, id)->contrary, domain = domain_of(a, id, known);
    const Term *terms = argue_columns(a, id, 0);
    Literal *body = arena_array(a->arena, Literal, class_count(a, id) + class_count(a, contrary) + 4);
    uint32_t count = 0;
    body[count++] = argue_atom(domain, terms);
    body[count++] = argue_atom(undecided_of(a), NULL);
    count = add_silence(a, id, terms, body, count);
    count = add_silence(a, contrary, terms, body, count);
    argue_rule(a, id, terms, body, count, relation_of(a, id)->arity);
    argue_rule(a, contrary, terms, body, count, relation_of(a, id)->arity);
    RelId both[] = {note_of(a, id)->possible, note_of(a, contrary)->possible};
    for (int i = 0; i < 2; i++)
        if (both[i] != NO_ID) argue_rule(a, both[i], terms, body, 1, relation_of(a, id)->arity);
}

void argue_open(Argue *a) {
    uint32_t count = a->head_count;
    RelId *known = arena_array(a->arena, RelId, a->program->types.count + 1);
    for (size_t i = 0; i < a->program->types.count; i++) known[i] = NO_ID;
    for (RelId id = 0; id < count; id++)
        if (relation_of(a, id)->is_open && !relation_of(a, id)->is_negative) open_up(a, id, known);
}

/* One walk over each unit.
 *
 * The parser reads atoms, arithmetic and bodies as the same kinds of node; where a node stands says what it is.  So there
 * is a function for each place: literal, argument, expression.  Heads go first over the whole program, because a name in a
 * body may be a relation only because some later rule defines it.
 * What was reported is marked BROKEN in the table, and later passes keep silent about it: one slip, one message. */
#include "lang/check/resolve.h"

#include "lang/base/spelling.h"

typedef enum { IN_FACT, IN_PATTERN, IN_HEAD, IN_BODY, IN_OBJECTION, IN_CONTRARY } Where;

typedef struct {
    Checker *c;
    const Unit *unit;
    NodeTable *table;
} Resolver;

static void resolve_expr(Resolver *r, const Node *node, bool may_aggregate);
static void resolve_body(Resolver *r, const Node *node);

const Node *literal_atom(const Node *literal) {
    if (literal->kind == NODE_MINUS) literal = literal->children[0];
    return literal->kind == NODE_NAME || literal->kind == NODE_CALL ? literal : NULL;
}

/* Marks a node that was reported. */
static void break_node(Resolver *r, const Node *node) {
    r->table->relation[node->id] = BROKEN;
    for (uint32_t i = 0; i < node->child_count; i++) break_node(r, node->children[i]);
}

/* ---- terms ---- */

static bool is_number(const Node *node) { return node->kind == NODE_INT || node->kind == NODE_FLOAT; }

static void check_number(Resolver *r, const Node *node) {
    if (node->kind != NODE_INT || node->number != INT64_MIN) return;
    Diag *d = diag_add(r->c->diags, E0410, node->span, "this number does not fit 64 bits");
    diag_remedy(r->c->diags, d, "the largest is 9223372036854775807");
}

static const char *node_noun(const Node *node) {
    switch (node->kind) {
    case NODE_COMPARE:
    case NODE_IS: return "a comparison";
    case NODE_NOT: return "'not'";
    case NODE_AND: return "a conjunction";
    case NODE_OR: return "an alternative";
    case NODE_FORALL: return "'forall'";
    case NODE_AGGREGATE: return "an aggregate";
    case NODE_INT:
    case NODE_FLOAT: return "a number";
    case NODE_DATE: return "a date";
    case NODE_TEXT: return "a text";
    case NODE_VARIABLE: return "a variable";
    case NODE_ANY: return "'_'";
    case NODE_MINUS:
    case NODE_BINARY: return "arithmetic";
    case NODE_NAMED: return "a named argument";
    case NODE_TRUE: return "'true'";
    default: return "an atom";
    }
}

static void not_a_value(Resolver *r, const Node *node) {
    Diag *d = diag_add(r->c->diags, E0213, node->span, "a value is expected here, found %s", node_noun(node));
    if (node->kind == NODE_AGGREGATE)
        diag_remedy(r->c->diags, d, "name its result in the body: N = ...");
    else
        diag_remedy(r->c->diags, d, "a value is a symbol, number, text, date, variable or arithmetic");
    break_node(r, node);
}

static bool is_function(const Node *node) {
    Builtin fn;
    return builtin_find(node->text, node->child_count, &fn);
}

static void report_function(Resolver *r, const Node *node, bool is_argument) {
    Checker *c = r->c;
    Condition condition;
    RelId relation = name_of(&c->names, node->text)->relation;
    if (relation != NO_ID && c->names.relations.items[relation].given) {
        Diag *d =
            diag_add(c->diags, E0209, node->name_span, "'%.*s' is a relation, which has no value", STR_FMT(node->text));
        diag_remedy(c->diags, d, "ask it as a literal of its own");
    } else if (condition_find(node->text, &condition)) {
        Diag *d = diag_add(c->diags, E0213, node->span, "'%.*s' is a condition, not a value", STR_FMT(node->text));
        diag_remedy(c->diags, d, "let it stand in the body by itself");
    } else if (builtin_name_exists(node->text)) {
        Builtin fn = FN_ADD;
        while (fn < FN_COUNT && !str_equal(node->text, str_of(builtin_signature(fn).name))) fn++;
        unsigned wanted = fn < FN_COUNT ? builtin_signature(fn).argument_count : 2;
        Diag *d = diag_add(c->diags, E0210, node->span, "'%.*s' takes %u argument%s, found %u", STR_FMT(node->text),
                           wanted, wanted == 1 ? "" : "s", node->child_count);
        diag_remedy(c->diags, d, "write %.*s(%s)", STR_FMT(node->text),
                    wanted == 1   ? "X"
                    : wanted == 2 ? "A, B"
                                  : "Text, From, Count");
    } else {
        Spelling spelling = spelling_of(node->text);
        for (Builtin fn = FN_ABS; fn < FN_COUNT; fn++) spelling_offer(&spelling, str_of(builtin_signature(fn).name));
        bool is_near = spelling.best.length > 0 && (!is_argument || spelling.distance == 1);
        Diag *d = !is_argument || is_near
                      ? diag_add(c->diags, E0209, node->name_span, "unknown function '%.*s'", STR_FMT(node->text))
                      : diag_add(c->diags, E0211, node->span, "an argument cannot be built from other terms");
        if (is_near) {
            diag_remedy(c->diags, d, "did you mean '%.*s'?", STR_FMT(spelling.best));
            diag_repair(c->diags, d, node->name_span, spelling.best);
        } else if (is_argument) {
            diag_remedy(c->diags, d, "name it, and say the rest in a relation: %.*s(name, ...)", STR_FMT(node->text));
        } else {
            diag_remedy(c->diags, d, "`hence explain E0209` lists the functions");
        }
    }
    break_node(r, node);
}

static void resolve_call(Resolver *r, const Node *node, bool may_aggregate, bool is_argument) {
    if (!is_function(node)) {
        report_function(r, node, is_argument);
        return;
    }
    for (uint32_t i = 0; i < node->child_count; i++) {
        const Node *child = node->children[i];
        if (child->kind == NODE_NAMED) {
            diag_add(r->c->diags, E0210, child->span, "the arguments of functions have no names");
            break_node(r, child);
        } else {
            resolve_expr(r, child, may_aggregate);
        }
    }
}

static void resolve_aggregate(Resolver *r, const Node *node) {
    for (uint32_t i = 0; i + 1 < node->child_count; i++) resolve_expr(r, node->children[i], false);
    resolve_body(r, node->children[node->child_count - 1]);
}

/* A side of a comparison, or an operand. */
static void resolve_expr(Resolver *r, const Node *node, bool may_aggregate) {
    switch (node->kind) {
    case NODE_NAME:
    case NODE_TEXT:
    case NODE_FLOAT:
    case NODE_DATE:
    case NODE_VARIABLE: return;
    case NODE_INT: check_number(r, node); return;
    case NODE_ANY: {
        Diag *d = diag_add(r->c->diags, E0309, node->span, "'_' has no value here");
        diag_remedy(r->c->diags, d, "use a variable that the body gives a value");
        break_node(r, node);
        return;
    }
    case NODE_CALL: resolve_call(r, node, may_aggregate, false); return;
    case NODE_MINUS:
        if (!is_number(node->children[0])) resolve_expr(r, node->children[0], may_aggregate);
        return;
    case NODE_BINARY:
        resolve_expr(r, node->children[0], may_aggregate);
        resolve_expr(r, node->children[1], may_aggregate);
        return;
    case NODE_AGGREGATE:
        if (may_aggregate) {
            resolve_aggregate(r, node);
            return;
        }
        not_a_value(r, node);
        return;
    default: not_a_value(r, node); return;
    }
}

static void variable_in_fact(Resolver *r, const Node *node, Where where) {
    Checker *c = r->c;
    bool is_any = node->kind == NODE_ANY;
    break_node(r, node);
    if (where == IN_PATTERN) {
        Diag *d = diag_add(c->diags, E0308, node->span, "a retraction has no variables");
        diag_remedy(c->diags, d, "write '_' for anything");
        diag_repair(c->diags, d, node->span, STR("_"));
        return;
    }
    Diag *d = is_any
                  ? diag_add(c->diags, E0307, node->span, "a fact says something of certain things, not of '_'")
                  : diag_add(c->diags, E0307, node->span, "a fact has no variables, found '%.*s'", STR_FMT(node->text));
    diag_remedy(c->diags, d, is_any ? "write the value" : "quote it if it is a name, or write a rule with a body");
}

/* An argument of an atom. */
static void resolve_term(Resolver *r, const Node *node, Where where) {
    bool is_fixed = where == IN_FACT || where == IN_PATTERN || where == IN_CONTRARY;
    switch (node->kind) {
    case NODE_VARIABLE:
        if (is_fixed && where != IN_CONTRARY) variable_in_fact(r, node, where);
        return;
    case NODE_ANY:
        if (where == IN_FACT) variable_in_fact(r, node, where);
        if (where == IN_HEAD || where == IN_OBJECTION) {
            Diag *d = diag_add(r->c->diags, E0309, node->span, "'_' has no value in a head");
            diag_remedy(r->c->diags, d, "use a variable of the body");
        }
        return;
    case NODE_MINUS:
        if (is_number(node->children[0])) return;
        break;
    case NODE_CALL:
        if (is_function(node)) break;
        report_function(r, node, true);
        return;
    case NODE_BINARY: break;
    default: resolve_expr(r, node, false); return;
    }
    if (!is_fixed) {
        resolve_expr(r, node, false);
        return;
    }
    Diag *d = diag_add(r->c->diags, E0409, node->span, "%s does not compute: a value is expected here",
                       where == IN_FACT      ? "a fact"
                       : where == IN_PATTERN ? "a retraction"
                                             : "'contrary'");
    if (where == IN_CONTRARY)
        diag_remedy(r->c->diags, d, "name constants, or let a rule compute it");
    else
        diag_remedy(r->c->diags, d, "write the result; dates have the form 2014-03-10, partial ones are quoted");
    break_node(r, node);
}

/* ---- atoms ---- */

static bool names_and_places_agree(Resolver *r, const Node *atom) {
    bool is_named = atom->children[0]->kind == NODE_NAMED;
    for (uint32_t i = 1; i < atom->child_count; i++) {
        if ((atom->children[i]->kind == NODE_NAMED) == is_named) continue;
        Diag *d = diag_add(r->c->diags, E0207, atom->children[i]->span, "named and positional arguments are mixed");
        diag_remedy(r->c->diags, d, "name all arguments or none");
        return false;
    }
    return true;
}

static RelId relation_of_named(Resolver *r, const Node *atom) {
    Checker *c = r->c;
    RelId id = names_declared(&c->names, atom->text);
    if (id != NO_ID) return id;
    RelId any = name_of(&c->names, atom->text)->relation;
    if (any == NO_ID && (c->program->declares || c->names.is_question))
        return names_relation(&c->names, atom->text, atom->child_count, atom->name_span);
    Diag *d = diag_add(c->diags, E0205, atom->children[0]->name_span, "the columns of '%.*s' have no names",
                       STR_FMT(atom->text));
    diag_remedy(c->diags, d, "declare the relation to name its columns");
    return NO_ID;
}

static void unknown_argument(Resolver *r, RelId id, const Node *atom, const Node *argument) {
    Checker *c = r->c;
    Str near = names_near_column(&c->names, id, argument->text);
    Diag *d = diag_add(c->diags, E0205, argument->name_span, "'%.*s' has no column '%.*s'", STR_FMT(atom->text),
                       STR_FMT(argument->text));
    if (near.length > 0) {
        diag_remedy(c->diags, d, "did you mean '%.*s'?", STR_FMT(near));
        diag_repair(c->diags, d, argument->name_span, near);
    }
    names_note_declaration(&c->names, d, id);
}

/* The column of each argument; NULL after a message. */
static uint32_t *columns_of(Resolver *r, RelId id, const Node *atom, uint64_t *mentioned) {
    Checker *c = r->c;
    uint32_t *columns = arena_array(c->arena, uint32_t, atom->child_count);
    bool is_good = true;
    for (uint32_t i = 0; i < atom->child_count; i++) {
        const Node *argument = atom->children[i];
        columns[i] = names_column(&c->names, id, argument->text);
        if (columns[i] == NO_ID) {
            unknown_argument(r, id, atom, argument);
            is_good = false;
        } else if (*mentioned >> columns[i] & 1) {
            Diag *d =
                diag_add(c->diags, E0206, argument->name_span, "column '%.*s' is named twice", STR_FMT(argument->text));
            diag_remedy(c->diags, d, "if both must hold, name it once and compare:  X = Y");
            is_good = false;
        } else {
            *mentioned |= UINT64_C(1) << columns[i];
        }
    }
    return is_good ? columns : NULL;
}

static bool all_given(Resolver *r, RelId id, const Node *atom, uint64_t mentioned) {
    Checker *c = r->c;
    const Relation *relation = &c->program->relations.items[id];
    Text missing;
    text_init(&missing);
    for (uint32_t i = 0; i < relation->arity; i++)
        if (!(mentioned >> i & 1) && !relation->columns[i].is_optional)
            text_printf(&missing, "%s'%.*s'", missing.length ? ", " : "",
                        STR_FMT(names_text(&c->names, relation->columns[i].name)));
    bool is_good = missing.length == 0;
    if (!is_good) {
        Diag *d = diag_add(c->diags, E0224, atom->span, "no value for %.*s", STR_FMT(text_str(&missing)));
        diag_remedy(c->diags, d, "only optional columns (name?) may be left out here");
        names_note_declaration(&c->names, d, id);
    }
    text_clear(&missing);
    return is_good;
}

/* The relation of a literal's atom, noted in the table; BROKEN after a message.  Its arguments are not looked at. */
static RelId resolve_relation(Resolver *r, const Node *literal, const Node *atom, Where where) {
    Checker *c = r->c;
    bool is_named = atom->child_count > 0 && atom->children[0]->kind == NODE_NAMED;
    RelationUse use = where == IN_FACT || where == IN_HEAD ? USE_GIVES : USE_ASKS;
    RelId id;
    if (atom->child_count > 0 && !names_and_places_agree(r, atom))
        id = NO_ID;
    else if (is_named)
        id = relation_of_named(r, atom);
    else if (atom->child_count > COLUMN_LIMIT)
        id = NO_ID,
        diag_add(c->diags, E0204, atom->span, "%u arguments are more than %d", atom->child_count, COLUMN_LIMIT);
    else
        id = names_relation(&c->names, atom->text, atom->child_count, atom->name_span);
    if (id == NO_ID) {
        RelId known = name_of(&c->names, atom->text)->relation;
        if (known != NO_ID) names_use(&c->names, known, use, atom->span);
        id = BROKEN;
    } else {
        if (literal != atom) id = names_contrary(&c->names, id);
        names_use(&c->names, id, use, atom->name_span);
    }
    r->table->relation[literal->id] = r->table->relation[atom->id] = id;
    return id;
}

static void resolve_arguments(Resolver *r, RelId id, const Node *atom, Where where) {
    bool is_named = atom->child_count > 0 && atom->children[0]->kind == NODE_NAMED;
    uint64_t mentioned = 0;
    if (id != BROKEN && is_named) {
        uint32_t *columns = columns_of(r, id, atom, &mentioned);
        r->table->columns[atom->id] = columns;
        bool is_whole = where == IN_FACT || where == IN_HEAD || where == IN_OBJECTION;
        if (!columns || (is_whole && !all_given(r, id, atom, mentioned))) r->table->relation[atom->id] = BROKEN;
    }
    for (uint32_t i = 0; i < atom->child_count; i++) {
        const Node *argument = atom->children[i];
        resolve_term(r, argument->kind == NODE_NAMED ? argument->children[0] : argument, where);
    }
}

static void resolve_atom(Resolver *r, const Node *literal, const Node *atom, Where where) {
    resolve_arguments(r, resolve_relation(r, literal, atom, where), atom, where);
}

/* ---- bodies ---- */

/* A condition, unless the program has a relation of that name. */
static bool is_condition(Resolver *r, const Node *node) {
    Condition condition;
    return node->kind == NODE_CALL && condition_find(node->text, &condition) &&
           names_declared(&r->c->names, node->text) == NO_ID &&
           !names_has_relation(&r->c->names, node->text, node->child_count);
}

static void resolve_condition(Resolver *r, const Node *node) {
    if (node->child_count != 2) {
        Diag *d = diag_add(r->c->diags, E0210, node->span, "'%.*s' takes 2 arguments, found %u", STR_FMT(node->text),
                           node->child_count);
        diag_remedy(r->c->diags, d, "write %.*s(Text, Part)", STR_FMT(node->text));
        break_node(r, node);
        return;
    }
    resolve_expr(r, node->children[0], false);
    resolve_expr(r, node->children[1], false);
}

static void not_a_condition(Resolver *r, const Node *node) {
    Diag *d = diag_add(r->c->diags, E0212, node->span, "a condition is expected here, found %s", node_noun(node));
    if (node->kind == NODE_AGGREGATE)
        diag_remedy(r->c->diags, d, "compare its result: N = ..., or ... > 0");
    else if (node->kind == NODE_TEXT)
        diag_remedy(r->c->diags, d, "a proposition is written without double quotes");
    else
        diag_remedy(r->c->diags, d, "compare it, as X > 0, or ask a relation about it");
    break_node(r, node);
}

/* For messages about exceptions that nothing can bring about. */
static void note_exception(Resolver *r, const Node *node) {
    if (node->kind == NODE_AND || node->kind == NODE_OR) {
        for (uint32_t i = 0; i < node->child_count; i++) note_exception(r, node->children[i]);
        return;
    }
    RelId id = literal_atom(node) ? r->table->relation[node->id] : NO_ID;
    if (id >= BROKEN) return;
    RelationNote *note = &r->c->names.relations.items[id];
    if (note->exception.source == NO_SOURCE) note->exception = node->span;
}

static void resolve_body(Resolver *r, const Node *node) {
    const Node *atom;
    switch (node->kind) {
    case NODE_TRUE: return;
    case NODE_AND:
    case NODE_OR:
    case NODE_FORALL:
    case NODE_NOT:
        for (uint32_t i = 0; i < node->child_count; i++) resolve_body(r, node->children[i]);
        if (node->is_exception) note_exception(r, node->children[0]);
        return;
    case NODE_COMPARE:
    case NODE_IS:
        resolve_expr(r, node->children[0], true);
        resolve_expr(r, node->children[1], true);
        return;
    case NODE_NAME:
        if (str_equal(node->text, STR("true")) && !names_has_relation(&r->c->names, node->text, 0)) return;
        resolve_atom(r, node, node, IN_BODY);
        return;
    case NODE_CALL:
        if (is_condition(r, node))
            resolve_condition(r, node);
        else
            resolve_atom(r, node, node, IN_BODY);
        return;
    case NODE_MINUS:
        atom = literal_atom(node);
        if (atom)
            resolve_atom(r, node, atom, IN_BODY);
        else
            not_a_condition(r, node);
        return;
    default: not_a_condition(r, node); return;
    }
}

/* ---- heads ---- */

static void not_a_head(Resolver *r, const Node *node) {
    Diag *d = diag_add(r->c->diags, E0223, node->span, "a fact or rule begins with an atom, found %s", node_noun(node));
    if (node->kind == NODE_VARIABLE)
        diag_remedy(r->c->diags, d, "names of relations begin with a small letter");
    else if (node->kind == NODE_AND || node->kind == NODE_OR)
        diag_remedy(r->c->diags, d, "write one statement for each");
    else
        diag_remedy(r->c->diags, d, "say it by a relation, as p(X), and leave conditions to the body");
    r->table->relation[node->id] = BROKEN;
}

static void define(Checker *c, const Unit *unit) {
    Resolver r = {c, unit, &c->tables[unit->module]};
    const Node *atom = literal_atom(unit->head);
    if (!atom) {
        not_a_head(&r, unit->head);
        return;
    }
    bool is_fact = unit->kind == UNIT_FACT, is_objection = unit->statement->kind == STMT_AGAINST;
    RelId id = resolve_relation(&r, unit->head, atom, is_fact ? IN_FACT : is_objection ? IN_OBJECTION : IN_HEAD);
    if (id != BROKEN) {
        Relation *relation = &c->program->relations.items[id];
        relation->has_facts |= is_fact;
        relation->has_rules |= !is_fact && !is_objection;
        c->names.relations.items[id].given_by_facts += is_fact;
        if (!unit->item) r.table->statement[unit->index] = id;
    }
    if (is_fact) resolve_arguments(&r, id, atom, IN_FACT);
}

void resolve_heads(Checker *c) {
    UnitWalk walk = unit_walk(c->modules);
    for (Unit unit; unit_next(&walk, &unit);)
        if (unit.kind == UNIT_FACT || unit.kind == UNIT_RULE) define(c, &unit);
}

/* ---- contraries ---- */

static void resolve_contrary(Resolver *r, const Node *atoms) {
    for (uint32_t i = 0; i < atoms->child_count; i++) {
        const Node *literal = atoms->children[i], *atom = literal_atom(literal);
        if (atom) {
            resolve_atom(r, literal, atom, IN_CONTRARY);
            continue;
        }
        Diag *d = diag_add(r->c->diags, E0212, literal->span, "an atom is expected here, found %s", node_noun(literal));
        diag_remedy(r->c->diags, d, "name what cannot both be so:  contrary p(X), q(X).");
        break_node(r, literal);
    }
    if (atoms->child_count > 1) return;
    Diag *d = diag_add(r->c->diags, E0228, atoms->span, "'contrary' names two atoms or more");
    diag_remedy(r->c->diags, d, "p and -p are contraries without being named");
}

/* ---- all of a unit ---- */

static void resolve_unit(Checker *c, const Unit *unit) {
    Resolver r = {c, unit, &c->tables[unit->module]};
    const Node *atom;
    switch (unit->kind) {
    case UNIT_FACT: return; /* done with the heads */
    case UNIT_PARAMETER: resolve_term(&r, unit->head, IN_FACT); return;
    case UNIT_RETRACT:
        if (unit->head->kind == NODE_NAME || unit->head->kind == NODE_VARIABLE) return; /* labels_check: an id? */
        atom = literal_atom(unit->head);
        if (atom)
            resolve_atom(&r, unit->head, atom, IN_PATTERN);
        else
            not_a_condition(&r, unit->head);
        return;
    case UNIT_RULE:
        atom = literal_atom(unit->head);
        if (atom)
            resolve_arguments(&r, r.table->relation[atom->id], atom,
                              unit->statement->kind == STMT_AGAINST ? IN_OBJECTION : IN_HEAD);
        else
            break_node(&r, unit->head);
        resolve_body(&r, unit->body);
        return;
    case UNIT_QUESTION:
    case UNIT_CONDITION:
        resolve_body(&r, unit->body);
        if (unit->statement->kind == STMT_UNDERCUT) note_exception(&r, unit->body);
        return;
    case UNIT_CONTRARY: resolve_contrary(&r, unit->body); return;
    case UNIT_ANSWERS:
        resolve_body(&r, unit->body);
        for (uint32_t i = 0; i < unit->item->row_count; i++) {
            const Node *row = unit->item->rows[i];
            for (uint32_t j = 0; j < answer_width(row); j++) resolve_term(&r, answer_value(row, j), IN_FACT);
        }
        return;
    }
}

void resolve_bodies(Checker *c) {
    UnitWalk walk = unit_walk_places(c->modules, &c->places);
    for (Unit unit; unit_next(&walk, &unit);) resolve_unit(c, &unit);
}

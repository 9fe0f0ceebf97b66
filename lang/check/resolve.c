/* One walk over each unit.
 *
 * The parser reads atoms, arithmetic and bodies as the same kinds of node; where a node stands says what it is.  So
 * there is a function for each place: literal, argument, expression.  Heads go first over the whole program, because a
 * name in a body may be a relation only because some later rule defines it.
 * What was reported is marked BROKEN in the table, and later passes keep silent about it: one slip, one message. */
#include "lang/check/resolve_internal.h"

const Node *literal_atom(const Node *literal) {
    if (literal->kind == NODE_MINUS) literal = literal->children[0];
    return literal->kind == NODE_NAME || literal->kind == NODE_CALL ? literal : NULL;
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
    diag_suggest(c->diags, d, argument->name_span, near);
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

void resolve_body(Resolver *r, const Node *node) {
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
    UnitWalk walk = unit_walk(c->modules, c->diags);
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
    UnitWalk walk = unit_walk_places(c->modules, &c->places, c->diags);
    for (Unit unit; unit_next(&walk, &unit);) resolve_unit(c, &unit);
}

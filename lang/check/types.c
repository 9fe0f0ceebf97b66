/* Kinds of variables and columns, over the whole program.
 *
 * First every atom teaches its variables the kinds of its columns; where no relation is declared, columns learn as
 * well, by being joined with the variables in them.
 * Then comparisons (`X = Y + 1`) pass kinds on, until nothing new is learnt.
 * Then one last walk reports and fills the table.  In a program without declarations unlike kinds make a column mixed
 * rather than an error, so that textbook programs run unchanged.
 * Each step is one walk over the program; the number of walks in the middle is bounded (LEARN_ROUNDS): a longer chain
 * of comparisons is merely checked less. */
#include "lang/check/types.h"

#include "lang/check/resolve.h"
#include "lang/check/types_internal.h"

enum { LEARN_ROUNDS = 8 };

static const Node *argument_value(const Node *argument) {
    return argument->kind == NODE_NAMED ? argument->children[0] : argument;
}

static uint32_t argument_column(const Typer *t, const Node *atom, uint32_t i) {
    const uint32_t *columns = t->table->columns[atom->id];
    return columns ? columns[i] : i;
}

static RelId good_relation(const Typer *t, const Node *atom) {
    RelId id = t->table->relation[atom->id];
    return id == BROKEN ? NO_ID : id;
}

/* ---- learning from atoms ---- */

static void report_two_types(Typer *t, const Node *node, TypeKind now, TypeKind before, Span place) {
    Checker *c = t->c;
    Diag *d = diag_add(c->diags, E0401, node->span, "'%.*s' is %s here, but %s elsewhere", STR_FMT(node->text),
                       kind_phrase(now), kind_phrase(before));
    if (kind_is_number(now) && kind_is_number(before))
        diag_remedy(c->diags, d, "use two variables; float(N) makes a float of an integer");
    else
        diag_remedy(c->diags, d, "one of the columns is not the one that is meant");
    if (place.source != NO_SOURCE) diag_note(c->diags, d, place, "here it is %s", kind_phrase(before));
}

static void learn_domain(Typer *t, uint32_t slot, TypeId type, const Node *node) {
    Checker *c = t->c;
    const Type *learnt = &c->program->types.items[type];
    if (!learnt->members && !learnt->has_range) return;
    const Slot *known = slots_find(&t->slots, slot);
    if (known->domain == NO_ID) {
        slots_note_domain(&t->slots, slot, type, node->span);
        return;
    }
    if (known->domain == type || types_overlap(&c->names, known->domain, type)) return;
    const Type *before = &c->program->types.items[known->domain];
    Diag *d =
        diag_add(c->diags, E0407, node->span,
                 "'%.*s' is of type '%.*s' here and of '%.*s' elsewhere, which share no value", STR_FMT(node->text),
                 STR_FMT(names_text(&c->names, learnt->name)), STR_FMT(names_text(&c->names, before->name)));
    diag_remedy(c->diags, d, "no value is both; use two variables");
    diag_note(c->diags, d, known->domain_place, "here it is of type '%.*s'",
              STR_FMT(names_text(&c->names, before->name)));
}

static void learn_variable(Typer *t, const Node *node, const Column *column) {
    uint32_t slot = typer_slot(t, node);
    TypeKind now = t->c->program->types.items[column->type].kind;
    const Slot *known = slots_find(&t->slots, slot);
    TypeKind before = known->kind;
    Span place = known->place;
    bool is_widened = (before == TYPE_INT && now == TYPE_FLOAT) || (before == TYPE_FLOAT && now == TYPE_INT);
    bool is_unlike = !slots_meet(&t->slots, slot, now, node->span);
    if ((is_unlike || is_widened) && t->c->program->declares)
        report_two_types(t, node, now, before, place);
    else if (!is_unlike)
        learn_domain(t, slot, column->type, node);
    if (column->is_optional) slots_note_optional(&t->slots, slot);
}

static void learn_atom(Typer *t, const Node *atom, RelId id) {
    const Relation *relation = &t->c->program->relations.items[id];
    uint32_t first = t->c->names.relations.items[names_positive(&t->c->names, id)].slot;
    for (uint32_t i = 0; i < atom->child_count; i++) {
        const Node *node = argument_value(atom->children[i]);
        uint32_t column = argument_column(t, atom, i);
        if (t->table->relation[node->id] == BROKEN || node->kind == NODE_ANY) continue;
        if (first != NO_ID && node->kind == NODE_VARIABLE)
            slots_join(&t->slots, first + column, typer_slot(t, node));
        else if (first != NO_ID)
            slots_meet(&t->slots, first + column, kind_of(t, node), node->span);
        else if (node->kind == NODE_VARIABLE)
            learn_variable(t, node, &relation->columns[column]);
    }
}

/* ---- walking ---- */

static void learn_inside(Typer *t, const Node *node, bool from_atoms);

static void learn_alternatives(Typer *t, const Node *node) {
    SlotFork fork;
    slots_fork(&t->slots, &fork);
    for (uint32_t i = 0; i < node->child_count; i++) {
        learn_inside(t, node->children[i], true);
        slots_next(&t->slots, &fork);
    }
    slots_merge(&t->slots, &fork);
}

/* Alternatives come last in a conjunction, so that each meets what holds beside them. */
static void learn_inside(Typer *t, const Node *node, bool from_atoms) {
    RelId id = good_relation(t, node);
    if (t->table->relation[node->id] == BROKEN) return;
    if (node->kind == NODE_MINUS && id != NO_ID) {
        learn_inside(t, node->children[0], from_atoms);
        return;
    }
    if (id != NO_ID) {
        if (from_atoms || t->c->names.relations.items[names_positive(&t->c->names, id)].slot != NO_ID)
            learn_atom(t, node, id);
        return;
    }
    if (!from_atoms && (node->kind == NODE_COMPARE || node->kind == NODE_IS)) kind_of_comparison(t, node);
    if (from_atoms && node->kind == NODE_OR && t->c->program->declares) {
        learn_alternatives(t, node);
        return;
    }
    for (uint32_t i = 0; i < node->child_count; i++)
        if (node->children[i]->kind != NODE_OR) learn_inside(t, node->children[i], from_atoms);
    for (uint32_t i = 0; i < node->child_count; i++)
        if (node->children[i]->kind == NODE_OR) learn_inside(t, node->children[i], from_atoms);
}

static void enter_unit(Typer *t, const Unit *unit) {
    t->table = &t->c->tables[unit->module];
    t->first = unit_has_variables(unit) ? unit_first_variable(t->c, unit) : 0;
}

static void learn(Typer *t, bool from_atoms) {
    bool by_facts = from_atoms && !t->c->program->declares;
    UnitWalk walk = unit_walk_places(t->c->modules, by_facts ? NULL : &t->c->places, t->c->diags);
    for (Unit unit; unit_next(&walk, &unit);) {
        if (unit.kind == UNIT_RETRACT || unit.kind == UNIT_PARAMETER) continue;
        enter_unit(t, &unit);
        if (unit.body) learn_inside(t, unit.body, from_atoms);
        if (unit.head) learn_inside(t, unit.head, from_atoms);
    }
}

/* ---- the last walk ---- */

static void check_expression_in(Typer *t, const Node *node, RelId id, uint32_t column) {
    Checker *c = t->c;
    const Relation *relation = &c->program->relations.items[id];
    TypeKind wanted = c->program->types.items[relation->columns[column].type].kind, found = kind_of(t, node);
    bool is_narrowed = (wanted == TYPE_INT && found == TYPE_FLOAT) || (wanted == TYPE_FLOAT && found == TYPE_INT);
    if (!relation->is_declared || (!kinds_unlike(wanted, found) && !is_narrowed)) return;
    Diag *d = diag_add(c->diags, E0402, node->span, "this column of '%.*s' is %s, found %s",
                       STR_FMT(names_text(&c->names, relation->name)), kind_phrase(wanted), kind_phrase(found));
    if (is_narrowed)
        diag_remedy(c->diags, d, wanted == TYPE_FLOAT ? "write float(..) around it" : "write round(..) around it");
    names_note_declaration(&c->names, d, id);
}

static void check_atom(Typer *t, const Node *atom, RelId id) {
    for (uint32_t i = 0; i < atom->child_count; i++) {
        const Node *node = argument_value(atom->children[i]);
        uint32_t column = argument_column(t, atom, i);
        if (t->table->relation[node->id] == BROKEN || node->kind == NODE_ANY) continue;
        if (node_is_constant(node))
            t->table->type[node->id] = fit_constant(t, node, id, column);
        else if (node->kind == NODE_VARIABLE)
            kind_of(t, node);
        else
            check_expression_in(t, node, id, column);
    }
}

void types_body(Typer *t, const Node *node) {
    RelId id = t->table->relation[node->id];
    if (id == BROKEN) return;
    if (node->kind == NODE_MINUS && id != NO_ID) {
        types_body(t, node->children[0]);
    } else if (id != NO_ID) {
        check_atom(t, node, id);
    } else if (node->kind == NODE_COMPARE || node->kind == NODE_IS) {
        kind_of_comparison(t, node);
    } else if (node->kind == NODE_CALL) {
        kind_of_condition(t, node);
    } else {
        t->alternatives += node->kind == NODE_OR;
        for (uint32_t i = 0; i < node->child_count; i++) types_body(t, node->children[i]);
        t->alternatives -= node->kind == NODE_OR;
    }
}

static void check_answers(Typer *t, const Unit *unit) {
    uint32_t count = unit_variable_count(t->c, unit);
    for (uint32_t i = 0; i < unit->item->row_count; i++) {
        const Node *row = unit->item->rows[i];
        for (uint32_t j = 0; j < answer_width(row) && j < count; j++) {
            const Node *node = answer_value(row, j);
            if (node_is_constant(node))
                fit_answer(t, node, slots_find(&t->slots, t->first + j), t->c->variables.items[t->first + j].name);
        }
    }
}

static void check_unit(Typer *t, const Unit *unit) {
    enter_unit(t, unit);
    if (unit->kind == UNIT_PARAMETER) {
        RelId id = t->table->statement[unit->index];
        if (id != NO_ID && node_is_constant(unit->head))
            t->table->type[unit->head->id] = fit_constant(t, unit->head, id, 0);
        return;
    }
    if (unit->head) types_body(t, unit->head);
    if (unit->body) types_body(t, unit->body);
    if (unit->kind == UNIT_ANSWERS) check_answers(t, unit);
}

/* ---- columns that are inferred ---- */

static void begin_columns(Typer *t) {
    Names *names = &t->c->names;
    for (RelId r = 0; r < names->relations.count; r++) {
        const Relation *relation = &t->c->program->relations.items[r];
        bool is_inferred = !relation->is_declared && !relation->is_negative && !names->is_question;
        if (is_inferred) names->relations.items[r].slot = slots_add(&t->slots, relation->arity);
    }
}

static TypeId base_type_of(TypeKind kind) {
    switch (kind) {
    case TYPE_SYMBOL: return TYPE_ID_SYMBOL;
    case TYPE_INT: return TYPE_ID_INT;
    case TYPE_FLOAT: return TYPE_ID_FLOAT;
    case TYPE_DATE: return TYPE_ID_DATE;
    default: return TYPE_ID_ANY;
    }
}

/* A table may bring anything, so what it fills stays open. */
static void end_columns(Typer *t) {
    Names *names = &t->c->names;
    for (RelId r = 0; r < names->relations.count; r++) {
        const RelationNote *note = &names->relations.items[r];
        if (note->slot == NO_ID || note->is_loaded) continue;
        for (uint32_t i = 0; i < t->c->program->relations.items[r].arity; i++)
            note->columns[i].type = base_type_of(slots_find(&t->slots, note->slot + i)->kind);
    }
}

void types_check(Checker *c) {
    Typer t = {.c = c};
    slots_add(&t.slots, (uint32_t)c->variables.count);
    begin_columns(&t);
    learn(&t, true);
    for (int round = 0; round < LEARN_ROUNDS; round++) {
        t.slots.has_changed = false;
        learn(&t, false);
        if (!t.slots.has_changed) break;
    }
    end_columns(&t);
    t.is_final = true;
    UnitWalk walk = unit_walk(c->modules, c->diags);
    for (Unit unit; unit_next(&walk, &unit);) check_unit(&t, &unit);
    slots_clear(&t.slots);
}

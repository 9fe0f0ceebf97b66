/* Warnings, each silenced by saying what is meant (`_X`, `:- dynamic p/1`, a blank). */
#include "lang/check/lint.h"

#include "lang/check/resolve.h"
#include "lang/check/scope.h"
#include "lang/base/spelling.h"

/* ---- relations ---- */

static uint32_t times_given(const Checker *c, RelId id) {
    RelId contrary = c->program->relations.items[id].contrary;
    return c->names.relations.items[id].given + (contrary == NO_ID ? 0 : c->names.relations.items[contrary].given);
}

static Span first_use(const Checker *c, RelId id) {
    RelId contrary = c->program->relations.items[id].contrary;
    Span use = c->names.relations.items[id].first_use;
    if (use.source != NO_SOURCE || contrary == NO_ID) return use;
    return c->names.relations.items[contrary].first_use;
}

/* What nothing gives is asked for as an exception. */
static bool is_idle_exception(Checker *c, RelId id) {
    const Relation *relation = &c->program->relations.items[id];
    Span exception = c->names.relations.items[id].exception;
    if (exception.source == NO_SOURCE) return false;
    Str name = names_text(&c->names, relation->name), written = names_written(&c->names, name);
    Diag *d = diag_add(c->diags, W0503, exception, "this exception cannot occur: no fact, rule or table gives '%.*s'",
                       STR_FMT(name));
    diag_remedy(c->diags, d, "if it may be empty:  :- dynamic %.*s/%u.", STR_FMT(written), relation->arity);
    diag_note(c->diags, d, relation->span, "declared here");
    return true;
}

static void never_given(Checker *c, RelId id) {
    const Relation *relation = &c->program->relations.items[id];
    Str name = names_text(&c->names, relation->name), written = names_written(&c->names, name);
    Span use = first_use(c, id);
    if (relation->is_declared) {
        if (c->names.was_broken) return;
        if (is_idle_exception(c, id)) return;
        Diag *d = diag_add(c->diags, W0201, relation->span, "no fact, rule or table gives '%.*s'", STR_FMT(name));
        diag_remedy(c->diags, d, "state a fact of it or load a table; if it may be empty:  :- dynamic %.*s/%u.",
                    STR_FMT(written), relation->arity);
        if (use.source != NO_SOURCE) diag_note(c->diags, d, use, "it is asked for here");
        return;
    }
    if (use.source == NO_SOURCE) return;
    Str near = names_near_relation(&c->names, name, true);
    if (near.length == 0 && c->names.was_broken) return;
    Diag *d = diag_add(c->diags, E0214, use, "no fact, rule or table gives '%.*s'", STR_FMT(name));
    Builtin fn;
    if (diag_suggest(c->diags, d, use, near)) return;
    if (relation->arity > 1 && builtin_find(name, relation->arity - 1, &fn)) {
        diag_remedy(c->diags, d, "it is a function: X = %.*s(..)", STR_FMT(name));
    } else {
        diag_remedy(c->diags, d, "if it may be empty:  :- dynamic %.*s/%u.", STR_FMT(written), relation->arity);
    }
}

/* The next relation of that name that is given, and asked for. */
static RelId other_arity(Checker *c, RelId id, bool must_be_used) {
    RelId other = name_of(&c->names, names_text(&c->names, c->program->relations.items[id].name))->relation;
    for (; other != NO_ID; other = c->names.relations.items[other].next)
        if (other != id && times_given(c, other) && (!must_be_used || first_use(c, other).source != NO_SOURCE))
            return other;
    return NO_ID;
}

/* p/2 is given and never asked for, while p/3 is both. */
static void unused_arity(Checker *c, RelId id) {
    if (first_use(c, id).source != NO_SOURCE) return;
    RelId other = other_arity(c, id, true);
    if (other == NO_ID) return;
    const Relation *relation = &c->program->relations.items[id];
    uint32_t usual = c->program->relations.items[other].arity;
    Diag *d = diag_add(c->diags, W0202, relation->span, "'%.*s' with %u argument%s is never asked for, with %u it is",
                       STR_FMT(names_text(&c->names, relation->name)), relation->arity, relation->arity == 1 ? "" : "s",
                       usual);
    diag_remedy(c->diags, d, "they are two relations");
    diag_note(c->diags, d, c->program->relations.items[other].span, "with %u", usual);
}

/* Asked for with a number of arguments that nobody gives, while others are given. */
static bool is_wrong_arity(Checker *c, RelId id) {
    RelId other = other_arity(c, id, false);
    const Relation *relation = &c->program->relations.items[id];
    Span use = first_use(c, id);
    if (relation->is_declared || other == NO_ID || use.source == NO_SOURCE) return false;
    uint32_t usual = c->program->relations.items[other].arity;
    Diag *d = diag_add(c->diags, E0204, use, "'%.*s' is given with %u argument%s, but asked for with %u",
                       STR_FMT(names_text(&c->names, relation->name)), usual, usual == 1 ? "" : "s", relation->arity);
    diag_note(c->diags, d, c->names.relations.items[other].first_given, "given here");
    return true;
}

void lint_relations(Checker *c) {
    if (c->names.is_question) return;
    for (RelId r = 0; r < c->names.relations.count; r++) {
        const Relation *relation = &c->program->relations.items[r];
        if (relation->is_negative) continue;
        if (times_given(c, r) > 0)
            unused_arity(c, r);
        else if (!c->names.relations.items[r].may_be_empty && !is_wrong_arity(c, r))
            never_given(c, r);
    }
}

/* ---- units ---- */

static void used_once(Checker *c, const Unit *unit) {
    uint32_t first = unit_first_variable(c, unit), count = unit_variable_count(c, unit);
    const Statement *rule = c->tables[unit->module].about[unit->index];
    if (unit->statement->kind == STMT_UNDERCUT && !rule) return; /* there is a message about that already */
    for (uint32_t i = 0; i < count; i++) {
        const Variable *variable = &c->variables.items[first + i];
        if (variable->count != 1 || variable->is_reported || variable_is_marked(variable->name)) continue;
        if (unit->kind == UNIT_CONDITION && condition_shares(unit->statement, rule, variable->name)) continue;
        Spelling spelling = spelling_of(variable->name);
        for (uint32_t j = 0; j < count && count <= VARIABLES_COMPARED; j++)
            if (j != i) spelling_offer(&spelling, c->variables.items[first + j].name);
        Diag *d = diag_add(c->diags, W0301, variable->first, "variable '%.*s' is used once", STR_FMT(variable->name));
        if (spelling.best.length > 0)
            diag_remedy(c->diags, d, "did you mean '%.*s'? Otherwise write '_'", STR_FMT(spelling.best));
        else
            diag_remedy(c->diags, d, "write '_', or '_%.*s'", STR_FMT(variable->name));
        if (unit->kind == UNIT_CONDITION) note_namesake(c, d, unit->statement, rule, variable->name);
    }
}

/* f1, F050, n16: letters, then digits. */
static bool looks_like_id(Str text) {
    size_t letters = 0, i = 0;
    while (i < text.length && (text.text[i] < '0' || text.text[i] > '9')) i++, letters++;
    size_t digits = text.length - i;
    while (i < text.length && text.text[i] >= '0' && text.text[i] <= '9') i++;
    return letters > 0 && letters <= 3 && digits > 0 && i == text.length;
}

static void labelled_rule(Checker *c, const Unit *unit) {
    const Node *head = unit->head, *body = unit->body;
    bool is_tight = body->span.source == head->span.source && body->span.begin == head->span.end + 2;
    bool is_id = (head->kind == NODE_NAME || head->kind == NODE_VARIABLE) && looks_like_id(head->text);
    if (!is_tight || !is_id || unit->statement->label.length > 0 || body->kind != NODE_CALL) return;
    Span between = {head->span.source, head->span.end, body->span.begin};
    Diag *d = diag_add(c->diags, W0203, between, "this is a rule: '%.*s' if ...", STR_FMT(head->text));
    diag_remedy(c->diags, d, "for the contrary under an id, put a blank: '%.*s: -'", STR_FMT(head->text));
    diag_repair(c->diags, d, between, STR(": -"));
}

/* The first argument that is a letter from u to z, as variables are written elsewhere; else NULL. */
static const Node *letter_in(const Node *atom) {
    if (atom->kind == NODE_MINUS) atom = atom->children[0];
    for (uint32_t i = 0; atom->kind == NODE_CALL && i < atom->child_count; i++) {
        const Node *argument = atom->children[i];
        if (argument->kind == NODE_NAMED) argument = argument->children[0];
        bool is_letter = argument->kind == NODE_NAME && argument->text.length == 1;
        if (is_letter && *argument->text.text >= 'u' && *argument->text.text <= 'z') return argument;
    }
    return NULL;
}

/* mortal(x) :- human(x).: nothing but constants, and one of them a letter on both sides. */
static void small_variable(Checker *c, const Unit *unit) {
    const Node *body = unit->body, *first = body->kind == NODE_AND ? body->children[0] : body;
    const Node *head = letter_in(unit->head), *same = letter_in(first);
    if (!head || !same || !str_equal(head->text, same->text) || unit_variable_count(c, unit) > 0) return;
    Diag *d = diag_add(c->diags, W0303, head->span, "'%.*s' is a constant: the rule says something of it alone",
                       STR_FMT(head->text));
    diag_remedy(c->diags, d, "a variable begins with a capital letter: %c", *head->text.text - 'a' + 'A');
}

void lint_units(Checker *c) {
    UnitWalk walk = unit_walk_places(c->modules, &c->places, c->diags);
    for (Unit unit; unit_next(&walk, &unit);) {
        bool is_rule = unit.kind == UNIT_RULE, is_pair = unit.kind == UNIT_CONTRARY && unit.body->child_count > 1;
        if (is_rule || is_pair || unit.kind == UNIT_CONDITION) used_once(c, &unit);
        if (is_rule && unit.statement->kind == STMT_CLAUSE) labelled_rule(c, &unit);
        if (is_rule) small_variable(c, &unit);
    }
}

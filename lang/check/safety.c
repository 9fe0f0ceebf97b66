/* Every variable gets a value before it is used.
 *
 * Each unit is walked twice: binding finds the variables that get a value (binding.c), and needing walks once more in
 * source order and notes, for each variable without one, the gravest use: one variable, one message.  Where X lacks a
 * value only because Y in `X = Y * 2` does, only Y is reported (`excuses`).
 * Range restriction: J. Ullman, Principles of Database and Knowledge-Base Systems, 1988, section 3.2. */
#include "lang/check/safety.h"

#include "lang/base/spelling.h"
#include "lang/check/resolve.h"
#include "lang/check/safety_internal.h"
#include "lang/check/scope.h"

static void need_body(Safety *s, const Node *node);

/* ---- needing ---- */

static void need(Safety *s, const Node *node, Code code) {
    if (is_broken(s, node) || is_bound(s, node)) return;
    Lack *lack = &s->lacks.items[s->table->variable[node->id]];
    bool is_graver = lack->span.source == NO_SOURCE || code < lack->code ||
                     (code == lack->code && node->span.begin < lack->span.begin);
    if (is_graver) *lack = (Lack){code, node->span};
}

static void need_aggregate(Safety *s, const Node *node) {
    size_t mark = s->trail.count;
    const Node *body = node->children[node->child_count - 1];
    s->depth++;
    bind_body(s, body);
    for (uint32_t i = 0; i + 1 < node->child_count; i++)
        if (node->children[i]->kind == NODE_VARIABLE) need(s, node->children[i], E0305);
    need_body(s, body);
    s->depth--;
    unbind_to(s, mark);
}

static void need_expr(Safety *s, const Node *node, Code code) {
    if (is_broken(s, node)) return;
    if (node->kind == NODE_VARIABLE) {
        need(s, node, code);
    } else if (node->kind == NODE_AGGREGATE) {
        need_aggregate(s, node);
    } else {
        for (uint32_t i = 0; i < node->child_count; i++) need_expr(s, node->children[i], E0304);
    }
}

/* code: of a variable that stands as an argument; CODE_COUNT where that is no need. */
static void need_atom(Safety *s, const Node *atom, Code code) {
    for (uint32_t i = 0; i < atom->child_count; i++) {
        const Node *node = atom->children[i];
        if (node->kind == NODE_NAMED) node = node->children[0];
        if (node->kind != NODE_VARIABLE)
            need_expr(s, node, E0304);
        else if (code != CODE_COUNT)
            need(s, node, code);
    }
}

/* What a scope under `not` shares with the outside has its value from there; told where it stands outside. */
static void need_shared(Safety *s, const Node *node) {
    if (is_broken(s, node)) return;
    if (node->kind == NODE_VARIABLE && !is_bound(s, node)) {
        uint32_t v = s->table->variable[node->id];
        Span *within = &s->within.items[v];
        if (s->variables[v].depth <= s->depth && within->source == NO_SOURCE) *within = node->span;
    }
    for (uint32_t i = 0; i < node->child_count; i++) need_shared(s, node->children[i]);
}

static void need_denied(Safety *s, const Node *inner, const Node *innermost) {
    size_t mark = s->trail.count;
    need_shared(s, inner);
    s->depth++;
    bind_body(s, inner);
    need_body(s, inner);
    if (innermost) need_denied(s, innermost, NULL);
    s->depth--;
    unbind_to(s, mark);
}

static void need_alternatives(Safety *s, const Node *node) {
    for (uint32_t i = 0; i < node->child_count; i++) {
        size_t mark = s->trail.count;
        bind_body(s, node->children[i]);
        need_body(s, node->children[i]);
        unbind_to(s, mark);
    }
}

static void need_not(Safety *s, const Node *node) {
    const Node *inner = node->children[0];
    if (not_is_scope(node)) {
        need_denied(s, inner, NULL);
    } else if (!is_broken(s, inner)) {
        bool is_condition = s->table->relation[inner->id] == NO_ID;
        need_atom(s, literal_atom(inner), is_condition ? E0303 : E0302);
    }
}

static void need_body(Safety *s, const Node *node) {
    if (is_broken(s, node)) return;
    if (s->table->relation[node->id] != NO_ID) {
        need_atom(s, literal_atom(node), CODE_COUNT);
        return;
    }
    switch (node->kind) {
    case NODE_AND:
        for (uint32_t i = 0; i < node->child_count; i++) need_body(s, node->children[i]);
        return;
    case NODE_OR: need_alternatives(s, node); return;
    case NODE_NOT: need_not(s, node); return;
    case NODE_FORALL: need_denied(s, node->children[0], node->children[1]); return;
    case NODE_COMPARE:
    case NODE_IS:
        need_expr(s, node->children[0], E0303);
        need_expr(s, node->children[1], E0303);
        return;
    case NODE_CALL: need_atom(s, node, E0303); return;
    default: return;
    }
}

/* The variables of a question are the columns of its answer; those of a condition, what it shares with its rule. */
static void need_answers(Safety *s, const Unit *unit) {
    const Statement *rule = s->table->about[unit->index];
    for (uint32_t v = 0; v < s->count; v++) {
        const Variable *variable = &s->variables[v];
        if (unit->kind == UNIT_CONDITION && !condition_shares(unit->statement, rule, variable->name)) continue;
        if (variable->depth > 0 || s->bound.items[v] || s->lacks.items[v].span.source != NO_SOURCE) continue;
        s->lacks.items[v] = (Lack){E0306, variable->first};
    }
}

/* ---- telling ---- */

static Str near_variable(const Safety *s, uint32_t lacking) {
    Spelling spelling = spelling_of(s->variables[lacking].name);
    for (uint32_t v = 0; v < s->count && s->count <= VARIABLES_COMPARED; v++)
        if (s->lacks.items[v].span.source == NO_SOURCE && s->variables[v].depth == 0)
            spelling_offer(&spelling, s->variables[v].name);
    return spelling.best;
}

static const char *lack_place(Code code) {
    switch (code) {
    case E0301: return "gets no value in the body";
    case E0302: return "gets no value outside of 'not'";
    case E0303: return "is compared but gets no value";
    case E0304: return "is computed with but gets no value";
    case E0305: return "gets no value in the aggregate's body";
    default: return "gets no value in every alternative";
    }
}

static void tell(Safety *s, const Unit *unit, uint32_t v) {
    Lack lack = s->lacks.items[v];
    Diags *diags = s->c->diags;
    Str name = s->variables[v].name, near = near_variable(s, v);
    bool is_partial = s->missing.items[v].source != NO_SOURCE;
    s->variables[v].is_reported = true;
    Code code = is_partial ? E0306 : lack.code;
    Diag *d = diag_add(diags, code, lack.span, "variable '%.*s' %s", STR_FMT(name),
                       is_partial ? "gets a value in some alternatives only" : lack_place(code));
    bool is_shared =
        code == E0302 && s->within.items[v].source != NO_SOURCE && s->within.items[v].begin != lack.span.begin;
    if (is_partial) {
        diag_remedy(diags, d, "give it one in each");
        diag_note(diags, d, s->missing.items[v], "not in this one");
    } else if (diag_suggest(diags, d, lack.span, near)) {
        return;
    } else if (code == E0302 && s->variables[v].count == 1) {
        diag_remedy(diags, d, "write '_' if anything will do; else let it stand in a condition without 'not' as well");
        diag_repair(diags, d, lack.span, STR("_"));
    } else {
        diag_remedy(diags, d, "%sadd a premise that gives it one",
                    is_shared ? "write '_' if anything will do, or another name, or " : "");
    }
    if (is_shared) diag_note(diags, d, s->within.items[v], "the same variable, since it also stands outside of this");
    if (unit->kind == UNIT_CONDITION) note_namesake(s->c, d, unit->statement, s->table->about[unit->index], name);
}

/* ---- units ---- */

static void begin_unit(Safety *s, const Unit *unit) {
    s->table = &s->c->tables[unit->module];
    s->variables = s->c->variables.items + unit_first_variable(s->c, unit);
    s->count = unit_variable_count(s->c, unit);
    s->depth = 0;
    vec_empty(&s->trail);
    vec_empty(&s->bound);
    vec_empty(&s->hits);
    vec_empty(&s->missing);
    vec_empty(&s->within);
    vec_empty(&s->lacks);
    for (uint32_t v = 0; v < s->count; v++) {
        vec_push(&s->bound, false);
        vec_push(&s->hits, 0);
        vec_push(&s->missing, NO_SPAN);
        vec_push(&s->within, NO_SPAN);
        vec_push(&s->lacks, ((Lack){CODE_COUNT, NO_SPAN}));
    }
    s->work = 0;
    s->work_limit = 1000000;
}

/* True if something was lacking. */
static bool try_unit(Safety *s, const Unit *unit, bool excuses) {
    begin_unit(s, unit);
    s->excuses = s->has_excused = false;
    bind_body(s, unit->body);
    s->excuses = excuses;
    if (excuses) bind_body(s, unit->body);
    bool is_head_good = unit->head && literal_atom(unit->head) && !is_broken(s, literal_atom(unit->head));
    if (is_head_good) need_atom(s, literal_atom(unit->head), E0301);
    need_body(s, unit->body);
    bool is_lacking = false;
    for (uint32_t v = 0; v < s->count; v++)
        if (s->lacks.items[v].span.source == NO_SOURCE) s->lacks.items[v] = (Lack){E0302, s->within.items[v]};
    if (unit->kind != UNIT_RULE) need_answers(s, unit);
    for (uint32_t v = 0; v < s->count; v++) is_lacking |= s->lacks.items[v].span.source != NO_SOURCE;
    return is_lacking;
}

void safety_check(Checker *c) {
    Safety s = {.c = c};
    UnitWalk walk = unit_walk_places(c->modules, &c->places, c->diags);
    for (Unit unit; unit_next(&walk, &unit);) {
        if (!unit_has_variables(&unit) || unit_variable_count(c, &unit) == 0 || unit.kind == UNIT_CONTRARY) continue;
        if (!try_unit(&s, &unit, false)) continue;
        if (!try_unit(&s, &unit, true)) try_unit(&s, &unit, false); /* a circle of excuses */
        for (uint32_t v = 0; v < s.count; v++)
            if (s.lacks.items[v].span.source != NO_SOURCE) tell(&s, &unit, v);
    }
    vec_free(&s.bound);
    vec_free(&s.trail);
    vec_free(&s.hits);
    vec_free(&s.missing);
    vec_free(&s.within);
    vec_free(&s.lacks);
}

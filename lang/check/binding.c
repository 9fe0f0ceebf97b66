/* Which variables of a unit get a value.
 *
 * The least fixed point of "an atom gives its variables values; `X = e` gives X one when e has one; an aggregate gives
 * its group what its body gives; `;` gives what every alternative gives".  So the order of literals cannot matter.  The
 * set of bound variables is an array of flags with a trail, so that the inside of a scope or alternative is entered and
 * left at the cost of what it binds.
 * Nested alternatives that depend on each other could be evaluated again and again; `work` bounds that. */
#include "lang/check/safety_internal.h"

#include "lang/check/resolve.h"

/* ---- the set of bound variables ---- */

static void bind(Safety *s, uint32_t variable) {
    if (s->bound.items[variable]) return;
    s->bound.items[variable] = true;
    vec_push(&s->trail, variable);
}

static void bind_everything(Safety *s, const Node *node) {
    if (node->kind == NODE_VARIABLE) bind(s, s->table->variable[node->id]);
    for (uint32_t i = 0; i < node->child_count; i++) bind_everything(s, node->children[i]);
}

/* ---- binding ---- */

static void bind_atom(Safety *s, const Node *atom) {
    for (uint32_t i = 0; i < atom->child_count; i++) {
        const Node *node = atom->children[i];
        if (node->kind == NODE_NAMED) node = node->children[0];
        if (is_broken(s, node))
            bind_everything(s, node);
        else if (node->kind == NODE_VARIABLE)
            bind(s, s->table->variable[node->id]);
    }
}

/* Whether all parts of an expression have values; what an aggregate needs is told inside it. */
static bool is_ready(const Safety *s, const Node *node) {
    if (is_broken(s, node) || node->kind == NODE_AGGREGATE) return true;
    if (node->kind == NODE_VARIABLE) return is_bound(s, node);
    for (uint32_t i = 0; i < node->child_count; i++)
        if (!is_ready(s, node->children[i])) return false;
    return true;
}

/* Keeps those bound since mark that are shared with the scope around. */
static void leave_aggregate(Safety *s, size_t mark) {
    Vec(uint32_t) shared = {0};
    for (size_t i = mark; i < s->trail.count; i++)
        if (s->variables[s->trail.items[i]].depth <= s->depth) vec_push(&shared, s->trail.items[i]);
    unbind_to(s, mark);
    for (size_t i = 0; i < shared.count; i++) bind(s, shared.items[i]);
    vec_free(&shared);
}

static void bind_groups(Safety *s, const Node *node) {
    if (is_broken(s, node)) return;
    if (node->kind != NODE_AGGREGATE) {
        for (uint32_t i = 0; i < node->child_count; i++) bind_groups(s, node->children[i]);
        return;
    }
    size_t mark = s->trail.count;
    s->depth++;
    bind_body(s, node->children[node->child_count - 1]);
    s->depth--;
    leave_aggregate(s, mark);
}

static bool is_open_variable(const Safety *s, const Node *node) {
    return node->kind == NODE_VARIABLE && !is_broken(s, node) && !is_bound(s, node);
}

static void bind_equation(Safety *s, const Node *target, const Node *value) {
    if (!is_open_variable(s, target)) return;
    bool ready = is_ready(s, value);
    if (!ready && !s->excuses) return;
    if (!ready) s->has_excused = true;
    bind(s, s->table->variable[target->id]);
}

static void bind_comparison(Safety *s, const Node *node) {
    bind_groups(s, node->children[0]);
    bind_groups(s, node->children[1]);
    if (node->kind == NODE_COMPARE && node->op != OP_EQ) return;
    bind_equation(s, node->children[0], node->children[1]);
    if (node->kind == NODE_COMPARE) bind_equation(s, node->children[1], node->children[0]);
}

/* The first alternative that does not give v; ends: where each one's variables end. */
static size_t first_without(const uint32_t *given, const size_t *ends, uint32_t v) {
    size_t alternative = 0, at = 0;
    for (;; alternative++) {
        bool has = false;
        for (; at < ends[alternative]; at++) has |= given[at] == v;
        if (!has) return alternative;
    }
}

static void bind_alternatives(Safety *s, const Node *node) {
    Vec(uint32_t) given = {0};
    Vec(size_t) ends = {0};
    for (uint32_t i = 0; i < node->child_count; i++) {
        size_t mark = s->trail.count;
        bind_body(s, node->children[i]);
        for (size_t j = mark; j < s->trail.count; j++) vec_push(&given, s->trail.items[j]);
        vec_push(&ends, given.count);
        unbind_to(s, mark);
    }
    for (size_t i = 0; i < given.count; i++) s->hits.items[given.items[i]]++;
    for (size_t i = 0; i < given.count; i++) {
        uint32_t v = given.items[i];
        if (s->hits.items[v] < node->child_count && s->missing.items[v].source == NO_SOURCE)
            s->missing.items[v] = node->children[first_without(given.items, ends.items, v)]->span;
    }
    for (size_t i = 0; i < given.count; i++)
        if (s->hits.items[given.items[i]] == node->child_count) bind(s, given.items[i]);
    for (size_t i = 0; i < given.count; i++) s->hits.items[given.items[i]] = 0;
    vec_free(&given);
    vec_free(&ends);
}

static void bind_literal(Safety *s, const Node *node) {
    s->work++;
    if (is_broken(s, node)) {
        bind_everything(s, node);
    } else if (s->table->relation[node->id] != NO_ID) {
        bind_atom(s, literal_atom(node));
    } else if (node->kind == NODE_COMPARE || node->kind == NODE_IS) {
        bind_comparison(s, node);
    } else if (node->kind == NODE_OR) {
        bind_alternatives(s, node);
    } else if (node->kind == NODE_AND) {
        bind_body(s, node);
    }
}

/* Alternatives and conjunctions within are tried again only if something else was bound since. */
static void bind_once(Safety *s, const Node *node, size_t *seen) {
    bool is_costly = node->kind == NODE_OR || node->kind == NODE_AND;
    if (is_costly && (*seen == s->trail.count + 1 || (*seen && s->work > s->work_limit))) return;
    bind_literal(s, node);
    *seen = s->trail.count + 1;
}

void bind_body(Safety *s, const Node *node) {
    if (node->kind != NODE_AND || is_broken(s, node)) {
        bind_literal(s, node);
        return;
    }
    size_t before, *seen = mem_alloc_zero(node->child_count * sizeof *seen);
    do { /* to and fro: chains of `X = Y + 1` settle in one turn, in either order */
        before = s->trail.count;
        for (uint32_t i = 0; i < node->child_count; i++)
            if (node->children[i]->kind != NODE_OR) bind_once(s, node->children[i], &seen[i]);
        if (s->trail.count > before)
            for (uint32_t i = node->child_count; i-- > 0;)
                if (node->children[i]->kind != NODE_OR) bind_once(s, node->children[i], &seen[i]);
        for (uint32_t i = 0; i < node->child_count; i++)
            if (node->children[i]->kind == NODE_OR) bind_once(s, node->children[i], &seen[i]);
    } while (s->trail.count > before);
    mem_free(seen);
}

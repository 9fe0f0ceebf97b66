/* The well-founded model of a ground program.
 *
 * (A. Van Gelder, K. Ross, J. Schlipf, The well-founded semantics for general logic programs, JACM 38(3), 1991.)
 * An instance is true when all its literals are, and false when one is; an atom is true when an instance for it is, and
 * false when all are false.  Counters and a list of what was decided last make that linear.
 * What is left is support in a circle: p :- q.  q :- p.  Every atom of a positive loop has a source, an instance that
 * is not false and whose atoms of the same loop had their sources before.  When a source becomes false its atom looks
 * for another one, and so do those that relied on it; atoms that find none are unfounded, thus false (P. Simons, I.
 * Niemela, T. Soininen, Extending and implementing the stable model semantics, AIJ 138, 2002).  Only loops that the
 * counters leave undecided are looked at, and sources are mended when nothing else is left to do, so that a loop is
 * gone through for what it has lost, not for each thing that is decided.  Linear but for that: an atom is mended as
 * often as it loses its source, which in the worst case is for each of the other atoms of its loop.
 * Nothing recurses. */
#include "runtime/eval/ground.h"

typedef struct {
    Model *model;
    Vec(AtomId) decided; /* but those who wait have not been told */
    /* positive loops: strongly connected components of what is undecided */
    uint32_t *loop;       /* by atom; NO_ID: in none.  NULL before the first look */
    InstanceId *source;   /* by atom in a loop; NO_ID: none */
    uint32_t *missing;    /* by instance: its atoms of the head's loop that have no source */
    uint32_t *first_rule; /* by atom, and one more: instances for it are by_head[first_rule[a]] up to [...a + 1] */
    InstanceId *by_head;
    Vec(AtomId) lost, found;
} Solver;

bool model_may_go_on(Model *model, uint64_t visits) {
    enum { VISITS_BETWEEN_CHECKS = 1 << 18 };
    if (!model->work || (model->visits += visits) < VISITS_BETWEEN_CHECKS) return true;
    model->work->outcome->steps += model->visits;
    model->visits = 0;
    return !work_should_stop(model->work, NO_ID);
}

/* ---- counters ---- */

static void list_occurrences(Model *m) {
    const Ground *g = m->ground;
    uint32_t literal_count = g->starts[g->instance_count];
    m->first = mem_alloc_zero(((size_t)g->atom_count + 2) * sizeof *m->first);
    m->occurrences = mem_alloc((size_t)literal_count * sizeof *m->occurrences + 1);
    for (uint32_t i = 0; i < literal_count; i++) m->first[literal_atom(g->body[i]) + 2]++;
    for (AtomId a = 0; a < g->atom_count; a++) m->first[a + 2] += m->first[a + 1];
    for (InstanceId i = 0; i < g->instance_count; i++)
        for (uint32_t k = g->starts[i]; k < g->starts[i + 1];
             k++) /* first[a + 1] runs from the start of a to its end */
            m->occurrences[m->first[literal_atom(g->body[k]) + 1]++] = i * 2 + literal_is_denied(g->body[k]);
}

static void decide(Solver *s, AtomId a, Truth truth) {
    if (s->model->truth[a] != ATOM_UNDECIDED) return;
    s->model->truth[a] = (uint8_t)truth;
    vec_push(&s->decided, a);
}

static void make_false(Solver *s, InstanceId i, uint32_t *support) {
    Model *m = s->model;
    AtomId head = m->ground->heads[i];
    m->open[i] |= INSTANCE_FALSE;
    if (--support[head] == 0) decide(s, head, ATOM_FALSE);
    if (s->loop && s->source[head] == i && m->truth[head] == ATOM_UNDECIDED) vec_push(&s->lost, head);
}

static bool spread(Solver *s, uint32_t *support) {
    Model *m = s->model;
    while (s->decided.count) {
        AtomId a = vec_pop(&s->decided);
        bool is_true = m->truth[a] == ATOM_TRUE;
        for (uint32_t k = m->first[a]; k < m->first[a + 1]; k++) {
            InstanceId i = m->occurrences[k] / 2;
            if (instance_is_false(m, i)) continue;
            if (is_true == (m->occurrences[k] & 1))
                make_false(s, i, support);
            else if (--m->open[i] == 0)
                decide(s, m->ground->heads[i], ATOM_TRUE);
        }
        if (!model_may_go_on(m, m->first[a + 1] - m->first[a] + 1)) return false;
    }
    return true;
}

/* ---- loops ---- */

/* Whether an occurrence is one of the atom in a body that may still support its head. */
static bool is_support(const Model *m, uint32_t occurrence) {
    return !(occurrence & 1) && !instance_is_false(m, occurrence / 2) &&
           m->truth[m->ground->heads[occurrence / 2]] == ATOM_UNDECIDED;
}

typedef struct {
    AtomId atom;
    uint32_t next; /* occurrence to look at */
} Frame;

/* The components of undecided atoms, from an atom to the heads it supports (R. Tarjan, Depth-first search and linear
 * graph algorithms, 1972). */
typedef struct {
    Solver *solver;
    uint32_t *order, *low; /* by atom; order 0: not met yet */
    bool *is_open;
    Vec(AtomId) open;
    Vec(Frame) path;
    uint32_t clock, loops;
    bool has_denials; /* goes through them too */
} Walk;

static void step_in(Walk *w, AtomId a) {
    w->order[a] = w->low[a] = ++w->clock;
    w->is_open[a] = true;
    vec_push(&w->open, a);
    vec_push(&w->path, ((Frame){a, w->solver->model->first[a]}));
}

/* On from the last atom of the path: to one that is met for the first time, or NO_ID. */
static AtomId next_atom(Walk *w) {
    const Model *m = w->solver->model;
    Frame *frame = &vec_last(&w->path);
    AtomId a = frame->atom;
    while (frame->next < m->first[a + 1]) {
        uint32_t occurrence = m->occurrences[frame->next++];
        if (!w->has_denials && !is_support(m, occurrence)) continue;
        AtomId head = m->ground->heads[occurrence / 2];
        if (head == a) w->solver->loop[a] = a; /* a loop of one, unless it is part of a larger one */
        if (!w->order[head]) return head;
        if (w->is_open[head] && w->order[head] < w->low[a]) w->low[a] = w->order[head];
    }
    return NO_ID;
}

/* Back from the last atom of the path; if nothing before it is reached again, what was met since is one loop. */
static void step_out(Walk *w) {
    AtomId a = vec_last(&w->path).atom, member;
    w->path.count--;
    if (w->path.count && w->low[a] < w->low[vec_last(&w->path).atom]) w->low[vec_last(&w->path).atom] = w->low[a];
    if (w->low[a] != w->order[a]) return;
    bool is_alone = vec_last(&w->open) == a;
    w->loops += !is_alone || w->solver->loop[a] != NO_ID;
    do {
        member = vec_pop(&w->open);
        w->is_open[member] = false;
        if (!is_alone) w->solver->loop[member] = a;
    } while (member != a);
}

/* Whether there is a loop. */
static bool find_loops(Solver *s, bool has_denials) {
    const Model *m = s->model;
    uint32_t count = m->ground->atom_count;
    Walk w = {.solver = s, .has_denials = has_denials};
    w.order = mem_alloc_zero(((size_t)count + 1) * sizeof *w.order);
    w.low = mem_alloc(((size_t)count + 1) * sizeof *w.low);
    w.is_open = mem_alloc_zero((size_t)count + 1);
    for (AtomId a = 0; a < count; a++) s->loop[a] = NO_ID;
    for (AtomId start = 0; start < count; start++) {
        if (w.order[start] || m->truth[start] != ATOM_UNDECIDED) continue;
        step_in(&w, start);
        while (w.path.count) {
            AtomId next = next_atom(&w);
            if (next != NO_ID)
                step_in(&w, next);
            else
                step_out(&w);
        }
    }
    vec_free(&w.open);
    vec_free(&w.path);
    mem_free(w.order);
    mem_free(w.low);
    mem_free(w.is_open);
    return w.loops > 0;
}

static void list_by_head(Solver *s) {
    const Ground *g = s->model->ground;
    s->first_rule = mem_alloc_zero(((size_t)g->atom_count + 2) * sizeof *s->first_rule);
    for (InstanceId i = 0; i < g->instance_count; i++) s->first_rule[g->heads[i] + 2] += s->loop[g->heads[i]] != NO_ID;
    for (AtomId a = 0; a < g->atom_count; a++) s->first_rule[a + 2] += s->first_rule[a + 1];
    s->by_head = mem_alloc((size_t)s->first_rule[g->atom_count + 1] * sizeof *s->by_head + 1);
    for (InstanceId i = 0; i < g->instance_count; i++)
        if (s->loop[g->heads[i]] != NO_ID) s->by_head[s->first_rule[g->heads[i] + 1]++] = i;
}

static bool relies_on_loop(const Solver *s, uint32_t occurrence, AtomId a) {
    return !(occurrence & 1) && s->loop[s->model->ground->heads[occurrence / 2]] == s->loop[a];
}

static void gain(Solver *s, AtomId a, InstanceId source) {
    s->source[a] = source;
    vec_push(&s->found, a);
}

static bool is_without(const Solver *s, AtomId a) {
    return s->source[a] == NO_ID && s->model->truth[a] == ATOM_UNDECIDED;
}

/* Tells those that wait for the atoms that have found a source. */
static bool spread_sources(Solver *s) {
    Model *m = s->model;
    for (size_t n = 0; n < s->found.count; n++) {
        AtomId a = s->found.items[n];
        for (uint32_t k = m->first[a]; k < m->first[a + 1]; k++) {
            InstanceId i = m->occurrences[k] / 2;
            if (!relies_on_loop(s, m->occurrences[k], a)) continue;
            if (--s->missing[i] == 0 && !instance_is_false(m, i) && is_without(s, m->ground->heads[i]))
                gain(s, m->ground->heads[i], i);
        }
        if (!model_may_go_on(m, m->first[a + 1] - m->first[a] + 1)) return false;
    }
    vec_empty(&s->found);
    return true;
}

/* Of these atoms, none of which has a source: finds one where there is one, and makes the others false.  Sources
 * outside of them come first, then those near to such, so that atoms rely on few others. */
static bool mend(Solver *s, const AtomId *atoms, size_t count) {
    Model *m = s->model;
    for (size_t n = 0; n < count; n++) {
        AtomId a = atoms[n];
        for (uint32_t k = s->first_rule[a]; k < s->first_rule[a + 1] && is_without(s, a); k++)
            if (s->missing[s->by_head[k]] == 0 && !instance_is_false(m, s->by_head[k])) gain(s, a, s->by_head[k]);
        if (!model_may_go_on(m, s->first_rule[a + 1] - s->first_rule[a] + 1)) return false;
    }
    if (!spread_sources(s)) return false;
    for (size_t n = 0; n < count; n++)
        if (is_without(s, atoms[n])) decide(s, atoms[n], ATOM_FALSE);
    return true;
}

/* All atoms of loops begin without a source. */
static bool find_sources(Solver *s) {
    Model *m = s->model;
    const Ground *g = m->ground;
    Vec(AtomId) atoms = {0};
    s->source = mem_alloc((size_t)g->atom_count * sizeof *s->source + 1);
    s->missing = mem_alloc_zero((size_t)g->instance_count * sizeof *s->missing + 1);
    for (AtomId a = 0; a < g->atom_count; a++) {
        s->source[a] = NO_ID;
        if (s->loop[a] != NO_ID) vec_push(&atoms, a);
    }
    for (InstanceId i = 0; i < g->instance_count; i++)
        for (uint32_t k = g->starts[i]; k < g->starts[i + 1] && s->loop[g->heads[i]] != NO_ID; k++)
            s->missing[i] +=
                !literal_is_denied(g->body[k]) && s->loop[literal_atom(g->body[k])] == s->loop[g->heads[i]];
    bool going_on = mend(s, atoms.items, atoms.count);
    vec_free(&atoms);
    return going_on;
}

/* Atoms whose source became false, and those that relied on them, look for others. */
static bool mend_lost(Solver *s) {
    Model *m = s->model;
    size_t count = 0;
    for (size_t n = 0; n < s->lost.count; n++) { /* it may since be decided, or stand here twice */
        AtomId a = s->lost.items[n];
        if (m->truth[a] != ATOM_UNDECIDED || s->source[a] == NO_ID) continue;
        s->source[a] = NO_ID;
        s->lost.items[count++] = a;
    }
    s->lost.count = count;
    for (size_t n = 0; n < s->lost.count; n++) {
        AtomId a = s->lost.items[n];
        for (uint32_t k = m->first[a]; k < m->first[a + 1]; k++) {
            InstanceId i = m->occurrences[k] / 2;
            if (!relies_on_loop(s, m->occurrences[k], a)) continue;
            s->missing[i]++;
            AtomId head = m->ground->heads[i];
            if (s->source[head] != i || m->truth[head] != ATOM_UNDECIDED) continue;
            s->source[head] = NO_ID;
            vec_push(&s->lost, head);
        }
        if (!model_may_go_on(m, m->first[a + 1] - m->first[a] + 1)) return false;
    }
    m->repair_count += (uint32_t)s->lost.count;
    bool going_on = mend(s, s->lost.items, s->lost.count);
    vec_empty(&s->lost);
    return going_on;
}

/* ---- the model ---- */

static uint32_t *count_literals(Solver *s) {
    Model *m = s->model;
    const Ground *g = m->ground;
    uint32_t *support = mem_alloc_zero((size_t)g->atom_count * sizeof *support + 1);
    memset(m->truth, ATOM_UNDECIDED, g->atom_count);
    for (AtomId a = 0; g->is_open && a < g->atom_count; a++) support[a] = g->is_open[a];
    for (InstanceId i = 0; i < g->instance_count; i++) {
        m->open[i] = g->starts[i + 1] - g->starts[i] + g->is_blocked[i];
        support[g->heads[i]]++;
        if (m->open[i] == 0) decide(s, g->heads[i], ATOM_TRUE);
    }
    for (AtomId a = 0; a < g->atom_count; a++) {
        if (g->is_given[a]) decide(s, a, ATOM_TRUE);
        if (support[a] == 0) decide(s, a, ATOM_FALSE);
    }
    return support;
}

static bool has_positive(const Ground *g) {
    for (uint32_t k = 0; k < g->starts[g->instance_count]; k++)
        if (!literal_is_denied(g->body[k])) return true;
    return false;
}

static bool solve_loops(Solver *s, uint32_t *support) {
    if (s->model->ground->has_no_loops || !has_positive(s->model->ground)) return true;
    s->loop = mem_alloc(((size_t)s->model->ground->atom_count + 1) * sizeof *s->loop);
    if (!find_loops(s, false)) return true;
    list_by_head(s);
    if (!find_sources(s)) return false;
    while (s->decided.count || s->lost.count) {
        if (!spread(s, support)) return false;
        if (!mend_lost(s)) return false;
    }
    return true;
}

static void model_begin(Model *model, const Ground *ground, Work *work) {
    *model = (Model){.ground = ground, .work = work};
    list_occurrences(model);
    model->truth = mem_alloc_zero((size_t)ground->atom_count + 1);
    model->open = mem_alloc_zero((size_t)ground->instance_count * sizeof *model->open + 1);
}

bool model_find(Model *model, const Ground *ground, Work *work) {
    model_begin(model, ground, work);
    return model_find_again(model);
}

bool model_find_again(Model *model) {
    Solver s = {.model = model};
    uint32_t *support = count_literals(&s);
    bool going_on = spread(&s, support) && solve_loops(&s, support);
    mem_free(support);
    mem_free(s.loop);
    mem_free(s.source);
    mem_free(s.missing);
    mem_free(s.first_rule);
    mem_free(s.by_head);
    vec_free(&s.decided);
    vec_free(&s.lost);
    vec_free(&s.found);
    return going_on;
}

bool ground_loops(const Ground *ground, bool has_denials, AtomId *loop) {
    Model model;
    model_begin(&model, ground, NULL); /* all is undecided */
    bool has_loops = find_loops(&(Solver){.model = &model, .loop = loop}, has_denials);
    model_clear(&model);
    return has_loops;
}

bool ground_has_loops(const Ground *ground) {
    AtomId *loop = mem_alloc((size_t)ground->atom_count * sizeof *loop + 1);
    bool has_loops = ground_loops(ground, false, loop);
    mem_free(loop);
    return has_loops;
}

void model_clear(Model *model) {
    mem_free(model->truth);
    mem_free(model->open);
    mem_free(model->first);
    mem_free(model->occurrences);
    *model = (Model){0};
}

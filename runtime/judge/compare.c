/* Two theories on the same facts.
 *
 * Predictions meet by name, and within a name by aspect; one that is stated as a whole meets every aspect of the other
 * theory.  An expectation is judged once for each binding of its premise: it fits where its answer has a row of that
 * binding, and misfits where each of its alternatives has a literal whose contrary is accepted.  All else is left open:
 * a missing fact speaks for nobody.
 * The worlds of the two theories are separate stores, so rows of both are compared as text. */
#include "runtime/judge/compare.h"

#include <stdlib.h>

#define ANSWERS_SHOWN 8 /* ways in which one expectation comes true */

typedef Vec(Shown) ShownList;

const char *fit_name(Fit fit) {
    static const char *const NAMES[] = {"fits", "misfits", "partly", "open", "unmet", "undetermined", "silent"};
    return NAMES[fit];
}

const char *finding_name(Finding finding) {
    static const char *const NAMES[] = {"confirmed", "disconfirmed", "mixed", "neutral", "unmet", "undetermined", "-"};
    return NAMES[finding];
}

/* ---- one expectation and the facts ---- */

typedef struct {
    const Store *store;
    const Prediction *prediction;
    uint32_t side;
    Arena *arena;
    ShownList shown;
    Vec(Instance) instances;
} Testing;

static ShownRows keep(const ShownList *list, Arena *arena) {
    uint32_t count = (uint32_t)list->count;
    return (ShownRows){count ? arena_copy(arena, list->items, count * sizeof(Shown)) : NULL, count};
}

static void show(Testing *t, RowRef ref) {
    for (size_t i = 0; i < t->shown.count; i++)
        if (t->shown.items[i].relation == ref.relation && t->shown.items[i].row == ref.row) return;
    if (ref.row != NO_ROW) vec_push(&t->shown, ((Shown){t->side, ref.relation, ref.row}));
}

/* The part with values in place of the variables that have one. */
static Part bound_part(const Testing *t, const Part *part, const Value *values) {
    Part bound = *part;
    uint32_t arity = t->store->program->relations.items[part->relation].arity;
    Term *terms = arena_array(t->arena, Term, arity);
    for (uint32_t i = 0; i < arity; i++) {
        terms[i] = part->terms[i];
        if (values && terms[i].kind == TERM_VAR && values[terms[i].id] != COMPARE_FREE)
            terms[i] = term_const(values[terms[i].id]);
    }
    bound.terms = terms;
    return bound;
}

/* By column of `expected`: the values of one row of the premise; COMPARE_FREE for its other variables. */
static Value *binding_of(const Testing *t, const Value *premise) {
    const Question *expected = &t->prediction->expected, *given = &t->prediction->premise;
    Value *values = arena_array(t->arena, Value, expected->name_count);
    for (uint32_t i = 0; i < expected->name_count; i++) {
        values[i] = COMPARE_FREE;
        for (uint32_t k = 0; premise && k < given->name_count; k++)
            if (given->names[k] == expected->names[i]) values[i] = premise[k];
    }
    return values;
}

typedef Vec(RowId) Rows;

/* Answers that agree with the binding (NULL: all), in value order. */
static Rows answers_to(const Testing *t, const Question *question, const Value *binding) {
    Rows rows = {0};
    Table *table = store_table(t->store, question->answer);
    Value key[64]; /* no relation has more columns */
    uint64_t columns = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; binding && i < question->name_count; i++)
        if (binding[i] != COMPARE_FREE) columns |= UINT64_C(1) << i, key[count++] = binding[i];
    const Index *index = count ? table_index(table, columns) : NULL;
    for (RowId row = count ? index_first(index, key, 0) : 0; row < table_count(table);
         row = count ? index_next(index, row) : row + 1)
        if (!table_is_hidden(table, row)) vec_push(&rows, row);
    rows_sort(t->store, table, rows.items, rows.count);
    return rows;
}

static bool alternative_holds(const Testing *t, const Alternative *alternative, const Value *values) {
    for (uint32_t i = 0; i < alternative->part_count; i++) {
        if (!alternative->parts[i].is_atom) continue;
        Part part = bound_part(t, &alternative->parts[i], values);
        if (judge_part(t->store, &part).status != STATUS_ESTABLISHED) return false;
    }
    return alternative->part_count > 0;
}

/* The parts that are established under these values. */
static void show_parts(Testing *t, const Alternative *alternative, const Value *values) {
    for (uint32_t i = 0; i < alternative->part_count; i++) {
        if (!alternative->parts[i].is_atom) continue;
        Part part = bound_part(t, &alternative->parts[i], values);
        Verdict verdict = judge_part(t->store, &part);
        if (verdict.status == STATUS_ESTABLISHED) show(t, verdict.row);
    }
}

/* What was expected is there: the rows of its first alternative that holds,
 * or the answer where it has no plain parts. */
static void show_answer(Testing *t, RowId answer) {
    const Prediction *p = t->prediction;
    const Value *values = table_row(store_table(t->store, p->expected.answer), answer);
    for (uint32_t i = 0; i < p->alternative_count; i++) {
        const Alternative *alternative = &p->alternatives[i];
        if (!alternative_holds(t, alternative, values)) continue;
        show_parts(t, alternative, values);
        return;
    }
    show(t, (RowRef){p->expected.answer, answer});
}

/* The first literal whose contrary is accepted. */
static RowRef refutation(const Testing *t, const Part *parts, uint32_t count, const Value *values) {
    for (uint32_t i = 0; i < count; i++) {
        if (!parts[i].is_atom) continue;
        Part part = bound_part(t, &parts[i], values);
        Verdict verdict = judge_part(t->store, &part);
        if (verdict.status == STATUS_REFUTED) return verdict.row;
    }
    return (RowRef){NO_ID, NO_ROW};
}

static Fit fit_for(Testing *t, const Value *binding) {
    const Prediction *p = t->prediction;
    Rows answers = answers_to(t, &p->expected, binding);
    bool fits = answers.count > 0;
    for (size_t i = 0; i < answers.count && i < ANSWERS_SHOWN; i++) show_answer(t, answers.items[i]);
    vec_free(&answers);
    if (fits) return FIT_FITS;
    size_t before = t->shown.count;
    for (uint32_t i = 0; i < p->alternative_count; i++) {
        RowRef rival = refutation(t, p->alternatives[i].parts, p->alternatives[i].part_count, binding);
        show(t, rival);
        if (rival.row != NO_ROW) continue;
        t->shown.count = before;
        return FIT_OPEN;
    }
    for (uint32_t i = 0; i < p->alternative_count; i++) show_parts(t, &p->alternatives[i], binding);
    return FIT_MISFITS;
}

static Fit fit_instance(Testing *t, const Value *premise) {
    Instance instance = {.values = binding_of(t, premise)};
    instance.fit = fit_for(t, instance.values);
    vec_push(&t->instances, instance);
    return instance.fit;
}

static Fit fit_of(Testing *t) {
    const Prediction *p = t->prediction;
    if (!p->has_premise) return p->is_definite ? fit_instance(t, NULL) : FIT_UNDETERMINED;
    Rows bindings = answers_to(t, &p->premise, NULL);
    size_t count = bindings.count, fits = 0, misfits = 0;
    for (size_t i = 0; p->is_definite && i < count; i++) {
        Fit fit = fit_instance(t, table_row(store_table(t->store, p->premise.answer), bindings.items[i]));
        fits += fit == FIT_FITS;
        misfits += fit == FIT_MISFITS;
    }
    vec_free(&bindings);
    if (count == 0) show(t, refutation(t, p->premise_parts, p->premise_part_count, NULL));
    if (count == 0) return FIT_UNMET;
    if (!p->is_definite) return FIT_UNDETERMINED;
    if (misfits) return fits ? FIT_PARTLY : FIT_MISFITS;
    return fits == count ? FIT_FITS : FIT_OPEN;
}

static Tested test_prediction(const Store *store, uint32_t side, const Prediction *prediction, Arena *arena) {
    Tested tested = {.prediction = prediction, .fit = FIT_SILENT};
    if (!prediction) return tested;
    Testing testing = {.store = store, .prediction = prediction, .side = side, .arena = arena};
    tested.fit = fit_of(&testing);
    tested.shown = keep(&testing.shown, arena);
    tested.instance_count = (uint32_t)testing.instances.count;
    if (tested.instance_count)
        tested.instances = arena_copy(arena, testing.instances.items, testing.instances.count * sizeof(Instance));
    vec_free(&testing.instances);
    vec_free(&testing.shown);
    return tested;
}

/* ---- findings ---- */

static Finding finding_of(Fit fit, Fit other) {
    switch (fit) {
    case FIT_FITS: return other == FIT_FITS ? FINDING_NEUTRAL : FINDING_CONFIRMED;
    case FIT_MISFITS: return FINDING_DISCONFIRMED;
    case FIT_PARTLY: return FINDING_MIXED;
    case FIT_UNMET: return FINDING_UNMET;
    case FIT_OPEN:
    case FIT_UNDETERMINED: return FINDING_UNDETERMINED;
    case FIT_SILENT: return FINDING_NONE;
    }
    return FINDING_NONE;
}

/* Of several aspects: those that say nothing definite leave the verdict to the others. */
static Finding finding_together(const Aspect *aspects, uint32_t count, uint32_t side) {
    static const Finding ORDER[] = {FINDING_MIXED,   FINDING_DISCONFIRMED, FINDING_CONFIRMED,
                                    FINDING_NEUTRAL, FINDING_UNDETERMINED, FINDING_UNMET};
    bool has[FINDING_NONE + 1] = {false};
    for (uint32_t i = 0; i < count; i++) has[aspects[i].findings[side]] = true;
    if (has[FINDING_DISCONFIRMED] && (has[FINDING_CONFIRMED] || has[FINDING_NEUTRAL])) return FINDING_MIXED;
    for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++)
        if (has[ORDER[i]]) return ORDER[i];
    return FINDING_NONE;
}

/* ---- the facts below ---- */

bool shown_is_named(const Store *store, const Shown *shown) {
    uint32_t count = store_origin_count(store, shown->relation, shown->row);
    for (uint32_t i = 0; i < count; i++) {
        Origin origin = store_origin(store, shown->relation, shown->row, i);
        if (origin.label != NO_SYMBOL || origin.cites.count > 0) return true;
    }
    return false;
}

/* A fact under its id, or as it is written: the same in both worlds. */
typedef struct {
    Str text;
    bool has_id;
    Shown shown;
} Leaf;
typedef Vec(Leaf) Leaves;

static Leaf leaf_of(const Store *store, Shown shown, Arena *arena) {
    Leaf leaf = {.shown = shown};
    Text text;
    text_init(&text);
    Symbol label = NO_SYMBOL;
    if (store_origin_count(store, shown.relation, shown.row))
        label = store_origin(store, shown.relation, shown.row, 0).label;
    leaf.has_id = label != NO_SYMBOL;
    if (leaf.has_id)
        text_add(&text, intern_text(values_symbols(store->program->values), label));
    else
        atom_print(store->program, shown.relation, table_row(store_table(store, shown.relation), shown.row), &text);
    leaf.text = arena_str(arena, text_str(&text));
    text_clear(&text);
    return leaf;
}

static int leaf_order(const void *a, const void *b) {
    const Leaf *left = a, *right = b;
    if (left->has_id != right->has_id) return left->has_id ? -1 : 1;
    int order = str_compare(left->text, right->text);
    return order ? order : (int)left->shown.side - (int)right->shown.side;
}

static ShownRows settle(Leaves *leaves, Arena *arena) {
    ShownList list = {0};
    if (leaves->count) qsort(leaves->items, leaves->count, sizeof *leaves->items, leaf_order);
    for (size_t i = 0; i < leaves->count; i++)
        if (i == 0 || !str_equal(leaves->items[i].text, leaves->items[i - 1].text))
            vec_push(&list, leaves->items[i].shown);
    ShownRows rows = keep(&list, arena);
    vec_free(&list);
    vec_free(leaves);
    return rows;
}

static void add_leaves(const Store *store, ShownRows shown, Leaves *leaves, Arena *arena) {
    for (uint32_t i = 0; i < shown.count; i++) {
        Proof *proof = prove(store, shown.items[i].relation, shown.items[i].row);
        for (size_t k = 0; k < proof->steps.count; k++) {
            const Step *step = &proof->steps.items[k];
            if (step_rule(proof, step)) continue;
            vec_push(leaves, leaf_of(store, (Shown){shown.items[i].side, step->relation, step->row}, arena));
        }
        proof_free(proof);
    }
}

static ShownRows facts_of(const Store *const stores[SIDES], const Aspect *aspect, Arena *arena) {
    Leaves leaves = {0};
    for (uint32_t side = 0; side < SIDES; side++) add_leaves(stores[side], aspect->tested[side].shown, &leaves, arena);
    return settle(&leaves, arena);
}

static ShownRows separating(const Store *const stores[SIDES], const Matter *matter, Arena *arena) {
    Leaves leaves = {0};
    for (uint32_t i = 0; i < matter->aspect_count; i++) {
        const Aspect *aspect = &matter->aspects[i];
        if (aspect->findings[SIDE_A] == aspect->findings[SIDE_B]) continue;
        for (uint32_t k = 0; k < aspect->facts.count; k++)
            vec_push(&leaves, leaf_of(stores[aspect->facts.items[k].side], aspect->facts.items[k], arena));
    }
    return settle(&leaves, arena);
}

/* ---- matters ---- */

static Str symbol_text(const Store *store, Symbol symbol) {
    return symbol == NO_SYMBOL ? (Str){NULL, 0} : intern_text(values_symbols(store->program->values), symbol);
}

/* The prediction of a matter in this aspect; else the one about the whole, if there is one. */
static const Prediction *prediction_on(const Store *store, Str name, Str aspect) {
    const Agenda *agenda = store->program->agenda;
    const Prediction *whole = NULL;
    for (size_t i = 0; i < agenda->predictions.count; i++) {
        const Prediction *p = &agenda->predictions.items[i];
        if (!str_equal(symbol_text(store, p->name), name)) continue;
        if (str_equal(symbol_text(store, p->aspect), aspect)) return p;
        if (p->aspect == NO_SYMBOL) whole = p;
    }
    return whole;
}

typedef Vec(Str) Names;

static void add_name(Names *names, Str name) {
    for (size_t i = 0; i < names->count; i++)
        if (str_equal(names->items[i], name)) return;
    vec_push(names, name);
}

/* The aspects that are named; the whole only where none is. */
static Names aspects_of(const Store *const stores[SIDES], Str name) {
    Names names = {0};
    for (uint32_t side = 0; side < SIDES; side++) {
        const Agenda *agenda = stores[side]->program->agenda;
        for (size_t i = 0; i < agenda->predictions.count; i++) {
            const Prediction *p = &agenda->predictions.items[i];
            if (p->aspect != NO_SYMBOL && str_equal(symbol_text(stores[side], p->name), name))
                add_name(&names, symbol_text(stores[side], p->aspect));
        }
    }
    if (names.count == 0) vec_push(&names, ((Str){NULL, 0}));
    return names;
}

static Str matter_of(const Store *const stores[SIDES], Str name) {
    for (uint32_t side = 0; side < SIDES; side++) {
        const Agenda *agenda = stores[side]->program->agenda;
        for (size_t i = 0; i < agenda->predictions.count; i++) {
            const Prediction *p = &agenda->predictions.items[i];
            if (p->matter.length && str_equal(symbol_text(stores[side], p->name), name)) return p->matter;
        }
    }
    return (Str){NULL, 0};
}

static Aspect compare_aspect(const Store *const stores[SIDES], Str name, Str aspect, Arena *arena) {
    Aspect compared = {.name = aspect};
    for (uint32_t side = 0; side < SIDES; side++)
        compared.tested[side] = test_prediction(stores[side], side, prediction_on(stores[side], name, aspect), arena);
    for (uint32_t side = 0; side < SIDES; side++)
        compared.findings[side] = finding_of(compared.tested[side].fit, compared.tested[!side].fit);
    compared.facts = facts_of(stores, &compared, arena);
    return compared;
}

static Matter compare_matter(const Store *const stores[SIDES], Str name, Arena *arena) {
    Names names = aspects_of(stores, name);
    Matter matter = {.name = name, .matter = matter_of(stores, name), .aspect_count = (uint32_t)names.count};
    Aspect *aspects = arena_array(arena, Aspect, names.count);
    for (size_t i = 0; i < names.count; i++) aspects[i] = compare_aspect(stores, name, names.items[i], arena);
    matter.aspects = aspects;
    vec_free(&names);
    for (uint32_t side = 0; side < SIDES; side++)
        matter.findings[side] = finding_together(aspects, matter.aspect_count, side);
    matter.separating = separating(stores, &matter, arena);
    return matter;
}

Comparison compare_theories(const Store *const stores[SIDES], Arena *arena) {
    Names names = {0};
    for (uint32_t side = 0; side < SIDES; side++) {
        const Agenda *agenda = stores[side]->program->agenda;
        for (size_t i = 0; i < agenda->predictions.count; i++)
            add_name(&names, symbol_text(stores[side], agenda->predictions.items[i].name));
    }
    Comparison comparison = {.count = (uint32_t)names.count};
    Matter *matters = arena_array(arena, Matter, names.count);
    for (size_t i = 0; i < names.count; i++) {
        matters[i] = compare_matter(stores, names.items[i], arena);
        for (uint32_t side = 0; side < SIDES; side++)
            if (matters[i].findings[side] != FINDING_NONE) comparison.tally[side][matters[i].findings[side]]++;
    }
    comparison.matters = matters;
    vec_free(&names);
    return comparison;
}

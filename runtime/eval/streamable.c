/* Which aggregates need no table of what they run over, and which relations are passed on (stream.c). */
#include "runtime/eval/alternate.h"
#include "runtime/eval/stream_internal.h"

/* ---- what can be streamed ---- */

/* The one rule that reads a relation, and once: found for all relations together. */
static RuleId *find_readers(const Program *program) {
    enum { UNREAD = NO_ID, READ = NO_ID - 1 };
    RuleId *reader_of = mem_alloc((program->relations.count + 1) * sizeof *reader_of);
    memset(reader_of, 0xFF, (program->relations.count + 1) * sizeof *reader_of);
    for (RuleId r = 0; r < program->rules.count; r++) {
        const Rule *rule = &program->rules.items[r];
        for (uint32_t i = 0; i < rule->literal_count; i++) {
            const Literal *literal = &rule->body[i];
            if (!literal_reads(literal)) continue;
            RuleId *reader = &reader_of[literal->relation];
            *reader = *reader == UNREAD ? r : READ;
        }
    }
    for (size_t r = 0; r < program->relations.count; r++)
        if (reader_of[r] == READ) reader_of[r] = NO_ID;
    return reader_of;
}

static const Rule *reader_of(Work *work, RelId relation) {
    if (!work->reader_of) work->reader_of = find_readers(work->store->program);
    RuleId reader = work->reader_of[relation];
    return reader == NO_ID ? NULL : &work->store->program->rules.items[reader];
}

/* Whether it is a single relation without rows, to be computed in one round and in two values. */
static bool is_plain(const Work *work, const Component *component) {
    return component->relation_count == 1 && !component->is_recursive &&
           !component_needs_three_values(work->store, component) && /* some may be undecided */
           table_count(store_table_as_is(work->store, component->relations[0])) == 0;
}

const Rule *stream_fold(Work *work, const Component *component) {
    RelId r = component->relations[0];
    const Relation *relation = &work->store->program->relations.items[r];
    if (relation->helper != HELPER_GROUPED || !is_plain(work, component)) return NULL;
    const Rule *reader = reader_of(work, r);
    return reader && reader->is_fold && relation->arity > reader->group_count ? reader : NULL;
}

static bool is_counted(const Work *work) {
    return work->options->budget.max_rows > 0 || work->options->budget.max_rounds > 0;
}

bool stream_takes_repeats(const Work *work, const Rule *fold) {
    return (fold->aggregate == AGG_MIN || fold->aggregate == AGG_MAX) && !is_counted(work);
}

bool stream_rules_apart(const Program *program, const Component *component) {
    enum { RULES_MOST = 16 };
    if (component->rule_count > RULES_MOST) return false;
    for (uint32_t i = 0; i < component->rule_count; i++)
        for (uint32_t k = 0; k < i; k++)
            if (!rules_are_apart(program, &program->rules.items[component->rules[i]],
                                 &program->rules.items[component->rules[k]]))
                return false;
    return true;
}

bool stream_columns(const Program *program, const Rule *rule, const uint32_t *heads, uint32_t count,
                    uint32_t *columns) {
    if (rule->literal_count != 1 || rule->body[0].kind != LIT_ATOM) return false;
    const Term *terms = rule->body[0].terms;
    uint32_t arity = program->relations.items[rule->body[0].relation].arity;
    for (uint32_t i = 0; i < arity; i++) {
        if (terms[i].kind == TERM_CONST) return false;
        for (uint32_t k = 0; k < i && terms[i].kind == TERM_VAR; k++)
            if (terms[k].kind == TERM_VAR && terms[k].id == terms[i].id) return false;
    }
    for (uint32_t c = 0; c < count; c++) {
        Term head = rule->terms[heads[c]];
        uint32_t i = 0;
        while (i < arity && (terms[i].kind != TERM_VAR || terms[i].id != head.id)) i++;
        if (i == arity || head.kind != TERM_VAR) return false;
        columns[c] = i;
    }
    return true;
}

/* ---- relations passed on ---- */

/* Whether nobody but rules ever looks at its rows, and rules see all of them. */
static bool is_ordinary(const Program *program, RelId r) {
    const Relation *relation = &program->relations.items[r];
    for (size_t i = 0; i < program->contraries.count; i++)
        if (program->contraries.items[i].first == r || program->contraries.items[i].second == r) return false;
    return relation->helper == HELPER_NONE && relation->contrary == NO_ID && relation->strict == NO_ID &&
           relation->key_count == 0 && relation->class_count == 0 && !relation->is_open;
}

static bool is_distinct(Work *work, const Component *component, RuleId id) {
    Arena arena = work_take_arena(work);
    Plan plan = plan_rule(work->store, component, id, NO_ID, &arena);
    bool is_distinct = plan_is_distinct(work->store->program, &plan, &arena);
    work_return_arena(work, &arena);
    return is_distinct;
}

/* The aggregate that the rows of a relation are all made for, one of :rows for each; NULL. */
static const Rule *fold_behind(Work *work, RelId r) {
    const Program *program = work->store->program;
    const Rule *reader = reader_of(work, r);
    uint32_t heads[TALLY_COLUMNS], columns[TALLY_COLUMNS];
    if (!reader || program->relations.items[reader->head].helper != HELPER_GROUPED) return NULL;
    const Component *rows = program_component(program, reader->head);
    const Rule *fold = stream_fold(work, rows);
    if (!fold || rows->rule_count != 1) return NULL;
    for (uint32_t c = 0; c <= fold->group_count; c++) heads[c] = c;
    bool is_copied = stream_columns(program, reader, heads, fold->group_count + 1, columns) &&
                     (is_distinct(work, rows, rows->rules[0]) || stream_takes_repeats(work, fold));
    return is_copied ? fold : NULL;
}

bool stream_may_pass(Work *work) {
    const Program *program = work->store->program;
    const Component *component = work->component;
    RelId r = component->relations[0];
    if (!uses(work->store->without, WAY_STREAMS) || !is_plain(work, component) || is_counted(work) ||
        program->relations.items[r].arity < 3 || !is_ordinary(program, r))
        return false;
    const Rule *fold = fold_behind(work, r);
    if (!fold ||
        program->relations.items[fold->body[0].relation].component != program->relations.items[r].component + 1)
        return false;
    if (stream_takes_repeats(work, fold)) return true;
    for (uint32_t i = 0; i < component->rule_count; i++)
        if (program->rules.items[component->rules[i]].is_fold || !is_distinct(work, component, component->rules[i]))
            return false;
    return stream_rules_apart(program, component);
}

RelId stream_source(const Store *store, const Component *component) {
    const Program *program = store->program;
    if (component->rule_count != 1 || program->relations.items[component->relations[0]].helper != HELPER_GROUPED)
        return NO_ID;
    const Rule *rule = &program->rules.items[component->rules[0]];
    bool is_passed = rule->literal_count == 1 && rule->body[0].kind == LIT_ATOM &&
                     store_is_absent(store, rule->body[0].relation) && !store->streamed.items[rule->head];
    return is_passed ? rule->body[0].relation : NO_ID;
}

/* A run that was stopped.
 *
 * It has used up its limits, so what is asked of it has some of its own, and a little of the memory.  Of what it has
 * not come to, only questions that cannot be answered wrongly from a part of the world are answered.  What was growing
 * is named in words of the program, never of its translation. */
#include "runtime/api/stopped.h"

#include "runtime/eval/budget.h"

enum { PARTIAL_ROWS = 100000 /* of answers */, LAST_ROWS = 5 };

/* ---- what is answered all the same ---- */

RunOptions stopped_options(const Session *session) {
    const uint64_t most = session->budget ? session->budget->max_bytes : 0;
    return (RunOptions){
        .budget = budget_begin((Budget){.max_rows = PARTIAL_ROWS, .max_seconds = 1, .max_bytes = most + most / 16})};
}

/* Whether the answers found in a part of the world are answers in all of it: nothing is denied or counted. */
static bool is_positive(const Program *program, const Component *component) {
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &program->rules.items[component->rules[i]];
        for (uint32_t k = 0; k < rule->literal_count; k++) {
            const Literal *literal = &rule->body[k];
            if (literal->kind == LIT_NOT || literal->kind == LIT_LOOKUP) return false;
            if (literal->kind == LIT_ATOM && program->relations.items[literal->relation].helper != HELPER_NONE)
                return false;
        }
    }
    return true;
}

void stopped_answer(const Session *session, World *world) {
    const Program *program = session->program;
    Store *store = world->store;
    RunOptions options = stopped_options(session);
    for (RelId id = 0; id < program->relations.count; id++) {
        const Relation *relation = &program->relations.items[id];
        if (relation->helper != HELPER_ANSWER || relation->component == NO_ID ||
            table_count(store_table(store, id)) > 0)
            continue;
        const Component *component = &program->components.items[relation->component];
        Outcome outcome = {0};
        if (is_positive(program, component)) run_component(store, component, &options, &outcome);
        outcome_clear(&outcome);
    }
}

/* ---- what is said about it ---- */

static void print_place(const Session *session, Span span, Text *text) {
    text_printf(text, "%.*s:%u", STR_FMT(source_name(session->sources, span.source)),
                (unsigned)source_place(session->sources, span.source, span.begin).line);
}

/* The relation that somebody wrote which a step of the translation is about; NO_ID if there is none. */
static RelId written_relation(const Program *program, RelId id) {
    while (id != NO_ID && program->relations.items[id].helper != HELPER_NONE) id = program->relations.items[id].of;
    return id;
}

/* A rule that nobody wrote has no place: what it is about may have one.  False if there is nothing to name. */
static bool print_at_work(const Session *session, const Rule *rule, Text *text) {
    if (rule->span.source != NO_SOURCE) {
        text_lit(text, "hence: at work was the rule at ");
        print_place(session, rule->span, text);
        return true;
    }
    const Program *program = session->program;
    RelId about = written_relation(program, rule->head);
    if (about == NO_ID || program->relations.items[about].name == NO_SYMBOL) return false;
    const Relation *relation = &program->relations.items[about];
    text_printf(text, "hence: at work was what speaks for and against %s%.*s", relation->is_negative ? "-" : "",
                STR_FMT(intern_text(values_symbols(program->values), relation->name)));
    if (relation->span.source == NO_SOURCE) return true;
    text_lit(text, " (");
    print_place(session, relation->span, text);
    text_add_char(text, ')');
    return true;
}

/* Rows of the translation's own relations would tell nobody anything. */
static void print_last_rows(const Session *session, RelId head, Text *text) {
    const Table *table = store_table(session->world->store, head);
    RelId said = program_said(session->program, head);
    uint32_t count = table_count(table);
    bool is_told = count > 0 && session->program->relations.items[said].helper == HELPER_NONE;
    text_add(text, is_told ? STR("; its last rows:\n") : STR("\n"));
    for (uint32_t row = count > LAST_ROWS ? count - LAST_ROWS : 0; is_told && row < count; row++) {
        text_lit(text, "    ");
        atom_print(session->program, said, table_row(table, row), text);
        text_add_char(text, '\n');
    }
}

void stopped_print(const Session *session, Text *text) {
    const Outcome *outcome = &session->world->outcome;
    if (session->read_stop != STOP_NONE) {
        text_printf(text,
                    "hence: stopped by %s while tables were read: not all facts are there, and nothing was derived\n",
                    stop_name(session->read_stop));
        return;
    }
    text_printf(text, "hence: stopped by %s after %llu rounds and %llu derived rows; what follows is partial\n",
                stop_name(outcome->stop), (unsigned long long)outcome->rounds,
                (unsigned long long)outcome->rows_derived);
    if (outcome->growing == NO_ID) return;
    const Rule *rule = &session->program->rules.items[outcome->growing];
    if (print_at_work(session, rule, text)) print_last_rows(session, rule->head, text);
}

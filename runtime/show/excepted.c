/* An exception fires in an instance of a rule: all other premises hold, and the excepted one is false.  The rules that
 * conclude a row may be those of its relation or of any of its classes. */
#include "runtime/show/excepted.h"

#include "runtime/judge/grounds.h"
#include "runtime/judge/parts.h"
#include "runtime/show/denial.h"
#include "runtime/show/opposition.h"
#include "runtime/show/prose.h"
#include "runtime/show/quantified.h"
#include "runtime/show/summary.h"
#include "runtime/show/words.h"
#include "runtime/why/through.h"

/* ---- found ---- */

typedef struct {
    const Store *store;
    OnException *tell;
    void *context;
} Finder;

static bool find_exception(void *context, const Residual *residual) {
    const Finder *f = context;
    const Rule *rule = &f->store->program->rules.items[residual->rule];
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (!rule->body[i].is_exception && residual->truth[i] != LITERAL_TRUE) return true;
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (residual->truth[i] == LITERAL_FALSE) f->tell(f->context, residual, &rule->body[i]);
    return true;
}

void exceptions_find(const Store *store, RelId id, const Value *row, OnException *tell, void *context) {
    Finder finder = {store, tell, context};
    const Relation *relation = &store->program->relations.items[id];
    for (uint32_t c = 0; c <= relation->class_count; c++)
        residual_of_row(store, c < relation->class_count ? relation->classes[c] : id, row, true, find_exception,
                        &finder);
}

/* ---- in words ---- */

/* The accepted row that is the exception; of NO_ROW where it is none. */
static RowRef row_firing(const Store *store, const Residual *residual, const Literal *exception) {
    return exception->kind == LIT_NOT ? literal_least(store, exception, residual->bindings) : (RowRef){NO_ID, NO_ROW};
}

void exception_print(const Store *store, const Residual *residual, const Literal *exception, const Sources *sources,
                     Text *text) {
    const Program *program = store->program;
    RowRef firing = row_firing(store, residual, exception);
    if (firing.row != NO_ROW && case_found_print(store, exception, firing, sources, text)) return;
    Literal positive = *exception;
    positive.kind = LIT_ATOM;
    if (literal_is_forall(exception, sources)) {
        text_lit(text, "it is not so that ");
        if (quantified_print(program, exception, residual->bindings, sources, text)) return;
    }
    literal_words_print(program, &program->rules.items[residual->rule], &positive, residual->bindings, sources, text);
}

void exception_word_print(const Store *store, RowRef firing, bool is_short, const Sources *sources, Text *text) {
    if (firing.row == NO_ROW) return;
    bool is_written = store->program->relations.items[firing.relation].helper == HELPER_NONE;
    RowRef behind = row_behind(store, firing);
    if (is_written) {
        text_lit(text, ", by ");
        denial_brief_print(store, firing, sources, text);
    }
    if (is_written && table_rule_of(store_table(store, behind.relation), behind.row) == NO_ID) return;
    size_t before = text->length;
    text_lit(text, ", ");
    if (!exception_grounds_print(store, firing, is_short, sources, text)) text_cut(text, before);
}

/* Of a case its own premises, not what it repeats of the rule around it. */
static Grounds grounds_of_firing(const Store *store, RowRef firing, Arena *arena) {
    const Relation *relation = &store->program->relations.items[firing.relation];
    if (relation->helper != HELPER_BODY && relation->helper != HELPER_EXCEPTION)
        return grounds_of_rows(store, &firing, 1, arena);
    Proof *proof = prove(store, firing.relation, firing.row);
    const Step *step = &proof->steps.items[0];
    const Rule *rule = step_rule(proof, step);
    RowRef *rows = arena_array(arena, RowRef, step->premise_count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; rule && !step->is_lost && i < step->premise_count; i++) {
        Span own = relation->helper == HELPER_BODY ? relation->span : rule->span, span = rule->body[i].span;
        if (step->premises[i] == NO_STEP || span.begin < own.begin || span.begin >= own.end) continue;
        const Step *premise = &proof->steps.items[step->premises[i]];
        rows[count++] = (RowRef){premise->relation, premise->row};
    }
    proof_free(proof);
    return grounds_of_rows(store, rows, count, arena);
}

bool exception_grounds_print(const Store *store, RowRef firing, bool is_short, const Sources *sources, Text *text) {
    Arena arena;
    arena_init(&arena);
    Grounds grounds = grounds_of_firing(store, firing, &arena);
    bool has_facts = grounds.facts.count > 0;
    if (has_facts) text_lit(text, "on ");
    if (has_facts && is_short && grounds.facts.count > GROUNDS_NAMED)
        attested_short_print(store->program, &grounds.facts, text);
    else if (has_facts)
        facts_named_print(store, &grounds, sources, text);
    arena_clear(&arena);
    return has_facts;
}

/* A rule has an instance for each of its alternatives, which may say the same. */
typedef struct {
    const Store *store;
    const Sources *sources;
    Text *text;
    Interner *said; /* the lines, and each with the facts below it */
} Teller;

static bool is_new(Interner *lines, const Text *line) {
    uint32_t known = intern_count(lines);
    return intern(lines, text_str(line)) == known;
}

/* What would speak for it, once below each line; is_other: that line was said before. */
static void premises_print(const Teller *t, const Residual *residual, Text *line, bool is_other) {
    Arena arena;
    Text facts;
    arena_init(&arena);
    text_init(&facts);
    Grounds grounds = grounds_of_premises(t->store, residual, &arena);
    if (grounds.facts.count) facts_named_print(t->store, &grounds, t->sources, &facts);
    text_printf(line, "\n%.*s", STR_FMT(text_str(&facts)));
    if (facts.length && is_new(t->said, line)) {
        text_printf(t->text, "    %s%.*s\n", is_other ? "or on " : "its premises rest on ", STR_FMT(text_str(&facts)));
        size_t before = t->text->length;
        text_lit(t->text, "    ");
        if (opposition_print_below(t->store, residual, t->sources, t->text))
            text_add_char(t->text, '\n');
        else
            text_cut(t->text, before);
    }
    text_clear(&facts);
    arena_clear(&arena);
}

static bool is_last(const Rule *rule, const Residual *residual, const Literal *exception) {
    for (uint32_t i = (uint32_t)(exception - rule->body) + 1; i < rule->literal_count; i++)
        if (residual->truth[i] == LITERAL_FALSE) return false;
    return true;
}

static void excepted_print(const Teller *t, const Residual *residual, const Literal *exception, bool has_gloss,
                           Text *text) {
    const Program *program = t->store->program;
    const Rule *rule = &program->rules.items[residual->rule];
    rule_name_print(program, residual->rule, t->sources, text);
    if (has_gloss && rule->gloss.length) text_printf(text, " (%.*s)", STR_FMT(rule->gloss));
    cites_print(program, rule->cites, text);
    text_lit(text, " does not apply: ");
    exception_print(t->store, residual, exception, t->sources, text);
    exception_word_print(t->store, row_firing(t->store, residual, exception), false, t->sources, text);
}

static void tell_exception(void *context, const Residual *residual, const Literal *exception) {
    const Teller *t = context;
    Text line;
    text_init(&line);
    excepted_print(t, residual, exception, true, &line);
    bool is_first = is_new(t->said, &line);
    if (is_first) text_printf(t->text, "  - %.*s\n", STR_FMT(text_str(&line)));
    if (is_last(&t->store->program->rules.items[residual->rule], residual, exception))
        premises_print(t, residual, &line, !is_first);
    text_clear(&line);
}

void exceptions_print(const Store *store, RelId id, const Value *row, const Sources *sources, Text *text) {
    Teller teller = {store, sources, text, interner_new()};
    text_lit(text, "  its premises hold, but an exception fires\n");
    exceptions_find(store, id, row, tell_exception, &teller);
    interner_free(teller.said);
}

/* ---- in few words ---- */

typedef struct {
    Teller teller;
    uint32_t count;
} Brief;

static void tell_first_exception(void *context, const Residual *residual, const Literal *exception) {
    Brief *brief = context;
    Text line;
    text_init(&line);
    excepted_print(&brief->teller, residual, exception, false, &line);
    if (is_new(brief->teller.said, &line) && brief->count++ == 0) text_add(brief->teller.text, text_str(&line));
    text_clear(&line);
}

bool excepted_brief_print(const Store *store, RelId id, const Value *row, const Sources *sources, Text *text) {
    Brief brief = {.teller = {store, sources, text, interner_new()}};
    exceptions_find(store, id, row, tell_first_exception, &brief);
    interner_free(brief.teller.said);
    if (brief.count > 1)
        text_printf(text, "; and %u more %s", (unsigned)brief.count - 1,
                    brief.count == 2 ? "exception fires" : "exceptions fire");
    return brief.count > 0;
}

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

/* Instances in which the same exceptions fire: of a rule's alternatives, and of other values of its premises. */
typedef struct {
    Text lines;
    Text grounds;  /* of each what its premises rest on, once, and below that what speaks against them */
    bool has_free; /* one whose premises rest on no fact that counts */
} Alike;

typedef struct {
    const Store *store;
    const Sources *sources;
    Text lines;              /* of the instance at hand */
    Interner *said, *rested; /* the lines of each of `alike`, by its number; and with the facts below them */
    Vec(Alike) alike;
} Teller;

static Alike *alike_of(Teller *t) {
    if (intern_is_new(t->said, text_str(&t->lines))) {
        Alike *alike = vec_add(&t->alike);
        *alike = (Alike){.has_free = false};
        text_init(&alike->lines);
        text_init(&alike->grounds);
        text_add(&alike->lines, text_str(&t->lines));
    }
    return &t->alike.items[intern_find(t->said, text_str(&t->lines))];
}

static void opposition_below(const Teller *t, const Residual *residual, Text *text) {
    size_t before = text->length;
    text_lit(text, "    ");
    if (opposition_print_below(t->store, residual, t->sources, text))
        text_add_char(text, '\n');
    else
        text_cut(text, before);
}

/* What would speak for it. */
static void add_premises(Teller *t, const Residual *residual, Alike *alike) {
    Arena arena;
    size_t begin = t->lines.length;
    arena_init(&arena);
    Grounds grounds = grounds_of_premises(t->store, residual, &arena);
    if (grounds.facts.count) facts_named_print(t->store, &grounds, t->sources, &t->lines);
    Str facts = {t->lines.bytes + begin, t->lines.length - begin};
    if (facts.length == 0) {
        alike->has_free = true;
    } else if (intern_is_new(t->rested, text_str(&t->lines))) {
        if (alike->grounds.length) text_lit(&alike->grounds, "    or on ");
        text_printf(&alike->grounds, "%.*s\n", STR_FMT(facts));
        opposition_below(t, residual, &alike->grounds);
    }
    arena_clear(&arena);
}

static bool is_last(const Rule *rule, const Residual *residual, const Literal *exception) {
    for (uint32_t i = (uint32_t)(exception - rule->body) + 1; i < rule->literal_count; i++)
        if (residual->truth[i] == LITERAL_FALSE) return false;
    return true;
}

static void excepted_print(const Store *store, const Residual *residual, const Literal *exception, bool has_gloss,
                           const Sources *sources, Text *text) {
    const Program *program = store->program;
    const Rule *rule = &program->rules.items[residual->rule];
    rule_name_print(program, residual->rule, sources, text);
    if (has_gloss && rule->gloss.length) text_printf(text, " (%.*s)", STR_FMT(rule->gloss));
    cites_print(program, rule->cites, text);
    text_lit(text, " does not apply: ");
    exception_print(store, residual, exception, sources, text);
    exception_word_print(store, row_firing(store, residual, exception), false, sources, text);
}

static void tell_exception(void *context, const Residual *residual, const Literal *exception) {
    Teller *t = context;
    text_lit(&t->lines, "  - ");
    excepted_print(t->store, residual, exception, true, t->sources, &t->lines);
    text_add_char(&t->lines, '\n');
    if (!is_last(&t->store->program->rules.items[residual->rule], residual, exception)) return;
    add_premises(t, residual, alike_of(t));
    text_empty(&t->lines);
}

static void alike_print(const Alike *alike, Text *text) {
    text_add(text, text_str(&alike->lines));
    if (alike->grounds.length == 0) return;
    text_printf(text, "    %s rest on ", alike->has_free ? "in one way its premises" : "its premises");
    text_add(text, text_str(&alike->grounds));
}

void exceptions_print(const Store *store, RelId id, const Value *row, const Sources *sources, Text *text) {
    Teller t = {.store = store, .sources = sources, .said = interner_new(), .rested = interner_new()};
    text_init(&t.lines);
    text_lit(text, "  its premises hold, but an exception fires\n");
    exceptions_find(store, id, row, tell_exception, &t);
    for (size_t i = 0; i < t.alike.count; i++) {
        alike_print(&t.alike.items[i], text);
        text_clear(&t.alike.items[i].lines);
        text_clear(&t.alike.items[i].grounds);
    }
    vec_free(&t.alike);
    interner_free(t.rested);
    interner_free(t.said);
    text_clear(&t.lines);
}

/* ---- in few words ---- */

typedef struct {
    const Store *store;
    const Sources *sources;
    Text *text;
    Interner *said;
    uint32_t count;
} Brief;

static void tell_first_exception(void *context, const Residual *residual, const Literal *exception) {
    Brief *b = context;
    Text line;
    text_init(&line);
    excepted_print(b->store, residual, exception, false, b->sources, &line);
    if (intern_is_new(b->said, text_str(&line)) && b->count++ == 0) text_add(b->text, text_str(&line));
    text_clear(&line);
}

bool excepted_brief_print(const Store *store, RelId id, const Value *row, const Sources *sources, Text *text) {
    Brief brief = {store, sources, text, interner_new(), 0};
    exceptions_find(store, id, row, tell_first_exception, &brief);
    interner_free(brief.said);
    if (brief.count > 1)
        text_printf(text, "; and %u more %s", (unsigned)brief.count - 1,
                    brief.count == 2 ? "exception fires" : "exceptions fire");
    return brief.count > 0;
}

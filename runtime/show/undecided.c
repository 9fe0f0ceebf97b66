/* Why a row is undecided.
 *
 * Rows are worked off a list, each once: first the one that is asked for, then what its instances hinge on, in the
 * order in which it is met.  A helper relation is told in the words that were written where it was met. */
#include "runtime/show/undecided.h"

#include "runtime/judge/parts.h"
#include "runtime/show/opposition.h"
#include "runtime/show/prose.h"
#include "runtime/show/quantified.h"
#include "runtime/show/quarrel.h"
#include "runtime/show/setting.h"
#include "runtime/show/standing.h"
#include "runtime/show/summary.h"
#include "runtime/show/words.h"
#include "runtime/why/instance.h"
#include "runtime/why/residual.h"
#include "runtime/why/through.h"

typedef struct {
    RelId relation;
    RowId row;
    size_t name; /* where its name begins in `names`; it ends with a NUL */
} Entry;

#define ROWS_SHOWN 20      /* as text; JSON has all */
#define INSTANCES_SHOWN 20 /* of a row */

typedef struct {
    const Store *store;
    const Sources *sources;
    uint32_t instance_count; /* of the row being told */
    bool is_open;            /* nothing says so or denies it */
    Vec(Entry) entries;
    Table *met; /* (relation, row) of the entries */
    Text names;
    const Residual *residual; /* the instance being told */
    bool is_json, is_first;
    bool is_asked;   /* the first is what was asked about */
    bool is_cut_off; /* told only to find the others */
    bool is_unless;  /* a condition of the instance was told as `unless`, or has parts of its own */
    Text *text;
} Telling;

static const Rule *rule_of(const Telling *t, RuleId id) { return &t->store->program->rules.items[id]; }

/* What a case is one of, for people: `"ann was seen in P and P is shut"`, `an exception to "whenever ..."`. */
static bool case_name_print(Telling *t, RelId id, const Value *row) {
    const Relation *relation = &t->store->program->relations.items[id];
    Term terms[ATOM_COLUMNS];
    size_t before = t->names.length;
    if (t->is_json || (relation->helper != HELPER_BODY && relation->helper != HELPER_EXCEPTION)) return false;
    for (uint32_t i = 0; i < relation->arity; i++) terms[i] = term_const(row[i]);
    Literal literal = {.kind = LIT_NOT, .relation = id, .terms = terms, .span = relation->span};
    text_lit(&t->names, "an exception to \"");
    bool is_told = quantified_print(t->store->program, &literal, NULL, t->sources, &t->names);
    if (!is_told) {
        literal.kind = LIT_ATOM;
        text_cut(&t->names, before);
        text_add_char(&t->names, '"');
        is_told = case_print(t->store->program, &literal, NULL, t->sources, &t->names);
    }
    text_add_char(&t->names, '"');
    if (!is_told) text_cut(&t->names, before);
    return is_told;
}

/* The name of a row: its atom, or what it stands for. */
static void name_print(Telling *t, RelId relation, RowId row) {
    const Program *program = t->store->program;
    const Value *values = table_row(store_possible(t->store, relation), row);
    bool is_helper = program->relations.items[relation_read_as(program, relation)].name == NO_SYMBOL;
    if (is_helper && case_name_print(t, relation, values)) {
        text_add_char(&t->names, '\0');
        return;
    }
    if (is_helper)
        helper_row_print(program, relation, values, t->sources, &t->names);
    else
        atom_print(program, relation, values, &t->names);
    text_add_char(&t->names, '\0');
}

/* A row of a helper of the argument layer is told as the row it is about, if that is undecided too. */
static void add_entry(void *context, RelId relation, RowId row) {
    Telling *t = context;
    const Relation *helper = &t->store->program->relations.items[relation];
    const Table *about = helper->of == NO_ID ? NULL : store_possible(t->store, helper->of);
    if (helper->helper == HELPER_UNDECIDED) return;
    if (about && table_arity(about) == helper->arity) {
        const Value *values = table_row(store_possible(t->store, relation), row);
        RowId found = table_find(about, values);
        if (found != NO_ROW && store_is_undecided(t->store, helper->of, values)) relation = helper->of, row = found;
    }
    if (!table_insert(t->met, (const Value[]){relation, row}, NULL)) return;
    vec_push(&t->entries, ((Entry){relation, row, t->names.length}));
    name_print(t, relation, row);
}

/* ---- instances ---- */

/* `if a and b`; a sentence that is denied `unless ann is in`,
 * since `if not: ann is in, by rule r` reads as what follows. */
static void condition_print(Telling *t, const Literal *literal, bool is_first) {
    const Program *program = t->store->program;
    const Rule *rule = rule_of(t, t->residual->rule);
    size_t begin = t->text->length;
    text_add(t->text, is_first ? STR("unless ") : STR(", and unless "));
    if (denied_sentence_print(program, rule, literal, t->residual->bindings, t->text)) {
        t->is_unless = true;
        return;
    }
    text_cut(t->text, begin);
    text_add(t->text, is_first ? STR("if ") : t->is_unless ? STR(", and if ") : STR(" and "));
    bool has_parts = literal->kind == LIT_NOT && program->relations.items[literal->relation].helper != HELPER_NONE;
    t->is_unless = t->is_unless || has_parts; /* what is said of cases would go on with `by` */
    literal_told_print(program, rule, literal, t->residual->bindings, t->sources, t->text);
}

/* An atom by its name, whatever its sentence is; else its words. */
static void condition_json(Telling *t, const Literal *literal, bool is_first) {
    const Program *program = t->store->program;
    Text words;
    text_init(&words);
    if (program->relations.items[literal->relation].name != NO_SYMBOL)
        instance_print(program, literal, t->residual->bindings, &words);
    else
        literal_words_print(program, rule_of(t, t->residual->rule), literal, t->residual->bindings, t->sources, &words);
    if (!is_first) text_add_char(t->text, ',');
    text_add_json(t->text, text_str(&words));
    text_clear(&words);
}

static void literal_tell(Telling *t, const Literal *literal, bool is_first) {
    if (t->is_json)
        condition_json(t, literal, is_first);
    else
        condition_print(t, literal, is_first);
    residual_rows(t->store, literal, t->residual->bindings, add_entry, t);
}

static void begin_instance(Telling *t) {
    const Program *program = t->store->program;
    if (!t->is_json) {
        text_lit(t->text, "  - ");
        t->is_unless = false;
        return;
    }
    const Rule *rule = rule_of(t, t->residual->rule);
    Text place;
    text_init(&place);
    place_print(t->sources, rule->span, &place);
    text_add(t->text, t->is_first ? STR("{\"rule\":") : STR(",{\"rule\":"));
    if (rule->label == NO_SYMBOL)
        text_lit(t->text, "null");
    else
        text_add_json(t->text, symbol_str(program, rule->label));
    text_lit(t->text, ",\"place\":");
    text_add_json(t->text, text_str(&place));
    text_lit(t->text, ",\"hinges_on\":[");
    text_clear(&place);
}

/* The rules of relations that somebody wrote, or that argue for one. */
static bool helper_is_told(const Program *program, RelId head) {
    Helper helper = program->relations.items[head].helper;
    return helper == HELPER_NONE || helper == HELPER_APPLIES;
}

/* What it stands on beside what is not settled. */
static void premises_print(Telling *t) {
    Arena arena;
    if (t->is_cut_off || t->instance_count >= INSTANCES_SHOWN) return;
    arena_init(&arena);
    Grounds grounds = grounds_of_premises(t->store, t->residual, &arena);
    if (grounds.facts.count) text_lit(t->text, ", on "), facts_named_print(t->store, &grounds, t->sources, t->text);
    arena_clear(&arena);
}

/* What holds may be argued about all the same. */
static void opposition_tell(Telling *t) {
    size_t before = t->text->length;
    if (t->is_cut_off || t->instance_count >= INSTANCES_SHOWN) return;
    text_lit(t->text, "    ");
    if (opposition_print_below(t->store, t->residual, t->sources, t->text))
        text_add_char(t->text, '\n');
    else
        text_cut(t->text, before);
}

static void end_instance(Telling *t) {
    const Rule *rule = rule_of(t, t->residual->rule);
    if (t->is_json) {
        text_lit(t->text, "]}");
        return;
    }
    if (rule->kind != RULE_MADE && helper_is_told(t->store->program, rule->head)) {
        text_add(t->text, t->is_unless ? STR(", it is concluded by ") : STR(", by "));
        rule_name_print(t->store->program, t->residual->rule, t->sources, t->text);
        cites_print(t->store->program, rule->cites, t->text);
    }
    premises_print(t);
    text_add_char(t->text, '\n');
    opposition_tell(t);
}

/* Whether the instance says that nothing is known of a row of an open relation. */
static bool is_of_open(const Telling *t, const Residual *residual) {
    const Rule *rule = rule_of(t, residual->rule);
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (residual->truth[i] == LITERAL_UNDECIDED &&
            t->store->program->relations.items[rule->body[i].relation].helper == HELPER_UNDECIDED)
            return true;
    return false;
}

static bool tell_instance(void *context, const Residual *residual) {
    Telling *t = context;
    if (residual->undecided_count == 0) return true;
    if (is_of_open(t, residual)) {
        if (!t->is_json) text_printf(t->text, "  - it is %s\n", open_words(t->store->program));
        t->is_open = true;
        return true;
    }
    size_t before = t->text->length;
    const Rule *rule = rule_of(t, residual->rule);
    bool is_first = true;
    t->residual = residual;
    begin_instance(t);
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        if (residual->truth[i] != LITERAL_UNDECIDED) continue;
        literal_tell(t, &rule->body[i], is_first);
        is_first = false;
    }
    end_instance(t);
    if (!t->is_json && t->instance_count++ >= INSTANCES_SHOWN) text_cut(t->text, before);
    t->residual = NULL;
    t->is_first = false;
    return true;
}

/* Where arguments are told apart: the rules that may apply, and what may be said against it. */
static void tell_argued(Telling *t, RelId id, const Value *row) {
    const Relation relation = t->store->program->relations.items[id];
    for (uint32_t i = 0; i < relation.class_count; i++)
        if (t->store->program->relations.items[relation.classes[i]].helper == HELPER_APPLIES)
            residual_of_row(t->store, relation.classes[i], row, false, tell_instance, t);
    if (t->is_json) return;
    Dispute dispute = dispute_of(t->store, id, row);
    for (size_t i = 0; i < dispute.contra.count; i++) {
        const Argument *argument = &dispute.contra.items[i];
        size_t before = t->text->length;
        text_lit(t->text, "  - against it may stand: ");
        argument_print(t->store, argument, t->sources, t->text);
        text_add_char(t->text, '\n');
        if (t->instance_count++ >= INSTANCES_SHOWN) text_cut(t->text, before);
        if (argument->is_possible) add_entry(t, argument->applies.relation, argument->applies.row);
    }
    dispute_clear(&dispute);
}

static void tell_entry(Telling *t, Entry entry) {
    const Program *program = t->store->program;
    const Component *component = program_component(program, entry.relation);
    uint32_t arity = program->relations.items[entry.relation].arity;
    Value *head = mem_alloc(arity * sizeof *head + 1);
    memcpy(head, table_row(store_possible(t->store, entry.relation), entry.row), arity * sizeof *head);
    t->is_first = true;
    t->is_open = false;
    t->instance_count = 0;
    bool is_argued = program->relations.items[entry.relation].class_count > 0;
    if (is_argued) tell_argued(t, entry.relation, head);
    for (uint32_t i = 0; i < component->rule_count; i++)
        if (program->rules.items[component->rules[i]].head == entry.relation &&
            (!is_argued || !rule_passes_on(program, &program->rules.items[component->rules[i]])))
            residual_find(t->store, component->rules[i], head, tell_instance, t);
    mem_free(head);
    if (!t->is_json && t->instance_count > INSTANCES_SHOWN)
        text_printf(t->text, "  - and %u more\n", (unsigned)(t->instance_count - INSTANCES_SHOWN));
}

static Reason reason_of(const Telling *t, Entry entry) {
    if (t->store->program->relations.items[entry.relation].helper != HELPER_NONE) return REASON_NONE;
    return status_of_row(t->store, entry.relation, table_row(store_possible(t->store, entry.relation), entry.row))
        .reason;
}

/* `can_pay(russia, 2015) is undecided: unknown: "russia can pay in 2015"`:
 * the name to ask further by, and the sentence. */
static void heading_print(Telling *t, Entry entry, Str name, bool is_first) {
    const Program *program = t->store->program;
    const Relation *relation = &program->relations.items[entry.relation];
    Reason reason = reason_of(t, entry);
    text_printf(t->text, "%.*s is ", STR_FMT(name));
    stands_print(STATUS_UNDECIDED, reason, t->text);
    if (is_first && t->is_asked) setting_print_of(t->store, entry.relation, t->text);
    if (relation->name != NO_SYMBOL && relation->sentence.length) {
        text_lit(t->text, ": \"");
        sentence_print(program, entry.relation, table_row(store_possible(t->store, entry.relation), entry.row),
                       t->text);
        text_add_char(t->text, '"');
    }
    text_add_char(t->text, '\n');
    if (is_first && reason == REASON_CYCLIC) text_lit(t->text, "  it hangs on a circle, which nothing settles:\n");
}

static void tell_all(Telling *t, RelId relation, RowId row) {
    text_init(&t->names);
    t->met = table_new(2);
    add_entry(t, relation, row);
    for (size_t i = 0; i < t->entries.count; i++) {
        Entry entry = t->entries.items[i];
        Str name = str_of(t->names.bytes + entry.name);
        size_t before = t->text->length;
        t->is_cut_off = i >= ROWS_SHOWN;
        if (t->is_json) {
            text_add(t->text, i ? STR(",\n{\"atom\":") : STR("{\"atom\":"));
            text_add_json(t->text, name);
            text_lit(t->text, ",\"instances\":[");
        } else {
            if (!t->is_cut_off) heading_print(t, entry, name, i == 0);
        }
        tell_entry(t, entry);
        if (t->is_json) text_printf(t->text, "],\"open\":%s}", t->is_open ? "true" : "false");
        if (!t->is_json && t->is_cut_off) text_cut(t->text, before);
    }
    if (!t->is_json && t->entries.count > ROWS_SHOWN)
        text_printf(t->text, "and %zu more rows are undecided\n", t->entries.count - ROWS_SHOWN);
    text_clear(&t->names);
    vec_free(&t->entries);
    table_free(t->met);
}

void undecided_print(const Store *store, RelId relation, RowId row, bool is_asked, const Sources *sources, Text *text) {
    tell_all(&(Telling){.store = store, .is_asked = is_asked, .sources = sources, .text = text}, relation, row);
}

void undecided_json(const Store *store, RelId relation, RowId row, const Sources *sources, Text *text) {
    text_add_char(text, '[');
    tell_all(&(Telling){.store = store, .sources = sources, .is_json = true, .text = text}, relation, row);
    text_add_char(text, ']');
}

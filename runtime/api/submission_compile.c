/* What the compiler and a run say of an answer: statements are refused, and the rest is tried again. */
#include "runtime/api/submission_internal.h"
#include "runtime/show/words.h"

enum { CLASHING_TOLD = 30, ENDLESS_MOST = 20 };

void stop_tell(Stop stop, const RunOptions *run, Text *text) {
    const Budget *most = &run->budget;
    text_lit(text, "was stopped ");
    switch (stop) {
    case STOP_ROWS: text_printf(text, "after %llu rows", (unsigned long long)most->max_rows); break;
    case STOP_ROUNDS: text_printf(text, "after %llu rounds", (unsigned long long)most->max_rounds); break;
    case STOP_STEPS: text_printf(text, "after %llu steps", (unsigned long long)most->max_steps); break;
    default: text_printf(text, "by %s", stop_name(stop));
    }
    text_lit(text, ": it may have no end");
}

static bool refuse_at(Reader *r, Span span, SourceId answer) {
    bool is_found = false;
    if (span.source != answer) return false;
    for (uint32_t i = 0; i < r->ast->statement_count; i++) {
        Span all = r->ast->statements[i]->span;
        if (r->entries[i].fate != FATE_COUNTS || span.begin < all.begin || span.begin > all.end) continue;
        r->entries[i].fate = FATE_REFUSED;
        is_found = true;
    }
    return is_found;
}

/* The statements that errors stand in, or that are named beside them. */
static bool refuse_faulty(Reader *r, const Beside *b) {
    const Diags *diags = b->session.diags;
    char room[48];
    bool is_found = false;
    for (size_t i = 0; i < diags_count(diags); i++) {
        DiagRecord record = diags_record(diags, i, room);
        if (code_severity(record.code) != SEVERITY_ERROR) continue;
        bool is_here = refuse_at(r, record.span, b->answer);
        for (const DiagNote *note = record.notes; note && !is_here; note = note->next)
            is_here = refuse_at(r, note->span, b->answer);
        is_found = is_found || is_here;
    }
    return is_found;
}

static bool compiles(Reader *r, Beside *b) {
    reader_keep_counting(r);
    return beside_open(b, r->bench, VIEW_GIVEN, r->out->name, text_str(&r->out->kept));
}

/* Alternatives multiply: a statement that stands for very many rules is none that somebody wrote by hand. */
static bool refuse_multiplied(Reader *r, const Beside *b) {
    enum { RULES_OF_STATEMENT = 100 };
    const Program *program = b->session.program;
    bool is_found = false;
    for (uint32_t i = 0; i < r->ast->statement_count; i++) {
        Span all = r->ast->statements[i]->span;
        uint32_t count = 0;
        for (RuleId id = 0; id < program->rules.count && r->entries[i].fate == FATE_COUNTS; id++) {
            Span span = program->rules.items[id].span;
            count += span.source == b->answer && span.begin >= all.begin && span.end <= all.end;
        }
        if (count <= RULES_OF_STATEMENT) continue;
        entry_refuse(r, &r->entries[i], "it has too many alternatives%.*s", STR(""),
                     "give a part of it a relation of its own");
        is_found = true;
    }
    return is_found;
}

/* Each costs a run up to its limit: where that happens time and again, nothing that is left counts. */
static void refuse_rest(Reader *r) {
    Text text;
    text_init(&text);
    text_printf(&text, "no more of it is counted: %u of its statements were stopped, one after the other",
                (unsigned)r->endless);
    reader_remark(r, NO_SPAN, text_str(&text), STR(""));
    text_clear(&text);
    for (uint32_t i = 0; i < r->ast->statement_count; i++)
        if (r->entries[i].fate == FATE_COUNTS) r->entries[i].fate = FATE_REFUSED;
}

/* The rule at work when the run came to a limit goes; true if there was one, and it is of the answer. */
static bool refuse_endless(Reader *r, Beside *b) {
    RunOptions run = *r->bench->run;
    session_run(&b->session, &run);
    const Outcome *outcome = &b->session.world->outcome;
    if (outcome->stop == STOP_NONE || outcome->stop == STOP_CANCELLED || outcome->growing == NO_ID) return false;
    Span span = b->session.program->rules.items[outcome->growing].span;
    if (!refuse_at(r, span, b->answer)) return false;
    Text text;
    text_init(&text);
    text_lit(&text, "this ");
    stop_tell(outcome->stop, &run, &text);
    reader_remark(r, span, text_str(&text), STR("each rule must run out of new rows at some time"));
    text_clear(&text);
    r->out->stop = outcome->stop;
    if (++r->endless == ENDLESS_MOST) refuse_rest(r);
    return true;
}

/* The statement of the answer that gives the row; NULL: something else does. */
static Entry *entry_of_row(Reader *r, const Beside *b, RelId relation, RowId row) {
    const Store *store = b->session.world->store;
    for (uint32_t k = 0; k < store_origin_count(store, relation, row); k++) {
        Span span = store_origin(store, relation, row, k).span;
        for (uint32_t i = 0; i < r->ast->statement_count && span.source == b->answer; i++) {
            Span all = r->ast->statements[i]->span;
            if (r->entries[i].fate != FATE_LEFT_OUT && span.begin >= all.begin && span.end <= all.end)
                return &r->entries[i];
        }
    }
    return NULL;
}

/* An exercise may be about contradictions. */
static bool expects_contradiction(const Exercise *e) {
    for (size_t i = 0; i < e->demands.count; i++) {
        const Item *item = e->demands.items[i].item;
        if (item->kind == ITEM_EXPECT && item->form == EXPECT_FORM_STATUS && str_equal(item->word, STR("inconsistent")))
            return true;
    }
    return false;
}

/* Two facts of the answer of which only one can be so:
 * the engine uses neither, and here it is said that it does not. */
static void refuse_pair(Reader *r, const Beside *b, const Conflict *clash, Entry *first, Entry *second) {
    const Store *store = b->session.world->store;
    const Program *program = store->program;
    RelId said = program_said(program, clash->first);
    Text text, remedy;
    text_init(&text);
    text_init(&remedy);
    text_lit(&text, "this is not counted: ");
    atom_print(program, said, table_row(store_table(store, clash->first), clash->first_row), &text);
    text_lit(&text, " and ");
    atom_print(program, program_said(program, clash->second),
               table_row(store_table(store, clash->second), clash->second_row), &text);
    text_lit(&text, " contradict each other");
    if (clash->key < program->relations.items[said].key_count) {
        text_lit(&remedy, "no two rows may agree on the ");
        key_print(program, said, &program->relations.items[said].keys[clash->key], &remedy);
    } else {
        text_lit(&remedy, "state one of them");
    }
    Entry *both[] = {first, second};
    for (uint32_t i = 0; i < 2; i++) {
        if (both[i]->fate != FATE_COUNTS) continue;
        both[i]->fate = FATE_REFUSED;
        if (r->clashing++ < CLASHING_TOLD)
            reader_remark(r, both[i]->statement->span, text_str(&text), text_str(&remedy));
    }
    text_clear(&text);
    text_clear(&remedy);
}

static bool refuse_clashing(Reader *r, const Beside *b) {
    const Conflicts *conflicts = &b->session.world->conflicts;
    bool is_found = false;
    if (expects_contradiction(r->bench->exercise)) return false;
    for (size_t i = 0; i < conflicts->count; i++) {
        const Conflict *clash = &conflicts->items[i];
        Entry *first = entry_of_row(r, b, clash->first, clash->first_row);
        Entry *second = entry_of_row(r, b, clash->second, clash->second_row);
        if (!first || !second || clash->key == CLASH_BY_AUDIT) continue;
        refuse_pair(r, b, clash, first, second);
        is_found = true;
    }
    if (r->clashing > CLASHING_TOLD) {
        Text text;
        text_init(&text);
        text_printf(&text, "this is not counted: %u more facts that contradict each other",
                    (unsigned)(r->clashing - CLASHING_TOLD));
        reader_remark(r, NO_SPAN, text_str(&text), STR(""));
        text_clear(&text);
    }
    return is_found;
}

/* Where no error stands in the answer: one statement after the other, those that fit what is there by then. */
static void take_one_by_one(Reader *r) {
    Fate *fates = arena_array(&r->arena, Fate, r->ast->statement_count + 1);
    for (uint32_t i = 0; i < r->ast->statement_count; i++) {
        fates[i] = r->entries[i].fate;
        r->entries[i].fate = FATE_LEFT_OUT;
    }
    for (uint32_t i = 0; i < r->ast->statement_count; i++) {
        Beside b;
        if (fates[i] != FATE_COUNTS) continue;
        r->entries[i].fate = FATE_COUNTS;
        if (!compiles(r, &b)) entry_refuse(r, &r->entries[i], "it does not fit what is given%.*s", STR(""), "");
        beside_close(&b);
    }
}

void submission_compile(Reader *r) {
    for (uint32_t round = 0; round <= r->ast->statement_count; round++) {
        Beside b;
        bool is_fine = compiles(r, &b), is_found = false;
        if (!is_fine) {
            reader_remark_errors(r, b.session.diags, b.answer);
            is_found = refuse_faulty(r, &b);
        } else {
            is_fine = !refuse_multiplied(r, &b) && !refuse_endless(r, &b) && !refuse_clashing(r, &b);
            is_found = true;
        }
        if (is_fine) reader_remark_warnings(r, &b);
        beside_close(&b);
        if (is_fine) return;
        if (is_found) continue;
        take_one_by_one(r);
        return;
    }
}

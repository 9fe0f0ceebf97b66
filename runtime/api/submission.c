/* Statement by statement: first the parser, which goes on behind each full stop; then the exercise's own rules of what may be
 * stated; then the compiler, on what is given and what is left of the answer, until it has no complaint. */
#include "runtime/api/submission.h"

#include <stdlib.h>

#include "runtime/api/reading.h"
#include "runtime/io/disk.h"
#include "runtime/io/sandbox.h"
#include "runtime/show/words.h"

#define ANSWER_PATH "~answer" /* behind what is given, in the order of paths */

/* ---- beside the exercise ---- */

static SourceId read_beside(void *context, Sources *sources, Str shown, const char *path) {
    Beside *b = context;
    if (str_equal(str_of(path), STR(ANSWER_PATH))) return b->answer = source_add(sources, b->name, b->text);
    if (b->is_quoted) shown = STR(""); /* see rule_name_print */
    if (strcmp(path, b->bench->path) == 0) return source_add(sources, path_file(shown), b->view);
    return session_read_file(&b->session, sources, shown, path);
}

static bool open_beside(Beside *b, const Bench *bench, ExerciseView view, bool is_quoted, Str name, Str answer) {
    *b = (Beside){.bench = bench,
                  .view = view == VIEW_GIVEN   ? bench->given
                          : view == VIEW_WHOLE ? bench->exercise->text
                                               : bench->asked,
                  .name = name,
                  .text = answer,
                  .answer = NO_SOURCE,
                  .is_quoted = is_quoted};
    session_init(&b->session);
    b->session.keeps_given = true;
    b->session.sandbox = bench->sandbox;
    b->session.read = read_beside;
    b->session.read_context = b;
    const char *paths[] = {bench->path, ANSWER_PATH};
    /* session_read_rules asks `read` alone; tables are read from the disk */
    return session_read(&b->session, paths, 2) == SESSION_READ;
}

bool beside_open(Beside *b, const Bench *bench, ExerciseView view, Str name, Str answer) {
    return open_beside(b, bench, view, false, name, answer);
}

bool beside_open_quoted(Beside *b, const Bench *bench, Str name, Str answer) {
    return open_beside(b, bench, VIEW_GIVEN, true, name, answer);
}

void beside_close(Beside *b) { session_clear(&b->session); }

/* ---- remarks ---- */

enum { CLASHING_TOLD = 30 };

typedef enum { FATE_COUNTS, FATE_LEFT_OUT, FATE_REFUSED } Fate;

typedef struct {
    const Statement *statement;
    Fate fate;
} Entry;

typedef struct {
    Submission *out;
    const Bench *bench;
    Beside given; /* the exercise alone: what it speaks of */
    Sources *sources;
    TextRead reading;
    SourceId source; /* the text that is read */
    Ast *ast;
    Entry *entries;
    uint64_t *used;    /* by define: statements */
    uint32_t clashing; /* facts of its own that contradict each other */
    Arena arena;
} Reader;

static void add_remark(Reader *r, bool is_warning, Span span, Str message, Str remedy) {
    Submission *out = r->out;
    Remark made = {
        .is_warning = is_warning, .message = arena_str(&out->arena, message), .remedy = arena_str(&out->arena, remedy)};
    if (span.source != NO_SOURCE) {
        Place place = source_place(r->sources, r->reading.handed_in, reading_offset(&r->reading, span.begin));
        made.line = place.line;
        made.column = place.column;
        made.text = arena_str(&out->arena, source_line(r->sources, r->reading.handed_in, place.line));
    }
    for (size_t i = 0; i < out->remarks.count; i++)
        if (out->remarks.items[i].line == made.line && str_equal(out->remarks.items[i].message, made.message)) return;
    vec_push(&out->remarks, made);
}

static void remark(Reader *r, Span span, Str message, Str remedy) { add_remark(r, false, span, message, remedy); }

/* About all of it, in front of everything else. */
static void tell_first(Reader *r, bool is_warning, Str message, Str remedy) {
    add_remark(r, is_warning, NO_SPAN, message, remedy);
    r->out->remarks.items[r->out->remarks.count - 1].is_first = true;
}

static int by_place(const void *a, const void *b) {
    const Remark *x = a, *y = b;
    if (x->line != y->line) return x->line < y->line ? -1 : 1;
    if (x->column != y->column) return x->column < y->column ? -1 : 1;
    return str_compare(x->message, y->message);
}

/* What it says of a letter that stands for something else is of no use. */
static bool stands_in_odd_line(const Reader *r, Span span) {
    Str text = source_text(r->sources, r->source);
    uint32_t begin = span.begin, end = span.begin;
    while (begin > 0 && text.text[begin - 1] != '\n') begin--;
    while (end < text.length && text.text[end] != '\n') end++;
    return reading_is_odd(&r->reading, begin, end);
}

/* Its remedies name words of the language and of the answer; notes lead elsewhere. */
static void remark_errors(Reader *r, const Diags *diags, SourceId source) {
    char room[48];
    for (size_t i = 0; i < diags_count(diags); i++) {
        DiagRecord record = diags_record(diags, i, room);
        if (code_severity(record.code) != SEVERITY_ERROR || record.span.source != source) continue;
        bool is_odd = diags == r->reading.diags && stands_in_odd_line(r, record.span);
        if (!is_odd) remark(r, record.span, record.message, record.remedy);
    }
}

/* What the compiler warns of in what counts: it may be the very mistake, as `p(x) :- q(x).` is.  It saw what is given and the
 * answer alone. */
static void remark_warnings(Reader *r, const Beside *b) {
    char room[48];
    for (size_t i = 0; i < diags_count(b->session.diags); i++) {
        DiagRecord record = diags_record(b->session.diags, i, room);
        if (code_severity(record.code) != SEVERITY_WARNING || record.span.source != b->answer) continue;
        add_remark(r, true, record.span, record.message, record.remedy);
    }
}

/* ---- what may be stated ---- */

static void refuse(Reader *r, Entry *entry, const char *what, Str name, const char *remedy) {
    Text text;
    text_init(&text);
    text_lit(&text, "this is not counted: ");
    text_printf(&text, what, STR_FMT(name));
    remark(r, entry->statement->span, text_str(&text), str_of(remedy));
    text_clear(&text);
    entry->fate = FATE_REFUSED;
}

static Str head_name(const Statement *s) {
    const Node *head = s->head;
    while (head && head->kind == NODE_MINUS && head->child_count) head = head->children[0];
    bool is_named = head && (head->kind == NODE_CALL || head->kind == NODE_NAME);
    return is_named ? head->text : STR("");
}

static bool names_it(const Define *define, Str name) {
    for (uint32_t i = 0; i < define->name_count; i++)
        if (str_equal(define->names[i], name)) return true;
    return define->name_count == 0;
}

/* Takes the first of the exercise's permissions that fits and is not used up. */
static bool is_permitted(Reader *r, DefineKind kind, Str name, bool *is_used_up) {
    const Exercise *e = r->bench->exercise;
    bool is_clause = kind == DEFINE_RULES || kind == DEFINE_FACTS;
    *is_used_up = false;
    for (size_t i = 0; i < e->defines.count; i++) {
        const Define *define = &e->defines.items[i];
        bool fits = define->kind == kind || (is_clause && define->kind == DEFINE_STATEMENTS);
        if (!fits || !names_it(define, name)) continue;
        *is_used_up = define->most && r->used[i] == define->most;
        if (*is_used_up) continue;
        r->used[i]++;
        return true;
    }
    return false;
}

static bool is_permitted_kind(const Reader *r, DefineKind kind, Str name) {
    const Exercise *e = r->bench->exercise;
    for (size_t i = 0; i < e->defines.count; i++)
        if (e->defines.items[i].kind == kind && names_it(&e->defines.items[i], name)) return true;
    return false;
}

static void permit(Reader *r, Entry *entry, DefineKind kind, Str name, const char *what) {
    bool is_used_up;
    if (is_permitted(r, kind, name, &is_used_up)) return;
    if (is_used_up)
        refuse(r, entry, "there are more %.*s than the task allows", str_of(define_name(kind, false)),
               "the first ones count");
    else
        refuse(r, entry, what, name, "the task says what may be stated");
}

static void permit_clause(Reader *r, Entry *entry) {
    Str name = head_name(entry->statement);
    DefineKind kind = entry->statement->body || entry->statement->kind == STMT_AGAINST ? DEFINE_RULES : DEFINE_FACTS;
    if (relation_written(r->given.session.program, name) == NO_ID) return; /* a step of the answer's own */
    const char *what = "'%.*s' is not for an answer to define";
    if (kind == DEFINE_FACTS && is_permitted_kind(r, DEFINE_RULES, name))
        what = "the task asks for rules about '%.*s', not for facts";
    if (kind == DEFINE_RULES && is_permitted_kind(r, DEFINE_FACTS, name))
        what = "the task asks for facts about '%.*s', not for rules";
    permit(r, entry, kind, name, what);
}

static void permit_statement(Reader *r, Entry *entry) {
    const Statement *s = entry->statement;
    switch (s->kind) {
    case STMT_CLAUSE:
    case STMT_AGAINST: permit_clause(r, entry); return;
    case STMT_UNDERCUT: permit(r, entry, DEFINE_EXCEPTIONS, s->text, "an exception to '%.*s' is not asked for"); return;
    case STMT_PREFER: permit(r, entry, DEFINE_PRIORITIES, s->text, "a priority of '%.*s' is not asked for"); return;
    case STMT_RELATION:
    case STMT_TYPE:
    case STMT_SOURCE: return; /* the compiler sees that none is declared twice */
    case STMT_QUERY:
    case STMT_CLAIM:
    case STMT_PREDICTION:
    case STMT_SCENARIO:
    case STMT_TEST: entry->fate = FATE_LEFT_OUT; return; /* they change nothing */
    case STMT_USE:
    case STMT_LOAD:
        refuse(r, entry, "'%.*s' is not read: an answer stands by itself", s->text, "what it needs is given");
        return;
    default: refuse(r, entry, "such a statement has no place in an answer%.*s", STR(""), ""); return;
    }
}

/* ---- what is given already ---- */

static void squeeze(Str text, Text *plain) {
    text_empty(plain);
    for (size_t i = 0; i < text.length; i++)
        if (!char_is_blank(text.text[i])) text_add_char(plain, text.text[i]);
}

/* Somebody may have copied what is given into the answer: that changes nothing, and is no fault. */
static void leave_out_copies(Reader *r) {
    const Ast *given = r->bench->exercise->ast;
    Text own, other;
    text_init(&own);
    text_init(&other);
    for (uint32_t i = 0; i < r->ast->statement_count; i++) {
        squeeze(span_text(r->sources, r->ast->statements[i]->span), &own);
        for (uint32_t k = 0; k < given->statement_count && r->entries[i].fate == FATE_COUNTS; k++) {
            const Statement *s = given->statements[k];
            Span all = r->bench->exercise->span;
            if (s->span.begin >= all.begin && s->span.end <= all.end) continue;
            squeeze(
                str_range(r->bench->exercise->text.text + s->span.begin, r->bench->exercise->text.text + s->span.end),
                &other);
            if (str_equal(text_str(&own), text_str(&other))) r->entries[i].fate = FATE_LEFT_OUT;
        }
    }
    text_clear(&own);
    text_clear(&other);
}

/* An answer that is an exercise itself has its solution in it, and its tests. */
static void refuse_exercises(Reader *r) {
    for (uint32_t i = 0; i < r->ast->statement_count; i++) {
        const Statement *outer = r->ast->statements[i];
        if (outer->kind != STMT_EXERCISE) continue;
        for (uint32_t k = 0; k < r->ast->statement_count; k++) {
            Span span = r->ast->statements[k]->span;
            if (k != i && span.begin >= outer->span.begin && span.end <= outer->span.end)
                r->entries[k].fate = FATE_LEFT_OUT;
        }
    }
}

/* ---- what the compiler says ---- */

static void keep_counting(Reader *r) {
    Text *kept = &r->out->kept;
    Str text = source_text(r->sources, r->source);
    text_empty(kept);
    text_add(kept, text);
    blank_out(kept->bytes, 0, kept->length);
    r->out->counting = 0;
    for (uint32_t i = 0; i < r->ast->statement_count; i++) {
        Span span = statement_whole(text, r->ast->statements[i]);
        if (r->entries[i].fate != FATE_COUNTS) continue;
        memcpy(kept->bytes + span.begin, text.text + span.begin, span.end - span.begin);
        r->out->counting++;
    }
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
    keep_counting(r);
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
        refuse(r, &r->entries[i], "it has too many alternatives%.*s", STR(""),
               "give a part of it a relation of its own");
        is_found = true;
    }
    return is_found;
}

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
    remark(r, span, text_str(&text), STR("each rule must run out of new rows at some time"));
    text_clear(&text);
    r->out->stop = outcome->stop;
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

/* Two facts of the answer of which only one can be so: the engine uses neither, and here it is said that it does not. */
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
        if (r->clashing++ < CLASHING_TOLD) remark(r, both[i]->statement->span, text_str(&text), text_str(&remedy));
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
        remark(r, NO_SPAN, text_str(&text), STR(""));
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
        if (!compiles(r, &b)) refuse(r, &r->entries[i], "it does not fit what is given%.*s", STR(""), "");
        beside_close(&b);
    }
}

static void compile_away(Reader *r) {
    for (uint32_t round = 0; round <= r->ast->statement_count; round++) {
        Beside b;
        bool is_fine = compiles(r, &b), is_found = false;
        if (!is_fine) {
            remark_errors(r, b.session.diags, b.answer);
            is_found = refuse_faulty(r, &b);
        } else {
            is_fine = !refuse_multiplied(r, &b) && !refuse_endless(r, &b) && !refuse_clashing(r, &b);
            is_found = true;
        }
        if (is_fine) remark_warnings(r, &b);
        beside_close(&b);
        if (is_fine) return;
        if (is_found) continue;
        take_one_by_one(r);
        return;
    }
}

/* ---- all of it ---- */

/* What lacks its full stop does not count; what stands behind it does. */
static void refuse_without_stop(Reader *r) {
    Str text = source_text(r->sources, r->source);
    for (size_t k = 0; k < r->reading.stops.count; k++) {
        uint32_t at = r->reading.stops.items[k];
        for (uint32_t i = 0; i < r->ast->statement_count; i++) {
            Span all = statement_whole(text, r->ast->statements[i]);
            if (at >= all.begin && at <= all.end && all.begin < all.end) r->entries[i].fate = FATE_REFUSED;
        }
        Span span = {r->source, at, at};
        bool is_last = text_skip_blanks(text, at + 1) >= text.length;
        remark(r, span, STR("the full stop is missing at the end of this statement"),
               is_last
                   ? STR("end each statement with a full stop")
                   : STR("it is not counted, and what follows is read by itself: end each statement with a full stop"));
    }
}

/* Bytes that are no UTF-8 cost the statement that they stand in, and in a comment nothing. */
static void refuse_odd(Reader *r) {
    const TextRead *reading = &r->reading;
    Str text = source_text(r->sources, r->source);
    if (reading->odd_lines == 0) return;
    for (uint32_t i = 0; i < r->ast->statement_count; i++) {
        Span all = statement_whole(text, r->ast->statements[i]);
        if (reading_is_odd(reading, all.begin, all.end)) r->entries[i].fate = FATE_REFUSED;
    }
    bool is_harmless = !reading_is_odd(reading, 0, (uint32_t)text.length);
    Text words;
    text_init(&words);
    text_printf(&words, "line %u", (unsigned)reading->odd_line);
    if (reading->odd_lines > 1) text_printf(&words, " and %u more", (unsigned)reading->odd_lines - 1);
    text_printf(&words, " %s not UTF-8", reading->odd_lines > 1 ? "are" : "is");
    if (!is_harmless) text_lit(&words, ", and what is stated with such bytes is not counted");
    tell_first(r, is_harmless, text_str(&words), STR("save the file as UTF-8"));
    text_clear(&words);
}

static void parse_answer(Reader *r, Str bytes) {
    reading_open(&r->reading, r->sources, r->out->name, bytes);
    r->source = r->reading.source;
    r->ast = r->reading.ast;
    remark_errors(r, r->reading.diags, r->source);
    r->entries = arena_array(&r->arena, Entry, r->ast->statement_count + 1);
    for (uint32_t i = 0; i < r->ast->statement_count; i++) r->entries[i].statement = r->ast->statements[i];
    refuse_odd(r);
    refuse_without_stop(r);
}

static void read_statements(Reader *r) {
    r->used = arena_array(&r->arena, uint64_t, r->bench->exercise->defines.count + 1);
    leave_out_copies(r);
    refuse_exercises(r);
    for (uint32_t i = 0; i < r->ast->statement_count; i++)
        if (r->entries[i].fate == FATE_COUNTS) permit_statement(r, &r->entries[i]);
    compile_away(r);
    keep_counting(r);
    r->out->statements = r->ast->statement_count;
}

void submission_read(Submission *out, const Bench *bench, Str name, Str bytes) {
    *out = (Submission){0};
    arena_init(&out->arena);
    text_init(&out->kept);
    out->name = arena_str(&out->arena, name);
    Reader r = {.out = out, .bench = bench, .sources = sources_new()};
    Str why, remedy;
    arena_init(&r.arena);
    if (bytes_are_no_text(bytes, &why, &remedy)) {
        tell_first(&r, false, why, remedy);
        out->is_unreadable = true;
    } else if (bytes.length > ANSWER_BYTES) {
        tell_first(&r, false, STR("the file has more than 64 KiB: nothing of it was read"), STR(""));
        out->is_unreadable = true;
    } else {
        bool is_fine = beside_open(&r.given, bench, VIEW_GIVEN, STR("nothing"), STR(""));
        parse_answer(&r, bytes);
        if (is_fine) read_statements(&r);
        beside_close(&r.given);
    }
    if (out->remarks.count) qsort(out->remarks.items, out->remarks.count, sizeof *out->remarks.items, by_place);
    reading_close(&r.reading);
    arena_clear(&r.arena);
    sources_free(r.sources);
}

void submission_clear(Submission *submission) {
    vec_free(&submission->remarks);
    text_clear(&submission->kept);
    arena_clear(&submission->arena);
}

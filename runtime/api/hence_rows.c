/* The C interface: answers as rows.
 *
 * The values of all rows are copied when they are opened, in their order, four bytes each: so they stay while other
 * questions are asked, and going through them cannot fail. */
#include "runtime/api/hence_internal.h"
#include "runtime/api/misnamed.h"
#include "runtime/judge/outlook.h"
#include "runtime/show/table.h"

struct hence_rows {
    hence_engine *engine;
    struct hence_rows *next, *before;
    const Values *values;
    Arena words; /* names */
    Str *names;
    Value *items;
    size_t count, width, at; /* count 0: none, or ended */
};

typedef struct {
    const char *query;
    hence_standing standing;
    hence_rows **rows;
} Opening;

/* ---- their life ---- */

static hence_rows *add_rows(hence_engine *engine, size_t width) {
    hence_rows *rows = mem_alloc_zero(sizeof *rows);
    arena_init(&rows->words);
    rows->engine = engine;
    rows->values = engine->session.program->values;
    rows->width = width;
    rows->names = arena_array(&rows->words, Str, width + 1);
    rows->next = engine->rows;
    if (rows->next) rows->next->before = rows;
    return engine->rows = rows;
}

void engine_end_rows(hence_engine *engine) {
    for (hence_rows *rows = engine->rows; rows; rows = rows->next) rows->count = rows->at = 0;
}

static hence_status close_rows(hence_engine *engine, const void *arguments) {
    hence_rows *rows = *(hence_rows *const *)arguments;
    if (rows->next) rows->next->before = rows->before;
    *(rows->before ? &rows->before->next : &engine->rows) = rows->next;
    arena_clear(&rows->words);
    mem_free(rows->items);
    mem_free(rows);
    return HENCE_OK;
}

void hence_rows_close(hence_rows *rows) {
    if (rows) engine_call(rows->engine, close_rows, &rows);
}

/* ---- opened ---- */

static void copy_rows(hence_rows *rows, const Table *table, const RowIds *ids) {
    const size_t width = rows->width;
    rows->items = mem_alloc((ids->count * width + 1) * sizeof *rows->items);
    rows->count = ids->count;
    for (size_t i = 0; i < ids->count && width; i++)
        memcpy(rows->items + i * width, table_row(table, ids->items[i]), width * sizeof *rows->items);
}

/* Of the answer of a question, or of a relation (question NULL) that has no undecided rows to be looked for. */
static void fill(hence_rows *rows, const Store *store, RelId relation, const Question *question) {
    RowIds ids = {0};
    Outlook outlook;
    if (!question) {
        sorted_rows(store, relation, &ids);
        copy_rows(rows, store_table(store, relation), &ids);
    } else {
        outlook_init(&outlook, store, question);
        undecided_rows(&outlook.view, question->answer, &ids);
        if (ids.count) copy_rows(rows, store_possible(&outlook.view, question->answer), &ids);
        outlook_clear(&outlook);
    }
    vec_free(&ids);
}

static void name_column(hence_rows *rows, size_t column, const Program *program, Symbol name) {
    Str text = name == NO_SYMBOL ? STR("") : intern_text(values_symbols(program->values), name);
    rows->names[column] = arena_str(&rows->words, text);
}

/* Whether the words are the name of relations alone, `path` or `-path`: then how many, and the last one. */
static uint32_t relations_named(const Program *program, Str words, RelId *relation) {
    bool is_negative = words.length && words.text[0] == '-';
    if (is_negative) words.text++, words.length--;
    Symbol name = intern_find(values_symbols(program->values), words);
    uint32_t count = 0;
    for (RelId id = 0; name != NO_SYMBOL && id < program->relations.count; id++) {
        const Relation *other = &program->relations.items[id];
        if (other->helper != HELPER_NONE || other->name != name || other->is_negative != is_negative) continue;
        *relation = id;
        count++;
    }
    return count;
}

/* `path(A, B)`, for what only a question can tell. */
static void print_query(const Program *program, RelId id, Text *text) {
    const Relation *relation = &program->relations.items[id];
    if (relation->is_negative) text_add_char(text, '-');
    value_print(program->values, relation->name, text);
    for (uint32_t c = 0; c < relation->arity; c++) text_printf(text, "%sX%u", c ? ", " : "(", (unsigned)c);
    if (relation->arity) text_add_char(text, ')');
}

static Str trimmed(const char *query) {
    Str words = str_of(query);
    while (words.length && strchr(" \t\r\n", words.text[0])) words.text++, words.length--;
    while (words.length && strchr(" \t\r\n.", words.text[words.length - 1])) words.length--;
    return words;
}

/* Columns are called as the relation has them. */
static void name_columns(hence_rows *rows, const Program *program, RelId relation) {
    const Relation *of = &program->relations.items[relation];
    for (uint32_t c = 0; c < of->arity; c++) name_column(rows, c, program, of->columns[c].name);
}

/* NULL with messages. */
static hence_rows *open_query(hence_engine *engine, Str words, hence_standing standing) {
    Session *session = &engine->session;
    Question question;
    if (misnamed_explain(session, words) || !session_ask(session, words, &engine->run, &question)) return NULL;
    hence_rows *rows = add_rows(engine, question.name_count);
    for (uint32_t i = 0; i < question.name_count; i++) name_column(rows, i, session->program, question.names[i]);
    fill(rows, session->world->store, question.answer, standing == HENCE_UNDECIDED ? &question : NULL);
    return rows;
}

/* Of one relation; what is undecided only a question can tell,
 * and which relations there are may have moved behind it. */
static hence_rows *open_relation(hence_engine *engine, RelId relation, hence_standing standing) {
    const Program *program = engine->session.program;
    hence_rows *rows = NULL;
    if (standing == HENCE_UNDECIDED) {
        Text query;
        text_init(&query);
        print_query(program, relation, &query);
        rows = open_query(engine, text_str(&query), standing);
        text_clear(&query);
    }
    if (!rows) rows = add_rows(engine, program->relations.items[relation].arity); /* no rule can be asked: none */
    name_columns(rows, program, relation);
    if (standing == HENCE_HOLDS) fill(rows, engine->session.world->store, relation, NULL);
    return rows;
}

static hence_rows *find_rows(hence_engine *engine, const Opening *opening) {
    RelId relation = NO_ID;
    Str words = trimmed(opening->query);
    bool is_relation = relations_named(engine->session.program, words, &relation) == 1;
    return is_relation ? open_relation(engine, relation, opening->standing)
                       : open_query(engine, words, opening->standing);
}

static hence_status open_rows(hence_engine *engine, const void *arguments) {
    const Opening *opening = arguments;
    if (!opening->query || !trimmed(opening->query).length)
        return engine_misuse(engine, "rows are those of a relation or of a query: name one");
    if ((unsigned)opening->standing > HENCE_UNDECIDED) return engine_misuse(engine, "rows hold or are undecided");
    hence_status status = engine_ready(engine);
    if (!engine->has_run) return status;
    Stop before = engine_begin_question(engine);
    *opening->rows = find_rows(engine, opening);
    status = engine_end_question(engine, before);
    return *opening->rows ? status : HENCE_BAD_QUESTION;
}

hence_status hence_rows_open(hence_engine *engine, const char *query, hence_standing standing, hence_rows **rows) {
    if (!rows) return HENCE_MISUSE;
    *rows = NULL;
    return engine_call(engine, open_rows, &(Opening){query, standing, rows});
}

/* ---- asked ---- */

size_t hence_rows_count(const hence_rows *rows) { return rows ? rows->count : 0; }
size_t hence_rows_width(const hence_rows *rows) { return rows ? rows->width : 0; }

hence_text hence_rows_name(const hence_rows *rows, size_t column) {
    if (!rows || column >= rows->width) return (hence_text){"", 0};
    return (hence_text){rows->names[column].text, rows->names[column].length};
}

static hence_value value_of(const Values *values, Value v) {
    hence_value value = {.kind = HENCE_NONE};
    switch (value_kind(values, v)) {
    case KIND_SYMBOL: {
        Str text = value_text(values, v);
        value.kind = HENCE_SYMBOL;
        value.as.symbol = (hence_text){text.text, text.length};
        break;
    }
    case KIND_INT:
        value.kind = HENCE_INT;
        value.as.integer = value_to_int(values, v);
        break;
    case KIND_FLOAT:
        value.kind = HENCE_FLOAT;
        value.as.real = value_to_float(values, v);
        break;
    case KIND_DATE: {
        Date date = value_to_date(values, v);
        value.kind = HENCE_DATE;
        value.as.date = (hence_date){.year = date.year};
        if (date.precision != DATE_YEAR) value.as.date.month = date.month;
        if (date.precision == DATE_DAY) value.as.date.day = date.day;
        break;
    }
    case KIND_NONE: break;
    }
    return value;
}

size_t hence_rows_next(hence_rows *rows, hence_value *values, size_t most) {
    if (!rows || (!values && rows->width)) return 0;
    size_t some = rows->count - rows->at < most ? rows->count - rows->at : most;
    const Value *items = rows->items + rows->at * rows->width;
    for (size_t i = 0; i < some * rows->width; i++) values[i] = value_of(rows->values, items[i]);
    rows->at += some;
    return some;
}

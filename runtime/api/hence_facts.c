/* The C interface: facts that are added and taken back.
 *
 * What is wrong with a value by itself is found before anything is kept; whether it fits its relation is found when the
 * rules are read (io/handed_load.c).  A single fact is a table of one row, whose columns are its values. */
#include <math.h>
#include <stdio.h>

#include "lang/base/spelling.h"
#include "runtime/api/hence_internal.h"
#include "runtime/io/cells.h"

enum { WIDEST = 66 /* columns of a relation, id and source */, BATCH = 512 };

typedef struct {
    const char *relation;
    const hence_column *columns;
    size_t width, count;
    bool is_single;
} Added;

/* ---- what a value is ---- */

static Str text_of(const hence_column *column, size_t row) {
    const char *bytes = column->as.symbols[row];
    return (Str){bytes, column->lengths ? column->lengths[row] : strlen(bytes)};
}

static bool is_absent(const hence_column *column, size_t row) {
    if (column->absent && column->absent[row]) return true;
    if (column->kind == HENCE_SYMBOL) return !column->as.symbols[row];
    return column->kind == HENCE_ANY && column->as.values[row].kind == HENCE_NONE;
}

static bool read_date(hence_date given, Date *date) {
    bool is_whole = given.day || given.month;
    *date = (Date){given.year, given.month ? given.month : 1, given.day ? given.day : 1,
                   given.day  ? DATE_DAY
                   : is_whole ? DATE_MONTH
                              : DATE_YEAR};
    return (given.month || !given.day) && given.year >= 0 && given.year <= 9999 && date_is_valid(*date);
}

/* A value as one of its own kind; a symbol is borrowed.  Not for one that is absent. */
static hence_value value_at(const hence_column *column, size_t row) {
    hence_value value = {.kind = column->kind};
    switch (column->kind) {
    case HENCE_SYMBOL: {
        Str text = text_of(column, row);
        value.as.symbol = (hence_text){text.text, text.length};
        break;
    }
    case HENCE_INT: value.as.integer = column->as.integers[row]; break;
    case HENCE_FLOAT: value.as.real = column->as.reals[row]; break;
    case HENCE_DATE: value.as.date = column->as.dates[row]; break;
    case HENCE_NONE:
    case HENCE_ANY: value = column->as.values[row]; break;
    }
    return value;
}

/* What is wrong with it; NULL: nothing. */
static const char *fault_of(const hence_value *value) {
    Date date;
    switch (value->kind) {
    case HENCE_NONE:
    case HENCE_INT: return NULL;
    case HENCE_SYMBOL:
        if (!value->as.symbol.bytes) return "is a symbol without a text";
        return str_is_utf8((Str){value->as.symbol.bytes, value->as.symbol.length}, NULL) ? NULL : "is not UTF-8";
    case HENCE_FLOAT: return isfinite(value->as.real) ? NULL : "is not a finite number";
    case HENCE_DATE: return read_date(value->as.date, &date) ? NULL : "is no day, month or year of the calendar";
    default: return "has no kind of value";
    }
}

static Value value_kept(Values *values, const hence_value *value) {
    Date date;
    switch (value->kind) {
    case HENCE_SYMBOL: return value_symbol(values, (Str){value->as.symbol.bytes, value->as.symbol.length});
    case HENCE_INT: return value_int(values, value->as.integer);
    case HENCE_FLOAT: return value_float(values, value->as.real);
    case HENCE_DATE: return read_date(value->as.date, &date) ? value_date(values, date) : VALUE_NONE;
    default: return VALUE_NONE;
    }
}

/* ---- what is wrong ---- */

static const char *misuse_of(const hence_engine *engine, const Added *table) {
    bool has_names = table->width && table->columns[0].name;
    if (!table->relation || !*table->relation || !str_is_utf8(str_of(table->relation), NULL))
        return "facts are of a relation, which has a name";
    if (table->relation[0] == '-' && !table->relation[1]) return "facts that deny something are of -relation";
    if (strcmp(table->relation, "bibliography") == 0)
        return "a bibliography has no facts: hence_offer_text, and load it";
    if (table->width > WIDEST) return "a relation has at most 64 columns";
    if (table->count > HANDED_MOST - engine->handed.count) return "there are at most 2^31 - 1 facts";
    for (size_t c = 0; c < table->width; c++) {
        const hence_column *column = &table->columns[c];
        if (column->kind < HENCE_SYMBOL || column->kind > HENCE_ANY) return "a column has no such kind";
        if (column->zero || !engine_knows(column->reserved, 2)) return "a column has no such option";
        if (!column->as.symbols && table->count) return "a column has no array";
        if (has_names != (column->name != NULL)) return "all columns have names, or none";
        if (column->name && !str_is_utf8(str_of(column->name), NULL)) return "names of columns are UTF-8";
    }
    return NULL;
}

static void complain_of(Complaints *complaints, const hence_column *column, size_t number, size_t row,
                        const char *fault) {
    char room[24];
    snprintf(room, sizeof room, "c%zu", number + 1);
    const char *name = column->name ? column->name : room;
    Diag *diag = complain(complaints, E0711, (uint32_t)row + 1, "the value in column '%s' %s",
                          cell_shown(str_of(name)).text, fault);
    if (column->kind == HENCE_FLOAT) complaint_remedy(complaints, diag, "where nothing is known, say so by 'absent'");
}

/* Whether all but texts is good: these are looked at where they are kept, each once. */
static bool is_sound(const Added *table) {
    for (size_t c = 0; c < table->width; c++) {
        const hence_column *column = &table->columns[c];
        if (column->kind == HENCE_INT || column->kind == HENCE_SYMBOL) continue;
        for (size_t row = 0; row < table->count; row++) {
            hence_value value = value_at(column, row);
            if (!is_absent(column, row) && fault_of(&value)) return false;
        }
    }
    return true;
}

static void tell_column(Complaints *complaints, const Added *table, size_t c) {
    const hence_column *column = &table->columns[c];
    for (size_t row = 0; row < table->count; row++) {
        if (is_absent(column, row)) continue;
        hence_value value = value_at(column, row);
        const char *fault = fault_of(&value);
        if (fault) complain_of(complaints, column, c, row, fault);
    }
}

/* All that is wrong, by the numbers of the rows in the call; none may be.  False if something is. */
static bool tell_faults(hence_engine *engine, const Added *table) {
    Str name = handed_name(&engine->handed, str_of(table->relation), table->is_single);
    engine_open(engine, &engine->session);
    Complaints complaints = {.diags = engine->session.diags, .source = source_name_only(engine->session.sources, name)};
    for (size_t c = 0; c < table->width; c++) tell_column(&complaints, table, c);
    complaints_end(&complaints);
    if (complaints.count == 0) engine_forget(engine);
    return complaints.count == 0;
}

/* ---- adding ---- */

/* False if a text is not UTF-8: only those that are new need a look, while they are near. */
static bool keep_symbols(Values *values, const hence_column *from, size_t count, HandedColumn *to) {
    Interner *symbols = values_symbols(values);
    bool are_good = true;
    Str texts[BATCH];
    for (size_t first = 0; first < count; first += BATCH) {
        size_t some = count - first < BATCH ? count - first : BATCH, absent = 0;
        const uint32_t known = intern_count(symbols);
        Value *words = to->words.items + to->words.count;
        for (size_t k = 0; k < some; k++) {
            const bool is_none = is_absent(from, first + k);
            texts[k] = is_none ? STR("") : text_of(from, first + k);
            absent += is_none;
        }
        intern_many(symbols, texts, some, words);
        for (size_t k = 0; k < some && absent; k++)
            if (is_absent(from, first + k)) words[k] = VALUE_NONE;
        to->words.count += some;
        for (Symbol fresh = known; fresh < intern_count(symbols) && are_good; fresh++)
            are_good = str_is_utf8(intern_text(symbols, fresh), NULL);
    }
    return are_good;
}

static bool keep_column(Values *values, const hence_column *from, size_t count, HandedColumn *to) {
    if (to->has_reals) {
        vec_reserve(&to->reals, to->reals.count + count);
        for (size_t row = 0; row < count; row++) to->reals.items[to->reals.count++] = from->as.reals[row] + 0.0;
        return true;
    }
    vec_reserve(&to->words, to->words.count + count);
    if (from->kind == HENCE_SYMBOL) return keep_symbols(values, from, count, to);
    for (size_t row = 0; row < count; row++) {
        hence_value value = {.kind = HENCE_NONE};
        if (!is_absent(from, row)) value = value_at(from, row);
        to->words.items[to->words.count++] = value_kept(values, &value);
    }
    return true;
}

/* False, and nothing is kept, if some text is not UTF-8. */
static bool keep(hence_engine *engine, const Added *table) {
    Handed *handed = &engine->handed;
    Str relation = str_of(table->relation), names[WIDEST];
    const uint32_t width = (uint32_t)table->width;
    bool has_names = width && table->columns[0].name;
    for (uint32_t c = 0; has_names && c < width; c++) names[c] = str_of(table->columns[c].name);
    HandedTable *to = table->is_single ? handed_open(handed, relation, width)
                                       : handed_add(handed, relation, width, has_names ? names : NULL);
    bool are_good = true;
    for (uint32_t c = 0; c < width; c++) {
        const hence_column *from = &table->columns[c];
        if (!table->is_single) to->columns[c].has_reals = from->kind == HENCE_FLOAT && !from->absent;
        are_good = keep_column(handed->values, from, table->count, &to->columns[c]) && are_good;
    }
    if (are_good)
        handed_counted(handed, to, (uint32_t)table->count);
    else
        handed_cut(to, to->count);
    return are_good;
}

static hence_status add(hence_engine *engine, const void *arguments) {
    const Added *table = arguments;
    const char *misuse = misuse_of(engine, table);
    if (misuse) return engine_misuse(engine, misuse);
    engine_forget(engine);
    if (!is_sound(table) || engine->handed.has_bad_texts)
        if (!tell_faults(engine, table)) return HENCE_BAD_DATA;
    if (table->count == 0 || keep(engine, table)) return HENCE_OK;
    engine->handed.has_bad_texts = true;
    tell_faults(engine, table);
    return HENCE_BAD_DATA;
}

hence_status hence_add_columns(hence_engine *engine, const char *relation, const hence_column *columns,
                               size_t column_count, size_t row_count) {
    if (!columns && column_count) return HENCE_MISUSE;
    return engine_call(engine, add, &(Added){relation, columns, column_count, row_count, false});
}

hence_status hence_add_fact(hence_engine *engine, const char *relation, const hence_value *values, size_t count) {
    hence_column columns[WIDEST];
    if ((!values && count) || count > WIDEST) return HENCE_MISUSE;
    for (size_t c = 0; c < count; c++) columns[c] = (hence_column){.kind = HENCE_ANY, .as.values = &values[c]};
    return engine_call(engine, add, &(Added){relation, columns, count, 1, true});
}

/* ---- taking back ---- */

typedef struct {
    const char *relation;
    const hence_value *values;
    size_t count, *taken;
} Pattern;

/* The word of a value, if some fact has it: false if none does. */
static bool word_of(const Values *values, const hence_value *value, Value *word) {
    *word = UINT32_MAX;
    if (value->kind == HENCE_ANY) return true;
    if (value->kind == HENCE_SYMBOL) {
        Str text = {value->as.symbol.bytes, value->as.symbol.length};
        *word = intern_find(values_symbols((Values *)values), text);
        return *word != NO_SYMBOL;
    }
    *word = value_kept((Values *)values, value);
    return true;
}

/* Nothing can have been meant by it: an error record. */
static hence_status tell_unknown(hence_engine *engine, const Pattern *pattern, HandedCan can) {
    const Handed *handed = &engine->handed;
    Str relation = str_of(pattern->relation);
    Spelling near = spelling_of(relation);
    engine_forget(engine);
    engine_open(engine, &engine->session);
    Diags *diags = engine->session.diags;
    const Span span = {source_name_only(engine->session.sources, STR("taking back")), 1, 1};
    if (can == HANDED_OTHER_WIDTH) {
        Diag *diag = diag_add(diags, E0204, span, "no fact of '%s' was added with %zu value%s",
                              cell_shown(relation).text, pattern->count, pattern->count == 1 ? "" : "s");
        diag_remedy(diags, diag, "give one for each column, or none to take back all");
        return HENCE_BAD_DATA;
    }
    for (size_t i = 0; i < handed->tables.count; i++) spelling_offer(&near, handed->tables.items[i].relation);
    Diag *diag = diag_add(diags, E0203, span, "no fact of '%s' was added", cell_shown(relation).text);
    if (near.best.length)
        diag_remedy(diags, diag, "did you mean '%.*s'?", STR_FMT(near.best));
    else
        diag_remedy(diags, diag, "facts of rule files and tables stay: a scenario retracts them");
    return HENCE_BAD_DATA;
}

static hence_status take_back(hence_engine *engine, const void *arguments) {
    const Pattern *pattern = arguments;
    Handed *handed = &engine->handed;
    Value words[WIDEST];
    bool is_known = true;
    if (!pattern->relation || !*pattern->relation)
        return engine_misuse(engine, "facts are of a relation, which has a name");
    Str relation = str_of(pattern->relation);
    for (size_t i = 0; i < pattern->count; i++)
        if (pattern->values[i].kind != HENCE_ANY && fault_of(&pattern->values[i]))
            return engine_misuse(engine, "no fact can have such a value");
    const HandedCan can = handed_can_take_back(handed, relation, (uint32_t)pattern->count);
    if (can == HANDED_UNPLACED)
        return engine_misuse(engine, "these facts have named columns: which is which is known once they have run");
    if (can != HANDED_CAN) return tell_unknown(engine, pattern, can);
    engine_forget(engine);
    for (size_t i = 0; i < pattern->count; i++)
        is_known = word_of(handed->values, &pattern->values[i], &words[i]) && is_known;
    if (is_known) *pattern->taken = (size_t)handed_take_back(handed, relation, words, (uint32_t)pattern->count);
    return HENCE_OK;
}

hence_status hence_take_back(hence_engine *engine, const char *relation, const hence_value *values, size_t count,
                             size_t *taken) {
    size_t room;
    if (!taken) taken = &room;
    *taken = 0;
    if ((!values && count) || count > WIDEST) return HENCE_MISUSE;
    return engine_call(engine, take_back, &(Pattern){relation, values, count, taken});
}

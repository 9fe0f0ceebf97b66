/* Tables that are handed over.
 *
 * A column is an array, so that rows are taken out by moving what stays to the front. */
#include "runtime/io/handed.h"

#include <stdio.h>

void handed_init(Handed *handed) {
    *handed = (Handed){.values = values_new()};
    arena_init(&handed->words);
}

static void clear_table(HandedTable *table) {
    for (uint32_t c = 0; c < table->width; c++) {
        vec_free(&table->columns[c].words);
        vec_free(&table->columns[c].reals);
    }
    mem_free(table->columns);
}

void handed_clear(Handed *handed) {
    for (size_t i = 0; i < handed->tables.count; i++) clear_table(&handed->tables.items[i]);
    vec_free(&handed->tables);
    arena_clear(&handed->words);
    values_free(handed->values);
    *handed = (Handed){0};
}

/* "rows of edge", "rows of edge (2)", "facts of edge" of those that came one by one. */
Str handed_name(Handed *handed, Str relation, bool is_open) {
    unsigned before = 0;
    Text name;
    text_init(&name);
    for (size_t i = 0; i < handed->tables.count; i++)
        before += handed->tables.items[i].is_open == is_open && handed->tables.items[i].count &&
                  str_equal(handed->tables.items[i].relation, relation);
    text_printf(&name, "%s of %.*s", is_open ? "facts" : "rows", STR_FMT(relation));
    if (before) text_printf(&name, " (%u)", before + 1);
    Str kept = arena_str(&handed->words, text_str(&name));
    text_clear(&name);
    return kept;
}

static HandedTable *add_table(Handed *handed, Str relation, uint32_t width, const Str *names, bool is_open) {
    char path[32];
    int length = snprintf(path, sizeof path, "rows %zu.csv", handed->tables.count + 1);
    Str *kept = names ? arena_array(&handed->words, Str, width + 1) : NULL;
    for (uint32_t c = 0; names && c < width; c++) kept[c] = arena_str(&handed->words, names[c]);
    HandedTable table = {.name = handed_name(handed, relation, is_open),
                         .path = arena_str(&handed->words, (Str){path, (size_t)length}),
                         .relation = arena_str(&handed->words, relation),
                         .width = width,
                         .names = kept,
                         .places = names ? arena_new(&handed->words, HandedPlaces) : NULL,
                         .columns = mem_alloc_zero((width + 1) * sizeof *table.columns),
                         .is_open = is_open};
    if (table.places) table.places->arity = NO_ID;
    vec_push(&handed->tables, table);
    return &vec_last(&handed->tables);
}

HandedTable *handed_add(Handed *handed, Str relation, uint32_t width, const Str *names) {
    return add_table(handed, relation, width, names, false);
}

HandedTable *handed_open(Handed *handed, Str relation, uint32_t width) {
    for (size_t i = handed->tables.count; i-- > 0;) {
        HandedTable *table = &handed->tables.items[i];
        if (table->is_open && table->width == width && str_equal(table->relation, relation)) return table;
    }
    return add_table(handed, relation, width, NULL, true);
}

void handed_counted(Handed *handed, HandedTable *table, uint32_t more) {
    table->count += more;
    handed->count += more;
}

/* ---- taking back ---- */

/* As rows of the relation have them. */
static uint32_t width_of(const HandedTable *table) { return table->names ? table->places->arity : table->width; }

static bool has_words(const Handed *handed, const HandedTable *table, uint32_t row, const Value *words) {
    const uint32_t width = width_of(table);
    for (uint32_t c = 0; c < width; c++) {
        const uint32_t at = table->names ? table->places->of[c] : c;
        if (words[c] == UINT32_MAX) continue;
        if (at == NO_ID && words[c] != VALUE_NONE) return false;
        if (at == NO_ID) continue;
        const HandedColumn *column = &table->columns[at];
        if (!column->has_reals && column->words.items[row] != words[c]) return false;
        if (column->has_reals && (value_kind(handed->values, words[c]) != KIND_FLOAT ||
                                  column->reals.items[row] != value_to_float(handed->values, words[c])))
            return false;
    }
    return true;
}

static void move_row(HandedTable *table, uint32_t to, uint32_t from) {
    for (uint32_t c = 0; c < table->width; c++) {
        HandedColumn *column = &table->columns[c];
        if (column->has_reals)
            column->reals.items[to] = column->reals.items[from];
        else
            column->words.items[to] = column->words.items[from];
    }
}

void handed_cut(HandedTable *table, uint32_t count) {
    for (uint32_t c = 0; c < table->width; c++) {
        HandedColumn *column = &table->columns[c];
        if (column->has_reals)
            column->reals.count = count;
        else
            column->words.count = count;
    }
    table->count = count;
}

uint64_t handed_take_back(Handed *handed, Str relation, const Value *words, uint32_t width) {
    uint64_t taken = 0;
    for (size_t i = 0; i < handed->tables.count; i++) {
        HandedTable *table = &handed->tables.items[i];
        if (!str_equal(table->relation, relation) || (width && width_of(table) != width)) continue;
        uint32_t kept = 0;
        for (uint32_t row = 0; width && row < table->count; row++) {
            if (has_words(handed, table, row, words)) continue;
            if (kept != row) move_row(table, kept, row);
            kept++;
        }
        taken += table->count - kept;
        handed_cut(table, kept);
    }
    handed->count -= taken;
    return taken;
}

HandedCan handed_can_take_back(const Handed *handed, Str relation, uint32_t width) {
    HandedCan can = HANDED_UNKNOWN;
    for (size_t i = 0; i < handed->tables.count; i++) {
        const HandedTable *table = &handed->tables.items[i];
        if (!str_equal(table->relation, relation)) continue;
        if (width && table->count && width_of(table) == NO_ID) return HANDED_UNPLACED;
        if (!width || width_of(table) == width)
            can = HANDED_CAN;
        else if (can == HANDED_UNKNOWN)
            can = HANDED_OTHER_WIDTH;
    }
    return can;
}

/* ---- as text ---- */

/* In single quotes: in double ones it would be a text. */
static void add_name(Str name, Text *text) {
    if (str_is_plain_symbol(name)) {
        text_add(text, name);
        return;
    }
    text_add_char(text, '\'');
    for (size_t i = 0; i < name.length; i++) {
        const char c = name.text[i];
        if (c == '\n')
            text_lit(text, "\\n");
        else
            text_printf(text, "%s%c", c == '\'' || c == '\\' ? "\\" : "", c);
    }
    text_add_char(text, '\'');
}

SourceId handed_statements(const Handed *handed, Sources *sources) {
    Text text;
    text_init(&text);
    for (size_t i = 0; i < handed->tables.count; i++) {
        const HandedTable *table = &handed->tables.items[i];
        if (table->count == 0) continue;
        const bool is_negative = table->relation.text[0] == '-';
        text_add(&text, is_negative ? STR("load -") : STR("load "));
        add_name((Str){table->relation.text + is_negative, table->relation.length - is_negative}, &text);
        text_printf(&text, " from \"%.*s\".\n", STR_FMT(table->path));
    }
    SourceId source = source_add(sources, STR(HANDED_PATH), text_str(&text));
    text_clear(&text);
    uint32_t line = 0;
    for (size_t i = 0; i < handed->tables.count && source != NO_SOURCE; i++) {
        const HandedTable *table = &handed->tables.items[i];
        if (table->count) source_show_as(sources, source, ++line, source_name_only(sources, table->name));
    }
    return source;
}

/* A rule file may load a table of the same path, and a file may be called as the text is, where none is made. */
const HandedTable *handed_find(const Handed *handed, const Sources *sources, const Load *load) {
    if (!handed || load->span.source == NO_SOURCE) return NULL;
    if (!str_equal(source_name(sources, load->span.source), STR(HANDED_PATH))) return NULL;
    for (size_t i = 0; i < handed->tables.count; i++)
        if (handed->tables.items[i].count && str_equal(handed->tables.items[i].path, load->path))
            return &handed->tables.items[i];
    return NULL;
}

void handed_print(const Handed *handed, const HandedTable *table, Text *text) {
    text_printf(text, "%.*s", STR_FMT(table->relation));
    for (uint32_t c = 0; table->names && c < table->width; c++) text_printf(text, "\t%.*s", STR_FMT(table->names[c]));
    text_add_char(text, '\n');
    for (uint32_t row = 0; row < table->count; row++) {
        for (uint32_t c = 0; c < table->width; c++) {
            const HandedColumn *column = &table->columns[c];
            if (c) text_add_char(text, '\t');
            if (column->has_reals)
                text_add_float(text, column->reals.items[row]);
            else
                value_print(handed->values, column->words.items[row], text);
        }
        text_add_char(text, '\n');
    }
}

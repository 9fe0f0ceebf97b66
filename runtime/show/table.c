/* Aligned columns.
 *
 * Cells are kept as one text and measured when the grid is printed, in columns of a terminal: a wide character takes
 * two.  The last column is not padded. */
#include "runtime/show/table.h"

#include "runtime/judge/outlook.h"

void grid_init(Grid *grid, uint32_t columns, bool has_header) {
    *grid = (Grid){.columns = columns, .has_header = has_header};
    text_init(&grid->cells);
}

void grid_clear(Grid *grid) {
    text_clear(&grid->cells);
    vec_free(&grid->ends);
    vec_free(&grid->is_number);
    *grid = (Grid){0};
}

static void end_cell(Grid *grid, bool is_number) {
    vec_push(&grid->ends, grid->cells.length);
    vec_push(&grid->is_number, is_number);
}

static void add_control(Text *text, char c) {
    if (c == '\n')
        text_lit(text, "\\n");
    else if (c == '\r')
        text_lit(text, "\\r");
    else if (c == '\t')
        text_lit(text, "\\t");
    else
        text_printf(text, "\\u{%X}", (unsigned)(unsigned char)c);
}

/* Control characters would break the lines. */
static void add_plain(Text *text, Str cell) {
    size_t begin = 0;
    for (size_t i = 0; i < cell.length; i++) {
        unsigned char c = (unsigned char)cell.text[i];
        if (c >= 0x20 && c != 0x7F) continue;
        text_add(text, (Str){cell.text + begin, i - begin});
        add_control(text, cell.text[i]);
        begin = i + 1;
    }
    text_add(text, (Str){cell.text + begin, cell.length - begin});
}

void grid_add(Grid *grid, Str cell) {
    add_plain(&grid->cells, cell);
    end_cell(grid, false);
}

void grid_add_value(Grid *grid, const Values *values, Value v) {
    ValueKind kind = value_kind(values, v);
    if (kind == KIND_NONE)
        text_lit(&grid->cells, "none");
    else if (kind == KIND_SYMBOL)
        add_plain(&grid->cells, value_text(values, v));
    else
        value_print_plain(values, v, &grid->cells);
    end_cell(grid, kind == KIND_INT || kind == KIND_FLOAT);
}

static Str cell_at(const Grid *grid, size_t i) {
    size_t begin = i ? grid->ends.items[i - 1] : 0;
    return (Str){grid->cells.bytes + begin, grid->ends.items[i] - begin};
}

void grid_print(const Grid *grid, const char *indent, Text *text) {
    uint32_t columns = grid->columns;
    if (columns == 0 || grid->ends.count == 0) return;
    size_t *widths = mem_alloc_zero(columns * sizeof *widths);
    bool *is_right = mem_alloc_zero(columns * sizeof *is_right);
    size_t first = grid->has_header ? columns : 0;
    for (uint32_t c = 0; c < columns; c++) is_right[c] = grid->ends.count > first;
    for (size_t i = 0; i < grid->ends.count; i++) {
        size_t width = str_width(cell_at(grid, i));
        if (width > widths[i % columns]) widths[i % columns] = width;
        if (i >= first && !grid->is_number.items[i]) is_right[i % columns] = false;
    }
    for (size_t i = 0; i < grid->ends.count; i++) {
        uint32_t c = (uint32_t)(i % columns);
        Str cell = cell_at(grid, i);
        size_t padding = widths[c] - str_width(cell);
        text_add(text, c ? STR("  ") : str_of(indent));
        if (is_right[c]) text_add_many(text, ' ', padding);
        text_add(text, cell);
        if (!is_right[c] && c + 1 < columns) text_add_many(text, ' ', padding);
        if (c + 1 < columns) continue;
        while (text->length && text->bytes[text->length - 1] == ' ') text->bytes[--text->length] = '\0';
        text_add_char(text, '\n');
    }
    mem_free(widths);
    mem_free(is_right);
}

static void answers_table(const Store *store, const Question *question, const Table *table, const RowIds *rows,
                          Text *text) {
    Grid grid;
    grid_init(&grid, question->name_count, true);
    for (uint32_t i = 0; i < question->name_count; i++)
        grid_add(&grid, intern_text(values_symbols(store->program->values), question->names[i]));
    for (size_t i = 0; i < rows->count; i++)
        for (uint32_t c = 0; c < question->name_count; c++)
            grid_add_value(&grid, store->program->values, table_row(table, rows->items[i])[c]);
    grid_print(&grid, "  ", text);
    grid_clear(&grid);
}

void answers_print(const Store *store, const Question *question, Text *text) {
    RowIds rows = {0}, open = {0};
    Outlook outlook;
    outlook_init(&outlook, store, question);
    sorted_rows(store, question->answer, &rows);
    undecided_rows(&outlook.view, question->answer, &open);
    text_lit(text, "?- ");
    text_add(text, question->text);
    text_lit(text, ".\n");
    if (question->name_count == 0) {
        text_add(text, rows.count ? STR("  yes\n") : open.count ? STR("  undecided\n") : STR("  no\n"));
    } else {
        if (rows.count)
            answers_table(store, question, store_table(store, question->answer), &rows, text);
        else if (open.count == 0)
            text_lit(text, "  no answers\n");
        if (open.count) {
            text_lit(text, "  undecided:\n");
            answers_table(store, question, store_possible(&outlook.view, question->answer), &open, text);
        }
    }
    outlook_clear(&outlook);
    vec_free(&rows);
    vec_free(&open);
}

/* Tables of rows of several relations.
 *
 * Names are looked up once: columns get numbers, those that exist only through cell maps behind those of the table.
 * Then for each batch cells are moved, map after map down the column, and the records are sorted by their relation and
 * taken relation by relation.  A cell is never dropped: a move writes to empty cells only, and what a row does not take
 * must be empty (rows.c). */
#include "runtime/io/mapping.h"

#include "lang/base/spelling.h"
#include "runtime/io/cells.h"
#include "runtime/io/sheet_internal.h"

/* One cell map, its columns numbered. */
typedef struct CellMove {
    const CellMap *map;
    const uint32_t *from, *to; /* columns of the grid */
    const uint32_t *hole;      /* by form on the right: the form on the left whose hole it is; NO_SLOT: text */
    const Str *texts;
} CellMove;

static Str text_of(const Mapping *m, Symbol symbol) {
    return intern_text(values_symbols(m->rows->program->values), symbol);
}

/* ---- columns ---- */

static uint32_t slot_named(const Mapping *m, Str name) {
    for (uint32_t i = 0; i < m->names.count; i++)
        if (str_equal(m->names.items[i], name)) return i;
    return NO_SLOT;
}

static uint32_t slot_used(Mapping *m, Str name) {
    uint32_t slot = slot_named(m, name);
    if (slot != NO_SLOT) m->is_used.items[slot] = true;
    return slot;
}

static uint32_t slot_added(Mapping *m, Str name) {
    uint32_t slot = slot_named(m, name);
    if (slot != NO_SLOT) return slot;
    vec_push(&m->names, name);
    vec_push(&m->is_used, true); /* not of the table: nothing to warn of */
    return (uint32_t)m->names.count - 1;
}

static void take_header(Mapping *m) {
    const Grid *grid = &m->rows->grid;
    for (size_t i = 0; i < grid->width; i++) {
        if (slot_named(m, grid->names[i]) != NO_SLOT) {
            Diag *diag = complain(&m->rows->complaints, E0705, grid->csv.line, "column '%s' stands twice in the header",
                                  cell_shown(grid->names[i]).text);
            complaint_remedy(&m->rows->complaints, diag, "remove one of them");
        }
        vec_push(&m->names, grid->names[i]);
        vec_push(&m->is_used, false);
    }
}

/* ---- maps, their columns numbered ---- */

/* Text of a map as a cell without quotes: csv_is_quoted looks at the byte before it. */
static Str as_cell(Mapping *m, Str text) {
    if (!text.length) return grid_empty_cell();
    char *copy = arena_bytes(&m->arena, text.length + 1);
    copy[0] = ' ';
    memcpy(copy + 1, text.text, text.length);
    return (Str){copy + 1, text.length};
}

static uint32_t form_with_hole(const CellMap *map, Symbol hole) {
    uint32_t i = 0;
    while (i < map->from_count && map->from[i].hole != hole) i++;
    return i;
}

/* False if the table lacks a column on the left: then there is nothing to move. */
static bool number_move(Mapping *m, const CellMap *map, CellMove *move) {
    uint32_t *from = arena_array(&m->arena, uint32_t, map->from_count + 1);
    uint32_t *to = arena_array(&m->arena, uint32_t, map->to_count + 1);
    uint32_t *hole = arena_array(&m->arena, uint32_t, map->to_count + 1);
    Str *texts = arena_array(&m->arena, Str, map->to_count + 1);
    for (uint32_t i = 0; i < map->from_count; i++)
        if ((from[i] = slot_named(m, map->from[i].column)) == NO_SLOT) return false;
    for (uint32_t i = 0; i < map->from_count; i++) m->is_used.items[from[i]] = true;
    for (uint32_t i = 0; i < map->to_count; i++) {
        to[i] = slot_added(m, map->to[i].column);
        hole[i] = map->to[i].hole == NO_SYMBOL ? NO_SLOT : form_with_hole(map, map->to[i].hole);
        texts[i] = as_cell(m, map->to[i].text);
    }
    *move = (CellMove){map, from, to, hole, texts};
    return true;
}

static void number_moves(Mapping *m) {
    const Agenda *agenda = m->rows->program->agenda;
    CellMove *moves = arena_array(&m->arena, CellMove, agenda->cell_maps.count + 1);
    uint32_t most = 0;
    for (size_t i = 0; i < agenda->cell_maps.count; i++) {
        const CellMap *map = &agenda->cell_maps.items[i];
        if (map->to_count > most) most = map->to_count;
        m->move_count += number_move(m, map, &moves[m->move_count]);
    }
    m->moves = moves;
    m->held = arena_array(&m->arena, Str, most + 1);
}

static Outlet number_outlet(Mapping *m, const RowMap *map) {
    uint32_t arity = m->rows->program->relations.items[map->relation].arity;
    uint32_t *slots = arena_array(&m->arena, uint32_t, arity + 1);
    Str *texts = arena_array(&m->arena, Str, arity + 1);
    for (uint32_t c = 0; c < arity; c++) {
        slots[c] = map->cells[c].column.length ? slot_used(m, map->cells[c].column) : NO_SLOT;
        texts[c] = map->cells[c].text.length ? as_cell(m, map->cells[c].text) : (Str){NULL, 0};
    }
    return (Outlet){.relation = map->relation, .slots = slots, .texts = texts, .holds_at = NO_SLOT};
}

/* What some rows take and these do not.  A column that nobody reads is warned of once instead. */
static void find_others(Mapping *m, Outlet *outlet) {
    uint32_t *others = arena_array(&m->arena, uint32_t, m->names.count + 1), count = 0;
    uint32_t arity = m->rows->program->relations.items[outlet->relation].arity;
    for (uint32_t slot = 0; slot < m->names.count; slot++) {
        bool is_taken = slot == m->relation_at || slot == m->rows->id_at || slot == m->rows->source_at ||
                        slot == m->rows->ignored_at;
        for (uint32_t c = 0; c < arity && !is_taken; c++) is_taken = outlet->slots[c] == slot;
        if (!is_taken && m->is_used.items[slot]) others[count++] = slot;
    }
    outlet->others = others;
    outlet->other_count = count;
}

static void number_outlets(Mapping *m) {
    const Agenda *agenda = m->rows->program->agenda;
    uint32_t count = intern_count(values_symbols(m->rows->program->values));
    uint32_t *outlet_of = arena_array(&m->arena, uint32_t, count + 1);
    Outlet *outlets = arena_array(&m->arena, Outlet, agenda->row_maps.count + 1);
    for (uint32_t i = 0; i < count; i++) outlet_of[i] = NO_ID;
    for (uint32_t i = 0; i < agenda->row_maps.count; i++) {
        outlets[i] = number_outlet(m, &agenda->row_maps.items[i]);
        outlet_of[agenda->row_maps.items[i].name] = i;
    }
    for (uint32_t i = 0; i < agenda->row_maps.count; i++) find_others(m, &outlets[i]);
    m->outlets = outlets;
    m->outlet_of = outlet_of;
    m->symbol_count = count;
}

static void warn_of_unread(Mapping *m) {
    Complaints *complaints = &m->rows->complaints;
    for (uint32_t i = 0; i < m->rows->grid.width; i++) {
        if (m->is_used.items[i]) continue;
        Str name = m->names.items[i];
        Diag *diag = diag_add(complaints->diags, W0705, line_span(complaints->source, m->rows->grid.csv.line),
                              "no map reads column '%s'", cell_shown(name).text);
        Spelling near = spelling_of(name);
        const Agenda *agenda = m->rows->program->agenda;
        for (size_t k = 0; k < agenda->row_maps.count; k++) {
            const RowMap *map = &agenda->row_maps.items[k];
            for (uint32_t c = 0; c < m->rows->program->relations.items[map->relation].arity; c++)
                if (map->cells[c].column.length && slot_named(m, map->cells[c].column) == NO_SLOT)
                    spelling_offer(&near, map->cells[c].column);
        }
        if (near.best.length)
            diag_remedy(complaints->diags, diag, "did you mean '%.*s'?", STR_FMT(near.best));
        else
            diag_remedy(complaints->diags, diag, "if that is meant, write: map %s: \"{any}\" to nothing.",
                        cell_shown(name).text);
    }
}

bool mapping_open(Mapping *m, Rows *rows) {
    *m = (Mapping){.rows = rows};
    arena_init(&m->arena);
    take_header(m);
    number_moves(m);
    m->relation_at = slot_used(m, STR("relation"));
    rows->id_at = slot_used(m, STR("id"));
    rows->source_at = slot_used(m, STR("source"));
    if (rows->ignored_at != NO_SLOT) m->is_used.items[rows->ignored_at] = true;
    number_outlets(m);
    rows->names = m->names.items;
    if (m->relation_at == NO_SLOT) {
        Diag *diag = complain(&rows->complaints, E0704, rows->grid.csv.line, "the table has no column 'relation'");
        Spelling near = spelling_of(STR("relation"));
        for (uint32_t i = 0; i < rows->grid.width; i++) spelling_offer(&near, rows->grid.names[i]);
        if (near.best.length)
            complaint_remedy(&rows->complaints, diag, "it is called '%s' there", cell_shown(near.best).text);
        else
            complaint_remedy(&rows->complaints, diag, "it says of each row what it is");
    }
    if (rows->complaints.count) return false;
    warn_of_unread(m);
    rows_make_room(rows, m->names.count);
    return true;
}

void mapping_close(Mapping *m) {
    vec_free(&m->names);
    vec_free(&m->is_used);
    arena_clear(&m->arena);
}

/* ---- moving cells ---- */

static bool form_matches(const CellForm *form, Str cell) {
    if (form->hole == NO_SYMBOL) return str_equal(form->text, cell);
    size_t around = form->text.length + form->behind.length;
    return cell.length > around &&
           (form->text.length == 0 || memcmp(cell.text, form->text.text, form->text.length) == 0) &&
           (form->behind.length == 0 ||
            memcmp(cell.text + cell.length - form->behind.length, form->behind.text, form->behind.length) == 0);
}

static Str hole_of(const CellForm *form, Str cell) {
    return (Str){cell.text + form->text.length, cell.length - form->text.length - form->behind.length};
}

static bool is_among(const uint32_t *slots, uint32_t count, uint32_t slot) {
    for (uint32_t i = 0; i < count; i++)
        if (slots[i] == slot) return true;
    return false;
}

static bool move_fits(const Grid *grid, const CellMove *move, uint32_t record) {
    const CellMap *map = move->map;
    for (uint32_t i = 0; i < map->from_count; i++)
        if (!form_matches(&map->from[i], grid_cell(grid, move->from[i], record))) return false;
    for (uint32_t i = 0; i < map->to_count; i++)
        if (grid_cell(grid, move->to[i], record).length && !is_among(move->from, map->from_count, move->to[i]))
            return false;
    return true;
}

/* What goes in is looked at before anything is taken out: a column may stand on both sides. */
static void move_cells(Mapping *m, const CellMove *move, uint32_t record) {
    const CellMap *map = move->map;
    Grid *grid = &m->rows->grid;
    for (uint32_t i = 0; i < map->to_count; i++)
        m->held[i] = move->hole[i] == NO_SLOT
                         ? move->texts[i]
                         : hole_of(&map->from[move->hole[i]], grid_cell(grid, move->from[move->hole[i]], record));
    for (uint32_t i = 0; i < map->from_count; i++) grid_column(grid, move->from[i])[record] = grid_empty_cell();
    for (uint32_t i = 0; i < map->to_count; i++) grid_column(grid, move->to[i])[record] = m->held[i];
}

static void move_all(Mapping *m) {
    for (uint32_t i = 0; i < m->move_count; i++)
        for (uint32_t record = 0; record < m->rows->grid.count; record++)
            if (m->rows->grid.is_sound[record] && move_fits(&m->rows->grid, &m->moves[i], record))
                move_cells(m, &m->moves[i], record);
}

/* ---- rows to relations ---- */

/* The statement that is missing; a name that is no word stands in quotes. */
static void suggest_map(Complaints *complaints, Diag *diag, Str name) {
    bool is_negative = name.text[0] == '-', is_plain = str_is_plain_symbol(name);
    Shown shown = cell_shown(name);
    Text text;
    text_init(&text);
    if (is_plain)
        text_add(&text, str_of(shown.text));
    else
        text_add_quoted(&text, str_of(shown.text));
    complaint_remedy(complaints, diag, "write one: map %.*s to %srelation(column: column of the table).",
                     STR_FMT(text_str(&text)), is_negative ? "-" : "");
    text_clear(&text);
}

static void complain_unknown(Mapping *m, uint32_t record, Str name) {
    Complaints *complaints = &m->rows->complaints;
    if (name.length == 0) {
        Diag *diag = complain(complaints, E0720, m->rows->grid.lines[record], "the row names no relation");
        complaint_remedy(complaints, diag, "fill in its column 'relation'");
        return;
    }
    Diag *diag =
        complain(complaints, E0720, m->rows->grid.lines[record], "no map takes rows of '%s'", cell_shown(name).text);
    Spelling near = spelling_of(name);
    const Agenda *agenda = m->rows->program->agenda;
    for (size_t i = 0; i < agenda->row_maps.count; i++) {
        Str known = text_of(m, agenda->row_maps.items[i].name);
        if ((known.text[0] == '-') == (name.text[0] == '-')) spelling_offer(&near, known); /* never its contrary */
    }
    if (near.best.length)
        complaint_remedy(complaints, diag, "did you mean '%.*s'?", STR_FMT(near.best));
    else
        suggest_map(complaints, diag, name);
}

/* The outlet of each sound record; NO_ID after a complaint. */
static void find_outlets(Mapping *m, uint32_t outlet[static GRID_BATCH]) {
    const Interner *symbols = values_symbols(m->rows->program->values);
    Str last = {NULL, 0};
    uint32_t last_outlet = NO_ID;
    for (uint32_t record = 0; record < m->rows->grid.count; record++) {
        outlet[record] = NO_ID;
        if (!m->rows->grid.is_sound[record]) continue;
        Str name = grid_cell(&m->rows->grid, m->relation_at, record);
        if (!last.text || !str_equal(name, last)) {
            Symbol symbol = intern_find(symbols, name);
            last = name;
            last_outlet = symbol < m->symbol_count ? m->outlet_of[symbol] : NO_ID;
        }
        outlet[record] = last_outlet;
        if (last_outlet == NO_ID) complain_unknown(m, record, name);
    }
}

void mapping_take(Mapping *m) {
    uint32_t outlet[GRID_BATCH], records[GRID_BATCH];
    move_all(m);
    find_outlets(m, outlet);
    for (uint32_t first = 0; first < m->rows->grid.count; first++) {
        uint32_t count = 0, chosen = outlet[first];
        if (chosen == NO_ID) continue;
        for (uint32_t i = first; i < m->rows->grid.count; i++)
            if (outlet[i] == chosen) records[count++] = i, outlet[i] = NO_ID;
        rows_take(m->rows, &m->outlets[chosen], records, count);
    }
}

void mapping_load(const Intake *intake, const Load *load, Window *window) {
    Rows *rows = mem_alloc(sizeof *rows);
    if (rows_open(rows, intake, load->name, window, csv_form(load->format))) {
        Mapping mapping;
        if (mapping_open(&mapping, rows))
            while (intake_goes_on(intake, NO_ID) && grid_next(&rows->grid)) mapping_take(&mapping);
        mapping_close(&mapping);
    }
    rows_close(rows);
    mem_free(rows);
}

/* Lists: everything is told, however long. */
#include "runtime/repl/listing.h"

#include "lang/base/spelling.h"
#include "runtime/judge/claims.h"
#include "runtime/judge/matching.h"
#include "runtime/show/claims_table.h"
#include "runtime/show/table.h"
#include "runtime/show/words.h"

/* ---- notes ---- */

void note_print(const Note *note, const char *what, Text *out) {
    text_printf(out, "%s:", what);
    for (size_t i = 0; i < note->path_count; i++) text_printf(out, " %s", note->paths[i]);
    if (note->text.length) text_printf(out, " %.*s", STR_FMT(note->text));
    text_add_char(out, '\n');
}

static void numbered_print(Str text, Text *out) {
    unsigned line = 1;
    for (size_t begin = 0, i = 0; i < text.length; i++) {
        if (text.text[i] != '\n') continue;
        text_printf(out, "%5u | %.*s\n", line++, (int)(i - begin), text.text + begin);
        begin = i + 1;
    }
}

void notes_print(const Notebook *notebook, Text *out) {
    for (size_t i = 0; i + 1 < notebook->paths.count; i++) text_printf(out, "loaded %s\n", notebook->paths.items[i]);
    numbered_print(text_str(&notebook->text), out);
    if (out->length == 0) text_lit(out, "nothing was entered\n");
}

/* ---- claims ---- */

void claims_list(const Session *session, Text *out) {
    const Agenda *agenda = session->program->agenda;
    Grid grid;
    Text cell;
    if (agenda->claims.count == 0) text_lit(out, "no claims: write one as  claim name \"sentence\": body.\n");
    grid_init(&grid, 3, false);
    text_init(&cell);
    for (size_t i = 0; i < agenda->claims.count; i++) {
        const Claim *claim = &agenda->claims.items[i];
        Verdict verdict = judge_claim(session->world->store, claim);
        grid_add(&grid, symbol_str(session->program, claim->name));
        text_empty(&cell);
        status_print(&verdict, &cell);
        grid_add(&grid, text_str(&cell));
        grid_add(&grid, claim->sentence.length ? claim->sentence : claim->question.text);
    }
    grid_print(&grid, "", out);
    text_clear(&cell);
    grid_clear(&grid);
}

/* ---- relations ---- */

static bool is_written(const Relation *relation) {
    return relation->helper == HELPER_NONE && relation->name != NO_SYMBOL;
}

static void heading_print(const Program *program, const Relation *relation, Text *out) {
    text_printf(out, "%s%.*s/%u", relation->is_negative ? "-" : "", STR_FMT(symbol_str(program, relation->name)),
                (unsigned)relation->arity);
}

static void count_rows(const Store *store, RelId relation, uint32_t *stated, uint32_t *derived) {
    const Table *table = store_table(store, relation);
    RowRef at;
    *stated = *derived = 0;
    for (RowId row = 0; row < table_count(table); row++) {
        if (table_is_hidden(table, row)) continue;
        ++*(row_is_stated(store, relation, table_row(table, row), &at) ? stated : derived);
    }
}

void relations_list(const Session *session, Text *out) {
    static const char *const HEADS[] = {"relation", "stated", "following"};
    const Program *program = session->program;
    Grid grid;
    Text cell;
    grid_init(&grid, 3, true);
    text_init(&cell);
    for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++) grid_add(&grid, str_of(HEADS[i]));
    for (RelId id = 0; id < program->relations.count; id++) {
        if (!is_written(&program->relations.items[id])) continue;
        uint32_t counts[2];
        count_rows(session->world->store, id, &counts[0], &counts[1]);
        text_empty(&cell);
        heading_print(program, &program->relations.items[id], &cell);
        grid_add(&grid, text_str(&cell));
        for (int i = 0; i < 2; i++) grid_add_value(&grid, program->values, value_int(program->values, counts[i]));
    }
    if (grid.ends.count > grid.columns)
        grid_print(&grid, "", out);
    else
        text_lit(out, "there are no relations yet\n");
    text_clear(&cell);
    grid_clear(&grid);
}

static void row_add(const Session *session, RelId relation, const Value *row, Grid *grid) {
    const Store *store = session->world->store;
    RowRef at;
    Text cell;
    text_init(&cell);
    atom_print(session->program, relation, row, &cell);
    grid_add(grid, text_str(&cell));
    text_empty(&cell);
    if (row_is_stated(store, relation, row, &at))
        origin_print(store, session->sources, origin_least(store, at.relation, at.row), &cell);
    else
        text_lit(&cell, "follows");
    grid_add(grid, text_str(&cell));
    text_clear(&cell);
}

static void rows_list(const Session *session, RelId relation, Text *out) {
    const Store *store = session->world->store;
    const Table *table = store_table(store, relation);
    RowIds rows = {0};
    Grid grid;
    grid_init(&grid, 2, false);
    sorted_rows(store, relation, &rows);
    for (size_t i = 0; i < rows.count; i++) row_add(session, relation, table_row(table, rows.items[i]), &grid);
    grid_print(&grid, "", out);
    if (rows.count == 0) {
        text_lit(out, "no row of ");
        heading_print(session->program, &session->program->relations.items[relation], out);
        text_lit(out, " holds\n");
    }
    vec_free(&rows);
    grid_clear(&grid);
}

/* Without its columns, if somebody wrote `member/2`. */
static Str bare_name(Str name) {
    for (size_t i = 0; i < name.length; i++)
        if (name.text[i] == '/' || name.text[i] == '(') name.length = i;
    if (name.length && name.text[0] == '-') name.text++, name.length--;
    return name;
}

bool facts_list(const Session *session, Str name, Text *out, Text *complaint) {
    const Program *program = session->program;
    Spelling near = spelling_of(bare_name(name));
    bool is_found = false;
    for (RelId id = 0; id < program->relations.count; id++) {
        const Relation *relation = &program->relations.items[id];
        if (!is_written(relation)) continue;
        spelling_offer(&near, symbol_str(program, relation->name));
        if (!str_equal(symbol_str(program, relation->name), near.word)) continue;
        rows_list(session, id, out);
        is_found = true;
    }
    if (is_found) return true;
    text_printf(complaint, "hence: there is no relation '%.*s'", STR_FMT(near.word));
    if (near.best.length) text_printf(complaint, "; did you mean '%.*s'?", STR_FMT(near.best));
    text_add_char(complaint, '\n');
    return false;
}

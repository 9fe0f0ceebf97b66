/* Any bytes are read as a table of a relation, or as one of rows of several; its errors are told.  What was read
 * without error, written and read again is the same table.
 *
 * The first byte says which: with commas, with tabs, or without header and quotes; of one relation or of several. */
#include "runtime/io/csv.h"
#include "runtime/io/exchange.h"
#include "tests/fuzz/fuzz.h"

enum { COLUMNS = 6 };

static void add_relation(Program *program, const char *name, uint32_t arity) {
    static const char *const NAMES[COLUMNS] = {"name", "anything", "whole", "real", "day", "remark"};
    static const TypeId TYPES[COLUMNS] = {TYPE_ID_SYMBOL, TYPE_ID_ANY,  TYPE_ID_INT,
                                          TYPE_ID_FLOAT,  TYPE_ID_DATE, TYPE_ID_SYMBOL};
    Column *columns = arena_array(&program->arena, Column, COLUMNS);
    for (uint32_t i = 0; i < arity; i++)
        columns[i] = (Column){intern(values_symbols(program->values), str_of(NAMES[i])), TYPES[i], i >= 2};
    program_add_relation(program, (Relation){.name = intern(values_symbols(program->values), str_of(name)),
                                             .arity = arity,
                                             .columns = columns,
                                             .contrary = NO_ID,
                                             .is_declared = true,
                                             .span = NO_SPAN});
}

/* pair: its own columns; table: `whole` by a cell map of `real`, "<{n}" -> whole: "{n}", remark: "below". */
static void add_maps(Program *program) {
    static const CellSource PAIR[] = {{STR("name"), STR("")}, {STR("anything"), STR("")}};
    static const CellSource TABLE[] = {{STR("name"), STR("")}, {STR(""), STR("fixed")}, {STR("whole"), STR("")},
                                       {STR("real"), STR("")}, {STR(""), STR("")},      {STR("remark"), STR("")}};
    Symbol hole = intern(values_symbols(program->values), STR("n"));
    CellForm *from = arena_array(&program->arena, CellForm, 1), *to = arena_array(&program->arena, CellForm, 2);
    from[0] = (CellForm){STR("real"), STR("<"), STR(""), hole};
    to[0] = (CellForm){STR("whole"), STR(""), STR(""), hole};
    to[1] = (CellForm){STR("remark"), STR("below"), STR(""), NO_SYMBOL};
    vec_push(&program->agenda->row_maps,
             ((RowMap){intern(values_symbols(program->values), STR("pair")), 1, PAIR, NO_SPAN}));
    vec_push(&program->agenda->row_maps,
             ((RowMap){intern(values_symbols(program->values), STR("table")), 0, TABLE, NO_SPAN}));
    vec_push(&program->agenda->cell_maps, ((CellMap){from, to, 1, 2, NO_SPAN}));
}

static Program *make_program(LoadFormat format, bool is_of_several) {
    Program *program = program_new();
    add_relation(program, "table", COLUMNS);
    add_relation(program, "pair", 2);
    add_relation(program, "holds", 0);
    if (is_of_several) add_maps(program);
    vec_push(&program->agenda->loads, ((Load){.format = format,
                                              .relation = is_of_several ? NO_ID : 0,
                                              .name = STR("t.csv"),
                                              .path = STR("t.csv"),
                                              .span = NO_SPAN}));
    return program;
}

static bool read_from_memory(void *context, const char *path, Text *bytes) {
    (void)path;
    const Str *text = context;
    text_add(bytes, *text);
    return true;
}

static bool load(Program *program, Store *store, Str text) {
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    bool is_loaded = exchange_load_from(program, store, sources, diags, read_from_memory, &text);
    Text told;
    text_init(&told);
    diags_print_json(diags, &told);
    diags_print(diags, &told, false);
    fuzz_assert(is_loaded == (diags_error_count(diags) == 0), "it could not be read, and nobody says why");
    text_clear(&told);
    diags_free(diags);
    sources_free(sources);
    return is_loaded;
}

static void is_read_again(Program *program, const Store *store) {
    Text csv;
    text_init(&csv);
    csv_write_relation(program, store, 0, &csv);
    program->agenda->loads.items[0].format = LOAD_CSV;
    Store *again = store_new(program);
    fuzz_assert(load(program, again, text_str(&csv)), "what was written cannot be read");
    const Table *a = store_table(store, 0), *b = store_table(again, 0);
    fuzz_assert(table_count(a) == table_count(b), "another number of rows");
    for (RowId r = 0; r < table_count(a); r++) fuzz_assert(table_find(b, table_row(a, r)) != NO_ROW, "a row is lost");
    store_free(again);
    text_clear(&csv);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const LoadFormat FORMATS[] = {LOAD_CSV, LOAD_TSV, LOAD_FACTS};
    if (size == 0) return 0;
    bool is_of_several = data[0] & 4;
    Program *program = make_program(FORMATS[data[0] % 4 % 3], is_of_several);
    Store *store = store_new(program);
    bool is_loaded = load(program, store, fuzz_text(data + 1, size - 1));
    if (is_loaded && !is_of_several) is_read_again(program, store);
    store_free(store);
    program_free(program);
    return 0;
}

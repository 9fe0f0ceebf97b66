/* A large table, several parts of it at a time.
 *
 * A part is what the window would hold next, so batches begin and end where they would.  It passes four stages: its
 * bytes are read, split into cells and small numbers, the other cells become values, and rows are given to the store.
 * Splitting needs nobody else; of the other stages each part has its turn, in the order of the file, so that symbols
 * and rows get the numbers they would have got.
 * There are more parts than workers, so that who cannot go on with one takes another.
 * Only what is plain is done here.  At the first part with a mistake, a quote, or a record that is very long, the parts
 * before it are completed, and the window goes on at its first byte: all messages are made in one place. */
#include "runtime/io/parts.h"

#include "runtime/eval/turns.h"
#include "runtime/eval/workers.h"
#include "runtime/io/cells.h"

enum { LEAST_BYTES = 1 << 18, MOST_WORKERS = 4 /* the store takes more than a quarter of the time */ };
enum { PARTS_A_WORKER = 3 };
enum { STAGE_READ, STAGE_SPLIT, STAGE_VALUES, STAGE_STORE, STAGE_COUNT };

/* Of one part; blocks are kept for the next one. */
typedef struct {
    uint32_t count;
    uint32_t lines[GRID_BATCH];
    uint64_t late;  /* columns whose values have their turn */
    Str *cells;     /* as in the grid */
    Value *columns; /* GRID_BATCH of each */
} Batch;

typedef struct {
    Window window;
    Grid grid;
    Complaints complaints;
    uint64_t end; /* offset in the file */
    Vec(Batch *) batches;
    size_t batch_count; /* in use */
    uint32_t first_line;
    bool is_plain, is_taken;
} Piece;

typedef struct {
    Rows *rows;
    const Outlet *outlet;
    const Relation *relation;
    RelId given;
    Turns *turns;
    Piece *parts; /* by place */

    uint64_t offset; /* stage of reading: where the next part begins */
    size_t in_hand;  /* bytes of the first part, that the window still has; 0 for others */
    uint64_t taken;  /* stage of values: where the first part begins that is not taken */
    uint32_t line;   /* there */
    bool has_ended;  /* it was found not to be plain */
} Parts;

/* ---- reading ---- */

/* How many bytes are whole lines.  CR at the end may be half of a line end. */
static size_t whole_lines(const Window *window) {
    const char *end = window->end;
    if (end > window->begin && end[-1] == '\r') end--;
    while (end > window->begin && end[-1] != '\n' && end[-1] != '\r') end--;
    return (size_t)(end - window->begin);
}

/* False where the window would have to grow. */
static bool cut_to_lines(Window *window) {
    size_t size = (size_t)(window->end - window->begin), whole = whole_lines(window);
    if (size - whole + 2 >= window->capacity / 2) return false;
    window->end = window->begin + whole;
    return whole > 0;
}

static bool has_quotes(const Parts *p, const Window *window) {
    return p->rows->grid.csv.form.has_quotes && memchr(window->begin, '"', (size_t)(window->end - window->begin));
}

static void read_part(Parts *p, Piece *part) {
    Window *window = &part->window;
    bool is_end = false;
    size_t most = p->in_hand ? p->in_hand : window->capacity;
    part->is_plain = window_read_part(window, p->rows->grid.window, p->offset, most, &is_end) &&
                     (is_end || cut_to_lines(window)) && !has_quotes(p, window);
    p->offset += (uint64_t)(window->end - window->begin);
    p->in_hand = 0;
    part->end = p->offset;
    if (is_end || !part->is_plain) turns_end(p->turns);
}

/* ---- cells ---- */

static Batch *next_batch(const Parts *p, Piece *part) {
    if (part->batch_count == part->batches.count) {
        Batch *batch = mem_alloc(sizeof *batch);
        vec_push(&part->batches, batch);
        *batch = (Batch){.count = 0};
        batch->cells = mem_alloc(part->grid.columns * GRID_STRIDE * sizeof *batch->cells);
        batch->columns = mem_alloc((size_t)p->relation->arity * GRID_BATCH * sizeof *batch->columns);
    }
    return part->batches.items[part->batch_count];
}

static const Str *cells_of(const Parts *p, const Batch *batch, uint32_t column) {
    return batch->cells + (size_t)p->outlet->slots[column] * GRID_STRIDE;
}

static Value *values_of(const Batch *batch, uint32_t column) { return batch->columns + (size_t)column * GRID_BATCH; }

static void read_early(const Parts *p, Batch *batch) {
    batch->late = 0;
    for (uint32_t c = 0; c < p->relation->arity; c++)
        if (!cells_read_early(p->rows->program, &p->relation->columns[c], cells_of(p, batch, c), batch->count,
                              values_of(batch, c)))
            batch->late |= UINT64_C(1) << c;
}

/* Cells of records that are not sound say nothing. */
static void split_part(const Parts *p, Piece *part) {
    Grid *grid = &part->grid;
    grid_open_part(grid, &p->rows->grid, &part->window, &part->complaints);
    for (part->batch_count = 0; part->is_plain;) {
        Batch *batch = next_batch(p, part);
        grid_set_cells(grid, batch->cells);
        if (!grid_next(grid)) break;
        part->is_plain = grid->sound_count == grid->count;
        if (!part->is_plain) break;
        batch->count = grid->count;
        memcpy(batch->lines, grid->lines, batch->count * sizeof *batch->lines);
        read_early(p, batch);
        part->batch_count++;
    }
}

/* ---- values ---- */

/* In the order in which rows_take does it. */
static bool read_late(const Parts *p, const Batch *batch) {
    for (uint32_t c = 0; c < p->relation->arity; c++)
        if (batch->late >> c & 1 && !cells_read(p->rows->program, &p->relation->columns[c], cells_of(p, batch, c),
                                                batch->count, values_of(batch, c)))
            return false;
    return true;
}

/* A part that is not plain is not taken; nor are those behind it. */
static void value_part(Parts *p, Piece *part) {
    part->is_plain = part->is_plain && intake_stop(p->rows->intake, NO_ID) == STOP_NONE;
    for (size_t b = 0; b < part->batch_count && part->is_plain && !p->has_ended; b++)
        part->is_plain = read_late(p, part->batches.items[b]);
    part->is_taken = part->is_plain && !p->has_ended;
    if (part->is_taken) {
        part->first_line = p->line;
        p->line += part->grid.csv.next_line - 1;
        p->taken = part->end;
    } else {
        p->has_ended = true;
        turns_end(p->turns);
    }
}

static void put_in_rows(const Parts *p, Batch *batch, uint32_t lines_before) {
    const uint32_t arity = p->relation->arity;
    Value *value = p->rows->rows;
    for (uint32_t k = 0; k < batch->count; k++) {
        for (uint32_t c = 0; c < arity; c++) *value++ = batch->columns[(size_t)c * GRID_BATCH + k];
        batch->lines[k] += lines_before;
    }
}

static void give_part(const Parts *p, const Piece *part) {
    for (size_t b = 0; b < part->batch_count && part->is_taken; b++) {
        Batch *batch = part->batches.items[b];
        put_in_rows(p, batch, part->first_line - 1);
        store_give_batch(p->rows->intake->store, p->given, p->rows->rows, batch->lines, batch->count,
                         p->rows->complaints.source);
    }
}

/* ---- all of it ---- */

static void take_step(Parts *p, uint32_t stage, Piece *part) {
    switch (stage) {
    case STAGE_READ: read_part(p, part); break;
    case STAGE_SPLIT: split_part(p, part); break;
    case STAGE_VALUES: value_part(p, part); break;
    case STAGE_STORE: give_part(p, part); break;
    }
}

static void work(void *context, uint32_t worker) {
    Parts *p = context;
    Step step = STEP_NONE;
    (void)worker;
    while (turns_next(p->turns, &step)) take_step(p, step.stage, &p->parts[step.place]);
}

/* Where there is no memory, the others stop after their step. */
static void call_off(void *context) { turns_call_off(((Parts *)context)->turns); }

static bool is_plain(const Rows *rows, const Outlet *outlet) {
    const Relation *relation = &rows->program->relations.items[outlet->relation];
    if (rows->id_at != NO_SLOT || rows->source_at != NO_SLOT || rows->give || outlet->other_count) return false;
    if (relation->arity == 0) return false;
    for (uint32_t c = 0; c < relation->arity; c++)
        if (outlet->slots[c] == NO_SLOT) return false;
    return true;
}

static bool is_worth(const Rows *rows) {
    const Window *window = rows->grid.window;
    return rows->intake->threads > 1 && window->file >= 0 && window->size >= window->passed + LEAST_BYTES;
}

static void close_parts(Parts *p, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        Piece *part = &p->parts[i];
        window_close(&part->window);
        for (size_t b = 0; b < part->batches.count; b++) {
            mem_free(part->batches.items[b]->cells);
            mem_free(part->batches.items[b]->columns);
            mem_free(part->batches.items[b]);
        }
        vec_free(&part->batches);
    }
    mem_free(p->parts);
}

/* All blocks that the main thread needs are there before there are others. */
static void take_all(Parts *p) {
    Window *window = p->rows->grid.window;
    uint32_t count = p->rows->intake->threads < MOST_WORKERS ? p->rows->intake->threads : MOST_WORKERS;
    uint32_t places = count * PARTS_A_WORKER;
    p->turns = turns_new(STAGE_COUNT, 1u << STAGE_SPLIT, places);
    p->parts = mem_alloc_zero(places * sizeof *p->parts);
    for (uint32_t i = 0; i < places; i++) window_open_part(&p->parts[i].window, window);
    Workers *workers = workers_new(count);
    bool has_failed = workers_count(workers) > 1 && !workers_try(workers, work, call_off, p);
    workers_free(workers);
    close_parts(p, places);
    turns_free(p->turns);
    if (!has_failed) return;
    window_close(window);
    mem_fail();
}

void parts_take(Rows *rows, const Outlet *outlet) {
    if (!is_worth(rows) || !is_plain(rows, outlet)) return;
    const Window *window = rows->grid.window;
    const uint64_t begin = window->passed + (uint64_t)(rows->grid.csv.at - window->begin);
    Parts p = {.rows = rows,
               .outlet = outlet,
               .relation = &rows->program->relations.items[outlet->relation],
               .given = program_given(rows->program, outlet->relation),
               .offset = begin,
               .in_hand = (size_t)(window->end - rows->grid.csv.at),
               .taken = begin,
               .line = rows->grid.csv.next_line};
    take_all(&p);
    if (p.taken == begin) return;
    window_seek(rows->grid.window, p.taken);
    csv_go_on(&rows->grid.csv, rows->grid.window, p.line);
}

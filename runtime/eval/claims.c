/* What all workers have found, added to a head that is kept distinct by a hash,
 * or whose rows are known to be distinct: those are only laid.
 *
 * The rows of a wave are laid behind those of the table, in the order of pieces.  Each worker looks for those whose
 * slot lies in its range of slots, so nobody waits for anybody; what is new is known then, and counting it piece by
 * piece gives each new row the number that one thread would give it.
 * At last new rows are laid where their numbers say, piece by piece.
 * Every worker reads all rows of the wave and hashes them, which is little beside looking one up. */
#include "runtime/eval/team_internal.h"

enum { LEAST_ROWS = 4096 };

void claims_clear(Claims *claims) {
    for (int i = 0; i <= CLAIMS_MOST; i++) {
        vec_free(&claims->items[i].rows);
        vec_free(&claims->items[i].slots);
        vec_free(&claims->items[i].late);
    }
    mem_free(claims->bases);
    mem_free(claims->bounds);
    mem_free(claims->numbers);
}

/* ---- in the order of pieces ---- */

static const uint32_t *rows_of(const Team *p, uint32_t piece, uint32_t *words) {
    return outbox_words(p, p->claims.first_piece + piece, 0, 0, words);
}

static uint32_t list_bases(Team *p) {
    Claims *claims = &p->claims;
    uint64_t base = 0;
    claims->bases = mem_resize(claims->bases, (claims->piece_count + 1) * sizeof *claims->bases);
    for (uint32_t piece = 0; piece < claims->piece_count; piece++) {
        uint32_t words;
        (void)rows_of(p, piece, &words);
        claims->bases[piece] = (uint32_t)base;
        base += words / p->width;
    }
    claims->bases[claims->piece_count] = (uint32_t)base;
    return (uint32_t)base;
}

static bool next_one(Team *p, uint32_t end, uint32_t *number) {
    *number = atomic_fetch_add(&p->next, 1);
    return *number < end;
}

static void run(Team *p, Task *task) {
    atomic_store(&p->next, 0);
    workers_run(p->work->workers, task, NULL, p);
}

static void lay(void *context, uint32_t worker) {
    Team *p = context;
    (void)worker;
    for (uint32_t piece; next_one(p, p->claims.piece_count, &piece);) {
        uint32_t words;
        const uint32_t *rows = rows_of(p, piece, &words);
        if (words) memcpy(p->claims.tail + (size_t)p->claims.bases[piece] * p->width, rows, words * sizeof *rows);
    }
}

/* ---- by slots ---- */

static void claim(void *context, uint32_t worker) {
    Team *p = context;
    Claims *claims = &p->claims;
    (void)worker;
    for (uint32_t i; next_one(p, claims->count, &i);)
        table_claim(claims->table, &claims->items[i], i, claims->count,
                    claims->first + claims->bases[claims->piece_count]);
}

/* The last claim has those that came late. */
static void claim_late(Claims *claims) {
    SlotRange *all = &claims->items[claims->count];
    vec_empty(&all->late);
    vec_empty(&all->rows);
    vec_empty(&all->slots);
    for (uint32_t i = 0; i < claims->count; i++)
        for (size_t k = 0; k < claims->items[i].late.count; k++) vec_push(&all->late, claims->items[i].late.items[k]);
    sort_numbers(all->late.items, all->late.count);
    table_claim_late(claims->table, all);
}

/* ---- numbers ---- */

/* By piece and claim: the first new row that is not before the piece. */
static void list_bounds(Team *p) {
    Claims *claims = &p->claims;
    uint32_t width = claims->count + 1;
    claims->bounds = mem_resize(claims->bounds, ((size_t)claims->piece_count + 1) * width * sizeof *claims->bounds);
    for (uint32_t i = 0; i < width; i++) {
        const SlotRange *item = &claims->items[i];
        uint32_t at = 0;
        for (uint32_t piece = 0; piece <= claims->piece_count; piece++) {
            RowId first = claims->first + claims->bases[piece];
            at = numbers_find(item->rows.items, at, (uint32_t)item->rows.count, first);
            claims->bounds[piece * width + i] = at;
        }
    }
}

/* New rows of a piece: marked, then numbered and laid in their places. */
static void name_piece(Team *p, uint32_t piece) {
    Claims *claims = &p->claims;
    const uint32_t width = p->width, *from = claims->bounds + (size_t)piece * (claims->count + 1);
    const uint32_t *to = from + claims->count + 1, base = claims->bases[piece];
    uint32_t *numbers = claims->numbers + base, count = claims->bases[piece + 1] - base, words;
    const uint32_t *row = rows_of(p, piece, &words);
    RowId number = claims->first;
    memset(numbers, 0, count * sizeof *numbers);
    for (uint32_t i = 0; i <= claims->count; i++) {
        const RowId *rows = claims->items[i].rows.items;
        number += from[i];
        for (uint32_t k = from[i]; k < to[i]; k++) numbers[rows[k] - claims->first - base] = 1;
    }
    Value *place = claims->tail + (size_t)(number - claims->first) * width;
    for (uint32_t i = 0; i < count; i++, row += width) {
        if (!numbers[i]) continue;
        numbers[i] = number++;
        for (uint32_t c = 0; c < width; c++) *place++ = row[c];
    }
    for (uint32_t i = 0; i <= claims->count; i++)
        table_name_claimed(claims->table, &claims->items[i], from[i], to[i], claims->numbers, claims->first);
}

static void name(void *context, uint32_t worker) {
    Team *p = context;
    (void)worker;
    for (uint32_t piece; next_one(p, p->claims.piece_count, &piece);) name_piece(p, piece);
}

/* ---- all of it ---- */

/* Where memory is limited one thread adds, which takes no room for rows that are not new.  A table that may yet get
 * sets looks for them when its slots are full, which must not depend on how its rows come:
 * so there the rows must fit. */
uint32_t claims_end(const Team *p, const Table *table, uint32_t piece, bool *are_worth) {
    const RunOptions *options = p->work->options;
    const uint32_t fewest = threads_from(options, LEAST_ROWS);
    const uint64_t room = table_room_for_claims(table);
    uint64_t rows = 0;
    uint32_t end = piece;
    *are_worth = false;
    if (p->has_sets || options->budget.max_bytes || !uses(p->work->store->without, WAY_CLAIMS)) return p->piece_count;
    for (uint32_t words; end < p->piece_count; end++) {
        (void)outbox_words(p, end, 0, 0, &words);
        if (rows + words / p->width > room || table_count(table) + rows + words / p->width > ROW_LIMIT) break;
        rows += words / p->width;
    }
    *are_worth = rows >= fewest;
    return end > piece ? end : piece + 1;
}

/* Gives how many rows of the wave are new. */
static uint32_t claim_rows(Team *p, uint32_t rows) {
    Claims *claims = &p->claims;
    uint32_t count = 0;
    claims->count = p->member_count < CLAIMS_MOST ? p->member_count : CLAIMS_MOST;
    claims->numbers = mem_resize(claims->numbers, ((size_t)rows + 1) * sizeof *claims->numbers);
    run(p, claim);
    claim_late(claims);
    list_bounds(p);
    run(p, name);
    for (uint32_t i = 0; i <= claims->count; i++) count += (uint32_t)claims->items[i].rows.count;
    return count;
}

void claims_add(Team *p, RelId head, uint32_t from, uint32_t end) {
    Claims *claims = &p->claims;
    claims->first_piece = from;
    claims->piece_count = end - from;
    Table *table = store_table(p->work->store, head);
    uint32_t rows = list_bases(p);
    claims->table = table;
    claims->first = table_count(table);
    table_begin_run(table, p->plan->rule, p->work->store->round);
    claims->tail = table_begin_claims(table, rows);
    run(p, lay);
    uint32_t count = table_is_distinct(table) ? rows : claim_rows(p, rows);
    table_end_claims(table, count);
    p->work->outcome->rows_derived += count;
    work_note_growth(p->work, head, claims->first);
}

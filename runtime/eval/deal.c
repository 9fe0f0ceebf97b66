#include "runtime/eval/deal.h"

enum { PIECES_A_WORKER = 8, PIECE_LEAST = 16, PIECE_MOST = 4096, FINER = 4, COARSE_LEFT = 2 };

bool deal_is_worth(const Work *work, const Plan *plan, uint32_t rows) {
    const RunOptions *options = work->options;
    uint32_t fewest = threads_from(options, DEFAULT_THREADS_FROM);
    if (threads_of(options) <= 1 || options->budget.max_rows || rows < fewest) return false;
    return !options->budget.max_bytes || budget_has_room(work, plan_bytes(work, plan) * (options->threads - 1));
}

void deal_begin(Deal *deal, const Work *work, uint32_t workers, uint32_t from, uint32_t to, uint32_t most) {
    uint32_t rows = to - from, size = rows / (workers * PIECES_A_WORKER) + 1;
    if (size < PIECE_LEAST) size = PIECE_LEAST;
    if (size > PIECE_MOST) size = PIECE_MOST;
    if (most && size > most) size = most;
    deal->work = work;
    deal->from = from;
    deal->to = to;
    deal->piece_rows = size;
    deal->fine_rows = size / FINER < PIECE_LEAST ? size : size / FINER;
    deal->coarse_count = rows / size > workers * COARSE_LEFT ? rows / size - workers * COARSE_LEFT : 0;
    uint32_t rest = rows - deal->coarse_count * size;
    deal->piece_count = deal->coarse_count + rest / deal->fine_rows + (rest % deal->fine_rows > 0);
    atomic_store(&deal->next, 0);
    atomic_store(&deal->stops, false);
}

uint32_t deal_row(const Deal *deal, uint32_t number) {
    uint32_t coarse = number < deal->coarse_count ? number : deal->coarse_count;
    uint64_t row = deal->from + (uint64_t)coarse * deal->piece_rows + (uint64_t)(number - coarse) * deal->fine_rows;
    return row < deal->to ? (uint32_t)row : deal->to;
}

bool deal_next(Deal *deal, Piece *piece) {
    if (!deal_may_go_on(deal)) return false;
    uint32_t number = atomic_fetch_add(&deal->next, 1);
    if (number >= deal->piece_count) return false;
    *piece = (Piece){number, deal_row(deal, number), deal_row(deal, number + 1)};
    return true;
}

void deal_stop(Deal *deal) { atomic_store(&deal->stops, true); }

bool deal_may_go_on(Deal *deal) {
    if (atomic_load_explicit(&deal->stops, memory_order_relaxed)) return false;
    if (!budget_is_passed(deal->work)) return true;
    deal_stop(deal);
    return false;
}

/* `hence compare`: two theories on the same facts.
 *
 * Each theory is a program of its own, so that neither sees the rules of the other; files behind the two are read by
 * both.  What both have to complain about is said once for each. */
#include "runtime/cli/commands.h"
#include "runtime/judge/compare.h"
#include "runtime/show/comparison.h"
#include "runtime/show/conflicts.h"

/* The rule file of one theory, and the files that both read. */
static Options options_of(const Options *options, uint32_t side, Budget shared) {
    Options own = *options;
    own.budget = shared;
    own.file_count = options->file_count - 1;
    own.files = mem_alloc(own.file_count * sizeof *own.files);
    own.files[0] = options->files[side];
    for (size_t i = 1; i < own.file_count; i++) own.files[i] = options->files[i + 1];
    return own;
}

static void print_comparison(Desk desks[SIDES], const Options *options) {
    Arena arena;
    arena_init(&arena);
    const Store *stores[SIDES];
    Theory theories[SIDES];
    for (uint32_t side = 0; side < SIDES; side++) {
        const Session *session = &desks[side].session;
        stores[side] = session->world->store;
        theories[side] = (Theory){str_of(options->files[side]), stores[side], session->sources,
                                  session->world->outcome.stop != STOP_NONE};
    }
    Comparison comparison = compare_theories(stores, &arena);
    if (options->format == FORMAT_JSON)
        comparison_json(&comparison, theories, &desks[SIDE_B].out);
    else
        comparison_print(&comparison, theories, &desks[SIDE_B].out);
    arena_clear(&arena);
}

/* Contradictions of either world, where people read them; what both contain is told once. */
static int report_conflicts(Desk desks[SIDES], const Options *options) {
    Text told[SIDES];
    int status = EXIT_FINE;
    for (uint32_t side = 0; side < SIDES; side++) {
        const Session *session = &desks[side].session;
        text_init(&told[side]);
        if (session->world->conflicts.count == 0) continue;
        status = EXIT_NEGATIVE;
        if (options->format == FORMAT_TEXT)
            conflicts_print(&session->world->conflicts, session->world->store, session->sources, &told[side]);
    }
    for (uint32_t side = 0; side < SIDES; side++) {
        bool is_new = side == SIDE_A || !str_equal(text_str(&told[side]), text_str(&told[SIDE_A]));
        if (is_new && told[side].length) text_add_char(&desks[SIDE_B].out, '\n');
        if (is_new) text_add(&desks[SIDE_B].out, text_str(&told[side]));
    }
    for (uint32_t side = 0; side < SIDES; side++) text_clear(&told[side]);
    return status;
}

int command_compare(const Options *options) {
    Desk desks[SIDES];
    Options own[SIDES];
    Budget shared = budget_begin(options->budget);
    int status[SIDES] = {EXIT_FINE, EXIT_FINE}, together = EXIT_FINE;
    for (uint32_t side = 0; side < SIDES; side++) {
        own[side] = options_of(options, side, shared);
        status[side] = desk_open(&desks[side], &own[side]);
        together = graver(together, status[side]);
    }
    if (together == EXIT_FINE) {
        print_comparison(desks, options);
        together = report_conflicts(desks, options);
    }
    for (uint32_t side = 0; side < SIDES; side++) {
        together = graver(together, desk_close(&desks[side], &own[side], status[side]));
        mem_free(own[side].files);
    }
    return together;
}

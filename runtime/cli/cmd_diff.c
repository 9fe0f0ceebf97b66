/* `hence diff A B`: two versions, each a rule file or several with commas between them. */
#include "runtime/api/diff.h"
#include "runtime/cli/commands.h"

enum { SIDES = 2 };

/* The words of one side; they live in the arena. */
static Options options_of(const Options *options, uint32_t side, Budget shared, Arena *arena) {
    Options own = *options;
    Str word = str_of(options->files[side]);
    own.budget = shared;
    own.file_count = 0;
    own.files = arena_array(arena, const char *, word.length + 1);
    for (size_t begin = 0, i = 0; i <= word.length; i++) {
        if (i < word.length && word.text[i] != ',') continue;
        if (i > begin) own.files[own.file_count++] = arena_str(arena, (Str){word.text + begin, i - begin}).text;
        begin = i + 1;
    }
    return own;
}

int command_diff(const Options *options) {
    Desk desks[SIDES];
    Options own[SIDES];
    Arena arena;
    arena_init(&arena);
    Budget shared = budget_begin(options->budget);
    int status[SIDES] = {EXIT_FINE, EXIT_FINE}, together = EXIT_FINE;
    for (uint32_t side = 0; side < SIDES; side++) {
        own[side] = options_of(options, side, shared, &arena);
        status[side] = desk_open(&desks[side], &own[side]);
        together = graver(together, status[side]);
    }
    DiffAsk ask = {.most_runs = options->most, .as_json = options->format == FORMAT_JSON};
    if (together == EXIT_FINE) (void)diff(&desks[0].session, &desks[1].session, &desks[1].run, &ask, &desks[1].out);
    for (uint32_t side = 0; side < SIDES; side++)
        together = graver(together, desk_close(&desks[side], &own[side], status[side]));
    arena_clear(&arena);
    return together;
}

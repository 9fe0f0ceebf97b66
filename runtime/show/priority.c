/* Where the same priority is stated more than once, all its statements are one. */
#include "runtime/show/priority.h"

#include "runtime/show/json_internal.h"
#include "runtime/show/standing.h"
#include "runtime/show/words.h"

void priority_print(const Program *program, Symbol winner, Symbol loser, Text *text) {
    text_printf(text, "prefer %.*s over %.*s.", STR_FMT(symbol_str(program, winner)),
                STR_FMT(symbol_str(program, loser)));
}

static bool is_stated(const Preference *preference, Symbol winner, Symbol loser) {
    return preference->scenario == NO_ID && preference->winner == winner && preference->loser == loser;
}

void priority_places_print(const Program *program, Symbol winner, Symbol loser, const Sources *sources, Text *text) {
    const char *lead = "  ";
    for (size_t i = 0; i < program->preferences.count; i++) {
        const Preference *preference = &program->preferences.items[i];
        size_t before = text->length;
        if (!is_stated(preference, winner, loser)) continue;
        text_add(text, str_of(lead));
        size_t begin = text->length;
        place_print(sources, preference->span, text);
        if (text->length == begin)
            text_cut(text, before);
        else
            lead = ", ";
    }
}

void unrankings_print(const Program *program, const Unrankings *unrankings, const Sources *sources, Text *text) {
    if (unrankings->items.count)
        text_add(text, unrankings->items.count == 1 ? STR("And on a priority, taken back by a run of its own:\n")
                                                    : STR("And on priorities, each taken back by a run of its own:\n"));
    for (size_t i = 0; i < unrankings->items.count; i++) {
        const Unranked *own = &unrankings->items.items[i];
        text_lit(text, "  - ");
        priority_print(program, own->priority.winner, own->priority.loser, text);
        priority_places_print(program, own->priority.winner, own->priority.loser, sources, text);
        text_lit(text, "  then it is ");
        stands_print(own->status, own->reason, text);
        text_add_char(text, '\n');
    }
    if (unrankings->is_left) text_lit(text, "Not each priority was tried for whether it can be done without.\n");
}

static void places_json(const Program *program, Priority priority, const Sources *sources, Text *text) {
    bool is_first = true;
    Text place;
    text_init(&place);
    text_lit(text, ",\"places\":[");
    for (size_t i = 0; i < program->preferences.count; i++) {
        const Preference *preference = &program->preferences.items[i];
        if (!is_stated(preference, priority.winner, priority.loser)) continue;
        text_empty(&place);
        place_print(sources, preference->span, &place);
        if (!is_first) text_add_char(text, ',');
        text_add_json(text, text_str(&place));
        is_first = false;
    }
    text_add_char(text, ']');
    text_clear(&place);
}

void unrankings_members(const Program *program, const Unrankings *unrankings, const Sources *sources, Text *text) {
    text_lit(text, ",\n\"priorities\":[");
    for (size_t i = 0; i < unrankings->items.count; i++) {
        const Unranked *own = &unrankings->items.items[i];
        text_add(text, i ? STR(",{\"winner\":") : STR("{\"winner\":"));
        symbol_json(program, own->priority.winner, text);
        text_lit(text, ",\"loser\":");
        symbol_json(program, own->priority.loser, text);
        places_json(program, own->priority, sources, text);
        text_add_char(text, ',');
        status_json(own->status, own->reason, text);
        text_add_char(text, '}');
    }
    text_printf(text, "],\"priorities_left\":%s", unrankings->is_left ? "true" : "false");
}

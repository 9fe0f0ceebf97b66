/* Names of statuses and reasons; the end of an agenda. */
#include "lang/program/agenda.h"

const char *status_name(Status status) {
    static const char *const NAMES[] = {"established", "refuted", "inconsistent", "undecided", "unsupported"};
    return NAMES[status];
}

const char *reason_name(Reason reason) {
    static const char *const NAMES[] = {NULL, "contested", "excepted", "unknown", "cyclic"};
    return NAMES[reason];
}

Agenda *agenda_copy(const Agenda *agenda, Arena *arena) {
    Agenda *copy = mem_alloc_zero(sizeof *copy);
    vec_copy(&copy->queries, &agenda->queries);
    vec_copy(&copy->claims, &agenda->claims);
    vec_copy(&copy->predictions, &agenda->predictions);
    vec_copy(&copy->scenarios, &agenda->scenarios);
    vec_copy(&copy->tests, &agenda->tests);
    vec_copy(&copy->loads, &agenda->loads);
    vec_copy(&copy->row_maps, &agenda->row_maps);
    vec_copy(&copy->cell_maps, &agenda->cell_maps);
    for (size_t i = 0; i < copy->scenarios.count; i++) {
        Scenario *scenario = &copy->scenarios.items[i];
        if (scenario->change_count == 0) continue;
        scenario->changes = arena_copy(arena, scenario->changes, scenario->change_count * sizeof *scenario->changes);
    }
    return copy;
}

void agenda_free(Agenda *agenda) {
    if (!agenda) return;
    vec_free(&agenda->queries);
    vec_free(&agenda->claims);
    vec_free(&agenda->predictions);
    vec_free(&agenda->scenarios);
    vec_free(&agenda->tests);
    vec_free(&agenda->loads);
    vec_free(&agenda->row_maps);
    vec_free(&agenda->cell_maps);
    mem_free(agenda);
}

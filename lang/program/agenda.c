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

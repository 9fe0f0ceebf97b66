/* What only a scenario does is left to one: a fact that is taken back leaves the relation what it was. */
#include "tests/support/repaired.h"

static void print_priority(const Program *program, const RepairStep *step, Text *text) {
    const Interner *symbols = values_symbols(program->values);
    text_printf(text, "prefer %.*s over %.*s.\n", STR_FMT(intern_text(symbols, step->winner)),
                STR_FMT(intern_text(symbols, step->loser)));
}

static bool is_taken(const Program *program, const Repair *repair, const TheoryPreference *own) {
    const Interner *symbols = values_symbols(program->values);
    const Preference preference = {.winner = intern_find(symbols, str_of(own->winner)),
                                   .loser = intern_find(symbols, str_of(own->loser)),
                                   .scenario = NO_ID};
    for (uint32_t k = 0; k < repair->step_count; k++)
        if (step_takes_preference(&repair->steps[k], &preference)) return true;
    return false;
}

/* Without the priorities that are taken back. */
static void print_theory(const Theory *theory, const Program *program, const Repair *repair, Text *text) {
    Theory left = *theory;
    memset(&left.preferences, 0, sizeof left.preferences);
    for (size_t i = 0; i < theory->preferences.count; i++)
        if (!is_taken(program, repair, &theory->preferences.items[i]))
            vec_push(&left.preferences, theory->preferences.items[i]);
    theory_print(&left, text);
    vec_free(&left.preferences);
}

void repaired_print(const Theory *theory, Str claims, const Program *program, const Repair *repair, Text *text) {
    print_theory(theory, program, repair, text);
    for (uint32_t k = 0; k < repair->step_count; k++) {
        if (repair->steps[k].kind == STEP_PREFER) print_priority(program, &repair->steps[k], text);
        if (repair->steps[k].kind != STEP_ADD) continue;
        atom_print(program, repair->steps[k].relation, repair->steps[k].row, text);
        text_lit(text, ".\n");
    }
    text_add(text, claims);
    text_lit(text, "scenario repair \"\" {");
    for (uint32_t k = 0; k < repair->step_count; k++) {
        if (repair->steps[k].kind != STEP_RETRACT) continue;
        text_lit(text, " retract ");
        atom_print(program, repair->steps[k].relation, repair->steps[k].row, text);
        text_add_char(text, '.');
    }
    text_lit(text, " }\n");
}

Ran repaired_run(Str text, const Policy *policy) {
    Ran r = ran_read(text, policy);
    if (!r.program) return r;
    const Agenda *agenda = r.program->agenda;
    ran_run(&r, &(Changes){.scenario = agenda->scenarios.count ? &agenda->scenarios.items[0] : NULL});
    return r;
}

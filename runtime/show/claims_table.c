/* A line a claim. */
#include "runtime/show/claims_table.h"

#include "runtime/judge/candidates.h"
#include "runtime/judge/refutations.h"
#include "runtime/show/standing.h"
#include "runtime/show/table.h"
#include "runtime/show/words.h"

#define HINGES_SHOWN 3 /* JSON has all */
#define OTHERS_SHOWN 3 /* that refute it as well */

static void atoms_print(Strs atoms, uint32_t limit, const char *between, Text *text) {
    for (uint32_t i = 0; i < atoms.count && i < limit; i++) {
        if (i) text_add(text, str_of(between));
        text_add(text, atoms.items[i]);
    }
    if (atoms.count > limit) text_printf(text, " and %u more", (unsigned)(atoms.count - limit));
}

void verdict_hinges_print(const Verdict *verdict, uint32_t limit, Text *text) {
    if (verdict->hinge_way_count < 2) {
        atoms_print((Strs){verdict->hinges_on, NULL, verdict->hinges_on_count}, limit, ", ", text);
        return;
    }
    for (uint32_t i = 0; i < verdict->hinge_way_count && i < limit; i++) {
        if (i) text_lit(text, ", or on ");
        atoms_print(verdict->hinge_ways[i], limit, " and ", text);
    }
    if (verdict->hinge_way_count > limit)
        text_printf(text, ", or on any of %u more", (unsigned)(verdict->hinge_way_count - limit));
}

void status_print(const Verdict *verdict, Text *text) {
    if (verdict->is_unjudged)
        text_lit(text, "not judged");
    else
        stands_print(verdict->status, verdict->reason, text);
    if (verdict->policy_sensitive) text_lit(text, " (policy-sensitive)");
}

/* The rule or the fact behind a row by its name, else the row. */
static void row_by_print(const Store *store, RowRef row, const Proof *proof, Text *text) {
    const Program *program = store->program;
    Symbol label = NO_SYMBOL;
    if (proof) {
        const Step *step = first_written(proof);
        const Rule *rule = step_rule(proof, step);
        label = rule ? rule->label : origin_least(store, step->relation, step->row).label;
    }
    if (label != NO_SYMBOL)
        text_add(text, symbol_str(program, label));
    else
        atom_print(program, row.relation, table_row(store_table(store, row.relation), row.row), text);
}

/* What refutes the other literals of a claim, each name once. */
static void others_by_print(const Verdict *verdict, const Store *store, const Claim *claim, size_t begin, Text *text) {
    Arena arena;
    uint32_t count = 0;
    arena_init(&arena);
    Refutations all = refutations_of(store, claim, &arena);
    Vec(Str) names = {0};
    vec_push(&names, arena_str(&arena, (Str){text->bytes + begin, text->length - begin}));
    for (uint32_t i = 0; i < all.told; i++) {
        RowRef row = all.rows[i];
        if (row.relation == verdict->row.relation && row.row == verdict->row.row) continue;
        Text name;
        bool is_told = false;
        text_init(&name);
        Proof *proof = prove(store, row.relation, row.row);
        row_by_print(store, row, proof, &name);
        proof_free(proof);
        for (size_t k = 0; k < names.count; k++) is_told = is_told || str_equal(names.items[k], text_str(&name));
        if (!is_told) vec_push(&names, arena_str(&arena, text_str(&name)));
        if (!is_told && count++ < OTHERS_SHOWN) text_printf(text, ", %.*s", STR_FMT(text_str(&name)));
        text_clear(&name);
    }
    if (count > OTHERS_SHOWN)
        text_printf(text, " and %s%u more", all.is_cut ? "at least " : "", (unsigned)(count - OTHERS_SHOWN));
    vec_free(&names);
    arena_clear(&arena);
}

void verdict_by_print(const Verdict *verdict, const Store *store, const Claim *claim, Text *text) {
    text_lit(text, "by ");
    size_t begin = text->length;
    row_by_print(store, verdict->row, verdict->proof, text);
    if (claim->part_count > 1) others_by_print(verdict, store, claim, begin, text);
}

static void undecided_cell(const Verdict *verdict, Text *text) {
    switch (verdict->reason) {
    case REASON_CONTESTED: text_lit(text, "neither side is preferred"); break;
    case REASON_EXCEPTED: text_lit(text, "an exception fires"); break;
    case REASON_CYCLIC: text_lit(text, "it hangs on a circle"); break;
    default: text_lit(text, "hinges on "); verdict_hinges_print(verdict, HINGES_SHOWN, text);
    }
}

void verdict_rests_print(const Verdict *verdict, const Store *store, const Claim *claim, Text *text) {
    switch (verdict->status) {
    case STATUS_ESTABLISHED:
        if (verdict->fact_count == 0) {
            text_lit(text, "no facts");
            break;
        }
        if (verdict->left_out) text_lit(text, "at least ");
        count_print(verdict->fact_count, "fact", "facts", text);
        if (verdict->source_count) text_lit(text, ", "), count_print(verdict->source_count, "source", "sources", text);
        break;
    case STATUS_REFUTED: verdict_by_print(verdict, store, claim, text); break;
    case STATUS_INCONSISTENT:
        text_lit(text, "contradicted: ");
        atom_print(store->program, verdict->row.relation,
                   table_row(store_table(store, verdict->row.relation), verdict->row.row), text);
        break;
    case STATUS_UNDECIDED: undecided_cell(verdict, text); break;
    default: text_add(text, verdict->is_unjudged ? STR("the run was stopped") : STR("no rule has its premises"));
    }
    if (verdict->is_cut) text_printf(text, "; only %u bindings were looked at", (unsigned)BINDING_LIMIT);
}

void claims_print(const Verdict *verdicts, const Store *store, Text *text) {
    const Agenda *agenda = store->program->agenda;
    if (agenda->claims.count == 0) return;
    Grid grid;
    grid_init(&grid, 3, true);
    grid_add(&grid, STR("claim"));
    grid_add(&grid, STR("status"));
    grid_add(&grid, STR("rests on"));
    Text cell;
    text_init(&cell);
    for (size_t i = 0; i < agenda->claims.count; i++) {
        const Verdict *verdict = &verdicts[i];
        grid_add(&grid, symbol_str(store->program, agenda->claims.items[i].name));
        text_empty(&cell);
        status_print(verdict, &cell);
        grid_add(&grid, text_str(&cell));
        text_empty(&cell);
        verdict_rests_print(verdict, store, &agenda->claims.items[i], &cell);
        grid_add(&grid, text_str(&cell));
    }
    text_clear(&cell);
    grid_print(&grid, "", text);
    grid_clear(&grid);
}

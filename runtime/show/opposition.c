/* As the summary of a proof looks for it: in all its steps, and in what they deny. */
#include "runtime/show/opposition.h"

#include "runtime/judge/parts.h"

bool opposition_print(const Store *store, RowRef row, const Sources *sources, Text *text) {
    size_t before = text->length;
    Proof *proof = prove(store, row.relation, row.row);
    text_lit(text, "; ");
    bool is_opposed = against_print(proof, PROVEN_ASKED, sources, text);
    if (!is_opposed) text_cut(text, before);
    proof_free(proof);
    return is_opposed;
}

bool opposition_print_premises(const Proof *proof, const Sources *sources, Text *text) {
    const Step *root = &proof->steps.items[0];
    bool is_opposed = false;
    for (uint32_t i = 0; i < root->premise_count && !is_opposed; i++) {
        if (root->premises[i] == NO_STEP || step_is_possible(proof, root->premises[i])) continue;
        const Step *premise = &proof->steps.items[root->premises[i]];
        Proof *below = prove(proof->store, premise->relation, premise->row);
        is_opposed = against_print(below, PROVEN_BASIS, sources, text);
        proof_free(below);
    }
    return is_opposed;
}

bool opposition_print_below(const Store *store, const Residual *residual, const Sources *sources, Text *text) {
    const Rule *rule = &store->program->rules.items[residual->rule];
    bool is_opposed = false;
    for (uint32_t i = 0; i < rule->literal_count && !is_opposed; i++) {
        if (rule->body[i].kind != LIT_ATOM || residual->truth[i] != LITERAL_TRUE) continue;
        RowRef row = literal_least(store, &rule->body[i], residual->bindings);
        if (row.row == NO_ROW) continue;
        Proof *proof = prove(store, row.relation, row.row);
        is_opposed = against_print(proof, PROVEN_PREMISE, sources, text);
        proof_free(proof);
    }
    return is_opposed;
}

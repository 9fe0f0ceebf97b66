/* Verdicts and proofs as text: a line that says how it came out, then the tree of reasons. */
#include "runtime/show/prose.h"

#include <assert.h>

#include "runtime/show/below.h"
#include "runtime/show/claims_table.h"
#include "runtime/show/denial.h"
#include "runtime/show/further.h"
#include "runtime/show/lines.h"
#include "runtime/show/missing.h"
#include "runtime/show/quarrel.h"
#include "runtime/show/setting.h"
#include "runtime/show/standing.h"
#include "runtime/show/summary.h"
#include "runtime/show/table.h"
#include "runtime/show/tipped.h"
#include "runtime/show/tree.h"
#include "runtime/show/undecided.h"
#include "runtime/show/words.h"

#define HINGES_TOLD 20       /* where one claim is explained */
#define DERIVATIONS_SHOWN 20 /* of contradictions */

/* ---- styles ---- */

void paragraph_tell(const TreeStyle *style, Str words, Text *text) {
    while (words.length && words.text[words.length - 1] == '\n') words.length--;
    switch (style->form) {
    case TREE_TEXT: text_add(text, words); break;
    case TREE_MD:
        text_add_md(text, words);
        text_add_char(text, '\n');
        break;
    case TREE_HTML:
        text_lit(text, "<p>");
        text_add_html(text, words);
        text_lit(text, "</p>");
        break;
    }
    text_add_char(text, '\n');
}

void block_tell(const TreeStyle *style, Str lines, Text *text) { lines_tell(style->form, lines, false, text); }

/* ---- proofs ---- */

void proof_tell(const Proof *proof, const Sources *sources, TreeStyle *style, Text *text) {
    const Step *root = &proof->steps.items[0];
    const Relation *relation = &proof->store->program->relations.items[root->relation];
    bool is_answer = relation->helper == HELPER_ANSWER;
    bool needs_facts = !is_answer || step_has_lines(proof, root);
    bool is_hidden = table_is_hidden(store_table(proof->store, root->relation), root->row);
    Text line;
    text_init(&line);
    step_print_atom(proof, root, sources, &line);
    text_add(&line, is_hidden ? STR(" is contradicted, and not used") : STR(" is established"));
    setting_print_of(proof->store, root->relation, &line);
    text_add(&line, !needs_facts ? STR(": it needs no facts")
                    : is_answer  ? STR(", since")
                    : is_hidden  ? STR("; what speaks for it:")
                                 : STR(":"));
    paragraph_tell(style, text_str(&line), text);
    text_clear(&line);
    if (!is_hidden) summary_tell(proof, NULL, PROVEN_ASKED, sources, style, text);
    if (!is_hidden && relation->helper == HELPER_NONE && proof->steps.count > 1) {
        further_row_tell(style, "rests", proof->store, root->relation, step_values(proof, root), text);
        further_against_tell(style, proof, text);
    }
    if (needs_facts) (void)tree_tell(proof, is_answer ? TREE_PREMISES : TREE_WHOLE, sources, style, text);
}

void proof_print(const Proof *proof, const Sources *sources, Text *text) {
    proof_tell(proof, sources, &(TreeStyle){0}, text);
}

/* ---- verdicts ---- */

/* `  with R = kr`: the variables of the answer. */
static void answer_print(const Verdict *verdict, const Store *store, const Claim *claim, const TreeStyle *style,
                         Text *out) {
    const Value *row = table_row(store_table(store, verdict->row.relation), verdict->row.row);
    Text line, *text = &line;
    if (claim->question.name_count == 0) return;
    text_init(&line);
    for (uint32_t i = 0; i < claim->question.name_count; i++) {
        text_add(text, i ? STR(", ") : STR("  with "));
        text_add(text, symbol_str(store->program, claim->question.names[i]));
        text_lit(text, " = ");
        value_print(store->program->values, row[i], text);
    }
    paragraph_tell(style, text_str(&line), out);
    text_clear(&line);
}

void part_values(const Store *store, const Part *part, Value *row) {
    for (uint32_t i = 0; i < store->program->relations.items[part->relation].arity; i++)
        row[i] = part->terms[i].kind == TERM_CONST ? part->terms[i].id : UNBOUND;
}

/* What stands in place of values that a part leaves open. */
static void part_names(const Store *store, const Claim *claim, const Part *part, Str *names) {
    for (uint32_t i = 0; i < store->program->relations.items[part->relation].arity; i++)
        names[i] = part->terms[i].kind == TERM_CONST ? STR("")
                   : part->terms[i].kind == TERM_VAR
                       ? symbol_str(store->program, claim->question.names[part->terms[i].id])
                       : STR("something");
}

void part_print(const Store *store, const Claim *claim, const Part *part, Text *text) {
    Value row[64];
    Str names[64];
    part_values(store, part, row);
    part_names(store, claim, part, names);
    bool is_sentence = store->program->relations.items[part->relation].sentence.length > 0;
    if (part->is_negated) text_add(text, is_sentence ? STR("not: ") : STR("not "));
    open_sentence_print(store->program, part->relation, row, names, text);
}

static Str part_mark(Status status) {
    switch (status) {
    case STATUS_ESTABLISHED: return STR("- yes");
    case STATUS_UNDECIDED: return STR("- undecided");
    case STATUS_INCONSISTENT: return STR("- contradicted");
    default: return STR("- no");
    }
}

/* Which of the parts hold, for a claim that does not. */
static void parts_print(const Store *store, const Claim *claim, Text *text) {
    Grid grid;
    grid_init(&grid, 2, false);
    Text words;
    text_init(&words);
    for (uint32_t i = 0; i < claim->part_count; i++) {
        const Part *part = &claim->parts[i];
        if (!part->is_atom) continue;
        text_empty(&words);
        part_print(store, claim, part, &words);
        grid_add(&grid, part_mark(judge_part(store, part).status));
        grid_add(&grid, text_str(&words));
    }
    text_clear(&words);
    grid_print(&grid, "  ", text);
    grid_clear(&grid);
}

/* What each of the parts lacks that nothing speaks for. */
static void unsupported_print(const Store *store, const Claim *claim, const Sources *sources, Text *text) {
    Value row[64];
    Str names[64];
    bool is_told = false;
    if (claim->part_count > 1) parts_print(store, claim, text);
    for (uint32_t i = 0; i < claim->part_count; i++) {
        const Part *part = &claim->parts[i];
        if (!part->is_atom || part->is_negated || judge_part(store, part).status != STATUS_UNSUPPORTED) continue;
        part_values(store, part, row);
        part_names(store, claim, part, names);
        missing_print(store, part->relation, row, names, sources, text);
        is_told = true;
    }
    if (!is_told) missing_parts_print(store, claim->question.answer, sources, text);
}

/* What is given against a row: each row in conflict with it. */
static void rival_trees(const Store *store, RowRef row, const Sources *sources, uint32_t *last, Text *text) {
    Arena arena;
    arena_init(&arena);
    uint32_t count = 0;
    Rivals rivals = rivals_of(store->program, program_said(store->program, row.relation),
                              table_row(store_table(store, row.relation), row.row), &arena);
    for (size_t i = 0; i < rivals.count; i++) {
        RelId given = program_given(store->program, rivals.items[i].relation);
        Table *table = store_table(store, given);
        RowWalk walk = row_walk(table, rivals.items[i].terms, rivals.items[i].except);
        for (RowId rival; (rival = row_walk_on(&walk)) != NO_ROW;) {
            if (!table_is_hidden(table, rival) || count++ >= DERIVATIONS_SHOWN) continue;
            if (count == 1) text_lit(text, "  and against it\n");
            Proof *proof = prove(store, given, rival);
            tree_print(proof, TREE_INNER, sources, last, text);
            proof_free(proof);
        }
    }
    if (count > DERIVATIONS_SHOWN) text_printf(text, "  - and %u more\n", (unsigned)(count - DERIVATIONS_SHOWN));
    vec_free(&rivals);
    arena_clear(&arena);
}

void refuted_tell(const Proof *proof, RelId denied, const Claim *claim, Str asked, const Sources *sources,
                  TreeStyle *style, Text *text) {
    assert(proof && proof->steps.count > 0); /* something contrary is accepted, and has a row */
    const Step *root = &proof->steps.items[0];
    Text line;
    text_init(&line);
    text_add(&line, style->form == TREE_TEXT ? STR("  ") : STR(""));
    denial_print(proof, denied, sources, &line);
    denial_others_print(proof, sources, &line);
    paragraph_tell(style, text_str(&line), text);
    text_empty(&line);
    denial_also_print(proof->store, claim, (RowRef){root->relation, root->row}, sources, &line);
    block_tell(style, text_str(&line), text);
    text_clear(&line);
    summary_tell(proof, NULL, PROVEN_CONTRARY, sources, style, text);
    further_tell(style, "whynot", asked, text);
    (void)tree_tell(proof, TREE_INNER, sources, style, text);
}

static void inconsistent_print(const Proof *proof, RowRef row, const Sources *sources, Text *text) {
    uint32_t last = 0;
    assert(proof); /* there is a row of either side */
    text_lit(text, "  what is given contradicts itself here, so neither side counts; for it\n");
    tree_print(proof, TREE_INNER, sources, &last, text);
    rival_trees(proof->store, row, sources, &last, text);
}

void judgement_tell(const Store *store, RelId relation, const Value *row, const Judgement *judgement,
                    const Sources *sources, TreeStyle *style, Text *text) {
    Arena arena;
    Text line;
    arena_init(&arena);
    text_init(&line);
    atom_print(store->program, relation, row, &line);
    Str asked = arena_str(&arena, text_str(&line));
    text_lit(&line, " is ");
    stands_print(judgement->status, judgement->reason, &line);
    setting_print_of(store, relation, &line);
    if (store->program->relations.items[relation].sentence.length) {
        text_lit(&line, ": \""); /* as what somebody may say: it is not so, and no reason for that */
        sentence_print(store->program, relation, row, &line);
        text_add_char(&line, '"');
    }
    paragraph_tell(style, text_str(&line), text);
    text_empty(&line);
    if (judgement->status != STATUS_REFUTED) further_tell(style, "whynot", asked, text);
    Proof *proof = judgement->row.row == NO_ROW || judgement->status == STATUS_UNDECIDED
                       ? NULL
                       : prove(store, judgement->row.relation, judgement->row.row);
    if (judgement->status == STATUS_REFUTED)
        refuted_tell(proof, relation, NULL, asked, sources, style, text);
    else if (judgement->status == STATUS_INCONSISTENT)
        inconsistent_print(proof, judgement->row, sources, &line);
    else if (judgement->status == STATUS_UNDECIDED)
        quarrel_print(store, relation, row, judgement->reason, sources, &line);
    block_tell(style, text_str(&line), text);
    text_clear(&line);
    proof_free(proof);
    arena_clear(&arena);
}

/* What would also do, but is contested. */
static void ways_print(const Store *store, RelId relation, const Value *row, const Sources *sources, Text *text) {
    Judgement judgement = {.status = STATUS_UNDECIDED, .reason = REASON_UNKNOWN, .row = {relation, NO_ROW}};
    Shortfall *s = shortfall_of(store, relation, row, NULL, &judgement, 0);
    contested_ways_print(s, sources, text);
    shortfall_free(s);
}

/* What is not settled in the literal that decided it. */
static void undecided_claim_print(const Verdict *verdict, const Store *store, const Claim *claim,
                                  const Sources *sources, Text *text) {
    if (claim->part_count > 1) parts_print(store, claim, text);
    if (verdict->hinges_on_count) text_lit(text, "  hinges on ");
    verdict_hinges_print(verdict, HINGES_TOLD, text);
    if (verdict->hinges_on_count) text_add_char(text, '\n');
    if (verdict->atom && verdict->reason == REASON_UNKNOWN)
        ways_print(store, verdict->about, verdict->atom, sources, text);
    if (verdict->atom)
        quarrel_print(store, verdict->about, verdict->atom, verdict->reason, sources, text);
    else if (verdict->row.row != NO_ROW)
        undecided_print(store, verdict->row.relation, verdict->row.row, false, sources, text);
}

/* `e4_imposed is established as likely: The regime is imposed [Aitiev 2015]` */
static void verdict_line(const Verdict *verdict, const Store *store, const Claim *claim, Text *text) {
    text_printf(text, "%.*s is ", STR_FMT(symbol_str(store->program, claim->name)));
    status_print(verdict, text);
    if (verdict->strength != STRENGTH_CERTAIN && stand_has_strength(verdict_stand(verdict)))
        text_printf(text, " as %s", strength_name(verdict->strength));
    setting_print(store, claim, text);
    claim_words_print(store->program, claim, verdict->status, text);
}

/* What the words behind the verdict mean. */
void policy_tell(const TreeStyle *style, Text *text) {
    Str words =
        STR("  policy-sensitive: what is contested speaks against nothing here; if it did (--ambiguity propagate), "
            "this would not be established");
    paragraph_tell(style, style->form == TREE_TEXT ? words : (Str){words.text + 2, words.length - 2}, text);
}

/* As many facts and sources as `check` counts; how strong it is was said. */
static void claim_summary_tell(const Verdict *verdict, const Sources *sources, const TreeStyle *style, Text *text) {
    Arena arena;
    arena_init(&arena);
    Grounds grounds = grounds_of(verdict->proof, &arena);
    grounds.facts =
        (Attested){verdict->fact_count, verdict->attested, verdict->reported, verdict->sources, verdict->source_count};
    grounds.left_out = verdict->left_out;
    grounds.strength = STRENGTH_CERTAIN;
    summary_tell(verdict->proof, &grounds, PROVEN_ASKED, sources, style, text);
    arena_clear(&arena);
}

void verdict_reasons_tell(const Verdict *verdict, const Store *store, const Claim *claim, const Sources *sources,
                          TreeStyle *style, Text *text) {
    Str name = symbol_str(store->program, claim->name);
    Text lines;
    text_init(&lines);
    if (verdict->status == STATUS_UNDECIDED) open_tell(store, claim, verdict, style, text);
    if (verdict->status != STATUS_ESTABLISHED && verdict->status != STATUS_REFUTED)
        further_tell(style, "whynot", name, text);
    switch (verdict->status) {
    case STATUS_ESTABLISHED:
        answer_print(verdict, store, claim, style, text);
        claim_summary_tell(verdict, sources, style, text);
        if (verdict->policy_sensitive) policy_tell(style, text);
        further_tell(style, "rests", name, text);
        further_against_tell(style, verdict->proof, text);
        (void)tree_tell(verdict->proof, TREE_PREMISES, sources, style, text);
        break;
    case STATUS_REFUTED:
        refuted_tell(verdict->proof, verdict_denied_in(claim, verdict), claim, name, sources, style, text);
        break;
    case STATUS_INCONSISTENT: inconsistent_print(verdict->proof, verdict->row, sources, &lines); break;
    case STATUS_UNDECIDED: undecided_claim_print(verdict, store, claim, sources, &lines); break;
    default: unsupported_print(store, claim, sources, &lines);
    }
    block_tell(style, text_str(&lines), text);
    text_clear(&lines);
}

void verdict_tell(const Verdict *verdict, const Store *store, const Claim *claim, const Sources *sources,
                  TreeStyle *style, Text *text) {
    Text line;
    text_init(&line);
    verdict_line(verdict, store, claim, &line);
    paragraph_tell(style, text_str(&line), text);
    text_clear(&line);
    verdict_reasons_tell(verdict, store, claim, sources, style, text);
}

void verdict_print(const Verdict *verdict, const Store *store, const Claim *claim, const Sources *sources, Text *text) {
    verdict_tell(verdict, store, claim, sources, &(TreeStyle){0}, text);
}

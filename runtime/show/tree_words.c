/* The words of a line of a proof.  Steps of the translation are told as what they mean. */
#include "runtime/show/checks.h"
#include "runtime/show/compared.h"
#include "runtime/show/prose.h"
#include "runtime/show/tree_internal.h"
#include "runtime/show/words.h"
#include "runtime/why/through.h"

#define FOLD_LIMIT (1u << 24) /* steps that are looked at to count those that are folded */

static Helper helper_of(const Tree *tree, const Step *step) {
    return tree->program->relations.items[step->relation].helper;
}
static const Literal *literal_of(const Tree *tree, const Item *item) {
    return &step_made_by(tree->proof, tree_step(tree, item->parent))->body[item->literal];
}

/* The step that a step only passes on. */
StepId tree_step_behind(const Tree *tree, StepId id) {
    return tree->style->is_full ? id : step_behind(tree->proof, id);
}

/* ---- steps that are folded ---- */

/* `(folded: 12 steps and 7 facts below)`: each once, however often it is needed. */
static void fold_print(Tree *tree, StepId root, Text *text) {
    const Proof *proof = tree->proof;
    Vec(StepId) list = {0};
    uint32_t steps = 0, facts = 0, rows = 0, mark = ++tree->fold_count;
    if (!tree->counted) tree->counted = mem_alloc_zero(proof->steps.count * sizeof *tree->counted);
    vec_push(&list, root);
    while (list.count && tree->fold_steps < FOLD_LIMIT) {
        StepId id = tree_step_behind(tree, vec_pop(&list));
        const Step *step = tree_step(tree, id);
        if (tree->counted[id] == mark) continue;
        tree->counted[id] = mark;
        tree->fold_steps++;
        facts += step_is_given(step);
        steps += !step_is_given(step) && id != root;
        rows += step->row_count > step->premise_count ? step->row_count - step->premise_count : 0;
        for (uint32_t i = 0; i < step->premise_count; i++)
            if (step->premises[i] != NO_STEP) vec_push(&list, step->premises[i]);
    }
    text_printf(text, "(folded: %s", list.count ? "more than " : "");
    if (steps) text_printf(text, "%u %s and ", (unsigned)steps, steps == 1 ? "step" : "steps");
    text_printf(text, "%u %s below", (unsigned)facts, facts == 1 ? "fact" : "facts");
    if (rows) text_printf(text, ", beside %u more %s", (unsigned)rows, rows == 1 ? "row" : "rows");
    text_add_char(text, ')');
    vec_free(&list);
}

/* ---- one line ---- */

/* Told in the words of the literal that asks for it. */
static bool is_aggregate_item(const Tree *tree, const Item *item) {
    return item->parent != NO_STEP && helper_of(tree, tree_step(tree, item->step)) == HELPER_AGGREGATE;
}

static void check_words_print(const Tree *tree, const Item *item, Text *text) {
    const Step *parent = tree_step(tree, item->parent);
    const Literal *literal = literal_of(tree, item);
    if (tree->style->is_full || !compared_print(tree->program, literal, parent->bindings, text))
        check_print(tree->proof, parent, literal, tree->sources, text);
}

void tree_words_print(const Tree *tree, const Item *item, Text *text) {
    if (item->kind == ITEM_NOTE) {
        text_add(text, item->note);
    } else if (item->kind == ITEM_MORE) {
        const Step *fold = tree_step(tree, item->step);
        text_printf(text, "... and %u more", (unsigned)(fold->row_count - fold->premise_count));
    } else if (item->kind == ITEM_CHECK || is_aggregate_item(tree, item)) {
        check_words_print(tree, item, text);
    } else {
        step_print_sentence(tree->proof, tree_step(tree, item->step), tree->sources, text);
    }
}

void statements_print(const Store *store, RelId relation, RowId row, const Sources *sources, Text *text) {
    uint32_t count = store_origin_count(store, relation, row);
    for (uint32_t i = 0; i < count; i++) {
        Origin origin = store_origin(store, relation, row, i);
        if (i) text_lit(text, "; ");
        size_t before = text->length;
        origin_print(store, sources, origin, text);
        if (text->length == before) text_lit(text, "given");
        cites_print(store->program, origin.cites, text);
    }
}

/* How many they are. */
static uint32_t all_statements_print(const Store *store, RelId said, const Value *row, const Sources *sources,
                                     Text *text) {
    RowRefs rows = rows_stating(store, said, row);
    uint32_t count = 0;
    for (size_t i = 0; i < rows.count; i++) {
        if (i) text_lit(text, "; ");
        statements_print(store, rows.items[i].relation, rows.items[i].row, sources, text);
        count += store_origin_count(store, rows.items[i].relation, rows.items[i].row);
    }
    vec_free(&rows);
    return count;
}

void times_print(uint32_t count, Text *text) {
    if (count == 2)
        text_lit(text, "twice");
    else
        text_printf(text, "%u times", (unsigned)count);
}

void fact_statements_print(const Store *store, RelId said, const Value *row, const char *both, const char *all,
                           const Sources *sources, Text *text) {
    size_t before = text->length;
    text_lit(text, "  ");
    uint32_t count = all_statements_print(store, said, row, sources, text);
    if (count == 0) text_cut(text, before);
    if (count < 2) return;
    text_lit(text, "  (stated ");
    times_print(count, text);
    if (both) text_printf(text, ": %s", count == 2 ? both : all);
    text_add_char(text, ')');
}

/* What stands behind the words of a line that has nothing below it. */
void tree_note_print(Tree *tree, const Item *item, Text *text) {
    if (item->kind == ITEM_CHECK && literal_step_words(tree->program, literal_of(tree, item))) return;
    if (item->kind == ITEM_CHECK) {
        check_reason_print(tree->proof, tree_step(tree, item->parent), literal_of(tree, item), tree->sources, text);
    } else if (item->kind == ITEM_STEP && step_is_given(tree_step(tree, item->step))) {
        const Step *step = tree_step(tree, item->step);
        statements_print(tree->proof->store, step->relation, step->row, tree->sources, text);
    } else if (item->kind == ITEM_STEP && tree->numbers[item->step]) {
        text_printf(text, tree->is_printed[item->step] ? "as shown in [%u]" : "see [%u] below",
                    (unsigned)tree->numbers[item->step]);
    } else if (item->kind == ITEM_STEP) {
        fold_print(tree, item->step, text);
    }
}

/* What passes a row on, where nothing is passed over. */
static const char *translation_name(const Tree *tree, const Rule *rule) {
    Helper from = tree->program->relations.items[rule->body[0].relation].helper;
    return from == HELPER_STRICT ? "since what is given or strictly shown is accepted"
                                 : "since a rule for it applies, and nothing unbeaten speaks against it";
}

/* The rule.  Its gloss is free text, so that it stands behind a colon and is not built into a sentence. */
void tree_rule_print(const Tree *tree, const Step *step, Text *text) {
    const Rule *rule = step_made_by(tree->proof, step);
    Helper helper = helper_of(tree, step);
    if (helper == HELPER_GROUPED || helper == HELPER_ANSWER) return;
    if (step->is_lost) {
        text_lit(text, "by "), rule_name_print(tree->program, step->rule, tree->sources, text);
        text_lit(text, ", but what it needed was not found again");
    } else if (rule->is_fold) {
        text_printf(text, "from %u %s", (unsigned)step->row_count, step->row_count == 1 ? "row" : "rows");
    } else if (rule_passes_on(tree->program, rule)) {
        text_add(text, str_of(translation_name(tree, rule)));
    } else {
        text_lit(text, "by "), rule_name_print(tree->program, step->rule, tree->sources, text);
    }
    if (is_read_backwards(tree->program, rule)) text_lit(text, ", read backwards");
    if (rule->strength != STRENGTH_CERTAIN) text_printf(text, ", %s", strength_name(rule->strength));
    if (rule->gloss.length && !rule->is_fold) text_printf(text, ": %.*s", STR_FMT(rule->gloss));
    cites_print(tree->program, rule->cites, text);
}

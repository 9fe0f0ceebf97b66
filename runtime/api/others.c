/* Other proofs.
 *
 * Steps of the translation pass a row on, and what they pass on has ways of its own: so the rows that are gone through
 * are a short list that grows while it is read.  An instance whose premises cannot be shown without the row itself is
 * counted and not shown: it supports nothing. */
#include "runtime/api/others.h"

#include "runtime/show/json.h"
#include "runtime/show/prose.h"
#include "runtime/why/through.h"
#include "runtime/why/verify.h"

enum { TRIES = 200000 };

typedef Vec(RowRef) Refs;

typedef struct {
    const Store *store;
    const Step *shown; /* the step of the proof that is shown already */
    Refs rows;
    RowRef at;
    const Sources *sources;
    TreeStyle *style; /* NULL: JSON */
    Text *text;
    uint32_t most, told, circular;
    bool has_more, is_given;
} Others;

/* ---- which row ---- */

/* The step that the other ways are other ways to, where the answer is that of one atom. */
static StepId subject_of(const Proof *proof) {
    const Step *root = &proof->steps.items[0];
    bool is_answer = proof->store->program->relations.items[root->relation].helper == HELPER_ANSWER;
    bool is_one = is_answer && root->premise_count == 1 && root->premises[0] != NO_STEP;
    return is_one ? root->premises[0] : 0;
}

static void add_row(Others *o, RowRef ref) {
    for (size_t i = 0; i < o->rows.count; i++)
        if (o->rows.items[i].relation == ref.relation && o->rows.items[i].row == ref.row) return;
    vec_push(&o->rows, ref);
}

/* ---- one instance ---- */

static bool is_shown(const Others *o, RuleId rule, const Value *bindings, const RowId *rows, const Proof *proof) {
    const Step *shown = o->shown;
    if (shown->relation != o->at.relation || shown->row != o->at.row || shown->rule != rule) return false;
    const Rule *r = &o->store->program->rules.items[rule];
    if (memcmp(shown->bindings, bindings, r->variable_count * sizeof *bindings) != 0) return false;
    for (uint32_t i = 0; i < r->literal_count; i++) {
        RowId own = shown->premises[i] == NO_STEP ? NO_ROW : proof->steps.items[shown->premises[i]].row;
        if (own != rows[i]) return false;
    }
    return true;
}

static void tell_proof(Others *o, const Proof *proof) {
    o->told++;
    if (!o->style) {
        if (o->told > 1) text_lit(o->text, ",\n");
        proof_object(proof, o->sources, o->text);
        return;
    }
    Text line;
    text_init(&line);
    text_printf(&line, "Another way (%u):", (unsigned)o->told);
    if (o->style->form == TREE_TEXT) text_add_char(o->text, '\n');
    paragraph_tell(o->style, text_str(&line), o->text);
    text_clear(&line);
    (void)tree_tell(proof, TREE_WHOLE, o->sources, o->style, o->text);
}

typedef struct {
    Others *others;
    const Proof *proof;
} Telling;

static bool note_instance(void *context, RuleId id, const Value *bindings, const RowId *rows) {
    const Telling *t = context;
    Others *o = t->others;
    const Rule *rule = &o->store->program->rules.items[id];
    if (rule_passes_on(o->store->program, rule)) {
        add_row(o, (RowRef){rule->body[0].relation, rows[0]});
        return true;
    }
    if (is_shown(o, id, bindings, rows, t->proof)) return true;
    if (o->told == o->most) {
        o->has_more = true;
        return false;
    }
    Proof *other = prove_by(o->store, o->at, &(RuleInstance){id, bindings, rows, rule->literal_count});
    if (other && proof_verify(other, NULL))
        tell_proof(o, other);
    else
        o->circular++;
    proof_free(other);
    return !o->text->is_closed;
}

/* ---- all of them ---- */

static void each_rule(Others *o, const Proof *proof, PremiseSearch *search, uint32_t *tries) {
    const Program *program = o->store->program;
    uint32_t id = program->relations.items[o->at.relation].component;
    const Component *component = id == NO_ID ? NULL : &program->components.items[id];
    const Value *row = table_row(store_table(o->store, o->at.relation), o->at.row);
    for (uint32_t i = 0; component && i < component->rule_count && !o->has_more; i++) {
        const Rule *rule = &program->rules.items[component->rules[i]];
        if (rule->head != o->at.relation || rule->is_fold) continue;
        if (!premises_each(search, component->rules[i], row, tries, note_instance, &(Telling){o, proof}))
            o->has_more = true;
    }
}

static void each_way(Others *o, const Proof *proof) {
    PremiseSearch *search = premise_search_new(o->store);
    uint32_t tries = TRIES;
    StepId subject = subject_of(proof);
    o->shown = &proof->steps.items[step_behind(proof, subject)];
    add_row(o, (RowRef){proof->steps.items[subject].relation, proof->steps.items[subject].row});
    for (size_t i = 0; i < o->rows.count && !o->has_more; i++) {
        o->at = o->rows.items[i];
        each_rule(o, proof, search, &tries);
    }
    premise_search_free(search);
    vec_free(&o->rows);
}

void others_tell(const Proof *proof, uint32_t most, const Sources *sources, TreeStyle *style, Text *text) {
    Others o = {.store = proof->store, .sources = sources, .style = style, .text = text, .most = most};
    Text line;
    text_init(&line);
    each_way(&o, proof);
    if (o.told == 0 && !o.has_more)
        text_lit(&line, "No other instance of a rule gives it; the steps below may have other ways.");
    if (o.has_more)
        text_printf(&line, "%u other %s shown; there are more (--most N).", (unsigned)o.told,
                    o.told == 1 ? "way is" : "ways are");
    if (o.circular)
        text_printf(&line, "%s%u more %s the conclusion itself.", line.length ? " " : "", (unsigned)o.circular,
                    o.circular == 1 ? "way rests on" : "ways rest on");
    if (line.length && style->form == TREE_TEXT) text_add_char(text, '\n');
    if (line.length) paragraph_tell(style, text_str(&line), text);
    text_clear(&line);
}

void others_json(const Proof *proof, uint32_t most, const Sources *sources, Text *text) {
    Others o = {.store = proof->store, .sources = sources, .text = text, .most = most};
    text_lit(text, ",\n\"others\":[");
    each_way(&o, proof);
    text_printf(text, "],\n\"others_circular\":%u,\"others_more\":%s", (unsigned)o.circular,
                o.has_more ? "true" : "false");
}

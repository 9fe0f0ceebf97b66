/* Single facts that would do beside the changes that are told in full: one line of them.
 *
 * JSON has all; here, where there is something better, what is remote is as good as nonsense, and what reads as
 * something else does, since its sentence leaves out the column in which they differ, is said already. */
#include "runtime/show/whynot_internal.h"
#include "runtime/show/words.h"

#define OTHERS_SHOWN 5

static bool is_one_fact(const Repair *repair) {
    const RepairStep *step = &repair->steps[0];
    return repair->step_count == 1 && (step->kind == STEP_ADD || step->kind == STEP_RETRACT);
}

static void fact_words(const Store *store, const RepairStep *step, Text *text) {
    if (store->program->relations.items[step->relation].sentence.length) {
        text_lit(text, "that ");
        sentence_print(store->program, step->relation, step->row, text);
    } else {
        atom_print(store->program, step->relation, step->row, text);
    }
}

static const char *verb_of(const Store *store, const RepairStep *step) {
    RowRef at;
    if (step->kind == STEP_RETRACT) return "take back";
    return row_is_reported(store, step->relation, step->row, &at) ? "state as certain" : "add";
}

/* True if nothing reads like that yet: for certain or not is no matter. */
static bool is_new(const Store *store, const Repair *repair, Interner *said, Text *words) {
    uint32_t count = intern_count(said);
    text_empty(words);
    text_add(words, repair->steps[0].kind == STEP_RETRACT ? STR("-") : STR("+"));
    fact_words(store, &repair->steps[0], words);
    (void)intern(said, text_str(words));
    return intern_count(said) > count;
}

/* Those that are worth a reader's time, up to `most` of them in words; how many these are. */
static uint32_t list(const WhyNot *w, const Others *others, uint32_t most, Text *text) {
    uint32_t count = 0;
    Interner *said = interner_new();
    Text words;
    text_init(&words);
    for (uint32_t i = 0; i < others->told_count; i++)
        if (is_one_fact(&others->told[i])) (void)is_new(w->store, &others->told[i], said, &words);
    for (uint32_t i = 0; i < others->count; i++) {
        if (others->told_count && others->items[i].is_remote) continue;
        if (!is_new(w->store, &others->items[i], said, &words) || count++ >= most) continue;
        text_printf(text, "%s%s ", count > 1 ? "; " : "", verb_of(w->store, &others->items[i].steps[0]));
        fact_words(w->store, &others->items[i].steps[0], text);
    }
    text_clear(&words);
    interner_free(said);
    return count;
}

static bool has_single(const Others *others) {
    for (uint32_t i = 0; i < others->told_count; i++)
        if (others->told[i].step_count == 1) return true;
    return false;
}

uint32_t others_print(const WhyNot *w, const Others *others, const char *what, Text *text) {
    Text words;
    text_init(&words);
    uint32_t most = shown_most(w, OTHERS_SHOWN), count = list(w, others, most, &words);
    bool is_more = has_single(others);
    if (count) {
        text_printf(text, "%u %s", (unsigned)count, is_more ? "other " : "");
        text_add(text, count == 1 ? STR("change of one fact was") : STR("changes of one fact were"));
        text_printf(text, " found that would %s", what);
        text_add(text, is_more ? STR(" as well: ") : count == 1 ? STR(" by itself: ") : STR(" by themselves: "));
        text_add(text, text_str(&words));
        if (count > most) text_printf(text, "; and %u more", (unsigned)(count - most));
        text_add_char(text, '\n');
    }
    text_clear(&words);
    return count;
}

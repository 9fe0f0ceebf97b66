/* Single facts that would do beside the changes that are told in full: one line of them.
 *
 * JSON has all; here, where there is something better, what is remote is as good as nonsense. */
#include "runtime/show/tree.h"
#include "runtime/show/whynot_internal.h"
#include "runtime/show/words.h"

#define OTHERS_SHOWN 5

typedef Vec(const RepairStep *) Shown;

static bool is_one_fact(const Repair *repair) {
    const RepairStep *step = &repair->steps[0];
    return repair->step_count == 1 && (step->kind == STEP_ADD || step->kind == STEP_RETRACT);
}

/* Whether it can be written down by what its sentence says. */
static bool is_said_whole(const Program *program, const RepairStep *step) {
    for (uint32_t c = 0; c < program->relations.items[step->relation].arity; c++)
        if (step->row[c] != VALUE_NONE && !sentence_names(program, step->relation, c)) return false;
    return true;
}

static void fact_words(const WhyNot *w, const RepairStep *step, Text *text) {
    const Program *program = w->store->program;
    if (program->relations.items[step->relation].sentence.length == 0) {
        atom_print(program, step->relation, step->row, text);
        return;
    }
    text_lit(text, "that ");
    sentence_print(program, step->relation, step->row, text);
    if (is_said_whole(program, step)) return;
    text_lit(text, ": ");
    atom_print(program, step->relation, step->row, text);
}

/* With the names of what is there: its sentence may leave out in what it differs from another fact. */
static void other_words(const WhyNot *w, const RepairStep *step, Text *text) {
    fact_words(w, step, text);
    fact_statements_print(w->store, step->relation, step->row, NULL, NULL, w->sources, text);
}

static const char *verb_of(const Store *store, const RepairStep *step) {
    RowRef at;
    if (step->kind == STEP_RETRACT) return "take back";
    return row_is_reported(store, step->relation, step->row, &at) ? "state as certain" : "add";
}

/* True if nothing reads like that yet.  What is there reads like what is to be added, but not the other way round. */
static bool is_new(const WhyNot *w, const Repair *repair, Interner *said, Text *words) {
    const RepairStep *step = &repair->steps[0];
    Str sign = step->kind == STEP_RETRACT ? STR("-") : STR("+");
    text_empty(words);
    text_add(words, sign);
    other_words(w, step, words);
    bool is_so = intern_is_new(said, text_str(words));
    text_empty(words);
    text_add(words, sign);
    fact_words(w, step, words);
    (void)intern(said, text_str(words));
    return is_so;
}

static void note_told(const WhyNot *w, Interner *said, Text *words) {
    const Repair *lists[] = {w->repairs->items, w->repairs->lifting, w->repairs->refuting};
    const uint32_t counts[] = {w->repairs->count, w->repairs->lifting_count, w->repairs->refuting_count};
    for (int list = 0; list < 3; list++)
        for (uint32_t i = 0; i < counts[list]; i++)
            if (is_one_fact(&lists[list][i])) (void)is_new(w, &lists[list][i], said, words);
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Likewise where a number is as good as another, one year for all; a digit of a name is none. */
static bool is_new_but_for_numbers(Str words, Interner *shown, Text *room) {
    bool in_name = false, in_number = false;
    text_empty(room);
    for (size_t i = 0; i < words.length; i++) {
        char c = words.text[i];
        if (is_digit(c) && !in_name) {
            if (!in_number) text_add_char(room, '0');
            in_number = true;
        } else {
            text_add_char(room, c);
            in_name = is_digit(c) || (unsigned char)c >= 'A'; /* or a sign above letters: no matter */
            in_number = false;
        }
    }
    return intern_is_new(shown, text_str(room));
}

/* Those that are worth a reader's time. */
static Shown shown_of(const WhyNot *w, const Others *others) {
    Shown shown = {0};
    Interner *said = interner_new();
    Text words;
    text_init(&words);
    note_told(w, said, &words);
    for (uint32_t i = 0; i < others->count; i++) {
        if (others->told_count && others->items[i].is_remote) continue;
        if (is_new(w, &others->items[i], said, &words)) vec_push(&shown, &others->items[i].steps[0]);
    }
    text_clear(&words);
    interner_free(said);
    return shown;
}

/* Where they are many, one for all that differ in numbers alone, and then the first. */
static void list_print(const WhyNot *w, const Shown *shown, Text *text) {
    uint32_t most = shown_most(w, OTHERS_SHOWN), told = 0, like = 0;
    Interner *said = interner_new();
    Text words, room;
    text_init(&words);
    text_init(&room);
    for (size_t i = 0; i < shown->count; i++) {
        text_empty(&words);
        text_printf(&words, "%s ", verb_of(w->store, shown->items[i]));
        other_words(w, shown->items[i], &words);
        if (shown->count > most && !is_new_but_for_numbers(text_str(&words), said, &room)) {
            like++;
        } else if (told < most) {
            text_add(text, told++ ? STR("; ") : STR(""));
            text_add(text, text_str(&words));
        }
    }
    if (told < shown->count)
        text_printf(text, "; and %u more%s", (unsigned)(shown->count - told),
                    told + like == shown->count ? " with other numbers" : "");
    text_clear(&words);
    text_clear(&room);
    interner_free(said);
}

static bool has_single(const Others *others) {
    for (uint32_t i = 0; i < others->told_count; i++)
        if (others->told[i].step_count == 1) return true;
    return false;
}

uint32_t others_print(const WhyNot *w, const Others *others, const char *what, Text *text) {
    Shown shown = shown_of(w, others);
    uint32_t count = (uint32_t)shown.count;
    bool is_more = has_single(others);
    if (count) {
        text_printf(text, "%u %s", (unsigned)count, is_more ? "other " : "");
        text_add(text, count == 1 ? STR("change of one fact was") : STR("changes of one fact were"));
        text_printf(text, " found that would %s", what);
        text_add(text, is_more ? STR(" as well: ") : count == 1 ? STR(" by itself: ") : STR(" by themselves: "));
        list_print(w, &shown, text);
        text_add_char(text, '\n');
    }
    vec_free(&shown);
    return count;
}

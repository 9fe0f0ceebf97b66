/* A line each: the check in the words of its rule, what is absent, and what would undo it. */
#include "runtime/show/absent.h"

#include <assert.h>

#include "runtime/show/clash_words.h"
#include "runtime/show/further.h"
#include "runtime/show/json_internal.h"
#include "runtime/show/quantified.h"
#include "runtime/show/standing.h"
#include "runtime/show/words.h"

enum { TOLD = 5, TOLD_IN_LINE = 2, LAST_RANK = 4 };

static const Rule *rule_of(const Store *store, const Absent *absence) {
    return &store->program->rules.items[absence->rule];
}

/* That there is none, or what there would be. */
static void words_print(const Store *store, const Absent *absence, bool is_denied, const Sources *sources, Text *text) {
    const Rule *rule = rule_of(store, absence);
    Literal literal = rule->body[absence->literal];
    if (!is_denied && literal.kind == LIT_NOT) literal.kind = LIT_ATOM;
    literal_words_print(store->program, rule, &literal, absence->bindings, sources, text);
}

/* The same for people. */
static void told_print(const Store *store, const Absent *absence, bool is_denied, const Sources *sources, Text *text) {
    const Literal *literal = &rule_of(store, absence)->body[absence->literal];
    if (!quantified_print(store->program, literal, absence->bindings, sources, text))
        words_print(store, absence, is_denied, sources, text);
}

static const char *manner_of(const Store *store, const Absent *absence, const Sources *sources) {
    const Literal *literal = &rule_of(store, absence)->body[absence->literal];
    switch (absence->kind) {
    case ABSENT_ATOM: return "nothing says so";
    case ABSENT_CASE: return literal_is_forall(literal, sources) ? "no exception is known" : "no such case is known";
    case ABSENT_ROWS: return "there are none";
    case ABSENT_MORE: return "no more are known";
    }
    return "";
}

static void facts_added_print(const Store *store, const Absent *absence, const Sources *sources, Text *text) {
    text_add(text, absence->added_count > 1 ? STR("add both  ") : STR("add  "));
    for (uint32_t i = 0; i < absence->added_count; i++) {
        if (i) text_lit(text, "  and ");
        atom_print(store->program, absence->added[i].relation, absence->added[i].row, text);
        text_add_char(text, '.');
        if (absence->added[i].is_example) text_lit(text, "  (an example: any that is not there yet will do)");
    }
    clash_print(store, &absence->clash, absence->added, absence->added_count, sources, text);
}

/* The atom that is denied. */
static void atom_of_print(const Store *store, const Absent *absence, Text *text) {
    Literal atom = {.kind = LIT_ATOM,
                    .relation = absence->relation,
                    .terms = rule_of(store, absence)->body[absence->literal].terms};
    instance_print(store->program, &atom, absence->bindings, text);
}

/* `; what would give it: hence whynot a.hence 'away(bob)'` */
static void command_print(const Store *store, const Absent *absence, const TreeStyle *style, Text *text) {
    Text atom;
    if (!style || absence->kind != ABSENT_ATOM) return;
    text_init(&atom);
    atom_of_print(store, absence, &atom);
    text_lit(text, "; what would give it: ");
    command_words_print(style, "whynot", text_str(&atom), text);
    text_clear(&atom);
}

static void absence_print(const Store *store, const Absent *absence, const Sources *sources, const TreeStyle *style,
                          Text *text) {
    text_lit(text, "  - ");
    told_print(store, absence, true, sources, text);
    text_printf(text, "  %s", manner_of(store, absence, sources));
    if (absence->added_count) {
        text_lit(text, "; ");
        facts_added_print(store, absence, sources, text);
        text_lit(text, "  and it is ");
        stands_print(absence->status, absence->reason, text);
    } else {
        command_print(store, absence, style, text);
        if (absence->tried)
            text_printf(text, "; %u fact%s tried, none changes the answer", (unsigned)absence->tried,
                        absence->tried == 1 ? " was" : "s were");
    }
    text_add_char(text, '\n');
}

void absences_print(const Store *store, const Absences *absences, bool is_full, const Sources *sources,
                    const TreeStyle *style, Text *text) {
    uint32_t shown = is_full || absences->count <= TOLD + 1 ? absences->count : TOLD;
    if (absences->count == 0) return;
    text_lit(text, "In this way it holds because nothing says otherwise:\n");
    for (uint32_t i = 0; i < shown; i++) absence_print(store, &absences->items[i], sources, style, text);
    if (shown < absences->count) text_printf(text, "  and %u more; --full\n", (unsigned)(absences->count - shown));
    if (absences->is_cut) text_printf(text, "  and more: only the first %d were looked at\n", ABSENCES_KEPT);
    if (absences->is_stopped)
        text_lit(text, "For some of them it was not tried which fact would undo them: only so many runs are made.\n");
}

static bool is_exception(const Store *store, const Absent *absence) {
    return rule_of(store, absence)->body[absence->literal].is_exception;
}

/* What is said first: what a fact was found for that undoes it; what is denied, then exceptions, of these atoms before
 * bodies, of which there are no short words. */
static int rank_of(const Store *store, const Absent *absence) {
    if (is_exception(store, absence) && absence->kind != ABSENT_ATOM) return LAST_RANK;
    return (absence->added_count ? 0 : 2) + is_exception(store, absence);
}

/* The n-th by that, else in the order of the proof. */
static const Absent *absence_ranked(const Store *store, const Absences *absences, uint32_t n) {
    for (int rank = 0; rank <= LAST_RANK; rank++)
        for (uint32_t i = 0; i < absences->count; i++)
            if (rank_of(store, &absences->items[i]) == rank && n-- == 0) return &absences->items[i];
    assert(false); /* each has a rank */
    return absences->items;
}

/* Of a sentence: something, whatever it is, where the rule leaves that open. */
static bool open_case_print(const Store *store, const Absent *absence, Text *text) {
    const Program *program = store->program;
    const Relation *relation = &program->relations.items[absence->relation];
    Str names[ATOM_COLUMNS];
    if (absence->kind != ABSENT_ATOM || relation->helper != HELPER_NONE || relation->sentence.length == 0) return false;
    for (uint32_t c = 0; c < relation->arity; c++) names[c] = absence->row[c] == UNBOUND ? STR("something") : STR("");
    open_sentence_print(program, absence->relation, absence->row, names, text);
    return true;
}

/* What would have to be known, not that it is not. */
static void unknown_print(const Store *store, const Absent *absence, const char *that, const Sources *sources,
                          Text *text) {
    const Rule *rule = rule_of(store, absence);
    size_t begin = text->length;
    text_printf(text, "%s", that);
    if (denied_sentence_print(store->program, rule, &rule->body[absence->literal], absence->bindings, text) ||
        open_case_print(store, absence, text))
        return;
    text_cut(text, begin);
    if (absence->kind == ABSENT_ATOM)
        atom_of_print(store, absence, text);
    else
        told_print(store, absence, false, sources, text);
}

/* Some rule or report speaks for it, or it is contradicted: it is not that nothing does. */
static bool is_argued(const Store *store, const Absent *absence) {
    if (absence->kind != ABSENT_ATOM) return false;
    for (RelId id = 0; id < store->program->relations.count; id++) {
        const Relation *relation = &store->program->relations.items[id];
        bool is_place =
            id == absence->relation || (relation->helper == HELPER_APPLIES && relation->of == absence->relation);
        if (is_place && table_find(store_table(store, id), absence->row) != NO_ROW) return true;
    }
    return false;
}

/* `nothing says that the bridge is closed`: what is absent must not read as if it were there. */
static void lack_print(const Store *store, const Absent *absence, bool is_next, const Sources *sources, Text *text) {
    if (absence->kind == ABSENT_ATOM) {
        bool is_said = is_argued(store, absence);
        text_add(text, is_next ? STR(", nor ") : is_said ? STR("it is not accepted ") : STR("nothing says "));
        unknown_print(store, absence, "that ", sources, text);
        return;
    }
    text_add(text, absence->kind != ABSENT_CASE ? STR("no more are known")
                   : literal_is_forall(&rule_of(store, absence)->body[absence->literal], sources)
                       ? STR("no exception is known to this")
                       : STR("no such case is known"));
    text_lit(text, ": ");
    told_print(store, absence, false, sources, text);
}

static void more_print(const Absences *absences, uint32_t told, Text *text) {
    if (absences->count <= told) return;
    text_printf(text, "; and %s%u more such", absences->is_cut ? "at least " : "", (unsigned)(absences->count - told));
}

void absences_line_print(const Store *store, const Absences *absences, const char *it, const Sources *sources,
                         Text *text) {
    if (absences->count == 0) return;
    uint32_t told = 0;
    const Absent *first = absence_ranked(store, absences, 0);
    if (is_exception(store, first)) {
        if (str_equal(str_of(it), STR("it")))
            text_lit(text, "an exception that is not known to apply: ");
        else
            text_printf(text, "an exception to %s, not known to apply: ", it);
        unknown_print(store, first, "", sources, text);
        told = 1;
    } else {
        text_printf(text, "in this way %s holds because ", it);
    }
    for (; told < absences->count && told < TOLD_IN_LINE && !is_exception(store, first); told++) {
        const Absent *absence = absence_ranked(store, absences, told);
        if (told && is_exception(store, absence)) break;
        const Absent *before = told ? absence_ranked(store, absences, told - 1) : NULL;
        bool is_next = before && before->kind == ABSENT_ATOM && absence->kind == ABSENT_ATOM &&
                       is_argued(store, before) == is_argued(store, absence);
        if (told && !is_next) text_lit(text, "; and ");
        lack_print(store, absence, is_next, sources, text);
    }
    more_print(absences, told, text);
}

/* ---- JSON ---- */

static void added_json(const Store *store, const Absent *absence, Text *text) {
    text_lit(text, ",\"undone_by\":[");
    for (uint32_t i = 0; i < absence->added_count; i++) {
        if (i) text_add_char(text, ',');
        atom_json(store, absence->added[i].relation, absence->added[i].row, text);
    }
    text_lit(text, "],\"then\":");
    if (absence->added_count == 0) {
        text_lit(text, "null");
        return;
    }
    text_add_char(text, '{');
    status_json(absence->status, absence->reason, text);
    text_add_char(text, '}');
}

void absences_members(const Store *store, const Absences *absences, const Sources *sources, Text *text) {
    static const char *const KINDS[] = {
        [ABSENT_ATOM] = "atom", [ABSENT_CASE] = "case", [ABSENT_ROWS] = "rows", [ABSENT_MORE] = "more"};
    Text words;
    text_init(&words);
    text_lit(text, ",\n\"absences\":[");
    for (uint32_t i = 0; i < absences->count; i++) {
        const Absent *absence = &absences->items[i];
        text_empty(&words);
        words_print(store, absence, true, sources, &words);
        text_printf(text, "%s\n{\"kind\":\"%s\",\"literal\":", i ? "," : "", KINDS[absence->kind]);
        text_add_json(text, text_str(&words));
        added_json(store, absence, text);
        text_printf(text, ",\"tried\":%u}", (unsigned)absence->tried);
    }
    text_printf(text, "],\"absences_left\":%s", absences->is_cut || absences->is_stopped ? "true" : "false");
    text_clear(&words);
}

/* Facts that are told by their sentences are few, and the line stays short: else their ids stand for them. */
#include "runtime/show/attested.h"

#include "runtime/judge/claims.h"
#include "runtime/judge/levers.h"
#include "runtime/judge/scenario.h"
#include "runtime/show/cited.h"
#include "runtime/show/prose.h"
#include "runtime/show/words.h"

#define SOURCES_NAMED 4
#define SAYINGS_TOLD 3
#define SAYINGS_LENGTH 160  /* of a line in which facts are told by their sentences */
#define DECIDING_LENGTH 180 /* of a line with the fact that decides */

/* ` [Aitiev 2015; Young 1989] and 2 more sources`. */
static void keys_print(const Program *program, const Attested *of, Text *text) {
    Cite cites[SOURCES_NAMED];
    uint32_t named = of->source_count < SOURCES_NAMED ? of->source_count : SOURCES_NAMED;
    for (uint32_t i = 0; i < named; i++) cites[i] = (Cite){.key = of->sources[i], .locator = STR(""), .span = NO_SPAN};
    cites_print(program, (Cites){cites, named}, text);
    if (of->source_count == named) return;
    text_lit(text, " and ");
    count_print(of->source_count - named, "more source", "more sources", text);
}

/* How many of them are open to attack, behind the others in the same brackets. */
static void reported_print(const Attested *of, bool is_open, Text *text) {
    if (of->reported) {
        text_add(text, is_open ? STR("; ") : STR(" ("));
        if (of->reported == of->count)
            text_lit(text, "all only reported)");
        else
            text_printf(text, "%u only reported)", (unsigned)of->reported);
    } else if (is_open) {
        text_add_char(text, ')');
    }
}

void attested_print(const Program *program, const Attested *of, const char *one, const char *many, Text *text) {
    bool is_all = of->reported == of->count;
    if (of->count == 0) {
        text_printf(text, "no %s", one);
        return;
    }
    count_print(of->count, one, many, text);
    if (of->attested == 0) {
        if (is_all) text_lit(text, " only reported");
        text_lit(text, " without a source");
        if (!is_all) reported_print(of, false, text);
    } else if (of->attested == of->count) {
        if (is_all) text_lit(text, " reported by");
        keys_print(program, of, text);
        if (!is_all) reported_print(of, false, text);
    } else {
        text_printf(text, " (%u by", (unsigned)of->attested);
        keys_print(program, of, text);
        text_printf(text, ", %u stated without a source", (unsigned)(of->count - of->attested));
        reported_print(of, true, text);
    }
}

void attested_short_print(const Program *program, const Attested *of, Text *text) {
    if (of->reported) {
        attested_print(program, of, "fact", "facts", text);
        return;
    }
    count_print(of->count, "fact", "facts", text);
    if (of->attested == 0) return;
    if (of->attested < of->count) text_printf(text, ", %u by", (unsigned)of->attested);
    keys_print(program, of, text);
}

/* By their ids, and those without one by their places; each once: insertion, since they are few. */
static uint32_t sort_by_id(const Store *store, const Grounds *grounds, const Sources *sources, Str *ids, Arena *arena) {
    Text id;
    uint32_t count = 0, labels = 0;
    text_init(&id);
    for (uint32_t i = 0; i < grounds->facts.count; i++) {
        Origin origin = origin_least(store, grounds->some[i].relation, grounds->some[i].row);
        bool is_label = origin.label != NO_SYMBOL;
        text_empty(&id);
        origin_print(store, sources, origin, &id);
        uint32_t first = is_label ? 0 : labels, at = is_label ? labels : count;
        while (at > first && str_compare(text_str(&id), ids[at - 1]) < 0) at--;
        if (id.length == 0 || (at > first && str_equal(text_str(&id), ids[at - 1]))) continue;
        memmove(ids + at + 1, ids + at, (count++ - at) * sizeof *ids);
        ids[at] = arena_str(arena, text_str(&id));
        labels += is_label;
    }
    text_clear(&id);
    return count;
}

/* `ann is in, f1; bob is in, f2`: of two or three facts, if each has an id of its own
 * and the line stays short; else nothing. */
static bool sayings_print(const Store *store, const Grounds *grounds, const Sources *sources, const Str *ids,
                          uint32_t count, Text *text) {
    size_t before = text->length, line = before;
    Text id;
    if (count != grounds->facts.count || count < 2 || count > SAYINGS_TOLD) return false;
    text_init(&id);
    while (line > 0 && text->bytes[line - 1] != '\n') line--;
    for (uint32_t k = 0; k < count; k++)
        for (uint32_t i = 0; i < count; i++) {
            RowRef fact = grounds->some[i];
            text_empty(&id);
            origin_print(store, sources, origin_least(store, fact.relation, fact.row), &id);
            if (!str_equal(text_str(&id), ids[k])) continue;
            text_add(text, k ? STR("; ") : STR(": "));
            given_print_saying(store->program, fact.relation, table_row(store_table(store, fact.relation), fact.row),
                               text);
            text_printf(text, ", %.*s", STR_FMT(ids[k]));
        }
    text_clear(&id);
    bool is_short = text->length - line <= SAYINGS_LENGTH;
    if (!is_short) text_cut(text, before);
    return is_short;
}

void facts_named_print(const Store *store, const Grounds *grounds, const Sources *sources, Text *text) {
    Arena arena;
    Str ids[GROUNDS_NAMED];
    if (grounds->left_out) text_lit(text, "at least ");
    attested_print(store->program, &grounds->facts, "fact", "facts", text);
    if (grounds->facts.count > GROUNDS_NAMED || grounds->left_out) return;
    arena_init(&arena);
    uint32_t count = sort_by_id(store, grounds, sources, ids, &arena);
    if (grounds->facts.count == 1) {
        text_lit(text, ": ");
        given_print_saying(store->program, grounds->some[0].relation,
                           table_row(store_table(store, grounds->some[0].relation), grounds->some[0].row), text);
        if (count) text_printf(text, ", %.*s", STR_FMT(ids[0]));
        count = 0;
    }
    if (sayings_print(store, grounds, sources, ids, count, text)) count = 0;
    for (uint32_t i = 0; i < count; i++) text_printf(text, "%s%.*s", i ? ", " : ": ", STR_FMT(ids[i]));
    arena_clear(&arena);
}

bool deciding_print(const Proof *proof, const Grounds *grounds, const Sources *sources, Text *text) {
    const Store *store = proof->store;
    bool is_one = grounds->facts.count == 1;
    size_t before = text->length;
    if (grounds->left_out || (!is_one && grounds->facts.attested != 1)) return false;
    WrittenAtoms facts = facts_below(proof);
    for (size_t i = 0; i < facts.count && text->length == before; i++) {
        RowRef fact;
        const WrittenAtom *atom = &facts.items[i];
        if (!row_is_stated(store, atom->relation, atom->row, &fact) &&
            !row_is_reported(store, atom->relation, atom->row, &fact))
            continue;
        if (!is_one && !fact_is_attested(store, fact.relation, fact.row)) continue;
        text_add(text, is_one ? STR(": ") : STR("; the one by a source: "));
        given_print_saying(store->program, fact.relation, atom->row, text);
        text_lit(text, ", ");
        origin_print(store, sources, origin_least(store, fact.relation, fact.row), text);
    }
    vec_free(&facts);
    if (text->length > DECIDING_LENGTH) text_cut(text, before);
    return text->length > before;
}

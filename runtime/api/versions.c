/* Two versions: what was edited, which claims came out otherwise, and the edits that each is due to. */
#include "runtime/api/versions.h"

#include "runtime/show/json_internal.h"
#include "runtime/show/standing.h"
#include "runtime/show/table.h"
#include "runtime/show/words.h"

enum { EDITS_SHOWN = 40, CAUSES_SHOWN = 6, TEXT_SHOWN = 100 /* bytes; JSON has all */ };

static Str change_name(const Edited *edit) {
    if (!edit->text_b.length) return STR("only in A");
    return edit->text_a.length ? STR("changed") : STR("only in B");
}

/* Nothing where the place is not known. */
static void edit_place(const TwoVersions *two, const Edited *edit, bool is_a, Text *text) {
    place_print(is_a ? two->a->sources : two->b->sources, is_a ? edit->span_a : edit->span_b, text);
}

static void stand_print(ClaimStand stand, ClaimStand other, Text *text) {
    if (stand.is_there)
        claim_stand_print(stand, other, text);
    else
        text_lit(text, "(no such claim)");
}

/* ---- edits ---- */

/* Cut at a character, and marked, where it is long. */
static void short_print(Str words, Text *text) {
    size_t cut = words.length;
    if (cut > TEXT_SHOWN) {
        cut = TEXT_SHOWN;
        while (cut > 0 && ((unsigned char)words.text[cut] & 0xC0) == 0x80) cut--;
    }
    text_add(text, (Str){words.text, cut});
    if (cut < words.length) text_lit(text, " ...");
}

static void edit_line(const TwoVersions *two, const Edited *edit, Grid *grid) {
    Text cell;
    text_init(&cell);
    grid_add(grid, change_name(edit));
    if (edit->is_row && edit->label.length) text_printf(&cell, "%.*s: ", STR_FMT(edit->label));
    short_print(edit->text_a.length ? edit->text_a : edit->text_b, &cell);
    grid_add(grid, text_str(&cell));
    text_empty(&cell);
    edit_place(two, edit, edit->text_a.length > 0, &cell);
    grid_add(grid, text_str(&cell));
    text_empty(&cell);
    if (edit->text_a.length && edit->text_b.length) {
        grid_add(grid, STR(""));
        text_lit(&cell, "is now  ");
        short_print(edit->text_b, &cell);
        grid_add(grid, text_str(&cell));
        text_empty(&cell);
        edit_place(two, edit, false, &cell);
        grid_add(grid, text_str(&cell));
    }
    text_clear(&cell);
}

static void edits_print(const TwoVersions *two, Text *text) {
    Grid grid;
    grid_init(&grid, 3, false);
    for (size_t i = 0; i < two->edits->count && i < EDITS_SHOWN; i++) edit_line(two, &two->edits->items[i], &grid);
    grid_print(&grid, "", text);
    grid_clear(&grid);
    if (two->edits->count > EDITS_SHOWN) text_printf(text, "and %zu more\n", two->edits->count - EDITS_SHOWN);
    if (two->is_cut) text_lit(text, "what was edited is not known: a limit was reached\n");
    if (two->edits->count == 0 && !two->is_cut) text_lit(text, "both say the same\n");
}

/* ---- claims ---- */

/* `without f2`, `with rule r1`, `f3 changed` */
static void cause_print(const Edited *edit, Text *text) {
    text_add(text, !edit->text_b.length ? STR("without ") : !edit->text_a.length ? STR("with ") : STR("changed "));
    if (edit->label.length) {
        if (edit->kind != EDITED_FACT) text_printf(text, "%s ", edited_kind_name(edit->kind));
        text_add(text, edit->label);
    } else {
        short_print(edit->text_a.length ? edit->text_a : edit->text_b, text);
    }
}

static void because_print(const TwoVersions *two, const Changed *changed, Text *text) {
    if (two->is_later && (!changed->was.is_there || !changed->is.is_there)) {
        text_add(text, changed->is.is_there ? STR("it is new") : STR("it is gone"));
        return;
    }
    if (!changed->was.is_there || !changed->is.is_there) {
        text_add(text, changed->is.is_there ? STR("only in B") : STR("only in A"));
        return;
    }
    if (!changed->is_found) {
        text_lit(text, "not found: the edits could not be made one without the others");
        if (two->is_stopped || two->is_partial) text_empty(text), text_lit(text, "not looked for to the end");
        return;
    }
    for (uint32_t i = 0; i < changed->cause_count && i < CAUSES_SHOWN; i++) {
        if (i) text_lit(text, "; ");
        cause_print(&two->edits->items[changed->cause[i]], text);
    }
    if (changed->cause_count > CAUSES_SHOWN)
        text_printf(text, " and %u more", (unsigned)(changed->cause_count - CAUSES_SHOWN));
    if (!changed->is_minimal) text_lit(text, " (perhaps fewer)");
}

static void claims_print_two(const TwoVersions *two, Text *text) {
    static const char *const VERSIONS[] = {"claim", "in A", "in B", "because"};
    static const char *const TIMES[] = {"claim", "before", "now", "because"};
    const char *const *heads = two->is_later ? TIMES : VERSIONS;
    Grid grid;
    Text cell;
    grid_init(&grid, 4, true);
    text_init(&cell);
    for (uint32_t i = 0; i < grid.columns; i++) grid_add(&grid, str_of(heads[i]));
    for (uint32_t i = 0; i < two->changed_count; i++) {
        const Changed *changed = &two->changed[i];
        grid_add(&grid, changed->name);
        text_empty(&cell);
        stand_print(changed->was, changed->is, &cell);
        grid_add(&grid, text_str(&cell));
        text_empty(&cell);
        stand_print(changed->is, changed->was, &cell);
        grid_add(&grid, text_str(&cell));
        text_empty(&cell);
        because_print(two, changed, &cell);
        grid_add(&grid, text_str(&cell));
    }
    grid_print(&grid, "", text);
    text_clear(&cell);
    grid_clear(&grid);
}

/* A claim that one version lacks has none. */
static bool has_causes(const TwoVersions *two) {
    for (uint32_t i = 0; i < two->changed_count; i++)
        if (two->changed[i].is_found && two->changed[i].was.is_there && two->changed[i].is.is_there) return true;
    return false;
}

/* What the table does not tell of claims that are established in both. */
static void weighed_print(const TwoVersions *two, Text *text) {
    for (int side = 0; side < 2; side++) {
        const Strs *names = &two->weighed[side];
        if (names->count == 0) continue;
        text_printf(
            text,
            "policy-sensitive in %c alone, established only as what is contested speaks against nothing: ", "AB"[side]);
        for (uint32_t i = 0; i < names->count; i++) {
            if (i) text_lit(text, ", ");
            text_add(text, names->items[i]);
        }
        text_add_char(text, '\n');
    }
}

void versions_print(const TwoVersions *two, Text *text) {
    if (two->is_later) {
        if (two->changed_count) claims_print_two(two, text);
        return;
    }
    edits_print(two, text);
    text_add_char(text, '\n');
    if (two->changed_count)
        claims_print_two(two, text);
    else
        text_lit(text, "no claim changes\n");
    if (two->changed_count && two->same_count)
        text_printf(text, "%u more %s out as before\n", (unsigned)two->same_count,
                    two->same_count == 1 ? "claim comes" : "claims come");
    weighed_print(two, text);
    if (two->runs && has_causes(two))
        text_printf(text, "\nEach cause was found by running A with these edits alone (%u %s).\n", (unsigned)two->runs,
                    two->runs == 1 ? "run" : "runs");
    if (two->is_stopped) text_lit(text, "Stopped before all causes were found: a limit was reached.\n");
    if (two->is_partial) text_lit(text, "(partial: a run was stopped; what is missing may still hold)\n");
}

/* ---- JSON ---- */

static void stand_json(ClaimStand stand, Text *text) {
    if (!stand.is_there) {
        text_lit(text, "null");
        return;
    }
    text_add_char(text, '{');
    claim_stand_members(stand, text);
    text_add_char(text, '}');
}

static void place_json(const TwoVersions *two, const Edited *edit, bool is_a, Text *text) {
    Text place;
    text_init(&place);
    edit_place(two, edit, is_a, &place);
    string_or_null(text_str(&place), text);
    text_clear(&place);
}

static void edit_json(const TwoVersions *two, size_t i, Text *text) {
    const Edited *edit = &two->edits->items[i];
    text_printf(text, "%s{\"id\":%zu,\"change\":\"%s\",\"kind\":\"%s\",\"label\":", i ? ",\n" : "", i,
                !edit->text_b.length   ? "removed"
                : !edit->text_a.length ? "added"
                                       : "changed",
                edited_kind_name(edit->kind));
    string_or_null(edit->label, text);
    text_lit(text, ",\"a\":");
    string_or_null(edit->text_a, text);
    text_lit(text, ",\"b\":");
    string_or_null(edit->text_b, text);
    text_lit(text, ",\"place_a\":");
    place_json(two, edit, true, text);
    text_lit(text, ",\"place_b\":");
    place_json(two, edit, false, text);
    text_add_char(text, '}');
}

static void changed_json(const Changed *changed, bool is_first, Text *text) {
    text_add(text, is_first ? STR("{\"name\":") : STR(",\n{\"name\":"));
    text_add_json(text, changed->name);
    text_lit(text, ",\"a\":");
    stand_json(changed->was, text);
    text_lit(text, ",\"b\":");
    stand_json(changed->is, text);
    text_lit(text, ",\"because\":");
    if (!changed->is_found) {
        text_lit(text, "null}");
        return;
    }
    text_lit(text, "{\"edits\":[");
    for (uint32_t i = 0; i < changed->cause_count; i++) {
        if (i) text_add_char(text, ',');
        text_add_int(text, changed->cause[i]);
    }
    text_printf(text, "],\"minimal\":%s,\"smallest\":%s}}", changed->is_minimal ? "true" : "false",
                changed->is_smallest ? "true" : "false");
}

static void names_json(const char *name, Strs names, Text *text) {
    text_printf(text, "\"%s\":[", name);
    for (uint32_t i = 0; i < names.count; i++) {
        if (i) text_add_char(text, ',');
        text_add_json(text, names.items[i]);
    }
    text_add_char(text, ']');
}

void versions_json(const TwoVersions *two, Text *text) {
    text_lit(text, "{\"edits\":[");
    for (size_t i = 0; i < two->edits->count; i++) edit_json(two, i, text);
    text_lit(text, "],\n\"claims\":[");
    for (uint32_t i = 0; i < two->changed_count; i++) changed_json(&two->changed[i], i == 0, text);
    text_lit(text, "],\n\"policy_sensitive\":{");
    names_json("a", two->weighed[0], text);
    text_add_char(text, ',');
    names_json("b", two->weighed[1], text);
    text_printf(text, "},\n\"same\":%u,\"runs\":%u,\"stopped\":%s,\"partial\":%s}\n", (unsigned)two->same_count,
                (unsigned)two->runs, two->is_stopped ? "true" : "false", two->is_partial ? "true" : "false");
}

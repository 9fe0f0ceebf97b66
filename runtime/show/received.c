/* What became of new facts, in words and as JSON.
 *
 * Duplicates are harmless, so that only the first few are shown; of what contradicts or could not be taken, as many as
 * the report holds. */
#include "runtime/show/received.h"

enum { FEW = 5, LINE = 100 };

static const char *const FATES[] = {"duplicate", "contradicting", "rejected"};
static const char *const CLASHES[] = {NULL, "id", "contrary", "key"};

static uint32_t count_of(const FactReport *report, FactFate fate) {
    switch (fate) {
    case FACT_DUPLICATE: return report->duplicate;
    case FACT_CONTRADICTING: return report->contradicting;
    default: return report->rejected;
    }
}

/* Facts may bear whole sentences: what is beyond a line is left out. */
static void add_atom(Str atom, Text *text) {
    size_t length = 0;
    while (length < atom.length && length < LINE)
        length += str_char_size((Str){atom.text + length, atom.length - length});
    text_add(text, (Str){atom.text, length});
    if (length < atom.length) text_lit(text, "…");
}

static void add_named(Str id, Str atom, Text *text) {
    if (id.length) text_add(text, id), text_add_char(text, ' ');
    add_atom(atom, text);
}

static void add_place(const Sources *sources, Span span, Text *text) {
    if (span.source == NO_SOURCE) return;
    text_add(text, source_name(sources, span.source));
    text_printf(text, ":%u", (unsigned)source_place(sources, span.source, span.begin).line);
}

static void add_other(const FactNote *note, const Sources *sources, Text *text) {
    add_named(note->other_id, note->other, text);
    if (note->other_span.source == NO_SOURCE) return;
    text_lit(text, ", ");
    add_place(sources, note->other_span, text);
}

static void print_duplicate(const FactNote *note, const Sources *sources, Text *text) {
    bool is_same_id = note->id.length && str_equal(note->id, note->other_id);
    if (note->id.length)
        text_add(text, note->id);
    else
        add_atom(note->atom, text);
    text_lit(text, " is known");
    if (!is_same_id && note->other_id.length) text_lit(text, " as "), text_add(text, note->other_id);
    if (note->other_span.source == NO_SOURCE) return;
    text_lit(text, ", ");
    add_place(sources, note->other_span, text);
}

static void print_contradiction(const FactNote *note, const Sources *sources, Text *text) {
    static const char *const WORDS[] = {"", " is not taken, the id names ", " contradicts ", " agrees on a key with "};
    add_named(note->id, note->atom, text);
    text_add(text, str_of(WORDS[note->clash]));
    add_other(note, sources, text);
}

static void print_note(const FactNote *note, const Sources *sources, Text *text) {
    text_printf(text, "    line %u: ", (unsigned)note->line);
    switch (note->fate) {
    case FACT_DUPLICATE: print_duplicate(note, sources, text); break;
    case FACT_CONTRADICTING: print_contradiction(note, sources, text); break;
    default: text_add(text, note->reason); break;
    }
    text_add_char(text, '\n');
}

/* A table of one relation takes its name from its file: another one does not say whose columns they are. */
static void print_written(const FactReport *report, Text *text) {
    text_printf(text, "written to %.*s", STR_FMT(report->written_to));
    if (report->relation.length)
        text_printf(text, "; mended, it is read with --facts %.*s=%.*s", STR_FMT(report->relation),
                    STR_FMT(report->written_to));
}

static void print_notes(const FactReport *report, FactFate fate, const Sources *sources, Text *text) {
    const uint32_t all = count_of(report, fate);
    uint32_t shown = 0, most = fate == FACT_DUPLICATE ? FEW : FACTS_LISTED;
    if (all == 0) return;
    text_printf(text, "  %s", FATES[fate]);
    if (fate == FACT_REJECTED && report->written_to.length) text_lit(text, ", "), print_written(report, text);
    text_add_char(text, '\n');
    for (size_t i = 0; i < report->notes.count && shown < most; i++)
        if (report->notes.items[i].fate == fate) print_note(&report->notes.items[i], sources, text), shown++;
    if (all > shown) text_printf(text, "    and %u more\n", (unsigned)(all - shown));
}

void received_print(const FactReport *report, const Sources *sources, Text *text) {
    text_add(text, report->name);
    text_printf(text, ": %u row%s read, %u new, %u duplicate, %u contradicting, %u rejected\n", (unsigned)report->read,
                report->read == 1 ? "" : "s", (unsigned)report->fresh, (unsigned)report->duplicate,
                (unsigned)report->contradicting, (unsigned)report->rejected);
    for (int fate = 0; fate < FACT_FATES; fate++) print_notes(report, (FactFate)fate, sources, text);
    if (report->rejected == 0 && report->written_to.length) {
        text_lit(text, "  rows that were not taken are ");
        print_written(report, text);
        text_add_char(text, '\n');
    }
}

/* ---- JSON ---- */

static void add_member(const char *name, Str value, Text *text) {
    text_printf(text, ",\"%s\":", name);
    if (value.length)
        text_add_json(text, value);
    else
        text_lit(text, "null");
}

static void note_json(const FactNote *note, const Sources *sources, Text *text) {
    text_printf(text, "{\"line\":%u,\"fate\":\"%s\"", (unsigned)note->line, FATES[note->fate]);
    add_member("clash", str_of(CLASHES[note->clash]), text);
    add_member("id", note->id, text);
    add_member("atom", note->atom, text);
    text_lit(text, ",\"other\":");
    if (note->other.length) {
        bool has_place = note->other_span.source != NO_SOURCE;
        text_lit(text, "{\"atom\":");
        text_add_json(text, note->other);
        add_member("id", note->other_id, text);
        add_member("file", has_place ? source_name(sources, note->other_span.source) : STR(""), text);
        if (has_place)
            text_printf(text, ",\"line\":%u",
                        (unsigned)source_place(sources, note->other_span.source, note->other_span.begin).line);
        text_add_char(text, '}');
    } else {
        text_lit(text, "null");
    }
    add_member("reason", note->reason, text);
    text_add_char(text, '}');
}

void received_json(const FactReport *report, const Sources *sources, Text *text) {
    text_lit(text, "{\"file\":");
    text_add_json(text, report->name);
    text_printf(text, ",\"read\":%u,\"new\":%u,\"duplicate\":%u,\"contradicting\":%u,\"rejected\":%u",
                (unsigned)report->read, (unsigned)report->fresh, (unsigned)report->duplicate,
                (unsigned)report->contradicting, (unsigned)report->rejected);
    add_member("rejected_file", report->written_to, text);
    text_lit(text, ",\"rows\":[");
    for (size_t i = 0; i < report->notes.count; i++) {
        if (i) text_lit(text, ",\n");
        note_json(&report->notes.items[i], sources, text);
    }
    text_lit(text, "]}");
}

/* An open fact is told by the atom that would state it, with its sign, and by its sentence where it has one. */
#include "runtime/show/need.h"

#include "runtime/show/json_internal.h"
#include "runtime/show/standing.h"

enum { FACTS_SHOWN = 10 };

static const char *plural(size_t count) { return count == 1 ? "" : "s"; }

/* `-able(russia, 2016)` */
static void literal_tell(const Settling *s, const OpenFact *fact, Settled settled, Text *text) {
    const Program *program = s->inquiry->base->program;
    RelId relation = settled == FACT_FAILS ? program->relations.items[fact->relation].contrary : fact->relation;
    atom_print(program, relation, fact->row, text);
}

static void fact_tell(const Settling *s, const OpenFact *fact, Settled settled, Text *text) {
    const Program *program = s->inquiry->base->program;
    literal_tell(s, fact, settled, text);
    if (program->relations.items[fact->relation].sentence.length == 0) return;
    text_lit(text, "  ");
    if (settled == FACT_FAILS) text_lit(text, "it is not so that ");
    sentence_print(program, fact->relation, fact->row, text);
}

/* ---- need ---- */

static void set_tell(const Settling *s, const Need *need, Text *text) {
    bool is_first = true;
    for (size_t i = 0; i < s->facts.count; i++) {
        if (need->settled[i] == FACT_UNKNOWN) continue;
        text_add(text, is_first ? STR("  - ") : STR("    and "));
        fact_tell(s, &s->facts.items[i], (Settled)need->settled[i], text);
        text_add_char(text, '\n');
        is_first = false;
    }
}

static void side_tell(const Settling *s, const NeedSide *side, const char *word, Text *text) {
    if (side->is_impossible && side->needs.count == 0)
        text_printf(text, "Nothing that is open could make it %s.\n", word);
    if (side->is_stopped)
        text_printf(text, "What would make it %s was not looked for to the end: %u way%s tried, each in a world.\n",
                    word, (unsigned)side->worlds, side->worlds == 1 ? " was" : "s were");
    if (side->needs.count == 0) return;
    text_printf(text, "It would be %s by %s:\n", word, side->needs.count > 1 ? "any one of these" : "this");
    for (size_t i = 0; i < side->needs.count; i++) set_tell(s, &side->needs.items[i], text);
    if (side->is_capped) text_printf(text, "Stopped after %zu; --most N looks for more.\n", side->needs.count);
}

static bool is_open_ended(const NeedSide *side) {
    return !side->is_capped && !side->is_impossible && !side->is_so && !side->is_stopped;
}

/* What was not tried, where something was not. */
static void need_end_tell(const Settling *s, const NeedSets *sets, uint32_t size, Text *text) {
    if (sets->unverified)
        text_printf(text, "%u of the answers failed in a world of their own, which is a bug; they are not shown.\n",
                    (unsigned)sets->unverified);
    if (!is_open_ended(&sets->establish) && !is_open_ended(&sets->refute)) return;
    size_t count = s->facts.count;
    bool has_any = sets->establish.needs.count + sets->refute.needs.count > 0;
    if (sets->is_stopped)
        text_printf(text, "Stopped after %llu trials: all", (unsigned long long)s->trials);
    else
        text_printf(text, "%s",
                    has_any                   ? "All"
                    : sets->refute.is_stopped ? "No way was found to establish it: all"
                                              : "No way was found to settle it: all");
    bool is_all = !sets->is_stopped && sets->size >= count;
    text_lit(text, " ways to settle");
    if (!is_all) text_printf(text, " up to %u at once of", (unsigned)(sets->is_stopped ? sets->size : size));
    text_printf(text, " the %zu open fact%s it may hang on were tried%s.\n", count, plural(count),
                is_all ? "" : "; larger sets were not");
}

void need_print(const Settling *s, const NeedSets *sets, uint32_t size, bool is_dialogue, Text *text) {
    if (s->facts.count == 0) {
        text_printf(text, "It hangs on no open fact: none would settle it; '%swhynot' shows what else would.\n",
                    is_dialogue ? ":" : "hence ");
        return;
    }
    side_tell(s, &sets->establish, "established", text);
    side_tell(s, &sets->refute, "refuted", text);
    need_end_tell(s, sets, size, text);
}

/* ---- stable ---- */

static void standing_tell(Turnout standing, Text *text) { stands_print(standing.status, standing.reason, text); }

static bool is_same(Turnout a, Turnout b) { return a.status == b.status && a.reason == b.reason; }

/* `  - able(russia, 2016), if exit(2016): established if so, refuted if not` */
static void influence_tell(const Settling *s, const Influence *influence, size_t i, Text *text) {
    text_lit(text, "  - ");
    fact_tell(s, &s->facts.items[i], FACT_HOLDS, text);
    bool is_first = true;
    for (size_t k = 0; influence->other_count && k < s->facts.count; k++) {
        if (influence->others[k] == FACT_UNKNOWN) continue;
        text_add(text, is_first ? STR("\n    with ") : STR(" and "));
        literal_tell(s, &s->facts.items[k], (Settled)influence->others[k], text);
        is_first = false;
    }
    text_lit(text, "\n    if so ");
    standing_tell(influence->holds, text);
    text_lit(text, ", if not ");
    standing_tell(influence->fails, text);
    if (influence->other_count || !is_same(influence->open, (Turnout){s->status, s->reason})) {
        text_lit(text, ", not known ");
        standing_tell(influence->open, text);
    }
    text_add_char(text, '\n');
}

static size_t count_of(const Settling *s, const Stability *stability, Can can) {
    size_t count = 0;
    for (size_t i = 0; i < s->facts.count; i++) count += stability->items[i].can == can;
    return count;
}

static void list_tell(const Settling *s, const Stability *stability, Can can, Text *text) {
    size_t count = count_of(s, stability, can), shown = 0;
    for (size_t i = 0; i < s->facts.count && shown < FACTS_SHOWN; i++) {
        if (stability->items[i].can != can) continue;
        text_lit(text, "  - ");
        fact_tell(s, &s->facts.items[i], FACT_HOLDS, text);
        text_add_char(text, '\n');
        shown++;
    }
    if (count > shown) text_printf(text, "  and %zu more\n", count - shown);
}

static void rest_tell(const Settling *s, const Stability *stability, uint32_t size, Text *text) {
    if (!s->tells_refuted && s->facts.count + s->idle.count > 0)
        text_lit(text, "It has variables: not every way to refute it was looked at.\n");
    size_t cannot = count_of(s, stability, CANNOT), unfound = count_of(s, stability, NOT_FOUND),
           untried = count_of(s, stability, NOT_TRIED);
    bool is_told = stability->is_fixed && out_of(s->status) != OUT_NEITHER;
    if (cannot && !is_told) {
        text_printf(text, "%zu open fact%s cannot settle or unsettle it, however the others turn out:\n", cannot,
                    plural(cannot));
        list_tell(s, stability, CANNOT, text);
    }
    if (unfound) {
        text_printf(text, "Of %zu open fact%s no way was found, with up to %u settled at once; more %s not tried:\n",
                    unfound, plural(unfound), (unsigned)(stability->size < size ? stability->size : size),
                    stability->size < size ? "were" : "at once were");
        list_tell(s, stability, NOT_FOUND, text);
    }
    if (untried) {
        text_printf(text, "Stopped after %llu worlds; %zu open fact%s not tried:\n",
                    (unsigned long long)s->inquiry->worlds, untried, untried == 1 ? " was" : "s were");
        list_tell(s, stability, NOT_TRIED, text);
    }
    if (s->idle.count)
        text_printf(text, "%zu %sopen fact%s make%s no difference to what it follows from.\n", s->idle.count,
                    s->facts.count ? "other " : "", plural(s->idle.count), s->idle.count == 1 ? "s" : "");
    if (stability->unverified)
        text_printf(text, "%u of the answers failed in a world of their own, which is a bug; they are not shown.\n",
                    (unsigned)stability->unverified);
}

void stable_print(const Settling *s, const Stability *stability, uint32_t size, bool is_dialogue, Text *text) {
    size_t changes = count_of(s, stability, CAN_CHANGE);
    if (s->facts.count == 0) {
        text_printf(text, "It hangs on no open fact: none can change it; '%s%s.\n", is_dialogue ? ":" : "hence ",
                    out_of(s->status) == OUT_ESTABLISHED ? "rests' shows what it rests on"
                                                         : "whynot' shows what else would");
    } else if (stability->is_fixed) {
        static const char *const WORDS[] = {[OUT_ESTABLISHED] = "established",
                                            [OUT_REFUTED] = "refuted",
                                            [OUT_NEITHER] = "neither established nor refuted"};
        text_lit(text, "Whatever the ");
        if (s->facts.count > 1) text_printf(text, "%zu open facts it may hang on turn", s->facts.count);
        if (s->facts.count == 1) text_lit(text, "one open fact it may hang on turns");
        text_printf(text, " out to be, it stays %s.\n", WORDS[out_of(s->status)]);
    }
    if (changes) {
        text_printf(text, "%zu open fact%s can change it:\n", changes, plural(changes));
        for (size_t i = 0; i < s->facts.count; i++)
            if (stability->items[i].can == CAN_CHANGE) influence_tell(s, &stability->items[i], i, text);
    }
    rest_tell(s, stability, size, text);
}

/* ---- JSON ---- */

static void fact_json(const Settling *s, const OpenFact *fact, Settled settled, Text *text) {
    Text words;
    text_init(&words);
    literal_tell(s, fact, settled, &words);
    text_add_json(text, text_str(&words));
    text_clear(&words);
}

static void settled_json(const Settling *s, const uint8_t *settled, Text *text) {
    bool is_first = true;
    text_add_char(text, '[');
    for (size_t i = 0; settled && i < s->facts.count; i++) {
        if (settled[i] == FACT_UNKNOWN) continue;
        if (!is_first) text_add_char(text, ',');
        fact_json(s, &s->facts.items[i], (Settled)settled[i], text);
        is_first = false;
    }
    text_add_char(text, ']');
}

static void side_json(const Settling *s, const NeedSide *side, const char *name, Text *text) {
    text_printf(text, ",\n\"%s\":{\"sets\":[", name);
    for (size_t i = 0; i < side->needs.count; i++) {
        if (i) text_add_char(text, ',');
        settled_json(s, side->needs.items[i].settled, text);
    }
    text_printf(text, "],\"impossible\":%s,\"stopped\":%s}", side->is_impossible ? "true" : "false",
                side->is_capped    ? "\"most\""
                : side->is_stopped ? "\"trials\""
                                   : "null");
}

static void facts_json(const Settling *s, const char *name, const OpenFact *facts, size_t count, Text *text) {
    text_printf(text, ",\n\"%s\":[", name);
    for (size_t i = 0; i < count; i++) {
        if (i) text_add_char(text, ',');
        fact_json(s, &facts[i], FACT_HOLDS, text);
    }
    text_add_char(text, ']');
}

void need_members(const Settling *s, const NeedSets *sets, Text *text) {
    side_json(s, &sets->establish, "establish", text);
    side_json(s, &sets->refute, "refute", text);
    facts_json(s, "open", s->facts.items, s->facts.count, text);
    text_printf(text, ",\n\"size\":%u,\"stopped\":%s", (unsigned)sets->size, sets->is_stopped ? "true" : "false");
}

static void standing_json(const char *name, Turnout standing, Text *text) {
    text_printf(text, ",\"%s\":{\"status\":\"%s\",\"reason\":", name, status_name(standing.status));
    string_or_null(reason_name(standing.reason) ? str_of(reason_name(standing.reason)) : STR(""), text);
    text_add_char(text, '}');
}

void stable_members(const Settling *s, const Stability *stability, bool is_stopped, Text *text) {
    static const char *const NAMES[] = {
        [CAN_CHANGE] = "yes", [CANNOT] = "no", [NOT_FOUND] = "not found", [NOT_TRIED] = "not tried"};
    text_printf(text, ",\n\"fixed\":%s,\"size\":%u,\"stopped\":%s", stability->is_fixed ? "true" : "false",
                (unsigned)stability->size, is_stopped ? "true" : "false");
    text_lit(text, ",\n\"open\":[");
    for (size_t i = 0; i < s->facts.count; i++) {
        const Influence *influence = &stability->items[i];
        text_add(text, i ? STR(",\n{\"atom\":") : STR("\n{\"atom\":"));
        fact_json(s, &s->facts.items[i], FACT_HOLDS, text);
        text_printf(text, ",\"changes\":\"%s\",\"with\":", NAMES[influence->can]);
        settled_json(s, influence->can == CAN_CHANGE ? influence->others : NULL, text);
        if (influence->can == CAN_CHANGE) {
            standing_json("holds", influence->holds, text);
            standing_json("fails", influence->fails, text);
            standing_json("unknown", influence->open, text);
        }
        text_add_char(text, '}');
    }
    text_add_char(text, ']');
    facts_json(s, "idle", s->idle.items, s->idle.count, text);
}

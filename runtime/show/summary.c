/* In words. */
#include "runtime/show/summary.h"

#include "runtime/judge/keeping.h"
#include "runtime/judge/other_ways.h"
#include "runtime/show/absent.h"
#include "runtime/show/cited.h"
#include "runtime/show/prose.h"
#include "runtime/show/quarrel.h"
#include "runtime/show/tipped.h"

#define ATTACKS_NAMED 2
#define MANY_FACTS 10   /* a proof is the lowest, and another one may well need fewer facts */
#define LINE_LENGTH 127 /* bytes of what stands in one line */

/* is_one_way: it is said already that there may be other proofs; else of many facts that not all need be needed. */
static void facts_print(const Program *program, const Grounds *grounds, bool is_one_way, Text *text) {
    if (grounds->strength != STRENGTH_CERTAIN) text_printf(text, "held as %s, ", strength_name(grounds->strength));
    bool is_bare = grounds->facts.count == 0 && grounds->rules.count == 0;
    bool is_many = grounds->facts.count >= MANY_FACTS && !is_one_way;
    text_add(text, is_many ? STR("by one proof, which uses ") : STR("on "));
    if (grounds->left_out) text_lit(text, "at least ");
    attested_print(program, &grounds->facts, is_bare ? "fact of its own" : "fact", "facts", text);
}

void summary_facts_print(const Proof *proof, Text *text) {
    Arena arena;
    arena_init(&arena);
    Grounds grounds = grounds_of(proof, &arena);
    if (grounds.facts.count) facts_print(proof->store->program, &grounds, false, text);
    arena_clear(&arena);
}

static bool has_source(const Attested *of, Symbol key) {
    for (uint32_t i = 0; i < of->source_count; i++)
        if (of->sources[i] == key) return true;
    return false;
}

static uint32_t sources_in_all(const Grounds *grounds, const Keeping *keeping) {
    const Attested *facts = &grounds->facts, *rules = &grounds->rules, *kept = &keeping->facts;
    uint32_t count = facts->source_count;
    for (uint32_t i = 0; i < rules->source_count; i++) count += !has_source(facts, rules->sources[i]);
    for (uint32_t i = 0; i < kept->source_count; i++)
        count += !has_source(facts, kept->sources[i]) && !has_source(rules, kept->sources[i]);
    return count;
}

/* With how many sources that makes, where facts and rules have some each: they may be one. */
static void rules_print(const Program *program, const Grounds *grounds, const Keeping *keeping, Text *text) {
    if (grounds->rules.count == 0) return;
    attested_print(program, &grounds->rules, "rule", "rules", text);
    bool is_more = grounds->left_out || keeping->is_doubtful || keeping->is_cut;
    if (grounds->facts.source_count == 0 || grounds->rules.source_count == 0 || is_more) return;
    uint32_t count = sources_in_all(grounds, keeping);
    text_lit(text, ", ");
    if (count == 1)
        text_lit(text, "one source in all");
    else
        text_printf(text, "%u sources in all", (unsigned)count);
}

/* `p3(a, c), by rule r0, but that rests on -p2(c), which what is given contradicts`. */
static void contradicted_print(const Proof *proof, const Attacks *attacks, const Sources *sources, Text *text) {
    const Step *other = attacks->other;
    const Rule *rule = step_rule(proof, other);
    step_print_sentence(proof, other, sources, text);
    if (rule && rule->kind != RULE_MADE) {
        text_lit(text, " (");
        rule_name_print(proof->store->program, other->rule, sources, text);
        if (rule->gloss.length) text_printf(text, ": %.*s", STR_FMT(rule->gloss));
        cites_print(proof->store->program, rule->cites, text);
        text_add_char(text, ')');
    }
    text_lit(text, ", but that side contradicts itself: it rests on ");
    step_print_sentence(proof, attacks->contradicted, sources, text);
    text_lit(text, ", of which the contrary is given too");
}

/* What would, if it were not held off; rows that are argued for in vain are told by what speaks against it,
 * if something does. */
static void held_off_print(const Store *store, const Keeping *keeping, const char *it, const Sources *sources,
                           bool is_first, Text *text) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < keeping->held_count; i++) {
        if (!is_first && keeping->held[i].holding != HELD_EXCEPTED) continue;
        if (count++ >= ATTACKS_NAMED) continue;
        if (!is_first || count > 1) text_lit(text, "; ");
        held_print(store, &keeping->held[i], it, sources, text);
    }
    if (count > ATTACKS_NAMED)
        text_printf(text, "; and %u more that %s held off", (unsigned)(count - ATTACKS_NAMED),
                    count == ATTACKS_NAMED + 1 ? "is" : "are");
}

/* False with nothing where there is nothing to tell. */
static bool attacks_print(const Proof *proof, const Attacks *attacks, const Keeping *keeping, Proven proven,
                          const Sources *sources, Text *text) {
    const Store *store = proof->store;
    const char *it = proven_name(proven);
    size_t count = attacks->items.count, begin = text->length;
    for (size_t i = 0; i < count && i < ATTACKS_NAMED; i++) {
        if (i)
            text_lit(text, "; ");
        else
            text_printf(text, "against %s: ", it);
        lost_told_print(store, &attacks->items.items[i].argument, proven != PROVEN_CONTRARY, sources, text);
    }
    if (count > ATTACKS_NAMED) text_printf(text, "; and %zu more below", count - ATTACKS_NAMED);
    if (attacks->contradicted) {
        if (text->length > begin)
            text_lit(text, "; ");
        else
            text_printf(text, "against %s: ", it);
        contradicted_print(proof, attacks, sources, text);
    }
    bool is_told = false;
    for (uint32_t i = 0; i < keeping->held_count && i < ATTACKS_NAMED; i++)
        is_told = is_told || keeping->held[i].holding == HELD_CONTESTED;
    if (attacks->is_doubtful && !is_told) {
        if (text->length > begin) text_lit(text, "; ");
        text_lit(text, "something that it denies is contested");
    }
    if (attacks->is_cut) {
        if (text->length > begin) text_lit(text, "; ");
        text_printf(text, "only the first %d steps were looked at for what speaks against them", ATTACK_STEPS);
    }
    held_off_print(store, keeping, it, sources, text->length == begin, text);
    return text->length > begin;
}

bool against_print(const Proof *proof, Proven proven, const Sources *sources, Text *text) {
    Attacks attacks;
    Arena arena;
    arena_init(&arena);
    attacks_find(proof, &attacks);
    Keeping keeping = keeping_of(proof, &arena);
    bool is_opposed = attacks_print(proof, &attacks, &keeping, proven, sources, text);
    attacks_clear(&attacks);
    arena_clear(&arena);
    return is_opposed;
}

static void line_tell(const TreeStyle *style, const char *lead, const Text *words, Text *out) {
    if (words->length == 0) return;
    Text line;
    text_init(&line);
    text_printf(&line, "%s%s%.*s", style->form == TREE_TEXT ? "  " : "", lead, STR_FMT(text_str(words)));
    paragraph_tell(style, text_str(&line), out);
    text_clear(&line);
}

/* What is said once of facts and rules in one line is not said twice. */
static void facts_and_rules_print(const Text *facts, const Text *rules, Text *text) {
    static const char NONE[] = " without a source";
    size_t length = sizeof NONE - 1;
    text_add(text, text_str(facts));
    if (rules->length == 0) return;
    bool is_same = facts->length > length && rules->length > length &&
                   memcmp(facts->bytes + facts->length - length, NONE, length) == 0 &&
                   memcmp(rules->bytes + rules->length - length, NONE, length) == 0;
    if (is_same) text_cut(text, text->length - length);
    text_printf(text, " and %.*s", STR_FMT(text_str(rules)));
    if (is_same) text_cut(text, text->length - length);
    if (is_same) text_printf(text, ",%s", NONE);
}

static const char *const UNSEARCHED[] = {
    [SEARCHED_NOT] = "whether other facts matter was not searched: hence rests tells",
    [SEARCHED_ALL] = "",
    [SEARCHED_TRIALS] =
        "whether other facts matter is not known: the search for them came to its bound; that of hence rests "
        "goes further",
    [SEARCHED_STOPPED] = "whether other facts matter is not known: a limit of the command ended the search",
    [SEARCHED_HELD] =
        "of facts that are counted together, or may contradict each other, it was not searched whether they "
        "matter: hence rests tells",
};

/* `and on 1 more fact [The laboratory, 2010], which holds off what would stand in the way`:
 * it builds on none of them, and needs them all the same. */
static void keeping_print(const Program *program, const Keeping *keeping, Text *text) {
    if (keeping->facts.count) {
        text_add(text, keeping->is_cut ? STR("and on at least ") : STR("and on "));
        attested_print(program, &keeping->facts, "more fact", "more facts", text);
        text_add(text, keeping->facts.count == 1 ? STR(", which holds off what would stand in the way")
                                                 : STR(", which hold off what would stand in the way"));
    }
    if (keeping->possible.count) {
        if (text->length) text_lit(text, "; ");
        attested_print(program, &keeping->possible, "more fact", "more facts", text);
        text_add(text,
                 keeping->possible.count == 1 ? STR(" speaks for what is denied") : STR(" speak for what is denied"));
    }
    if (!keeping->is_doubtful && !keeping->is_cut && keeping->searched != SEARCHED_HELD) return;
    if (text->length) text_lit(text, "; ");
    text_add(text, str_of(UNSEARCHED[keeping->searched]));
}

/* In one line if it is short, what speaks against it in one of its own if not.  is_told: a fact is told by its
 * sentence, which takes a line. */
static void parts_tell(const Text *facts, const Text *rules, const Text *keeping, const Text *against, bool is_told,
                       const TreeStyle *style, Text *out) {
    Text all;
    text_init(&all);
    if (is_told) {
        line_tell(style, "", facts, out);
        text_printf(&all, "and %.*s", STR_FMT(text_str(rules)));
    } else {
        facts_and_rules_print(facts, rules, &all);
    }
    size_t both = all.length;
    if (keeping->length) text_printf(&all, "; %.*s", STR_FMT(text_str(keeping)));
    text_printf(&all, "; %.*s", STR_FMT(text_str(against)));
    bool is_split = both > LINE_LENGTH && !is_told;
    if (all.length > LINE_LENGTH) text_cut(&all, both);
    bool is_whole = all.length > both;
    if (is_split) line_tell(style, "", facts, out);
    if (is_split) line_tell(style, "and ", rules, out);
    if (!is_split) line_tell(style, "", &all, out);
    if (!is_whole) line_tell(style, "", keeping, out);
    if (!is_whole) line_tell(style, "", against, out);
    text_clear(&all);
}

/* What is told is one proof; others may rest on other facts.  False if nothing is said of them. */
static bool ways_print(const Proof *proof, Text *text) {
    OtherWays ways = proof_other_ways(proof);
    if (ways == OTHER_SOME) text_lit(text, "one of several ways to show it: ");
    if (ways == OTHER_UNKNOWN) text_lit(text, "perhaps one of several ways to show it: ");
    return ways != OTHER_NONE;
}

/* What it stands on that is no fact, and what would tip it. */
static void absences_tell(const Proof *proof, const Absences *absences, const Tipping *tipping, Proven proven,
                          const Sources *sources, const TreeStyle *style, Text *out) {
    Text line;
    text_init(&line);
    absences_line_print(proof->store, absences, proven_name(proven), sources, &line);
    line_tell(style, "", &line, out);
    if (tipping) tipping_tell(proof->store, tipping, proven, sources, style, out);
    text_clear(&line);
}

static bool is_kept(const Keeping *keeping) { return keeping->facts.count || keeping->held_count; }

void summary_tell(const Proof *proof, const Grounds *grounds, Proven proven, const Sources *sources,
                  const TreeStyle *style, Text *text) {
    const Program *program = proof->store->program;
    bool is_answer = program->relations.items[proof->steps.items[0].relation].helper == HELPER_ANSWER;
    if (proof->steps.count < 2 && !is_answer) return;
    Arena arena;
    Attacks attacks;
    Text facts, rules, kept, against;
    arena_init(&arena);
    text_init(&facts);
    text_init(&rules);
    text_init(&kept);
    text_init(&against);
    attacks_find(proof, &attacks);
    Keeping keeping = keeping_of(proof, &arena);
    if (style->run) keeping_search(proof, style->run, &arena, &keeping);
    Grounds own = grounds ? *grounds : grounds_of(proof, &arena);
    Absences absences = absences_of(proof, &arena);
    Tipping tipping = {.is_searched = false};
    bool may_need_more = /* than it builds on */
        own.rules.count || own.facts.reported || attacks.items.count || absences.count || is_kept(&keeping);
    if (style->run && may_need_more) tipping = tipping_of(proof, style->run, style->tips, &absences, &arena);
    keeping_add(proof, tipping.needed, tipping.needed_count, &arena, &keeping);
    bool is_one_way = style->tells_change && own.facts.count && ways_print(proof, &facts);
    facts_print(program, &own, is_one_way, &facts);
    bool is_told = proven == PROVEN_CONTRARY && own.rules.count && deciding_print(proof, &own, sources, &facts);
    rules_print(program, &own, &keeping, &rules);
    keeping_print(program, &keeping, &kept);
    if (!attacks_print(proof, &attacks, &keeping, proven, sources, &against))
        text_printf(&against, "nothing speaks against %s", proven_name(proven));
    if (own.rules.count || attacks.items.count || attacks.is_doubtful || attacks.is_cut || attacks.contradicted ||
        is_kept(&keeping))
        parts_tell(&facts, &rules, &kept, &against, is_told, style, text);
    bool is_refutation = proven == PROVEN_CONTRARY; /* of a key, say: what it denies is one of its facts */
    bool is_argued = own.rules.count || (!is_refutation && (attacks.items.count || is_kept(&keeping)));
    bool has_tips = style->run && style->tips && (is_argued || absences.count);
    absences_tell(proof, &absences, has_tips ? &tipping : NULL, proven, sources, style, text);
    attacks_clear(&attacks);
    text_clear(&facts);
    text_clear(&rules);
    text_clear(&kept);
    text_clear(&against);
    arena_clear(&arena);
}

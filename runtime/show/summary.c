/* In words. */
#include "runtime/show/summary.h"

#include "runtime/judge/claims.h"
#include "runtime/show/cited.h"
#include "runtime/show/prose.h"
#include "runtime/show/quarrel.h"
#include "runtime/show/words.h"

#define SOURCES_NAMED 4
#define ATTACKS_NAMED 2
#define LINE_LENGTH 120 /* bytes of what stands in one line */

/* ` [Aitiev 2015; Young 1989] and 2 more sources`. */
static void keys_print(const Program *program, const Symbol *keys, uint32_t count, Text *text) {
    Cite cites[SOURCES_NAMED];
    uint32_t named = count < SOURCES_NAMED ? count : SOURCES_NAMED;
    for (uint32_t i = 0; i < named; i++) cites[i] = (Cite){.key = keys[i], .locator = STR(""), .span = NO_SPAN};
    cites_print(program, (Cites){cites, named}, text);
    if (count > named) text_printf(text, " (and %u more)", (unsigned)(count - named));
}

static void facts_print(const Program *program, const Grounds *grounds, Text *text) {
    if (grounds->strength != STRENGTH_CERTAIN) text_printf(text, "%s, ", strength_name(grounds->strength));
    text_add(text, grounds->left_out ? STR("on at least ") : STR("on "));
    count_print(grounds->fact_count, "fact", "facts", text);
    keys_print(program, grounds->fact_sources, grounds->fact_source_count, text);
}

void summary_facts_print(const Proof *proof, Text *text) {
    Arena arena;
    arena_init(&arena);
    Grounds grounds = grounds_of(proof, &arena);
    if (grounds.fact_count) facts_print(proof->store->program, &grounds, text);
    arena_clear(&arena);
}

static void rules_print(const Program *program, const Grounds *grounds, Text *text) {
    if (grounds->rule_count == 0) return;
    count_print(grounds->rule_count, "rule", "rules", text);
    keys_print(program, grounds->rule_sources, grounds->rule_source_count, text);
}

/* `p3(a, c), by rule r0, but that rests on -p2(c), which what is given contradicts`. */
static void contradicted_print(const Proof *proof, const Attacks *attacks, const Sources *sources, Text *text) {
    const Step *other = attacks->other;
    const Rule *rule = step_rule(proof, other);
    step_print_sentence(proof, other, text);
    if (rule && rule->kind != RULE_MADE) {
        text_lit(text, " (");
        rule_name_print(proof->store->program, other->rule, sources, text);
        if (rule->gloss.length) text_printf(text, ": %.*s", STR_FMT(rule->gloss));
        cites_print(proof->store->program, rule->cites, text);
        text_add_char(text, ')');
    }
    text_lit(text, ", but that side contradicts itself: it rests on ");
    step_print_sentence(proof, attacks->contradicted, text);
    text_lit(text, ", of which the contrary is given too");
}

static void attacks_print(const Proof *proof, const Attacks *attacks, const char *it, const Sources *sources,
                          Text *text) {
    const Store *store = proof->store;
    size_t count = attacks->items.count, begin = text->length;
    for (size_t i = 0; i < count && i < ATTACKS_NAMED; i++) {
        if (i)
            text_lit(text, "; ");
        else
            text_printf(text, "against %s: ", it);
        lost_brief_print(store, &attacks->items.items[i].argument, sources, text);
    }
    if (count > ATTACKS_NAMED) text_printf(text, "; and %zu more below", count - ATTACKS_NAMED);
    if (attacks->contradicted) {
        if (text->length > begin)
            text_lit(text, "; ");
        else
            text_printf(text, "against %s: ", it);
        contradicted_print(proof, attacks, sources, text);
    }
    if (attacks->is_doubtful) {
        if (text->length > begin) text_lit(text, "; ");
        text_lit(text, "something that it denies is contested");
    }
    if (attacks->is_cut) {
        if (text->length > begin) text_lit(text, "; ");
        text_printf(text, "only the first %d steps were looked at for what speaks against them", ATTACK_STEPS);
    }
    if (text->length == begin) text_printf(text, "nothing speaks against %s", it);
}

static void line_tell(const TreeStyle *style, const char *lead, const Text *words, Text *out) {
    if (words->length == 0) return;
    Text line;
    text_init(&line);
    text_printf(&line, "%s%s%.*s", style->form == TREE_TEXT ? "  " : "", lead, STR_FMT(text_str(words)));
    paragraph_tell(style, text_str(&line), out);
    text_clear(&line);
}

/* In one line if it is short. */
static void parts_tell(const Text *facts, const Text *rules, const Text *against, const TreeStyle *style, Text *out) {
    if (facts->length + rules->length + against->length > LINE_LENGTH) {
        line_tell(style, "", facts, out);
        line_tell(style, "and ", rules, out);
        line_tell(style, "", against, out);
        return;
    }
    Text all;
    text_init(&all);
    text_add(&all, text_str(facts));
    if (rules->length) text_printf(&all, " and %.*s", STR_FMT(text_str(rules)));
    text_printf(&all, "; %.*s", STR_FMT(text_str(against)));
    line_tell(style, "", &all, out);
    text_clear(&all);
}

void summary_tell(const Proof *proof, const Grounds *grounds, const char *it, const Sources *sources,
                  const TreeStyle *style, Text *text) {
    const Program *program = proof->store->program;
    if (proof->steps.count < 2) return;
    Arena arena;
    Attacks attacks;
    Text facts, rules, against;
    arena_init(&arena);
    text_init(&facts);
    text_init(&rules);
    text_init(&against);
    attacks_find(proof, &attacks);
    Grounds own = grounds ? *grounds : grounds_of(proof, &arena);
    facts_print(program, &own, &facts);
    rules_print(program, &own, &rules);
    attacks_print(proof, &attacks, it, sources, &against);
    if (own.rule_count || attacks.items.count || attacks.is_doubtful || attacks.is_cut || attacks.contradicted)
        parts_tell(&facts, &rules, &against, style, text);
    attacks_clear(&attacks);
    text_clear(&facts);
    text_clear(&rules);
    text_clear(&against);
    arena_clear(&arena);
}

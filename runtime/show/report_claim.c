/* One claim of a report, heading by heading. */
#include "runtime/show/excepted.h"
#include "runtime/show/lines.h"
#include "runtime/show/need.h"
#include "runtime/show/prose.h"
#include "runtime/show/quarrel.h"
#include "runtime/show/report_claim_internal.h"
#include "runtime/show/rests.h"
#include "runtime/show/summary.h"
#include "runtime/show/words.h"

#define NOT_LOOKED_FOR "That was not looked for, since the run was stopped before its end."

void part_heading(ClaimTelling *t, const char *words) { page_heading(t->page, 4, STR(""), str_of(words)); }

void part_paragraph(ClaimTelling *t) {
    page_paragraph(t->page, text_str(&t->words));
    text_empty(&t->words);
}

void part_lines(ClaimTelling *t) {
    lines_tell(t->page->style.form, text_str(&t->words), true, t->page->text);
    text_empty(&t->words);
}

/* ---- warrant and backing ---- */

static void rule_kind_print(const Program *program, const Rule *rule, Text *text) {
    static const char *const KINDS[] = {[RULE_STRICT] = "strict rule",
                                        [RULE_PRESUMPTIVE] = "presumptive rule",
                                        [RULE_OBJECTION] = "objection",
                                        [RULE_MADE] = "rule"};
    bool is_exception = program->relations.items[rule->head].helper == HELPER_EXCEPTION;
    text_add(text, is_exception ? STR("exception") : str_of(KINDS[rule->kind]));
    if (is_read_backwards(program, rule)) text_lit(text, ", read backwards");
    if (rule->strength != STRENGTH_CERTAIN) text_printf(text, ", %s", strength_name(rule->strength));
}

static void rule_name(ClaimTelling *t, const Rule *rule) {
    if (rule->label != NO_SYMBOL) {
        page_code(t->page, symbol_str(program_of(t), rule->label));
        return;
    }
    text_lit(&t->words, "the rule at ");
    place_print(t->report->sources, rule->span, &t->words);
    page_words(t->page, text_str(&t->words));
    text_empty(&t->words);
}

static void warrant(ClaimTelling *t) {
    part_heading(t, "Warrant");
    if (t->grounds.rules.count == 0) {
        bool has_facts = is_decided(t) || t->grounds.facts[SIDE_FOR].count + t->grounds.facts[SIDE_AGAINST].count > 0;
        page_paragraph(t->page, has_facts ? STR("No rule is needed: the facts speak for themselves.")
                                          : STR("No rule that would lead to it has all that it needs."));
        return;
    }
    page_list_begin(t->page);
    for (size_t i = 0; i < t->grounds.rules.count; i++) {
        const Rule *rule = &program_of(t)->rules.items[t->grounds.rules.items[i]];
        page_item_begin(t->page, STR(""));
        rule_name(t, rule);
        text_lit(&t->words, " (");
        rule_kind_print(program_of(t), rule, &t->words);
        text_add_char(&t->words, ')');
        if (rule->gloss.length) text_printf(&t->words, ": %.*s", STR_FMT(rule->gloss));
        page_words(t->page, text_str(&t->words));
        text_empty(&t->words);
        page_item_end(t->page);
    }
    page_list_end(t->page);
}

static void backing(ClaimTelling *t) {
    size_t without = 0;
    part_heading(t, "Backing");
    for (size_t i = 0; i < t->grounds.rules.count; i++)
        without += program_of(t)->rules.items[t->grounds.rules.items[i]].cites.count == 0;
    if (t->grounds.rules.count > without) page_list_begin(t->page);
    for (size_t i = 0; i < t->grounds.rules.count; i++) {
        const Rule *rule = &program_of(t)->rules.items[t->grounds.rules.items[i]];
        if (rule->cites.count == 0) continue;
        page_item_begin(t->page, STR(""));
        rule_name(t, rule);
        report_cites(t->report, rule->cites);
        page_item_end(t->page);
    }
    if (t->grounds.rules.count > without) page_list_end(t->page);
    if (t->grounds.rules.count == 0)
        page_paragraph(t->page, STR("None, since no rule is used."));
    else if (without == t->grounds.rules.count)
        page_paragraph(t->page,
                       without == 1 ? STR("The rule cites nothing.") : STR("None of the rules cites anything."));
    else if (without)
        text_printf(&t->words, "%zu more %s nothing.", without, without == 1 ? "rule cites" : "rules cite"),
            part_paragraph(t);
}

/* ---- qualifier and rebuttal ---- */

static void qualifier(ClaimTelling *t) {
    const Verdict *verdict = t->told->verdict;
    part_heading(t, "Qualifier");
    if (verdict->status != STATUS_ESTABLISHED) {
        page_paragraph(t->page, STR("None: it is not established."));
        return;
    }
    page_paragraph_begin(t->page);
    text_add(&t->words, t->told->claim->has_strength ? STR("The claim itself is made as ")
                                                     : STR("It is as strong as the weakest rule it needs: "));
    page_words(t->page, text_str(&t->words));
    page_strong(t->page, str_of(strength_name(verdict->strength)));
    text_empty(&t->words);
    if (verdict->policy_sensitive)
        text_lit(&t->words,
                 ". It depends on how ambiguity is weighed (policy-sensitive): if what is contested could still speak "
                 "against other things, it would not be established.");
    else
        text_add_char(&t->words, '.');
    page_words(t->page, text_str(&t->words));
    text_empty(&t->words);
    page_paragraph_end(t->page);
}

static void strings_list(ClaimTelling *t, const Strings *strings) {
    page_list_begin(t->page);
    for (size_t i = 0; i < strings->count && i < LINES_SHOWN; i++) {
        page_item_begin(t->page, STR(""));
        page_words(t->page, strings->items[i]);
        page_item_end(t->page);
    }
    page_list_end(t->page);
    if (strings->count <= LINES_SHOWN) return;
    text_printf(&t->words, "And %zu more.", strings->count - LINES_SHOWN);
    part_paragraph(t);
}

static void team(ClaimTelling *t, const char *title, const Arguments *arguments) {
    Strings words = {0};
    for (size_t i = 0; i < arguments->count; i++) {
        text_empty(&t->words);
        argument_print(t->report->store, &arguments->items[i], t->report->sources, &t->words);
        if (arguments->items[i].state == APPLIES_PERHAPS) text_lit(&t->words, ", if it applies");
        argument_use(t->report->references, t->report->store, &arguments->items[i]);
        vec_push(&words, arena_str(&t->arena, text_str(&t->words)));
    }
    text_empty(&t->words);
    if (words.count) page_paragraph(t->page, str_of(title)), strings_list(t, &words);
    vec_free(&words);
}

static void fired(void *context, const Residual *residual, const Literal *exception) {
    ClaimTelling *t = context;
    rule_name_print(program_of(t), residual->rule, t->report->sources, &t->words);
    text_lit(&t->words, " does not apply: ");
    exception_print(t->report->store, residual, exception, t->report->sources, &t->words);
    text_add_char(&t->words, '.');
    part_paragraph(t);
}

/* As `why` says it: nothing speaks against it, or something that it denies is contested. */
static void nothing_rebutted(ClaimTelling *t, bool is_alone) {
    const Verdict *verdict = t->told->verdict;
    bool is_refuted = verdict->status == STATUS_REFUTED;
    if (!verdict->proof) return;
    if (!against_print(verdict->proof, is_refuted ? PROVEN_CONTRARY : PROVEN_ASKED, t->report->sources, &t->words))
        text_add(&t->words, is_refuted ? STR("nothing speaks for it") : STR("nothing speaks against it"));
    if (t->words.length && t->words.bytes[0] >= 'a') t->words.bytes[0] = (char)(t->words.bytes[0] - 'a' + 'A');
    if (is_alone)
        text_add(&t->words, is_refuted ? STR(", and the rules against it have no exceptions")
                                       : STR(", and its rules have no exceptions"));
    text_add_char(&t->words, '.');
    part_paragraph(t);
}

static void rebuttal(ClaimTelling *t) {
    const Verdict *verdict = t->told->verdict;
    size_t before;
    part_heading(t, "Rebuttal");
    before = t->page->text->length;
    if (verdict->reason == REASON_EXCEPTED && verdict->atom)
        exceptions_find(t->report->store, verdict->about, verdict->atom, fired, t);
    if (t->told->dispute) {
        team(t, "What speaks for it:", &t->told->dispute->pro);
        team(t, "What speaks against it:", &t->told->dispute->contra);
    }
    if (verdict->reason == REASON_CONTESTED) page_paragraph(t->page, STR("Neither side is preferred."));
    if (t->grounds.rivals.count)
        page_paragraph(t->page, STR("Rivals that applied, and why each lost:")), strings_list(t, &t->grounds.rivals);
    if (t->grounds.exceptions.count) {
        page_paragraph(t->page, t->grounds.exceptions.count == 1
                                    ? STR("One exception was looked for, and it is not accepted:")
                                    : STR("Exceptions that were looked for, of which none is accepted:"));
        strings_list(t, &t->grounds.exceptions);
    }
    if (t->grounds.denials.count) {
        page_paragraph(t->page, STR("What it denies, and why that is not accepted:"));
        strings_list(t, &t->grounds.denials);
    }
    if (is_decided(t) && t->grounds.rivals.count == 0) nothing_rebutted(t, t->page->text->length == before);
    if (t->page->text->length == before) page_paragraph(t->page, STR("There is nothing to rebut."));
}

/* ---- proof ---- */

/* What leads to each argument of an undecided claim. */
static void argument_proofs(ClaimTelling *t, const Arguments *arguments) {
    for (size_t i = 0; i < arguments->count; i++) {
        const Argument *argument = &arguments->items[i];
        if (argument->rule == NO_ID || argument->state != APPLIES) continue;
        argument_print(t->report->store, argument, t->report->sources, &t->words);
        page_fold_begin(t->page, text_str(&t->words));
        text_empty(&t->words);
        Proof *proof = argument_prove(t->report->store, argument);
        (void)tree_tell(proof, TREE_INNER, t->report->sources, &t->page->style, t->page->text);
        if (!page_is_html(t->page)) text_add_char(t->page->text, '\n');
        proof_free(proof);
        page_fold_end(t->page);
    }
}

/* Whether a rule that applies is among them, which has a proof. */
static bool leads(const Arguments *arguments) {
    for (size_t i = 0; i < arguments->count; i++)
        if (arguments->items[i].rule != NO_ID && arguments->items[i].state == APPLIES) return true;
    return false;
}

/* Whether it is all about two sides, whose proofs say more than a list of them. */
static bool has_teams(const ClaimTelling *t) {
    const Dispute *d = t->told->dispute;
    return t->told->verdict->reason == REASON_CONTESTED && t->told->claim->part_count == 1 && d && d->pro.count &&
           d->contra.count;
}

static void proof(ClaimTelling *t) {
    static const char *const HEADINGS[] = {[STATUS_ESTABLISHED] = "Proof",
                                           [STATUS_REFUTED] = "Proof of the contrary",
                                           [STATUS_INCONSISTENT] = "The contradiction",
                                           [STATUS_UNDECIDED] = "Why it is not decided",
                                           [STATUS_UNSUPPORTED] = "What it lacks"};
    part_heading(t, HEADINGS[t->told->verdict->status]);
    if (t->told->verdict->status == STATUS_REFUTED && t->told->verdict->proof)
        (void)tree_tell(t->told->verdict->proof, TREE_INNER, t->report->sources, &t->page->style, t->page->text);
    else if (!has_teams(t))
        verdict_reasons_tell(t->told->verdict, t->report->store, t->told->claim, t->report->sources, &t->page->style,
                             t->page->text);
    else
        page_paragraph(t->page, leads(&t->told->dispute->pro) || leads(&t->told->dispute->contra)
                                    ? STR("Neither side is preferred. What leads to each:")
                                    : STR("Both sides are facts, and neither is preferred."));
    if (!page_is_html(t->page)) text_add_char(t->page->text, '\n');
    if (!t->told->dispute) return;
    argument_proofs(t, &t->told->dispute->pro);
    argument_proofs(t, &t->told->dispute->contra);
}

/* ---- what would change it ---- */

static void use_members(ClaimTelling *t, const Members *members) {
    for (uint32_t i = 0; i < members->count; i++)
        fact_use(t->report->references, t->report->store, t->told->inquiry->facts.items[members->items[i]]);
}

static void supports(ClaimTelling *t) {
    const Supports *s = t->told->supports;
    supports_facts_print(t->told->inquiry, s, t->report->sources, false, NULL, &t->words);
    part_lines(t);
    for (size_t i = 0; i < s->sets.count; i++) use_members(t, &s->sets.items[i]);
    use_members(t, &s->critical);
    use_members(t, &s->needed);
    use_members(t, &s->held);
}

static void changes(ClaimTelling *t) {
    const ReportClaim *told = t->told;
    part_heading(t, "What would change the verdict");
    if (!told->supports && !told->whynot) page_paragraph(t->page, STR(NOT_LOOKED_FOR));
    if (told->supports) supports(t);
    if (told->whynot) {
        whynot_repairs_print(told->whynot, &t->words);
        part_lines(t);
    }
    if (told->needs) {
        need_print(told->settling, told->needs, REPORT_SIZE, false, &t->words);
        part_lines(t);
    }
    if (told->stability) {
        stable_print(told->settling, told->stability, REPORT_SIZE, false, &t->words);
        part_lines(t);
    }
}

static void sensitivity(ClaimTelling *t) {
    part_heading(t, "Sensitivity to sources");
    if (!t->told->supports) {
        page_paragraph(t->page, is_decided(t)
                                    ? STR(NOT_LOOKED_FOR)
                                    : STR("It is neither established nor refuted, so there is no source to lose."));
        return;
    }
    const Resilience *r = &t->told->supports->resilience;
    for (uint32_t i = 0; i < r->alone_count; i++) (void)references_use(t->report->references, r->alone[i]);
    for (uint32_t i = 0; i < r->least_count; i++) (void)references_use(t->report->references, r->least[i]);
    supports_sources_print(t->told->inquiry, t->told->supports, t->report->sources, &t->words);
    part_lines(t);
}

/* ---- all of it ---- */

static void begin(ClaimTelling *t) {
    const Claim *claim = t->told->claim;
    Str name = symbol_str(program_of(t), claim->name), id = claim_id(t->report, claim, "", &t->arena);
    if (page_is_html(t->page))
        text_printf(t->page->text, "<article class=\"claim %s\" aria-labelledby=\"%.*s\">\n",
                    status_name(t->told->verdict->status), STR_FMT(id));
    text_add(&t->words, name);
    if (claim->sentence.length) text_printf(&t->words, ": %.*s", STR_FMT(claim->sentence));
    page_heading(t->page, 3, id, text_str(&t->words));
    text_empty(&t->words);
    page_raw(t->page, "<div class=\"verdict\">\n");
    status_explain(t->report, t->told, &t->words);
    page_paragraph_begin(t->page);
    size_t end = 0; /* of its first words */
    while (end < t->words.length && t->words.bytes[end] != ':') end++;
    page_strong(t->page, (Str){t->words.bytes, end});
    page_words(t->page, (Str){t->words.bytes + end, t->words.length - end});
    text_empty(&t->words);
    page_paragraph_end(t->page);
    page_raw(t->page, "</div>\n");
    part_heading(t, "Claim");
    page_paragraph_begin(t->page);
    page_words(t->page, claim->sentence.length ? claim->sentence : claim->question.text);
    if (claim->cites.count && t->told->verdict->status != STATUS_ESTABLISHED)
        page_words(t->page, STR(", discussed in"));
    report_cites(t->report, claim->cites);
    page_paragraph_end(t->page);
}

static void all_parts(ClaimTelling *t) {
    grounds_find(&t->grounds, t->told, t->report, &t->arena);
    part_grounds(t);
    warrant(t);
    backing(t);
    qualifier(t);
    rebuttal(t);
    part_heading(t, "Map");
    report_map(t->report, t->told->map, claim_id(t->report, t->told->claim, "-map", &t->arena));
    proof(t);
    changes(t);
    sensitivity(t);
    grounds_clear(&t->grounds);
}

void report_claim(Report *report, const ReportClaim *told) {
    ClaimTelling t = {.report = report, .page = &report->page, .told = told};
    arena_init(&t.arena);
    text_init(&t.words);
    begin(&t);
    if (told->is_brief)
        page_paragraph(t.page, STR("The rest is not told, since the run was stopped before it came to this claim."));
    else
        all_parts(&t);
    page_raw(t.page, "</article>\n");
    text_clear(&t.words);
    arena_clear(&t.arena);
}

/* Warnings that only a run can give, for those who ask for them: while a theory grows, they would be in the way.
 *
 * What is meant is said in the program, as with all warnings: a relation that is a result is asked for by a query, and
 * on one's own word a fact or rule cites a source of that name. */
#include "runtime/api/lint.h"

#include "runtime/api/lint_sentences.h"
#include "runtime/judge/coverage.h"
#include "runtime/show/coverage.h"

enum { PLACES_MOST = 5 };

static void warn_unused(Session *session, const RelationUse *use) {
    const Program *program = session->program;
    const Relation *relation = &program->relations.items[use->relation];
    Str name = intern_text(values_symbols(program->values), relation->name);
    if (use->is_used || relation->span.source == NO_SOURCE || relation->is_negative) return;
    Diag *diag = diag_add(session->diags, W0205, relation->span, "nobody asks for '%.*s'", STR_FMT(name));
    diag_remedy(session->diags, diag, "if it is a result, ask for it:  ?- %.*s(..).", STR_FMT(name));
}

static void warn_uncited_facts(Session *session, const RelationUse *use) {
    const Program *program = session->program;
    const Relation *relation = &program->relations.items[use->relation];
    uint32_t uncited = use->given - use->cited;
    if (uncited == 0) return;
    Diag *diag =
        diag_add(session->diags, W0206, use->uncited, "%u of %u fact%s of '%s%.*s' cite%s no source%s",
                 (unsigned)uncited, (unsigned)use->given, use->given == 1 ? "" : "s", relation->is_negative ? "-" : "",
                 STR_FMT(intern_text(values_symbols(program->values), relation->name)),
                 use->given == 1 || uncited == 1 ? "s" : "", uncited == 1 ? "" : ", the first is here");
    diag_remedy(session->diags, diag, "say who says so:  cite key \"p. 3\"");
}

static void warn_never(Session *session, const RuleUse *use) {
    const Program *program = session->program;
    if (use->fired >= FIRED_AGAIN || use->fired == FIRED_UNDECIDED || use->scenarios) return;
    Text name, lacks;
    text_init(&name);
    text_init(&lacks);
    rule_use_name(program, use, &name);
    rule_use_lacks(program, use, session->sources, &lacks);
    Diag *diag =
        diag_add(session->diags, W0505, program->rules.items[use->rule].span, "the rule %s never fires%s", name.bytes,
                 program->agenda->scenarios.count ? ", nor does it in any scenario" : " on these facts");
    if (lacks.length) diag_remedy(session->diags, diag, "it lacks: %s", lacks.bytes);
    text_clear(&name);
    text_clear(&lacks);
}

/* One warning for all of them. */
static void warn_uncited_rules(Session *session, const Coverage *coverage) {
    const Rule *rules = session->program->rules.items;
    uint32_t uncited = 0;
    Diag *diag = NULL;
    for (uint32_t i = 0; i < coverage->rule_count; i++) uncited += rules[coverage->rules[i].rule].cites.count == 0;
    for (uint32_t i = 0, told = 0; i < coverage->rule_count && told < PLACES_MOST; i++) {
        const Rule *rule = &rules[coverage->rules[i].rule];
        if (rule->cites.count) continue;
        if (told++ > 0) {
            uint32_t left = told == PLACES_MOST ? uncited - PLACES_MOST : 0;
            if (left)
                diag_note(session->diags, diag, rule->span, "and this one, and %u more", (unsigned)left);
            else
                diag_note(session->diags, diag, rule->span, "and this one");
            continue;
        }
        diag = diag_add(session->diags, W0207, rule->span, "%u of %u rule%s cite%s no source", (unsigned)uncited,
                        (unsigned)coverage->rule_count, coverage->rule_count == 1 ? "" : "s",
                        coverage->rule_count == 1 || uncited == 1 ? "s" : "");
        diag_remedy(session->diags, diag, "say whose it is:  rule label cite key: ...");
    }
}

static void warn(Session *session, const Coverage *coverage) {
    for (uint32_t i = 0; i < coverage->rule_count; i++) warn_never(session, &coverage->rules[i]);
    for (uint32_t i = 0; i < coverage->relation_count; i++) warn_unused(session, &coverage->relations[i]);
    warn_sentences(session);
    if (!coverage->cites) return;
    for (uint32_t i = 0; i < coverage->relation_count; i++) warn_uncited_facts(session, &coverage->relations[i]);
    warn_uncited_rules(session, coverage);
}

static Answered found(const Session *session, Stop stop) {
    if (stop == STOP_CANCELLED) return ANSWER_CANCELLED;
    if (stop != STOP_NONE) return ANSWER_STOPPED;
    if (diags_has(session->diags, E0217)) return ANSWER_BAD_RULES;
    return diags_warning_count(session->diags) ? ANSWER_NEGATIVE : ANSWER_FINE;
}

Answered lint(Session *session, const RunOptions *run, const LintAsk *ask, Text *out) {
    Arena arena;
    arena_init(&arena);
    Coverage coverage = coverage_of(session->world, session->given, ask->changes, run, session->diags, &arena);
    if (coverage.stop == STOP_NONE) warn(session, &coverage); /* of a partial run it would not be true */
    if (ask->as_json) {
        text_lit(out, "{\"diagnostics\":");
        diags_print_json(session->diags, out);
        text_lit(out, ",\n");
        coverage_json(&coverage, session->program, session->sources, out);
        text_printf(out, ",\"partial\":%s}\n", coverage.stop == STOP_NONE ? "false" : "true");
    } else {
        coverage_print(&coverage, session->program, session->sources, out);
        if (coverage.stop != STOP_NONE) text_lit(out, "(partial: a run was stopped)\n");
    }
    if (ask->stop) *ask->stop = coverage.stop;
    arena_clear(&arena);
    return found(session, coverage.stop);
}

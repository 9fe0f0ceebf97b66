/* Exceptions and priorities.
 *
 * Both are about what is only presumed: a strict rule, a given fact or a claim yields to nothing,
 * and saying so is an error. */
#include "lang/check/priorities.h"

#include "lang/base/spelling.h"
#include "lang/check/labels.h"

/* ---- exceptions ---- */

static bool is_strict(const Statement *s) { return s->kind == STMT_CLAUSE && !s->is_presumptive; }

static void check_exception(Checker *c, const Statement *s) {
    if (!s->exception || !is_strict(s)) return;
    Diag *d = diag_add(c->diags, E0901, s->exception->span, "an exception to a strict rule");
    diag_remedy(c->diags, d, "begin the rule with 'presumably', or write ', not ...' in the body");
}

static const Statement *check_undercut(Checker *c, const Statement *s) {
    const Label *label = label_of(c, s->text);
    if (!label) {
        Str near = label_near(c, s->text, LABEL_RULE);
        if (near.length == 0 && c->names.was_broken) return NULL;
        Diag *d = diag_add(c->diags, E0229, s->text_span, "no rule has the label '%.*s'", STR_FMT(s->text));
        diag_remedy(c->diags, d, "give the rule that label:  %.*s: presumably p(X) :- q(X).", STR_FMT(s->text));
        diag_suggest(c->diags, d, s->text_span, near);
    } else if (label->kind != LABEL_RULE) {
        Diag *d = diag_add(c->diags, E0229, s->text_span, "'%.*s' is a %s; only rules have exceptions",
                           STR_FMT(s->text), label_kind_name(label->kind));
        if (label->kind == LABEL_FACT)
            diag_remedy(c->diags, d, "speak against it by a rule:  against p(a) :- q.");
        else
            diag_remedy(c->diags, d, "name a rule that begins with 'presumably'");
        diag_note(c->diags, d, label->span, "here");
    } else if (is_strict(label->statement)) {
        Diag *d =
            diag_add(c->diags, E0901, s->text_span, "an exception to '%.*s', which is a strict rule", STR_FMT(s->text));
        diag_remedy(c->diags, d, "begin the rule with 'presumably', or write ', not ...' in its body");
        diag_note(c->diags, d, label->span, "the rule");
    } else {
        return label->statement;
    }
    return NULL;
}

/* ---- priorities ---- */

/* Bibliographies are read after check, and facts of tables have ids that are not known here. */
static void unknown_rank(Checker *c, Str text, Span span) {
    if (c->names.has_bibliographies || c->names.has_tables) return; /* io/cites.c asks again */
    Spelling spelling = spelling_of(text);
    for (size_t i = 0; i < c->names.labels.count; i++) {
        const Label *label = &c->names.labels.items[i];
        if (label->kind != LABEL_CLAIM && !is_strict(label->statement))
            spelling_offer(&spelling, names_text(&c->names, label->name));
    }
    for (size_t i = 0; i < c->program->bibliography.count; i++)
        spelling_offer(&spelling, names_text(&c->names, c->program->bibliography.items[i].key));
    if (spelling.best.length == 0 && c->names.was_broken) return;
    Diag *d = diag_add(c->diags, E0230, span, "no rule, reported fact or source is called '%.*s'", STR_FMT(text));
    diag_remedy(c->diags, d, "give the rule that label:  %.*s: presumably p(X) :- q(X).", STR_FMT(text));
    diag_suggest(c->diags, d, span, spelling.best);
}

/* ORDER: Ranked.  An id wins over a source of the same name.  Gives the rule or reported fact, NULL if it is none. */
static const Statement *check_ranked(Checker *c, Str text, Span span) {
    const Label *label = label_of(c, text);
    if (!label) {
        const Name *name = name_of(&c->names, text);
        if (name->source == NO_ID && !name->is_assumed) unknown_rank(c, text, span);
        return NULL;
    }
    if (label->kind != LABEL_CLAIM && !is_strict(label->statement)) return label->statement;
    bool is_rule = label->kind == LABEL_RULE, is_claim = label->kind == LABEL_CLAIM;
    Diag *d = diag_add(c->diags, E0231, span, "'%.*s' is %s, which no priority concerns", STR_FMT(text),
                       is_claim  ? "a claim"
                       : is_rule ? "a strict rule"
                                 : "a given fact");
    if (is_claim)
        diag_remedy(c->diags, d, "rank the rules that speak for it and against it");
    else
        diag_remedy(c->diags, d, "only what begins with 'presumably' is ranked");
    diag_note(c->diags, d, label->span, "here");
    return NULL;
}

const Statement *priority_check(Checker *c, Str winner, Span winner_span, Str loser, Span loser_span, Span all) {
    const Statement *rule = check_ranked(c, winner, winner_span);
    if (str_equal(winner, loser)) {
        Diag *d = diag_add(c->diags, E0506, all, "'%.*s' is preferred over itself", STR_FMT(winner));
        diag_remedy(c->diags, d, "name two rules, facts or sources");
        return NULL;
    }
    check_ranked(c, loser, loser_span);
    return rule && rule->body ? rule : NULL;
}

/* ---- statements ---- */

static const Statement *check_argument(Checker *c, const Statement *s) {
    switch (s->kind) {
    case STMT_CLAUSE: check_exception(c, s); return NULL;
    case STMT_UNDERCUT: return check_undercut(c, s);
    case STMT_PREFER: return priority_check(c, s->text, s->text_span, s->text_2, s->text_2_span, s->span);
    default: return NULL;
    }
}

void priorities_check(Checker *c) {
    for (size_t i = 0; i < c->places.count; i++) {
        StatementPlace at = c->places.items[i];
        const Statement *s = statement_of(c, at);
        if (!diags_go_on(c->diags, s->span)) return;
        c->tables[at.module].about[at.index] = check_argument(c, s);
    }
}

/* What is accepted, what speaks against it, and who defends it.
 *
 *     D(l) <- S(l)
 *     D(l) <- A(c), not B(l)              for each class c of rules for l
 *     B(l) <- A(d), not K(d, l)           for each class d of a rival, or of objections to l
 *     B(l) <- S(l')                       a strict rival is never beaten
 *     K(d, l) <- A(c)                     for each class c for l that is preferred over d, perhaps under a condition
 *
 * Classes stand for rules, since B and K ask only whether some rule of a class applies to a row.  A rule that nobody
 * prefers or is preferred to shares a class with its like, so that ten thousand rules for and against one claim are ten
 * thousand rules for A and two for B. */
#include "lang/compile/argue_internal.h"

#include <stdlib.h>

/* ---- preferences ---- */

static bool has_name(const Class *class, Symbol name) {
    if (class->label == name) return true;
    for (uint32_t i = 0; i < class->source_count; i++)
        if (class->sources[i] == name) return true;
    return false;
}

/* From p on, the first preference of the class, by any of its names; NO_ID. */
static uint32_t preference_from(const Argue *a, const Class *winner, uint32_t p) {
    while (p != NO_ID && !has_name(winner, a->program->preferences.items[p].winner)) p = a->next_beaten[p];
    return p;
}

/* The preferences of the class over this name, one after the other:
 * one that always holds, if there is one, says all. */
static uint32_t first_over(const Argue *a, const Class *winner, Symbol loser) {
    uint32_t first = preference_from(a, winner, a->first_beaten[loser]), p = first;
    while (p != NO_ID && a->program->preferences.items[p].condition != NO_ID)
        p = preference_from(a, winner, a->next_beaten[p]);
    return p == NO_ID ? first : p;
}

static uint32_t next_over(const Argue *a, const Class *winner, uint32_t p) {
    bool is_all = a->program->preferences.items[p].condition == NO_ID;
    return is_all ? NO_ID : preference_from(a, winner, a->next_beaten[p]);
}

/* Each way to beat all sources of the loser. */
static void tell_winner(Argue *a, const Class *loser, const Class *winner, OnWinner *found, void *context) {
    uint32_t count = loser->source_count, *chosen = arena_array(a->arena, uint32_t, count + 1), i;
    const Preference **list = arena_array(a->arena, const Preference *, count + 1);
    for (i = 0; i < count; i++)
        if ((chosen[i] = first_over(a, winner, loser->sources[i])) == NO_ID) return;
    do {
        for (i = 0; i < count; i++) list[i] = &a->program->preferences.items[chosen[i]];
        found(context, winner, list, count);
        for (i = 0; i < count && (chosen[i] = next_over(a, winner, chosen[i])) == NO_ID; i++)
            chosen[i] = first_over(a, winner, loser->sources[i]);
    } while (i < count);
}

/* By its label: each preference that names it is enough.  By its sources: each of them must be beaten. */
void argue_each_winner(Argue *a, const Class *loser, RelId own, OnWinner *found, void *context) {
    const Class beaten = *loser;
    for (uint32_t p = beaten.label == NO_SYMBOL ? NO_ID : a->first_beaten[beaten.label]; p != NO_ID;
         p = a->next_beaten[p]) {
        const Preference *preference = &a->program->preferences.items[p];
        uint32_t labelled = a->class_of_label[preference->winner];
        if (labelled != NO_ID) {
            const Class winner = a->classes.items[labelled];
            if (winner.about == own && !winner.is_objection) found(context, &winner, &preference, 1);
            continue;
        }
        for (EACH_CLASS(a, own, c)) {
            const Class winner = a->classes.items[c];
            if (!winner.is_objection && has_name(&winner, preference->winner)) found(context, &winner, &preference, 1);
        }
    }
    if (beaten.source_count == 0) return;
    for (EACH_CLASS(a, own, c)) {
        const Class winner = a->classes.items[c];
        if (!winner.is_objection) tell_winner(a, &beaten, &winner, found, context);
    }
}

/* The condition of a preference: its columns are variables of the winner's head, whose row stands in terms. */
Literal argue_preferred(Argue *a, const Preference *preference, const Class *winner, const Term *terms,
                        bool *is_needed) {
    *is_needed = preference->condition != NO_ID;
    if (!*is_needed) return (Literal){0};
    const Relation *condition = relation_of(a, preference->condition);
    Term *columns = arena_array(&a->program->arena, Term, condition->arity + 1);
    for (uint32_t i = 0; i < condition->arity; i++) {
        columns[i] = term_any();
        const Rule *rule = winner->rule == NO_ID ? NULL : rule_of(a, winner->rule);
        for (uint32_t k = 0; rule && k < relation_of(a, winner->about)->arity; k++)
            if (rule->terms[k].kind == TERM_VAR && rule->variables[rule->terms[k].id] == condition->columns[i].name)
                columns[i] = terms[k];
    }
    return argue_atom(preference->condition, columns);
}

typedef struct {
    Argue *a;
    RelId own, defended;
    const Class *rival;
    const Term *terms;
} Defence;

static void add_defence(void *context, const Class *winner, const Preference *const *preferences, uint32_t count) {
    Defence *d = context;
    Literal *body = arena_array(d->a->arena, Literal, count + 1);
    uint32_t used = 0;
    Rank rank;
    if (!ranking_joint(preferences, count, winner->applies, d->rival->applies, &rank)) return;
    vec_push(&d->a->ranks, rank);
    if (d->defended == NO_ID) d->defended = argue_helper(d->a, HELPER_DEFENDED, d->own);
    body[used++] = argue_atom(winner->applies, d->terms);
    for (uint32_t i = 0; i < count; i++) {
        bool is_needed;
        Literal condition = argue_preferred(d->a, preferences[i], winner, d->terms, &is_needed);
        if (is_needed) body[used++] = condition;
    }
    argue_rule(d->a, d->defended, d->terms, body, used, relation_of(d->a, d->own)->arity);
}

/* K: rows of own that some preferred class defends against the rival; NO_ID if nobody is preferred. */
RelId argue_defence(Argue *a, const Class *rival, RelId own) {
    Defence d = {a, own, NO_ID, rival, argue_columns(a, own, 0)};
    argue_each_winner(a, rival, own, add_defence, &d);
    return d.defended;
}

/* ---- attacks ---- */

RelId argue_rebutted(Argue *a, RelId own) {
    if (note_of(a, own)->rebutted == NO_ID) {
        RelId made = argue_helper(a, HELPER_REBUTTED, own);
        note_of(a, own)->rebutted = made;
    }
    return note_of(a, own)->rebutted;
}

/* head(own) <- attacker(other), unless the defence holds. */
void argue_attack(Argue *a, RelId head, const Rival *rival, Literal attacker, RelId defended) {
    Literal body[4];
    uint32_t count = 0;
    if (rival->needs_domain) body[count++] = argue_possible(a, rival->own, rival->own_terms);
    body[count++] = attacker;
    if (rival->condition) body[count++] = *rival->condition;
    if (defended != NO_ID) body[count++] = argue_not(defended, rival->own_terms);
    argue_rule(a, head, rival->own_terms, body, count, rival->variable_count);
}

Literal argue_strictly(Argue *a, RelId other, const Term *terms) {
    RelId strict = note_of(a, other)->strict;
    Literal literal = argue_atom(strict == NO_ID ? other : strict, terms);
    literal.sees_hidden = true; /* in conflict or not, it speaks against it */
    return literal;
}

static bool is_strictly_closed(const Argue *a, RelId own) {
    for (EACH_CLASS(a, own, c))
        if (a->classes.items[c].is_strict) return true;
    return false;
}

/* B by strict contraries; where strict conclusions stand beside others, these alone can block them. */
static void add_strict_attacks(Argue *a, RelId own, const Rivals *rivals) {
    RelId head = argue_rebutted(a, own);
    if (is_strictly_closed(a, own) || a->policy.ambiguity == AMBIGUITY_PROPAGATE) {
        RelId strictly_rebutted = argue_helper(a, HELPER_REBUTTED, own);
        note_of(a, own)->strictly = strictly_rebutted;
        const Term *terms = argue_columns(a, own, 0);
        Literal body = argue_atom(strictly_rebutted, terms);
        argue_rule(a, head, terms, &body, 1, relation_of(a, own)->arity);
        head = strictly_rebutted;
    }
    for (size_t i = 0; i < rivals->count; i++)
        argue_attack(a, head, &rivals->items[i],
                     argue_strictly(a, rivals->items[i].other, rivals->items[i].other_terms), NO_ID);
}

/* What attacks with a class: A, or C where ambiguity propagates. */
static RelId attacker_of(const Class *class) { return class->perhaps == NO_ID ? class->applies : class->perhaps; }

/* Strict classes attack what preferences defend through argue_strong_attacks. */
static void add_class_attacks(Argue *a, RelId own, const Rival *rival) {
    for (EACH_CLASS(a, rival->other, d)) {
        const Class class = a->classes.items[d];
        if (class.is_objection) continue;
        if (class.is_strict && note_of(a, own)->winners != NO_ID) {
            argue_strong_attack(a, rival, &class);
            continue;
        }
        RelId defended = class.is_strict ? NO_ID : argue_defence(a, &class, own);
        argue_attack(a, argue_rebutted(a, own), rival, argue_atom(attacker_of(&class), rival->other_terms), defended);
    }
}

static void add_objections(Argue *a, RelId own) {
    const Term *terms = argue_columns(a, own, 0);
    Rival rival = {.own = own, .other = own, .own_terms = terms, .other_terms = terms};
    rival.variable_count = relation_of(a, own)->arity;
    for (EACH_CLASS(a, own, d)) {
        const Class class = a->classes.items[d];
        if (!class.is_objection) continue;
        argue_attack(a, argue_rebutted(a, own), &rival, argue_atom(attacker_of(&class), terms),
                     argue_defence(a, &class, own));
    }
}

static void add_acceptance(Argue *a, RelId own) {
    const Term *terms = argue_columns(a, own, 0);
    uint32_t arity = relation_of(a, own)->arity;
    Literal given = argue_atom(note_of(a, own)->strict, terms);
    argue_rule(a, own, terms, &given, 1, arity);
    for (EACH_CLASS(a, own, c)) {
        const Class class = a->classes.items[c];
        if (class.is_objection) continue;
        RelId against = class.is_strict && !class.is_soft ? note_of(a, own)->strictly : note_of(a, own)->rebutted;
        Literal body[2] = {argue_atom(class.applies, terms)};
        if (against != NO_ID) body[1] = argue_not(against, terms);
        argue_rule(a, own, terms, body, against == NO_ID ? 1 : 2, arity);
    }
}

bool argue_wins(const Argue *a, const Class *class) {
    bool wins = class->label != NO_SYMBOL && a->is_winner[class->label];
    for (uint32_t i = 0; i < class->source_count; i++) wins = wins || a->is_winner[class->sources[i]];
    return wins && !class->is_objection;
}

/* A of the classes that win over something, where strict rules may attack: see argue_strong.c. */
static void find_winners(Argue *a, RelId own) {
    if (!note_of(a, own)->is_closed) return;
    if (a->policy.ambiguity == AMBIGUITY_PROPAGATE) {
        note_of(a, own)->winners = note_of(a, own)->possible;
        return;
    }
    const Term *terms = argue_columns(a, own, 0);
    for (EACH_CLASS(a, own, c)) {
        const Class class = a->classes.items[c];
        if (!argue_wins(a, &class)) continue;
        if (note_of(a, own)->winners == NO_ID) {
            RelId winners = argue_helper(a, HELPER_MADE, own);
            note_of(a, own)->winners = winners;
        }
        Literal body = argue_atom(class.applies, terms);
        argue_rule(a, note_of(a, own)->winners, terms, &body, 1, relation_of(a, own)->arity);
    }
}

void argue_attacks(Argue *a) {
    for (RelId own = 0; own < a->head_count; own++)
        if (note_of(a, own)->is_split) find_winners(a, own);
    for (RelId own = 0; own < a->head_count && goes_on(a, own); own++) {
        if (!note_of(a, own)->is_split) continue;
        if (note_of(a, own)->is_rivalled) {
            Rivals rivals = argue_rivals(a, own);
            add_strict_attacks(a, own, &rivals);
            for (size_t i = 0; i < rivals.count; i++) add_class_attacks(a, own, &rivals.items[i]);
            add_objections(a, own);
            vec_free(&rivals);
        }
        add_acceptance(a, own);
    }
}

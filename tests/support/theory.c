/* Theories: made, kept, read and printed.  What they mean is grounder.c's business. */
#include "tests/support/theory.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- what it holds ---- */

void theory_free(Theory *theory) {
    vec_free(&theory->relations);
    vec_free(&theory->rules);
    vec_free(&theory->contraries);
    vec_free(&theory->preferences);
    vec_free(&theory->sources);
    mem_free(theory);
}

bool theory_atom_has_variable(const Theory *theory, TheoryAtom atom) {
    for (uint32_t i = 0; i < theory->relations.items[atom.relation].arity; i++)
        if (atom.arguments[i] == THEORY_X) return true;
    return false;
}

/* Constants stand where a relation has no column, so X never does. */
bool theory_rule_has_variable(const TheoryRule *rule) {
    for (uint32_t i = 0; i < rule->premise_count; i++)
        if (rule->premises[i].arguments[0] == THEORY_X || rule->premises[i].arguments[1] == THEORY_X) return true;
    return false;
}

static uint32_t rows_of(const Theory *theory, uint32_t relation) {
    uint32_t rows = 1;
    for (uint32_t i = 0; i < theory->relations.items[relation].arity; i++) rows *= theory->constant_count;
    return rows;
}

uint32_t theory_literal_count(const Theory *theory) {
    uint32_t count = 0;
    for (uint32_t r = 0; r < theory->relations.count; r++) count += 2 * rows_of(theory, r);
    return count;
}

TheoryAtom theory_literal(const Theory *theory, uint32_t literal) {
    TheoryAtom atom = {.is_negative = literal % 2};
    uint32_t row = literal / 2;
    while (row >= rows_of(theory, atom.relation)) row -= rows_of(theory, atom.relation++);
    uint32_t arity = theory->relations.items[atom.relation].arity;
    if (arity > 0) atom.arguments[arity - 1] = row % theory->constant_count;
    if (arity > 1) atom.arguments[0] = row / theory->constant_count;
    return atom;
}

uint32_t theory_literal_of(const Theory *theory, TheoryAtom ground) {
    uint32_t row = 0, before = 0;
    for (uint32_t i = 0; i < theory->relations.items[ground.relation].arity; i++)
        row = row * theory->constant_count + ground.arguments[i];
    for (uint32_t r = 0; r < ground.relation; r++) before += rows_of(theory, r);
    return 2 * (before + row) + ground.is_negative;
}

/* ---- smaller ones ---- */

#define COPY(to, from, list)                                                                                           \
    for (size_t i = 0; i < (from)->list.count; i++) vec_push(&(to)->list, (from)->list.items[i])
#define REMOVE(list, at)                                                                                               \
    (memmove(&(list)->items[at], &(list)->items[(at) + 1], ((list)->count - (at)-1) * sizeof *(list)->items),          \
     (void)(list)->count--)

static Theory *copy(const Theory *theory) {
    Theory *new = mem_alloc_zero(sizeof *new);
    new->constant_count = theory->constant_count;
    COPY(new, theory, relations);
    COPY(new, theory, rules);
    COPY(new, theory, contraries);
    COPY(new, theory, preferences);
    COPY(new, theory, sources);
    return new;
}

/* No name stays none. */
static void put_before(char *name, const char *prefix) {
    char kept[THEORY_NAME];
    size_t length = strlen(prefix);
    if (!name[0]) return;
    memcpy(kept, name, sizeof kept);
    assert(length + strlen(kept) < THEORY_NAME);
    memcpy(name, prefix, length);
    memcpy(name + length, kept, strlen(kept) + 1);
}

Theory *theory_renamed(const Theory *theory, const char *prefix) {
    Theory *new = copy(theory);
    for (size_t i = 0; i < new->relations.count; i++) put_before(new->relations.items[i].name, prefix);
    for (size_t i = 0; i < new->sources.count; i++) put_before(new->sources.items[i].name, prefix);
    for (size_t i = 0; i < new->rules.count; i++) put_before(new->rules.items[i].label, prefix);
    for (size_t i = 0; i < new->preferences.count; i++) {
        put_before(new->preferences.items[i].winner, prefix);
        put_before(new->preferences.items[i].loser, prefix);
    }
    return new;
}

static bool has_label(const Theory *theory, const char *name) {
    for (size_t i = 0; i < theory->rules.count; i++)
        if (strcmp(theory->rules.items[i].label, name) == 0) return true;
    for (size_t i = 0; i < theory->sources.count; i++)
        if (strcmp(theory->sources.items[i].name, name) == 0) return true;
    return false;
}

/* X must keep the premise that gives it a value: only later ones go. */
static bool remove_part_of_rule(TheoryRule *rule, uint32_t part) {
    if (part < rule->exception_count) {
        rule->exceptions[part] = rule->exceptions[--rule->exception_count];
        return true;
    }
    part += 1 - rule->exception_count;
    if (part >= rule->premise_count) return false;
    rule->premises[part] = rule->premises[--rule->premise_count];
    return true;
}

/* The theory without its n-th part; NULL if it has fewer.  A preference goes with the names it speaks of. */
static Theory *without(const Theory *theory, size_t n) {
    Theory *new = copy(theory);
    if (n < new->rules.count) {
        REMOVE(&new->rules, n);
        for (size_t i = new->preferences.count; i-- > 0;)
            if (!has_label(new, new->preferences.items[i].winner) || !has_label(new, new->preferences.items[i].loser))
                REMOVE(&new->preferences, i);
        return new;
    }
    n -= new->rules.count;
    if (n < new->contraries.count) return REMOVE(&new->contraries, n), new;
    n -= new->contraries.count;
    if (n < new->preferences.count) return REMOVE(&new->preferences, n), new;
    n -= new->preferences.count;
    for (size_t i = 0; i < new->rules.count; i++) {
        uint32_t parts = new->rules.items[i].exception_count + new->rules.items[i].premise_count;
        if (n < parts && remove_part_of_rule(&new->rules.items[i], (uint32_t)n)) return new;
        n = n < parts ? 0 : n - parts;
    }
    theory_free(new);
    return NULL;
}

Theory *theory_shrink(const Theory *theory, TheoryFails *fails, void *context) {
    Theory *best = copy(theory), *smaller;
    for (size_t n = 0; (smaller = without(best, n));) {
        if (fails(context, smaller)) {
            theory_free(best);
            best = smaller;
            n = 0;
        } else {
            theory_free(smaller);
            n++;
        }
    }
    return best;
}

/* ---- reading ---- */

typedef struct {
    Theory *theory;
    const char *at;
} Reader;

static _Noreturn void unreadable(const Reader *r, const char *wanted) {
    fprintf(stderr, "theory_read: expected %s at \"%.40s\"\n", wanted, r->at);
    abort();
}

static bool take(Reader *r, const char *word) {
    while (*r->at == ' ' || *r->at == '\n') r->at++;
    size_t length = strlen(word);
    if (strncmp(r->at, word, length) != 0) return false;
    bool is_word = word[0] >= 'a' && word[0] <= 'z';
    char next = r->at[length];
    if (is_word && ((next >= 'a' && next <= 'z') || (next >= '0' && next <= '9') || next == '_')) return false;
    r->at += length;
    return true;
}

static void take_name(Reader *r, char *name) {
    take(r, "");
    uint32_t n = 0;
    while ((*r->at >= 'a' && *r->at <= 'z') || (*r->at >= '0' && *r->at <= '9') || *r->at == '_') {
        if (n + 1 == THEORY_NAME) unreadable(r, "a shorter name");
        name[n++] = *r->at++;
    }
    name[n] = '\0';
    if (n == 0) unreadable(r, "a name");
}

static TheoryAtom take_atom(Reader *r) {
    TheoryAtom atom = {.is_denied = take(r, "not")};
    atom.is_negative = take(r, "-");
    TheoryRelation found = {.arity = 0};
    take_name(r, found.name);
    while (atom.relation < r->theory->relations.count &&
           strcmp(r->theory->relations.items[atom.relation].name, found.name) != 0)
        atom.relation++;
    if (atom.relation == r->theory->relations.count) vec_push(&r->theory->relations, found);
    return atom;
}

static uint32_t take_atoms(Reader *r, TheoryAtom *atoms, uint32_t most) {
    uint32_t count = 0;
    do {
        if (count == most) unreadable(r, "fewer atoms");
        atoms[count++] = take_atom(r);
    } while (take(r, ","));
    return count;
}

static uint32_t take_sources(Reader *r) {
    uint32_t cites = 0;
    do {
        TheorySource found;
        take_name(r, found.name);
        uint32_t i = 0;
        while (i < r->theory->sources.count && strcmp(r->theory->sources.items[i].name, found.name) != 0) i++;
        if (i == r->theory->sources.count) vec_push(&r->theory->sources, found);
        cites |= UINT32_C(1) << i;
    } while (take(r, ","));
    return cites;
}

static void take_undercut(Reader *r) {
    char label[THEORY_NAME];
    take_name(r, label);
    if (!take(r, "if")) unreadable(r, "'if'");
    TheoryAtom exception = take_atom(r);
    for (size_t i = 0; i < r->theory->rules.count; i++) {
        TheoryRule *rule = &r->theory->rules.items[i];
        if (strcmp(rule->label, label) != 0) continue;
        if (rule->exception_count == THEORY_EXCEPTIONS) unreadable(r, "fewer exceptions");
        rule->is_undercut = true;
        rule->exceptions[rule->exception_count++] = exception;
    }
}

/* What follows the label, from the arrow or what stands in its place. */
static void take_rule(Reader *r, TheoryRule rule) {
    if (take(r, "=>")) {
        rule.kind = RULE_PRESUMPTIVE;
        rule.head = take_atom(r);
    } else {
        rule.premise_count = take_atoms(r, rule.premises, THEORY_PREMISES);
        if (take(r, "=>"))
            rule.kind = RULE_PRESUMPTIVE;
        else if (take(r, "against"))
            rule.kind = RULE_OBJECTION;
        else if (!take(r, "->"))
            rule.head = rule.premises[--rule.premise_count];
        if (rule.premise_count > 0) rule.head = take_atom(r);
    }
    if (take(r, "unless")) rule.exception_count = take_atoms(r, rule.exceptions, THEORY_EXCEPTIONS);
    if (take(r, "@")) rule.cites = take_sources(r);
    vec_push(&r->theory->rules, rule);
}

static void take_statement(Reader *r) {
    const char *begin = r->at;
    TheoryRule rule = {.kind = RULE_STRICT};
    if (take(r, "undercut")) {
        take_undercut(r);
        return;
    }
    if (!take(r, "-") && !take(r, "=>") && !take(r, "not")) {
        TheoryPreference preference = {.has_condition = false};
        take_name(r, preference.winner);
        if (take(r, ">")) {
            take_name(r, preference.loser);
            preference.has_condition = take(r, "if");
            if (preference.has_condition) preference.condition = take_atom(r);
            vec_push(&r->theory->preferences, preference);
            return;
        }
        if (take(r, ":")) {
            memcpy(rule.label, preference.winner, sizeof rule.label);
            begin = r->at;
        }
    }
    r->at = begin;
    if (!take(r, "=>")) {
        TheoryContrary pair = {.first = take_atom(r)};
        if (take(r, "#")) {
            pair.second = take_atom(r);
            vec_push(&r->theory->contraries, pair);
            return;
        }
    }
    r->at = begin;
    take_rule(r, rule);
}

Theory *theory_read(const char *text) {
    Reader r = {mem_alloc_zero(sizeof(Theory)), text};
    while (take(&r, ""), *r.at) {
        take_statement(&r);
        if (!take(&r, ".")) unreadable(&r, "'.'");
    }
    return r.theory;
}

/* ---- printing ---- */

void theory_atom_print(const Theory *theory, TheoryAtom atom, Text *text) {
    const TheoryRelation *relation = &theory->relations.items[atom.relation];
    text_printf(text, "%s%s%s", atom.is_denied ? "not " : "", atom.is_negative ? "-" : "", relation->name);
    for (uint32_t i = 0; i < relation->arity; i++) {
        text_printf(text, "%s", i ? ", " : "(");
        text_add_char(text, atom.arguments[i] == THEORY_X ? 'X' : (char)('a' + atom.arguments[i]));
    }
    if (relation->arity) text_add_char(text, ')');
}

static void print_atoms(const Theory *theory, const TheoryAtom *atoms, uint32_t count, const char *before,
                        const char *between, Text *text) {
    for (uint32_t i = 0; i < count; i++) {
        text_printf(text, "%s", i ? between : before);
        theory_atom_print(theory, atoms[i], text);
    }
}

static void print_cites(const Theory *theory, const TheoryRule *rule, Text *text) {
    for (uint32_t i = 0; i < theory->sources.count; i++)
        if (rule->cites >> i & 1) text_printf(text, " cite %s", theory->sources.items[i].name);
}

/* A rule with a label has its citations in front, everything else behind. */
static void print_rule(const Theory *theory, const TheoryRule *rule, Text *text) {
    bool has_header = rule->label[0] && rule->premise_count > 0 && rule->kind != RULE_OBJECTION;
    if (has_header) {
        text_printf(text, "rule %s", rule->label);
        print_cites(theory, rule, text);
        text_printf(text, "%s: ", (const char *[]){"", " likely", " possible"}[rule->strength]);
    } else if (rule->label[0] && rule->kind != RULE_OBJECTION) {
        text_printf(text, "%s: ", rule->label);
    }
    if (rule->kind == RULE_PRESUMPTIVE) text_lit(text, "presumably ");
    if (rule->kind == RULE_OBJECTION) text_lit(text, "against ");
    theory_atom_print(theory, rule->head, text);
    print_atoms(theory, rule->premises, rule->premise_count, " :- ", ", ", text);
    if (!rule->is_undercut) print_atoms(theory, rule->exceptions, rule->exception_count, " unless ", " ; ", text);
    if (!has_header && rule->kind != RULE_OBJECTION) print_cites(theory, rule, text);
    text_lit(text, ".\n");
    for (uint32_t i = 0; rule->is_undercut && i < rule->exception_count; i++) {
        text_printf(text, "undercut %s", rule->label);
        print_atoms(theory, &rule->exceptions[i], 1, " :- ", "", text);
        text_lit(text, ".\n");
    }
}

static void print_preference(const Theory *theory, const TheoryPreference *preference, Text *text) {
    text_printf(text, "prefer %s over %s", preference->winner, preference->loser);
    if (preference->has_condition) print_atoms(theory, &preference->condition, 1, " :- ", "", text);
    text_lit(text, ".\n");
}

void theory_print(const Theory *theory, Text *text) {
    static const char *const COLUMNS[] = {"", "(x: symbol)", "(k: symbol, x: symbol) key(k)"};
    for (size_t i = 0; i < theory->relations.count; i++)
        text_printf(text, "relation %s%s.\n", theory->relations.items[i].name,
                    COLUMNS[theory->relations.items[i].arity]);
    for (size_t i = 0; i < theory->sources.count; i++)
        text_printf(text, "source %s \"Source %zu\".\n", theory->sources.items[i].name, i);
    for (size_t i = 0; i < theory->contraries.count; i++) {
        text_lit(text, "contrary ");
        theory_atom_print(theory, theory->contraries.items[i].first, text);
        text_lit(text, ", ");
        theory_atom_print(theory, theory->contraries.items[i].second, text);
        text_lit(text, ".\n");
    }
    for (size_t i = 0; i < theory->rules.count; i++) print_rule(theory, &theory->rules.items[i], text);
    for (size_t i = 0; i < theory->preferences.count; i++)
        print_preference(theory, &theory->preferences.items[i], text);
}

void theory_print_claims(const Theory *theory, Text *text) {
    for (uint32_t i = 0; i < theory_literal_count(theory); i++) {
        text_printf(text, "claim c%u: ", (unsigned)i);
        theory_atom_print(theory, theory_literal(theory, i), text);
        text_lit(text, ".\n");
    }
}

Text theory_text(const Theory *theory) {
    Text text;
    text_init(&text);
    theory_print(theory, &text);
    theory_print_claims(theory, &text);
    return text;
}

/* Programs, rules, atoms and sentences as text. */
#include "lang/program/program.h"

static Str symbol_text(const Program *program, Symbol symbol) {
    return intern_text(values_symbols(program->values), symbol);
}

static void type_definition_print(const Program *program, const Type *type, Text *text) {
    for (uint32_t i = 0; type->members && i < type->member_count; i++) {
        if (i) text_lit(text, " | ");
        value_print(program->values, type->members[i], text);
    }
    if (type->members) return;
    text_add(text, str_of(type_kind_name(type->kind)));
    if (type->has_range) text_printf(text, " %lld..%lld", (long long)type->low, (long long)type->high);
}

void type_print(const Program *program, TypeId id, Text *text) {
    const Type *type = &program->types.items[id];
    if (type->name != NO_SYMBOL)
        text_add(text, symbol_text(program, type->name));
    else
        type_definition_print(program, type, text);
}

static void written_name_print(const Program *program, const Relation *relation, Text *text) {
    if (relation->is_negative) text_add_char(text, '-');
    name_print_readable(symbol_text(program, relation->name), text);
}

/* A helper of the argument layer by what it is about: `flies:applies12`. */
static void relation_name_print(const Program *program, RelId id, Text *text) {
    const Relation *relation = &program->relations.items[id];
    static const char *const HELPERS[] = {
        [HELPER_BODY] = ":body",         [HELPER_GROUPED] = ":rows",        [HELPER_AGGREGATE] = ":aggregate",
        [HELPER_ANSWER] = ":answer",     [HELPER_EXCEPTION] = ":exception", [HELPER_PREFERENCE] = ":preference",
        [HELPER_DOMAIN] = ":domain",     [HELPER_UNDECIDED] = ":undecided", [HELPER_STRICT] = ":strict",
        [HELPER_APPLIES] = ":applies",   [HELPER_OBJECTION] = ":objection", [HELPER_REBUTTED] = ":rebutted",
        [HELPER_DEFENDED] = ":defended", [HELPER_POSSIBLE] = ":possible",   [HELPER_AUDIT] = ":audit",
        [HELPER_MADE] = ":made"};
    if (relation->helper == HELPER_NONE && relation->name != NO_SYMBOL) {
        written_name_print(program, relation, text);
        return;
    }
    if (relation->of != NO_ID) relation_name_print(program, relation->of, text);
    text_printf(text, "%s%u", relation->helper == HELPER_NONE ? "" : HELPERS[relation->helper], id);
}

/* The first `count` columns. */
static void leading_print(const Program *program, RelId id, const Value *row, const Str *names, uint32_t count,
                          Text *text) {
    const Relation *relation = &program->relations.items[id];
    if (relation->of != NO_ID && relation->arity == program->relations.items[relation->of].arity)
        id = relation->of; /* rows of a helper read as rows of what it is about */
    relation_name_print(program, id, text);
    for (uint32_t i = 0; i < count; i++) {
        text_add(text, i ? STR(", ") : STR("("));
        if (names && names[i].length)
            text_add(text, names[i]);
        else
            value_print(program->values, row[i], text);
    }
    if (count) text_add_char(text, ')');
}

void atom_print_open(const Program *program, RelId id, const Value *row, const Str *names, Text *text) {
    leading_print(program, id, row, names, program->relations.items[id].arity, text);
}

void atom_print(const Program *program, RelId id, const Value *row, Text *text) {
    atom_print_open(program, id, row, NULL, text);
}

/* rule: NULL for a pattern, whose variables have no names. */
static void variable_print(const Program *program, const Rule *rule, VarId id, Text *text) {
    if (rule && rule->variables && rule->variables[id] != NO_SYMBOL)
        text_add(text, symbol_text(program, rule->variables[id]));
    else
        text_printf(text, ":%u", id);
}

static void term_print(const Program *program, const Rule *rule, Term term, Text *text) {
    if (term.kind == TERM_ANY)
        text_add_char(text, '_');
    else if (term.kind == TERM_VAR)
        variable_print(program, rule, term.id, text);
    else
        value_print(program->values, term.id, text);
}

static void terms_print(const Program *program, const Rule *rule, RelId relation, const Term *terms, Text *text) {
    relation_name_print(program, relation, text);
    uint32_t arity = program->relations.items[relation].arity;
    for (uint32_t i = 0; i < arity; i++) {
        text_add(text, i ? STR(", ") : STR("("));
        term_print(program, rule, terms[i], text);
    }
    if (arity) text_add_char(text, ')');
}

/* Depth is bounded by NODE_DEPTH_LIMIT, so recursion is too. */
static void expr_print(const Program *program, const Rule *rule, const Expr *expr, bool is_inner, Text *text) {
    if (expr->kind == EXPR_CONST) {
        value_print(program->values, expr->id, text);
    } else if (expr->kind == EXPR_VAR) {
        variable_print(program, rule, expr->id, text);
    } else if (expr->id == FN_NEGATE) {
        text_add_char(text, '-');
        expr_print(program, rule, expr->arguments[0], true, text);
    } else if (expr->id <= FN_MOD) {
        if (is_inner) text_add_char(text, '(');
        expr_print(program, rule, expr->arguments[0], true, text);
        text_printf(text, " %s ", builtin_signature((Builtin)expr->id).name);
        expr_print(program, rule, expr->arguments[1], true, text);
        if (is_inner) text_add_char(text, ')');
    } else {
        text_add(text, str_of(builtin_signature((Builtin)expr->id).name));
        for (uint32_t i = 0; i < expr->argument_count; i++) {
            text_add(text, i ? STR(", ") : STR("("));
            expr_print(program, rule, expr->arguments[i], false, text);
        }
        text_add_char(text, ')');
    }
}

void literal_print(const Program *program, const Rule *rule, const Literal *literal, Text *text) {
    switch (literal->kind) {
    case LIT_NOT: text_lit(text, "not "); /* fall through */
    case LIT_ATOM: terms_print(program, rule, literal->relation, literal->terms, text); break;
    case LIT_LOOKUP:
        terms_print(program, rule, literal->relation, literal->terms, text);
        text_lit(text, " else ");
        value_print(program->values, literal->otherwise, text);
        break;
    case LIT_COMPARE:
        expr_print(program, rule, literal->left, false, text);
        text_printf(text, " %s ", compare_name(literal->op));
        expr_print(program, rule, literal->right, false, text);
        break;
    case LIT_CONDITION:
        text_printf(text, "%s(", condition_name(literal->condition));
        expr_print(program, rule, literal->left, false, text);
        text_lit(text, ", ");
        expr_print(program, rule, literal->right, false, text);
        text_add_char(text, ')');
        break;
    case LIT_BIND:
        variable_print(program, rule, literal->variable, text);
        text_lit(text, " = ");
        expr_print(program, rule, literal->left, false, text);
        break;
    }
}

static void label_print(const Program *program, Symbol label, Text *text) {
    if (label == NO_SYMBOL) return;
    text_add(text, symbol_text(program, label));
    text_lit(text, ": ");
}

void rule_print(const Program *program, const Rule *rule, Text *text) {
    label_print(program, rule->label, text);
    if (rule->kind == RULE_PRESUMPTIVE) text_lit(text, "presumably ");
    if (rule->kind == RULE_OBJECTION) text_lit(text, "against ");
    terms_print(program, rule, rule->head, rule->terms, text);
    if (rule->literal_count) text_lit(text, " :- ");
    if (rule->is_fold) text_printf(text, "%s of ", aggregate_name(rule->aggregate));
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        if (i) text_lit(text, ", ");
        literal_print(program, rule, &rule->body[i], text);
    }
    text_add_char(text, '.');
}

/* ---- the whole program ---- */

static void cites_print(const Program *program, Cites cites, Text *text) {
    for (uint32_t i = 0; i < cites.count; i++) {
        text_lit(text, " cite ");
        value_print(program->values, cites.items[i].key, text);
        if (cites.items[i].locator.length == 0) continue;
        text_add_char(text, ' ');
        text_add_quoted(text, cites.items[i].locator);
    }
}

/* A named type by what it stands for. */
static void type_declaration_print(const Program *program, TypeId id, Text *text) {
    const Type *type = &program->types.items[id];
    text_lit(text, "type ");
    value_print(program->values, type->name, text);
    text_lit(text, " = ");
    type_definition_print(program, type, text);
    text_lit(text, ".\n");
}

static void column_name_print(const Program *program, const Relation *relation, uint32_t column, Text *text) {
    Symbol name = relation->columns[column].name;
    if (name == NO_SYMBOL)
        text_printf(text, "c%u", (unsigned)column);
    else
        text_add(text, symbol_text(program, name));
}

static void columns_print(const Program *program, const Relation *relation, Text *text) {
    for (uint32_t i = 0; i < relation->arity; i++) {
        text_add(text, i ? STR(", ") : STR("("));
        column_name_print(program, relation, i, text);
        if (relation->columns[i].type != TYPE_ID_ANY) {
            text_lit(text, ": ");
            type_print(program, relation->columns[i].type, text);
        }
        if (relation->columns[i].is_optional) text_add_char(text, '?');
        if (!relation->domains || relation->domains[i] == NO_ID) continue;
        text_lit(text, " from ");
        relation_name_print(program, relation->domains[i], text);
    }
    if (relation->arity) text_add_char(text, ')');
}

static void relation_declaration_print(const Program *program, RelId id, Text *text) {
    const Relation *relation = &program->relations.items[id];
    if (relation->is_open) text_lit(text, "open ");
    text_add(text, relation->is_parameter ? STR("parameter ") : STR("relation "));
    relation_name_print(program, id, text);
    columns_print(program, relation, text);
    for (uint32_t k = 0; k < relation->key_count; k++) {
        const Key *key = &relation->keys[k];
        text_lit(text, " key");
        for (uint32_t i = 0; i < key->count; i++) {
            text_add(text, i ? STR(", ") : STR("("));
            column_name_print(program, relation, key->columns[i], text);
        }
        text_add_char(text, ')');
    }
    if (relation->sentence.length) text_add_char(text, ' '), text_add_quoted(text, relation->sentence);
    text_lit(text, ".\n");
}

static void component_print(const Program *program, size_t number, Text *text) {
    const Component *component = &program->components.items[number];
    text_printf(text, "%% component %zu:", number);
    for (uint32_t i = 0; i < component->relation_count; i++) {
        text_add_char(text, ' ');
        relation_name_print(program, component->relations[i], text);
        text_printf(text, "/%u", (unsigned)program->relations.items[component->relations[i]].arity);
    }
    const char *kind = component->is_alternating ? " (alternating)" : component->is_recursive ? " (recursive)" : "";
    text_printf(text, "%s\n", kind);
}

/* Which of the premises are exceptions. */
static void exceptions_print(const Program *program, const Rule *rule, Text *text) {
    bool is_first = true;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (!literal->is_exception) continue;
        text_add(text, is_first ? STR("  % exception: ") : STR(", "));
        terms_print(program, rule, literal->relation, literal->terms, text);
        is_first = false;
    }
}

static void contrary_print(const Program *program, const Contrary *contrary, Text *text) {
    text_lit(text, "contrary ");
    terms_print(program, NULL, contrary->first, contrary->first_terms, text);
    text_lit(text, ", ");
    terms_print(program, NULL, contrary->second, contrary->second_terms, text);
    text_lit(text, ".\n");
}

static void condition_print(const Program *program, RelId id, Text *text) {
    const Relation *relation = &program->relations.items[id];
    text_lit(text, " :- ");
    relation_name_print(program, id, text);
    for (uint32_t i = 0; i < relation->arity; i++) {
        text_add(text, i ? STR(", ") : STR("("));
        column_name_print(program, relation, i, text);
    }
    if (relation->arity) text_add_char(text, ')');
}

static void preference_print(const Program *program, const Preference *preference, Text *text) {
    text_lit(text, "prefer ");
    text_add(text, symbol_text(program, preference->winner));
    text_lit(text, " over ");
    text_add(text, symbol_text(program, preference->loser));
    if (preference->condition != NO_ID) condition_print(program, preference->condition, text);
    text_lit(text, ".\n");
}

static void undercut_print(const Program *program, const Undercut *undercut, Text *text) {
    text_lit(text, "undercut ");
    text_add(text, symbol_text(program, undercut->rule));
    condition_print(program, undercut->exception, text);
    text_lit(text, ".\n");
}

void program_print(const Program *program, Text *text) {
    for (TypeId i = 0; i < program->types.count; i++)
        if (program->types.items[i].name != NO_SYMBOL) type_declaration_print(program, i, text);
    for (RelId i = 0; i < program->relations.count; i++) relation_declaration_print(program, i, text);
    for (size_t i = 0; i < program->facts.count; i++) {
        const Fact *fact = &program->facts.items[i];
        label_print(program, fact->label, text);
        if (fact->is_reported) text_lit(text, "presumably ");
        atom_print(program, fact->relation, fact->values, text);
        cites_print(program, fact->cites, text);
        text_lit(text, ".\n");
    }
    for (size_t i = 0; i < program->rules.count; i++) {
        rule_print(program, &program->rules.items[i], text);
        exceptions_print(program, &program->rules.items[i], text);
        text_add_char(text, '\n');
    }
    for (size_t i = 0; i < program->contraries.count; i++) contrary_print(program, &program->contraries.items[i], text);
    for (size_t i = 0; i < program->preferences.count; i++)
        preference_print(program, &program->preferences.items[i], text);
    for (size_t i = 0; i < program->undercuts.count; i++) undercut_print(program, &program->undercuts.items[i], text);
    for (size_t i = 0; i < program->components.count; i++) component_print(program, i, text);
}

void saying_print(const Program *program, RelId id, const Value *row, Text *text) {
    uint32_t count = program->relations.items[id].arity;
    if (program->relations.items[id].sentence.length > 0) {
        sentence_print(program, id, row, text);
        return;
    }
    while (count > 1 && row[count - 1] == VALUE_NONE) count--;
    leading_print(program, id, row, NULL, count, text);
}

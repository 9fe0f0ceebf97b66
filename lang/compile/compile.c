/* Text to program: the stages of lang/ strung together.
 *
 * The trees and all tables beside them live in one arena that ends with the call; what the program keeps was copied
 * into its own.  Scenarios are taken in a first round, because a test may stand before the scenario it runs in. */
#include "lang/compile/compile.h"

#include "lang/check/check.h"
#include "lang/compile/argue.h"
#include "lang/compile/ask.h"
#include "lang/compile/circle.h"
#include "lang/compile/lint_argue.h"
#include "lang/compile/opposition.h"
#include "lang/compile/phrase.h"
#include "lang/compile/ranking.h"
#include "lang/syntax/parse.h"

/* ---- facts and rules ---- */

static void compile_fact(Lower *l, const Statement *s, RelId relation) {
    Program *program = l->program;
    Fact fact = {.relation = relation, .label = phrase_symbol(program, s->label), .span = s->span};
    fact.values = lower_row(l, s->head, relation);
    fact.cites = phrase_cites(program, s->cites, s->cite_count);
    fact.is_reported = s->is_presumptive;
    program_add_fact(program, fact);
}

static void compile_rule(Lower *l, const Statement *s, RelId relation) {
    Program *program = l->program;
    lower_begin(l, s->head, s->body, s->strength);
    LoweredBody body = lower_body(l, s->body, s->head, NULL, 0);
    bool is_objection = s->kind == STMT_AGAINST;
    Rule pattern = {.kind = is_objection        ? RULE_OBJECTION
                            : s->is_presumptive ? RULE_PRESUMPTIVE
                                                : RULE_STRICT,
                    .head = relation,
                    .label = phrase_symbol(program, s->label),
                    .gloss = phrase_text(program, s->text),
                    .span = s->span};
    if (body.count) pattern.cites = phrase_cites(program, s->cites, s->cite_count);
    lower_rules(l, &body, pattern);
    lowered_body_clear(&body);
}

/* `parameter year: year = 2015.` is a fact of one column. */
static void compile_parameter(Lower *l, const Statement *s, RelId relation) {
    Program *program = l->program;
    Value *row = arena_new(&program->arena, Value);
    *row = lower_value(l, s->node);
    program->relations.items[relation].is_parameter = true;
    program_add_fact(program, (Fact){.relation = relation, .values = row, .label = NO_SYMBOL, .span = s->span});
}

static void compile_statement(Asker *asker, const Statement *s, RelId relation, const Statement *about) {
    Lower *l = asker->lower;
    switch (s->kind) {
    case STMT_CLAUSE:
    case STMT_AGAINST:
        if (relation == NO_ID || !s->head) return;
        if (s->body)
            compile_rule(l, s, relation);
        else
            compile_fact(l, s, relation);
        return;
    case STMT_PARAMETER:
        if (relation != NO_ID && s->node) compile_parameter(l, s, relation);
        return;
    case STMT_QUERY: ask_query(asker, s); return;
    case STMT_CLAIM: ask_claim(asker, s); return;
    case STMT_PREDICTION: ask_prediction(asker, s); return;
    case STMT_TEST: ask_test(asker, s); return;
    case STMT_LOAD: ask_load(asker, s, relation); return;
    case STMT_CONTRARY: opposition_contrary(l, s); return;
    case STMT_PREFER: opposition_prefer(l, s, about); return;
    case STMT_UNDERCUT: opposition_undercut(l, s, about); return;
    case STMT_MAP: ask_map(asker, s, relation); return;
    default: return; /* check has dealt with declarations */
    }
}

static void compile_scenarios(Asker *asker, const Ast *ast) {
    for (uint32_t i = 0; i < ast->statement_count; i++) {
        const Statement *s = ast->statements[i];
        if (s->kind != STMT_SCENARIO || !diags_go_on(asker->lower->diags, s->span)) continue;
        intern(asker->scenarios, s->label);
        ask_scenario(asker, s);
    }
}

static void compile_modules(const Checked *checked, Program *program, const Sources *sources, Arena *arena,
                            Diags *diags) {
    Lower lower;
    lower_init(&lower, program, arena, diags);
    Asker asker = {.lower = &lower, .sources = sources, .scenarios = interner_new()};
    const Modules *modules = checked->modules;
    for (int round = 0; round < 2; round++)
        for (size_t m = 0; m < modules->items.count; m++) {
            const Ast *ast = modules->items.items[m].ast;
            const NodeTable *table = &checked->tables[m];
            lower_module(&lower, table, ast->node_count);
            asker.module = &modules->items.items[m];
            if (round == 0) compile_scenarios(&asker, ast);
            for (uint32_t i = 0; round == 1 && i < ast->statement_count; i++)
                if (diags_go_on(diags, ast->statements[i]->span))
                    compile_statement(&asker, ast->statements[i], table->statement[i], table->about[i]);
        }
    interner_free(asker.scenarios);
    lower_clear(&lower);
}

/* ---- the ways in ---- */

static const Policy DEFAULT = {.ambiguity = AMBIGUITY_BLOCK, .closed = CLOSED_WHERE_NEEDED};

/* Before arguments are weighed: what can be denied can be doubted. */
static void make_denied(Program *program, const Policy *policy) {
    size_t count = program->relations.count;
    for (size_t i = 0; i < policy->denied_count; i++)
        for (RelId id = 0; id < count; id++) {
            const Relation *relation = &program->relations.items[id];
            if (relation->helper != HELPER_NONE || relation->is_negative) continue;
            if (str_equal(intern_text(values_symbols(program->values), relation->name), policy->denied[i]))
                program_contrary(program, id);
        }
}

/* Whether a claim may be established under this policy, and not under the other one. */
static bool may_differ(const Program *program, const Policy *policy) {
    return policy->ambiguity == AMBIGUITY_BLOCK && program->agenda->claims.count > 0 && argue_is_needed(program);
}

/* policy: NULL leaves arguments as they are written. */
static bool compile_on(const Checked *checked, Program *program, const Policy *policy, uint32_t errors_before,
                       Sources *sources, Arena *arena, Diags *diags) {
    if (diags_error_count(diags) != errors_before) return false;
    compile_modules(checked, program, sources, arena, diags);
    ranking_names(program, diags);
    if (diags_error_count(diags) != errors_before || !diags_go_on_now(diags, NO_SPAN)) return false;
    if (policy) make_denied(program, policy);
    if (policy && may_differ(program, policy)) program->written = program_copy(program);
    lint_argue(program, diags);
    if (policy && diags_go_on_now(diags, NO_SPAN)) argue(program, policy, diags);
    program->compiled = (uint32_t)program->relations.count;
    if (policy && diags_go_on_now(diags, NO_SPAN)) circle_order(program, sources, diags);
    return diags_error_count(diags) == errors_before;
}

bool compile_checked(const Checked *checked, Program *program, const Policy *policy, Sources *sources, Arena *arena,
                     Diags *diags) {
    return compile_on(checked, program, policy ? policy : &DEFAULT, diags_error_count(diags), sources, arena, diags);
}

/* Takes the modules. */
static Program *compile(Modules *modules, const Policy *policy, uint32_t errors_before, Sources *sources, Arena *arena,
                        Diags *diags) {
    Program *program = program_new();
    const Checked *checked = modules ? check(modules, program, arena, diags) : NULL;
    bool is_fine = checked && compile_on(checked, program, policy, errors_before, sources, arena, diags);
    modules_free(modules);
    arena_clear(arena);
    if (is_fine) return program;
    program_free(program);
    return NULL;
}

Program *compile_files(const char *const *paths, size_t count, const Policy *policy, ReadFile *read, void *context,
                       Sources *sources, Diags *diags) {
    Arena arena;
    arena_init(&arena);
    uint32_t errors = diags_error_count(diags);
    return compile(modules_read(paths, count, read, context, sources, &arena, diags), policy ? policy : &DEFAULT,
                   errors, sources, &arena, diags);
}

Program *compile_source(SourceId source, const Policy *policy, ReadFile *read, void *context, Sources *sources,
                        Diags *diags) {
    Arena arena;
    arena_init(&arena);
    uint32_t errors = diags_error_count(diags);
    return compile(modules_of_source(source, read, context, sources, &arena, diags), policy ? policy : &DEFAULT, errors,
                   sources, &arena, diags);
}

/* ORDER: Ranked.  A presumptive rule, a reported fact or a source, and nothing strict. */
static bool is_ranked(const Program *program, Symbol name) {
    const Program *written = program->written;
    bool is_known = program_find_source(program, name) != NULL;
    for (size_t i = 0; i < written->rules.count; i++) {
        if (written->rules.items[i].label != name) continue;
        if (written->rules.items[i].kind == RULE_STRICT) return false;
        is_known = true;
    }
    for (size_t i = 0; i < written->facts.count; i++) {
        if (written->facts.items[i].label != name) continue;
        if (!written->facts.items[i].is_reported) return false;
        is_known = true;
    }
    for (size_t i = 0; i < written->agenda->claims.count; i++)
        if (written->agenda->claims.items[i].name == name) return false;
    for (size_t i = 0; i < written->agenda->scenarios.count; i++) {
        const Scenario *scenario = &written->agenda->scenarios.items[i];
        for (uint32_t k = 0; k < scenario->change_count; k++)
            is_known = is_known || (scenario->changes[k].is_reported && scenario->changes[k].label == name);
    }
    return is_known;
}

static bool may_be_revised(const Program *program, const Amendment *amendment) {
    for (uint32_t i = 0; i < amendment->more_count; i++) {
        const Preference *more = &amendment->more[i];
        if (more->winner == more->loser || !is_ranked(program, more->winner) || !is_ranked(program, more->loser))
            return false;
    }
    return true;
}

static void revise(Program *program, const Amendment *amendment) {
    size_t kept = 0;
    for (size_t i = 0; i < program->preferences.count; i++) {
        const Preference preference = program->preferences.items[i];
        bool is_gone = amendment->takes_back && amendment->takes_back(amendment->context, &preference);
        if (!is_gone) program->preferences.items[kept++] = preference;
    }
    program->preferences.count = kept;
    for (uint32_t i = 0; i < amendment->more_count; i++) vec_push(&program->preferences, amendment->more[i]);
}

Program *compile_again(const Program *program, const Policy *policy, const Amendment *amendment, const Sources *sources,
                       Diags *diags) {
    uint32_t errors = diags_error_count(diags);
    if (!program->written || !may_be_revised(program, amendment)) return NULL;
    Program *other =
        amendment->is_in ? program_copy_part(program->written, amendment->is_in) : program_copy(program->written);
    revise(other, amendment);
    if (amendment->more_count) ranking_names(other, diags);
    make_denied(other, policy);
    if (diags_error_count(diags) == errors) argue(other, policy, diags);
    other->compiled = (uint32_t)other->relations.count;
    if (diags_go_on_now(diags, NO_SPAN)) circle_order(other, sources, diags);
    if (diags_error_count(diags) == errors) return other;
    program_free(other);
    return NULL;
}

Program *compile_written(SourceId source, ReadFile *read, void *context, Sources *sources, Diags *diags) {
    Arena arena;
    arena_init(&arena);
    uint32_t errors = diags_error_count(diags);
    return compile(modules_of_source(source, read, context, sources, &arena, diags), NULL, errors, sources, &arena,
                   diags);
}

/* ---- later questions ---- */

/* New relations in the order they were made: each needs only those before it. */
static void add_components(Program *program, size_t relations_before, size_t rules_before) {
    RuleId rule = (RuleId)rules_before;
    for (RelId id = (RelId)relations_before; id < program->relations.count; id++) {
        Component component = {.relation_count = 1};
        RelId *relations = arena_new(&program->arena, RelId);
        *relations = id;
        component.relations = relations;
        RuleId first = rule;
        while (rule < program->rules.count && program->rules.items[rule].head == id) rule++;
        component.rule_count = rule - first;
        RuleId *rules = arena_array(&program->arena, RuleId, component.rule_count);
        for (RuleId r = first; r < rule; r++) rules[r - first] = r;
        component.rules = rules;
        program->relations.items[id].component = (uint32_t)program->components.count;
        vec_push(&program->components, component);
    }
}

typedef struct {
    Arena arena;
    Modules modules;
    const Checked *checked; /* NULL after errors */
    const Node *body;
} Asked;

static void asked_open(Asked *asked, SourceId source, Program *program, Sources *sources, Diags *diags) {
    *asked = (Asked){0};
    arena_init(&asked->arena);
    Ast *ast = parse_body(sources, source, &asked->arena, diags);
    if (!ast) return;
    vec_push(&asked->modules.items, ((Module){.ast = ast}));
    asked->body = ast->statements[0]->body;
    asked->checked = check_question(&asked->modules, program, &asked->arena, diags);
}

static void asked_close(Asked *asked) {
    vec_free(&asked->modules.items);
    arena_clear(&asked->arena);
}

bool compile_question(SourceId source, Program *program, Sources *sources, Diags *diags, Question *question) {
    Asked asked;
    size_t relations = program->relations.count, rules = program->rules.count;
    bool fine = false;
    asked_open(&asked, source, program, sources, diags);
    if (asked.checked) {
        Lower lower;
        lower_init(&lower, program, &asked.arena, diags);
        lower_module(&lower, &asked.checked->tables[0], asked.modules.items.items[0].ast->node_count);
        Asker asker = {.lower = &lower, .sources = sources, .module = &asked.modules.items.items[0]};
        fine = ask_question(&asker, asked.body, false, question);
        lower_clear(&lower);
    }
    asked_close(&asked);
    add_components(program, relations, rules);
    return fine;
}

bool compile_atom(SourceId source, Program *program, Sources *sources, Diags *diags, RelId *relation,
                  const Term **terms) {
    Asked asked;
    size_t relations = program->relations.count, rules = program->rules.count;
    bool fine = false;
    asked_open(&asked, source, program, sources, diags);
    if (asked.checked) {
        Lower lower;
        lower_init(&lower, program, &asked.arena, diags);
        lower_module(&lower, &asked.checked->tables[0], asked.modules.items.items[0].ast->node_count);
        lower_begin(&lower, NULL, asked.body, STRENGTH_CERTAIN);
        uint32_t count = (uint32_t)lower.variables.items.count, *own = arena_array(&asked.arena, uint32_t, count + 1);
        for (uint32_t i = 0; i < count; i++) own[i] = i;
        *terms = NULL;
        if (node_is_atom(&asked.checked->tables[0], asked.body)) {
            *relation = asked.checked->tables[0].relation[asked.body->id];
            *terms = lower_pattern(&lower, asked.body, *relation, own);
        }
        fine = *terms != NULL;
        if (!fine) {
            Diag *diag = diag_add(diags, E0505, asked.body->span, "one atom is expected here");
            diag_remedy(diags, diag, "name a relation with its arguments");
        }
        lower_clear(&lower);
    }
    asked_close(&asked);
    add_components(program, relations, rules);
    return fine;
}

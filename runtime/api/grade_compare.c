/* A relation of the answer beside the solution's: agreed on all that was tried, or the facts on which they part.
 *
 * The solution is read as an answer is, so that both programs differ in nothing else.  Of it only what follows is told:
 * its facts and glosses, never its rules. */
#include "runtime/api/grade_internal.h"
#include "runtime/judge/shortfall.h"
#include "runtime/show/words.h"
#include "runtime/why/proof.h"

/* Of one world: there are many of them. */
enum { WORLD_ROWS = 4000, WORLD_ROUNDS = 1000, WORLD_STEPS = 2000000 };

typedef struct {
    Marking *m;
    Beside reference;
    Universe universe;
    Counterexample found;
    GivenRows rows;
    RunOptions run; /* the limits of one world */
    Str name;       /* of the relation */
} Comparison;

static RunOptions world_options(const Grader *g) {
    RunOptions run = g->run;
    run.budget.max_rows = WORLD_ROWS;
    run.budget.max_rounds = WORLD_ROUNDS;
    run.budget.max_steps = WORLD_STEPS;
    return run;
}

/* ---- in words ---- */

static void print_facts(const Comparison *c, Text *text) {
    const Program *program = c->universe.base[1]->program;
    for (size_t i = 0; i < c->found.facts.count; i++) {
        const PossibleFact *fact = &c->universe.facts.items[c->found.facts.items[i]];
        text_lit(text, "    ");
        atom_print(program, c->universe.relations.items[fact->relation].of[1], fact->values[1], text);
        text_lit(text, ".\n");
    }
}

static void print_about(const Comparison *c, Text *text) {
    atom_print(c->universe.base[1]->program, c->found.relation[1], c->found.row[1], text);
}

/* `parent, employer`: what is varied, each once, though -p is varied beside p. */
static void print_varied(const Comparison *c, Text *text) {
    const Universe *u = &c->universe;
    for (uint32_t i = 0; i < u->relations.count; i++) {
        if (i && str_equal(u->relations.items[i].name, u->relations.items[i - 1].name)) continue;
        text_add(text, i ? STR(", ") : STR(""));
        text_add(text, u->relations.items[i].name);
    }
}

/* `what is given`, `no facts`, `these 2 facts`. */
static void print_head(const Comparison *c, Text *text) {
    size_t count = c->found.facts.count;
    if (c->universe.relations.count == 0)
        text_lit(text, "on what is given");
    else if (count == 0)
        text_lit(text, "where there are no facts at all of "), print_varied(c, text);
    else
        text_printf(text, "on %s %zu fact%s:\n", count == 1 ? "this" : "these", count, count == 1 ? "" : "s");
    if (c->universe.relations.count && count) {
        print_facts(c, text);
    } else {
        text_lit(text, "\n");
    }
}

static void print_status(Status status, Reason reason, Text *text) {
    text_add(text, str_of(status_name(status)));
    if (reason_name(reason)) text_printf(text, ": %s", reason_name(reason));
}

static void print_difference(const Comparison *c, Text *text) {
    const Counterexample *f = &c->found;
    if (f->status[1] == STATUS_ESTABLISHED) {
        text_lit(text, "your answer derives ");
        print_about(c, text);
        text_add(text, f->status[0] == STATUS_UNSUPPORTED ? STR("; it should not") : STR("; it should be "));
        if (f->status[0] != STATUS_UNSUPPORTED) print_status(f->status[0], f->reason[0], text);
    } else if (f->status[0] == STATUS_ESTABLISHED) {
        text_lit(text, "your answer does not derive ");
        print_about(c, text);
        text_lit(text, "; it should");
    } else {
        text_lit(text, "in your answer ");
        print_about(c, text);
        text_lit(text, " is ");
        print_status(f->status[1], f->reason[1], text);
        text_lit(text, "; it should be ");
        print_status(f->status[0], f->reason[0], text);
    }
    text_lit(text, "\n");
}

/* ---- with both proofs ---- */

/* Steps that the solution takes on its way are its own: only of what stands in front of the exercise may be told. */
static bool is_given_relation(const Comparison *c, const Relation *relation) {
    return relation->helper == HELPER_NONE && relation->name != NO_SYMBOL &&
           (!relation->is_declared || relation->span.source != c->reference.answer) &&
           relation_written(c->m->own.session.program, symbol_str(c->reference.session.program, relation->name)) !=
               NO_ID;
}

/* The facts that the solution has it from. */
static void print_grounds(const Comparison *c, const Proof *proof, Text *text) {
    const Program *program = proof->store->program;
    uint32_t told = 0;
    for (size_t i = 0; i < proof->steps.count; i++) {
        const Step *step = &proof->steps.items[i];
        RelId said = program_said(program, step->relation);
        if (step->rule != NO_ID || !is_given_relation(c, &program->relations.items[said])) continue;
        text_add(text, told++ ? STR(", ") : STR("that follows from "));
        atom_print(program, said, step_values(proof, step), text);
    }
    if (told) text_lit(text, "\n");
}

/* What the rule says in words, if it does. */
static void print_gloss(const Comparison *c, RuleId id, Text *text) {
    if (id == NO_ID) return;
    const Rule *rule = &c->reference.session.program->rules.items[id];
    if (rule->gloss.length) text_printf(text, "the rule is: %.*s\n", STR_FMT(rule->gloss));
}

/* The fact that a premise lacks or that is in its way, as a sentence.
 * False where there is none: how else the solution asks is not told. */
static bool print_fact_of(const Comparison *c, const Store *store, const Attempt *attempt, uint32_t number,
                          Text *text) {
    const Program *program = store->program;
    const Premise *premise = &attempt->premises[number];
    const Literal *literal = &program->rules.items[attempt->nearby->rule].body[number];
    bool is_in_the_way = premise->stand == STAND_IN_THE_WAY;
    Value row[ATOM_COLUMNS];
    Str names[ATOM_COLUMNS];
    RelId id = is_in_the_way ? premise->fact.relation : premise->relation;
    if (is_in_the_way ? premise->fact.row == NO_ROW : id == NO_ID || premise->stand == STAND_PENDING) return false;
    id = program_said(program, id);
    const Relation *relation = &program->relations.items[id];
    if (!is_given_relation(c, relation)) return false;
    for (uint32_t i = 0; i < relation->arity; i++) {
        row[i] = is_in_the_way ? table_row(store_table(store, premise->fact.relation), premise->fact.row)[i]
                               : term_value(literal->terms[i], attempt->nearby->bindings);
        names[i] = row[i] == UNBOUND ? STR("something") : STR("");
    }
    open_sentence_print(program, id, row, names, text);
    return true;
}

/* Of what the nearest rule of the solution lacks, the facts; or those that are in its way. */
static void print_facts_of(const Comparison *c, const Store *store, const Route *route, bool is_in_the_way,
                           Text *text) {
    uint32_t told = 0, count = store->program->rules.items[route->rule].literal_count;
    size_t begin = text->length;
    for (uint32_t k = 0; k < count; k++) {
        Stand stand = route->attempts[0].premises[k].stand;
        if (!stand_is_lacking(stand) || (stand == STAND_IN_THE_WAY) != is_in_the_way) continue;
        size_t before = text->length;
        text_add(text, told ? STR("; ") : is_in_the_way ? STR("what is in the way: ") : STR("it lacks: "));
        if (print_fact_of(c, store, &route->attempts[0], k, text))
            told++;
        else
            text_cut(text, before);
    }
    if (text->length > begin) text_lit(text, "\n");
}

/* What the nearest rule of the solution lacks, in words. */
static void print_lacking(const Comparison *c, const Store *store, Text *text) {
    const Counterexample *f = &c->found;
    Judgement judged = status_of_row(store, f->relation[0], f->row[0]);
    Shortfall *shortfall = shortfall_of(store, f->relation[0], f->row[0], NULL, &judged, 0);
    const Short *asked = &shortfall->items.items[0];
    const Route *route = asked->route_count && asked->routes[0].attempt_count ? &asked->routes[0] : NULL;
    if (route) {
        print_facts_of(c, store, route, false, text);
        print_facts_of(c, store, route, true, text);
        print_gloss(c, route->rule, text);
    }
    shortfall_free(shortfall);
}

static void print_proof(const Comparison *c, const Store *store, Text *text) {
    Judgement judged = status_of_row(store, c->found.relation[0], c->found.row[0]);
    Proof *proof = judged.row.row == NO_ROW ? NULL : prove(store, judged.row.relation, judged.row.row);
    if (proof) {
        print_grounds(c, proof, text);
        print_gloss(c, proof->steps.items[step_behind(proof, 0)].rule, text);
    }
    proof_free(proof);
}

/* In the same world of the solution. */
static void print_reference(Comparison *c, Text *text) {
    const Counterexample *f = &c->found;
    const Session *session = &c->reference.session;
    Changes changes;
    universe_changes(&c->universe, 0, f->facts.items, (uint32_t)f->facts.count, &c->rows, &changes);
    World *world = world_new(session->given, &changes, &c->run, session->diags);
    if (f->status[0] == STATUS_ESTABLISHED || f->status[0] == STATUS_REFUTED)
        print_proof(c, world->store, text);
    else if (f->status[0] == STATUS_UNSUPPORTED)
        print_lacking(c, world->store, text);
    world_free(world);
}

static void print_own(Comparison *c, Text *text) {
    Changes changes;
    Text subject;
    text_init(&subject);
    print_about(c, &subject);
    universe_changes(&c->universe, 1, c->found.facts.items, (uint32_t)c->found.facts.count, &c->rows, &changes);
    text_lit(text, "in your answer:\n");
    tell_why_in(&c->m->own.session, &changes, &c->run, text_str(&subject), text);
    text_clear(&subject);
}

static void tell_difference(Comparison *c, Text *text) {
    print_head(c, text);
    if (c->found.stop != STOP_NONE) {
        text_lit(text, "there your answer ");
        stop_tell(c->found.stop, &c->run, text);
        text_lit(text, "\n");
        return;
    }
    print_difference(c, text);
    print_reference(c, text);
    print_own(c, text);
}

static void tell_tried(const Comparison *c, Text *text) {
    const Counterexample *f = &c->found;
    if (c->universe.relations.count == 0) {
        text_lit(text, "on what is given");
        return;
    }
    text_printf(text, "%u sets of facts tried: what is given, all of up to %u fact%s out of %u", (unsigned)f->tried,
                (unsigned)f->size, f->size == 1 ? "" : "s", (unsigned)c->universe.count);
    if (c->universe.is_cut) text_lit(text, " (there could be more)");
    if (f->random) text_printf(text, ", %u at random over more names", (unsigned)f->random);
}

/* ---- the search ---- */

static Str kept(Marking *m, Text *text) {
    Str copy = arena_str(&m->marks->arena, text_str(text));
    text_clear(text);
    return copy;
}

/* Relations of which an answer states facts are no input: their facts are what is compared. */
static void find_defined(const Exercise *e, Arena *arena, UniverseAsk *ask) {
    Vec(Str) names = {0};
    for (size_t i = 0; i < e->defines.count; i++) {
        const Define *define = &e->defines.items[i];
        bool is_of_rules = define->kind == DEFINE_EXCEPTIONS || define->kind == DEFINE_PRIORITIES;
        for (uint32_t k = 0; !is_of_rules && k < define->name_count; k++) vec_push(&names, define->names[k]);
    }
    ask->defined = arena_copy(arena, names.items, names.count * sizeof *names.items);
    ask->defined_count = (uint32_t)names.count;
    vec_free(&names);
}

static void compare(Comparison *c, uint32_t number) {
    Marking *m = c->m;
    const Demand *demand = &m->grader->exercise->demands.items[number];
    MarkedDemand *marked = &m->marks->demands[number];
    UniverseAsk ask = {.relation = c->name, .over = demand->item->names, .over_count = demand->item->name_count};
    find_defined(m->grader->exercise, &m->marks->arena, &ask);
    universe_init(&c->universe, c->reference.session.given, m->own.session.given, &ask);
    counterexample_find(&c->universe, c->name, m->grader->seed, &c->run, m->own.session.diags, &c->found);
    marked->is_met = !c->found.is_found;
    Text text;
    text_init(&text);
    tell_tried(c, &text);
    marked->tried = kept(m, &text);
    if (!marked->is_met && !demand->is_hidden && !m->grader->is_opening) {
        text_init(&text);
        tell_difference(c, &text);
        marked->because = kept(m, &text);
        marked->got = STR("it differs");
    }
    counterexample_clear(&c->found);
    universe_clear(&c->universe);
}

void mark_comparison(Marking *m, uint32_t number) {
    const Exercise *e = m->grader->exercise;
    Comparison c = {.m = m, .run = world_options(m->grader), .name = e->demands.items[number].item->text};
    if (beside_open(&c.reference, &m->grader->bench, VIEW_GIVEN, STR("solution"), answer_text(e, &e->solution)))
        compare(&c, number);
    vec_free(&c.rows);
    beside_close(&c.reference);
}

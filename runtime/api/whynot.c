/* Why not.  Numbers of relations and symbols are a program's own,
 * so what is asked of another reading of the files is asked again in words. */
#include "runtime/api/whynot.h"

#include <assert.h>

#include "runtime/api/asked.h"
#include "runtime/api/judged.h"
#include "runtime/api/misnamed.h"
#include "runtime/api/reread.h"
#include "runtime/judge/repair_memo.h"
#include "runtime/show/whynot.h"

typedef struct {
    Session *session;
    const WhyNotAsk *ask;
    const RunOptions *run;
    Symbol first_new; /* symbols from here on are the question's */
    Goal goal;
    Question question;
    Part part;
} Asking;

/* ---- what is asked ---- */

/* The one atom of a question; its variables are columns of the answer. */
static bool find_part(const Program *program, const Question *question, Part *part) {
    const Rule *rule = &program->rules.items[question->rule];
    const Literal *literal = question_atom(program, question);
    if (!literal) return false;
    const Relation *relation = &program->relations.items[literal->relation];
    Term *terms = arena_array(&((Program *)(uintptr_t)program)->arena, Term, relation->arity + 1);
    for (uint32_t i = 0; i < relation->arity; i++) {
        terms[i] = literal->terms[i];
        if (terms[i].kind != TERM_VAR) continue;
        uint32_t column = 0;
        while (column < question->name_count &&
               !(rule->terms[column].kind == TERM_VAR && rule->terms[column].id == terms[i].id))
            column++;
        terms[i] = column < question->name_count ? term_var(column) : term_any();
    }
    *part = (Part){.is_atom = true, .relation = literal->relation, .terms = terms, .span = literal->span};
    return true;
}

/* The goal in a session that has run; false with diags. */
static bool find_goal(Asking *a, Session *session) {
    Program *program = session->program;
    Symbol name = intern_find(values_symbols(program->values), a->ask->subject);
    const Claim *claim = name == NO_SYMBOL ? NULL : claim_find(program, name);
    a->goal = (Goal){.claim = claim};
    if (claim) {
        a->goal.question = &claim->question;
        return true;
    }
    if (misnamed_explain(session, a->ask->subject)) return false;
    if (!session_ask(session, a->ask->subject, a->run, &a->question)) return false;
    a->goal.question = &a->question;
    const Claim *body = question_claim(program, &a->question, a->ask->subject);
    if (find_part(program, &a->question, &a->part))
        a->goal.part = &a->part;
    else if (body->part_count)
        a->goal.body = body;
    return true;
}

/* The atom that is asked about, else the answer of the question. */
static RelId asked_row(const Asking *a, Arena *arena, const Value **row, const Str **names) {
    const Program *program = a->session->program;
    const Part *part = a->goal.part;
    if (a->goal.claim && a->goal.claim->part_count == 1 && a->goal.claim->parts[0].is_atom &&
        !a->goal.claim->parts[0].is_negated)
        part = &a->goal.claim->parts[0];
    RelId id = part ? part->relation : a->goal.question->answer;
    uint32_t arity = program->relations.items[id].arity;
    Value *values = arena_array(arena, Value, arity + 1);
    Str *spelled = arena_array(arena, Str, arity + 1);
    const Interner *symbols = values_symbols(program->values);
    for (uint32_t i = 0; i < arity; i++) {
        Term term = part ? part->terms[i] : term_var(i);
        values[i] = term.kind == TERM_CONST ? term.id : UNBOUND;
        spelled[i] = term.kind == TERM_CONST ? STR("")
                     : term.kind == TERM_VAR ? intern_text(symbols, a->goal.question->names[term.id])
                                             : STR("_");
    }
    *row = values;
    *names = spelled;
    return id;
}

/* ---- what needs the files read again ---- */

static bool has_facts(const Repair *repair) {
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (!step_is_priority(&repair->steps[i])) return true;
    return false;
}

typedef struct {
    const Asking *asking, *again;
    const Rereading *rereading;
    Session *other;
    Repair *repair;
    Stands *stands;
    Arena *arena;
} Compiled;

static void judge_repair(const Compiled *c, const Store *after) {
    Judgement judgement = goal_judge(after, &c->again->goal);
    c->repair->status = judgement.status;
    c->repair->reason = judgement.reason;
    repair_compare(c->repair, NULL, c->asking->session->world->store, c->stands, after, c->rereading->is_in, c->arena);
}

/* Facts of the repair are changed in the world of the other reading. */
static bool judge_with_facts(const Compiled *c, Stop *stop) {
    const Asking *a = c->asking;
    Changes changes = repair_changes(a->session->program, c->other->program, c->repair, c->arena);
    World *world = world_new(c->other->world->store, &changes, a->run, c->other->diags);
    *stop = world->outcome.stop;
    bool is_run = *stop == STOP_NONE;
    if (is_run) judge_repair(c, world->store);
    world_free(world);
    return is_run;
}

static bool try_compiled(void *context, Repair *repair, Stands *stands, Stop *stop, Arena *arena) {
    Asking *a = context;
    Asking again = *a;
    Rereading rereading = {
        .session = a->session, .supposed = a->ask->supposed, .run = a->run, .repair = repair, .claim = a->goal.claim};
    Session other;
    Compiled compiled = {a, &again, &rereading, &other, repair, stands, arena};
    if (a->ask->memo) rereading.islands = repair_memo_islands(a->ask->memo, a->session->program);
    again.session = &other;
    bool is_run = reread(&rereading, &other) && find_goal(&again, &other);
    *stop = other.world ? other.world->outcome.stop : other.read_stop;
    assert(other.world || !is_run);
    if (is_run && has_facts(repair))
        is_run = judge_with_facts(&compiled, stop);
    else if (is_run)
        judge_repair(&compiled, other.world->store);
    reread_end(&rereading, &other);
    return is_run;
}

/* ---- all of it ---- */

/* Of a pattern, the row that comes furthest, where one is argued about; then that is what is told. */
static Judgement judge_asked(const Asking *a, RelId id, const Value **row, const Value **pattern, Arena *arena) {
    const Store *store = a->session->world->store;
    Judgement judgement = goal_judge(store, &a->goal);
    const Relation *relation = &store->program->relations.items[id];
    if (relation->helper == HELPER_NONE && row_is_ground(*row, relation->arity)) return status_of_row(store, id, *row);
    if (relation->helper != HELPER_NONE || judgement.status == STATUS_ESTABLISHED) return judgement;
    Value none[ANSWER_COLUMNS];
    Atom atom;
    for (uint32_t i = 0; i < ANSWER_COLUMNS; i++) none[i] = UNBOUND;
    const Part *part = a->goal.part ? a->goal.part : &a->goal.claim->parts[0];
    judgement = part_judge(store, part, none, &atom);
    if (atom.relation == NO_ID || judgement.status == STATUS_UNSUPPORTED) return judgement;
    *pattern = *row;
    *row = arena_copy(arena, atom.row, sizeof atom.row);
    return status_of_row(store, id, *row);
}

/* What is asked may be settled by other rows too than the one that is told. */
static void find_open(const Asking *a, WhyNot *told, Shortfall *shortfall) {
    const RowRef none = {NO_ID, NO_ROW};
    if (told->judgement.status != STATUS_UNDECIDED) return;
    told->ways = hinge_ways_of_answer(a->session->world->store, a->goal.question->answer, none);
    if (told->judgement.reason == REASON_UNKNOWN && told->ways.ways.count > 1)
        shortfall->open = hinge_ways_all(&told->ways);
}

/* What is undecided can be denied though no file speaks of that: then there is a relation for it from now on, as where
 * a question is the first to name it. */
static void make_deniable(Session *session, RelId id) {
    const Relation *relation = &session->program->relations.items[id];
    if (relation->helper != HELPER_NONE || relation->contrary != NO_ID) return;
    (void)program_contrary(session->program, id);
    session_grow(session);
}

static void make_attempt_deniable(Session *session, const Attempt *attempt) {
    const Rule *rule = &session->program->rules.items[attempt->nearby->rule];
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        Stand stand = attempt->premises[i].stand;
        bool is_undecided = stand == STAND_OPEN || stand == STAND_UNDECIDED;
        if (rule->body[i].kind == LIT_NOT && is_undecided) make_deniable(session, rule->body[i].relation);
    }
}

/* What is asked, and what the nearest instances deny. */
static void make_all_deniable(Session *session, RelId id, Status status, const Shortfall *shortfall) {
    if (status == STATUS_UNDECIDED) make_deniable(session, id);
    for (size_t i = 0; i < shortfall->items.count; i++) {
        const Short *entry = &shortfall->items.items[i];
        for (uint32_t r = 0; r < entry->route_count; r++)
            for (uint32_t k = 0; k < entry->routes[r].attempt_count; k++)
                make_attempt_deniable(session, &entry->routes[r].attempts[k]);
    }
}

static void find(Asking *a, WhyNot *told, Arena *arena, OnWhyNot *tell, void *context) {
    const Store *store = a->session->world->store;
    const Value *row;
    const Str *names;
    Verdict *verdict = NULL;
    Unheard unheard = {0};
    Repairs repairs = {0};
    RelId id = asked_row(a, arena, &row, &names);
    if (store->program->relations.items[id].helper == HELPER_NONE)
        unheard = unheard_find(store, id, row, a->first_new, arena);
    told->judgement = judge_asked(a, id, &row, &told->pattern, arena);
    if (a->goal.claim) {
        verdict = judge_only(a->session, a->goal.claim, a->ask->supposed, a->run, arena);
        told->verdict = verdict;
    }
    Shortfall *shortfall = shortfall_of(store, id, row, names, &told->judgement, a->ask->depth);
    told->shortfall = shortfall;
    find_open(a, told, shortfall);
    told->unheard = &unheard;
    if (told->judgement.status != STATUS_ESTABLISHED && !unheard.is_slip && !a->ask->only_lacks &&
        a->session->world->outcome.stop == STOP_NONE) {
        make_all_deniable(a->session, id, told->judgement.status, shortfall);
        RepairAsk ask = {a->session->world, &a->goal, shortfall, a->run, try_compiled, a, a->ask->memo};
        repairs = repairs_find(&ask, arena);
        told->repairs = &repairs;
        a->session->world->outcome.stop = repairs.stop;
    }
    tell(context, told);
    hinge_ways_clear(&told->ways);
    shortfall_free(shortfall);
    if (verdict) verdict_clear(verdict);
}

Answered whynot_find(Session *session, const RunOptions *run, const WhyNotAsk *ask, OnWhyNot *tell, void *context) {
    Asking a = {.session = session, .ask = ask, .run = run};
    a.first_new = intern_count(values_symbols(session->program->values));
    if (!find_goal(&a, session)) return ANSWER_REFUSED;
    WhyNot told = {.store = session->world->store,
                   .sources = session->sources,
                   .asked = ask->subject,
                   .run = run,
                   .goal = &a.goal,
                   .depth = ask->depth,
                   .is_full = ask->is_full,
                   .is_dialogue = ask->is_dialogue,
                   .is_partial = session->world->outcome.stop != STOP_NONE};
    Arena arena;
    Typed typed;
    arena_init(&arena);
    typed_init(&typed, session, ask->supposed);
    told.files = text_str(&typed.files);
    told.options = text_str(&typed.options);
    find(&a, &told, &arena, tell, context);
    typed_clear(&typed);
    arena_clear(&arena);
    return told.judgement.status == STATUS_ESTABLISHED ? ANSWER_NEGATIVE : ANSWER_FINE;
}

typedef struct {
    bool as_json;
    Text *out;
} Writing;

static void write_told(void *context, const WhyNot *told) {
    const Writing *w = context;
    if (IS_JSON(w->as_json))
        whynot_json(told, w->out);
    else
        whynot_print(told, w->out);
}

Answered whynot(Session *session, const RunOptions *run, const WhyNotAsk *ask, Text *out) {
    return whynot_find(session, run, ask, write_told, &(Writing){ask->as_json, out});
}

/* A report is written a claim at a time: what is found out about one is told and forgotten before the next one. */
#include "runtime/api/report.h"

#include "runtime/api/asked.h"
#include "runtime/api/fingerprint.h"
#include "runtime/api/misnamed.h"
#include "runtime/api/policy.h"
#include "runtime/api/report_maps.h"
#include "runtime/api/version.h"
#include "runtime/api/whynot.h"
#include "runtime/eval/budget.h"
#include "runtime/io/disk.h"
#include "runtime/judge/outlook.h"
#include "runtime/judge/repair_memo.h"
#include "runtime/show/report.h"
#include "runtime/show/setting.h"
#include "runtime/why/verify.h"

typedef struct {
    Session *session;
    const RunOptions *run;
    const ReportAsk *ask;
    Report page;
    References references;
    Verdict *verdicts;       /* of all claims */
    bool *is_shown;          /* by claim */
    bool has_open;           /* some relation of the program is open */
    uint32_t told_late;      /* claims told in full since a limit was reached */
    struct RepairMemo *memo; /* worlds that were run for claims that were told */
    Arena arena;
} Reporting;

static const Agenda *agenda_of(const Reporting *r) { return r->session->program->agenda; }
static const Store *store_of(const Reporting *r) { return r->session->world->store; }

/* ---- which claims ---- */

static bool choose_claims(Reporting *r) {
    Session *session = r->session;
    size_t count = agenda_of(r)->claims.count;
    r->is_shown = arena_array(&r->arena, bool, count + 1);
    for (size_t i = 0; i < count; i++) r->is_shown[i] = r->ask->claim_count == 0;
    for (size_t i = 0; i < r->ask->claim_count; i++) {
        Str word = str_of(r->ask->claims[i]);
        Symbol name = intern_find(values_symbols(session->program->values), word);
        const Claim *claim = name == NO_SYMBOL ? NULL : claim_find(session->program, name);
        if (claim) {
            r->is_shown[claim - agenda_of(r)->claims.items] = true;
        } else if (!misnamed_explain(session, word)) {
            Span span = {source_add(session->sources, STR("--claim"), word), 0, (uint32_t)word.length};
            diag_remedy(session->diags,
                        diag_add(session->diags, E0203, span, "no claim is called '%.*s'", STR_FMT(word)),
                        "hence check lists the claims");
        }
    }
    for (size_t i = 0; i < count; i++) r->page.shown_count += r->is_shown[i];
    return diags_error_count(session->diags) == 0;
}

/* ---- verdicts ---- */

/* False where a proof failed its check. */
static bool judge_claims(Reporting *r) {
    size_t count = agenda_of(r)->claims.count;
    Flaw flaw;
    bool is_sound = true;
    r->verdicts = arena_array(&r->arena, Verdict, count + 1);
    for (size_t i = 0; i < count; i++) {
        const Claim *claim = &agenda_of(r)->claims.items[i];
        r->verdicts[i] = (Verdict){.status = STATUS_UNSUPPORTED, .row = {NO_ID, NO_ROW}, .by = NO_ID};
        if (!r->is_shown[i]) continue;
        r->verdicts[i] = judge_claim(store_of(r), claim);
        verdict_explain(&r->verdicts[i], store_of(r), claim, r->session->sources, &r->arena);
        is_sound = is_sound && (!r->verdicts[i].proof || proof_verify(r->verdicts[i].proof, &flaw));
    }
    policy_mark_world(r->session, r->ask->supposed, r->run, r->verdicts, &r->arena);
    return is_sound;
}

/* ---- the head ---- */

/* The first line of the comment that the first file, by name, begins with; else the name of the file. */
static Str find_title(const Session *session) {
    Str name = str_of(session->paths[0]);
    for (SourceId id = 0; id < session->file_count; id++) {
        if (!source_has_text(session->sources, id) || !str_equal(source_name(session->sources, id), name)) continue;
        Str line = source_line(session->sources, id, 1);
        if (line.length == 0 || line.text[0] != '%') break;
        while (line.length && (line.text[0] == '%' || line.text[0] == ' ')) line.text++, line.length--;
        while (line.length && strchr(". \r", line.text[line.length - 1])) line.length--;
        if (line.length) return line;
        break;
    }
    return path_file(name);
}

static void add_words(Text *text, const char *what, const Words *words) {
    for (size_t i = 0; i < words->count; i++)
        text_printf(text, "%s%s %s", text->length ? ", " : "Supposed: ", what, words->items[i]);
}

typedef Vec(Str) Notes;

static void keep_note(Reporting *r, Notes *notes, Text *text) {
    if (text->length) vec_push(notes, arena_str(&r->arena, text_str(text)));
    text_empty(text);
}

/* What the answers depend on beside the files. */
static void find_notes(Reporting *r, Notes *notes) {
    const Supposed *supposed = r->ask->supposed;
    const Session *session = r->session;
    Text text;
    text_init(&text);
    if (supposed->scenario) text_printf(&text, "Supposed: scenario %s", supposed->scenario);
    add_words(&text, "without source", &supposed->without);
    add_words(&text, "given", &supposed->given);
    add_words(&text, "new facts of", &supposed->facts);
    if (text.length) text_add_char(&text, '.');
    keep_note(r, notes, &text);
    setting_all_print(session->world->store, "With ", ".", &text);
    keep_note(r, notes, &text);
    if (session->policy.ambiguity == AMBIGUITY_PROPAGATE)
        text_lit(&text, "Ambiguity propagates: what is contested can still speak against other things.");
    keep_note(r, notes, &text);
    if (session->policy.closed == CLOSED_EVERYWHERE) text_lit(&text, "Strict rules are read backwards everywhere.");
    if (session->policy.closed == CLOSED_NOWHERE) text_lit(&text, "No strict rule is read backwards.");
    keep_note(r, notes, &text);
    if (session->world->outcome.stop != STOP_NONE)
        text_printf(&text, "This is partial: the run was stopped by %s; what is missing here may still follow.",
                    stop_name(session->world->outcome.stop));
    keep_note(r, notes, &text);
    text_clear(&text);
}

/* ---- what is found out about one claim ---- */

typedef struct {
    Reporting *r;
    ReportClaim told;
} Claiming;

static void tell_claim(const Claiming *c) {
    if (c->r->ask->form == REPORT_JSON)
        report_json_claim(&c->r->page, &c->told);
    else
        report_claim(&c->r->page, &c->told);
}

static void note_whynot(void *context, const WhyNot *found) {
    Claiming *c = context;
    c->told.whynot = found;
    tell_claim(c);
}

/* The last step: what is not established is told with what would establish it, while that is at hand. */
static void find_repairs(Claiming *c) {
    Reporting *r = c->r;
    Str name = intern_text(values_symbols(r->session->program->values), c->told.claim->name);
    WhyNotAsk ask = {.subject = name, .depth = WHYNOT_DEPTH, .supposed = r->ask->supposed, .memo = r->memo};
    if (c->told.verdict->status == STATUS_ESTABLISHED)
        tell_claim(c);
    else
        (void)whynot_find(r->session, r->run, &ask, note_whynot, c);
}

static bool is_decided(const Verdict *verdict) {
    return verdict->status == STATUS_ESTABLISHED || verdict->status == STATUS_REFUTED;
}

/* Which open facts could change what is decided, and which would settle what is not. */
static void find_open(Claiming *c, Arena *arena) {
    Reporting *r = c->r;
    Inquiry inquiry;
    Settling settling;
    NeedSets needs = {.size = 0};
    Stability stability = {.items = NULL};
    inquiry_init(&inquiry, store_of(r), c->told.claim, r->run, r->session->diags);
    settling_init(&settling, &inquiry);
    if (settling.facts.count) {
        c->told.settling = &settling;
        if (is_decided(c->told.verdict)) {
            stable_find(&settling, REPORT_SIZE, arena, &stability);
            c->told.stability = &stability;
        } else {
            need_find(&settling, NEED_MOST, REPORT_SIZE, arena, &needs);
            c->told.needs = &needs;
        }
    }
    find_repairs(c);
    c->told.settling = NULL; /* it has been told */
    c->told.stability = NULL;
    c->told.needs = NULL;
    need_clear(&needs);
    asked_stopped(r->session, inquiry.stop);
    settling_clear(&settling);
    inquiry_clear(&inquiry);
}

static void find_supports(Claiming *c, Arena *arena) {
    Reporting *r = c->r;
    Inquiry inquiry;
    Supports supports;
    bool is_shown = is_decided(c->told.verdict);
    bool is_stopped = r->session->world->outcome.stop != STOP_NONE;
    if (is_stopped) {
        tell_claim(c);
        return;
    }
    if (is_shown) {
        inquiry_init(&inquiry, store_of(r), c->told.claim, r->run, r->session->diags);
        supports_find(&inquiry, c->told.verdict, REPORT_SETS, arena, &supports);
        c->told.inquiry = &inquiry;
        c->told.supports = &supports;
    }
    if (r->has_open)
        find_open(c, arena);
    else
        find_repairs(c);
    if (!is_shown) return;
    c->told.inquiry = NULL;
    c->told.supports = NULL;
    asked_stopped(r->session, inquiry.stop);
    supports_clear(&supports);
    inquiry_clear(&inquiry);
}

/* Maps and proofs take their time too: once a limit of time or memory was reached, only a few more claims have them. */
static bool is_late(Reporting *r) {
    enum { TOLD_LATE = 4 };
    Stop stop = r->session->world->outcome.stop;
    if (stop != STOP_TIME && stop != STOP_MEMORY && stop != STOP_CANCELLED) return false;
    return r->told_late++ >= TOLD_LATE || store_is_overdue(store_of(r));
}

/* Who argues about the atom that was not decided. */
static void find_about(Reporting *r, const Claim *claim) {
    const Verdict *verdict = &r->verdicts[claim - agenda_of(r)->claims.items];
    Claiming c = {r, {.claim = claim, .verdict = verdict, .is_brief = is_late(r)}};
    if (c.told.is_brief) {
        tell_claim(&c);
        return;
    }
    Dispute dispute = {0};
    Graph graph;
    Arena arena;
    arena_init(&arena);
    graph_init(&graph);
    report_map_claim(store_of(r), r->session->sources, &r->references, claim, &graph);
    c.told.map = &graph;
    bool is_open = verdict->status == STATUS_UNDECIDED || verdict->status == STATUS_INCONSISTENT;
    if (is_open && verdict->atom) {
        dispute = dispute_of(store_of(r), verdict->about, verdict->atom);
        c.told.dispute = &dispute;
    }
    find_supports(&c, &arena);
    dispute_clear(&dispute);
    graph_clear(&graph);
    arena_clear(&arena);
}

/* ---- all of it ---- */

static void tell_head(Reporting *r) {
    Notes notes = {0};
    Graph graph;
    graph_init(&graph);
    find_notes(r, &notes);
    bool has_map = r->page.shown_count > 1 && r->ask->claim_count == 0 && r->ask->form != REPORT_JSON;
    if (has_map && store_is_overdue(store_of(r))) {
        vec_push(&notes, STR("There is no map of the claims, since the run was stopped before it was drawn."));
        has_map = false;
    }
    if (has_map) report_map_claims(store_of(r), r->session->sources, &r->references, &graph);
    ReportHead head = {.title = find_title(r->session),
                       .version = STR(HENCE_VERSION),
                       .notes = notes.items,
                       .note_count = (uint32_t)notes.count,
                       .verdicts = r->verdicts,
                       .conflicts = &r->session->world->conflicts,
                       .map = has_map ? &graph : NULL,
                       .has_rival = r->ask->rival != NULL,
                       .prediction_count = agenda_of(r)->predictions.count};
    if (r->ask->form == REPORT_JSON)
        report_json_head(&r->page, &head);
    else
        report_head(&r->page, &head);
    graph_clear(&graph);
    vec_free(&notes);
}

static void tell_rivals(Reporting *r) {
    const Session *sessions[SIDES] = {r->session, r->ask->rival};
    Arena arena;
    arena_init(&arena);
    if (!r->ask->rival) {
        report_comparison(&r->page, NULL, NULL, agenda_of(r)->predictions.count);
    } else {
        const Store *stores[SIDES];
        Theory theories[SIDES];
        for (int side = 0; side < SIDES; side++) {
            const World *world = sessions[side]->world;
            stores[side] = world->store;
            theories[side] = (Theory){str_of(side == SIDE_A ? r->ask->own_name : r->ask->rival_name), world->store,
                                      sessions[side]->sources, world->outcome.stop != STOP_NONE};
        }
        Comparison comparison = compare_theories(stores, &arena);
        report_comparison(&r->page, &comparison, theories, agenda_of(r)->predictions.count);
    }
    arena_clear(&arena);
}

static void tell_page(Reporting *r) {
    Fingerprints prints = fingerprints_of(r->session, r->ask->supposed, &r->arena);
    tell_head(r);
    for (size_t i = 0; i < agenda_of(r)->claims.count; i++)
        if (r->is_shown[i]) find_about(r, &agenda_of(r)->claims.items[i]);
    if (r->ask->form == REPORT_JSON) {
        report_json_tail(&r->page, &prints, r->session->world->outcome.stop != STOP_NONE);
        return;
    }
    tell_rivals(r);
    report_tail(&r->page, &prints);
}

static bool has_open(const Program *program) {
    for (RelId id = 0; id < program->relations.count; id++)
        if (program->relations.items[id].is_open) return true;
    return false;
}

Answered report(Session *session, const RunOptions *run, const ReportAsk *ask, Text *out) {
    Reporting r = {.session = session, .run = run, .ask = ask};
    Answered answered = ANSWER_REFUSED;
    arena_init(&r.arena);
    r.memo = repair_memo_new();
    if (choose_claims(&r)) {
        r.references = references_make(session->program, &r.arena);
        r.page.page = (Page){.style = {.form = ask->form == REPORT_MD ? TREE_MD : TREE_HTML}, .text = out};
        r.page.store = store_of(&r);
        r.page.sources = session->sources;
        r.page.references = &r.references;
        r.page.is_shown = r.is_shown;
        r.has_open = has_open(session->program);
        answered = judge_claims(&r) ? ANSWER_FINE : ANSWER_BUG;
        if (answered == ANSWER_FINE) tell_page(&r);
        for (size_t i = 0; i < agenda_of(&r)->claims.count; i++) verdict_clear(&r.verdicts[i]);
    }
    repair_memo_free(r.memo);
    arena_clear(&r.arena);
    return answered;
}

/* A line above each claim and test: its status, and what it rests on; whether it passed, and what came instead.
 *
 * The list comes at once, without titles; each title is asked for by the client when it is to be seen, and waits for a
 * run of the program as it then is.  An edit ends the run, and those who wait are told to ask again. */
#include "runtime/lsp/lenses_internal.h"
#include "runtime/lsp/paths.h"
#include "runtime/lsp/server_internal.h"

/* ---- the list ---- */

static json_t *lens_of(Server *server, const Spot *spot, const Statement *s) {
    const Project *project = spot->root->project;
    bool is_test = s->kind == STMT_TEST;
    Text key;
    text_init(&key);
    if (is_test)
        text_printf(&key, "%.*s:%u", STR_FMT(spot->document->path),
                    (unsigned)source_place(project->sources, s->span.source, s->span.begin).line);
    else
        text_add(&key, s->label);
    json_t *data = json_pack("{s:o,s:s,s:o}", "uri", wire_text(spot->document->uri), "kind", is_test ? "test" : "claim",
                             "key", wire_text(text_str(&key)));
    text_clear(&key);
    return json_pack("{s:o,s:o}", "range", server_range(server, spot->root, s->label_span), "data", data);
}

void answer_lenses(Server *server, json_t *id, const json_t *params) {
    Spot spot;
    if (!server_document(server, id, params, &spot)) return;
    json_t *list = json_array();
    const Ast *ast = project_ast(spot.root->project, spot.module);
    for (uint32_t i = 0; i < ast->statement_count; i++) {
        const Statement *s = ast->statements[i];
        if (s->kind == STMT_CLAIM || s->kind == STMT_TEST) json_array_append_new(list, lens_of(server, &spot, s));
    }
    wire_answer(id, list);
}

/* ---- titles ---- */

static void count_in(const json_t *claim, const char *key, const char *noun, Text *title) {
    size_t count = json_array_size(json_object_get(claim, key));
    if (count) text_printf(title, "%s%zu %s%s", title->length ? ", " : "", count, noun, count == 1 ? "" : "s");
}

static json_t *claim_title(const json_t *claim) {
    Text title, rests;
    text_init(&title);
    text_init(&rests);
    text_add(&title, wire_string(claim, "status"));
    Str reason = wire_string(claim, "reason"), by = wire_string(claim, "by");
    if (reason.length) text_printf(&title, ": %.*s", STR_FMT(reason));
    if (by.length) text_printf(&title, " by %.*s", STR_FMT(by));
    if (json_is_true(json_object_get(claim, "policy_sensitive"))) text_lit(&title, " (policy-sensitive)");
    count_in(claim, "rests_on", "fact", &rests);
    count_in(claim, "sources", "source", &rests);
    if (rests.length) text_printf(&title, ", rests on %.*s", STR_FMT(text_str(&rests)));
    json_t *made = wire_text(text_str(&title));
    text_clear(&title);
    text_clear(&rests);
    return made;
}

static json_t *test_title(const json_t *test) {
    Text title;
    json_t *failures = json_object_get(test, "failures"), *first = json_array_get(failures, 0);
    Str stopped = wire_string(test, "stopped");
    text_init(&title);
    if (stopped.length)
        text_printf(&title, "not known: stopped by %.*s", STR_FMT(stopped));
    else if (json_is_true(json_object_get(test, "passed")))
        text_lit(&title, "passed");
    else
        text_printf(&title, "failed: expected %.*s, but %.*s", STR_FMT(wire_string(first, "expected")),
                    STR_FMT(wire_string(first, "got")));
    if (json_array_size(failures) > 1) text_printf(&title, " (and %zu more)", json_array_size(failures) - 1);
    json_t *made = wire_text(text_str(&title));
    text_clear(&title);
    return made;
}

/* {key: title} of all members of a list. */
static json_t *titles(const char *json, const char *list, const char *key, json_t *(*title)(const json_t *)) {
    json_t *made = json_object(), *all = json ? json_loads(json, 0, NULL) : NULL, *item;
    size_t i;
    json_array_foreach(json_object_get(all, list), i, item) {
        Str name = wire_string(item, key);
        if (name.text) json_object_set_new(made, name.text, title(item));
    }
    json_decref(all);
    return made;
}

/* ---- who waits ---- */

static json_t *title_of(const Lenses *lenses, const json_t *lens) {
    const json_t *data = wire_object(lens, "data");
    Str kind = wire_string(data, "kind"), key = wire_string(data, "key");
    json_t *titles = str_equal(kind, STR("test")) ? lenses->tests : lenses->claims;
    json_t *title = key.text ? json_object_get(titles, key.text) : NULL;
    if (title) return json_incref(title);
    return json_string(lenses->run.reason ? lenses->run.reason : "not known: it has changed");
}

static void answer_one(json_t *id, json_t *lens, json_t *title) {
    json_object_set_new(lens, "command", json_pack("{s:o,s:s}", "title", title, "command", ""));
    wire_answer(id, lens);
}

static void let_go(Lenses *lenses, size_t i) {
    path_drop(&lenses->waiting.items[i].path);
    for (size_t k = i + 1; k < lenses->waiting.count; k++) lenses->waiting.items[k - 1] = lenses->waiting.items[k];
    lenses->waiting.count--;
}

static void refuse_at(Lenses *lenses, size_t i, int code, const char *why) {
    wire_refuse(lenses->waiting.items[i].id, code, "%s", why);
    json_decref(lenses->waiting.items[i].lens);
    let_go(lenses, i);
}

static bool is_current(const Server *server, Str path) {
    const LensRun *run = &server->lenses.run;
    return run->path.text && !run->is_running && atomic_load(&run->is_done) && run->made == server->projects.clock &&
           str_equal(run->path, path) && projects_has_fresh(&server->projects, path);
}

static void start_next(Server *server) {
    Lenses *lenses = &server->lenses;
    if (lenses->run.is_running || lenses->waiting.count == 0) return;
    if (lens_run_start(lenses, &server->documents, lenses->waiting.items[0].path, server->projects.clock)) return;
    refuse_at(lenses, 0, WIRE_REQUEST_FAILED, "no run can be started now");
}

void lenses_step(Server *server) {
    Lenses *lenses = &server->lenses;
    if (lens_run_done(lenses)) {
        json_decref(lenses->claims);
        json_decref(lenses->tests);
        lenses->claims = titles(lenses->run.claims, "claims", "name", claim_title);
        lenses->tests = titles(lenses->run.tests, "tests", "place", test_title);
        for (size_t i = 0; i < lenses->waiting.count;) {
            WaitingLens waiting = lenses->waiting.items[i];
            bool is_about = str_equal(waiting.path, lenses->run.path) && lenses->run.made == server->projects.clock;
            if (!is_about) {
                i++;
                continue;
            }
            answer_one(waiting.id, waiting.lens, title_of(lenses, waiting.lens));
            let_go(lenses, i);
        }
    }
    start_next(server);
}

void lenses_refuse(Lenses *lenses, int code, const char *why) {
    while (lenses->waiting.count) refuse_at(lenses, 0, code, why);
}

void lenses_outdate(Server *server) {
    lens_run_stop(&server->lenses);
    lenses_refuse(&server->lenses, WIRE_CONTENT_MODIFIED, "the text has changed");
}

bool lenses_cancel(Server *server, const json_t *id) {
    Lenses *lenses = &server->lenses;
    for (size_t i = 0; i < lenses->waiting.count; i++) {
        if (!json_equal(lenses->waiting.items[i].id, id)) continue;
        refuse_at(lenses, i, WIRE_CANCELLED, "cancelled");
        return true;
    }
    return false;
}

void answer_lens(Server *server, json_t *id, const json_t *params) {
    Str uri = wire_string(wire_object(params, "data"), "uri");
    const Document *document = uri.text ? documents_find(&server->documents, uri) : NULL;
    if (!document) {
        wire_refuse(id, WIRE_INVALID_PARAMS, "the lens is of no open document");
        return;
    }
    Root *root = projects_of(&server->projects, document);
    json_t *lens = json_deep_copy(params);
    root_finish(root);
    if (diags_error_count(root->project->diags)) {
        answer_one(id, lens, json_string("not known: the rules have errors"));
    } else if (is_current(server, root->path)) {
        answer_one(id, lens, title_of(&server->lenses, lens));
    } else {
        WaitingLens waiting = {id, lens, path_keep(root->path)};
        vec_push(&server->lenses.waiting, waiting);
        start_next(server);
    }
}

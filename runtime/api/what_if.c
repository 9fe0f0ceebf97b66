/* A scenario of one change, in the words of the language: so that it means what a scenario of a file means, and has its
 * messages. */
#include "runtime/api/what_if.h"

#include "runtime/api/claims.h"
#include "runtime/api/news.h"

#define NAME ":what-if"
#define WITHOUT "without"

/* What stands behind `without`; false if it does not begin so. */
static bool is_without(Str words, Str *fact) {
    size_t length = strlen(WITHOUT);
    if (words.length <= length || memcmp(words.text, WITHOUT, length) != 0 || !char_is_blank(words.text[length]))
        return false;
    *fact = str_trim((Str){words.text + length, words.length - length});
    return true;
}

static bool is_denied(Str words, Str *fact) {
    if (words.length < 2 || words.text[0] != '-') return false;
    *fact = str_trim((Str){words.text + 1, words.length - 1});
    return true;
}

/* On a line of its own, the only one that messages show. */
static void scenario_write(const char *change, Str fact, Text *text) {
    bool has_stop = fact.length && fact.text[fact.length - 1] == '.';
    text_printf(text, "scenario '" NAME "' { %s\n%.*s%s\n}\n", change, STR_FMT(fact), has_stop ? "" : ".");
}

static WorldState run_with(const Session *session, const RunOptions *run, const char *change, Str fact, Session *other,
                           Supposed *supposed, Changes *changes) {
    Text text, complaint;
    text_init(&text);
    text_init(&complaint);
    scenario_write(change, fact, &text);
    session_init_like(other, session);
    other->more = text_str(&text);
    other->more_name = STR("(what-if)");
    *supposed = (Supposed){.scenario = NAME};
    WorldState state = WORLD_WRONG;
    if (session_read(other, session->paths, session->path_count) == SESSION_READ)
        state = suppose_run(other, supposed, run, changes, &complaint);
    other->more = other->more_name = (Str){0};
    text_clear(&text);
    text_clear(&complaint);
    return state;
}

Answered what_if(const Session *session, const RunOptions *run, Str words, Session *other, Text *out) {
    Supposed supposed;
    Changes changes;
    Str fact = words = str_trim(words);
    bool takes_back = is_without(words, &fact), may_deny = !takes_back && is_denied(words, &fact);
    WorldState state =
        run_with(session, run, takes_back || may_deny ? "retract" : "assert", fact, other, &supposed, &changes);
    if (may_deny && (state != WORLD_RUN || diags_has(other->diags, W0601))) {
        session_clear(other);
        state = run_with(session, run, "assert", words, other, &supposed, &changes);
    }
    if (state != WORLD_RUN) return ANSWER_REFUSED;
    Answered answered = claims(other, run, &(ClaimsAsk){.supposed = &supposed, .is_part = true}, out);
    if (other->plain) news_print_rows(other->plain, other->world, out);
    return answered;
}

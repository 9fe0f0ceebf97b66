/* The C interface: why not, as a tree to walk.
 *
 * What is found out is good only while it is told, so all words are written down then, one behind the other; what is
 * walked hangs on nothing but itself.  Nodes are numbered so that those of atoms come first:
 * what is missing names them. */
#include "runtime/api/hence_internal.h"
#include "runtime/api/whynot.h"
#include "runtime/show/cited.h"
#include "runtime/show/missing.h"
#include "runtime/show/premise.h"
#include "runtime/show/prose.h"
#include "runtime/show/words.h"

enum { WORDS, SENTENCE, STANDING, BECAUSE, ID, PLACE, GLOSS, CITES, TEXTS };

typedef struct {
    hence_lack_kind kind;
    bool is_lacking;
    size_t begins[TEXTS + 1]; /* in the words */
    uint32_t first, count;    /* of its parts */
} Node;

struct hence_lacks {
    hence_engine *engine;
    Text words;
    Vec(Node) nodes;
    Vec(uint32_t) parts;
};

typedef struct {
    hence_lacks *lacks;
    const WhyNot *told;
} Writing;

/* ---- written down ---- */

static Node *node_add(hence_lacks *lacks, hence_lack_kind kind, bool is_lacking) {
    vec_push(&lacks->nodes, ((Node){.kind = kind, .is_lacking = is_lacking}));
    return &vec_last(&lacks->nodes);
}

static Text *begin(Writing *w, Node *node, int which) {
    node->begins[which] = w->lacks->words.length;
    return &w->lacks->words;
}

static void end(Writing *w) { text_add_char(&w->lacks->words, '\0'); }

static void keep(Writing *w, Node *node, int which, Str words) {
    text_add(begin(w, node, which), words);
    end(w);
}

static void keep_nothing(Writing *w, Node *node, int from, int to) {
    for (int which = from; which <= to; which++) keep(w, node, which, STR(""));
    node->begins[TEXTS] = w->lacks->words.length;
}

static void write_atom(Writing *w, const Short *entry, Node *node) {
    const Program *program = w->told->store->program;
    bool is_answer = program->relations.items[entry->relation].helper == HELPER_ANSWER;
    bool is_asked = entry == w->told->shortfall->items.items;
    const char *reason = reason_name(entry->judgement.reason);
    Text *text = begin(w, node, WORDS);
    if (is_answer || (is_asked && w->told->goal->claim))
        text_add(text, w->told->asked);
    else
        atom_print_open(program, entry->relation, entry->row, entry->names, text);
    end(w);
    text = begin(w, node, SENTENCE);
    if (!is_answer) open_sentence_print(program, entry->relation, entry->row, entry->names, text);
    end(w);
    keep(w, node, STANDING, str_of(status_name(entry->judgement.status)));
    keep(w, node, BECAUSE, reason ? str_of(reason) : STR(""));
    keep_nothing(w, node, ID, CITES);
}

static void write_rule(Writing *w, const Route *route, const Attempt *attempt, Node *node) {
    const Program *program = w->told->store->program;
    const Rule *rule = &program->rules.items[route->rule];
    route_title_print(w->told->shortfall, route, w->told->sources, begin(w, node, WORDS));
    end(w);
    keep_nothing(w, node, SENTENCE, STANDING);
    text_printf(begin(w, node, BECAUSE), "%u of its premises %s lacking", (unsigned)attempt->nearby->lacking,
                attempt->nearby->lacking == 1 ? "is" : "are");
    end(w);
    keep(w, node, ID, rule->label == NO_SYMBOL ? STR("") : symbol_str(program, rule->label));
    place_print(w->told->sources, rule->span, begin(w, node, PLACE));
    end(w);
    keep(w, node, GLOSS, rule->gloss);
    Text cites;
    text_init(&cites);
    cites_print(program, rule->cites, &cites);
    keep(w, node, CITES, cites.length > 2 ? (Str){cites.bytes + 2, cites.length - 3} : STR("")); /* " [...]" */
    text_clear(&cites);
    node->begins[TEXTS] = w->lacks->words.length;
}

static void write_premise(Writing *w, const Attempt *attempt, uint32_t i, Node *node) {
    const Shortfall *shortfall = w->told->shortfall;
    const Premise *premise = &attempt->premises[i];
    premise_told_print(shortfall, attempt, i, w->told->sources, begin(w, node, WORDS));
    end(w);
    keep_nothing(w, node, SENTENCE, SENTENCE);
    keep(w, node, STANDING, str_of(stand_name(premise->stand)));
    premise_reason_print(shortfall, attempt, i, (ReasonStyle){.is_full = true}, w->told->sources,
                         begin(w, node, BECAUSE));
    end(w);
    keep_nothing(w, node, ID, CITES);
}

/* Parts of a node stand side by side, so those of a rule are known before its own. */
static uint32_t add_premises(Writing *w, const Route *route, const Attempt *attempt) {
    hence_lacks *lacks = w->lacks;
    const uint32_t count = w->told->store->program->rules.items[route->rule].literal_count;
    const uint32_t first = (uint32_t)lacks->nodes.count;
    for (uint32_t i = 0; i < count; i++) {
        const Premise *premise = &attempt->premises[i];
        Node *node = node_add(lacks, HENCE_LACK_PREMISE, stand_is_lacking(premise->stand));
        write_premise(w, attempt, i, node);
        node->first = (uint32_t)lacks->parts.count;
        node->count = premise->below != NO_ID;
        if (node->count) vec_push(&lacks->parts, premise->below); /* atoms come first, in their order */
    }
    Node *rule = node_add(lacks, HENCE_LACK_RULE, true);
    write_rule(w, route, attempt, rule);
    rule->first = (uint32_t)lacks->parts.count;
    rule->count = count;
    for (uint32_t i = 0; i < count; i++) vec_push(&lacks->parts, first + i);
    return (uint32_t)lacks->nodes.count - 1;
}

static void add_rules(Writing *w, const Short *entry, size_t node) {
    Vec(uint32_t) rules = {0};
    for (uint32_t i = 0; i < entry->route_count; i++)
        for (uint32_t k = 0; k < entry->routes[i].attempt_count; k++)
            vec_push(&rules, add_premises(w, &entry->routes[i], &entry->routes[i].attempts[k]));
    w->lacks->nodes.items[node].first = (uint32_t)w->lacks->parts.count;
    w->lacks->nodes.items[node].count = (uint32_t)rules.count;
    for (size_t i = 0; i < rules.count; i++) vec_push(&w->lacks->parts, rules.items[i]);
    vec_free(&rules);
}

static void write_down(void *context, const WhyNot *told) {
    Writing *w = context;
    w->told = told;
    if (told->judgement.status == STATUS_ESTABLISHED) return;
    const Shortfall *shortfall = told->shortfall;
    for (size_t i = 0; i < shortfall->items.count; i++)
        write_atom(w, &shortfall->items.items[i], node_add(w->lacks, HENCE_LACK_ATOM, true));
    for (size_t i = 0; i < shortfall->items.count; i++) add_rules(w, &shortfall->items.items[i], i);
}

/* ---- opened and closed ---- */

typedef struct {
    const char *subject;
    uint32_t depth;
    hence_lacks **lacks;
} Opening;

static void drop(hence_lacks *lacks) {
    text_clear(&lacks->words);
    vec_free(&lacks->nodes);
    vec_free(&lacks->parts);
    mem_free(lacks);
}

static hence_status open_lacks(hence_engine *engine, const void *arguments) {
    const Opening *opening = arguments;
    if (str_is_blank(str_of(opening->subject)))
        return engine_misuse(engine, "what is lacking is lacking of a claim or an atom: name one");
    hence_status status = engine_ready(engine);
    if (!engine->has_run) return status;
    Stop before = engine_begin_question(engine);
    hence_lacks *lacks = mem_alloc_zero(sizeof *lacks);
    lacks->engine = engine;
    text_init(&lacks->words);
    const WhyNotAsk ask = {.subject = str_trim(str_of(opening->subject)),
                           .depth = opening->depth ? opening->depth : WHYNOT_DEPTH,
                           .supposed = &engine->supposed,
                           .only_lacks = true};
    Answered answered = whynot_find(&engine->session, &engine->run, &ask, write_down, &(Writing){.lacks = lacks});
    if (lacks->nodes.count)
        *opening->lacks = lacks;
    else
        drop(lacks);
    engine_end_question(engine, before);
    return engine_answered(answered, engine->stop);
}

hence_status hence_lacks_open(hence_engine *engine, const char *subject, uint32_t depth, hence_lacks **lacks) {
    if (!lacks) return HENCE_MISUSE;
    *lacks = NULL;
    return engine_call(engine, open_lacks, &(Opening){subject, depth, lacks});
}

static hence_status close_lacks(hence_engine *engine, const void *arguments) {
    (void)engine;
    drop(*(hence_lacks *const *)arguments);
    return HENCE_OK;
}

void hence_lacks_close(hence_lacks *lacks) {
    if (lacks) engine_call(lacks->engine, close_lacks, &lacks);
}

/* ---- walked ---- */

size_t hence_lacks_count(const hence_lacks *lacks) { return lacks ? lacks->nodes.count : 0; }

hence_status hence_lacks_node(const hence_lacks *lacks, size_t number, hence_lack *lack) {
    if (!lack || number >= hence_lacks_count(lacks)) return HENCE_MISUSE;
    const Node *node = &lacks->nodes.items[number];
    hence_text texts[TEXTS];
    for (int i = 0; i < TEXTS; i++)
        texts[i] = (hence_text){lacks->words.bytes + node->begins[i], node->begins[i + 1] - node->begins[i] - 1};
    *lack = (hence_lack){.kind = node->kind,
                         .is_lacking = node->is_lacking,
                         .words = texts[WORDS],
                         .sentence = texts[SENTENCE],
                         .standing = texts[STANDING],
                         .reason = texts[BECAUSE],
                         .id = texts[ID],
                         .place = texts[PLACE],
                         .gloss = texts[GLOSS],
                         .cites = texts[CITES],
                         .parts = lacks->parts.items + node->first,
                         .part_count = node->count};
    return HENCE_OK;
}

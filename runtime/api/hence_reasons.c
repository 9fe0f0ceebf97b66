/* The C interface: a proof as a tree to walk.
 *
 * Steps are those of the proof, which borrows the store of the run; premises are put side by side when it is opened, so
 * that walking a chain of a million steps takes no stack and no memory.
 * The words of a step are made when it is looked at. */
#include "runtime/api/hence_internal.h"
#include "runtime/api/why.h"
#include "runtime/show/cited.h"
#include "runtime/show/words.h"

struct hence_reasons {
    hence_engine *engine;
    struct hence_reasons *next, *before;
    Proof *proof; /* NULL: ended */
    const Sources *sources;
    uint32_t *premises; /* of step after step */
    uint32_t *begins;   /* by step, and one more */
    Text words;         /* of the step looked at last */
};

/* ---- their life ---- */

static void keep_premises(hence_reasons *reasons) {
    const Proof *proof = reasons->proof;
    const size_t count = proof->steps.count;
    size_t total = 0;
    for (size_t i = 0; i < count; i++) total += proof->steps.items[i].premise_count;
    reasons->premises = mem_alloc((total + 1) * sizeof *reasons->premises);
    reasons->begins = mem_alloc((count + 1) * sizeof *reasons->begins);
    uint32_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const Step *step = &proof->steps.items[i];
        reasons->begins[i] = at;
        for (uint32_t k = 0; k < step->premise_count; k++)
            if (step->premises[k] != NO_STEP) reasons->premises[at++] = step_behind(proof, step->premises[k]);
    }
    reasons->begins[count] = at;
}

static hence_reasons *add_reasons(hence_engine *engine, Proof *proof) {
    hence_reasons *reasons = mem_alloc_zero(sizeof *reasons);
    reasons->engine = engine;
    reasons->proof = proof;
    reasons->sources = engine->session.sources;
    text_init(&reasons->words);
    keep_premises(reasons);
    reasons->next = engine->reasons;
    if (reasons->next) reasons->next->before = reasons;
    return engine->reasons = reasons;
}

void engine_end_reasons(hence_engine *engine) {
    for (hence_reasons *reasons = engine->reasons; reasons; reasons = reasons->next) {
        proof_free(reasons->proof);
        reasons->proof = NULL;
    }
}

static hence_status close_reasons(hence_engine *engine, const void *arguments) {
    hence_reasons *reasons = *(hence_reasons *const *)arguments;
    if (reasons->next) reasons->next->before = reasons->before;
    *(reasons->before ? &reasons->before->next : &engine->reasons) = reasons->next;
    proof_free(reasons->proof);
    text_clear(&reasons->words);
    mem_free(reasons->premises);
    mem_free(reasons->begins);
    mem_free(reasons);
    return HENCE_OK;
}

void hence_reasons_close(hence_reasons *reasons) {
    if (reasons) engine_call(reasons->engine, close_reasons, &reasons);
}

typedef struct {
    const char *subject;
    hence_reasons **reasons;
} Opening;

static hence_status open_reasons(hence_engine *engine, const void *arguments) {
    const Opening *opening = arguments;
    Answered answered;
    if (str_is_blank(str_of(opening->subject)))
        return engine_misuse(engine, "reasons are those of a claim or an atom: name one");
    hence_status status = engine_ready(engine);
    if (!engine->has_run) return status;
    Stop before = engine_begin_question(engine);
    Proof *proof = why_proof(&engine->session, &engine->run, opening->subject, &answered);
    if (proof) *opening->reasons = add_reasons(engine, proof);
    engine_end_question(engine, before);
    return engine_answered(answered, engine->stop);
}

hence_status hence_reasons_open(hence_engine *engine, const char *subject, hence_reasons **reasons) {
    if (!reasons) return HENCE_MISUSE;
    *reasons = NULL;
    return engine_call(engine, open_reasons, &(Opening){subject, reasons});
}

/* ---- a step ---- */

size_t hence_reasons_count(const hence_reasons *reasons) {
    return reasons && reasons->proof ? reasons->proof->steps.count : 0;
}

enum { ATOM, SENTENCE, ID, PLACE, GLOSS, CITES, WORDS };

static void print_id(const hence_reasons *reasons, const Step *step, Text *text) {
    const Proof *proof = reasons->proof;
    const Rule *rule = step_rule(proof, step);
    Symbol label = rule ? rule->label : NO_SYMBOL;
    if (!rule && store_origin_count(proof->store, step->relation, step->row))
        label = origin_least(proof->store, step->relation, step->row).label;
    if (label != NO_SYMBOL) text_add(text, symbol_str(proof->store->program, label));
}

static void print_place(const hence_reasons *reasons, const Step *step, Text *text) {
    const Proof *proof = reasons->proof;
    const Rule *rule = step_rule(proof, step);
    if (rule)
        place_print(reasons->sources, rule->span, text);
    else if (store_origin_count(proof->store, step->relation, step->row))
        place_print(reasons->sources, origin_least(proof->store, step->relation, step->row).span, text);
}

/* Of all statements of a fact. */
static void print_cites(const hence_reasons *reasons, const Step *step, Text *text) {
    const Proof *proof = reasons->proof;
    const Program *program = proof->store->program;
    const Rule *rule = step_rule(proof, step);
    const uint32_t count = rule ? 1 : store_origin_count(proof->store, step->relation, step->row);
    const size_t begin = text->length;
    Text some;
    text_init(&some);
    for (uint32_t i = 0; i < count; i++) {
        text_empty(&some);
        cites_print(program, rule ? rule->cites : store_origin(proof->store, step->relation, step->row, i).cites,
                    &some);
        if (some.length < 3) continue; /* " [...]" */
        if (text->length > begin) text_lit(text, "; ");
        text_add(text, (Str){some.bytes + 2, some.length - 3});
    }
    text_clear(&some);
}

static void print_words(hence_reasons *reasons, const Step *step, size_t begins[WORDS + 1]) {
    Text *text = &reasons->words;
    const Rule *rule = step_rule(reasons->proof, step);
    text_empty(text);
    for (int i = 0; i < WORDS; i++) {
        begins[i] = text->length;
        switch (i) {
        case ATOM: step_print_atom(reasons->proof, step, reasons->sources, text); break;
        case SENTENCE: step_print_sentence(reasons->proof, step, reasons->sources, text); break;
        case ID: print_id(reasons, step, text); break;
        case PLACE: print_place(reasons, step, text); break;
        case GLOSS: text_add(text, rule ? rule->gloss : STR("")); break;
        default: print_cites(reasons, step, text); break;
        }
        text_add_char(text, '\0');
    }
    begins[WORDS] = text->length;
}

typedef struct {
    hence_reasons *reasons;
    size_t step;
    hence_reason *reason;
} Looking;

static hence_status look_at(hence_engine *engine, const void *arguments) {
    const Looking *looking = arguments;
    hence_reasons *reasons = looking->reasons;
    size_t begins[WORDS + 1];
    if (looking->step >= hence_reasons_count(reasons)) return engine_misuse(engine, "there is no such step");
    const Step *step = &reasons->proof->steps.items[looking->step];
    print_words(reasons, step, begins);
    hence_text words[WORDS];
    for (int i = 0; i < WORDS; i++)
        words[i] = (hence_text){reasons->words.bytes + begins[i], begins[i + 1] - begins[i] - 1};
    const uint32_t from = reasons->begins[looking->step], to = reasons->begins[looking->step + 1];
    *looking->reason = (hence_reason){.atom = words[ATOM],
                                      .sentence = words[SENTENCE],
                                      .id = words[ID],
                                      .place = words[PLACE],
                                      .gloss = words[GLOSS],
                                      .cites = words[CITES],
                                      .is_given = step->rule == NO_ID,
                                      .premises = reasons->premises + from,
                                      .premise_count = to - from};
    return HENCE_OK;
}

hence_status hence_reasons_step(hence_reasons *reasons, size_t step, hence_reason *reason) {
    if (!reasons || !reason) return HENCE_MISUSE;
    return engine_call(reasons->engine, look_at, &(Looking){reasons, step, reason});
}

/* Any program is run under small limits, and asked about all it says: claims are judged, answers explained, the lack of
 * others too, and each call ends soon after its limit of time.
 *
 * The input is a rule file.  Behind lines `=== NAME` stand further files, which it may use and load; there are no
 * others.  A first line that begins with `%p` has ambiguity propagated, one with `%2` has two threads at work. */
#include <string.h>
#include <time.h>

#include "runtime/api/hence_internal.h"
#include "tests/fuzz/fuzz.h"

enum { FILES = 8, SUBJECTS = 4, SUBJECT_SIZE = 400 };
static const hence_limits LIMITS = {.rows = 2000, .rounds = 60, .bytes = 200 << 20, .seconds = 0.1};
/* Of the processor, beyond the limit of time: sanitizers are slow, and so is a machine with much to do. */
static const double GRACE = 4.0;

/* ---- time ---- */

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static hence_status ended(hence_status status, double begin, const char *what) {
    double taken = seconds() - begin;
    if (taken > LIMITS.seconds + GRACE) fprintf(stderr, "%.2f s\n", taken);
    fuzz_assert(taken <= LIMITS.seconds + GRACE, what);
    fuzz_assert(status != HENCE_BUG, what);
    return status;
}

/* ---- files ---- */

static bool no_file(void *context, const char *path, hence_sink *sink) {
    (void)context, (void)path, (void)sink;
    return false;
}

static const char *find_mark(const char *at, const char *end) {
    for (; end - at > 5; at++)
        if (memcmp(at, "\n=== ", 5) == 0) return at;
    return NULL;
}

static void add_files(hence_engine *engine, Str input) {
    const char *end = input.text + input.length, *mark = find_mark(input.text, end);
    hence_add_text(engine, "case.hence", input.text, mark ? (size_t)(mark - input.text) : input.length);
    for (int i = 0; i < FILES && mark; i++) {
        char name[40];
        const char *word = mark + 5, *line_end = memchr(word, '\n', (size_t)(end - word));
        if (!line_end || line_end - word >= (ptrdiff_t)sizeof name) return;
        memcpy(name, word, (size_t)(line_end - word));
        name[line_end - word] = '\0';
        mark = find_mark(line_end, end);
        const char *begin = line_end + 1 > end || (mark && mark < line_end + 1) ? line_end : line_end + 1;
        hence_offer_text(engine, name, begin, (size_t)((mark ? mark : end) - begin));
    }
}

static void set_up(hence_engine *engine, Str input) {
    hence_limits limits = LIMITS;
    hence_policy policy = {.ambiguity = HENCE_BLOCK};
    if (input.length > 2 && input.text[0] == '%' && input.text[1] == 'p') policy.ambiguity = HENCE_PROPAGATE;
    if (input.length > 2 && input.text[0] == '%' && input.text[1] == '2') limits.threads = 2;
    hence_set_limits(engine, &limits);
    hence_set_policy(engine, &policy);
    hence_set_reader(engine, no_file, NULL);
    add_files(engine, input);
}

/* ---- questions ---- */

static void read_messages(hence_engine *engine) {
    hence_text text;
    hence_messages(engine, HENCE_TEXT, &text);
    hence_messages(engine, HENCE_JSON, &text);
    fuzz_assert(str_is_utf8((Str){text.bytes, text.length}, NULL), "messages that are not UTF-8");
}

static void ask(hence_engine *engine, hence_question question, const char *subject, hence_format format) {
    static const hence_options PLAIN = {.depth = HENCE_NO_DEPTH, .most = 3, .size = 2};
    hence_options options = PLAIN;
    hence_text answer;
    double begin = seconds();
    options.format = format;
    ended(hence_ask(engine, question, subject, &options, &answer), begin, "a question");
    fuzz_assert(str_is_utf8((Str){answer.bytes, answer.length}, NULL), "an answer that is not UTF-8");
    read_messages(engine);
}

/* Copied, since a question may end a run. */
typedef struct {
    char texts[SUBJECTS][SUBJECT_SIZE];
    int count;
} Subjects;

static void add_subject(Subjects *subjects, Str text) {
    if (subjects->count == SUBJECTS || text.length >= SUBJECT_SIZE) return;
    char *to = subjects->texts[subjects->count++];
    if (text.length) memcpy(to, text.text, text.length);
    to[text.length] = '\0';
}

/* Two claims; the last row of two relations, one of the first and one of the last. */
static void find_subjects(const hence_engine *engine, Subjects *subjects) {
    const Session *session = &engine->session;
    const Program *program = session->program;
    for (size_t i = 0; i < program->agenda->claims.count && i < 2; i++)
        add_subject(subjects, intern_text(values_symbols(program->values), program->agenda->claims.items[i].name));
    for (size_t i = 0; i < program->relations.count; i++) {
        RelId relation = (RelId)(i % 2 ? program->relations.count - 1 - i / 2 : i / 2);
        const Table *table = store_table_as_is(session->world->store, relation);
        if (!table || table_count(table) == 0) continue;
        Text text;
        text_init(&text);
        atom_print(program, relation, table_row(table, table_count(table) - 1), &text);
        add_subject(subjects, text_str(&text));
        text_clear(&text);
    }
}

static void ask_about(hence_engine *engine, const char *subject) {
    ask(engine, HENCE_WHY, subject, HENCE_TEXT);
    ask(engine, HENCE_WHY, subject, HENCE_JSON);
    ask(engine, HENCE_WHYNOT, subject, HENCE_TEXT);
    ask(engine, HENCE_WHYNOT, subject, HENCE_JSON);
    ask(engine, HENCE_RESTS, subject, HENCE_TEXT);
    ask(engine, HENCE_NEED, subject, HENCE_JSON);
    ask(engine, HENCE_STABLE, subject, HENCE_TEXT);
    ask(engine, HENCE_MAP, subject, HENCE_SVG);
}

static void ask_all(hence_engine *engine) {
    Subjects subjects = {.count = 0};
    MemAccount *before = mem_enter(engine_account(engine));
    find_subjects(engine, &subjects);
    mem_enter(before);
    ask(engine, HENCE_CLAIMS, NULL, HENCE_JSON);
    ask(engine, HENCE_ANSWERS, NULL, HENCE_TEXT);
    ask(engine, HENCE_TESTS, NULL, HENCE_TEXT);
    ask(engine, HENCE_TRACE, NULL, HENCE_TEXT);
    for (int i = 0; i < subjects.count; i++) ask_about(engine, subjects.texts[i]);
    ask(engine, HENCE_MAP, NULL, HENCE_DOT);
    ask(engine, HENCE_REPORT, NULL, HENCE_HTML);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    hence_engine *engine = hence_new();
    set_up(engine, fuzz_text(data, size));
    double begin = seconds();
    ended(hence_run(engine), begin, "a run");
    read_messages(engine);
    if (hence_has_run(engine)) ask_all(engine);
    hence_free(engine);
    return 0;
}

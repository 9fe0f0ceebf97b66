/* What is told of a demand that was not met: the proof, or what is missing, in the answer itself. */
#include "runtime/api/grade_internal.h"
#include "runtime/api/why.h"

enum { LINES_TOLD = 24 };

/* Lines that name what to type next are for who has files, not for who has handed one in. */
static bool names_command(Str line) {
    static const char *const COMMANDS[] = {"hence rests ", "hence whynot ", "hence need ", "hence stable ",
                                           "hence why "};
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
        size_t length = strlen(COMMANDS[i]);
        for (size_t at = 0; at + length <= line.length; at++)
            if (memcmp(line.text + at, COMMANDS[i], length) == 0) return true;
    }
    return false;
}

/* How many changes are tried together is for who may try them: that remark in parentheses goes. */
static void add_line(Str line, Text *text) {
    static const char BEGIN[] = " (no more than ", END[] = " changes are tried together)";
    enum { BEGINS = sizeof BEGIN - 1, ENDS = sizeof END - 1 };
    for (size_t at = 0; at + BEGINS <= line.length; at++) {
        if (memcmp(line.text + at, BEGIN, BEGINS) != 0) continue;
        size_t end = at + BEGINS;
        while (end < line.length && line.text[end] >= '0' && line.text[end] <= '9') end++;
        if (end + ENDS > line.length || memcmp(line.text + end, END, ENDS) != 0) continue;
        text_add(text, (Str){line.text, at});
        line = (Str){line.text + end + ENDS, line.length - end - ENDS};
        break;
    }
    text_add(text, line);
    text_add_char(text, '\n');
}

static void add_lines(Str lines, Text *text) {
    uint32_t told = 0, left = 0;
    while (lines.length) {
        const char *end = memchr(lines.text, '\n', lines.length);
        Str line = {lines.text, end ? (size_t)(end - lines.text) : lines.length};
        size_t skip = line.length + (end != NULL);
        lines = (Str){lines.text + skip, lines.length - skip};
        if (names_command(line)) continue;
        if (told == LINES_TOLD) {
            left++;
            continue;
        }
        told++;
        add_line(line, text);
    }
    if (left) text_printf(text, "(%u more lines)\n", (unsigned)left);
}

static void tell_why(Session *session, const RunOptions *run, Str subject, Text *text) {
    Text words, lines;
    text_init(&words);
    text_init(&lines);
    text_add(&words, subject);
    text_add_char(&words, '\0');
    WhyAsk ask = {.subject = words.bytes};
    (void)why(session, run, &ask, &lines);
    add_lines(text_str(&lines), text);
    text_clear(&words);
    text_clear(&lines);
}

void tell_why_in(Session *session, const Changes *changes, const RunOptions *run, Str subject, Text *text) {
    World *plain = session->world;
    if (changes) {
        session->world = NULL;
        session_change(session, changes, run);
    }
    tell_why(session, run, subject, text);
    if (!changes) return;
    world_free(session->world);
    session->world = plain;
    session->plain = NULL;
}

/* ---- expectations ---- */

/* The atom or body that is expected, or not; the name of a claim.  Empty where `got` tells all: of lists of answers. */
static Str subject_of(const Marking *m, const Item *item) {
    const Node *node = item->node;
    if (item->form == EXPECT_FORM_CLAIM) return item->text;
    if (item->form == EXPECT_FORM_ANSWERS || !node) return STR("");
    if (node->kind == NODE_NOT && node->child_count) node = node->children[0];
    const char *text = m->grader->exercise->text.text;
    return str_range(text + node->span.begin, text + node->span.end);
}

static const Scenario *scenario_of(const Program *program, Str name) {
    for (size_t i = 0; i < program->agenda->scenarios.count; i++) {
        const Scenario *scenario = &program->agenda->scenarios.items[i];
        if (str_equal(intern_text(values_symbols(program->values), scenario->name), name)) return scenario;
    }
    return NULL;
}

void explain_expected(Marking *m, uint32_t number) {
    const Item *item = m->grader->exercise->demands.items[number].item;
    Str subject = subject_of(m, item);
    Changes changes = {0};
    if (item->world.length) changes.scenario = scenario_of(m->own.session.program, item->world);
    Text text;
    text_init(&text);
    if (subject.length)
        tell_why_in(&m->own.session, item->world.length ? &changes : NULL, &m->grader->run, subject, &text);
    m->marks->demands[number].because = arena_str(&m->marks->arena, text_str(&text));
    text_clear(&text);
}

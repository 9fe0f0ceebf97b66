/* Commands, options and formats: what there is, and where it has a meaning. */
#include <string.h>

#include "runtime/cli/options_internal.h"

const CommandInfo COMMANDS[] = {
    {COMMAND_RUN, "run", "FILE...", "derive what follows; answer the queries, print the claims", false},
    {COMMAND_CHECK, "check", "FILE...", "status of every claim, and what it rests on", false},
    {COMMAND_TEST, "test", "FILE...", "run the tests written in the files", false},
    {COMMAND_LINT, "lint", "FILE...", "what is probably not meant, and which rules fire and are tested", false},
    {COMMAND_WHY, "why", "FILE... 'ATOM'", "why an atom or a claim holds: its proof, with sources", true},
    {COMMAND_WHYNOT, "whynot", "FILE... 'ATOM'",
     "what keeps an atom or a claim from following, and what would change it", true},
    {COMMAND_RESTS, "rests", "FILE... 'ATOM'", "the sets of facts an atom or a claim rests on, and its sources", true},
    {COMMAND_NEED, "need", "FILE... 'ATOM'", "the open facts that would settle an atom or a claim", true},
    {COMMAND_STABLE, "stable", "FILE... 'ATOM'", "which open facts could still change an atom or a claim", true},
    {COMMAND_TRACE, "trace", "FILE...", "round by round: which rule made which rows", false},
    {COMMAND_DIFF, "diff", "A B", "two versions, FILE or FILE,FILE each: which claims changed, and why", false},
    {COMMAND_COMPARE, "compare", "A B [FACTS...]", "two theories on the same facts: what each expects, and what came",
     false},
    {COMMAND_MAP, "map", "FILE...", "the argument as a picture: claims, rules, facts, and what attacks what", false},
    {COMMAND_REPORT, "report", "FILE...", "all about the claims as one page: verdicts, grounds, proofs, maps, sources",
     false},
    {COMMAND_REPL, "repl", "[FILE...]", "a dialogue: type statements and questions, and see what follows", false},
    {COMMAND_FMT, "fmt", "[FILE...]", "rewrite rule files in one style; without FILE, from standard input to output",
     false},
    {COMMAND_NEW, "new", "exercise NAME", "write a commented exercise into NAME.hence, to begin with", false},
    {COMMAND_GRADE, "grade", "EXERCISE ANSWER...", "marks for answers to an exercise, with counterexamples", false},
    {COMMAND_SHEET, "sheet", "EXERCISE", "an exercise as a page for students, or with the key for teachers", false},
    {COMMAND_LSP, "lsp", "", "the language server: for editors, which start it and talk to it through pipes", false},
    {COMMAND_EXPLAIN, "explain", "[CODE]", "what a message means, with an example; without CODE, all codes", true},
    {COMMAND_HELP, "help", "[COMMAND]", "this page, or the page of one command", true},
    {COMMAND_MANUAL, "manual", "[COMMAND]", "a page of the manual, for man: of all, or of one command", true},
    {COMMAND_COMPLETION, "completion", "SHELL", "what makes bash, zsh or fish complete commands and options", true},
    {COMMAND_VERSION, "version", "", "the version", false},
};
const size_t COMMANDS_COUNT = sizeof COMMANDS / sizeof *COMMANDS;

const OptionInfo OPTIONS[] = {
    {OPTION_FORMAT, "--format", "FORMAT", "text (the default), json, or another that the command has",
     RUNS | 1u << COMMAND_GRADE},
    {OPTION_OUT, "--out", "DIR", "write one CSV for each relation into DIR", 1u << COMMAND_RUN},
    {OPTION_FILE, "-o", "FILE", "write it into FILE, in the format of its ending unless --format says so",
     1u << COMMAND_MAP | 1u << COMMAND_WHY | 1u << COMMAND_REPORT | 1u << COMMAND_GRADE},
    {OPTION_CLAIM, "--claim", "NAME", "only this claim; may be repeated", 1u << COMMAND_REPORT},
    {OPTION_AGAINST, "--against", "RIVAL", "the rule file of a rival theory, to be set beside the same facts",
     1u << COMMAND_REPORT},
    {OPTION_AROUND, "--around", "ATOM", "only what leads to an atom or a claim, and what it leads to",
     1u << COMMAND_MAP},
    {OPTION_DEPTH, "--depth", "N", "with --around: so many statements away at most", 1u << COMMAND_MAP},
    {OPTION_CLAIMS_ONLY, "--claims-only", NULL, "only claims, and how they support and attack each other",
     1u << COMMAND_MAP},
    {OPTION_FULL, "--full", NULL, "all of it, however large", 1u << COMMAND_MAP},
    {OPTION_DEPTH, "--depth", "N", "how many premises deep the explanation goes (3; 0: none are explained)",
     1u << COMMAND_WHYNOT},
    {OPTION_GIVEN, "--given", "NAME=VALUE", "give a parameter another value; may be repeated", SUPPOSES},
    {OPTION_SCENARIO, "--scenario", "NAME", "suppose a scenario; check prints what changes", WORLDS},
    {OPTION_WITHOUT, "--without-source", "KEY", "drop the facts that cite this source alone; may be repeated",
     SUPPOSES},
    {OPTION_FACTS, "--facts", "FILE", "add the facts of a table: FILE, or RELATION=FILE; may be repeated", SUPPOSES},
    {OPTION_REJECTED, "--rejected", "FILE", "where rows of --facts go that are not taken (rejected.csv)", SUPPOSES},
    {OPTION_MOST, "--most", "N", "tell N sets at most (10)", 1u << COMMAND_RESTS | 1u << COMMAND_NEED},
    {OPTION_FULL, "--full", NULL, "long lists of facts to their end", 1u << COMMAND_RESTS},
    {OPTION_SIZE, "--size", "N", "look at N open facts together at most (3)",
     1u << COMMAND_NEED | 1u << COMMAND_STABLE},
    {OPTION_AMBIGUITY, "--ambiguity", "POLICY", "block (the default) or propagate what is contested", DERIVES},
    {OPTION_CLOSED, "--closed", NULL, "read strict rules backwards in all that is argued about", DERIVES},
    {OPTION_NO_CLOSED, "--no-closed", NULL, "read no strict rule backwards", DERIVES},
    {OPTION_ROWS, "--max-rows", "N", "stop when N rows have been derived", DERIVES},
    {OPTION_ROUNDS, "--max-rounds", "N", "stop after N rounds", DERIVES},
    {OPTION_MEMORY, "--max-memory", "SIZE", "stop at this much memory: 500M, 2G", DERIVES | 1u << COMMAND_FMT},
    {OPTION_TIMEOUT, "--timeout", "SECONDS", "stop after this time", DERIVES | 1u << COMMAND_FMT},
    {OPTION_THREADS, "--threads", "N", "compute with N threads: the same answers in less time", DERIVES},
    {OPTION_DISABLE, "--disable", "WAY", "compute without one of the ways that make it fast; may be repeated", DERIVES},
    {OPTION_SANDBOX, "--sandbox", "DIR", "let the rules read files from DIR alone, and write there alone", RUNS},
    {OPTION_ALL, "--all", NULL, "the other proofs too, one after the other", 1u << COMMAND_WHY},
    {OPTION_MOST, "--most", "N", "with --all: at most N of them (20)", 1u << COMMAND_WHY},
    {OPTION_MOST, "--most", "N", "tell N rows of a round at most (20)", 1u << COMMAND_TRACE},
    {OPTION_MOST, "--most", "N", "run N mixtures of the two at most (500)", 1u << COMMAND_DIFF},
    {OPTION_DEPTH, "--depth", "N", "fold the steps of a proof below level N", 1u << COMMAND_WHY},
    {OPTION_FULL, "--full", NULL, "each premise, rule, instance and fact that is folded otherwise",
     1u << COMMAND_WHYNOT},
    {OPTION_FULL, "--full", NULL, "each exception, check and step of the translation",
     1u << COMMAND_WHY | 1u << COMMAND_TRACE},
    {OPTION_FIRST_ROUNDS, "--rounds", "N", "the first N rounds that have new rows", 1u << COMMAND_TRACE},
    {OPTION_RELATION, "--relation", "NAME", "rows of this relation only", 1u << COMMAND_TRACE},
    {OPTION_CHECK, "--check", NULL, "write nothing; name the files that are not in that style, and exit with 1",
     1u << COMMAND_FMT},
    {OPTION_WATCH, "--watch", NULL, "run again whenever a file is saved, and print what changed, until Ctrl-C",
     1u << COMMAND_CHECK},
    {OPTION_FEEDBACK, "--feedback", "DIR", "write what is told to who answered into DIR, a page for each answer",
     1u << COMMAND_GRADE},
    {OPTION_SELF, "--self", NULL,
     "grade the solution, which must earn full marks, and the wrong answers, which must not", 1u << COMMAND_GRADE},
    {OPTION_SEED, "--seed", "N", "the variant with this number: the same one each time",
     1u << COMMAND_GRADE | 1u << COMMAND_SHEET},
    {OPTION_KEY, "--key", NULL, "the teacher's key: solution, all expectations, wrong answers", 1u << COMMAND_SHEET},
    {OPTION_HELP, "--help", NULL, "this page", ~0u},
    {OPTION_VERSION, "--version", NULL, "the version", ~0u},
};
const size_t OPTIONS_COUNT = sizeof OPTIONS / sizeof *OPTIONS;

/* The formats there are, for the commands that have them. */
const FormatInfo FORMATS[] = {
    {"text", FORMAT_TEXT, ~(1u << COMMAND_REPORT)},
    {"html", FORMAT_HTML, 1u << COMMAND_REPORT}, /* its default */
    {"json", FORMAT_JSON, ~0u},
    {"tap", FORMAT_TAP, 1u << COMMAND_TEST | 1u << COMMAND_GRADE},
    {"csv", FORMAT_CSV, 1u << COMMAND_GRADE},
    {"junit", FORMAT_JUNIT, 1u << COMMAND_GRADE},
    {"gradescope", FORMAT_GRADESCOPE, 1u << COMMAND_GRADE},
    {"html", FORMAT_HTML, 1u << COMMAND_WHY},
    {"md", FORMAT_MD, 1u << COMMAND_WHY | 1u << COMMAND_TRACE | 1u << COMMAND_REPORT},
    {"svg", FORMAT_SVG, 1u << COMMAND_MAP | 1u << COMMAND_WHY},
    {"dot", FORMAT_DOT, 1u << COMMAND_MAP | 1u << COMMAND_WHY},
    {"mermaid", FORMAT_MERMAID, 1u << COMMAND_MAP | 1u << COMMAND_WHY},
    {"graphml", FORMAT_GRAPHML, 1u << COMMAND_MAP},
    {"argdown", FORMAT_ARGDOWN, 1u << COMMAND_MAP},
    {"aif", FORMAT_AIF, 1u << COMMAND_MAP},
};
const size_t FORMATS_COUNT = sizeof FORMATS / sizeof *FORMATS;

const ExitInfo EXITS[] = {
    {EXIT_FINE, "fine"},
    {EXIT_NEGATIVE, "a negative finding"},
    {EXIT_USAGE, "usage"},
    {EXIT_PROGRAM, "the rules have errors"},
    {EXIT_DATA, "the data has errors or a file could not be written"},
    {EXIT_LIMIT, "a limit was reached"},
    {EXIT_BUG, "a bug of ours"},
    {EXIT_INTERRUPTED, "interrupted"},
    {141, "the pipe of the answer was closed (SIGPIPE)"},
};
const size_t EXITS_COUNT = sizeof EXITS / sizeof *EXITS;

const CommandInfo *command_named(const char *name) {
    for (size_t i = 0; i < COMMANDS_COUNT; i++)
        if (strcmp(COMMANDS[i].name, name) == 0) return &COMMANDS[i];
    return NULL;
}

const OptionInfo *option_named(const char *word, unsigned commands) {
    size_t length = strcspn(word, "=");
    const OptionInfo *found = NULL;
    if (strcmp(word, "-h") == 0) word = "--help", length = strlen(word);
    for (size_t i = 0; i < OPTIONS_COUNT; i++) {
        bool is_named = strlen(OPTIONS[i].name) == length && strncmp(OPTIONS[i].name, word, length) == 0;
        if (is_named && (!found || OPTIONS[i].commands & commands)) found = &OPTIONS[i];
    }
    return found;
}

const CommandInfo *command_of(Command command) {
    size_t i = 0;
    while (COMMANDS[i].command != command) i++;
    return &COMMANDS[i];
}

bool format_is_of(const FormatInfo *format, Command command) { return format->commands >> command & 1; }

bool option_is_of(const OptionInfo *option, Command command) { return option->commands >> command & 1; }

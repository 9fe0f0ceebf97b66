/* `hence new exercise NAME` and `hence sheet`. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "runtime/api/grade.h"
#include "runtime/cli/commands.h"
#include "runtime/cli/terminal.h"
#include "runtime/io/disk.h"
#include "runtime/show/sheet.h"

/* %s: the name. */
static const char *const EXERCISE =
    "%% An exercise.  What stands in front of it is given: who answers sees it, and cannot change it.\n"
    "relation parent(who: symbol, child: symbol)           \"{who} is a parent of {child}\".\n"
    "relation grandparent(who: symbol, grandchild: symbol) \"{who} is a grandparent of {grandchild}\".\n"
    "\n"
    "parent(ann, bob).  parent(bob, cleo).  parent(bob, dan).\n"
    "\n"
    "exercise %s \"Grandparents\" {\n"
    "  % What is to be done, as Markdown.\n"
    "  task \"Write a rule for `grandparent`: whoever is a parent of a parent.\".\n"
    "\n"
    "  % What an answer may state: rules, facts, statements (both), exceptions, priorities; so many of them, if a "
    "number stands there.\n"
    "  define rules: grandparent.\n"
    "\n"
    "  % What earns points, one unless another number is said.  Of what is hidden, nothing is told to who answers.\n"
    "  expect grandparent(ann, cleo).\n"
    "  hidden expect not grandparent(ann, bob).\n"
    "\n"
    "  % The relation is compared with the solution's on many small sets of facts: an answer that only fits these "
    "facts is found out.\n"
    "  compare grandparent points 3.\n"
    "\n"
    "  % Told to who lacks points.\n"
    "  hint \"Two literals with `parent`: which variable do they share?\".\n"
    "\n"
    "  % hence sheet FILE --seed 7 has other names, the same for each 7.\n"
    "  vary ann, bob, cleo, dan from emma, felix, greta, hugo, ida, jonas.\n"
    "\n"
    "  % The answer that earns all points, and some that must not: hence grade FILE --self sees to it.\n"
    "  solution { grandparent(X, Z) :- parent(X, Y), parent(Y, Z). }\n"
    "  wrong \"one step is not two\" { grandparent(X, Y) :- parent(X, Y). }\n"
    "  wrong \"only what is expected\" { grandparent(X, Y) :- parent(X, _), parent(_, Y), X = ann, Y = cleo. }\n"
    "}\n";

static void print_new(const char *name, Text *text) {
    for (const char *c = EXERCISE; *c; c++) {
        if (c[0] == '%' && c[1] == 's')
            text_add(text, str_of(name)), c++;
        else
            text_add_char(text, *c);
    }
}

static bool is_name(const char *name) {
    for (const char *c = name; *c; c++)
        if (!(*c >= 'a' && *c <= 'z') && !(c > name && (*c == '_' || (*c >= '0' && *c <= '9')))) return false;
    return *name != 0;
}

int command_new(const Options *options) {
    const char *name = options->files[1];
    Text path, text, said;
    if (!is_name(name)) {
        fprintf(stderr, "hence: '%s' is no name for an exercise: write small letters, digits and _\n", name);
        return EXIT_USAGE;
    }
    text_init(&path);
    text_init(&text);
    text_init(&said);
    text_printf(&path, "%s.hence", name);
    print_new(name, &text);
    int status = EXIT_DATA;
    if (access(path.bytes, F_OK) == 0) {
        fprintf(stderr, "hence: '%s' is there already, and was left alone\n", path.bytes);
    } else if (!disk_write(path.bytes, text_str(&text))) {
        disk_complain("cannot write", path.bytes, errno, &said);
        terminal_write(STDERR_FILENO, text_str(&said));
    } else {
        text_printf(&said, "wrote %s; 'hence grade %s --self' grades its solution\n", path.bytes, path.bytes);
        status = terminal_write(STDOUT_FILENO, text_str(&said)) ? EXIT_FINE : EXIT_DATA;
    }
    text_clear(&path);
    text_clear(&text);
    text_clear(&said);
    return status;
}

int command_sheet(const Options *options) {
    Grader grader;
    Text text;
    GraderSettings settings = {.seed = options->seed, .has_seed = options->has_seed};
    text_init(&text);
    int status = EXIT_PROGRAM;
    if (grader_open(&grader, options->files[0], &settings, &text)) {
        SheetSettings sheet = {.is_key = options->has_key, .has_seed = options->has_seed, .seed = options->seed};
        sheet_print(grader.exercise, grader.sources, sheet, &text);
        status = terminal_write(STDOUT_FILENO, text_str(&text)) ? EXIT_FINE : EXIT_DATA;
    } else {
        if (diags_error_count(grader.diags)) diags_print(grader.diags, &text, false);
        terminal_write(STDERR_FILENO, text_str(&text));
    }
    grader_close(&grader);
    text_clear(&text);
    return status;
}

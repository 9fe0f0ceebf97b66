/* What the manual says of each command beside its line and its options; tests/scripts/manual.sh runs the examples. */
#include "runtime/cli/options_internal.h"

const char *const PROGRAM = "%% Who is related to whom.\n"
                            "relation parent(who: symbol, child: symbol).\n"
                            "relation grandparent(who: symbol, grandchild: symbol).\n"
                            "source register \"Parish register, 1901\".\n"
                            "f1: parent(ann, bob)  cite register \"p. 3\".\n"
                            "f2: parent(bob, cleo) cite register \"p. 8\".\n"
                            "rule two_steps: grandparent(X, Z) :- parent(X, Y), parent(Y, Z).\n"
                            "claim ann \"Ann is Cleo's grandmother\": grandparent(ann, cleo).\n"
                            "scenario lost \"The second page is lost\" { retract f2. }\n"
                            "test \"as it is\" { expect claim ann established. }\n"
                            "?- grandparent(Who, cleo).\n";

#define CONSISTENT "no facts contradict each other"
#define CONTRADICT "facts contradict each other"
#define SUBJECT "The last word is the subject: the name of a claim, an atom, or several with commas between them."

const PageInfo PAGES[] = {
    {COMMAND_RUN, CONSISTENT, CONTRADICT,
     "Reads the files as one set, derives all that follows, and prints the answers to the queries and the status of "
     "the "
     "claims.  With --out, the rows of each relation go into a CSV file as well.",
     "hence run family.hence\n"
     "hence run family.hence --out answers\n"},
    {COMMAND_CHECK, CONSISTENT, CONTRADICT,
     "Prints of each claim whether it is established, refuted, undecided, inconsistent or unsupported, and on how many "
     "facts "
     "and sources it rests.  Where something is supposed, by --given, --scenario, --without-source or --facts, the "
     "claims "
     "are printed that come out otherwise, and why.\n\n"
     "With --watch it goes on: whenever one of the files that were read is saved, rules, tables and bibliographies, "
     "all is "
     "run again, and what changed is printed: claims and the edits behind it, tests, contradictions, messages that "
     "came or "
     "went.  A version that does not compile is told and waited out.  Ctrl-C ends it with status 0.",
     "hence check family.hence\n"
     "hence check family.hence --scenario lost\n"
     "hence check family.hence --without-source register --format json\n"},
    {COMMAND_TEST, "all tests passed", "a test failed",
     "Runs each test of the files in the scenario it names, and tells what was expected and what came.",
     "hence test family.hence\n"
     "hence test family.hence --format tap\n"},
    {COMMAND_LINT, "there is nothing to warn of", "there are warnings",
     "Tells of each rule how many rows it gave on these facts, in how many scenarios it fires, and how many tests ask "
     "for what it leads to; of each relation how many of its facts cite a source.  Beside the warnings that each "
     "command "
     "has, it warns of rules that fire nowhere, relations nobody asks for and, where sources are cited at all, facts "
     "and "
     "rules that cite none.",
     "hence lint family.hence || echo 'there are warnings'\n"
     "hence lint family.hence --format json >lint.json || true\n"},
    {COMMAND_WHY, "it is established", "it is not; what is told is how it stands, or what refutes it",
     "Gives the verdict, on whose word it stands, what speaks against it, and a proof than which none is "
     "lower.\n\n" SUBJECT,
     "hence why family.hence ann\n"
     "hence why family.hence 'grandparent(ann, Who)' --all --full\n"
     "hence why family.hence ann -o ann.html\n"},
    {COMMAND_WHYNOT, "it does not follow", "it is established",
     "Tells which rules come nearest, what they lack, and which changes would help: each was tried by a run of its "
     "own.\n\n" SUBJECT,
     "hence whynot family.hence 'grandparent(bob, Who)'\n"
     "hence whynot family.hence 'grandparent(bob, cleo)' --depth 1 --format json\n"},
    {COMMAND_RESTS, "it is established", "it is not; what is told is how it stands, or what refutes it",
     "Gives the smallest sets of facts that are enough, whichever of the other stated facts hold, and the sources it "
     "cannot do "
     "without.\n\n" SUBJECT,
     "hence rests family.hence ann\n"
     "hence rests family.hence ann --most 3 --format json\n"},
    {COMMAND_NEED, "it is established, or open facts that would establish it were found", "none were found",
     "Gives the smallest sets of open facts that would establish what is undecided, or refute it.\n\n" SUBJECT,
     "hence need family.hence ann\n"
     "hence need family.hence ann --size 2\n"},
    {COMMAND_STABLE, "no open fact can change it, and all was looked at", "one can, or the search ended too soon",
     "Tells of each open fact whether it could still change the verdict.\n\n" SUBJECT,
     "hence stable family.hence ann\n"},
    {COMMAND_TRACE, "the run is told", NULL,
     "Prints the rows of each round, the rule that made them and the premises it had, to check a run by hand.",
     "hence trace family.hence\n"
     "hence trace family.hence --relation grandparent --rounds 1\n"},
    {COMMAND_DIFF, "the two are compared", NULL,
     "Tells which claims came out otherwise, and which edits are to blame: each cause was found by running the first "
     "version "
     "with that edit alone.  A version of several files is written with commas between them.",
     "sed 's/parent(bob, cleo)/parent(bob, dora)/' family.hence >before.hence\n"
     "hence diff before.hence family.hence\n"},
    {COMMAND_COMPARE, "the two are compared", CONTRADICT,
     "Sets two theories beside the same facts: what each of them expects, and whether it came.",
     "hence compare rules/regime/kazakh_russian_predictions.hence rules/regime/security_alliance.hence\n"},
    {COMMAND_MAP, "the map is drawn", NULL,
     "Draws claims, the rules and facts behind them, what speaks against them and what wins.  Without -o, the map is "
     "told as "
     "text.  Where it is large it shows claims only, and says so.",
     "hence map family.hence -o claims.svg\n"
     "hence map family.hence --around ann --format dot\n"},
    {COMMAND_REPORT, "the page is written", NULL,
     "Writes one page that loads nothing: each claim with its status, grounds, rules, rivals, map and proof, what "
     "would "
     "change the verdict, and which sources it hangs on; then the bibliography, and fingerprints of the files.  The "
     "same files "
     "give the same bytes.",
     "hence report family.hence -o family.html\n"
     "hence report family.hence --claim ann --format md\n"},
    {COMMAND_REPL, "nothing went wrong, or it was read at a terminal, where that was seen", NULL,
     "Reads the files, then statements, each up to its full stop, over several lines if need be: facts, rules, "
     "declarations and "
     "claims.  What newly follows is told.  A question, ?- and a body, prints its rows.  Commands begin with a colon, "
     "and "
     ":help lists them: :why, :what-if, :undo, :save and more.  What does not compile leaves all as it was.  Ctrl-C "
     "stops "
     "what is at work, Ctrl-D ends the dialogue.\n\n"
     "From a pipe it reads the same without prompts, and ends with the status of the gravest mistake: 2 for a command, "
     "4 for data "
     "or a file, 3 for rules and questions.  Lines that were typed are kept in $XDG_STATE_HOME/hence/history, or below "
     "~/.local/state.",
     "echo '?- grandparent(Who, cleo).' | hence repl family.hence\n"
     "printf 'parent(ann, bob).\\n:why parent(ann, bob)\\n' | hence repl\n"},
    {COMMAND_FMT, "every file is in the one style, or was brought into it", "with --check: a file is not",
     "Changes blanks and the ends of lines, nothing else: comments, texts and the order of what is written stay.  A "
     "file "
     "is replaced whole or not at all, and left alone where it does not read or a limit is reached.",
     "hence fmt family.hence\n"
     "hence fmt --check family.hence\n"
     "hence fmt <family.hence\n"},
    {COMMAND_NEW, "the file was written", NULL,
     "Writes NAME.hence, an exercise with a comment on each of its parts, which grades as it stands.  A file that is "
     "there is left "
     "alone.",
     "hence new exercise cousins\n"
     "hence grade cousins.hence --self\n"},
    {COMMAND_GRADE, "all answers were graded, or --self found the exercise in order",
     "--self: the solution lacks points, or a wrong answer earns them all",
     "Grades each answer by itself, against what the exercise expects, and its relations against the solution's: on "
     "all small sets "
     "of facts, then on some at random.  ANSWER is a file, or a folder whose files are all answers.  Without a file of "
     "its own, an "
     "answer gets a row of the table; one answer alone is told all about.  Statements with mistakes, and those that "
     "the task does "
     "not ask for, are not counted; the others are.  Rows, rounds and steps are limited, never the time, so that marks "
     "are the "
     "same on each machine.\n\n"
     "Of what is hidden nothing is told but whether it is met.  The formats csv, json, tap, junit and gradescope (for "
     "one answer) are "
     "for programs that collect marks.",
     "hence new exercise uncles\n"
     "echo 'grandparent(X, Z) :- parent(X, Y), parent(Y, Z).' >ann.hence\n"
     "hence grade uncles.hence ann.hence\n"
     "hence grade uncles.hence ann.hence -o marks.csv --feedback feedback\n"
     "hence grade uncles.hence ann.hence --seed 7\n"},
    {COMMAND_SHEET, "the sheet is printed", NULL,
     "Prints the task, what is given and what may be defined, as Markdown.  With --seed, the names that the exercise "
     "varies are "
     "others: the same number gives the same sheet, which names it; 'hence grade' takes it for the answers to that "
     "sheet.",
     "hence new exercise aunts\n"
     "hence sheet aunts.hence --seed 7\n"
     "hence sheet aunts.hence --seed 7 --key\n"},
    {COMMAND_LSP, "the editor has asked it to end", "its input ended before that",
     "Speaks the protocol of language servers (LSP 3.17) over standard input and output.  Editors start it: Vim, Emacs "
     "and "
     "VS Code are told how by the files in share/hence/editor.  It shows mistakes while somebody types, with their "
     "repairs, and says of each name what it is, where it is declared and where it is used.",
     "hence lsp </dev/null || echo ended\n"},
    {COMMAND_EXPLAIN, "the page of the message is printed", NULL,
     "Each message of an error or a warning has a code and a page, with a program that brings it about.",
     "hence explain E0203\n"
     "hence explain\n"},
    {COMMAND_HELP, "the page is printed", NULL, "What there is, in lines of a terminal.",
     "hence help\n"
     "hence help why\n"},
    {COMMAND_MANUAL, "the page is printed", NULL,
     "Prints a page of the manual as man reads it.  An installed Hence has these pages where man looks.",
     "hence manual >hence.1\n"
     "hence manual why >hence-why.1\n"},
    {COMMAND_COMPLETION, "the script is printed", NULL,
     "Prints what the shell is to read.  An installed Hence has these scripts where the shells look.",
     "eval \"$(hence completion bash)\"\n"
     "hence completion zsh >_hence\n"
     "hence completion fish >hence.fish\n"},
    {COMMAND_VERSION, "the version is printed", NULL, "Prints the name and the version, in one line.",
     "hence version\n"},
};
_Static_assert(sizeof PAGES / sizeof *PAGES == COMMAND_VERSION + 1, "each command has a page");

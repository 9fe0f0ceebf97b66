/* A table; tests/scripts/editor.sh sees that it has each word of the lexer. */
#include "lang/editor/words.h"

const KnownWord KNOWN_WORDS[] = {
    {"relation", "declares a relation: `relation member(who: symbol, body: symbol) \"{who} belongs to {body}\".`",
     WORD_BEGINS},
    {"open", "`open relation ...`: what is not stated of it is unknown, not false", WORD_BEGINS},
    {"type", "declares a type: `type state = kazakhstan | russia.` or `type year = int 1991..2100.`", WORD_BEGINS},
    {"parameter", "a value to be set from outside: `parameter year: int = 2015.`", WORD_BEGINS},
    {"rule", "a rule with a name and a gloss: `rule name \"in words\" cite key: p(X) :- q(X).`", WORD_BEGINS},
    {"presumably", "a rule or fact that can yield to what speaks against it", WORD_BEGINS},
    {"against", "an objection: it keeps its head from being accepted, and shows nothing instead", WORD_BEGINS},
    {"undercut", "an exception to a rule, stated elsewhere: `undercut r1 :- e.`", WORD_BEGINS},
    {"prefer", "a priority: `prefer r2 over r1.`, or with a condition behind `:-`", WORD_BEGINS},
    {"contrary", "atoms that cannot be accepted together: `contrary p(X), q(X).`", WORD_BEGINS},
    {"claim", "a body with a name, whose status `hence check` tells: `claim name \"in words\": p(a).`", WORD_BEGINS},
    {"prediction", "what a theory expects of the facts, for `hence compare`", WORD_BEGINS},
    {"source", "a source to cite: `source key \"in words\".`", WORD_BEGINS},
    {"scenario", "changed facts, by name: `scenario name \"in words\" { retract f1. }`", WORD_BEGINS},
    {"test", "what is expected: `test \"in words\" in scenario { expect p(a). }`", WORD_BEGINS},
    {"use", "reads another rule file, once: `use \"theory.hence\".`", WORD_BEGINS},
    {"load", "reads a table or a bibliography: `load member from \"member.csv\".`", WORD_BEGINS},
    {"map", "says whose columns those of a table are: `map member to member(who: arg1).`", WORD_BEGINS},
    {"exercise", "a task to be graded: `exercise name \"title\" { task \"...\".  expect ...  solution { ... } }`",
     WORD_BEGINS},
    {"task", "what is to be done, as Markdown: `task \"...\".`", WORD_TEACH},
    {"define", "what an answer may state: `define rules: p, q.` or `define 1 fact: p.`", WORD_TEACH},
    {"compare", "`compare p.`: the answer's relation is compared with the solution's on many sets of facts",
     WORD_TEACH},
    {"hidden", "`hidden expect ...`: nothing of it is told to who answers", WORD_TEACH},
    {"hint", "what helps, if somebody asks: `hint \"...\".`", WORD_TEACH},
    {"vary", "`vary ann, bob from carl, dora, emil.`: other names on each sheet", WORD_TEACH},
    {"solution", "the answer that earns full marks: `solution { rules }`", WORD_TEACH},
    {"wrong", "an answer that must not earn them: `wrong \"why\" { rules }`", WORD_TEACH},
    {"points", "what an expectation is worth: `expect p(a) points 2.`", WORD_PART},
    {"expect", "what a test expects: an atom, `not` one, a status, `claim` or `answers`", WORD_ITEM},
    {"assert", "states a fact in this scenario", WORD_ITEM},
    {"retract", "takes back a fact, by its id or as it is written", WORD_ITEM},
    {"distrust", "drops the facts that cite nothing but this source", WORD_ITEM},
    {"not", "`not p(X)`: it does not follow that p(X)", WORD_BODY},
    {"forall", "`forall(p(X), q(X))`: every way to make p true makes q true", WORD_BODY},
    {"is", "`X is 2 * Y` gives X a value", WORD_BODY},
    {"mod", "the remainder of a division", WORD_BODY},
    {"unless", "an exception: the rule does not apply where it is accepted", WORD_PART},
    {"cite", "the source of a statement: `cite key \"p. 3\"`", WORD_PART},
    {"key", "`key(a, b)`: rows that agree on these columns contradict each other", WORD_PART},
    {"from", "where the values of a column, or the rows of a table, come from", WORD_PART},
    {"to", "what a map makes of a table", WORD_PART},
    {"over", "`prefer winner over loser.`", WORD_PART},
    {"in", "the scenario of a test", WORD_PART},
    {"answers", "`expect answers p(X): (a), (b).`", WORD_PART},
    {"likely", "how sure the author is", WORD_PART},
    {"possible", "how sure the author is", WORD_PART},
    {"reconstruction", "a prediction that somebody else has drawn from the premises of a theory", WORD_PART},
    {"established", "it is accepted", WORD_STATUS},
    {"refuted", "something contrary to it is accepted", WORD_STATUS},
    {"undecided", "neither it nor its contrary is accepted", WORD_STATUS},
    {"unsupported", "no rule for it has its premises", WORD_STATUS},
    {"inconsistent", "given facts and strict rules contradict each other here", WORD_STATUS},
    {"contested", "undecided: something contrary stands against it, and neither wins", WORD_STATUS},
    {"excepted", "undecided: its rule has an exception", WORD_STATUS},
    {"unknown", "undecided: it hangs on open facts", WORD_STATUS},
    {"cyclic", "undecided: it hangs on a circle", WORD_STATUS},
};
const size_t KNOWN_WORD_COUNT = sizeof KNOWN_WORDS / sizeof *KNOWN_WORDS;

const KnownWord *word_known(Str word) {
    for (size_t i = 0; i < KNOWN_WORD_COUNT; i++)
        if (str_equal(word, str_of(KNOWN_WORDS[i].word))) return &KNOWN_WORDS[i];
    return NULL;
}

static void print_function(Builtin fn, Text *text) {
    Signature signature = builtin_signature(fn);
    text_printf(text, "%s(", signature.name);
    for (unsigned i = 0; i < signature.argument_count; i++)
        text_printf(text, "%s%s", i ? ", " : "", type_kind_name(signature.arguments[i]));
    text_printf(text, ") gives %s", type_kind_name(signature.result));
}

bool call_print(Str name, Text *text) {
    Aggregate aggregate;
    Condition condition;
    if (condition_find(name, &condition)) {
        text_printf(text, "%.*s(Text, Part): a condition on texts", STR_FMT(name));
        return true;
    }
    for (Builtin fn = FN_ABS; fn < FN_COUNT; fn++) {
        if (!str_equal(name, str_of(builtin_signature(fn).name))) continue;
        print_function(fn, text);
        return true;
    }
    if (!aggregate_find(name, &aggregate)) return false;
    text_printf(text, "%.*s(X, Y : body) over the distinct rows of the terms", STR_FMT(name));
    return true;
}

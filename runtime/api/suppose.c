/* Suppositions.
 *
 * They come as words and are looked up in each program anew: numbers of relations and symbols are a program's own, and
 * the same files may be compiled twice (policy.c).  A value is read by the type of its parameter. */
#include "runtime/api/suppose.h"

#include "lang/base/spelling.h"
#include "runtime/io/sandbox.h"
#include "runtime/io/facts_relation.h"
#include "runtime/show/further.h"

enum { FEW_MEMBERS = 8 }; /* of a type, shown in a message */

bool supposes_nothing(const Supposed *supposed) {
    return !supposed->scenario && supposed->without.count + supposed->given.count + supposed->facts.count == 0;
}

void supposed_clear(Supposed *supposed) {
    vec_free(&supposed->without);
    vec_free(&supposed->given);
    vec_free(&supposed->facts);
    supposed->scenario = NULL;
}

static void add_supposed(Text *text, const char *lead, const char *word) {
    text_printf(text, "%s%s%s", text->length ? ", " : "", lead, word);
}

void supposed_print(const Supposed *supposed, Text *text) {
    if (supposed->scenario) add_supposed(text, "", supposed->scenario);
    for (size_t i = 0; i < supposed->given.count; i++) add_supposed(text, "", supposed->given.items[i]);
    for (size_t i = 0; i < supposed->without.count; i++) add_supposed(text, "without ", supposed->without.items[i]);
    for (size_t i = 0; i < supposed->facts.count; i++) add_supposed(text, "the facts of ", supposed->facts.items[i]);
}

static void add_option(Text *text, const char *option, Str word) {
    text_printf(text, " %s ", option);
    shell_word_print(word, text);
}

void supposed_words_print(const Session *session, const Supposed *supposed, Text *text) {
    const Policy *policy = &session->policy;
    if (supposed && supposed->scenario) add_option(text, "--scenario", str_of(supposed->scenario));
    for (size_t i = 0; supposed && i < supposed->given.count; i++)
        add_option(text, "--given", str_of(supposed->given.items[i]));
    for (size_t i = 0; supposed && i < supposed->without.count; i++)
        add_option(text, "--without-source", str_of(supposed->without.items[i]));
    for (size_t i = 0; supposed && i < supposed->facts.count; i++)
        add_option(text, "--facts", str_of(supposed->facts.items[i]));
    if (policy->ambiguity == AMBIGUITY_PROPAGATE) text_lit(text, " --ambiguity propagate");
    if (policy->closed != CLOSED_WHERE_NEEDED)
        text_add(text, policy->closed == CLOSED_EVERYWHERE ? STR(" --closed") : STR(" --no-closed"));
    if (session->sandbox) add_option(text, "--sandbox", sandbox_name(session->sandbox));
}

void typed_init(Typed *typed, const Session *session, const Supposed *supposed) {
    text_init(&typed->files);
    text_init(&typed->options);
    files_words_print(session->paths, session->path_count, &typed->files);
    supposed_words_print(session, supposed, &typed->options);
}

void typed_clear(Typed *typed) {
    text_clear(&typed->files);
    text_clear(&typed->options);
}

/* ---- names ---- */

static Str spelled(const Program *program, Symbol symbol) {
    return intern_text(values_symbols(program->values), symbol);
}

static Symbol symbol_of(const Program *program, Str word) { return intern_find(values_symbols(program->values), word); }

static bool complain_of_name(const char *kind, const Spelling *near, Text *complaint) {
    text_printf(complaint, "hence: there is no %s '%.*s'", kind, STR_FMT(near->word));
    if (near->best.length) text_printf(complaint, "; did you mean '%.*s'?", STR_FMT(near->best));
    text_add_char(complaint, '\n');
    return false;
}

static bool find_scenario(const Program *program, const char *word, const Scenario **found, Text *complaint) {
    Spelling near = spelling_of(str_of(word));
    for (size_t i = 0; i < program->agenda->scenarios.count; i++) {
        const Scenario *scenario = &program->agenda->scenarios.items[i];
        if (str_equal(spelled(program, scenario->name), near.word)) return *found = scenario, true;
        spelling_offer(&near, spelled(program, scenario->name));
    }
    return complain_of_name("scenario", &near, complaint);
}

static bool find_source(const Program *program, const char *word, Symbol *key, Text *complaint) {
    *key = symbol_of(program, str_of(word));
    if (*key != NO_SYMBOL && program_find_source(program, *key)) return true;
    Spelling near = spelling_of(str_of(word));
    for (size_t i = 0; i < program->bibliography.count; i++)
        spelling_offer(&near, spelled(program, program->bibliography.items[i].key));
    return complain_of_name("source", &near, complaint);
}

static bool find_parameter(const Program *program, Str name, RelId *found, Text *complaint) {
    Spelling near = spelling_of(name);
    for (RelId id = 0; id < program->relations.count; id++) {
        const Relation *relation = &program->relations.items[id];
        if (!relation->is_parameter || relation->helper != HELPER_NONE) continue;
        if (str_equal(spelled(program, relation->name), name)) return *found = id, true;
        spelling_offer(&near, spelled(program, relation->name));
    }
    return complain_of_name("parameter", &near, complaint);
}

/* ---- values ---- */

/* Without a type to go by: a number or a date if it looks like one. */
static Value read_any(Values *values, Str word) {
    int64_t whole;
    double real;
    Date date;
    if (str_to_int(word, &whole)) return value_int(values, whole);
    if (str_to_float(word, &real)) return value_float(values, real);
    if (word.length == strlen("2014-03-18") && str_to_date(word, &date)) return value_date(values, date);
    return value_symbol(values, word);
}

static bool read_value(Program *program, TypeId type, Str word, Value *value) {
    Values *values = program->values;
    int64_t whole;
    double real;
    Date date;
    switch (program->types.items[type].kind) {
    case TYPE_SYMBOL: *value = value_symbol(values, word); break;
    case TYPE_INT:
        if (!str_to_int(word, &whole)) return false;
        *value = value_int(values, whole);
        break;
    case TYPE_FLOAT:
        if (str_to_int(word, &whole))
            real = (double)whole;
        else if (!str_to_float(word, &real))
            return false;
        *value = value_float(values, real);
        break;
    case TYPE_DATE:
        if (!str_to_date(word, &date)) return false;
        *value = value_date(values, date);
        break;
    case TYPE_NUMBER:
    case TYPE_ANY: *value = read_any(values, word); break;
    }
    return type_allows(program, type, *value, false);
}

/* What the values of a type are: `int 1991..2100`, `security | economy`. */
static void definition_print(const Program *program, const Type *type, Text *text) {
    static const char *const NAMES[] = {[TYPE_ANY] = "any value",
                                        [TYPE_SYMBOL] = "a symbol",
                                        [TYPE_INT] = "a whole number",
                                        [TYPE_FLOAT] = "a number",
                                        [TYPE_DATE] = "a date, as 2014-03-18, 2014-03 or 2014",
                                        [TYPE_NUMBER] = "a number"};
    if (type->has_range) {
        text_printf(text, "a whole number from %lld to %lld", (long long)type->low, (long long)type->high);
        return;
    }
    if (!type->members) text_lit(text, NAMES[type->kind]);
    for (uint32_t i = 0; i < type->member_count && i < FEW_MEMBERS; i++) {
        if (i) text_lit(text, " | ");
        value_print(program->values, type->members[i], text);
    }
    if (type->member_count > FEW_MEMBERS) text_printf(text, " and %u more", (unsigned)type->member_count - FEW_MEMBERS);
}

static bool complain_of_value(const Program *program, TypeId id, Str name, Str word, Text *complaint) {
    const Type *type = &program->types.items[id];
    Spelling near = spelling_of(word);
    for (uint32_t i = 0; i < type->member_count; i++)
        spelling_offer(&near, value_text(program->values, type->members[i]));
    text_printf(complaint, "hence: '%.*s' is no value of parameter '%.*s', whose type is ", STR_FMT(word),
                STR_FMT(name));
    type_print(program, id, complaint);
    if (type->name != NO_SYMBOL || !type->members) text_lit(complaint, ": ");
    definition_print(program, type, complaint);
    if (near.best.length) text_printf(complaint, "; did you mean '%.*s'?", STR_FMT(near.best));
    text_add_char(complaint, '\n');
    return false;
}

/* Its id, wherever one is shown, is how it was said: `--given year=2009`. */
static Symbol label_of(Program *program, const char *word) {
    Text label;
    text_init(&label);
    text_printf(&label, "--given %s", word);
    Symbol symbol = intern(values_symbols(program->values), text_str(&label));
    text_clear(&label);
    return symbol;
}

static bool read_given(Program *program, const char *word, GivenRow *row, Text *complaint) {
    const char *sign = strchr(word, '=');
    Str name = str_range(word, sign ? sign : word + strlen(word)), value = str_of(sign ? sign + 1 : "");
    if (!find_parameter(program, name, &row->relation, complaint)) return false;
    TypeId type = program->relations.items[row->relation].columns[0].type;
    Value *values = arena_new(&program->arena, Value);
    if (!read_value(program, type, value, values)) return complain_of_value(program, type, name, value, complaint);
    row->values = values;
    row->origin = (Origin){label_of(program, word), {NULL, 0}, NO_SPAN};
    return true;
}

/* ---- all of it ---- */

static void set_parameter(GivenRow *rows, uint32_t *count, GivenRow row) {
    for (uint32_t i = 0; i < *count; i++)
        if (rows[i].relation == row.relation) {
            rows[i] = row;
            return;
        }
    rows[(*count)++] = row;
}

bool suppose(Session *session, const Supposed *supposed, Changes *changes, Text *complaint) {
    Program *program = session->program;
    Symbol *keys = arena_array(&program->arena, Symbol, supposed->without.count);
    GivenRow *rows = arena_array(&program->arena, GivenRow, supposed->given.count), row = {.relation = NO_ID};
    bool fine = true;
    *changes = (Changes){.distrusted = keys, .parameters = rows};
    changes->more = session->received.rows.items;
    changes->more_count = (uint32_t)session->received.rows.count;
    if (supposed->scenario) fine = find_scenario(program, supposed->scenario, &changes->scenario, complaint);
    for (size_t i = 0; i < supposed->without.count; i++)
        fine = find_source(program, supposed->without.items[i], &keys[changes->distrusted_count++], complaint) && fine;
    for (size_t i = 0; i < supposed->given.count; i++) {
        if (read_given(program, supposed->given.items[i], &row, complaint))
            set_parameter(rows, &changes->parameter_count, row);
        else
            fine = false;
    }
    return fine;
}

void suppose_denied(Session *session, const Supposed *supposed, Denied *denied) {
    Str relation;
    for (size_t i = 0; i < supposed->facts.count; i++)
        if (facts_deny(supposed->facts.items[i], &relation)) vec_push(denied, relation);
    session->policy.denied = denied->items;
    session->policy.denied_count = denied->count;
}

WorldState suppose_run(Session *session, const Supposed *supposed, const RunOptions *run, Changes *changes,
                       Text *complaint) {
    if (supposes_nothing(supposed)) {
        session_run(session, run);
        return WORLD_RUN;
    }
    if (!suppose(session, supposed, changes, complaint)) return WORLD_UNKNOWN;
    session->keeps_given = true;
    session_change(session, changes, run);
    return diags_error_count(session->diags) ? WORLD_WRONG : WORLD_RUN;
}

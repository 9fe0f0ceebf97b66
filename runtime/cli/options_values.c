/* What options are given: numbers, sizes, times, formats and names. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "lang/base/file_kind.h"
#include "lang/base/vec.h"
#include "runtime/cli/options_internal.h"

enum { THREADS_MOST = 256 };
#define COUNT_RANGE "a number from 1 to 18446744073709551615" /* UINT64_MAX */

bool options_complain(const char *what, const char *word) {
    fprintf(stderr, "hence: %s%s%s%s\nTry 'hence --help'.\n", what, *word ? " '" : "", word, *word ? "'" : "");
    return false;
}

/* What K, M, G and T behind a number stand for: powers of `thousand`; 0 where it is none of them. */
static uint64_t unit_of(char letter, uint64_t thousand) {
    switch (letter) {
    case 'K':
    case 'k': return thousand;
    case 'M':
    case 'm': return thousand * thousand;
    case 'G':
    case 'g': return thousand * thousand * thousand;
    case 'T':
    case 't': return thousand * thousand * thousand * thousand;
    default: return 0;
    }
}

/* A whole number above zero, with K, M, G or T behind it, and B where sizes are meant. */
static bool read_count(const char *word, bool is_size, uint64_t *count) {
    char *end;
    if (*word < '0' || *word > '9') return false;
    errno = 0;
    unsigned long long number = strtoull(word, &end, 10), unit = 1;
    if (*end) {
        unit = unit_of(*end++, is_size ? 1024 : 1000);
        if (is_size && (*end == 'B' || *end == 'b')) end++;
    }
    if (errno || *end || number == 0 || unit == 0 || number > UINT64_MAX / unit) return false;
    *count = number * unit;
    return true;
}

/* `least` is 0 or 1. */
static bool read_number(const char *option, const char *word, uint32_t least, uint32_t *number) {
    uint64_t count;
    Text complaint;
    if (least == 0 && strcmp(word, "0") == 0) return *number = 0, true;
    if (read_count(word, false, &count) && count <= INT32_MAX) return *number = (uint32_t)count, true;
    text_init(&complaint);
    text_printf(&complaint, "%s is a number from %u to %d, not", option, (unsigned)least, INT32_MAX);
    (void)options_complain(complaint.bytes, word);
    text_clear(&complaint);
    return false;
}

static bool read_seconds(const char *word, double *seconds) {
    char *end;
    if ((*word < '0' || *word > '9') && *word != '.') return false;
    *seconds = strtod(word, &end);
    return *end == 0 && *seconds > 0 && *seconds < 1e9;
}

/* `--format is text, json or tap, not 'xml'` */
static bool complain_format(const Options *options, const char *word) {
    Text list;
    size_t count = 0, seen = 0;
    text_init(&list);
    text_lit(&list, "--format is ");
    for (size_t i = 0; i < FORMATS_COUNT; i++) count += format_is_of(&FORMATS[i], options->command);
    for (size_t i = 0; i < FORMATS_COUNT; i++) {
        if (!format_is_of(&FORMATS[i], options->command)) continue;
        if (seen++) text_add(&list, seen == count ? STR(" or ") : STR(", "));
        text_add(&list, str_of(FORMATS[i].name));
    }
    text_lit(&list, ", not");
    text_add_char(&list, '\0');
    bool is_fine = options_complain(list.bytes, word);
    text_clear(&list);
    return is_fine;
}

static bool read_format(Options *options, const char *word) {
    options->has_format = true;
    for (size_t i = 0; i < FORMATS_COUNT; i++) {
        if (strcmp(word, FORMATS[i].name) != 0 || !format_is_of(&FORMATS[i], options->command)) continue;
        options->format = FORMATS[i].format;
        return true;
    }
    return complain_format(options, word);
}

static unsigned commands_with(Format format) {
    unsigned commands = 0;
    for (size_t i = 0; i < FORMATS_COUNT; i++)
        if (FORMATS[i].format == format) commands |= FORMATS[i].commands;
    return commands;
}

bool options_read_ending(Options *options) {
    static const struct {
        const char *ending;
        Format format;
    } ENDINGS[] = {{".svg", FORMAT_SVG},         {".dot", FORMAT_DOT},         {".gv", FORMAT_DOT},
                   {".mmd", FORMAT_MERMAID},     {".mermaid", FORMAT_MERMAID}, {".graphml", FORMAT_GRAPHML},
                   {".argdown", FORMAT_ARGDOWN}, {".aif", FORMAT_AIF},         {".aif.json", FORMAT_AIF},
                   {".json", FORMAT_JSON},       {".txt", FORMAT_TEXT},        {".html", FORMAT_HTML},
                   {".htm", FORMAT_HTML},        {".md", FORMAT_MD},           {".csv", FORMAT_CSV},
                   {".xml", FORMAT_JUNIT},       {".tap", FORMAT_TAP}};
    if (!options->file || options->has_format) return true;
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
        bool is_had = (commands_with(ENDINGS[i].format) >> options->command) & 1;
        if (!is_had || !file_ends(str_of(options->file), str_of(ENDINGS[i].ending))) continue;
        options->format = ENDINGS[i].format;
        return true;
    }
    return options_complain(
        options->command == COMMAND_GRADE
            ? "-o takes a name that ends in .csv, .json, .tap, .xml or .txt, or a --format "
              "beside it; not"
        : options->command == COMMAND_REPORT
            ? "-o takes a name that ends in .html, .md or .json, or a --format beside it; not"
            : "-o takes a name whose ending is that of a format, such as .svg or .json, or a --format beside it; not",
        options->file);
}

static bool read_ambiguity(Options *options, const char *word) {
    if (strcmp(word, "block") == 0)
        options->policy.ambiguity = AMBIGUITY_BLOCK;
    else if (strcmp(word, "propagate") == 0)
        options->policy.ambiguity = AMBIGUITY_PROPAGATE;
    else
        return options_complain("--ambiguity is block or propagate, not", word);
    return true;
}

static bool read_given(Options *options, const char *word) {
    const char *sign = strchr(word, '=');
    if (!sign || sign == word) return options_complain("--given is written name=value, not", word);
    for (size_t i = 0; i < options->supposed.given.count; i++)
        if (strncmp(options->supposed.given.items[i], word, (size_t)(sign + 1 - word)) == 0)
            return options_complain("a parameter has one value at a time; here is another", word);
    vec_push(&options->supposed.given, word);
    return true;
}

static bool read_closed(Options *options, Closed closed) {
    if (options->policy.closed != CLOSED_WHERE_NEEDED && options->policy.closed != closed)
        return options_complain("--closed and --no-closed exclude each other", "");
    options->policy.closed = closed;
    return true;
}

/* 0 too where what is asked about can be told without its premises. */
static bool read_depth(Options *options, const char *word) {
    options->has_depth = true;
    return read_number("--depth", word, options->command == COMMAND_WHYNOT ? 0 : 1, &options->depth);
}

static bool read_threads(Options *options, const char *word) {
    uint64_t count;
    if (!read_count(word, false, &count) || count > THREADS_MOST)
        return options_complain("--threads is a number from 1 to 256, not", word);
    options->threads = (uint32_t)count;
    return true;
}

static bool read_seed(Options *options, const char *word) {
    uint64_t count = 0;
    options->has_seed = true;
    if (strcmp(word, "0") != 0 && !read_count(word, false, &count))
        return options_complain("--seed is a number from 0 up, not", word);
    options->seed = count;
    return true;
}

static bool read_way(Options *options, const char *word) {
#define NAME(way, word) " " word
    static const char *const COMPLAINT = "--disable is one of" WAYS(NAME) ", not";
#undef NAME
    Way way = way_named(str_of(word));
    if (way == WAY_COUNT) return options_complain(COMPLAINT, word);
    options->without |= 1u << way;
    return true;
}

/* need: "a name". */
static bool read_name(const char **at, const OptionInfo *option, const char *word, const char *need) {
    Text complaint;
    *at = word;
    if (*word) return true;
    text_init(&complaint);
    text_printf(&complaint, "%s needs %s", option->name, need);
    (void)options_complain(complaint.bytes, "");
    text_clear(&complaint);
    return false;
}

/* Then all that is given counts; of others one would be left out without a word. */
static bool may_be_repeated(const OptionInfo *option) {
    switch (option->id) {
    case OPTION_CLAIM:
    case OPTION_GIVEN:
    case OPTION_WITHOUT:
    case OPTION_FACTS:
    case OPTION_DISABLE: return true;
    default: return !option->value;
    }
}

static bool note_seen(Options *options, const OptionInfo *option, const char *word) {
    const uint64_t bit = UINT64_C(1) << option->id;
    Text complaint;
    bool is_second = options->seen & bit;
    options->seen |= bit;
    if (!is_second || may_be_repeated(option)) return true;
    text_init(&complaint);
    text_printf(&complaint, "one %s at a time; here is another", option->name);
    (void)options_complain(complaint.bytes, word);
    text_clear(&complaint);
    return false;
}

bool options_take(Options *options, const OptionInfo *option, const char *value) {
    if (!note_seen(options, option, value)) return false;
    switch (option->id) {
    case OPTION_FORMAT: return read_format(options, value);
    case OPTION_OUT: return read_name(&options->out, option, value, "the name of a folder");
    case OPTION_FILE: return read_name(&options->file, option, value, "the name of a file");
    case OPTION_AROUND: return read_name(&options->around, option, value, "an atom or a claim");
    case OPTION_SANDBOX: return read_name(&options->sandbox, option, value, "the name of a folder");
    case OPTION_CHECK: options->checks = true; return true;
    case OPTION_WATCH: options->watches = true; return true;
    case OPTION_SELF: options->is_self = true; return true;
    case OPTION_KEY: options->has_key = true; return true;
    case OPTION_FEEDBACK: return read_name(&options->feedback, option, value, "the name of a folder");
    case OPTION_SEED: return read_seed(options, value);
    case OPTION_CLAIMS_ONLY: options->claims_only = true; return true;
    case OPTION_CLAIM:
        vec_push(&options->claims, value);
        return *value || options_complain("--claim needs the name of a claim", "");
    case OPTION_AGAINST: return read_name(&options->against, option, value, "a rule file");
    case OPTION_GIVEN: return read_given(options, value);
    case OPTION_SCENARIO: return read_name(&options->supposed.scenario, option, value, "a name");
    case OPTION_WITHOUT: vec_push(&options->supposed.without, value); return true;
    case OPTION_FACTS:
        vec_push(&options->supposed.facts, value);
        return *value || options_complain("--facts needs a table", "");
    case OPTION_REJECTED: return read_name(&options->rejected, option, value, "the name of a file");
    case OPTION_MOST: return read_number(option->name, value, 1, &options->most);
    case OPTION_SIZE: return read_number(option->name, value, 1, &options->size);
    case OPTION_AMBIGUITY: return read_ambiguity(options, value);
    case OPTION_CLOSED: return read_closed(options, CLOSED_EVERYWHERE);
    case OPTION_NO_CLOSED: return read_closed(options, CLOSED_NOWHERE);
    case OPTION_ROWS:
        return read_count(value, false, &options->budget.max_rows) ||
               options_complain("--max-rows is " COUNT_RANGE ", such as 5000 or 10M, not", value);
    case OPTION_ROUNDS:
        return read_count(value, false, &options->budget.max_rounds) ||
               options_complain("--max-rounds is " COUNT_RANGE ", such as 500 or 10k, not", value);
    case OPTION_MEMORY:
        return read_count(value, true, &options->budget.max_bytes) ||
               options_complain("--max-memory is a size such as 500M, 2G or 1T, not", value);
    case OPTION_TIMEOUT:
        return read_seconds(value, &options->budget.max_seconds) ||
               options_complain("--timeout is a number of seconds above 0, not", value);
    case OPTION_THREADS: return read_threads(options, value);
    case OPTION_DISABLE: return read_way(options, value);
    case OPTION_ALL: options->all = true; return true;
    case OPTION_FULL: options->is_full = true; return true;
    case OPTION_DEPTH: return read_depth(options, value);
    case OPTION_FIRST_ROUNDS: return read_number(option->name, value, 1, &options->rounds);
    case OPTION_RELATION: return read_name(&options->relation, option, value, "a name");
    case OPTION_HELP:
    case OPTION_VERSION: break;
    }
    return true;
}

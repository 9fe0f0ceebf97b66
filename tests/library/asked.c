/* One question through hence.h, as the command would put it:
 *     asked QUESTION FORMAT FILE [-s SUBJECT] [-d DEPTH] [-m MOST] [-z SIZE] [-afc] [-S SCENARIO] [-g NAME VALUE]
 *           [-w SOURCE] [-F FACTS] [-p] [-C CLOSED]
 * The answer goes to stdout, the messages to stderr; the exit status is the hence_status. */
#include <hence.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const QUESTIONS[] = {"check", "run",    "test", "why",   "whynot", "rests",
                                        "need",  "stable", "map",  "trace", "report"};
static const char *const FORMATS[] = {"text", "json",    "tap",     "html",    "md", "svg",
                                      "dot",  "mermaid", "graphml", "argdown", "aif"};

static int place_of(const char *word, const char *const *words, int count) {
    for (int i = 0; i < count; i++)
        if (strcmp(word, words[i]) == 0) return i;
    fprintf(stderr, "there is no '%s'\n", word);
    exit(99);
}
#define PLACE_OF(word, words) place_of((word), (words), (int)(sizeof(words) / sizeof *(words)))

int main(int argc, char **argv) {
    hence_engine *engine = hence_new();
    hence_text text = {"", 0};
    if (!engine || argc < 4) return 99;
    hence_question question = (hence_question)PLACE_OF(argv[1], QUESTIONS);
    hence_policy policy = {.ambiguity = HENCE_BLOCK};
    hence_options options = {.format = (hence_format)PLACE_OF(argv[2], FORMATS)};
    const char *subject = NULL;
    hence_status status = hence_add_file(engine, argv[3]);
    for (int i = 4; i < argc && status == HENCE_OK; i++) switch (argv[i][1]) {
        case 's': subject = argv[++i]; break;
        case 'd': options.depth = (uint32_t)atoi(argv[++i]); break;
        case 'm': options.most = (uint32_t)atoi(argv[++i]); break;
        case 'z': options.size = (uint32_t)atoi(argv[++i]); break;
        case 'a': options.all = true; break;
        case 'f': options.full = true; break;
        case 'c': options.claims_only = true; break;
        case 'p': policy.ambiguity = HENCE_PROPAGATE; break;
        case 'C': policy.closed = (hence_closed)atoi(argv[++i]); break;
        case 'S': status = hence_suppose_scenario(engine, argv[++i]); break;
        case 'g': status = hence_suppose_parameter(engine, argv[i + 1], argv[i + 2]), i += 2; break;
        case 'w': status = hence_suppose_without_source(engine, argv[++i]); break;
        case 'F': status = hence_suppose_facts(engine, argv[++i]); break;
        default: return 99;
        }
    if (status == HENCE_OK) status = hence_set_policy(engine, &policy);
    if (status == HENCE_OK) status = hence_run(engine);
    if (hence_has_run(engine)) {
        hence_status asked = hence_ask(engine, question, subject, &options, &text);
        if (asked > status) status = asked;
    }
    fwrite(text.bytes, 1, text.length, stdout);
    if (hence_messages(engine, HENCE_TEXT, &text) == HENCE_OK) fputs(text.bytes, stderr);
    hence_free(engine);
    return (int)status;
}

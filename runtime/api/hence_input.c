/* The C interface: what an engine reads, and what is supposed.
 *
 * Names of texts are kept as paths are compared (lang/check/modules.c), so that `use "./b.hence"` finds b.hence. */
#include <errno.h>

#include "lang/check/modules.h"
#include "runtime/api/hence_internal.h"
#include "runtime/io/disk.h"
#include "runtime/io/sandbox.h"

static Str path_of(Str name, Arena *arena) { return module_resolve(&(Module){.folder = STR("")}, name, arena); }

/* ---- how it is found ---- */

struct hence_sink {
    Text *bytes;
    bool is_full; /* memory ran out */
};

/* Control must not jump over frames of the caller: running out of memory is a value here. */
bool hence_give(hence_sink *sink, const char *bytes, size_t length) {
    MemGuard guard;
    const Str piece = {bytes, length};
    if (!sink || (!bytes && length) || sink->is_full) return false;
    if (mem_try_alone(&guard)) {
        text_add(sink->bytes, piece);
        mem_end_try_alone();
        return true;
    }
    sink->is_full = true;
    return false;
}

static bool read_by_reader(hence_engine *engine, const char *path, Text *bytes) {
    hence_sink sink = {bytes, false};
    MemAccount *own = mem_current();
    bool is_read = engine->reader(engine->reader_context, path, &sink);
    mem_enter(own);
    if (sink.is_full) mem_fail();
    errno = is_read ? 0 : ENOENT;
    return is_read;
}

/* NULL: none. */
static Input *find_text(const hence_engine *engine, Str path) {
    for (size_t i = 0; i < engine->inputs.count; i++)
        if (engine->inputs.items[i].is_text && str_equal(engine->inputs.items[i].name, path))
            return &engine->inputs.items[i];
    return NULL;
}

static const Input *text_named(const hence_engine *engine, const char *path) {
    Arena arena;
    arena_init(&arena);
    const Input *found = find_text(engine, path_of(str_of(path), &arena));
    arena_clear(&arena);
    return found;
}

SourceId engine_read_rules(void *context, Sources *sources, Str shown, const char *path) {
    hence_engine *engine = context;
    const Input *known = text_named(engine, path);
    if (known) return source_add(sources, shown, text_str(&known->bytes));
    if (!engine->reader) return session_read_file(&engine->session, sources, shown, path);
    Text bytes;
    text_init(&bytes);
    bool is_read = read_by_reader(engine, path, &bytes);
    SourceId source = is_read ? source_add(sources, shown, text_str(&bytes)) : NO_SOURCE;
    text_clear(&bytes);
    return source;
}

/* New facts are named by the caller, not by the rules. */
static bool is_supposed(const hence_engine *engine, const char *path) {
    for (size_t i = 0; i < engine->supposed.facts.count; i++) {
        const char *table = engine->supposed.facts.items[i], *sign = strchr(table, '=');
        if (strcmp(table, path) == 0 || (sign && strcmp(sign + 1, path) == 0)) return true;
    }
    return false;
}

bool engine_read_data(void *context, const char *path, Text *bytes) {
    hence_engine *engine = context;
    const Input *known = text_named(engine, path);
    if (!known && engine->reader) return read_by_reader(engine, path, bytes);
    if (!known)
        return (is_supposed(engine, path) || sandbox_lets_read(engine->sandbox, path)) && disk_read(NULL, path, bytes);
    text_add(bytes, text_str(&known->bytes));
    return true;
}

bool engine_has_files(const hence_engine *engine) {
    bool has_offered = false;
    for (size_t i = 0; i < engine->inputs.count; i++) has_offered = has_offered || engine->inputs.items[i].is_offered;
    return engine->reader || has_offered;
}

/* ---- what is added ---- */

static hence_status add_file(hence_engine *engine, const void *arguments) {
    const char *path = arguments;
    if (!path || !*path) return engine_misuse(engine, "a file has a path");
    engine_forget(engine);
    vec_push(&engine->inputs, ((Input){.name = arena_str(&engine->words, str_of(path))}));
    return HENCE_OK;
}

hence_status hence_add_file(hence_engine *engine, const char *path) { return engine_call(engine, add_file, path); }

typedef struct {
    const char *name, *bytes;
    size_t length;
    bool is_offered;
} Named;

static Input *input_named(hence_engine *engine, Str path) {
    Input *known = find_text(engine, path);
    if (known) return known;
    vec_push(&engine->inputs, ((Input){.name = path, .is_text = true}));
    text_init(&vec_last(&engine->inputs).bytes);
    return &vec_last(&engine->inputs);
}

static hence_status add_text(hence_engine *engine, const void *arguments) {
    const Named *named = arguments;
    if (!named->name || !*named->name || (!named->bytes && named->length))
        return engine_misuse(engine, "a text has a name and bytes");
    engine_forget(engine);
    Input *input = input_named(engine, path_of(str_of(named->name), &engine->words));
    text_empty(&input->bytes);
    text_add(&input->bytes, (Str){named->bytes, named->length});
    input->is_offered = named->is_offered;
    return HENCE_OK;
}

hence_status hence_add_text(hence_engine *engine, const char *name, const char *bytes, size_t length) {
    return engine_call(engine, add_text, &(Named){name, bytes, length, false});
}

hence_status hence_offer_text(hence_engine *engine, const char *name, const char *bytes, size_t length) {
    return engine_call(engine, add_text, &(Named){name, bytes, length, true});
}

typedef struct {
    hence_reader *reader;
    void *context;
} ByReader;

static hence_status set_reader(hence_engine *engine, const void *arguments) {
    const ByReader *by = arguments;
    engine_forget(engine);
    engine->reader = by->reader;
    engine->reader_context = by->context;
    return HENCE_OK;
}

hence_status hence_set_reader(hence_engine *engine, hence_reader *reader, void *context) {
    return engine_call(engine, set_reader, &(ByReader){reader, context});
}

static hence_status set_sandbox(hence_engine *engine, const void *arguments) {
    const char *folder = arguments;
    Sandbox *sandbox = folder ? sandbox_open(folder) : NULL;
    if (folder && !sandbox) {
        text_empty(&engine->said);
        text_printf(&engine->said, "hence: no folder '%s' to read from: %s\n", folder, strerror(errno));
        return HENCE_MISUSE;
    }
    engine_forget(engine);
    sandbox_close(engine->sandbox);
    engine->sandbox = sandbox;
    return HENCE_OK;
}

hence_status hence_set_sandbox(hence_engine *engine, const char *folder) {
    return engine_call(engine, set_sandbox, folder);
}

/* ---- what is supposed ---- */

static const char *kept(hence_engine *engine, const char *word) { return arena_str(&engine->words, str_of(word)).text; }

static hence_status suppose_parameter(hence_engine *engine, const void *arguments) {
    const char *const *pair = arguments;
    if (!pair[0] || !*pair[0] || strchr(pair[0], '=') || !pair[1])
        return engine_misuse(engine, "a parameter has a name and a value");
    engine_forget(engine);
    Text word;
    text_init(&word);
    text_printf(&word, "%s=%s", pair[0], pair[1]);
    vec_push(&engine->supposed.given, kept(engine, word.bytes));
    text_clear(&word);
    return HENCE_OK;
}

hence_status hence_suppose_parameter(hence_engine *engine, const char *name, const char *value) {
    const char *const pair[] = {name, value};
    return engine_call(engine, suppose_parameter, pair);
}

static hence_status suppose_scenario(hence_engine *engine, const void *arguments) {
    const char *name = arguments;
    if (!name || !*name) return engine_misuse(engine, "a scenario has a name");
    engine_forget(engine);
    engine->supposed.scenario = kept(engine, name);
    return HENCE_OK;
}

hence_status hence_suppose_scenario(hence_engine *engine, const char *name) {
    return engine_call(engine, suppose_scenario, name);
}

static hence_status suppose_without(hence_engine *engine, const void *arguments) {
    const char *key = arguments;
    if (!key || !*key) return engine_misuse(engine, "a source has a key");
    engine_forget(engine);
    vec_push(&engine->supposed.without, kept(engine, key));
    return HENCE_OK;
}

hence_status hence_suppose_without_source(hence_engine *engine, const char *key) {
    return engine_call(engine, suppose_without, key);
}

static hence_status suppose_facts(hence_engine *engine, const void *arguments) {
    const char *table = arguments;
    if (!table || !*table) return engine_misuse(engine, "a table has a path");
    engine_forget(engine);
    vec_push(&engine->supposed.facts, kept(engine, table));
    return HENCE_OK;
}

hence_status hence_suppose_facts(hence_engine *engine, const char *table) {
    return engine_call(engine, suppose_facts, table);
}

static hence_status suppose_nothing(hence_engine *engine, const void *arguments) {
    (void)arguments;
    engine_forget(engine);
    supposed_clear(&engine->supposed);
    return HENCE_OK;
}

hence_status hence_suppose_nothing(hence_engine *engine) { return engine_call(engine, suppose_nothing, NULL); }

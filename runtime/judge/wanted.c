/* Components stand in an order in which each needs only earlier ones, so one walk backwards finds what the program
 * needs for itself.  A question then adds those of its own helpers, which are few. */
#include "runtime/judge/wanted.h"

/* Whether the component has nothing but what bodies are made of: somebody must ask for it. */
static bool is_only_asked_for(const Program *program, const Component *component) {
    for (uint32_t i = 0; i < component->relation_count; i++) {
        Helper helper = program->relations.items[component->relations[i]].helper;
        if (helper != HELPER_ANSWER && helper != HELPER_BODY && helper != HELPER_GROUPED && helper != HELPER_AGGREGATE)
            return false;
    }
    return true;
}

typedef void OnRead(Wanted *wanted, uint32_t component);

static void each_read(Wanted *wanted, const Component *component, OnRead *found) {
    const Program *program = wanted->program;
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &program->rules.items[component->rules[i]];
        for (uint32_t k = 0; k < rule->literal_count; k++) {
            const Literal *literal = &rule->body[k];
            if (!literal_reads(literal)) continue;
            uint32_t read = program->relations.items[literal->relation].component;
            if (read != NO_ID && !wanted->components[read]) found(wanted, read);
        }
    }
}

static void mark(Wanted *wanted, uint32_t component) { wanted->components[component] = true; }

static void ask(Wanted *wanted, uint32_t component) {
    wanted->components[component] = true;
    vec_push(&wanted->asked, component);
}

void wanted_init(Wanted *wanted, const Program *program) {
    *wanted = (Wanted){.program = program};
    wanted->components = mem_alloc_zero(program->components.count + 1);
    for (uint32_t c = (uint32_t)program->components.count; c-- > 0;) {
        const Component *component = &program->components.items[c];
        if (!is_only_asked_for(program, component)) wanted->components[c] = true;
        if (wanted->components[c]) each_read(wanted, component, mark);
    }
}

void wanted_clear(Wanted *wanted) {
    mem_free(wanted->components);
    vec_free(&wanted->asked);
    *wanted = (Wanted){0};
}

void wanted_add(Wanted *wanted, RelId relation) {
    uint32_t component = relation == NO_ID ? NO_ID : wanted->program->relations.items[relation].component;
    if (component == NO_ID || wanted->components[component]) return;
    size_t at = wanted->asked.count;
    ask(wanted, component);
    for (; at < wanted->asked.count; at++)
        each_read(wanted, &wanted->program->components.items[wanted->asked.items[at]], ask);
}

void wanted_forget(Wanted *wanted) {
    for (size_t i = 0; i < wanted->asked.count; i++) wanted->components[wanted->asked.items[i]] = false;
    vec_empty(&wanted->asked);
}

/* A counting sort. */
#include "lang/program/heads.h"

Heads heads_of(const Program *program) {
    size_t relations = program->relations.count, rules = program->rules.count;
    Heads heads = {mem_alloc_zero((relations + 2) * sizeof *heads.first), mem_alloc((rules + 1) * sizeof *heads.rules)};
    for (RuleId r = 0; r < rules; r++) heads.first[program->rules.items[r].head + 2]++;
    for (size_t i = 1; i <= relations; i++) heads.first[i + 1] += heads.first[i];
    for (RuleId r = 0; r < rules; r++) heads.rules[heads.first[program->rules.items[r].head + 1]++] = r;
    return heads;
}

void heads_clear(Heads *heads) {
    mem_free(heads->first);
    mem_free(heads->rules);
    *heads = (Heads){0};
}

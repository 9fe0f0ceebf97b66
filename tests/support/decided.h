/* The claims of random theories that are established or refuted, each with what is asked about it. */
#ifndef HENCE_TEST_DECIDED_H
#define HENCE_TEST_DECIDED_H

#include "runtime/judge/inquiry.h"
#include "tests/support/ran.h"
#include "tests/support/theory.h"

/* All of it is good until the check returns. */
typedef struct {
    uint64_t seed;
    const Text *text; /* of the theory */
    const Store *store;
    const Verdict *verdict;
    Inquiry inquiry;
    Arena arena;
} Decided;

static inline void decided_claim(Decided *d, const Claim *claim, const Ran *r, void (*check)(Decided *decided)) {
    Verdict verdict = judge_claim(r->world->store, claim);
    arena_init(&d->arena);
    if (verdict.status == STATUS_ESTABLISHED || verdict.status == STATUS_REFUTED) {
        verdict_explain(&verdict, r->world->store, claim, NULL, &d->arena);
        inquiry_init(&d->inquiry, r->world->store, claim, &(RunOptions){.budget = {0}}, r->diags);
        d->store = r->world->store;
        d->verdict = &verdict;
        check(d);
        inquiry_clear(&d->inquiry);
    }
    verdict_clear(&verdict);
    arena_clear(&d->arena);
}

static inline void decided_claims(uint64_t seed, TheoryKind kind, Policy policy, void (*check)(Decided *decided)) {
    Theory *theory = theory_random(seed, kind);
    Text text = theory_text(theory);
    Decided d = {.seed = seed, .text = &text};
    Ran r = ran_read(text_str(&text), &policy);
    assert_non_null(r.program);
    ran_run(&r, NULL);
    for (size_t i = 0; i < r.program->agenda->claims.count; i++)
        decided_claim(&d, &r.program->agenda->claims.items[i], &r, check);
    ran_free(&r);
    text_clear(&text);
    theory_free(theory);
}

#endif

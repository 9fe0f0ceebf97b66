/* The claims by name, statements by their number. */
#include "runtime/show/effects.h"

#include "runtime/show/json_internal.h"
#include "runtime/show/standing.h"
#include "runtime/show/words.h"

static Symbol name_of_claim(const Program *program, const ClaimChange *change) {
    return program->agenda->claims.items[change->claim].name;
}

static bool is_decided(const ClaimChange *change) {
    return change->is.status == STATUS_ESTABLISHED || change->is.status == STATUS_REFUTED;
}

static void claim_print_changed(const Program *program, const ClaimChange *change, Text *text) {
    text_printf(text, "%.*s to ", STR_FMT(symbol_str(program, name_of_claim(program, change))));
    claim_stand_print(change->is, change->was, text);
    if (stand_differs_in_strength(change->is, change->was))
        text_printf(text, " (from %s)", strength_name(change->was.strength));
}

/* In their order; where not all are told, those that come out decided first. */
static void claims_print_changed(const Program *program, const Effects *effects, bool is_claim, uint32_t most,
                                 Text *text) {
    const Repair *repair = effects->repair;
    text_printf(text, "%u %s%s%s%s", (unsigned)repair->change_count, is_claim ? "other " : "",
                repair->change_count == 1 ? "claim changes" : "claims change", effects->is_of_status ? " status" : "",
                most ? ": " : "");
    uint32_t told = 0;
    for (int turn = repair->change_count <= most; turn < 2; turn++)
        for (uint32_t i = 0; i < repair->change_count && told < most; i++) {
            const ClaimChange *change = &repair->changes[i];
            if (repair->change_count > most && is_decided(change) != (turn == 0)) continue;
            if (told++) text_lit(text, ", ");
            claim_print_changed(program, change, text);
        }
    if (most && repair->change_count > most) text_printf(text, " and %u more", (unsigned)(repair->change_count - most));
}

static void atoms_print(CountRange count, const char *one, const char *many, Text *text) {
    if (count.most == 0) return;
    text_printf(text, "; %llu", (unsigned long long)count.least);
    if (count.most > count.least) text_printf(text, " to %llu", (unsigned long long)count.most);
    text_printf(text, " %s", count.most == 1 ? one : many);
}

static void widen(CountRange *range, uint64_t count) {
    if (count < range->least) range->least = count;
    if (count > range->most) range->most = count;
}

Effects effects_of(const Repair *repair) {
    return (Effects){repair, {repair->come, repair->come}, {repair->gone, repair->gone}, repair->shifts, false};
}

void effects_widen(Effects *effects, const Repair *other) {
    widen(&effects->come, other->come);
    widen(&effects->gone, other->gone);
    effects->shifts += other->shifts;
}

void effects_print(const Program *program, const Effects *effects, bool is_claim, uint32_t most, Text *text) {
    bool moves = effects->come.most + effects->gone.most + effects->shifts > 0;
    if (effects->repair->change_count)
        claims_print_changed(program, effects, is_claim, most, text);
    else if (!moves && !effects->is_of_status)
        text_lit(text, "nothing else changes");
    else
        text_printf(text, "no %sclaim changes%s", is_claim ? "other " : "", effects->is_of_status ? " status" : "");
    atoms_print(effects->come, "more statement follows", "more statements follow", text);
    atoms_print(effects->gone, "statement no longer follows", "statements no longer follow", text);
}

void effects_members(const Program *program, const Repair *repair, Text *text) {
    text_lit(text, "\"claims\":[");
    for (uint32_t i = 0; i < repair->change_count; i++) {
        const ClaimChange *change = &repair->changes[i];
        text_add(text, i ? STR(",{\"name\":") : STR("{\"name\":"));
        symbol_json(program, name_of_claim(program, change), text);
        text_add_char(text, ',');
        claim_stand_members(change->is, text);
        text_add_char(text, '}');
    }
    text_printf(text, "],\"come\":%llu,\"gone\":%llu", (unsigned long long)repair->come,
                (unsigned long long)repair->gone);
}

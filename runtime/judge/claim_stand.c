#include "runtime/judge/claim_stand.h"

bool stand_has_strength(ClaimStand stand) {
    return stand.status == STATUS_ESTABLISHED || stand.status == STATUS_REFUTED;
}

ClaimStand verdict_stand(const Verdict *verdict) {
    ClaimStand stand = {verdict->status, verdict->reason, verdict->strength, true};
    if (!stand_has_strength(stand)) stand.strength = STRENGTH_CERTAIN;
    return stand;
}

static bool is_same_status(ClaimStand a, ClaimStand b) {
    return a.is_there == b.is_there && a.status == b.status && a.reason == b.reason;
}

bool stand_is_same(ClaimStand a, ClaimStand b) { return is_same_status(a, b) && a.strength == b.strength; }

bool stand_differs_in_strength(ClaimStand a, ClaimStand b) { return is_same_status(a, b) && a.strength != b.strength; }

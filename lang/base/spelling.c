/* Near means: a third of the letters may differ, at least one and at most three; words of one or two letters have no near
 * spelling, since everything would be near to them.  The order in which candidates are offered makes no difference. */
#include "lang/base/spelling.h"

#include "lang/base/text.h"

Spelling spelling_of(Str word) {
    size_t near = word.length / 3;
    if (near > 3) near = 3;
    return (Spelling){word, {NULL, 0}, near + 1};
}

void spelling_offer(Spelling *spelling, Str candidate) {
    if (spelling->distance <= 1 && spelling->best.length == 0) return;
    if (candidate.length == 0 || str_equal(candidate, spelling->word)) return;
    size_t distance = str_distance(spelling->word, candidate, spelling->distance);
    bool is_nearer = distance < spelling->distance;
    bool is_equal = distance == spelling->distance && spelling->best.length > 0;
    if (!is_nearer && !(is_equal && str_compare(candidate, spelling->best) < 0)) return;
    spelling->best = candidate;
    spelling->distance = distance;
}

/* Near means: a third of the letters may differ, at least one and at most three; words of one or two letters have no
 * near spelling, since everything would be near to them.  What differs in capitals or in blanks around it alone is the
 * same word, and nearest.  The order in which candidates are offered makes no difference. */
#include "lang/base/spelling.h"

#include <string.h>

#include "lang/base/text.h"
#include "lang/base/utf8.h"

Spelling spelling_of(Str word) {
    size_t near = word.length / 3;
    if (near > 3) near = 3;
    return (Spelling){word, {NULL, 0}, near + 1};
}

static Str without_blanks(Str text) {
    while (text.length && strchr(" \t", text.text[0])) text = (Str){text.text + 1, text.length - 1};
    while (text.length && strchr(" \t", text.text[text.length - 1])) text.length--;
    return text;
}

static bool is_alike(Str a, Str b) {
    size_t a_size, b_size;
    a = without_blanks(a), b = without_blanks(b);
    while (a.length && b.length && char_lower(utf8_decode(a, &a_size)) == char_lower(utf8_decode(b, &b_size)))
        a = (Str){a.text + a_size, a.length - a_size}, b = (Str){b.text + b_size, b.length - b_size};
    return a.length == 0 && b.length == 0;
}

void spelling_offer(Spelling *spelling, Str candidate) {
    if (candidate.length == 0 || str_equal(candidate, spelling->word)) return;
    bool is_same = is_alike(candidate, spelling->word);
    if (!is_same && spelling->distance <= 1 && spelling->best.length == 0) return;
    size_t distance = is_same ? 0 : str_distance(spelling->word, candidate, spelling->distance);
    bool is_nearer = distance < spelling->distance;
    bool is_equal = distance == spelling->distance && spelling->best.length > 0;
    if (!is_nearer && !(is_equal && str_compare(candidate, spelling->best) < 0)) return;
    spelling->best = candidate;
    spelling->distance = distance;
}

/* Text to small stable numbers and back.
 *
 * An open table of (hash, symbol) pairs, at most three quarters full, probed in steps of one: a text that differs
 * almost always differs in its 32 hash bits, so one look at the text decides, and growing the table reads no text at
 * all.  Texts stand in an arena, each behind its length; a symbol costs 8 bytes for the pointer, 4 for the length, 1
 * for a NUL and 8 to 16 in the table.  intern_many asks for the table's cache lines ahead, which hides most of their
 * latency.  Not for several threads at once. */
#include "lang/base/intern.h"

#include <assert.h>

#include "lang/base/arena.h"
#include "lang/base/mem.h"
#include "lang/base/vec.h"

typedef struct {
    uint32_t hash;
    uint32_t number; /* symbol + 1; 0: free */
} Slot;

struct Interner {
    Arena arena;
    Vec(const char *) texts; /* by symbol; the length stands in the four bytes before */
    Slot *slots;
    uint64_t mask; /* slots - 1 */
};

enum { FIRST_SLOTS = 256, BATCH = 32 };

Interner *interner_new(void) {
    Interner *interner = mem_alloc_zero(sizeof *interner);
    interner->slots = mem_alloc_zero(FIRST_SLOTS * sizeof(Slot));
    interner->mask = FIRST_SLOTS - 1;
    return interner;
}

void interner_free(Interner *interner) {
    if (!interner) return;
    arena_clear(&interner->arena);
    vec_free(&interner->texts);
    mem_free(interner->slots);
    mem_free(interner);
}

/* ---- hashing: eight bytes at a time, mixed by a multiplication to 128 bits, as in Wang Yi, wyhash, 2019 ---- */

static inline uint64_t mix(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t read_8(const char *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

static uint64_t read_4(const char *bytes) {
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* The bytes of at most 16 in two words, some of them twice; texts of one length differ exactly where their words do. */
typedef struct {
    uint64_t a, b;
} Words;

static inline Words words_of(const char *bytes, size_t count) {
    if (count >= 8) return (Words){read_8(bytes), read_8(bytes + count - 8)};
    if (count >= 4) return (Words){read_4(bytes), read_4(bytes + count - 4)};
    if (count == 0) return (Words){0, 0};
    return (Words){(uint64_t)(unsigned char)bytes[0] << 16 | (uint64_t)(unsigned char)bytes[count / 2] << 8 |
                       (unsigned char)bytes[count - 1],
                   0};
}

static inline uint32_t hash_of(Str text) {
    const uint64_t k1 = UINT64_C(0x9E3779B97F4A7C15), k2 = UINT64_C(0xD6E8FEB86659FD93); /* odd, bits evenly set */
    const char *bytes = text.text;
    size_t count = text.length;
    uint64_t hash = k1 ^ count;
    for (; count > 16; bytes += 16, count -= 16) hash = mix(read_8(bytes) ^ k1, read_8(bytes + 8) ^ hash);
    Words rest = words_of(bytes, count);
    hash = mix(mix(rest.a ^ k1, rest.b ^ hash), k2);
    return (uint32_t)(hash ^ hash >> 32);
}

/* ---- the table ---- */

static uint32_t length_of(const char *text) {
    uint32_t length;
    memcpy(&length, text - sizeof length, sizeof length);
    return length;
}

static inline bool is_same_text(const char *known, Str text) {
    if (length_of(known) != text.length) return false;
    if (text.length > 16) return memcmp(known, text.text, text.length) == 0;
    Words a = words_of(known, text.length), b = words_of(text.text, text.length);
    return ((a.a ^ b.a) | (a.b ^ b.b)) == 0;
}

/* The slot of text, or the free one where it belongs. */
static inline Slot *slot_of(const Interner *interner, Str text, uint32_t hash) {
    for (uint64_t i = hash & interner->mask;; i = (i + 1) & interner->mask) {
        Slot *slot = &interner->slots[i];
        if (!slot->number || (slot->hash == hash && is_same_text(interner->texts.items[slot->number - 1], text)))
            return slot;
    }
}

/* To so many that they are at most three quarters full with `count` texts. */
static void grow_slots(Interner *interner, uint64_t count) {
    uint64_t mask = interner->mask;
    while (count * 4 > (mask + 1) * 3) mask = mask * 2 + 1;
    if (mask == interner->mask) return;
    Slot *slots = mem_alloc_zero((size_t)(mask + 1) * sizeof *slots);
    for (uint64_t i = 0; i <= interner->mask; i++) {
        Slot slot = interner->slots[i];
        if (!slot.number) continue;
        uint64_t at = slot.hash & mask;
        while (slots[at].number) at = (at + 1) & mask;
        slots[at] = slot;
    }
    mem_free(interner->slots);
    interner->slots = slots;
    interner->mask = mask;
}

uint64_t interner_growth(const Interner *interner, uint32_t more) {
    const uint64_t slots = interner->mask + 1, count = interner->texts.count + more;
    uint64_t bytes = count * 4 > slots * 3 ? 2 * slots * sizeof *interner->slots : 0;
    if (count > interner->texts.capacity)
        bytes += vec_growth(interner->texts.capacity, sizeof *interner->texts.items) * sizeof *interner->texts.items;
    return bytes;
}

static const char *keep_text(Interner *interner, Str text) {
    uint32_t length = (uint32_t)text.length;
    if (text.length > UINT32_MAX - 8)
        mem_alloc(SIZE_MAX); /* larger than any source: out of memory, by the one way out */
    char *copy = arena_bytes(&interner->arena, sizeof length + text.length + 1);
    memcpy(copy, &length, sizeof length);
    if (text.length) memcpy(copy + sizeof length, text.text, text.length);
    copy[sizeof length + text.length] = 0;
    return copy + sizeof length;
}

/* At the free slot where it belongs. */
static Symbol add_text(Interner *interner, Str text, uint32_t hash, Slot *slot) {
    if (interner->texts.count >= SYMBOL_LIMIT) mem_alloc(SIZE_MAX); /* full: ends like memory does */
    vec_push(&interner->texts, keep_text(interner, text));
    *slot = (Slot){hash, (uint32_t)interner->texts.count};
    if (interner->texts.count * 4 > (interner->mask + 1) * 3) grow_slots(interner, interner->texts.count);
    return (Symbol)(interner->texts.count - 1);
}

static inline Symbol intern_hashed(Interner *interner, Str text, uint32_t hash) {
    Slot *slot = slot_of(interner, text, hash);
    return slot->number ? slot->number - 1 : add_text(interner, text, hash, slot);
}

Symbol intern(Interner *interner, Str text) { return intern_hashed(interner, text, hash_of(text)); }

/* Each step asks for what the next one reads: slot, place of the text, text. */
void intern_many(Interner *interner, const Str *texts, size_t count, Symbol *symbols) {
    uint32_t hashes[BATCH];
    const char *known[BATCH]; /* the text of the first slot, if its hash fits */
    for (size_t begin = 0; begin < count; begin += BATCH, texts += BATCH, symbols += BATCH) {
        size_t batch = count - begin < BATCH ? count - begin : BATCH;
        for (size_t i = 0; i < batch; i++) {
            hashes[i] = hash_of(texts[i]);
            __builtin_prefetch(&interner->slots[hashes[i] & interner->mask], 1);
        }
        for (size_t i = 0; i < batch; i++) {
            const Slot *slot = &interner->slots[hashes[i] & interner->mask];
            symbols[i] = slot->number && slot->hash == hashes[i] ? slot->number - 1 : NO_SYMBOL;
            if (symbols[i] != NO_SYMBOL) __builtin_prefetch(&interner->texts.items[symbols[i]]);
        }
        for (size_t i = 0; i < batch; i++) {
            known[i] = symbols[i] != NO_SYMBOL ? interner->texts.items[symbols[i]] : NULL;
            if (known[i]) __builtin_prefetch(known[i] - sizeof(uint32_t));
        }
        for (size_t i = 0; i < batch; i++)
            if (!known[i] || !is_same_text(known[i], texts[i]))
                symbols[i] = intern_hashed(interner, texts[i], hashes[i]);
    }
}

/* ---- the texts of another ---- */

/* The number of each of `few` that both have. */
static void find_common(const Interner *interner, const Interner *other, Symbol *numbers) {
    const bool is_other_less = intern_count(other) < intern_count(interner);
    const Interner *few = is_other_less ? other : interner, *many = is_other_less ? interner : other;
    for (uint64_t i = 0; i <= few->mask; i++) {
        const Slot own = few->slots[i];
        if (!own.number) continue;
        const Slot *slot = slot_of(many, intern_text(few, own.number - 1), own.hash);
        if (!slot->number) continue;
        const Symbol here = (is_other_less ? slot->number : own.number) - 1;
        numbers[(is_other_less ? own.number : slot->number) - 1] = here;
    }
}

/* The slots of the other one are gone through in their order, which is nearly that of the places they get here. */
void intern_all(Interner *interner, const Interner *other, Symbol *numbers) {
    const uint32_t known = intern_count(interner), count = intern_count(other);
    for (Symbol i = 0; i < count; i++) numbers[i] = NO_SYMBOL;
    find_common(interner, other, numbers);
    vec_reserve(&interner->texts, (size_t)known + count);
    for (Symbol i = 0; i < count; i++) {
        if (numbers[i] != NO_SYMBOL) continue;
        if (interner->texts.count >= SYMBOL_LIMIT) mem_alloc(SIZE_MAX); /* full: ends like memory does */
        numbers[i] = (Symbol)interner->texts.count;
        interner->texts.items[interner->texts.count++] = other->texts.items[i];
    }
    grow_slots(interner, interner->texts.count);
    for (uint64_t i = 0; i <= other->mask; i++) {
        Slot slot = other->slots[i];
        if (!slot.number || numbers[slot.number - 1] < known) continue;
        uint64_t at = slot.hash & interner->mask;
        while (interner->slots[at].number) at = (at + 1) & interner->mask;
        interner->slots[at] = (Slot){slot.hash, numbers[slot.number - 1] + 1};
    }
}

Symbol intern_find(const Interner *interner, Str text) {
    const Slot *slot = slot_of(interner, text, hash_of(text));
    return slot->number ? slot->number - 1 : NO_SYMBOL;
}

Str intern_text(const Interner *interner, Symbol symbol) {
    assert(symbol < interner->texts.count);
    const char *text = interner->texts.items[symbol];
    return (Str){text, length_of(text)};
}

uint32_t intern_count(const Interner *interner) { return (uint32_t)interner->texts.count; }

bool intern_is_new(Interner *interner, Str text) {
    uint32_t known = intern_count(interner);
    return intern(interner, text) == known;
}

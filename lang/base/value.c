/* Values: symbols, small integers in the word itself, everything else in a table of wide values.
 *
 * The table keeps each wide value once, so equal words are equal values;
 * it is found by an open hash over kind and bits.
 * Entry 0 is none.  Reading a wide value is one look-up, making one a probe; neither allocates unless it is new.
 * Not for several threads at once. */
#include "lang/base/value.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "lang/base/vec.h"

typedef struct {
    uint64_t bits; /* of the integer, the float, or the packed date */
    ValueKind kind;
    uint32_t hash;
} Wide;

struct Values {
    Interner *symbols;
    Vec(Wide) wide;
    uint32_t *slots; /* entry + 1; 0: free */
    uint64_t mask;
};

enum { FIRST_SLOTS = 64 };
static const uint32_t WIDE_LIMIT = UINT32_C(1) << 30;

Values *values_new(void) {
    Values *values = mem_alloc_zero(sizeof *values);
    values->symbols = interner_new();
    values->slots = mem_alloc_zero(FIRST_SLOTS * sizeof *values->slots);
    values->mask = FIRST_SLOTS - 1;
    vec_push(&values->wide, ((Wide){0, KIND_NONE, 0}));
    return values;
}

void values_free(Values *values) {
    if (!values) return;
    interner_free(values->symbols);
    vec_free(&values->wide);
    mem_free(values->slots);
    mem_free(values);
}

Interner *values_symbols(Values *values) { return values->symbols; }

Value value_symbol(Values *values, Str text) { return intern(values->symbols, text); }

/* ---- the table of wide values ---- */

/* The finalizer of A. Appleby, MurmurHash3, 2011. */
static uint32_t hash_bits(uint64_t bits, ValueKind kind) {
    uint64_t hash = bits + kind * UINT64_C(0x9E3779B97F4A7C15);
    hash = (hash ^ hash >> 33) * UINT64_C(0xFF51AFD7ED558CCD);
    hash = (hash ^ hash >> 33) * UINT64_C(0xC4CEB9FE1A85EC53);
    return (uint32_t)(hash ^ hash >> 33);
}

/* To so many that all wide values fill them to three quarters at most;
 * the first `count` of these have one, others have none yet. */
static void grow_slots(Values *values, uint32_t count) {
    uint64_t mask = values->mask;
    while ((uint64_t)values->wide.count * 4 > (mask + 1) * 3) mask = mask * 2 + 1;
    if (mask == values->mask) return;
    mem_free(values->slots);
    values->slots = NULL;
    values->slots = mem_alloc_zero((size_t)(mask + 1) * sizeof *values->slots);
    values->mask = mask;
    for (uint32_t entry = 1; entry < count; entry++) {
        uint64_t at = values->wide.items[entry].hash & mask;
        while (values->slots[at]) at = (at + 1) & mask;
        values->slots[at] = entry + 1;
    }
}

uint64_t values_growth(const Values *values, uint32_t more) {
    uint64_t bytes = interner_growth(values->symbols, more), slots = values->mask + 1;
    if ((values->wide.count + more) * 4 > slots * 3) bytes += slots * sizeof *values->slots; /* the old ones go first */
    if (values->wide.count + more > values->wide.capacity)
        bytes += vec_growth(values->wide.capacity, sizeof *values->wide.items) * sizeof *values->wide.items;
    return bytes;
}

static Value wide_value(Values *values, ValueKind kind, uint64_t bits) {
    uint32_t hash = hash_bits(bits, kind);
    uint64_t at = hash & values->mask;
    for (; values->slots[at]; at = (at + 1) & values->mask) {
        uint32_t entry = values->slots[at] - 1;
        const Wide *wide = &values->wide.items[entry];
        if (wide->bits == bits && wide->kind == kind) return VALUE_NONE | entry;
    }
    if (values->wide.count >= WIDE_LIMIT) mem_alloc(SIZE_MAX); /* full: ends like memory does */
    uint32_t entry = (uint32_t)values->wide.count;
    vec_push(&values->wide, ((Wide){bits, kind, hash}));
    values->slots[at] = entry + 1;
    if (values->wide.count * 4 > (values->mask + 1) * 3) grow_slots(values, (uint32_t)values->wide.count);
    return VALUE_NONE | entry;
}

Value value_wide_int(Values *values, int64_t number) {
    assert(number < SMALL_INT_MIN || number > SMALL_INT_MAX);
    return wide_value(values, KIND_INT, (uint64_t)number);
}

Value value_float(Values *values, double number) {
    assert(!isnan(number));
    if (number == 0) number = 0; /* -0.0 too */
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return wide_value(values, KIND_FLOAT, bits);
}

Value value_date(Values *values, Date date) {
    assert(date_is_valid(date));
    uint64_t bits = (uint64_t)(uint32_t)date.year << 24 | (uint64_t)date.month << 16 | (uint64_t)date.day << 8;
    return wide_value(values, KIND_DATE, bits | (uint64_t)date.precision);
}

/* ---- reading a value ---- */

static const Wide *wide_of(const Values *values, Value v) {
    uint32_t entry = v & ~VALUE_NONE;
    assert(entry < values->wide.count);
    return &values->wide.items[entry];
}

ValueKind value_kind(const Values *values, Value v) {
    if (value_is_symbol(v)) return KIND_SYMBOL;
    if (value_is_small_int(v)) return KIND_INT;
    return wide_of(values, v)->kind;
}

Str value_text(const Values *values, Value v) {
    assert(value_is_symbol(v));
    return intern_text(values->symbols, v);
}

int64_t value_to_int(const Values *values, Value v) {
    if (value_is_small_int(v)) return value_small_int(v);
    assert(value_kind(values, v) == KIND_INT);
    return (int64_t)wide_of(values, v)->bits;
}

double value_to_float(const Values *values, Value v) {
    if (value_kind(values, v) == KIND_INT) return (double)value_to_int(values, v);
    assert(value_kind(values, v) == KIND_FLOAT);
    double number;
    memcpy(&number, &wide_of(values, v)->bits, sizeof number);
    return number;
}

Date value_to_date(const Values *values, Value v) {
    assert(value_kind(values, v) == KIND_DATE);
    uint64_t bits = wide_of(values, v)->bits;
    return (Date){(int32_t)(bits >> 24), (uint8_t)(bits >> 16), (uint8_t)(bits >> 8), (DatePrecision)(bits & 0xFF)};
}

bool values_carry(const Values *from, Values *to, Value v, Value *other) {
    *other = v;
    if (from == to) return true;
    switch (value_kind(from, v)) {
    case KIND_SYMBOL: *other = intern_find(to->symbols, value_text(from, v)); return *other != NO_SYMBOL;
    case KIND_INT: *other = value_int(to, value_to_int(from, v)); break;
    case KIND_FLOAT: *other = value_float(to, value_to_float(from, v)); break;
    case KIND_DATE: *other = value_date(to, value_to_date(from, v)); break;
    case KIND_NONE: break;
    }
    return true;
}

bool values_carry_row(const Values *from, Values *to, const Value *row, uint32_t count, Value *other) {
    for (uint32_t i = 0; i < count; i++)
        if (!values_carry(from, to, row[i], &other[i])) return false;
    return true;
}

Value values_bring(const Values *from, Values *to, Value v) {
    Value other;
    return values_carry(from, to, v, &other) ? other : value_symbol(to, value_text(from, v));
}

/* ---- all values of another ---- */

/* Slots in the order of the other table's are nearly in the order of the places they get here. */
static void take_over_wide(Values *to, const Values *from, Value *made) {
    const uint32_t known = (uint32_t)to->wide.count, count = (uint32_t)from->wide.count;
    for (uint32_t i = 0; i < count; i++) {
        const Wide *wide = &from->wide.items[i];
        uint64_t at = wide->hash & to->mask;
        made[i] = i ? 0 : VALUE_NONE;
        for (; i && known > 1 && to->slots[at]; at = (at + 1) & to->mask) {
            const Wide *own = &to->wide.items[to->slots[at] - 1];
            if (own->bits == wide->bits && own->kind == wide->kind) made[i] = VALUE_NONE | (to->slots[at] - 1);
        }
    }
    vec_reserve(&to->wide, (size_t)known + count);
    for (uint32_t i = 1; i < count; i++) {
        if (made[i]) continue;
        if (to->wide.count >= WIDE_LIMIT) mem_alloc(SIZE_MAX); /* full: ends like memory does */
        made[i] = VALUE_NONE | (uint32_t)to->wide.count;
        to->wide.items[to->wide.count++] = from->wide.items[i];
    }
    grow_slots(to, known);
    for (uint64_t i = 0; i <= from->mask; i++) {
        if (!from->slots[i] || (made[from->slots[i] - 1] & ~VALUE_NONE) < known) continue;
        uint64_t at = from->wide.items[from->slots[i] - 1].hash & to->mask;
        while (to->slots[at]) at = (at + 1) & to->mask;
        to->slots[at] = (made[from->slots[i] - 1] & ~VALUE_NONE) + 1;
    }
}

ValueMap values_take_over(Values *to, const Values *from) {
    ValueMap map = {.symbols = mem_alloc(((size_t)intern_count(from->symbols) + 1) * sizeof *map.symbols),
                    .wide = mem_alloc((from->wide.count + 1) * sizeof *map.wide)};
    intern_all(to->symbols, from->symbols, map.symbols);
    take_over_wide(to, from, map.wide);
    return map;
}

void value_map_clear(ValueMap *map) {
    mem_free(map->symbols);
    mem_free(map->wide);
    *map = (ValueMap){0};
}

/* ---- order ---- */

/* By size, without rounding the integer: 2^53 + 1 is more than 2^53 as a float. */
static int compare_int_float(int64_t number, double other) {
    if (other >= 9223372036854775808.0) return -1;
    if (other < -9223372036854775808.0) return 1;
    int64_t whole = (int64_t)other; /* towards zero */
    if (number != whole) return number < whole ? -1 : 1;
    double fraction = other - (double)whole;
    return (fraction < 0) - (fraction > 0);
}

int value_compare_numbers(const Values *values, Value a, Value b) {
    bool a_is_int = value_kind(values, a) == KIND_INT, b_is_int = value_kind(values, b) == KIND_INT;
    if (a_is_int && b_is_int) {
        int64_t x = value_to_int(values, a), y = value_to_int(values, b);
        return (x > y) - (x < y);
    }
    if (a_is_int) return compare_int_float(value_to_int(values, a), value_to_float(values, b));
    if (b_is_int) return -compare_int_float(value_to_int(values, b), value_to_float(values, a));
    double x = value_to_float(values, a), y = value_to_float(values, b);
    return (x > y) - (x < y);
}

/* By the first day; of equal ones the longer stretch first. */
static int compare_dates(Date a, Date b) {
    int64_t x = date_to_days(a), y = date_to_days(b);
    return x != y ? (x < y ? -1 : 1) : (b.precision > a.precision) - (b.precision < a.precision);
}

int value_compare(const Values *values, Value a, Value b) {
    if (a == b) return 0;
    static const int RANK[] = {[KIND_NONE] = 0, [KIND_INT] = 1, [KIND_FLOAT] = 1, [KIND_DATE] = 2, [KIND_SYMBOL] = 3};
    ValueKind a_kind = value_kind(values, a), b_kind = value_kind(values, b);
    if (RANK[a_kind] != RANK[b_kind]) return RANK[a_kind] < RANK[b_kind] ? -1 : 1;
    switch (RANK[a_kind]) {
    case 1: {
        int order = value_compare_numbers(values, a, b);
        return order ? order : (a_kind == KIND_INT ? -1 : 1); /* unequal words of one size: 1 and 1.0 */
    }
    case 2: return compare_dates(value_to_date(values, a), value_to_date(values, b));
    case 3: return str_compare(value_text(values, a), value_text(values, b));
    default: return 0;
    }
}

/* ---- printing ---- */

static void print_date(Date date, Text *text) {
    text_printf(text, "%04d", (int)date.year);
    if (date.precision != DATE_YEAR) text_printf(text, "-%02u", date.month);
    if (date.precision == DATE_DAY) text_printf(text, "-%02u", date.day);
}

void value_print_plain(const Values *values, Value v, Text *text) {
    switch (value_kind(values, v)) {
    case KIND_SYMBOL: text_add(text, value_text(values, v)); break;
    case KIND_INT: text_add_int(text, value_to_int(values, v)); break;
    case KIND_FLOAT: text_add_float(text, value_to_float(values, v)); break;
    case KIND_DATE: print_date(value_to_date(values, v), text); break;
    case KIND_NONE: break;
    }
}

void value_print(const Values *values, Value v, Text *text) {
    ValueKind kind = value_kind(values, v);
    if (kind == KIND_SYMBOL && !str_is_plain_symbol(value_text(values, v))) {
        text_add_quoted(text, value_text(values, v));
        return;
    }
    bool is_partial = kind == KIND_DATE && value_to_date(values, v).precision != DATE_DAY; /* stands only in quotes */
    if (is_partial) text_add_char(text, '"');
    if (kind == KIND_NONE)
        text_lit(text, "none");
    else
        value_print_plain(values, v, text);
    if (is_partial) text_add_char(text, '"');
}

void value_print_json(const Values *values, Value v, Text *text) {
    ValueKind kind = value_kind(values, v);
    if (kind == KIND_SYMBOL) {
        text_add_json(text, value_text(values, v));
        return;
    }
    if (kind == KIND_DATE) text_add_char(text, '"');
    if (kind == KIND_NONE || (kind == KIND_FLOAT && !isfinite(value_to_float(values, v))))
        text_lit(text, "null");
    else
        value_print_plain(values, v, text);
    if (kind == KIND_DATE) text_add_char(text, '"');
}

/* Cells as values.
 *
 * A stretch of a column is read at once: symbols are interned together, which hides the latency of the interner's
 * table, and small whole numbers take a short way.  The stretch only says whether all went well; if not, its rows are
 * read again one by one by cell_read, which knows what is wrong.  So the good path has no messages in it. */
#include "runtime/io/cells.h"

#include <stdio.h>

#include "lang/base/spelling.h"
#include "lang/base/utf8.h"
#include "runtime/io/csv.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static const Type *type_of(const Program *program, const Column *column) { return &program->types.items[column->type]; }

/* ---- one cell ---- */

/* Nothing at all; for a number or a date also `""`, which can mean nothing else. */
static bool is_empty(const Type *type, Str cell) {
    return cell.length == 0 && ((type->kind != TYPE_SYMBOL && type->kind != TYPE_ANY) || !csv_is_quoted(cell));
}

/* "+7" and "007" are more likely names than numbers: as numbers they would not be written the same again. */
static bool looks_like_number(Str cell) {
    size_t sign = cell.text[0] == '-';
    if (cell.length <= sign || !is_digit(cell.text[sign])) return false;
    return cell.text[sign] != '0' || cell.length == sign + 1 || !is_digit(cell.text[sign + 1]);
}

static bool read_any(Values *values, Str cell, Value *value) {
    int64_t whole;
    double real;
    Date date;
    bool is_text = csv_is_quoted(cell) || cell.length == 0 || (cell.text[0] != '-' && !is_digit(cell.text[0]));
    if (!is_text && looks_like_number(cell) && str_to_int(cell, &whole))
        *value = value_int(values, whole);
    else if (!is_text && looks_like_number(cell) && str_to_float(cell, &real))
        *value = value_float(values, real);
    else if (!is_text && cell.length == 10 && str_to_date(cell, &date))
        *value = value_date(values, date);
    else
        *value = value_symbol(values, cell);
    return true;
}

static bool read_float(Values *values, Str cell, Value *value) {
    int64_t whole;
    double real;
    if (str_to_int(cell, &whole))
        real = (double)whole;
    else if (!str_to_float(cell, &real))
        return false;
    *value = value_float(values, real);
    return true;
}

static bool read_kind(Values *values, TypeKind kind, Str cell, Value *value) {
    int64_t whole;
    Date date;
    switch (kind) {
    case TYPE_SYMBOL: *value = value_symbol(values, cell); return true;
    case TYPE_INT: return str_to_int(cell, &whole) && (*value = value_int(values, whole), true);
    case TYPE_FLOAT: return read_float(values, cell, value);
    case TYPE_DATE: return str_to_date(cell, &date) && (*value = value_date(values, date), true);
    case TYPE_NUMBER:
    case TYPE_ANY: return read_any(values, cell, value);
    }
    return false;
}

CellFault cell_read(Program *program, const Column *column, Str cell, Value *value) {
    const Type *type = type_of(program, column);
    if (is_empty(type, cell)) {
        *value = VALUE_NONE;
        return column->is_optional ? CELL_GOOD : CELL_EMPTY;
    }
    if (!read_kind(program->values, type->kind, cell, value)) return CELL_WRONG_KIND;
    return type_allows(program, column->type, *value, column->is_optional) ? CELL_GOOD : CELL_OUTSIDE;
}

/* ---- a stretch of a column ---- */

static bool read_symbols(Program *program, const Column *column, const Str *cells, size_t count, Value *values) {
    const bool has_members = type_of(program, column)->members != NULL;
    Value good = VALUE_NONE; /* the last one that was looked up: tables repeat themselves */
    intern_many(values_symbols(program->values), cells, count, values);
    for (size_t i = 0; i < count; i++) {
        if (cells[i].length == 0 && !csv_is_quoted(cells[i])) {
            if (!column->is_optional) return false;
            values[i] = VALUE_NONE;
        } else if (has_members && values[i] != good) {
            if (!type_allows(program, column->type, values[i], false)) return false;
            good = values[i];
        }
    }
    return true;
}

#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__

/* One to eight bytes as a word, the last of them on top, `0` below the first.  Parts overlap where that is simpler. */
static inline uint64_t digits_of(const char *bytes, size_t count) {
    uint64_t word;
    uint32_t first, last;
    if (count >= 4) {
        memcpy(&first, bytes, sizeof first);
        memcpy(&last, bytes + count - 4, sizeof last);
        word = first | (uint64_t)last << 8 * (count - 4);
    } else {
        const unsigned char *b = (const unsigned char *)bytes;
        word = b[0] | (uint64_t)b[count / 2] << 8 * (count / 2) | (uint64_t)b[count - 1] << 8 * (count - 1);
    }
    return word << 8 * (8 - count) | UINT64_C(0x3030303030303030) >> 8 * (count - 1) >> 8;
}

/* Eight digits at once: neighbours are put together, then pairs, then fours.
 * Daniel Lemire, Quickly parsing eight digits, 2018. */
static inline bool read_digits(const char *bytes, size_t count, int32_t *number) {
    const uint64_t high = UINT64_C(0xF0F0F0F0F0F0F0F0), zero = UINT64_C(0x3030303030303030);
    uint64_t word = digits_of(bytes, count);
    if (((word & high) ^ zero) | (((word + UINT64_C(0x0606060606060606)) & high) ^ zero)) return false;
    word = (word - zero) * (10 * 256 + 1) >> 8;
    word = (word & UINT64_C(0x00FF00FF00FF00FF)) * (100 * 65536 + 1) >> 16;
    *number = (int32_t)((word & UINT64_C(0x0000FFFF0000FFFF)) * ((UINT64_C(10000) << 32) + 1) >> 32);
    return true;
}

#else

static inline bool read_digits(const char *bytes, size_t count, int32_t *number) {
    *number = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_digit(bytes[i])) return false;
        *number = *number * 10 + (bytes[i] - '0');
    }
    return true;
}

#endif

/* Up to eight digits, perhaps with a sign: cannot leave the small range. */
static inline bool read_small_int(Str cell, int32_t *number) {
    size_t at = cell.length && cell.text[0] == '-';
    if (cell.length == at || cell.length - at > 8 || !read_digits(cell.text + at, cell.length - at, number))
        return false;
    if (at) *number = -*number;
    return true;
}

typedef struct {
    int64_t low, high;
} Range;

static Range range_of(const Type *type) {
    return type->has_range ? (Range){type->low, type->high} : (Range){INT64_MIN, INT64_MAX};
}

static inline bool read_small(Str cell, Range range, Value *value) {
    int32_t number;
    if (!read_small_int(cell, &number) || number < range.low || number > range.high) return false;
    *value = value_int(NULL, number);
    return true;
}

static bool read_ints(Program *program, const Column *column, const Str *cells, size_t count, Value *values) {
    const Range range = range_of(type_of(program, column));
    for (size_t i = 0; i < count; i++)
        if (!read_small(cells[i], range, &values[i]) && cell_read(program, column, cells[i], &values[i]) != CELL_GOOD)
            return false;
    return true;
}

bool cells_read_early(const Program *program, const Column *column, const Str *cells, size_t count, Value *values) {
    const Type *type = type_of(program, column);
    const Range range = range_of(type);
    if (type->kind != TYPE_INT) return false;
    for (size_t i = 0; i < count; i++)
        if (column->is_optional && cells[i].length == 0)
            values[i] = VALUE_NONE;
        else if (!read_small(cells[i], range, &values[i]))
            return false;
    return true;
}

bool cells_read(Program *program, const Column *column, const Str *cells, size_t count, Value *values) {
    switch (type_of(program, column)->kind) {
    case TYPE_SYMBOL: return read_symbols(program, column, cells, count, values);
    case TYPE_INT: return read_ints(program, column, cells, count, values);
    default: break;
    }
    for (size_t i = 0; i < count; i++)
        if (cell_read(program, column, cells[i], &values[i]) != CELL_GOOD) return false;
    return true;
}

/* ---- what is wrong ---- */

Shown cell_shown(Str cell) {
    enum { MOST = 60 };
    Shown shown;
    size_t length = 0, size;
    for (; cell.length && length + 4 < MOST; cell.text += size, cell.length -= size) {
        uint32_t c = utf8_decode(cell, &size);
        bool is_odd = c == UTF8_BROKEN || char_is_control(c);
        memcpy(shown.text + length, is_odd ? "\xEF\xBF\xBD" : cell.text, is_odd ? 3 : size);
        length += is_odd ? 3 : size;
    }
    snprintf(shown.text + length, sizeof shown.text - length, "%s", cell.length ? "…" : "");
    return shown;
}

static bool has_blank_around(Str cell) {
    return cell.length && (cell.text[0] == ' ' || cell.text[cell.length - 1] == ' ');
}

static const char *const EXPECTED[] = {
    [TYPE_ANY] = "a value",    [TYPE_SYMBOL] = "a symbol", [TYPE_INT] = "a whole number",
    [TYPE_FLOAT] = "a number", [TYPE_DATE] = "a date",     [TYPE_NUMBER] = "a number"};

/* A sign, then digits and no more. */
static bool is_digits(Str cell) {
    size_t sign = cell.length && (cell.text[0] == '-' || cell.text[0] == '+'), i = sign;
    while (i < cell.length && is_digit(cell.text[i])) i++;
    return i == cell.length && i > sign;
}

/* "1e999": it is written as a float is. */
static bool is_beyond_floats(Str cell) {
    static const char OTHERS[] = {'.', 'e', 'E', '+', '-'};
    bool has_exponent = false;
    if (cell.length < 3 || !is_digit(cell.text[cell.text[0] == '-'])) return false;
    for (size_t i = 0; i < cell.length; i++) {
        if (!is_digit(cell.text[i]) && !memchr(OTHERS, cell.text[i], sizeof OTHERS)) return false;
        has_exponent = has_exponent || cell.text[i] == 'e' || cell.text[i] == 'E';
    }
    return has_exponent && is_digit(cell.text[cell.length - 1]);
}

static void explain_number(Complaints *complaints, Diag *diag, bool is_float, Str cell) {
    const double exact = 9007199254740992; /* 2^53: below, a float is the number that was written */
    double real;
    if (is_digits(cell) && is_float)
        complaint_remedy(complaints, diag, "so many digits need a point in a float: %.*s.0", STR_FMT(cell));
    else if (is_digits(cell))
        complaint_remedy(
            complaints, diag,
            "whole numbers reach from -9223372036854775808 to 9223372036854775807; a symbol may be longer");
    else if (!is_float && str_to_float(cell, &real) && real > -exact && real < exact && real == (double)(int64_t)real)
        complaint_remedy(complaints, diag, "a whole number is written %lld; a float column takes it as it is",
                         (long long)real);
    else if (!is_float && str_to_float(cell, &real))
        complaint_remedy(complaints, diag, "it is %s; a float column takes it",
                         real > -exact && real < exact ? "no whole number" : "larger than whole numbers can be");
    else if (is_beyond_floats(cell))
        complaint_remedy(complaints, diag, "it is larger than a float can be");
    else
        complaint_remedy(complaints, diag,
                         "only digits, a sign, and a point in a float; a unit or a bound has its own column");
}

static bool is_written_as_day(Str cell) {
    static const char FORM[] = "0000-00-00";
    if (cell.length != sizeof FORM - 1) return false;
    for (size_t i = 0; i < cell.length; i++)
        if (FORM[i] == '0' ? cell.text[i] < '0' || cell.text[i] > '9' : cell.text[i] != FORM[i]) return false;
    return true;
}

static void explain_kind(Complaints *complaints, Diag *diag, TypeKind kind, Str cell) {
    if (has_blank_around(cell))
        complaint_remedy(complaints, diag, "a blank stands around it: take it out");
    else if (kind == TYPE_DATE && is_written_as_day(cell))
        complaint_remedy(complaints, diag, "there is no such day");
    else if (kind == TYPE_DATE)
        complaint_remedy(complaints, diag, "a date is written 2014-03-18, 2014-03 or 2014");
    else if (kind == TYPE_INT || kind == TYPE_FLOAT)
        explain_number(complaints, diag, kind == TYPE_FLOAT, cell);
}

/* The near spelling, or else the members, a few of them. */
static void explain_members(Complaints *complaints, Diag *diag, const Program *program, const Type *type, Str cell) {
    enum { FEW = 6 };
    Spelling near = spelling_of(cell);
    for (uint32_t i = 0; i < type->member_count; i++)
        spelling_offer(&near, value_text(program->values, type->members[i]));
    if (near.best.length) {
        complaint_remedy(complaints, diag, "did you mean '%.*s'?", STR_FMT(near.best));
        return;
    }
    Text list;
    text_init(&list);
    for (uint32_t i = 0; i < type->member_count && i < FEW; i++) {
        if (i) text_lit(&list, " | ");
        value_print(program->values, type->members[i], &list);
    }
    if (type->member_count > FEW) text_printf(&list, " and %u more", (unsigned)(type->member_count - FEW));
    complaint_remedy(complaints, diag, "it is %.*s", STR_FMT(text_str(&list)));
    text_clear(&list);
}

void cell_complain(Complaints *complaints, const Program *program, const Column *column, Str name, Str cell,
                   uint32_t line, CellFault fault) {
    const Type *type = type_of(program, column);
    Shown shown = cell_shown(cell);
    Text expected;
    if (fault == CELL_EMPTY) {
        Str declared = name; /* a map may read the column from one of another name */
        if (column->name != NO_SYMBOL) declared = intern_text(values_symbols(program->values), column->name);
        Diag *diag = complain(complaints, E0712, line, "column '%.*s' is empty", STR_FMT(name));
        if (type->kind == TYPE_SYMBOL && !type->members && complaints->lacks_quotes)
            complaint_remedy(complaints, diag, "if it may be, declare it '%.*s?'; a .tsv file has the empty text, \"\"",
                             STR_FMT(declared));
        else if (type->kind == TYPE_SYMBOL && !type->members)
            complaint_remedy(complaints, diag, "if it may be, declare it '%.*s?'; the empty text is written \"\"",
                             STR_FMT(declared));
        else
            complaint_remedy(complaints, diag, "if it may be, declare it '%.*s?'", STR_FMT(declared));
    } else if (fault == CELL_WRONG_KIND) {
        Diag *diag = complain(complaints, E0709, line, "'%s' in column '%.*s' is not %s", shown.text, STR_FMT(name),
                              EXPECTED[type->kind]);
        explain_kind(complaints, diag, type->kind, cell);
    } else if (fault == CELL_OUTSIDE) {
        text_init(&expected);
        type_print(program, column->type, &expected);
        Diag *diag = complain(complaints, E0711, line, "'%s' in column '%.*s' is not in %.*s", shown.text,
                              STR_FMT(name), STR_FMT(text_str(&expected)));
        if (type->members && diag)
            explain_members(complaints, diag, program, type, cell);
        else
            complaint_remedy(complaints, diag, "expected a whole number from %lld to %lld", (long long)type->low,
                             (long long)type->high);
        text_clear(&expected);
    }
}

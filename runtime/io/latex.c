/* LaTeX in bibliographies, as plain text.
 *
 * Accents over a letter become the precomposed character where Unicode has one, else the letter with a combining mark.
 * Braces only group and vanish, as do commands that are not known; their arguments stay. */
#include "runtime/io/bib.h"

#include "lang/base/utf8.h"

typedef struct {
    char accent;
    uint32_t mark;          /* the combining character */
    const char *letters;    /* those with a character of their own ... */
    const uint16_t *points; /* ... and which */
} Accent;

static const uint16_t ACUTE[] = {0xE1, 0xE9, 0xED, 0xF3, 0xFA, 0xFD, 0x107, 0x144, 0x15B, 0x17A,
                                 0xC1, 0xC9, 0xCD, 0xD3, 0xDA, 0xDD, 0x106, 0x143, 0x15A, 0x179};
static const uint16_t GRAVE[] = {0xE0, 0xE8, 0xEC, 0xF2, 0xF9, 0xC0, 0xC8, 0xCC, 0xD2, 0xD9};
static const uint16_t CIRCUMFLEX[] = {0xE2, 0xEA, 0xEE, 0xF4, 0xFB, 0xC2, 0xCA, 0xCE, 0xD4, 0xDB};
static const uint16_t UMLAUT[] = {0xE4, 0xEB, 0xEF, 0xF6, 0xFC, 0xFF, 0xC4, 0xCB, 0xCF, 0xD6, 0xDC};
static const uint16_t TILDE[] = {0xE3, 0xF1, 0xF5, 0xC3, 0xD1, 0xD5};
static const uint16_t CARON[] = {0x10D, 0x10F, 0x11B, 0x148, 0x159, 0x161, 0x165,
                                 0x17E, 0x10C, 0x11A, 0x158, 0x160, 0x17D};
static const uint16_t CEDILLA[] = {0xE7, 0x15F, 0xC7, 0x15E};
static const uint16_t BREVE[] = {0x103, 0x11F, 0x16D, 0x102, 0x11E};

static const Accent ACCENTS[] = {{'\'', 0x301, "aeiouycnszAEIOUYCNSZ", ACUTE},
                                 {'`', 0x300, "aeiouAEIOU", GRAVE},
                                 {'^', 0x302, "aeiouAEIOU", CIRCUMFLEX},
                                 {'"', 0x308, "aeiouyAEIOU", UMLAUT},
                                 {'~', 0x303, "anoANO", TILDE},
                                 {'v', 0x30C, "cdenrstzCERSZ", CARON},
                                 {'c', 0x327, "csCS", CEDILLA},
                                 {'u', 0x306, "aguAG", BREVE},
                                 {'=', 0x304, "", NULL},
                                 {'.', 0x307, "", NULL},
                                 {'H', 0x30B, "", NULL},
                                 {'k', 0x328, "", NULL},
                                 {'r', 0x30A, "", NULL},
                                 {'d', 0x323, "", NULL}};

static const struct {
    const char *name, *text;
} COMMANDS[] = {{"ss", "ß"}, {"ae", "æ"},    {"AE", "Æ"},   {"oe", "œ"},         {"OE", "Œ"},        {"o", "ø"},
                {"O", "Ø"},  {"l", "ł"},     {"L", "Ł"},    {"aa", "å"},         {"AA", "Å"},        {"i", "ı"},
                {"j", "ȷ"},  {"ldots", "…"}, {"dots", "…"}, {"textendash", "–"}, {"textemdash", "—"}};

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static void skip(Str *rest, size_t count) { *rest = (Str){rest->text + count, rest->length - count}; }

static void add_point(Text *text, uint32_t point) {
    char bytes[4];
    text_add(text, (Str){bytes, utf8_encode(point, bytes)});
}

/* The letter an accent stands over: e, {e}, \i or {\i}. */
static void add_accented(const Accent *accent, Str *rest, Text *text) {
    while (rest->length && (rest->text[0] == ' ' || rest->text[0] == '{')) skip(rest, 1);
    if (rest->length > 1 && rest->text[0] == '\\' && (rest->text[1] == 'i' || rest->text[1] == 'j')) skip(rest, 1);
    if (rest->length == 0) return;
    size_t size = str_char_size(*rest);
    const char *found = size == 1 ? strchr(accent->letters, rest->text[0]) : NULL;
    if (found && *found) {
        add_point(text, accent->points[found - accent->letters]);
    } else {
        text_add(text, (Str){rest->text, size});
        add_point(text, accent->mark);
    }
    skip(rest, size);
    if (rest->length && rest->text[0] == '}') skip(rest, 1);
}

static const Accent *accent_of(char c) {
    for (size_t i = 0; i < sizeof ACCENTS / sizeof *ACCENTS; i++)
        if (ACCENTS[i].accent == c) return &ACCENTS[i];
    return NULL;
}

/* Behind a backslash. */
static void add_command(Str *rest, Text *text) {
    if (rest->length == 0) return;
    size_t length = 0;
    while (length < rest->length && is_letter(rest->text[length])) length++;
    const Accent *accent = length <= 1 ? accent_of(rest->text[0]) : NULL;
    if (accent && (length == 0 || (rest->length > 1 && strchr(" {", rest->text[1])))) {
        skip(rest, 1);
        add_accented(accent, rest, text);
        return;
    }
    if (length == 0) { /* \& \% \_ \{ */
        size_t size = str_char_size(*rest);
        text_add(text, (Str){rest->text, size});
        skip(rest, size);
        return;
    }
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++)
        if (str_equal(str_of(COMMANDS[i].name), (Str){rest->text, length})) text_add(text, str_of(COMMANDS[i].text));
    skip(rest, length);
    if (rest->length && rest->text[0] == ' ') skip(rest, 1);
}

static bool starts_with(Str rest, const char *prefix) {
    return rest.length >= strlen(prefix) && memcmp(rest.text, prefix, strlen(prefix)) == 0;
}

void bib_plain_text(Str rest, Text *text) {
    bool wants_blank = false;
    size_t begin = text->length;
    while (rest.length) {
        char c = rest.text[0];
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            wants_blank = true;
            skip(&rest, 1);
            continue;
        }
        if (c == '{' || c == '}') {
            skip(&rest, 1);
            continue;
        }
        if (wants_blank && text->length > begin) text_add_char(text, ' ');
        wants_blank = false;
        if (c == '\\') {
            skip(&rest, 1);
            add_command(&rest, text);
        } else if (starts_with(rest, "---") || starts_with(rest, "--")) {
            bool is_long = starts_with(rest, "---");
            text_add(text, is_long ? STR("—") : STR("–"));
            skip(&rest, is_long ? 3 : 2);
        } else if (c == '~') {
            text_add_char(text, ' ');
            skip(&rest, 1);
        } else {
            size_t size = str_char_size(rest);
            text_add(text, (Str){rest.text, size});
            skip(&rest, size);
        }
    }
}

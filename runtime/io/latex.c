/* LaTeX in bibliographies, as plain text.
 *
 * Accents over a letter become the precomposed character where the table has one,
 * else the letter with a combining mark.
 * Braces only group and vanish, as do commands that are not known; their arguments stay.  One walk over the field; an
 * accent looks at the one letter behind it, so nothing nests and nothing recurses. */
#include "runtime/io/bib.h"

#include "lang/base/utf8.h"

typedef struct {
    char accent;
    uint32_t mark;        /* the combining character */
    const char *letters;  /* those with a character of their own ... */
    const char *composed; /* ... and which, in the same order */
} Accent;

static const Accent ACCENTS[] = {{'\'', 0x301, "aeiouycnszlrgAEIOUYCNSZLRG", "áéíóúýćńśźĺŕǵÁÉÍÓÚÝĆŃŚŹĹŔǴ"},
                                 {'`', 0x300, "aeiounAEIOUN", "àèìòùǹÀÈÌÒÙǸ"},
                                 {'^', 0x302, "aeioucghjswyAEIOUCGHJSWY", "âêîôûĉĝĥĵŝŵŷÂÊÎÔÛĈĜĤĴŜŴŶ"},
                                 {'"', 0x308, "aeiouyAEIOUY", "äëïöüÿÄËÏÖÜŸ"},
                                 {'~', 0x303, "anoiuANOIU", "ãñõĩũÃÑÕĨŨ"},
                                 {'v', 0x30C, "cdenrstzlagCDENRSTZLAG", "čďěňřšťžľǎǧČĎĚŇŘŠŤŽĽǍǦ"},
                                 {'c', 0x327, "csgklnrtCSGKLNRT", "çşģķļņŗţÇŞĢĶĻŅŖŢ"},
                                 {'u', 0x306, "aguieoAGUIEO", "ăğŭĭĕŏĂĞŬĬĔŎ"},
                                 {'=', 0x304, "aeiouAEIOU", "āēīōūĀĒĪŌŪ"},
                                 {'.', 0x307, "zcegZCEGI", "żċėġŻĊĖĠİ"},
                                 {'H', 0x30B, "ouOU", "őűŐŰ"},
                                 {'k', 0x328, "aeiuAEIU", "ąęįųĄĘĮŲ"},
                                 {'r', 0x30A, "auAU", "åůÅŮ"},
                                 {'d', 0x323, "", ""}};

static const struct {
    const char *name, *text;
} COMMANDS[] = {{"ss", "ß"},
                {"ae", "æ"},
                {"AE", "Æ"},
                {"oe", "œ"},
                {"OE", "Œ"},
                {"o", "ø"},
                {"O", "Ø"},
                {"l", "ł"},
                {"L", "Ł"},
                {"aa", "å"},
                {"AA", "Å"},
                {"i", "ı"},
                {"j", "ȷ"},
                {"th", "þ"},
                {"TH", "Þ"},
                {"dh", "ð"},
                {"DH", "Ð"},
                {"dj", "đ"},
                {"DJ", "Đ"},
                {"S", "§"},
                {"ldots", "…"},
                {"dots", "…"},
                {"textendash", "–"},
                {"textemdash", "—"},
                {"textquoteright", "’"},
                {"textbackslash", "\\"},
                {"textasciitilde", "~"},
                {"TeX", "TeX"},
                {"LaTeX", "LaTeX"}};

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool is_one_of(char c, const char *chars) { return c && strchr(chars, c); }
static void skip(Str *rest, size_t count) { *rest = (Str){rest->text + count, rest->length - count}; }

static size_t name_length(Str rest) {
    size_t length = 0;
    while (length < rest.length && is_letter(rest.text[length])) length++;
    return length;
}

static void add_point(Text *text, uint32_t point) {
    char bytes[4];
    text_add(text, (Str){bytes, utf8_encode(point, bytes)});
}

/* The character at the head of rest, as it is. */
static void move_char(Str *rest, Text *text) {
    size_t size = str_char_size(*rest);
    text_add(text, (Str){rest->text, size});
    skip(rest, size);
}

/* ---- accents ---- */

static const Accent *accent_of(char c) {
    for (size_t i = 0; i < sizeof ACCENTS / sizeof *ACCENTS; i++)
        if (ACCENTS[i].accent == c) return &ACCENTS[i];
    return NULL;
}

/* `'e`, `'{e}` and `'\i` are accents; `v`, `c`, ... only where no other letter follows: \v{c}, \v c, \v\i. */
static const Accent *accent_at(Str rest) {
    const Accent *accent = accent_of(rest.text[0]);
    if (!accent || !is_letter(rest.text[0])) return accent;
    return rest.length > 1 && is_one_of(rest.text[1], " {\\") ? accent : NULL;
}

static bool add_letter_command(Str *rest, Text *text) {
    size_t length = name_length(*rest);
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++)
        if (length && str_equal(str_of(COMMANDS[i].name), (Str){rest->text, length})) {
            text_add(text, str_of(COMMANDS[i].text));
            skip(rest, length);
            return true;
        }
    return false;
}

static void add_composed(const Accent *accent, Str *rest, Text *text) {
    const char *found = strchr(accent->letters, rest->text[0]);
    if (!rest->text[0] || !found) {
        move_char(rest, text);
        add_point(text, accent->mark);
        return;
    }
    Str composed = str_of(accent->composed);
    for (size_t before = (size_t)(found - accent->letters); before > 0; before--)
        skip(&composed, str_char_size(composed));
    text_add(text, (Str){composed.text, str_char_size(composed)});
    skip(rest, 1);
}

/* The accent, and the letter it stands over: e, {e}, \i, {\i} or \ae.  Over nothing, as in \~{}, it stands alone. */
static void add_accented(const Accent *accent, Str *rest, Text *text) {
    while (rest->length && is_one_of(rest->text[0], " {")) skip(rest, 1);
    if (rest->length == 0 || rest->text[0] == '}') {
        if (!is_letter(accent->accent)) text_add_char(text, accent->accent);
        return;
    }
    if (rest->text[0] != '\\') {
        add_composed(accent, rest, text);
        return;
    }
    skip(rest, 1);
    bool is_dotless = name_length(*rest) == 1 && is_one_of(rest->text[0], "ij");
    if (is_dotless)
        add_composed(accent, rest, text);
    else if (add_letter_command(rest, text))
        add_point(text, accent->mark);
}

/* ---- the rest ---- */

/* Behind a backslash.  True if it stands for a blank. */
static bool add_command(Str *rest, Text *text) {
    if (rest->length == 0) return false;
    const Accent *accent = accent_at(*rest);
    size_t length = name_length(*rest);
    if (accent) {
        skip(rest, 1);
        add_accented(accent, rest, text);
    } else if (length > 0) {
        if (!add_letter_command(rest, text)) skip(rest, length);
        while (rest->length && char_is_blank(rest->text[0])) skip(rest, 1); /* it only ends the name */
    } else if (char_is_blank(rest->text[0]) || is_one_of(rest->text[0], ",;:\\")) {
        skip(rest, 1);
        return true;
    } else if (is_one_of(rest->text[0], "-/!@")) { /* where to break, and corrections by a hair */
        skip(rest, 1);
    } else {
        move_char(rest, text); /* \& \% \_ \{ */
    }
    return false;
}

static bool add_ligature(Str *rest, Text *text) {
    static const Str LIGATURES[][2] = {
        {{"---", 3}, {"—", 3}}, {{"--", 2}, {"–", 3}}, {{"``", 2}, {"“", 3}}, {{"''", 2}, {"”", 3}}};
    for (size_t i = 0; i < sizeof LIGATURES / sizeof *LIGATURES; i++)
        if (str_begins(*rest, LIGATURES[i][0])) {
            text_add(text, LIGATURES[i][1]);
            skip(rest, LIGATURES[i][0].length);
            return true;
        }
    return false;
}

void bib_plain_text(Str rest, Text *text) {
    bool wants_blank = false;
    size_t begin = text->length;
    Text piece;
    text_init(&piece);
    while (rest.length) {
        text_empty(&piece);
        char c = rest.text[0];
        if (char_is_blank(c) || c == '~') {
            wants_blank = true;
            skip(&rest, 1);
        } else if (c == '{' || c == '}') {
            skip(&rest, 1);
        } else if (c == '\\') {
            skip(&rest, 1);
            wants_blank = add_command(&rest, &piece) || wants_blank;
        } else if (!add_ligature(&rest, &piece)) {
            move_char(&rest, &piece);
        }
        if (piece.length == 0) continue;
        if (wants_blank && text->length > begin) text_add_char(text, ' ');
        wants_blank = false;
        text_add(text, text_str(&piece));
    }
    text_clear(&piece);
}

/* Addresses are not typeset: only \_ \% \& \# \~ and the like lose their backslash, and braces vanish. */
void bib_plain_address(Str rest, Text *text) {
    while (rest.length) {
        if (rest.text[0] == '\\' && rest.length > 1 && !is_letter(rest.text[1]))
            skip(&rest, 1);
        else if (char_is_blank(rest.text[0]) || is_one_of(rest.text[0], "{}")) {
            skip(&rest, 1);
            continue;
        }
        if (str_begins(rest, STR("\\url")))
            skip(&rest, 4);
        else
            move_char(&rest, text);
    }
}

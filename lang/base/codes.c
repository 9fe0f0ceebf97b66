/* The table of codes, from codes.def. */
#include "lang/base/diag.h"

typedef struct {
    const char *name;
    Severity severity;
    const char *title;
} CodeEntry;

static const CodeEntry CODES[CODE_COUNT] = {
#define CODE(code, severity, title, page) {#code, severity, title},
#include "lang/base/codes.def"
#undef CODE
};

/* Apart, so that who never prints them need not have them: they are half of all texts. */
static const char *const PAGES[CODE_COUNT] = {
#define CODE(code, severity, title, page) page,
#include "lang/base/codes.def"
#undef CODE
};

Str code_name(Code code) { return str_of(CODES[code].name); }
Str code_title(Code code) { return str_of(CODES[code].title); }
Severity code_severity(Code code) { return CODES[code].severity; }

bool code_find(Str name, Code *code) {
    for (unsigned i = 0; i < CODE_COUNT; i++) {
        Str known = str_of(CODES[i].name);
        size_t at = 0;
        if (known.length != name.length) continue;
        while (at < name.length && (name.text[at] == known.text[at] || (name.text[at] >= 'a' && name.text[at] <= 'z' &&
                                                                        name.text[at] - 32 == known.text[at])))
            at++;
        if (at == name.length) return *code = (Code)i, true;
    }
    return false;
}

void code_print_page(Code code, Text *text) {
    const CodeEntry *entry = &CODES[code];
    text_printf(text, "%s (%s): %s\n\n", entry->name, entry->severity == SEVERITY_ERROR ? "error" : "warning",
                entry->title);
    Str page = str_of(PAGES[code]);
    text_add(text, page);
    if (page.length == 0 || page.text[page.length - 1] != '\n') text_add_char(text, '\n');
}

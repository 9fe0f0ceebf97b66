#include "lang/syntax/signs.h"

#include <string.h>

#include "lang/syntax/ast_build.h"
#include "parser.h"

/* A longer one before what it begins with. */
static const Sign SIGNS[] = {
    {"\u00A0", " ", 0}, /* a blank that does not break, and others of another width */
    {"\u2002", " ", 0},       {"\u2003", " ", 0},
    {"\u2009", " ", 0},       {"\u202F", " ", 0},
    {"\u3000", " ", 0},       {"\u200B", "", 0}, /* no width at all */
    {"\u200C", "", 0},        {"\u200D", "", 0},
    {"\u2060", "", 0},        {"\uFEFF", "", 0},
    {"\u00AD", "", 0},        {"¬", "not ", HENCE_NOT},
    {"∧", ",", HENCE_COMMA},  {"∨", ";", HENCE_SEMICOLON},
    {"←", ":-", HENCE_IF},    {"⇐", ":-", HENCE_IF},
    {"⊣", ":-", HENCE_IF},    {"≠", "!=", HENCE_NE},
    {"≤", "<=", HENCE_LE},    {"≥", ">=", HENCE_GE},
    {"−", "-", HENCE_MINUS},  {"–", "-", HENCE_MINUS},
    {"—", "-", HENCE_MINUS},  {"×", "*", HENCE_TIMES},
    {"·", "*", HENCE_TIMES},  {"÷", "/", HENCE_SLASH},
    {"…", ".", HENCE_END},    {"。", ".", HENCE_END},
    {"．", ".", HENCE_END},   {"，", ",", HENCE_COMMA},
    {"、", ",", HENCE_COMMA}, {"；", ";", HENCE_SEMICOLON},
    {"：", ":", HENCE_COLON}, {"（", "(", HENCE_LEFT},
    {"）", ")", HENCE_CLOSE}, {"＝", "=", HENCE_EQ},
};
enum { COUNT = sizeof SIGNS / sizeof *SIGNS };

const Sign *sign_at(Str text) {
    for (int i = 0; i < COUNT; i++)
        if (str_begins(text, str_of(SIGNS[i].sign))) return &SIGNS[i];
    return NULL;
}

size_t sign_in(Str word) {
    for (size_t at = 0; at < word.length; at++) {
        bool is_start = ((unsigned char)word.text[at] & 0xC0) == 0xC0;
        if (is_start && sign_at((Str){word.text + at, word.length - at})) return at;
    }
    return word.length;
}

/* Words that begin as the last one on a line does.
 *
 * Every name and constant of a program is a symbol of it; those that can stand without quotes are offered, whatever
 * they name: relations, columns, constants, claims, ids of facts, labels of rules and keys of sources. */
#include <stdlib.h>

#include "runtime/io/disk.h"
#include "runtime/repl/file_names.h"
#include "runtime/repl/repl_internal.h"

static bool is_of_word(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

static bool begins_so(Str word, Str begin) {
    return word.length > begin.length && memcmp(word.text, begin.text, begin.length) == 0;
}

static int by_text(const void *a, const void *b) { return str_compare(*(const Str *)a, *(const Str *)b); }

static void offer_commands(Str begin, Offers *offers) {
    for (size_t i = 0; i < REPL_COMMANDS_COUNT; i++)
        if (begins_so(str_of(REPL_COMMANDS[i].name), begin) || str_equal(str_of(REPL_COMMANDS[i].name), begin))
            vec_push(offers, str_of(REPL_COMMANDS[i].name));
}

static void offer_symbols(const Session *session, Str begin, Offers *offers) {
    const Interner *symbols = values_symbols(session->program->values);
    for (Symbol symbol = 0; symbol < intern_count(symbols); symbol++) {
        Str word = intern_text(symbols, symbol);
        if (begins_so(word, begin) && str_is_plain_symbol(word)) vec_push(offers, word);
    }
}

/* Of a file, if one is named here. */
static bool complete_path(Repl *repl, Str line, Offers *offers, size_t *length) {
    Str path;
    bool is_rules;
    if (!path_typed(line, &path, &is_rules)) return false;
    *length = path_file(path).length;
    arena_clear(&repl->offered);
    file_names_offer(path, is_rules, &repl->offered, offers);
    return true;
}

void repl_complete(Repl *repl, Str line, Offers *offers, size_t *length) {
    size_t begin = line.length;
    if (complete_path(repl, line, offers, length)) {
        if (offers->count) qsort(offers->items, offers->count, sizeof *offers->items, by_text);
        return;
    }
    bool is_command = repl->pending.length == 0 && repl_is_command(line) && !memchr(line.text, ' ', line.length);
    if (is_command)
        begin = 1;
    else
        while (begin > 0 && is_of_word(line.text[begin - 1])) begin--;
    Str word = {line.text + begin, line.length - begin};
    *length = word.length;
    if (is_command)
        offer_commands(word, offers);
    else if (word.length)
        offer_symbols(repl->notebook.session, word, offers);
    if (offers->count) qsort(offers->items, offers->count, sizeof *offers->items, by_text);
}

/* Names of sources, and citations. */
#ifndef HENCE_SHOW_CITED_H
#define HENCE_SHOW_CITED_H

#include "lang/program/program.h"

/* ` [Young 1989, pp. 104-105; s036]`; nothing if there are none.  Sources of one short name are told apart. */
void cites_print(const Program *program, Cites cites, Text *text);
/* `Young, The Politics of International Regime Formation, 1989`: all of its authors' names and its whole title. */
void source_print_full(const Program *program, Symbol key, Text *text);

#endif

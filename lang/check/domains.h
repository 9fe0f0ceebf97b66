/* What the columns of an open relation range over. */
#ifndef HENCE_DOMAINS_H
#define HENCE_DOMAINS_H

#include "lang/check/check_internal.h"

void domains_read(Checker *c, const Statement *statement, RelId relation); /* when all relations are declared */

#endif

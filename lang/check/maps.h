/* Maps from the columns of tables to relations. */
#ifndef HENCE_MAPS_H
#define HENCE_MAPS_H

#include "lang/check/check_internal.h"

void check_maps(Checker *c);

#endif

/* Facts and sources, in and out of a store. */
#ifndef HENCE_EXCHANGE_H
#define HENCE_EXCHANGE_H

#include "lang/base/diag.h"
#include "lang/program/agenda.h"
#include "runtime/store/store.h"

/* Performs the loads of the agenda, bibliographies first, and checks that every citation key is known.  False with
 * diags. */
bool exchange_load_all(Program *program, Store *store, Sources *sources, Diags *diags);

/* One CSV for each written relation into folder, rows sorted, hidden ones left out; each file is written whole or not at
 * all.  False with diags. */
bool exchange_write_folder(const Program *program, const Store *store, const char *folder, Diags *diags);

#endif

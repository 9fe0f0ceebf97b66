/* Runs, for those who answer with them. */
#ifndef HENCE_LSP_LENSES_INTERNAL_H
#define HENCE_LSP_LENSES_INTERNAL_H

#include "runtime/lsp/lenses.h"

bool lens_run_start(Lenses *lenses, const Documents *documents, Str path, uint64_t made); /* none may be running */
void lens_run_stop(Lenses *lenses); /* it ends soon, with what lens_run_done then tells */
bool lens_run_done(Lenses *lenses); /* true once for each run: its results are there */

#endif

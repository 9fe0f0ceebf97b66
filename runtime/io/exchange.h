/* Facts and sources, in and out of a store. */
#ifndef HENCE_EXCHANGE_H
#define HENCE_EXCHANGE_H

#include "lang/base/diag.h"
#include "lang/program/agenda.h"
#include "runtime/io/sheet.h"
#include "runtime/store/store.h"

/* Reads a whole file into bytes, which are empty before.  False if it cannot be read; errno says why. */
typedef bool ReadBytes(void *context, const char *path, Text *bytes);

/* Performs the loads of the agenda, bibliographies first, and checks that every citation key is known.  False with
 * diags.  `read` is disk_read for files of the disk. */
bool exchange_load(const Intake *intake, ReadBytes *read, void *context);
/* The same with nothing that an intake may leave out, by one thread. */
bool exchange_load_from(Program *program, Store *store, Sources *sources, Diags *diags, ReadBytes *read, void *context);

/* Whether the path leads to a file that was read: rules, a bibliography, a table, new facts. */
bool exchange_was_read(const Program *program, const Sources *sources, const char *path);

/* One CSV for each written relation into folder, rows sorted, hidden ones left out; each file is written whole or not
 * at all; none if one of them would be written over a file that was read.  False with diags.
 * The file of p is p.csv, that of -p is p.not.csv; where p stands for relations of several widths, p.2.csv and p.3.csv.
 * Characters other than letters, digits, `_` and `-` become % and two digits for each byte. */
bool exchange_write_folder(const Sources *sources, const Store *store, const char *folder, Diags *diags);

#endif

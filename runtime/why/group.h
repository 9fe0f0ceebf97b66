/* The rows behind an aggregate, as a proof lists them. */
#ifndef HENCE_GROUP_H
#define HENCE_GROUP_H

#include "runtime/store/store.h"

#define GROUP_ROWS_LISTED 50

/* The rows of the group of a fold's row: for min and max those that have the result come first, else the least by
 * value.  Fills `rows` with at most GROUP_ROWS_LISTED and gives how many; *total: rows in the group.
 * Has them made if they were streamed. */
uint32_t group_list(const Store *store, const Rule *rule, const Value *head, RowId *rows, uint32_t *total);

/* Tells each row of the group, in the order of arrival. */
typedef void OnGroupRow(void *context, RowId row);
void group_each(const Store *store, const Rule *rule, const Value *head, OnGroupRow *tell, void *context);

#endif

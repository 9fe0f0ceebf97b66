/* When it is time to look at files again. */
#ifndef HENCE_FILE_EVENTS_H
#define HENCE_FILE_EVENTS_H

typedef struct FileEvents FileEvents;

FileEvents *events_new(void); /* NULL where the system has none: then each wait is short */
void events_free(FileEvents *events);
void events_add(FileEvents *events, const char *path); /* a file, which need not be there; its folder is listened to */
/* Returns once something happened in one of the folders, a signal came, or the time is over. */
void events_wait(FileEvents *events, int milliseconds);
void sleep_a_while(int milliseconds); /* or until a signal comes */

#endif

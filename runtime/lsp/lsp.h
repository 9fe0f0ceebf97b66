/* The language server: the protocol of editors (LSP 3.17) over standard input and output.
 *
 * One thread reads, answers and publishes; another may run the program for code lenses.  Nothing that comes in ends it
 * but `exit`, the end of input, and a closed output. */
#ifndef HENCE_LSP_H
#define HENCE_LSP_H

/* Gives the exit status: 0 after `shutdown` and `exit`, 1 otherwise;
 * where it was built without jansson, it says so at once and gives 2. */
int lsp_serve(void);

#endif

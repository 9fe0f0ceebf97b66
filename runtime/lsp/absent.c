/* In place of the server, where jansson was not there when Hence was built. */
#include "runtime/lsp/lsp.h"

#include <stdio.h>

int lsp_serve(void) {
    fputs("hence: `hence lsp` needs jansson, which was not there when this Hence was built: install it (Debian: "
          "libjansson-dev) and build again\n",
          stderr);
    return 2;
}

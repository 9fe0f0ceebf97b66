/* The version, which goes into what has to be reproduced. */
#ifndef HENCE_API_VERSION_H
#define HENCE_API_VERSION_H

#define HENCE_VERSION "0.6.0"
#define HENCE_DATE "2026-11-26" /* of this version, for the manual and the package */

#endif

/* The version, which goes into what has to be reproduced. */
#ifndef HENCE_API_VERSION_H
#define HENCE_API_VERSION_H

#define HENCE_VERSION "0.4.0"

#endif

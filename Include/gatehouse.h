/* Gatehouse's login policy as a C library, for programs that do not use PAM.
 *
 * The library reads the store and applies the same rule as pam_gatehouse.so. It asks nobody for anything, contacts
 * nobody, writes nothing, starts no threads and installs no signal handlers. Link with -lgatehouse.
 *
 * ABI version 0: structures and values may still change with the soname's number.
 *
 * A handle may be used by one thread at a time; different handles are independent of each other. */
#ifndef GATEHOUSE_H
#define GATEHOUSE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this header. */
#define GATEHOUSE_ABI_VERSION 0

/* An open store. */
typedef struct gatehouse gatehouse;

/* How somebody proves who they are. */
typedef enum gatehouse_method {
    GATEHOUSE_SSO = 1,
    GATEHOUSE_PASSWORD = 2,
    GATEHOUSE_PUBLIC_KEY = 3
} gatehouse_method;

/* What to do with a login. Compare with the values that let somebody in and refuse everything else: a zeroed or
 * damaged value is never one of them. */
#define GATEHOUSE_DENY 0x4E4F4E4Fu   /* refuse */
#define GATEHOUSE_IGNORE 0x49474E52u /* not ours: decide as if Gatehouse were not there */
#define GATEHOUSE_ALLOW 0x59455321u  /* let them in, once the method's proof was given */
#define GATEHOUSE_CREATE 0x43524541u /* as ALLOW, for somebody whose first sign-in makes them a member */

/* Bytes for a message, its terminating zero included. */
#define GATEHOUSE_MESSAGE_SIZE 256

/* A decision. */
typedef struct gatehouse_decision {
    uint32_t outcome; /* GATEHOUSE_DENY, ... */
    uint32_t row;     /* number of the decision table's row that matched; 0 when the arguments were not usable */
    char message[GATEHOUSE_MESSAGE_SIZE]; /* for the person: ASCII, names nobody and no organisation, may be empty */
} gatehouse_decision;

/* The version of the library. It works with this header when it equals GATEHOUSE_ABI_VERSION. */
uint32_t gatehouse_version(void);

/* Opens a store for reading.
 *
 *   path   of the store, NUL-terminated; absolute
 *
 * Returns NULL when there is no memory or no path. A store that cannot be read is not an error here, but row 2 of every
 * decision: the host's own accounts are ignored, managed ones are denied. The file is opened anew for each decision, so
 * a handle outlives a store that is replaced. */
gatehouse *gatehouse_open(const char *path);

/* Decides about one login.
 *
 *   store      from gatehouse_open
 *   login      name of the account, NUL-terminated, at most 64 bytes out of A-Z a-z 0-9 _ . @ -
 *   uid        its uid in the password database
 *   is_local   not 0 when the account is in /etc/passwd itself, 0 when another name service knows it
 *   method     the proof that is offered, or that the program is about to ask for
 *   now        seconds since 1970-01-01T00:00:00Z
 *   decision   is written in every case, unless it is NULL
 *
 * Returns the decision's outcome. Takes at most half a second, for another process' lock. With NULL, with a method that
 * is not listed above, and with a name that is not as described, the outcome is GATEHOUSE_DENY and the row 0. */
uint32_t gatehouse_decide(const gatehouse *store, const char *login, uint32_t uid, int is_local,
                          gatehouse_method method, int64_t now, gatehouse_decision *decision);

/* Closes a store; NULL is allowed. */
void gatehouse_close(gatehouse *store);

#ifdef __cplusplus
}
#endif

#endif

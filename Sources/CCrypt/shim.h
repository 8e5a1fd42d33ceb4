/* libxcrypt: crypt(3) in its form without a static buffer, and the wiping of secrets. */
#ifndef GATEHOUSE_CCRYPT_H
#define GATEHOUSE_CCRYPT_H

#include <crypt.h>
#include <stdlib.h>
#include <string.h>

/* The hash of a secret under a setting, or under the setting of another hash; NULL when that cannot be. The result lies
 * in *space, which gh_crypt_wipe frees. */
static inline const char *gh_crypt(const char *secret, const char *setting, struct crypt_data **space) {
    *space = (struct crypt_data *)calloc(1, sizeof **space);
    return *space ? crypt_rn(secret, setting, *space, sizeof **space) : NULL;
}

static inline void gh_crypt_wipe(struct crypt_data *space) {
    if (space) explicit_bzero(space, sizeof *space);
    free(space);
}

/* A setting of yescrypt at libxcrypt's own cost, with a salt out of the given bytes; NULL when there are too few. */
static inline const char *gh_crypt_setting(const void *random, int count, char *space, int size) {
    return crypt_gensalt_rn("$y$", 0, (const char *)random, count, space, size);
}

#endif

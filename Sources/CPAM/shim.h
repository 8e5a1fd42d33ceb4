/* libpam, and the few calls of libc that the module makes. Variadic functions get a fixed form: Swift cannot call
 * them, and a fixed "%s" keeps what people typed out of the format. */
#ifndef GATEHOUSE_CPAM_H
#define GATEHOUSE_CPAM_H

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#include <security/pam_ext.h>
#include <security/pam_modules.h>
#include <security/pam_modutil.h>

static inline void gh_pam_syslog(const pam_handle_t *pamh, int priority, const char *text) {
    pam_syslog(pamh, priority, "%s", text);
}

#endif

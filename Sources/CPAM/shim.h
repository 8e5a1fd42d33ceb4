/* libpam, and the few calls of libc that the module makes. Variadic functions get a fixed form: Swift cannot call
 * them, and a fixed "%s" keeps what people typed out of the format. Calls that set errno return -errno instead. */
#ifndef GATEHOUSE_CPAM_H
#define GATEHOUSE_CPAM_H

#include <errno.h>
#include <poll.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#include <shadow.h>
#include <security/pam_appl.h>
#include <security/pam_ext.h>
#include <security/pam_modules.h>
#include <security/pam_modutil.h>

static inline void gh_pam_syslog(const pam_handle_t *pamh, int priority, const char *text) {
    pam_syslog(pamh, priority, "%s", text);
}

/* Whether the program talks to anybody at all; cron does not. */
static inline int gh_pam_converses(pam_handle_t *pamh) {
    const void *item = NULL;
    return pam_get_item(pamh, PAM_CONV, &item) == PAM_SUCCESS && item && ((const struct pam_conv *)item)->conv;
}

/* *answer is the caller's to free; NULL unless the style is a question that was answered. */
static inline int gh_pam_prompt(pam_handle_t *pamh, int style, char **answer, const char *text) {
    *answer = NULL;
    return pam_prompt(pamh, style, answer, "%s", text);
}

/* explicit_bzero is not optimised away. */
static inline void gh_wipe(void *start, size_t count) { explicit_bzero(start, count); }

static inline int gh_socket(void) {
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    return fd < 0 ? -errno : fd;
}

static inline int gh_connect(int fd, const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) return -ENAMETOOLONG;
    strcpy(address.sun_path, path);
    return connect(fd, (struct sockaddr *)&address, sizeof address) != 0 ? -errno : 0;
}

/* The uid of the process that listens at the other end, or -errno. The struct is the kernel's ucred, which libc declares
 * under _GNU_SOURCE alone: with that, fd_set would differ from what Swift's own module of libc says. */
static inline int64_t gh_peer_uid(int fd) {
    struct { pid_t pid; uid_t uid; gid_t gid; } peer;
    socklen_t size = sizeof peer;
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 ? -errno : (int64_t)peer.uid;
}

/* The uid that owns a file, or -errno. */
static inline int64_t gh_owner(const char *path) {
    struct stat found;
    return stat(path, &found) != 0 ? -errno : (int64_t)found.st_uid;
}

/* Never raises SIGPIPE. */
static inline ssize_t gh_send(int fd, const void *start, size_t count) {
    ssize_t sent = send(fd, start, count, MSG_NOSIGNAL);
    return sent < 0 ? -errno : sent;
}

static inline ssize_t gh_receive(int fd, void *start, size_t count) {
    ssize_t received = recv(fd, start, count, 0);
    return received < 0 ? -errno : received;
}

/* 1 when the events are there, 0 when the time is over, or -errno. A negative fd only waits. */
static inline int gh_wait(int fd, short events, int milliseconds) {
    struct pollfd one = {.fd = fd, .events = events};
    int ready = poll(&one, 1, milliseconds);
    return ready < 0 ? -errno : ready;
}

static inline int64_t gh_monotonic_milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static inline int64_t gh_unix_time(void) { return (int64_t)time(NULL); }

#endif

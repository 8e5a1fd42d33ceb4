/* libseccomp, and the kernel's calls for a process that gives up its rights. Swift reads neither function-like macros nor functions with a
   varying number of arguments, so those have a name here. */
#ifndef GATEHOUSE_CSECCOMP_H
#define GATEHOUSE_CSECCOMP_H

#include <errno.h>
#include <seccomp.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/types.h>

/* What becomes of a call that is not allowed: it fails with EPERM. */
static const uint32_t gatehouse_deny = SCMP_ACT_ERRNO(EPERM);

static inline int gatehouse_no_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }
static inline int gatehouse_not_dumpable(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
static inline int gatehouse_die_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); }

/* glibc's own, which Swift's view of glibc leaves out: every descriptor from this one on is closed in the new process; the real, the
   effective and the saved user and group of this one. */
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);
int setresuid(uid_t, uid_t, uid_t);
int setresgid(gid_t, gid_t, gid_t);

#endif

/* Gatehouse's login policy as a C library, for programs that do not use PAM.
 *
 * The library reads the store and applies the same rule as pam_gatehouse.so: the decision table of 21 rows, for every
 * organisation that the person belongs to. It asks nobody for anything, contacts nobody, writes nothing, starts no
 * threads and installs no signal handlers. It proves nobody's identity either: that is the caller's part.
 *
 *     gatehouse *store = gatehouse_open("/var/lib/gatehouse/gatehouse.db");
 *     gatehouse_question question = {
 *         .login = "alice", .uid = 1879048193, .method = GATEHOUSE_PUBLIC_KEY, .service = "builder", .now = time(NULL)};
 *     gatehouse_decision *decision = NULL;
 *     if (gatehouse_decide(store, &question, &decision) != GATEHOUSE_ALLOW && decision) puts(decision->message);
 *     gatehouse_decision_free(decision);
 *     gatehouse_close(store);
 *
 * Compile and link with `pkg-config --cflags --libs gatehouse`.
 *
 * ABI version 1, in libgatehouse.so.1: its functions, structures and values stay as they are. Values of
 * gatehouse_method and row numbers may be added; a program built against version 1 goes on working.
 *
 * Threads: any number of them may use one handle at the same time. A decision belongs to whoever asked for it.
 * gatehouse_close is for the last one that uses the handle. */
#ifndef GATEHOUSE_H
#define GATEHOUSE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this header. */
#define GATEHOUSE_ABI_VERSION 1

/* A store, wherever it is by then: the file is opened anew for each decision, so that a handle outlives a store that is
 * replaced. */
typedef struct gatehouse gatehouse;

/* How somebody proves who they are. */
enum gatehouse_method {
    GATEHOUSE_SSO = 1,           /* single sign-on through an organisation's identity provider */
    GATEHOUSE_PASSWORD = 2,      /* a password of this host */
    GATEHOUSE_PUBLIC_KEY = 3,    /* a public key that the program has accepted */
    GATEHOUSE_RECOVERY_CODE = 4, /* a one-time recovery code of an owner */
    GATEHOUSE_ACCOUNT_ONLY = 5   /* nothing, for a service that gatehouse.conf lists as non-interactive; for any other
                                    service this is decided like GATEHOUSE_PUBLIC_KEY */
};

/* Who wants in, and how. Set all that is not needed to 0 or NULL. Strings are UTF-8 and end in a zero byte. */
typedef struct gatehouse_question {
    const char *organisation; /* name of the organisation the program serves; NULL for any. Naming one never lets in
                                 somebody who would be denied without it: another one of theirs may require more */
    const char *login;        /* name of the account, at most 64 bytes out of A-Z a-z 0-9 _ . @ -; or NULL */
    const char *email;        /* the address, when login is NULL; looked up byte for byte but for the domain's case */
    const char *service;      /* the program, as PAM names it; NULL for one without a name */
    int64_t now;              /* seconds since 1970-01-01T00:00:00Z */
    uint32_t uid;             /* with login: its uid in the password database. 0 stands for the login root alone: with
                                 another one the question is not usable, as when the account was not found */
    uint32_t is_local;        /* with login: 1 when the account is in /etc/passwd itself, 0 when another name service
                                 knows it */
    uint32_t method;          /* one of enum gatehouse_method: what is offered, or is about to be asked for */
} gatehouse_question;

/* What to do with a login. Compare with the values that let somebody in and refuse everything else: a zeroed or
 * damaged value is never one of them. */
#define GATEHOUSE_DENY 0x4E4F4E4Fu   /* refuse */
#define GATEHOUSE_IGNORE 0x49474E52u /* not ours: decide as if Gatehouse were not there */
#define GATEHOUSE_ALLOW 0x59455321u  /* let them in, once the method's proof was given */
#define GATEHOUSE_CREATE 0x43524541u /* as ALLOW, for somebody whose first sign-in makes them a member */

/* A decision. To be read only. */
typedef struct gatehouse_decision {
    uint32_t outcome;    /* GATEHOUSE_DENY, ... */
    uint32_t row;        /* number of the decision table's row that matched; 0 when the question was not usable */
    const char *message; /* for the person, before any proof: ASCII lines of less than 80 columns, names nobody and no
                            organisation, never NULL, may be empty */
    const char *detail;  /* for the log or after a proof: the same with names; ASCII, never NULL, never empty */
} gatehouse_decision;

/* The version of the library. It works with this header when it equals GATEHOUSE_ABI_VERSION. */
uint32_t gatehouse_version(void);

/* Names a store.
 *
 *   path   of the store; absolute
 *
 * Returns NULL without a path. A store that cannot be read is not an error here, but row 2 of every decision: the host's
 * own accounts are ignored, everybody else is denied. */
gatehouse *gatehouse_open(const char *path);

/* Decides about one login.
 *
 *   store      from gatehouse_open
 *   question   who and how; nothing of it is kept
 *   decision   receives the decision, to be given back with gatehouse_decision_free; NULL when only the outcome matters
 *
 * Returns the outcome. Takes at most half a second, for another process' lock. When store or question is NULL, when
 * there is neither login nor email or both, when one of them or the method is not as described above, and when there is
 * no organisation of that name, the outcome is GATEHOUSE_DENY and the row 0. */
uint32_t gatehouse_decide(const gatehouse *store, const gatehouse_question *question, gatehouse_decision **decision);

/* Gives a decision back; NULL is allowed. */
void gatehouse_decision_free(gatehouse_decision *decision);

/* Gives a handle back; NULL is allowed. */
void gatehouse_close(gatehouse *store);

#ifdef __cplusplus
}
#endif

#endif

/* Runs phases of a PAM stack from a private directory, with scripted answers, and prints what happened, a line each:
 *
 *   info|error|prompt|secret <TAB> text, newlines as \n
 *   result <TAB> phase <TAB> code <TAB> milliseconds
 *   user <TAB> PAM_USER at the end
 *
 * pam_driver CONFDIR SERVICE USER PHASES [ANSWER...]
 * PHASES: letters of a(uthenticate) s(etcred) m (acct_mgmt) o(pen) c(lose) t (chauthtok), run in order, whatever each
 * returns; u makes the next answer PAM_USER. The answer "!fail" makes the conversation fail, as sshd's password method does with visible questions. */
#include <security/pam_appl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static char **answers;

static void say(const char *kind, const char *text) {
    printf("%s\t", kind);
    for (; *text; text++) {
        if (*text == '\n') fputs("\\n", stdout);
        else putchar(*text);
    }
    putchar('\n');
    fflush(stdout);
}

static int converse(int count, const struct pam_message **messages, struct pam_response **responses, void *unused) {
    (void)unused;
    struct pam_response *all = calloc((size_t)count, sizeof *all);
    if (!all) return PAM_BUF_ERR;
    for (int i = 0; i < count; i++) {
        switch (messages[i]->msg_style) {
        case PAM_TEXT_INFO: say("info", messages[i]->msg); continue;
        case PAM_ERROR_MSG: say("error", messages[i]->msg); continue;
        case PAM_PROMPT_ECHO_ON: say("prompt", messages[i]->msg); break;
        default: say("secret", messages[i]->msg); break;
        }
        if (!*answers || strcmp(*answers, "!fail") == 0) {
            if (*answers) answers++;
            free(all);
            return PAM_CONV_ERR;
        }
        all[i].resp = strdup(*answers++);
    }
    *responses = all;
    return PAM_SUCCESS;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

int main(int argc, char **argv) {
    if (argc < 5) return 64;
    answers = argv + 5;
    struct pam_conv conversation = {converse, NULL};
    pam_handle_t *pamh = NULL;
    if (pam_start_confdir(argv[2], argv[3], &conversation, argv[1], &pamh) != PAM_SUCCESS) return 65;
    pam_set_item(pamh, PAM_RHOST, "203.0.113.7");
    pam_set_item(pamh, PAM_TTY, "ssh");
    int code = PAM_SYSTEM_ERR;
    for (const char *phase = argv[4]; *phase; phase++) {
        double start = now();
        if (*phase == 'u') {
            if (!*answers || pam_set_item(pamh, PAM_USER, *answers++) != PAM_SUCCESS) return 66;
            continue;
        }
        switch (*phase) {
        case 'a': code = pam_authenticate(pamh, 0); break;
        case 's': code = pam_setcred(pamh, PAM_ESTABLISH_CRED); break;
        case 'm': code = pam_acct_mgmt(pamh, 0); break;
        case 'o': code = pam_open_session(pamh, 0); break;
        case 'c': code = pam_close_session(pamh, 0); break;
        case 't': code = pam_chauthtok(pamh, 0); break;
        default: return 64;
        }
        printf("result\t%c\t%d\t%.1f\n", *phase, code, now() - start);
    }
    const void *user = NULL;
    pam_get_item(pamh, PAM_USER, &user);
    say("user", user ? user : "");
    pam_end(pamh, code);
    return 0;
}

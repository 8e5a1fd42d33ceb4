/* A screen locker without a screen: runs as the person whose screen it is, and asks on the terminal.
 *
 * screen_locker [LOGIN]   LOGIN is whose screen to unlock; the caller's own when left out
 *
 * Prints "unlocked" and ends with 0, or says what PAM answered and ends with 1. */
#include <pwd.h>
#include <security/pam_appl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int converse(int count, const struct pam_message **messages, struct pam_response **responses, void *unused) {
    (void)unused;
    struct pam_response *all = calloc((size_t)count, sizeof *all);
    if (!all) return PAM_BUF_ERR;
    for (int i = 0; i < count; i++) {
        int style = messages[i]->msg_style;
        printf("%s%s", messages[i]->msg, style == PAM_TEXT_INFO || style == PAM_ERROR_MSG ? "\n" : "");
        fflush(stdout);
        if (style != PAM_PROMPT_ECHO_ON && style != PAM_PROMPT_ECHO_OFF) continue;
        char line[PAM_MAX_RESP_SIZE];
        if (!fgets(line, sizeof line, stdin)) {
            free(all);
            return PAM_CONV_ERR;
        }
        line[strcspn(line, "\n")] = 0;
        all[i].resp = strdup(line);
    }
    *responses = all;
    return PAM_SUCCESS;
}

int main(int argc, char **argv) {
    struct passwd *own = getpwuid(getuid());
    const char *login = argc > 1 ? argv[1] : own ? own->pw_name : NULL;
    struct pam_conv conversation = {converse, NULL};
    pam_handle_t *pamh = NULL;
    if (!login || pam_start("screen-locker", login, &conversation, &pamh) != PAM_SUCCESS) return 2;
    int code = pam_authenticate(pamh, 0);
    if (code == PAM_SUCCESS) code = pam_acct_mgmt(pamh, 0);
    if (code == PAM_SUCCESS) code = pam_setcred(pamh, PAM_REFRESH_CRED);
    puts(code == PAM_SUCCESS ? "unlocked" : pam_strerror(pamh, code));
    pam_end(pamh, code);
    return code != PAM_SUCCESS;
}

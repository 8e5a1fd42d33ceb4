/* What one pam_start + pam_authenticate costs a fresh process: pam_cost CONFDIR SERVICE USER PASSWORD
 * Prints milliseconds, milliseconds of processor time, KiB of resident memory that came with it, and the result.
 * The user was looked up before, as sshd does. */
#include <pwd.h>
#include <security/pam_appl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int converse(int count, const struct pam_message **messages, struct pam_response **responses, void *password) {
    *responses = calloc((size_t)count, sizeof **responses);
    for (int i = 0; i < count; i++)
        if (messages[i]->msg_style == PAM_PROMPT_ECHO_OFF || messages[i]->msg_style == PAM_PROMPT_ECHO_ON)
            (*responses)[i].resp = strdup(password);
    return PAM_SUCCESS;
}

static long resident(void) {
    long size = 0, pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%ld %ld", &size, &pages) != 2) exit(66);
    fclose(file);
    return pages * sysconf(_SC_PAGESIZE) / 1024;
}

static double milliseconds(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

int main(int argc, char **argv) {
    if (argc != 5 || !getpwnam(argv[3])) return 64;
    struct pam_conv conversation = {converse, argv[4]};
    pam_handle_t *pamh = NULL;
    long memory = resident();
    double start = milliseconds(CLOCK_MONOTONIC), cpu = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
    if (pam_start_confdir(argv[2], argv[3], &conversation, argv[1], &pamh) != PAM_SUCCESS) return 65;
    int code = pam_authenticate(pamh, 0);
    cpu = milliseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    printf("%.3f %.3f %ld %d\n", milliseconds(CLOCK_MONOTONIC) - start, cpu, resident() - memory, code);
    pam_end(pamh, code);
    return 0;
}

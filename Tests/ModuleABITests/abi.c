/* Uses libgatehouse as a program would: abi STORE [NAME=VALUE ...], the names being those of a question.
 * Prints outcome, row, message and detail, tabs between them. THREADS=N asks the same in N threads at once. */
#include <gatehouse.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static gatehouse *store;
static gatehouse_question question;

/* A question without the one thing it needs is denied, with row 0. */
static int refuses(gatehouse_question wrong) {
    gatehouse_decision *decision = NULL;
    int is_right = gatehouse_decide(store, &wrong, &decision) == GATEHOUSE_DENY && decision &&
                   decision->outcome == GATEHOUSE_DENY && decision->row == 0 && *decision->message && *decision->detail;
    gatehouse_decision_free(decision);
    return is_right;
}

static int refuses_unusable_questions(void) {
    gatehouse_question good = {.login = "alice", .uid = 1879048193, .method = GATEHOUSE_SSO};
    gatehouse_decision *decision = NULL;
    if (gatehouse_decide(NULL, &good, &decision) != GATEHOUSE_DENY || !decision || decision->row != 0) return 0;
    gatehouse_decision_free(decision);
    if (gatehouse_decide(store, NULL, NULL) != GATEHOUSE_DENY) return 0;

    gatehouse_question none = good, both = good, name = good, method = good, later = good, address = good, unfound = good;
    none.login = NULL;
    both.email = "alice@corp.example";
    name.login = "-x";
    method.method = 0;
    later.method = 6;
    unfound.uid = 0;
    address.login = NULL;
    address.email = "alice";
    return refuses(none) && refuses(both) && refuses(name) && refuses(method) && refuses(later) && refuses(address) &&
           refuses(unfound);
}

static const char *word(uint32_t outcome) {
    return outcome == GATEHOUSE_ALLOW    ? "allow"
           : outcome == GATEHOUSE_CREATE ? "create"
           : outcome == GATEHOUSE_IGNORE ? "ignore"
           : outcome == GATEHOUSE_DENY   ? "deny"
                                         : "?";
}

static void *ask(void *count) {
    uint32_t outcome = gatehouse_decide(store, &question, NULL);
    for (int round = 0; round < 20; round++) {
        gatehouse_decision *decision = NULL;
        if (gatehouse_decide(store, &question, &decision) != outcome || !decision || decision->outcome != outcome) exit(8);
        gatehouse_decision_free(decision);
        ++*(int *)count;
    }
    return NULL;
}

static int ask_at_once(int threads) {
    pthread_t running[16];
    int counts[16] = {0}, sum = 0;
    for (int i = 0; i < threads; i++)
        if (pthread_create(&running[i], NULL, ask, &counts[i])) exit(9);
    for (int i = 0; i < threads; i++) {
        pthread_join(running[i], NULL);
        sum += counts[i];
    }
    return sum;
}

int main(int argc, char **argv) {
    if (argc < 2 || gatehouse_version() != GATEHOUSE_ABI_VERSION) return 64;
    if (gatehouse_open(NULL) != NULL) return 1;
    store = gatehouse_open(argv[1]);
    if (!store) return 2;
    if (!refuses_unusable_questions()) return 3;

    int threads = 0;
    question.now = (int64_t)time(NULL);
    for (int i = 2; i < argc; i++) {
        char *value = strchr(argv[i], '=');
        if (!value) return 64;
        *value++ = 0;
        if (!strcmp(argv[i], "organisation")) question.organisation = value;
        else if (!strcmp(argv[i], "login")) question.login = value;
        else if (!strcmp(argv[i], "email")) question.email = value;
        else if (!strcmp(argv[i], "service")) question.service = value;
        else if (!strcmp(argv[i], "uid")) question.uid = (uint32_t)strtoul(value, NULL, 10);
        else if (!strcmp(argv[i], "is_local")) question.is_local = (uint32_t)strtoul(value, NULL, 10);
        else if (!strcmp(argv[i], "method")) question.method = (uint32_t)strtoul(value, NULL, 10);
        else if (!strcmp(argv[i], "threads")) threads = atoi(value);
        else return 64;
    }
    if (threads > 16 || ask_at_once(threads) != 20 * threads) return 4;

    gatehouse_decision *decision = NULL;
    uint32_t outcome = gatehouse_decide(store, &question, &decision);
    if (!decision || decision->outcome != outcome) return 5;
    printf("%s\t%u\t%s\t%s\n", word(outcome), decision->row, decision->message, decision->detail);
    gatehouse_decision_free(decision);
    gatehouse_decision_free(NULL);
    gatehouse_close(store);
    gatehouse_close(NULL);
    return 0;
}

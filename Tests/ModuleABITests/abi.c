/* Uses libgatehouse as a program would: abi STORE LOGIN UID IS_LOCAL METHOD. Prints outcome, row and message. */
#include "gatehouse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(int argc, char **argv) {
    if (argc != 6 || gatehouse_version() != GATEHOUSE_ABI_VERSION) return 64;
    if (gatehouse_open(NULL) != NULL) return 1;

    gatehouse_decision decision;
    memset(&decision, 0xFF, sizeof decision);
    if (gatehouse_decide(NULL, "alice", 1, 0, GATEHOUSE_SSO, 0, &decision) != GATEHOUSE_DENY) return 2;
    if (decision.outcome != GATEHOUSE_DENY || decision.row != 0 || !memchr(decision.message, 0, sizeof decision.message))
        return 3;

    gatehouse *store = gatehouse_open(argv[1]);
    if (!store) return 4;
    if (gatehouse_decide(store, NULL, 1, 0, GATEHOUSE_SSO, 0, NULL) != GATEHOUSE_DENY) return 5;
    if (gatehouse_decide(store, "-x", 1, 0, GATEHOUSE_SSO, 0, NULL) != GATEHOUSE_DENY) return 6;
    if (gatehouse_decide(store, "alice", 1, 0, (gatehouse_method)9, 0, NULL) != GATEHOUSE_DENY) return 7;

    uint32_t outcome = gatehouse_decide(store, argv[2], (uint32_t)strtoul(argv[3], NULL, 10), atoi(argv[4]),
                                        (gatehouse_method)atoi(argv[5]), (int64_t)time(NULL), &decision);
    if (outcome != decision.outcome) return 8;
    const char *name = outcome == GATEHOUSE_ALLOW    ? "allow"
                       : outcome == GATEHOUSE_CREATE ? "create"
                       : outcome == GATEHOUSE_IGNORE ? "ignore"
                       : outcome == GATEHOUSE_DENY   ? "deny"
                                                     : "?";
    printf("%s\t%u\t%s\n", name, decision.row, decision.message);
    gatehouse_close(store);
    gatehouse_close(NULL);
    return 0;
}

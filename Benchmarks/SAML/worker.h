/* The C contenders' side of the protocol: proves each case, says "ready NAME | VERSION | CASES", and for every line
 * "CASE N" verifies that message N times and answers "WALL_NS CPU_NS". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    char *octets;
    size_t count;
} file;

static const char *folder;

static file read_file(const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *stream = fopen(path, "rb");
    if (!stream) { perror(path); exit(2); }
    fseek(stream, 0, SEEK_END);
    file read = {NULL, ftell(stream)};
    rewind(stream);
    read.octets = calloc(1, read.count + 1);
    if (!read.octets || fread(read.octets, 1, read.count, stream) != read.count) exit(2);
    fclose(stream);
    return read;
}

static long long nanoseconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

/* `accepts` verifies one message: its XML or its base64, whichever `suffix` names. */
static int serve(const char *name, const char *version, const char *suffix, int (*accepts)(const file *)) {
    static const char *const cases[] = {"one", "both", "encrypted", "large"};
    file good[4];
    char path[64], proved[64] = "";
    for (int i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s.%s", cases[i], suffix);
        good[i] = read_file(path);
        snprintf(path, sizeof path, "%s-bad.%s", cases[i], suffix);
        file bad = read_file(path);
        if (accepts(&good[i]) && !accepts(&bad)) {
            strcat(proved, " ");
            strcat(proved, cases[i]);
        }
    }
    printf("ready %s | %s |%s\n", name, version, proved);
    fflush(stdout);
    char asked[32];
    long count;
    while (scanf("%31s %ld", asked, &count) == 2) {
        int which = 0;
        while (which < 3 && strcmp(cases[which], asked)) which++;
        long long wall = nanoseconds(CLOCK_MONOTONIC), cpu = nanoseconds(CLOCK_PROCESS_CPUTIME_ID);
        for (long i = 0; i < count; i++)
            if (!accepts(&good[which])) return 1;
        wall = nanoseconds(CLOCK_MONOTONIC) - wall;
        cpu = nanoseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
        printf("%lld %lld\n", wall, cpu);
        fflush(stdout);
    }
    return 0;
}

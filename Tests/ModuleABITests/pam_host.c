/* A program that logs people in, many times and in many threads, and tells what it is like inside.
 *
 *   pam_host CONFDIR [wild]
 *
 * Commands are lines of words on standard input; answers are lines of fields with a tab between them:
 *
 *   login SERVICE USER PHASES ANSWER          a new handle for USER, in the main thread
 *   repeat COUNT SERVICE USER ANSWER          COUNT times authenticate on one handle, in the main thread
 *   crowd THREADS COUNT SERVICE ANSWER USER…  THREADS threads at once, each logs the next one of the USERs in, COUNT times
 *       done <tab> number <tab> user <tab> codes <tab> milliseconds <tab> last message
 *       An ANSWER of "?" is asked for:  ask <tab> number <tab> question,  and comes as the command `answer NUMBER CODE`.
 *   join                                      waits for the crowd's threads:  joined
 *   reload COUNT FILE                         COUNT times dlopen and dlclose:  reloaded
 *   inside                                    what only the process itself can see, a line each, then `end`
 *
 * With `wild` the clock on the wall is wrong: time() and CLOCK_REALTIME jump by an hour each time they are read. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <locale.h>
#include <pthread.h>
#include <pwd.h>
#include <security/pam_appl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define MOST 1024
#define LENGTH 4096

struct login {
    int number, count;
    const char *service, *user, *answer;
    char message[512];
};

static const char *directory;
static struct login logins[MOST];
static pthread_t threads[MOST];
static int running;
static char *answers[MOST];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t answered = PTHREAD_COND_INITIALIZER;
static int is_wild;
static _Atomic long jumps;

int clock_gettime(clockid_t clock, struct timespec *t) {
    int result = (int)syscall(SYS_clock_gettime, clock, t);
    if (is_wild && clock == CLOCK_REALTIME) t->tv_sec += 3600 * (++jumps % 2 ? 1 : -1);
    return result;
}

time_t time(time_t *copy) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    if (copy) *copy = t.tv_sec;
    return t.tv_sec;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void on_one_line(char *to, size_t room, const char *from) {
    size_t at = 0;
    for (; *from && at + 1 < room; from++) to[at++] = *from == '\n' || *from == '\t' ? ' ' : *from;
    to[at] = 0;
}

static char *answer_to(struct login *login, const char *question) {
    if (strcmp(login->answer, "?") != 0) return strdup(login->answer);
    char shown[LENGTH];
    on_one_line(shown, sizeof shown, question);
    pthread_mutex_lock(&lock);
    printf("ask\t%d\t%s\n", login->number, shown);
    while (!answers[login->number]) pthread_cond_wait(&answered, &lock);
    char *answer = answers[login->number];
    answers[login->number] = NULL;
    pthread_mutex_unlock(&lock);
    return answer;
}

static int converse(int count, const struct pam_message **messages, struct pam_response **responses, void *data) {
    struct login *login = data;
    *responses = calloc((size_t)count, sizeof **responses);
    for (int i = 0; i < count; i++) {
        int style = messages[i]->msg_style;
        if (style == PAM_PROMPT_ECHO_ON || style == PAM_PROMPT_ECHO_OFF)
            (*responses)[i].resp = answer_to(login, messages[i]->msg);
        else
            on_one_line(login->message, sizeof login->message, messages[i]->msg);
    }
    return PAM_SUCCESS;
}

static pam_handle_t *begin(struct login *login) {
    struct pam_conv conversation = {converse, login};
    pam_handle_t *handle = NULL;
    login->message[0] = 0;
    if (pam_start_confdir(login->service, login->user, &conversation, directory, &handle) != PAM_SUCCESS) exit(65);
    return handle;
}

static void report(const struct login *login, const char *codes, double milliseconds) {
    pthread_mutex_lock(&lock);
    printf("done\t%d\t%s\t%s\t%.1f\t%s\n", login->number, login->user, codes, milliseconds, login->message);
    pthread_mutex_unlock(&lock);
}

static void log_in(struct login *login, const char *phases) {
    char codes[64] = "";
    double start = now();
    pam_handle_t *handle = begin(login);
    int code = PAM_SYSTEM_ERR;
    for (const char *phase = phases; *phase; phase++) {
        code = *phase == 'a'   ? pam_authenticate(handle, 0)
               : *phase == 'm' ? pam_acct_mgmt(handle, 0)
               : *phase == 's' ? pam_setcred(handle, PAM_ESTABLISH_CRED)
                               : pam_chauthtok(handle, 0);
        snprintf(codes + strlen(codes), sizeof codes - strlen(codes), "%s%d", *codes ? "," : "", code);
    }
    pam_end(handle, code);
    report(login, codes, now() - start);
}

static void repeat(struct login *login) {
    pam_handle_t *handle = begin(login);
    for (int i = 0; i < login->count; i++) {
        char code[16];
        double start = now();
        snprintf(code, sizeof code, "%d", pam_authenticate(handle, 0));
        report(login, code, now() - start);
    }
    pam_end(handle, PAM_SUCCESS);
}

static void *run_thread(void *data) {
    struct login *login = data;
    for (int i = 0; i < login->count; i++) log_in(login, "a");
    return NULL;
}

static void crowd(int count, int repetitions, char *service, char *answer, char *rest) {
    static char users[LENGTH * 16];
    char *user[MOST], *save;
    int people = 0;
    snprintf(users, sizeof users, "%s", rest);
    for (char *word = strtok_r(users, " ", &save); word && people < MOST; word = strtok_r(NULL, " ", &save)) user[people++] = word;
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 256 * 1024);
    for (running = 0; running < count && running < MOST; running++) {
        logins[running] = (struct login){
            .number = running, .count = repetitions, .service = strdup(service), .user = user[running % people], .answer = strdup(answer)};
        if (pthread_create(&threads[running], &small, run_thread, &logins[running]) != 0) exit(66);
    }
    pthread_attr_destroy(&small);
}

static int print_object(struct dl_phdr_info *object, size_t size, void *data) {
    (void)size, (void)data;
    printf("object\t%s\n", object->dlpi_name);
    return 0;
}

static void inside(void) {
    for (int number = 1; number < NSIG; number++) {
        struct sigaction action;
        if (sigaction(number, NULL, &action) != 0) continue;
        printf("signal\t%d %p %x %lx\n", number, (void *)action.sa_handler, (unsigned)action.sa_flags,
               *(unsigned long *)&action.sa_mask);
    }
    for (char **variable = environ; *variable; variable++) printf("environment\t%s\n", *variable);
    printf("locale\t%s %d\n", setlocale(LC_ALL, NULL), uselocale(NULL) == LC_GLOBAL_LOCALE);
    for (int kind = ITIMER_REAL; kind <= ITIMER_PROF; kind++) {
        struct itimerval timer;
        getitimer(kind, &timer);
        printf("timer\t%d %ld %ld\n", kind, (long)timer.it_value.tv_sec, (long)timer.it_value.tv_usec);
    }
    sigset_t mask;
    pthread_sigmask(SIG_SETMASK, NULL, &mask);
    printf("mask\t%lx\n", *(unsigned long *)&mask);
    printf("dumpable\t%d\n", prctl(PR_GET_DUMPABLE));
    dl_iterate_phdr(print_object, NULL);
    puts("end");
}

static void reload(int count, const char *file) {
    for (int i = 0; i < count; i++) {
        void *module = dlopen(file, RTLD_NOW);
        if (!module || !dlsym(module, "pam_sm_authenticate") || dlclose(module) != 0) exit(67);
    }
    puts("reloaded");
}

int main(int argc, char **argv) {
    static char line[LENGTH * 16];
    if (argc < 2) return 64;
    directory = argv[1];
    is_wild = argc > 2 && strcmp(argv[2], "wild") == 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    /* libc keeps these open once they were used, whoever used them first. */
    syslog(LOG_AUTHPRIV | LOG_DEBUG, "a program begins");
    getpwnam("nobody-of-that-name");
    while (fgets(line, sizeof line, stdin)) {
        char service[256], user[256], phases[64], answer[256] = "";
        int count, number, end = 0;
        line[strcspn(line, "\n")] = 0;
        struct login login = {.service = service, .user = user, .answer = answer};
        if (sscanf(line, "login %255s %255s %63s %255s", service, user, phases, answer) == 4) log_in(&login, phases);
        else if (sscanf(line, "repeat %d %255s %255s %255s", &login.count, service, user, answer) == 4) repeat(&login);
        else if (sscanf(line, "crowd %d %d %255s %255s %n", &number, &count, service, answer, &end) == 4) crowd(number, count, service, answer, line + end);
        else if (sscanf(line, "answer %d %255s", &number, answer) == 2) {
            pthread_mutex_lock(&lock);
            answers[number] = strdup(answer);
            pthread_cond_broadcast(&answered);
            pthread_mutex_unlock(&lock);
        } else if (strcmp(line, "join") == 0) {
            while (running > 0) pthread_join(threads[--running], NULL);
            puts("joined");
        } else if (sscanf(line, "reload %d %255s", &count, service) == 2) reload(count, service);
        else if (strcmp(line, "inside") == 0) inside();
        else return 64;
    }
    return 0;
}

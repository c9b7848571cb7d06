/* Kills the process that it was loaded into just before its N-th durable operation below a directory. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_long done;
static long last;
static char below[PATH_MAX];
static char counted[PATH_MAX];

/* Before main: the processes that the program starts are no part of what dies. */
__attribute__((constructor)) static void begin(void) {
    const char *at = getenv("CRASH_AT"), *where = getenv("CRASH_BELOW"), *file = getenv("CRASH_COUNT");
    last = at ? atol(at) : 0;
    snprintf(below, sizeof below, "%s", where ? where : "");
    snprintf(counted, sizeof counted, "%s", file ? file : "");
    unsetenv("CRASH_AT");
    unsetenv("CRASH_BELOW");
    unsetenv("CRASH_COUNT");
    unsetenv("LD_PRELOAD");
}

__attribute__((destructor)) static void end(void) {
    FILE *file = *counted ? fopen(counted, "w") : NULL;
    if (file) {
        fprintf(file, "%ld\n", atomic_load(&done));
        fclose(file);
    }
}

static void one_more(const char *path) {
    if (path[0] == '/' && strncmp(path, below, strlen(below)) != 0) return;
    if (atomic_fetch_add(&done, 1) + 1 == last) kill(getpid(), SIGKILL);
}

static void one_more_of(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length > 0) {
        path[length] = 0;
        one_more(path);
    }
}

/* dlsym itself is ours, see below: the C library's own is found by its version. */
static void *next_of(void *handle, const char *name) {
    static void *(*real)(void *, const char *);
    if (!real) real = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.34");
    if (!real) real = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
    if (!real) real = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.17");
    return real ? real(handle, name) : NULL;
}

#define NEXT(name) static __typeof__(&name) next; if (!next) next = (__typeof__(&name))next_of(RTLD_NEXT, #name)

int fsync(int fd) { NEXT(fsync); one_more_of(fd); return next(fd); }
int fdatasync(int fd) { NEXT(fdatasync); one_more_of(fd); return next(fd); }
int rename(const char *a, const char *b) { NEXT(rename); one_more(b); return next(a, b); }
int renameat(int d, const char *a, int e, const char *b) { NEXT(renameat); one_more(b); return next(d, a, e, b); }
int renameat2(int d, const char *a, int e, const char *b, unsigned f) { NEXT(renameat2); one_more(b); return next(d, a, e, b, f); }
int link(const char *a, const char *b) { NEXT(link); one_more(b); return next(a, b); }
int linkat(int d, const char *a, int e, const char *b, int f) { NEXT(linkat); one_more(b); return next(d, a, e, b, f); }
int unlink(const char *a) { NEXT(unlink); one_more(a); return next(a); }
int unlinkat(int d, const char *a, int f) { NEXT(unlinkat); one_more(a); return next(d, a, f); }

/* Managed code asks the C library's handle for its functions, past every preloaded one. */
void *dlsym(void *handle, const char *name) {
    static const struct { const char *name; void *ours; } all[] = {
        {"fsync", fsync}, {"fdatasync", fdatasync}, {"rename", rename}, {"renameat", renameat}, {"renameat2", renameat2},
        {"link", link}, {"linkat", linkat}, {"unlink", unlink}, {"unlinkat", unlinkat},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!strcmp(name, all[i].name)) return all[i].ours;
    return next_of(handle, name);
}

/* Ends a program without warning at a chosen one of its writes to the disk, as a power cut or a kill -9 would.
 *
 *   crash list                 PROGRAM ARGUMENT…    counts: prints "NUMBER CALL PATH" for each, on stderr
 *   crash before|after|torn N  PROGRAM ARGUMENT…    dies at the N-th: before it, after it, or with half of it written
 *
 * Counted are fsync, fdatasync, rename, renameat2, link, and writes to journals, ledgers and seals. A preloaded library would not do: the
 * program asks the C library for these calls by handle, past the preloaded ones. Threads are followed, programs that it starts are not.
 * x86-64 Linux.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

static int calls;

static void path_of_fd(pid_t pid, uint64_t fd, char *path, size_t size)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/%d/fd/%d", pid, (int)fd);
    ssize_t length = readlink(link, path, size - 1);
    path[length < 0 ? 0 : length] = 0;
}

static void path_at(pid_t pid, uint64_t address, char *path, size_t size)
{
    struct iovec here = { path, size - 1 }, there = { (void *)address, size - 1 };
    ssize_t length = process_vm_readv(pid, &here, 1, &there, 1, 0);
    path[length < 0 ? 0 : length] = 0;
}

/* The call's name when it counts, else null. */
static const char *counted(pid_t pid, const struct __ptrace_syscall_info *info, char *path, size_t size)
{
    const uint64_t *args = info->entry.args;
    switch (info->entry.nr) {
    case SYS_fsync: path_of_fd(pid, args[0], path, size); return "fsync";
    case SYS_fdatasync: path_of_fd(pid, args[0], path, size); return "fdatasync";
    case SYS_rename: path_at(pid, args[1], path, size); return "rename";
    case SYS_renameat2: path_at(pid, args[3], path, size); return "renameat2";
    case SYS_link: path_at(pid, args[1], path, size); return "link";
    case SYS_write:
    case SYS_pwrite64:
        path_of_fd(pid, args[0], path, size);
        return strstr(path, ".jsonl") != NULL || strstr(path, "/seals.txt") != NULL ? "write" : NULL;
    default: return NULL;
    }
}

static int die(pid_t child)
{
    kill(child, SIGKILL);
    while (wait(NULL) > 0 || errno == EINTR) { }
    return 137;
}

int main(int count, char **words)
{
    int lists = count > 2 && strcmp(words[1], "list") == 0;
    if (count < (lists ? 3 : 4)) {
        fprintf(stderr, "crash list | before N | after N | torn N   PROGRAM ARGUMENT…\n");
        return 2;
    }

    int wanted = lists ? 0 : atoi(words[2]);
    int after = strcmp(words[1], "after") == 0, torn = strcmp(words[1], "torn") == 0;
    pid_t child = fork();
    if (child == 0) {
        ptrace(PTRACE_TRACEME, 0, 0, 0);
        raise(SIGSTOP);
        execvp(words[lists ? 2 : 3], words + (lists ? 2 : 3));
        _exit(127);
    }

    int status;
    waitpid(child, &status, 0);
    ptrace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL);
    ptrace(PTRACE_SYSCALL, child, 0, 0);
    pid_t dying = 0;
    for (;;) {
        pid_t pid = waitpid(-1, &status, __WALL);
        if (pid < 0) {
            return 1;
        }

        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            if (pid == child) {
                return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            }

            continue;
        }

        int signal = WSTOPSIG(status);
        if (signal == (SIGTRAP | 0x80)) {
            struct __ptrace_syscall_info info;
            char path[4096];
            ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof info, &info);
            const char *name = info.op == PTRACE_SYSCALL_INFO_ENTRY ? counted(pid, &info, path, sizeof path) : NULL;
            if (info.op == PTRACE_SYSCALL_INFO_EXIT && pid == dying) {
                return die(child);
            }

            if (name != NULL && lists) {
                fprintf(stderr, "%d %s %s\n", ++calls, name, path);
            } else if (name != NULL && ++calls == wanted) {
                if (!after && !torn) {
                    return die(child);
                }

                dying = pid;
                if (torn) {
                    struct user_regs_struct registers;
                    ptrace(PTRACE_GETREGS, pid, 0, &registers);
                    registers.rdx /= 2;
                    ptrace(PTRACE_SETREGS, pid, 0, &registers);
                }
            }

            signal = 0;
        } else if (signal == SIGTRAP || signal == SIGSTOP) {
            signal = 0;
        }

        ptrace(PTRACE_SYSCALL, pid, 0, signal);
    }
}

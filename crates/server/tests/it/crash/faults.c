// A disk that fails when it is told to: preloaded into the service, it stands before the C library's calls.
// It knows files by their folder and nothing of what is in them.
//
// DOPIS_FAULTY_FOLDER names the folder; DOPIS_FAULT names a file of two 32-bit numbers that is read at every call:
// which fault holds, and how many calls still pass before it does.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum fault { NONE, FULL, NO_FSYNC, READ_ONLY };

struct control {
    _Atomic int fault;
    _Atomic int passing;
};

static struct control *control;
static const char *folder;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("DOPIS_FAULT");
    folder = getenv("DOPIS_FAULTY_FOLDER");
    if (!path || !folder) return;
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0) abort();
    void *mapped = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapped == MAP_FAILED) abort();
    control = mapped;
}

static int is_below(const char *path) {
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && path[length] == '/';
}

static int is_ours(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_below(path);
}

static int fault(void) { return control ? atomic_load(&control->fault) : NONE; }

// Whether this call is one that no longer passes.
static int fails(void) { return atomic_fetch_sub(&control->passing, 1) <= 0; }

// How much of a write still fits; -1 where it fails with errno.
static ssize_t room(int fd, size_t length, off_t at) {
    int now = fault();
    if ((now != FULL && now != READ_ONLY) || !is_ours(fd) || !fails()) return length;
    if (now == READ_ONLY) {
        errno = EROFS;
        return -1;
    }
    struct stat stat;
    if (fstat(fd, &stat) != 0 || at + (off_t)length <= stat.st_size) return length;
    // As on a real disk, what is there already can be written over, and the rest cannot follow.
    if (at < stat.st_size) return stat.st_size - at;
    errno = ENOSPC;
    return -1;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    ssize_t fits = room(fd, length, at);
    return fits < 0 ? -1 : real(fd, bytes, fits, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return pwrite64(fd, bytes, length, at); }

ssize_t write(int fd, const void *bytes, size_t length) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "write");
    ssize_t fits = fault() == NONE ? (ssize_t)length : room(fd, length, lseek(fd, 0, SEEK_CUR));
    return fits < 0 ? -1 : real(fd, bytes, fits);
}

int ftruncate64(int fd, off64_t length) {
    static int (*real)(int, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "ftruncate64");
    struct stat stat;
    int now = fault();
    if ((now == FULL || now == READ_ONLY) && is_ours(fd) && fstat(fd, &stat) == 0) {
        if (now == READ_ONLY || length > stat.st_size) {
            errno = now == READ_ONLY ? EROFS : ENOSPC;
            return -1;
        }
    }
    return real(fd, length);
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int synced(int fd, int (*real)(int)) {
    if (fault() == NO_FSYNC && is_ours(fd) && fails()) {
        errno = EIO;
        return -1;
    }
    return real(fd);
}

int fsync(int fd) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fsync");
    return synced(fd, real);
}

int fdatasync(int fd) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fdatasync");
    return synced(fd, real);
}

int open64(const char *path, int flags, ...) {
    static int (*real)(const char *, int, ...);
    if (!real) real = dlsym(RTLD_NEXT, "open64");
    mode_t mode = 0;
    if (flags & (O_CREAT | O_TMPFILE)) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
    }
    if (fault() == READ_ONLY && (flags & (O_WRONLY | O_RDWR | O_CREAT)) && is_below(path)) {
        errno = EROFS;
        return -1;
    }
    return real(path, flags, mode);
}

int open(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & (O_CREAT | O_TMPFILE)) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
    }
    return open64(path, flags, mode);
}

/*
 * Notes in one file, in order, what a process writes to the files of one folder, what it syncs, and what
 * it sends: so that the disk can be rebuilt as a power cut would have left it at any of these moments.
 *
 * Loaded before libc (LD_PRELOAD). POWER_CUT_FOLDER names the folder, POWER_CUT_LOG the file.
 * A record: kind (1 byte), length of the path (2), offset (8), length of the data (4), path, data;
 * little endian. Read by bars/power_cut/replaying.py.
 *
 * POWER_CUT_FAULT names a file that need not be there: while it holds the number of an error (28 ENOSPC,
 * 30 EROFS, 5 EIO), every write and sync in the folder fails with that error and nothing is noted.
 *
 * A write or a message is noted before it is done, a sync after it succeeded: what was answered counts as
 * answered a little early, what was synced counts as synced a little late. Both are the harder case.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { WRITE = 'w', TRUNCATE = 't', SYNC = 's', UNLINK = 'u', RENAME = 'r', SEND = 'a' };

static char folder[PATH_MAX];
static size_t folder_length;
static int log_descriptor = -1;
static const char *fault_file;
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_send)(int, const void *, size_t, int);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_unlink)(const char *);
static int (*real_rename)(const char *, const char *);

__attribute__((constructor)) static void begin(void) {
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_send = dlsym(RTLD_NEXT, "send");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_rename = dlsym(RTLD_NEXT, "rename");
    const char *where = getenv("POWER_CUT_FOLDER"), *log = getenv("POWER_CUT_LOG");
    /* A copy: a server that writes its title over its environment would take the path away. */
    const char *fault_told = getenv("POWER_CUT_FAULT");
    fault_file = fault_told ? strdup(fault_told) : NULL;
    if (where && log && realpath(where, folder)) {
        folder_length = strlen(folder);
        log_descriptor = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
}

static int is_ours(const char *path) {
    return log_descriptor >= 0 && strncmp(path, folder, folder_length) == 0 &&
           (path[folder_length] == '/' || path[folder_length] == '\0');
}

/* Puts the path of a descriptor into `path`; false when it is no file of the folder. */
static int ours(int descriptor, char *path) {
    if (log_descriptor < 0) return 0;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = '\0';
    return is_ours(path);
}

/* The error that writes meet at this moment; 0 when the disk is well. */
static int fault(void) {
    char text[8] = {0};
    if (!fault_file) return 0;
    int descriptor = open(fault_file, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return 0;
    ssize_t length = read(descriptor, text, sizeof text - 1);
    close(descriptor);
    return length > 0 ? atoi(text) : 0;
}

static void note(char kind, const char *path, uint64_t offset, const void *data, uint32_t length) {
    const char *name = strlen(path) > folder_length ? path + folder_length + 1 : "";
    uint16_t name_length = (uint16_t)strlen(name);
    size_t size = 1 + 2 + 8 + 4 + (size_t)name_length + length;
    char *record = malloc(size), *at = record;
    if (!record) abort();
    *at++ = kind;
    memcpy(at, &name_length, 2), at += 2;
    memcpy(at, &offset, 8), at += 8;
    memcpy(at, &length, 4), at += 4;
    memcpy(at, name, name_length), at += name_length;
    if (length) memcpy(at, data, length);
    /* A measurement that lost a record would prove nothing. */
    if (syscall(SYS_write, log_descriptor, record, size) != (long)size) abort();
    free(record);
}

#define WHEN_OURS(descriptor, done, noted)            \
    char path[PATH_MAX];                              \
    if (!ours(descriptor, path)) return done;         \
    if ((errno = fault())) return -1;                 \
    pthread_mutex_lock(&one_at_a_time);               \
    noted;                                            \
    pthread_mutex_unlock(&one_at_a_time);             \
    return result

ssize_t pwrite64(int descriptor, const void *data, size_t length, off_t offset) {
    ssize_t result;
    WHEN_OURS(descriptor, real_pwrite(descriptor, data, length, offset),
              note(WRITE, path, (uint64_t)offset, data, (uint32_t)length);
              result = real_pwrite(descriptor, data, length, offset));
}

ssize_t pwrite(int descriptor, const void *data, size_t length, off_t offset) {
    return pwrite64(descriptor, data, length, offset);
}

ssize_t write(int descriptor, const void *data, size_t length) {
    ssize_t result;
    WHEN_OURS(descriptor, real_write(descriptor, data, length),
              off_t here = lseek(descriptor, 0, SEEK_CUR);
              note(WRITE, path, (uint64_t)here, data, (uint32_t)length);
              result = real_write(descriptor, data, length));
}

int ftruncate64(int descriptor, off_t length) {
    int result;
    WHEN_OURS(descriptor, real_ftruncate(descriptor, length), note(TRUNCATE, path, (uint64_t)length, "", 0);
              result = real_ftruncate(descriptor, length));
}

int ftruncate(int descriptor, off_t length) { return ftruncate64(descriptor, length); }

int fsync(int descriptor) {
    int result;
    WHEN_OURS(descriptor, real_fsync(descriptor), result = real_fsync(descriptor);
              if (result == 0) note(SYNC, path, 0, "", 0));
}

int fdatasync(int descriptor) {
    int result;
    WHEN_OURS(descriptor, real_fdatasync(descriptor), result = real_fdatasync(descriptor);
              if (result == 0) note(SYNC, path, 0, "", 0));
}

int unlink(const char *path) {
    char whole[PATH_MAX];
    if (!realpath(path, whole) || !is_ours(whole)) return real_unlink(path);
    pthread_mutex_lock(&one_at_a_time);
    note(UNLINK, whole, 0, "", 0);
    int result = real_unlink(path);
    pthread_mutex_unlock(&one_at_a_time);
    return result;
}

int rename(const char *from, const char *to) {
    char whole[PATH_MAX];
    if (!realpath(from, whole) || !is_ours(whole)) return real_rename(from, to);
    pthread_mutex_lock(&one_at_a_time);
    const char *name = strrchr(to, '/');
    name = name ? name + 1 : to;
    note(RENAME, whole, 0, name, (uint32_t)strlen(name));
    int result = real_rename(from, to);
    pthread_mutex_unlock(&one_at_a_time);
    return result;
}

ssize_t send(int descriptor, const void *data, size_t length, int flags) {
    if (log_descriptor < 0) return real_send(descriptor, data, length, flags);
    pthread_mutex_lock(&one_at_a_time);
    note(SEND, folder, 0, data, (uint32_t)length);
    pthread_mutex_unlock(&one_at_a_time);
    return real_send(descriptor, data, length, flags);
}

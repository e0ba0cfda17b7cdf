/* Test only: logs in order whatever a process does to the files of one folder (VIGIL_LOG_FOLDER) into VIGIL_LOG_FILE,
 * preloaded with LD_PRELOAD. While VIGIL_STALL_FILE exists, the disk answers nothing, and VIGIL_STALLED_FILE says so. A file is named by its inode, so that a rename does not lose it.
 * Entry: op u8, name length u16, inode u64, offset u64, length u64, then name, then bytes; little-endian, packed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

struct __attribute__((packed)) head { uint8_t op; uint16_t name_length; uint64_t inode, offset, length; };
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;

static const char *in_folder(const char *path) {
  const char *folder = getenv("VIGIL_LOG_FOLDER");
  size_t length = folder ? strlen(folder) : 0;
  if (!length || strncmp(path, folder, length) || (path[length] && path[length] != '/')) return NULL;
  return path[length] ? path + length + 1 : "";
}
static void put(char op, uint64_t inode, uint64_t offset, const char *name, const void *bytes, uint64_t length) {
  if (!getenv("VIGIL_LOG_FILE")) return;
  if (log_fd < 0) log_fd = syscall(SYS_openat, AT_FDCWD, getenv("VIGIL_LOG_FILE"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  struct head head = {(uint8_t)op, (uint16_t)strlen(name), inode, offset, length};
  struct iovec parts[3] = {{&head, sizeof head}, {(void *)name, strlen(name)}, {(void *)bytes, bytes ? length : 0}};
  if (syscall(SYS_writev, log_fd, parts, 3) < (long)sizeof head) abort();
}
/* Whether an open file lies in the folder; out: its inode. */
static int ours(int fd, uint64_t *inode) {
  char link[32], path[PATH_MAX + 1];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX);
  struct stat status;
  if (length < 0 || (path[length] = 0, !in_folder(path)) || fstat(fd, &status)) return 0;
  *inode = status.st_ino;
  return 1;
}
static void wait_while_stalled(void) {
  const char *stall = getenv("VIGIL_STALL_FILE"), *stalled = getenv("VIGIL_STALLED_FILE");
  if (!stall || access(stall, F_OK)) return;
  if (stalled) close(syscall(SYS_openat, AT_FDCWD, stalled, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  while (!access(stall, F_OK)) usleep(2000);
}
#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
#define LOGGED(fd, call, op, offset, bytes, length) \
  uint64_t inode; if (!ours(fd, &inode)) return call; \
  wait_while_stalled(); \
  pthread_mutex_lock(&order); __typeof__(call) result = call; \
  if (result >= 0) put(op, inode, offset, "", bytes, length); \
  pthread_mutex_unlock(&order); return result;

#define OPEN(name) int name(const char *path, int flags, ...) { \
  REAL(name); va_list rest; va_start(rest, flags); int mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, int) : 0; va_end(rest); \
  const char *file = in_folder(path); if (!file || !*file || !(flags & O_CREAT)) return real(path, flags, mode); \
  pthread_mutex_lock(&order); int fd = real(path, flags, mode); struct stat status; \
  if (fd >= 0 && !fstat(fd, &status)) { put('c', status.st_ino, 0, file, NULL, 0); if (flags & O_TRUNC) put('t', status.st_ino, 0, "", NULL, 0); } \
  pthread_mutex_unlock(&order); return fd; }
OPEN(open) OPEN(open64)
#define PWRITE(name) ssize_t name(int fd, const void *bytes, size_t length, off_t at) { REAL(name); LOGGED(fd, real(fd, bytes, length, at), 'w', at, bytes, (uint64_t)result) }
PWRITE(pwrite) PWRITE(pwrite64)
ssize_t write(int fd, const void *bytes, size_t length) { REAL(write); LOGGED(fd, real(fd, bytes, length), 'w', (uint64_t)lseek(fd, 0, SEEK_CUR) - result, bytes, (uint64_t)result) }
#define TRUNCATE(name) int name(int fd, off_t length) { REAL(name); LOGGED(fd, real(fd, length), 't', 0, NULL, (uint64_t)length) }
TRUNCATE(ftruncate) TRUNCATE(ftruncate64)
#define SYNC(name) int name(int fd) { REAL(name); LOGGED(fd, real(fd), 's', 0, NULL, 0) }
SYNC(fsync) SYNC(fdatasync)
int unlink(const char *path) {
  REAL(unlink); const char *file = in_folder(path); if (!file) return real(path);
  pthread_mutex_lock(&order); int result = real(path); if (!result) put('u', 0, 0, file, NULL, 0);
  pthread_mutex_unlock(&order); return result;
}
int rename(const char *from, const char *to) {
  REAL(rename); const char *old = in_folder(from), *fresh = in_folder(to); if (!old || !fresh) return real(from, to);
  pthread_mutex_lock(&order); int result = real(from, to); if (!result) put('r', 0, 0, old, fresh, strlen(fresh));
  pthread_mutex_unlock(&order); return result;
}

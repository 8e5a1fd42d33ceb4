/* SQLite, the casts that its header hides in macros, and lstat for looking at the file first. */
#ifndef GATEHOUSE_CSQLITE_H
#define GATEHOUSE_CSQLITE_H

#include <sqlite3.h>
#include <errno.h>
#include <sys/stat.h>

/* The bytes are copied by SQLite before the call returns. */
static inline int gh_bind_text(sqlite3_stmt *s, int i, const void *bytes, int count) {
    return sqlite3_bind_text(s, i, (const char *)bytes, count, SQLITE_TRANSIENT);
}
static inline int gh_bind_blob(sqlite3_stmt *s, int i, const void *bytes, int count) {
    return sqlite3_bind_blob(s, i, bytes, count, SQLITE_TRANSIENT);
}

/* 0 for a regular file that not everybody may write, EPERM for any other file, or why it cannot be looked at. */
static inline int gh_inspect(const char *path) {
    struct stat found;
    if (lstat(path, &found) != 0) return errno;
    return S_ISREG(found.st_mode) && !(found.st_mode & S_IWOTH) ? 0 : EPERM;
}

#endif

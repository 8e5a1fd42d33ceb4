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

#define GH_NO_REGULAR_FILE (-1)
#define GH_WRITABLE_FILE (-2)
#define GH_WRITABLE_FOLDER (-3)
#define GH_FOREIGN_FILE (-4)

/* 0 for a regular file of root or of its folder's owner where not everybody may write, what it is instead, or why it
 * cannot be looked at. */
static inline int gh_inspect(const char *path, const char *folder) {
    struct stat place, found;
    if (stat(folder, &place) != 0) return errno;
    if (place.st_mode & S_IWOTH) return GH_WRITABLE_FOLDER;
    if (lstat(path, &found) != 0) return errno;
    if (!S_ISREG(found.st_mode)) return GH_NO_REGULAR_FILE;
    if (found.st_mode & S_IWOTH) return GH_WRITABLE_FILE;
    return found.st_uid == 0 || found.st_uid == place.st_uid ? 0 : GH_FOREIGN_FILE;
}

#endif

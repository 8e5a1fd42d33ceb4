/* SQLite, and the casts that its header hides in macros. */
#ifndef GATEHOUSE_CSQLITE_H
#define GATEHOUSE_CSQLITE_H

#include <sqlite3.h>

/* The bytes are copied by SQLite before the call returns. */
static inline int gh_bind_text(sqlite3_stmt *s, int i, const void *bytes, int count) {
    return sqlite3_bind_text(s, i, (const char *)bytes, count, SQLITE_TRANSIENT);
}
static inline int gh_bind_blob(sqlite3_stmt *s, int i, const void *bytes, int count) {
    return sqlite3_bind_blob(s, i, bytes, count, SQLITE_TRANSIENT);
}

#endif

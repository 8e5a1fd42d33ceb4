#include <stddef.h>
#include <stdint.h>

/// libFuzzer's driver: calls `one_input` with input after input until an option or a finding ends it.
int LLVMFuzzerRunDriver(int *count, char ***words, int (*one_input)(const uint8_t *octets, size_t count));

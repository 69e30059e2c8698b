/* Only in builds for the thread sanitizer: it keeps a stack of its own per thread, which it mends where it sees a longjmp.
 * Debian's Lua leaves by this checked form of it, which the sanitizer does not watch. */
#include "../internal.h"

#if PERILUNE_THREAD_SANITIZER

_Noreturn void __longjmp_chk(jmp_buf target, int value);

void __longjmp_chk(jmp_buf target, int value) { longjmp(target, value); }

#endif

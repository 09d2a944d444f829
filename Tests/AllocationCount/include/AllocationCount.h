#pragma once
#include <stdbool.h>

/// Whether allocations can be counted in this process: with glibc, and without a sanitizer, which replaces malloc itself.
bool allocation_count_is_possible(void);

/// Begins to count the allocations of the calling thread, from 0.
void allocation_count_begin(void);

/// Ends it and says how many there were.
unsigned long allocation_count_end(void);

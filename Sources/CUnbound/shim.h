/* libunbound: the validating resolver. */
#ifndef GATEHOUSE_CUNBOUND_H
#define GATEHOUSE_CUNBOUND_H

#include <unbound.h>

#endif

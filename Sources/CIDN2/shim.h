/* libidn2: IDNA2008. */
#ifndef GATEHOUSE_CIDN2_H
#define GATEHOUSE_CIDN2_H

#include <idn2.h>

#endif

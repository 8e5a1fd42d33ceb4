/* libxml2, xmlsec1 on OpenSSL, zlib. SwiftPM drops pkg-config's -D flags, so they stand here. */
#ifndef GATEHOUSE_CXMLSEC_H
#define GATEHOUSE_CXMLSEC_H

#define XMLSEC_CRYPTO_OPENSSL 1
#define XMLSEC_NO_CRYPTO_DYNAMIC_LOADING 1
#define XMLSEC_NO_SIZE_T 1
#define XMLSEC_NO_GOST 1
#define XMLSEC_NO_GOST2012 1
#define XMLSEC_OPENSSL3_ENGINES 1

/* libxml2 may be built with ICU, whose types are not the ones of Foundation's own ICU. Without this, a Swift module could
   not use both. It hides two fields at the end of xmlCharEncodingHandler, a type that is never made or read here. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/c14n.h>
#include <xmlsec/xmlsec.h>
#include <xmlsec/xmltree.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlenc.h>
#include <xmlsec/crypto.h>
#include <xmlsec/errors.h>
#include <xmlsec/keys.h>
#include <xmlsec/transforms.h>
#include <xmlsec/buffer.h>
#include <xmlsec/openssl/app.h>
#include <xmlsec/openssl/crypto.h>
#include <xmlsec/openssl/evp.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <zlib.h>

/* A distinguished name as RFC 2253 writes it, in UTF-8. The flags are macros that Swift cannot read. */
static const unsigned long gatehouse_name_flags = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;

#endif

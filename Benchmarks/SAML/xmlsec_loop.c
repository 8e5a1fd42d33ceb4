/* The reference: what libxml2 and libxmlsec1 cost when they are used without a mistake and without a rule. Parses,
 * decrypts, and verifies every signature with a bare public key that was loaded before. Nothing of SAML is checked.
 *
 *     xmlsec_loop FOLDER */
#include "worker.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <openssl/pem.h>
#include <xmlsec/crypto.h>
#include <xmlsec/errors.h>
#include <xmlsec/keysmngr.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlenc.h>
#include <xmlsec/xmlsec.h>
#include <xmlsec/xmltree.h>

static const xmlChar SAML[] = "urn:oasis:names:tc:SAML:2.0:assertion";
static xmlSecKeyPtr provider_key;
static xmlSecKeysMngrPtr own_keys;

static void say_nothing(const char *file, int line, const char *function, const char *object, const char *subject,
                        int reason, const char *message) {
    (void)file, (void)line, (void)function, (void)object, (void)subject, (void)reason, (void)message;
}

/* The key without its certificate, which xmlsec would decode again for every signature. */
static xmlSecKeyPtr public_key(file pem) {
    BIO *input = BIO_new_mem_buf(pem.octets, pem.count), *output = BIO_new(BIO_s_mem());
    X509 *certificate = PEM_read_bio_X509(input, NULL, NULL, NULL);
    char *octets;
    if (!certificate || !PEM_write_bio_PUBKEY(output, X509_get0_pubkey(certificate))) exit(2);
    long count = BIO_get_mem_data(output, &octets);
    xmlSecKeyPtr key = xmlSecCryptoAppKeyLoadMemory((xmlSecByte *)octets, count, xmlSecKeyDataFormatPem, NULL, NULL, NULL);
    X509_free(certificate);
    BIO_free(input);
    BIO_free(output);
    return key;
}

static int is_signature_valid(xmlNodePtr element) {
    xmlNodePtr signature = xmlSecFindChild(element, xmlSecNodeSignature, xmlSecDSigNs);
    if (!signature) return 0;
    xmlSecDSigCtxPtr context = xmlSecDSigCtxCreate(NULL);
    context->signKey = xmlSecKeyDuplicate(provider_key);
    int is_valid = xmlSecDSigCtxVerify(context, signature) == 0 && context->status == xmlSecDSigStatusSucceeded;
    xmlSecDSigCtxDestroy(context);
    return is_valid;
}

static int decrypt(xmlNodePtr wrapping) {
    xmlNodePtr data = xmlSecFindChild(wrapping, xmlSecNodeEncryptedData, xmlSecEncNs);
    xmlSecEncCtxPtr context = xmlSecEncCtxCreate(own_keys);
    int is_done = data && xmlSecEncCtxDecrypt(context, data) == 0 && context->result;
    xmlSecEncCtxDestroy(context);
    return is_done;
}

static int accepts(const file *message) {
    static const xmlChar *const ids[] = {BAD_CAST "ID", NULL};
    xmlDocPtr document = xmlReadMemory(message->octets, message->count, NULL, NULL,
                                       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (!document) return 0;
    xmlNodePtr root = xmlDocGetRootElement(document);
    xmlNodePtr wrapping = xmlSecFindChild(root, BAD_CAST "EncryptedAssertion", SAML);
    int is_valid = !wrapping || decrypt(wrapping);
    xmlSecAddIDs(document, root, (const xmlChar **)ids);
    xmlNodePtr assertion = xmlSecFindChild(wrapping ? wrapping : root, BAD_CAST "Assertion", SAML);
    if (is_valid && xmlSecFindChild(root, xmlSecNodeSignature, xmlSecDSigNs)) is_valid = is_signature_valid(root);
    is_valid = is_valid && assertion && is_signature_valid(assertion);
    xmlFreeDoc(document);
    return is_valid;
}

int main(int count, char **words) {
    if (count != 2) return 2;
    folder = words[1];
    xmlInitParser();
    if (xmlSecInit() < 0 || xmlSecCryptoAppInit(NULL) < 0 || xmlSecCryptoInit() < 0) return 2;
    xmlSecErrorsSetCallback(say_nothing);
    provider_key = public_key(read_file("idp.crt"));
    char path[4096];
    snprintf(path, sizeof path, "%s/sp.key", folder);
    xmlSecKeyPtr key = xmlSecCryptoAppKeyLoad(path, xmlSecKeyDataFormatPem, NULL, NULL, NULL);
    own_keys = xmlSecKeysMngrCreate();
    if (!provider_key || !key || xmlSecCryptoAppDefaultKeysMngrInit(own_keys) < 0
        || xmlSecCryptoAppDefaultKeysMngrAdoptKey(own_keys, key) < 0)
        return 2;
    return serve("xmlsec", "libxmlsec1 " XMLSEC_VERSION ", libxml2 " LIBXML_DOTTED_VERSION, "xml", accepts);
}

/* Lasso from C, as mod_auth_mellon uses it, with the checks it leaves to the service provider.
 *
 *     lasso_loop FOLDER */
#include "worker.h"

#include <lasso/lasso.h>
#include <lasso/saml-2.0/saml2_helper.h>
#include <lasso/xml/saml-2.0/saml2_assertion.h>
#include <lasso/xml/saml-2.0/samlp2_authn_request.h>

static const char SP[] = "https://sp.example.org/saml/metadata", ACS[] = "https://sp.example.org/saml/acs",
                  REQUEST[] = "_req4fc2a6b1c0de4f5f9d7a1b3c5e7f9a0b2c4d6e8f";
static LassoServer *server;

static int is_for_us(LassoSaml2Assertion *assertion) {
    return assertion->Subject && assertion->Subject->SubjectConfirmation
        && assertion->Subject->SubjectConfirmation->SubjectConfirmationData
        && !g_strcmp0(assertion->Subject->SubjectConfirmation->SubjectConfirmationData->Recipient, ACS)
        && !g_strcmp0(lasso_saml2_assertion_get_in_response_to(assertion), REQUEST)
        && lasso_saml2_assertion_validate_conditions(assertion, SP) == LASSO_SAML2_ASSERTION_VALID
        && lasso_saml2_assertion_validate_time_checks(assertion, 0, 0) == LASSO_SAML2_ASSERTION_VALID;
}

static int accepts(const file *message) {
    LassoLogin *login = lasso_login_new(server);
    LassoNode *request = lasso_samlp2_authn_request_new();
    LASSO_SAMLP2_REQUEST_ABSTRACT(request)->ID = g_strdup(REQUEST);
    LASSO_PROFILE(login)->request = request;
    int is_accepted = 0;
    if (lasso_login_process_authn_response_msg(login, message->octets) == 0 && lasso_login_accept_sso(login) == 0) {
        LassoNode *assertion = lasso_login_get_assertion(login);
        if (assertion) {
            is_accepted = is_for_us(LASSO_SAML2_ASSERTION(assertion));
            g_object_unref(assertion);
        }
    }
    lasso_login_destroy(login);
    return is_accepted;
}

int main(int count, char **words) {
    if (count != 2) return 2;
    folder = words[1];
    lasso_init();
    server = lasso_server_new_from_buffers(
        read_file("sp-metadata.xml").octets, read_file("sp.key").octets, NULL, read_file("sp.crt").octets);
    char path[4096];
    snprintf(path, sizeof path, "%s/sp.key", folder);
    if (!server || lasso_server_set_encryption_private_key(server, path)
        || lasso_server_add_provider_from_buffer(
               server, LASSO_PROVIDER_ROLE_IDP, read_file("idp-metadata.xml").octets, NULL, NULL))
        return 2;
    return serve("lasso", "Lasso from C", "b64", accepts);
}

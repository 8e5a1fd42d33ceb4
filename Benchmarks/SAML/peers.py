"""A contender in Python, or a command, as a worker.

    peers.py python3-saml|pysaml2|xmlsec1|gatehouse FOLDER

Proves each case, says "ready NAME | VERSION | CASES", and for every line "CASE N" verifies that message N times and
answers "WALL_NS CPU_NS", the processor time with that of its children. The two commands run once for each message.
"""
import importlib.metadata
import logging
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time
import warnings

import names

FOLDER = pathlib.Path(sys.argv[2])
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"


def certificate(name):
    return "".join(line for line in (FOLDER / name).read_text().splitlines() if "-----" not in line)


def python3_saml():
    """Its settings object is made once, as a service that cares for speed does."""
    from onelogin.saml2.response import OneLogin_Saml2_Response
    from onelogin.saml2.settings import OneLogin_Saml2_Settings

    settings = OneLogin_Saml2_Settings({
        "strict": True,
        "sp": {"entityId": names.SP, "assertionConsumerService": {"url": names.ACS, "binding": POST},
               "x509cert": certificate("sp.crt"), "privateKey": certificate("sp.key")},
        "idp": {"entityId": names.IDP, "x509cert": certificate("idp.crt"),
                "singleSignOnService": {"url": "https://idp.example.org/sso", "binding": POST}},
        "security": {"wantAssertionsSigned": True, "wantNameId": True}})
    request = {"http_host": "sp.example.org", "script_name": "/saml/acs", "https": "on", "get_data": {}, "post_data": {}}

    def accepts(name):
        response = OneLogin_Saml2_Response(settings, posted(name))
        return response.is_valid(request, request_id=names.REQUEST) and response.get_nameid() == names.PERSON \
            and bool(response.get_attributes())

    return accepts, list(names.CASES), "python3-saml " + importlib.metadata.version("python3-saml")


def pysaml2():
    from saml2.client import Saml2Client
    from saml2.config import SPConfig

    pair = {"key_file": str(FOLDER / "sp.key"), "cert_file": str(FOLDER / "sp.crt")}
    client = Saml2Client(config=SPConfig().load({
        "entityid": names.SP, "xmlsec_binary": shutil.which("xmlsec1"), "allow_unknown_attributes": True,
        "encryption_keypairs": [pair], "metadata": {"local": [str(FOLDER / "idp-metadata.xml")]}, **pair,
        "service": {"sp": {"endpoints": {"assertion_consumer_service": [(names.ACS, POST)]}, "allow_unsolicited": False,
                           "want_assertions_signed": True, "want_response_signed": False}}}))

    def accepts(name):
        try:
            response = client.parse_authn_request_response(posted(name), POST, outstanding={names.REQUEST: "/"})
        except Exception:  # It has no common type for refusals.
            return False
        return response is not None and response.name_id.text == names.PERSON and bool(response.ava)

    return accepts, list(names.CASES), "pysaml2 " + importlib.metadata.version("pysaml2")


def command(words, cases, version):
    def accepts(name):
        null = os.open(os.devnull, os.O_RDWR)
        child = os.posix_spawn(words[0], [word.format(FOLDER / f"{name}.xml") for word in words], os.environ,
                               file_actions=[(os.POSIX_SPAWN_DUP2, null, number) for number in range(3)])
        os.close(null)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0

    return accepts, cases, version


def xmlsec1():
    """Signature only, and only the first one: messages with one signature are comparable."""
    program = shutil.which("xmlsec1")
    ids = [word for name in (f"{names.SAML}:Assertion", f"{names.SAMLP}:Response") for word in ("--id-attr:ID", name)]
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return command([program, "--verify", *ids, "--pubkey-cert-pem", str(FOLDER / "idp.crt"), "{}"],
                   ["one", "large"], version)


def gatehouse():
    """`gatehouse assertion verify`, every rule."""
    program = os.environ["GATEHOUSE_BINARY"]
    return command([program, "assertion", "verify", "--response", "{}", "--idp-metadata", str(FOLDER / "idp-metadata.xml"),
                    "--sp-entity-id", names.SP, "--acs-url", names.ACS, "--request-id", names.REQUEST,
                    "--decryption-key", str(FOLDER / "sp.key")], list(names.CASES), program)


def posted(name):
    return POSTED[name]


def processor_time():
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return int(1e9 * (own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime))


warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
POSTED = {file.stem: file.read_text() for file in FOLDER.glob("*.b64")}
contender = sys.argv[1]
accepts, cases, version = {
    "python3-saml": python3_saml, "pysaml2": pysaml2, "xmlsec1": xmlsec1, "gatehouse": gatehouse}[contender]()
proved = [case for case in cases if accepts(case) and not accepts(case + "-bad")]
print("ready", contender, "|", version, "|", *proved, flush=True)
for line in sys.stdin:
    case, count = line.split()
    wall, cpu = time.perf_counter_ns(), processor_time()
    for _ in range(int(count)):
        if not accepts(case):
            sys.exit(f"{case} was refused during the measurement")
    print(time.perf_counter_ns() - wall, processor_time() - cpu, flush=True)

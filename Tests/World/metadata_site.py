"""Where the identity provider publishes its metadata: an HTTPS server with a certificate of the host's own authority."""
import os
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from . import host
from .processes import run

FOLDER = "/var/lib/world/metadata-site"
AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"


class MetadataSite:
    """Serves `document`, or a redirect to `redirect`, to whoever asks."""

    def __init__(self):
        self.document, self.redirect = "", None
        self.server = None

    @property
    def url(self):
        return f"https://localhost:{self.server.server_address[1]}/metadata"

    def start(self):
        os.makedirs(FOLDER)
        trust, key = (f"{FOLDER}/authority.{kind}" for kind in ("crt", "key"))
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=authority",
            "-keyout", key, "-out", trust)
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE",
            "-CA", trust, "-CAkey", key, "-keyout", f"{FOLDER}/site.key", "-out", f"{FOLDER}/site.crt")
        with open(trust) as file:
            host.append(AUTHORITIES, file.read())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{FOLDER}/site.crt", f"{FOLDER}/site.key")
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def _handler(self):
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(302 if site.redirect else 200)
                if site.redirect:
                    self.send_header("Location", site.redirect)
                body = b"" if site.redirect else site.document.encode()
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler

"""Where the identity provider publishes its metadata: an HTTPS server with a certificate of an authority of its own."""
import os
import shutil
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .processes import make_certificate, run

FOLDER = "/var/lib/world/metadata-site"
AUTHORITIES = "/usr/local/share/ca-certificates"


class MetadataSite:
    """Serves `document`, or a redirect to `redirect`, to whoever asks."""

    def __init__(self, folder=FOLDER):
        self.folder, self.authority = folder, f"{folder}/authority.crt"
        self.document, self.redirect = "", None
        self.server = None

    @property
    def url(self):
        return f"https://localhost:{self.server.server_address[1]}/metadata"

    def start(self):
        os.makedirs(self.folder)
        trust, key = self.authority, f"{self.folder}/authority.key"
        make_certificate("authority", key, trust)
        make_certificate("localhost", f"{self.folder}/site.key", f"{self.folder}/site.crt", "-CA", trust, "-CAkey", key,
                         "-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{self.folder}/site.crt", f"{self.folder}/site.key")
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def trust(self):
        """Makes this host believe the authority, as the README tells an administrator."""
        os.makedirs(AUTHORITIES, exist_ok=True)
        shutil.copyfile(self.authority, f"{AUTHORITIES}/{os.path.basename(self.folder)}.crt")
        run("update-ca-certificates")

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

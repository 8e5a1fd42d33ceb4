import CXMLSec

/// libxml2, xmlsec and OpenSSL, set up once in a process.
///
/// No keys manager is made: keys come from configuration alone, and the system's CA bundle is never loaded.
public enum XMLLibrary {
    private static let ready: Bool = {
        // SAFETY: the initialisers of the three libraries, called once, before any other of their functions,
        // under the lock of Swift's lazy globals.
        xmlInitParser()
        let started = xmlSecInit() == 0 && xmlSecOpenSSLAppInit(nil) == 0 && xmlSecOpenSSLInit() == 0
        // xmlsec prints what it dislikes to stderr unless told not to; a refusal is reported by its rule
        // instead.
        unsafe xmlSecErrorsSetCallback { _, _, _, _, _, _, _ in }
        return started
    }()

    /// Makes the libraries ready, which may open files the first time, and this thread's libxml2 silent. Called before each
    /// use; call it yourself before the process gives up its right to open files.
    public static func prepare() {
        precondition(ready, "libxmlsec1 cannot be initialised")
        // SAFETY: sets this thread's handler; the function pointer lives for the whole process.
        unsafe xmlSetStructuredErrorFunc(nil) { _, _ in }
    }
}

/// Where programs find the responder.
public enum UserdbService {
    /// The service's name, which is also the name of its socket.
    public static let name = "io.gatehouse.Login"
    /// The socket that nss-systemd looks for.
    public static let socketPath = "/run/systemd/userdb/" + name
}

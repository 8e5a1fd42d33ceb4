/// How programs find the responder.
public enum UserdbService {
    /// The service's name, which is also the name of its socket in `/run/systemd/userdb`.
    public static let name = "io.gatehouse.Login"
}

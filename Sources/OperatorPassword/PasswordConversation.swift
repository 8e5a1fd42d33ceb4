internal import CPAM
internal import Glibc

/// What PAM's modules say to the person, and what the person answers. An answer goes from the terminal into
/// memory that libpam takes over, and nowhere else; it is wiped before it is freed on every other way.
final class PasswordConversation {
    private let terminal: ControllingTerminal
    /// The person gave up.
    private(set) var wasCancelled = false

    init(_ terminal: ControllingTerminal) { self.terminal = terminal }

    typealias Messages = UnsafeMutablePointer<UnsafePointer<pam_message>?>
    typealias Responses = UnsafeMutablePointer<UnsafeMutablePointer<pam_response>?>

    /// PAM's conversation function; `context` is the unretained conversation.
    static let converse: @convention(c) (Int32, Messages?, Responses?, UnsafeMutableRawPointer?) -> Int32 = {
        (count, messages, responses, context) in
        guard count > 0, count <= PAM_MAX_NUM_MSG, let messages = unsafe messages,
            let responses = unsafe responses, let context = unsafe context
        else { return PAM_CONV_ERR }
        // SAFETY: `OperatorPassword` gave it to PAM and keeps it alive while PAM calls.
        let conversation = unsafe Unmanaged<PasswordConversation>.fromOpaque(context).takeUnretainedValue()
        return unsafe conversation.answer(Int(count), messages, responses)
    }

    private func answer(_ count: Int, _ messages: Messages, _ responses: Responses) -> Int32 {
        // SAFETY: as many zeroed records as messages, from malloc, as libpam frees them.
        guard let records = unsafe calloc(count, MemoryLayout<pam_response>.stride) else {
            return PAM_BUF_ERR
        }
        let answers = unsafe UnsafeMutableBufferPointer(
            start: records.bindMemory(to: pam_response.self, capacity: count), count: count)
        for index in 0..<count {
            // SAFETY: PAM gives `count` messages, each with a C string.
            guard let message = unsafe messages[index]?.pointee, let words = unsafe message.msg else {
                return unsafe giveUp(answers)
            }
            let text = unsafe String(cString: words)
            switch unsafe message.msg_style {
            case PAM_PROMPT_ECHO_OFF, PAM_PROMPT_ECHO_ON:
                unsafe answers[index].resp = unsafe ask(text, shown: message.msg_style == PAM_PROMPT_ECHO_ON)
                guard unsafe answers[index].resp != nil else {
                    wasCancelled = true
                    return unsafe giveUp(answers)
                }
            default: terminal.show(text + "\n")
            }
        }
        unsafe responses.pointee = answers.baseAddress
        return PAM_SUCCESS
    }

    /// One answer in memory from malloc, or `nil`.
    private func ask(_ question: String, shown: Bool) -> UnsafeMutablePointer<CChar>? {
        let size = Int(PAM_MAX_RESP_SIZE)
        // SAFETY: zeroed memory of `size` bytes, freed below or by libpam.
        guard let memory = unsafe calloc(size, 1) else { return nil }
        let line = unsafe memory.bindMemory(to: CChar.self, capacity: size)
        if shown {
            guard let text = terminal.ask(question), text.utf8.count < size else {
                unsafe free(memory)
                return nil
            }
            for (index, byte) in text.utf8.enumerated() { unsafe line[index] = CChar(bitPattern: byte) }
        } else if unsafe terminal.askSecretly(
            question, into: UnsafeMutableBufferPointer(start: line, count: size))
            == nil
        {
            unsafe free(memory)
            return nil
        }
        return unsafe line
    }

    private func giveUp(_ answers: UnsafeMutableBufferPointer<pam_response>) -> Int32 {
        for index in answers.indices {
            guard let line = unsafe answers[index].resp else { continue }
            // SAFETY: from `ask`, so of that size.
            unsafe gh_wipe(line, Int(PAM_MAX_RESP_SIZE))
            unsafe free(line)
        }
        unsafe free(answers.baseAddress)
        return PAM_CONV_ERR
    }
}

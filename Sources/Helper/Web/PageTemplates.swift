/// The pages' templates. Every value is escaped where it is put in; none is marked as safe.
enum PageTemplates {
    /// All of them, by name.
    static let all = [
        "layout": layout, "question": question, "address": address, "code": code, "refusal": refusal,
    ]

    private static let layout = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{{title}} · {{host}}</title>
        <style nonce="{{nonce}}">{{$style}}{{/style}}</style>
        </head>
        <body>
        <main>
        <h1>{{title}}</h1>
        {{$body}}{{/body}}
        </main>
        <footer>Gatehouse{{#reference}} · sign-in <b>{{reference}}</b>{{/reference}}</footer>
        </body>
        </html>
        """

    /// Who asked.
    private static let asker = """
        <p>Somebody asked <b>{{host}}</b> to let them in as <b>{{login}}</b>. Go on only if that was you, just now.</p>
        <dl>
        <dt>Account</dt><dd>{{login}}</dd>
        <dt>On</dt><dd>{{host}}</dd>
        <dt>Through</dt><dd>{{service}}</dd>
        <dt>From</dt><dd>{{from}}</dd>
        <dt>Asked at</dt><dd>{{time}}</dd>
        <dt>Sign-in</dt><dd>{{reference}}</dd>
        </dl>
        <p>Your terminal shows the same sign-in.</p>

        """

    private static let address = page(
        asker + """
            <form method="post" action="{{action}}">
            <label for="email">Your work e-mail address</label>
            <input id="email" name="email" type="email" autocomplete="email" required maxlength="320">
            <button type="submit">Continue</button>
            </form>
            <p class="soft">It tells where you sign in, and nothing else. If you did not ask, close this page: nobody gets in.</p>
            """)

    private static let question = page(
        asker + """
            <form method="post" action="{{action}}">
            <button type="submit">Continue to single sign-on</button>
            </form>
            <p class="soft">Afterwards this browser shows a code for your terminal. If you did not ask, close this page: nobody gets in.</p>
            """)

    private static let code = page(
        """
        <p>Type this code into the terminal in which you began.</p>
        <output id="code" aria-label="Code">{{code}}</output>
        <p class="warning" role="note"><b>Only into your own terminal.</b> It lets whoever has it in as <b>{{login}}</b> on <b>{{host}}</b>.
        Nobody will ever ask you for it: not by mail, chat or phone, and no website.</p>
        <dl>
        <dt>Asked from</dt><dd>{{from}}</dd>
        <dt>Valid until</dt><dd>{{until}}</dd>
        </dl>
        <p class="soft">The code works once. When the terminal has taken it, close this page.</p>
        """)

    private static let refusal = page(
        """
        <p role="alert">{{sentence}}</p>
        {{#reference}}<p class="soft">If you ask for help, name the sign-in <b>{{reference}}</b>.</p>{{/reference}}
        """)

    private static func page(_ body: String) -> String {
        "{{<layout}}{{$style}}" + pageStyle + "{{/style}}{{$body}}" + body + "{{/body}}{{/layout}}"
    }
}

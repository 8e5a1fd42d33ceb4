/// The one style sheet, inside every page: no other file is fetched.
let pageStyle = """
    :root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--paper:#fff;--ground:#f1f3f6;--line:#dde2e9;
    --accent:#1f5fbf;--on-accent:#fff;--warn:#fff4d6;--warn-ink:#5c4300;--warn-line:#e8c766}
    @media(prefers-color-scheme:dark){:root{--ink:#e8ecf2;--soft:#a3adbb;--paper:#1d232c;--ground:#12161c;--line:#343d4a;
    --accent:#8ab4f8;--on-accent:#0d1b2e;--warn:#3a3010;--warn-ink:#f7dd8d;--warn-line:#6d5a1c}}
    *{box-sizing:border-box}
    body{margin:0;min-height:100vh;display:flex;flex-direction:column;align-items:center;justify-content:center;padding:1.5rem;
    background:var(--ground);color:var(--ink);font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
    main{width:100%;max-width:30rem;background:var(--paper);border:1px solid var(--line);border-radius:1rem;padding:2rem}
    h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem;overflow-wrap:anywhere}
    p{margin:0 0 1rem}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1.25rem;margin:1.25rem 0;padding:1rem 0;
    border-block:1px solid var(--line)}
    dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere;font-weight:600}
    button{display:block;width:100%;padding:.85rem 1rem;border:0;border-radius:.6rem;background:var(--accent);
    color:var(--on-accent);font:inherit;font-weight:650;cursor:pointer}
    label{display:block;margin-bottom:.35rem;color:var(--soft)}
    input{display:block;width:100%;margin-bottom:1rem;padding:.75rem 1rem;border:1px solid var(--line);border-radius:.6rem;
    background:var(--ground);color:var(--ink);font:inherit}
    input:focus-visible{outline:3px solid var(--accent);outline-offset:1px}
    form+p{margin-top:1rem}
    button:hover{filter:brightness(1.08)}
    button:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
    #code{display:block;margin:1.25rem 0;padding:1.1rem .5rem;border:2px dashed var(--accent);border-radius:.75rem;text-align:center;
    font:700 clamp(1.6rem,8vw,2.4rem)/1.2 ui-monospace,"SF Mono",Menlo,Consolas,monospace;letter-spacing:.08em;user-select:all}
    .warning{padding:.85rem 1rem;border:1px solid var(--warn-line);border-radius:.6rem;background:var(--warn);color:var(--warn-ink)}
    .warning:last-child,p:last-child{margin-bottom:0}
    .soft{color:var(--soft);font-size:.9375rem}
    footer{margin-top:1rem;color:var(--soft);font-size:.875rem}
    """

/// The key of the messages of the corpus. Nobody has its private half any more.
let certificate = """
    -----BEGIN CERTIFICATE-----
    MIICtjCCAZ4CAQEwDQYJKoZIhvcNAQELBQAwITEfMB0GA1UEAwwWVGVzdCBpZGVu
    dGl0eSBwcm92aWRlcjAeFw0yMDAxMDEwMDAwMDBaFw00OTAzMjIwNDI2NDBaMCEx
    HzAdBgNVBAMMFlRlc3QgaWRlbnRpdHkgcHJvdmlkZXIwggEiMA0GCSqGSIb3DQEB
    AQUAA4IBDwAwggEKAoIBAQDRsPuzZs+39EKtWKZazZu/dnk0Jjoew650Tqz9mMon
    ugaLVhsOapwKeR3v9DE1DTZ+Ci0ez4VzOiuiLwsp16gqqYXkgd01lJKODrwFcG5g
    2MNA0RwhkXHIBfVkiD3qWbxhcUUX8gAm2y/WC8yBovXEIxwdNA6eQdtYoknrNOnD
    tDjyJjtRbPz2dXl1kCe0sP/Wt9YMQ5haW66YgMyEMryZRlyHj9zuohLUlFHwikQp
    qh3/czrIZvoDDxrpkwLNsgbYjigzSqo0Mb+3OvE+/zT5S+kVviDLqSsuXgOVh5pg
    u9iaNIiljz1342e8TDvGCQvY2cJLq5Y0JcAauOVF0eLpAgMBAAEwDQYJKoZIhvcN
    AQELBQADggEBACjBjypIOSwh0+svCT5GgSmf9eXJI+pL6wJdla8Sa7RZkL2bL8nf
    YQG3VnuHW+cJqIeLRJ1dN9wBQKfCXfZpujLMwANikhEaj60NhN7SbGBAZ+AzkQJX
    oj5M8Woch5UnHIPrKp6K1hb9xdoak87GeCI0DDk6vJlJfGsma+s73246FH+kJwiV
    dqV/xRoULi3h3IEBjgKRfC6oJQLbcXAEynRa38NAbBxLffwUANnSDLX/2YfhOKNF
    fVYLAxX2ZTeG4bBMIV/ZNsV8EbR4ABn3Tcez6ELyYLAhrsT1rRC7Lw6sLj4zggu2
    ZNKzzFxN3u5WQMbiqydBIXpzTF4IxlDp41U=
    -----END CERTIFICATE-----
    """

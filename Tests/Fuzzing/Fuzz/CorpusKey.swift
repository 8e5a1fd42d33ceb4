/// The keys of the messages of the corpus, made for it and used nowhere else.
enum CorpusKey {
    /// The identity provider's. Nobody has its private half any more.
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIICtjCCAZ4CAQEwDQYJKoZIhvcNAQELBQAwITEfMB0GA1UEAwwWVGVzdCBpZGVu
        dGl0eSBwcm92aWRlcjAeFw0yMDAxMDEwMDAwMDBaFw00OTAzMjIwNDI2NDBaMCEx
        HzAdBgNVBAMMFlRlc3QgaWRlbnRpdHkgcHJvdmlkZXIwggEiMA0GCSqGSIb3DQEB
        AQUAA4IBDwAwggEKAoIBAQC0bp6V5EIsn6aPaUJ4ZN8xk7lg1VztsZk+PdkFx4nh
        OGNaSMHIwTiFIyoiSZ/esmi5HxFDtlGLMWpIzNsul+cHBYsy3oX0YaTtVzMXpzcW
        cq3jM+JwlmyoA6LxCkkb95nhq9O/igf6UHuiYIx+H/6RcgqZrFeVx+2ZsLjTVqj5
        f7LP2Ub/4hWIqcer8QRcDCc81VSzbXcGiaoLzV8S5MZnY7EWD2XzgyV1IURvFnO5
        dJ1lwd/162vvVrXJaiAcNHGmBWNbhFwmkFzvN5RfAwtXyNf+9Y2SDCrG5u41wx9H
        q83ejZ1G76M4qn0cIyEVZeYy5RgNPh98SVK1NfKiLx8vAgMBAAEwDQYJKoZIhvcN
        AQELBQADggEBAFYnMONjTGM6vnXYTIbKNzpZc7kYC51B2ljn6zX8JbIv7lOuWEes
        eFqt6cVJJr2RJ/MllbTGfFveUDZ/Ph0Wp/2L8tPo+HAoMVEMb0l1SvPymXH3mUda
        6RDoNIHzKz/xwzxMXVreLTbESyaNRvue7iSagIa3XzAgHoG33+LtO43k7U8C6vl7
        PJ+J39MIzQgsv3Ty0cyQpbNQgfjgocTmDEqGiGxDru6e9ScTSzY809s8xWdPAsYM
        ssb51MqXQ70yGWetXKjDa9mKO1HJvYIyfGBCp2o4tfW9VHFchDEMAT1129e3jVRp
        oq4JfsiPWJASmXCs/4HNfUcXxiwj0H0812g=
        -----END CERTIFICATE-----
        """

    /// The service provider's, for encrypted assertions.
    static let recipient = """
        -----BEGIN PRIVATE KEY-----
        MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQCo5UNUxYhwq253
        Vlxs167mKi1dAjxvluFhIgeaRENTFK7TII7NDufh4OQKpICWlWslI7XQua3YPSfw
        wkewkqH8425Vu8U3+lhzd9bXrQ2E4t8BS8BtUhu2br0COgw5vMrVhkm3slhgyw1/
        8vO0LxUvxyXGIZCSeM1v8ingGXiA7DoRncdX4AV2uXt1Rwbxq6ev7Dempdq+/6TK
        kiLYYDw67Ea0Zm8MQCLeCzjWePVRT4zcZj7IihqLGKIdAdgL0MuzGSDglDkUz428
        WfjB8NipQkMJMBIYHpOX4otD+CyLuwde+i1+a8cwr3lUcHG/2DPjNBm/FsJm3CsX
        sSNtEKZxAgMBAAECggEAQ5/cSDZ5TWeOqPCmvBvV1yl/FVT+Xs3COxKVibKYZE0N
        PNK16qvzs3DIzewU4nY8OtgkBck6rrC567/WVYA4pNlpRaGTszilLsKGfr+3AISY
        NtweVYdBOlf3jMsyNvH9IuaMYKVjlonmw1rDMluBt6oc2Up6KPN+ijqjgqugILoN
        V/SD5BIU5KzNqxw0IQV76N+L871UImtlTNs9T5Ztdlj4Nc0Iuprk6ZU12XqeAYX4
        Wh3RIH+/CYAmRsnzsi0kdGsNNeKY9iGSZR7Ph1tZTIGzSzjV1IlUmwJD1MmWyJxE
        tFdddpf5slgv0+fzBn3MKSB0Vhj4FA9IOcwbx8HyOwKBgQDpk7pSfSY6G3EeETyl
        QpcW9VTP/sXgIFWEqbYe4GZaYlTBwGxfCyBhDaTGJ5wJgAzexYKDsxaqDfqXxh1I
        pXA8F9CxxYqbSx6wBg4IMiaOz/im2hqLVx5kklHptgcramyuWtO1rFM1AMJtyPH1
        wCuu5uS+zaeWaPw/g1UuVjtrqwKBgQC5G/SFY8vtE0v4nPFysO7PhjFemXezA4uW
        XNfgmuwBAjYU5NzN4yDYPj2lAJBuGfO2R1X13C4akiY2kEZdAmZyh0sDYGdqg3Aw
        Yb657ouxagB6ErjuuVI9QJbpGpLb8sjTQvfIdWVaJClVv1lTJDxkrzt2mwDwJg5H
        DNipXDg6UwKBgA+KDHNAcDKdcMEXVHmKHJMibyoHQRLQE+Bnif4z35tTv1/EdXE9
        REIwri2gpPjc0/5eFXi9iVx24Z0HSRt0JitZSkEJa1c5gCklvfk9nOMTYu92wx1S
        BmuacGij+4Yf5msTD9KeTErSahzzqWU4C6/vHHi1JdkT0vRGwHv8sKdRAoGAAK77
        vipaLGvv0eEyewvwNc/3CrRiXsTalRmOqoOn73EEphsaPaBjFKlWLO/NmLp7zeaB
        iMDhYrO7dGQf/mPt4Opi+oY2m4wUs/kIbUNWPLd5fPnouOjyRsugQwgYFrvUxgLv
        S0wzrZuIk4p7V/VAS9bhz1RPMpPRZa3EdwuiIYUCgYAZ+kjq1zDmFnPAFIP6NURX
        SO/WjxSdBexF7iXiia2BWQW3fAUUnF1GI1BADzBB6JSI8hQWwULRXmfTs1AuoLN8
        XK1uxAyZf5pfty17nAYe5FBh4g1jGlsc3VVu7il/GxQ0xaOShoVFsxyE2Yk//8Pu
        MOj5JMgcWGPOgmzdDSZ50w==
        -----END PRIVATE KEY-----
        """
}

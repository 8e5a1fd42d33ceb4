"""The world the demo and the end-to-end tests live in: a host with Gatehouse installed, its sshd, its name service,
an identity provider, a DNS server and people with browsers. It runs only on the private copy that `enter` makes."""

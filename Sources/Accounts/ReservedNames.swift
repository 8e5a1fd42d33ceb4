internal import Policy

/// Names that a new person never gets, whether or not this host uses them today: an account or a group of
/// that name has, or may get, rights of its own, and a person's own group carries their login name.
enum ReservedNames {
    static func contains(_ login: LoginName) -> Bool {
        names.contains(login.bytes) || prefixes.contains { login.bytes.starts(with: $0) }
    }

    private static let prefixes = ["systemd-", "gatehouse", "debian-", "pam-", "ssh-"].map { Array($0.utf8) }

    /// Accounts and groups of the system, of common services and images, and names that others take for an
    /// office.
    private static let names = Set(
        """
        abuse adm admin administrator alias all amanda anonymous ansible anybody anyone apache app apt
        audio avahi avahi-autoipd backup bin bind bluetooth caddy cdrom centos chrony cloud-user colord
        consul containerd core crontab cups daemon dbus debian deploy dialout dip disk dnsmasq docker
        dovecot ec2-user elasticsearch etcd everybody everyone exim fax fedora floppy ftp fwupd games gdm
        geoclue git gitlab gnats grafana group groups guest halt haproxy hostmaster http httpd incus info
        input irc jenkins kdm kmem kube kubernetes kvm landscape ldap libvirt libvirt-dnsmasq libvirt-qemu
        lightdm list lock log lp lpadmin lxd mail man memcache memcached messagebus mongodb mosquitto
        munin mysql nagios named netdev news nfsnobody nginx no-reply nobody nogroup none noreply nslcd
        ntp ntpd nut nvidia-persistenced oper operator oracle owner packer partimag pi plugdev podman
        polkitd pollinate postfix postgres postmaster powerdev prometheus proxy pulse puppet rabbitmq
        radius reboot redis render root rpc rpcuser rpm rtkit salt samba saned sasl scanner security self
        sgx shadow shutdown slurm smmsp snapd snmp solr squid src ssh sshd ssl sslcert staff stunnel sudo
        support suspend svn sync sys sysadmin syslog systemd tape tcpdump terraform test tftp tomcat tss
        tty ubuntu unbound upsd usbmux usbmuxd user users utmp uucp uuidd vagrant vault vboxusers video
        virtuser voice webmaster wheel whoopsie wireshark www www-data xen you zabbix zookeeper
        """.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) })
}

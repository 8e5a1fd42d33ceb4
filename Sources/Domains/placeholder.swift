enum DomainsPlaceholder {}

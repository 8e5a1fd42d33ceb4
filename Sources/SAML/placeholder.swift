enum SAMLPlaceholder {}

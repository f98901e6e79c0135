"""Service contracts: what is due, when it is invoiced, which visits it brings, how it renews."""

"""The customers' own space: accounts, messages, shared documents, signatures asked for."""

"""Care of what is kept: the nightly backup, and the lake's maintenance."""

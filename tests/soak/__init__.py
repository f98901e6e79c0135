"""What takes long: kept out of `make test`, run by `make test ARGS="-m soak"`."""

"""The `quarante` command: where everything is put together, and told in French to a person."""

"""The tests mirror the code: `operational/core/server.py` is tested in `tests/operational/core/test_server.py`."""

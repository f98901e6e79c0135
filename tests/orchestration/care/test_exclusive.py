"""One care at a time, and the next one as soon as it is over."""

from orchestration.care.exclusive import only_care


def test_one_care_follows_another_at_once(server_url: str) -> None:
    entered = 0
    for _ in range(300):
        with only_care(server_url):
            entered += 1
    assert entered == 300

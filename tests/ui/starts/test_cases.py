"""The prepared cases."""

from ui.starts.cases import CASES, current_case


def test_a_prepared_case_is_known_by_its_settings() -> None:
    for case in CASES.values():
        assert current_case(case.settings) is case
        assert current_case({**case.settings, "inits": ["farthest"], "starts": 50}) is case
        assert current_case({**case.settings, "k": 3}) is None
    assert current_case({}) is None

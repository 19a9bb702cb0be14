"""What holds for all tests."""

from hypothesis import HealthCheck, settings

# How long an example takes says nothing on a busy machine. In CI, Hypothesis has such a profile by itself.
if settings.get_current_profile_name() != "ci":
    settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("patient")

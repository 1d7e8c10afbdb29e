"""The files that start the product elsewhere start the same programs."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVICE = re.compile(r"^  (\w+):\n    <<: \*dialer\n    command: (.+)$", re.MULTILINE)


def test_the_containers_run_what_the_procfile_runs() -> None:
    lines = (ROOT / "Procfile").read_text().splitlines()
    processes = dict(line.split(": ", 1) for line in lines)
    assert dict(SERVICE.findall((ROOT / "compose.yaml").read_text())) == processes


def test_no_setting_of_the_environment_is_left_unsaid() -> None:
    from dialer.config import Settings

    known = {str(field.alias or name).upper() for name, field in Settings.model_fields.items()}
    said = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert said == known - {"SANDBOX_URL"}  # `dialer up` and `dialer sandbox` say that one themselves

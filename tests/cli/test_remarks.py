"""What libraries write by themselves is no part of an answer."""

import os
import pickle
import subprocess
import sys

import pytest

from selaras.cli import screen


def test_a_remark_of_a_library_goes_to_the_error_output(capfd: pytest.CaptureFixture[str]) -> None:
    with screen.remarks_apart():
        os.write(1, b"Solver: a remark\n")
    os.write(1, b"the answer\n")

    assert capfd.readouterr() == ("the answer\n", "Solver: a remark\n")


def test_a_remark_does_not_stand_between_the_second_process_and_its_answers() -> None:
    talking = (
        "import os, selaras.cli.beside as beside\n"
        "beside._Desk = type('Desk', (), {'answers': {'ask': lambda: os.write(1, b'a remark') and 42}})\n"
        "beside.serve()\n"
    )
    asked = pickle.dumps(("ask", ()))

    made = subprocess.run([sys.executable, "-c", talking], input=asked, capture_output=True, check=True)

    assert pickle.loads(made.stdout) == 42
    assert b"a remark" in made.stderr

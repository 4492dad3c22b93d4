"""What the bundled fonts cannot print is shown as missing, and breaks nothing."""

from selaras.documents.coverage import UNPRINTABLE, covered, printable, printable_content


def test_ordinary_names_are_left_alone():
    for name in ("Siti Nurhaliza, S.E.", "Andé Łukasz Ḥasan", "Ms. O’Neil – Jr."):
        assert printable(name) == name


def test_signs_without_a_glyph_become_a_hollow_square():
    assert printable("Budi 😀 李") == f"Budi {UNPRINTABLE} {UNPRINTABLE}"


def test_an_invisible_sign_that_turns_the_direction_of_writing_is_shown():
    assert printable("Budi\u202eidub") == f"Budi{UNPRINTABLE}idub"


def test_control_characters_never_reach_a_paper():
    assert printable("A\x07B") == f"A{UNPRINTABLE}B"
    assert printable("A\nB") == "A\nB"


def test_the_square_itself_can_be_printed():
    assert ord(UNPRINTABLE) in covered()


def test_content_is_made_printable_at_every_depth():
    content = {"a": ["x😀", {"b": "y😀"}], "n": 3, "none": None}

    assert printable_content(content) == {
        "a": [f"x{UNPRINTABLE}", {"b": f"y{UNPRINTABLE}"}],
        "n": 3,
        "none": None,
    }

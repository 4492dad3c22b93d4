"""Text of others on a screen: nothing in it moves the cursor, ends a line or turns the reading direction."""


def plain(text: str) -> str:
    """Return a text with a question mark for every sign that is not printed itself.

    Control characters, escape sequences, ends of lines, marks of direction and what has no width at all.

    >>> plain("SK\\r\\x1b[2K\\u202eP1")
    'SK??[2K?P1'
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def plain_lines(text: str) -> str:
    """Return a text of our own that names what others wrote; its lines stay lines.

    >>> plain_lines("Gagal:\\n\\x1b[1A")
    'Gagal:\\n?[1A'
    """
    return "\n".join(map(plain, text.split("\n")))

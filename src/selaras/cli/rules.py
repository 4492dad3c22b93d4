"""``selaras rules``: what was in force on a day, with its articles."""

from rich.table import Table

from selaras.actions.reference import rulebook_on
from selaras.cli import screen
from selaras.cli.words import Words
from selaras.core.errors import CoreError


def rules(*, on: str, topic: str | None, say: Words) -> int:
    """Print the rules; return 0, or 2 for a date or topic that is unknown."""
    wanted = screen.parse_day(on)
    if wanted is None:
        screen.err.print(say("bad_date", got=on), markup=False)
        return 2
    try:
        rulebook = rulebook_on(wanted)
    except CoreError as wrong:
        screen.tell_error(wrong, say)
        return 1
    known = sorted({rule.topic for rule in rulebook.rules})
    if topic is not None and topic not in known:
        screen.err.print(say("topic_unknown", topic=topic, known=", ".join(known)), markup=False)
        return 2
    table = Table(title=say("rules_title", day=screen.day(wanted, say)), expand=True)
    for key in ("rule", "says", "article", "certainty", "may_bar"):
        table.add_column(say(key), overflow="fold")
    for rule in rulebook.on_topic(topic):
        said = rule.statement_en if say.language == "en" else rule.statement_id
        sure = f"{say(rule.certainty.value)}, {say(rule.rule_class.value)}"
        bars = say("yes") if rule.may_gate else say("flags_only")
        table.add_row(rule.id, said, rule.article, sure, bars)
    screen.out.print(table, markup=False)
    return 0

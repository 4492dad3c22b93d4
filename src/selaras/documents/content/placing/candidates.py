"""Calon terdekat bagi tiap jabatan: up to three ranked persons for a post, those first who cost least."""

from selaras.core.placement.model import NOWHERE
from selaras.core.placement.offer import Candidate, PostTold
from selaras.documents import facts
from selaras.documents.content.placing.shown import Shown
from selaras.documents.content.placing.staying import loss_words


def rows(one: Shown, *, only_changed: bool) -> list[list[object]]:
    """Return a row for each post with somebody to compare.

    only_changed : only posts that get another holder, or stay empty and may be filled
    """
    return [
        _row(one, each)
        for each in one.offer.posts
        if not _has_one_only(each) and (not only_changed or _changes(one, each))
    ]


def without_others(one: Shown) -> str:
    """Return the posts that nobody but their proposed holder may have, with the holder."""
    those = [
        f"{one.cast.post(each.post)} ({one.cast.people[each.holder].name})"
        for each in one.offer.posts
        if _has_one_only(each)
    ]
    return f"Hanya satu pejabat yang boleh menduduki: {'; '.join(those)}." if those else ""


def _has_one_only(post: PostTold) -> bool:
    return post.holder != NOWHERE and [each.official for each in post.candidates] == [post.holder]


def _changes(one: Shown, post: PostTold) -> bool:
    if post.holder == NOWHERE:
        return post.goes_to_selection
    return one.cast.home[post.holder] != post.post


def _row(one: Shown, post: PostTold) -> list[object]:
    title = [one.cast.post(post.post)]
    if post.holder == NOWHERE:
        title.append("tetap lowong; seleksi terbuka" if post.goes_to_selection else "tetap lowong")
    candidates: list[object] = [_candidate(one, post, each) for each in post.candidates]
    candidates += [facts.NOTHING] * (3 - len(candidates))
    return [title, *candidates]


def _candidate(one: Shown, post: PostTold, each: Candidate) -> list[str]:
    match = facts.percent(each.worth.match) if each.worth.match is not None else "tanpa standar"
    told = "diusulkan" if each.official == post.holder else loss_words(one, each.loss)
    return [one.cast.people[each.official].name, f"{match}; {told}"]

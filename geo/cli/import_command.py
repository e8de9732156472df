"""``parkmap import`` and ``parkmap new --from``: files in, guesses out, questions asked."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geo.cli.progress import Progress
from geo.importing import Choices, carry_out, plan_import
from geo.importing.folders import files_in, is_about_sites
from geo.importing.opening import open_records
from geo.importing.plan_words import outcome_line, plan_lines, said
from geo.importing.said_answers import answer_of, system_of
from geo.importing.said_columns import as_role
from geo.problems import Place, Problem, errors
from geo.problems.reporting import reader_language
from geo.problems.texts import printable

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable
    from pathlib import Path

    from geo.importing import ImportPlan
    from geo.problems import Language
    from geo.sources.located import Doubt
    from geo.sources.records import Records

STOP = "q"
OPTIONS = {"name", "id", "category", "lon", "lat", "at"}
"""Roles that have an option of their own."""


def import_files(options: Namespace, say: Callable[[str], None]) -> list[Problem]:
    """Bring files into a project, one after the other.

    Returns
    -------
    list of Problem
        What was found; with an error among them, the file it is about was not brought in.
    """
    files, problems = files_in(options.files, options.into)
    if problems:
        return problems
    choices = choices_of(options)
    for path in files:
        # A table that comes in behind the places is about them.
        is_about = path != files[0] and is_about_sites(path)
        said = replace(choices, update=True) if is_about else choices
        must_meet = is_about and path not in options.files
        found = _import_one(path, options.into, said, options, say, must_meet=must_meet)
        problems += found
        if errors(found):
            break
    return problems


def choices_of(options: Namespace) -> Choices:
    """Give what the user has said on the command line."""
    return Choices(
        layer=options.layer,
        sheet=options.sheet,
        name=options.name,
        at=options.at,
        lon=options.lon,
        lat=options.lat,
        id=options.id,
        category=options.category,
        datum=options.datum,
        crs=options.crs,
        encoding=options.encoding,
        columns=dict(options.columns),
        headings=options.headings,
        update=options.update,
        theirs=options.theirs,
        keep_going=options.keep_going,
    )


def new_from(options: Namespace, say: Callable[[str], None]) -> list[Problem]:
    """Make a project of one's own files: whole, or not at all."""
    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return [Problem("folder-not-empty", Place(folder.as_posix()))]
    made = not folder.exists()
    options.into = folder
    try:
        problems = import_files(options, say)
    except BaseException:
        _take_away(folder, made=made)
        raise
    if errors(problems):
        _take_away(folder, made=made)
    return problems


def _take_away(folder: Path, *, made: bool) -> None:
    """Leave nothing of a project that could not be made; the folder was empty before."""
    if made:
        shutil.rmtree(folder, ignore_errors=True)
    elif folder.is_dir():
        for entry in folder.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def _import_one(
    path: Path, folder: Path, choices: Choices, options: Namespace, say: Callable[[str], None],
    *, must_meet: bool = False,
) -> list[Problem]:  # fmt: skip
    language = reader_language()
    with Progress("import") as progress:
        progress.step("reading")
        records, problems = open_records(path, choices)
        if records is None:
            return problems
        progress.step("planning")
        plan = plan_import(folder, records, choices)
    if _is_asked():
        plan, choices = _talk(plan, folder, records, choices, language)
    else:
        for line in plan_lines(plan, language):
            say(line)
    if must_meet and plan.sites and all(site.action == "new" for site in plan.sites):
        params = {"file": path.name, "first": printable((records.names or ["–"])[0])}
        plan.problems.append(Problem("import-meets-none", Place(path.as_posix()), params))
    failed = errors(plan.problems)
    if not failed and not plan.questions:
        say(outcome_line(plan, language))
        _tell_left(plan, records, say, language)
        if plan.categories:
            names = ", ".join(category.label for category in plan.categories)
            say(said("plan", "categories", language, names=names))
        files = ", ".join(sorted(_shown(path, folder) for path in plan.files)) or ""
        if not files:
            say(said("plan", "nothing", language))
        elif options.dry_run:
            say(said("plan", "would", language, files=files))
        else:
            with Progress("import") as progress:
                progress.step("writing")
                unwritten = carry_out(plan)
            if unwritten:
                return [*plan.problems, *unwritten]
            say(said("plan", "wrote", language, files=files))
    return plan.problems


def _shown(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()


def _tell_left(
    plan: ImportPlan, records: Records, say: Callable[[str], None], language: Language
) -> None:
    left = [site for site in plan.sites if site.action == "left" and site.row is not None]
    why = {problem.index: problem.message(language) for problem in reversed(plan.left_out)}
    for site in left[:20]:
        assert site.row is not None  # noqa: S101  only such are taken
        place = records.place_of(site.row, None)
        row = said("plan", "left_row", language, place=place, name=site.name or site.id)
        say(f"{row}: {why[site.row]}" if site.row in why else row)
    for problem in [one for one in plan.left_out if one.index is not None and one.index < 0][:20]:
        say(said("notes", "left", language, text=f"{problem.place}: {problem.message(language)}"))


def _is_asked() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def _talk(
    plan: ImportPlan, folder: Path, records: Records, choices: Choices, language: Language
) -> tuple[ImportPlan, Choices]:
    """Show what was guessed, ask what cannot be told, and let the user correct the rest."""
    answers: dict[str, str] = {}
    told: ImportPlan | None = None
    while True:
        if plan is not told:
            print(*plan_lines(plan, language), sep="\n", file=sys.stderr)
            told = plan
        if plan.questions:
            answer = _answer(plan.questions[0], language)
            if answer == STOP:
                return plan, choices
            if answer is None:
                continue
            answers[plan.questions[0].about] = answer
        else:
            if not errors(plan.problems):
                print(outcome_line(plan, language), file=sys.stderr)
            correction = _ask(said("plan", "correct", language))
            if not correction:
                return plan, choices
            corrected = _corrected(choices, correction)
            if corrected == choices:
                _tell_unclear(correction, language)
                continue
            if (corrected.datum, corrected.crs) != (choices.datum, choices.crs):
                # What is said last counts.
                answers = {about: said for about, said in answers.items() if about == "order"}
            choices = corrected
        plan = plan_import(folder, records, choices, answers=answers)


def _answer(question: Doubt, language: Language) -> str | None:
    """Ask a question: none for an answer that is not understood, ``q`` to go no further."""
    first = question.options[0] if question.options else ""
    options = " | ".join(question.options)
    prompt = said("questions", question.about, language, options=options, first=first)
    typed = _ask(prompt.replace(" []", "")) or first or STOP
    answer = STOP if typed == STOP else answer_of(question, typed)
    if answer is None:
        _tell_unclear(typed, language)
    return answer


def _ask(prompt: str) -> str:
    print(prompt, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        # The end of the input is no consent.
        raise KeyboardInterrupt
    return line.strip()


def _tell_unclear(typed: str, language: Language) -> None:
    print(said("plan", "unclear", language, typed=printable(typed)), file=sys.stderr)


def _corrected(choices: Choices, correction: str) -> Choices:
    """Take a correction: ``企业=name``, or ``datum=gcj02``; ``q`` gives up."""
    if correction == STOP:
        raise KeyboardInterrupt
    column, _, word = correction.rpartition("=")
    column, role = column.strip(), as_role(word)
    changes: dict[str, Any] = {}
    if column in {"datum", "crs"}:
        system = system_of(word)
        changes |= {} if system is None else {column: system}
    elif column and role is not None:
        option = {"position": "at"}.get(role, role)
        if option in OPTIONS:
            changes[option] = column
        else:
            changes["columns"] = {**choices.columns, column: role}
    return replace(choices, **changes)

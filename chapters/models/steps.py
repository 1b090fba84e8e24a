"""The two facts about a chapter, step by step: what the association said, and what the registry decided."""

from functools import reduce
from operator import or_

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .chapters import Chapter
from .days import Tomorrow

Recognition, Civil = Chapter.Recognition, Chapter.Civil

RECOGNITION_MOVES: dict[str, set[str]] = {
    Recognition.LEAD: {Recognition.APPLYING, Recognition.DISSOLVED},
    Recognition.APPLYING: {Recognition.LEAD, Recognition.PREPARING},
    Recognition.PREPARING: {Recognition.LEAD, Recognition.FOUNDED},
    Recognition.FOUNDED: {Recognition.ACTIVE, Recognition.DORMANT, Recognition.DISSOLVED},
    Recognition.ACTIVE: {Recognition.DORMANT, Recognition.DISSOLVED},
    Recognition.DORMANT: {Recognition.REVIVED, Recognition.DISSOLVED},
    Recognition.REVIVED: {Recognition.ACTIVE, Recognition.DORMANT, Recognition.DISSOLVED},
    Recognition.DISSOLVED: set(),
}
CIVIL_MOVES: dict[str, set[str]] = {
    Civil.NONE: {Civil.APPLIED},
    Civil.APPLIED: {Civil.NONE, Civil.REGISTERED},
    Civil.REGISTERED: {Civil.REVOKED},
    Civil.REVOKED: {Civil.APPLIED},
}


class Change(models.Model):
    """One step of one of the two facts. Rows are only added."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, verbose_name=_("chapter"))
    happened_on = models.DateField(_("date"))
    reason = models.CharField(_("reason"), max_length=500)
    document = models.ForeignKey(
        "chapters.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]


def step_constraint(moves: dict[str, set[str]], name: str) -> models.CheckConstraint:
    steps = [Q(from_state=before, to_state__in=sorted(after)) for before, after in moves.items() if after]
    return models.CheckConstraint(condition=reduce(or_, steps), name=name)


def applied_step(column: str, extra: str = "") -> str:
    """The trigger that makes a step true of the chapter, or refuses it when the chapter is elsewhere."""
    return f"""
        UPDATE chapters_chapter
        SET {column} = NEW.to_state, version = version + 1, updated_at = now(){extra}
        WHERE id = NEW.chapter_id AND {column} = NEW.from_state;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the chapter is not in the state % any more', NEW.from_state
                USING ERRCODE = 'check_violation', CONSTRAINT = 'chapter_{column}_as_it_was';
        END IF;
        RETURN NEW;
    """  # noqa: S608 - both are the program's own


class RecognitionChange(Change):
    """What the association said. `from_state` is the chapter's state before: the row is refused when it is not."""

    MOVES = RECOGNITION_MOVES

    from_state = models.CharField(_("from"), max_length=10, choices=Chapter.Recognition)
    to_state = models.CharField(_("to"), max_length=10, choices=Chapter.Recognition)

    class Meta(Change.Meta):
        verbose_name = _("change of recognition")
        verbose_name_plural = _("changes of recognition")
        default_related_name = "recognition_changes"
        constraints = [
            step_constraint(RECOGNITION_MOVES, "recognition_change_possible"),
            models.CheckConstraint(condition=~Q(reason=""), name="recognition_change_with_reason"),
            models.CheckConstraint(condition=Q(happened_on__lte=Tomorrow()), name="recognition_change_in_the_past"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="recognition_change_applied",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=applied_step(
                    "recognition",
                    ", recognition_since = NEW.happened_on, founded_on = CASE WHEN NEW.to_state = 'founded' "
                    "THEN coalesce(founded_on, NEW.happened_on) ELSE founded_on END",
                ),
            ),
            pgtrigger.Protect(name="recognition_change_unchanged", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"


class CivilChange(Change):
    """What the registry of civil affairs decided."""

    MOVES = CIVIL_MOVES

    from_state = models.CharField(_("from"), max_length=10, choices=Chapter.Civil)
    to_state = models.CharField(_("to"), max_length=10, choices=Chapter.Civil)
    number = models.CharField(_("registration number"), max_length=40, blank=True)
    authority = models.CharField(_("registry"), max_length=80, blank=True)

    class Meta(Change.Meta):
        verbose_name = _("change of civil registration")
        verbose_name_plural = _("changes of civil registration")
        default_related_name = "civil_changes"
        constraints = [
            step_constraint(CIVIL_MOVES, "civil_change_possible"),
            models.CheckConstraint(condition=~Q(reason=""), name="civil_change_with_reason"),
            models.CheckConstraint(condition=Q(happened_on__lte=Tomorrow()), name="civil_change_in_the_past"),
            models.CheckConstraint(
                condition=~Q(to_state="registered") | (~Q(number="") & ~Q(authority="")),
                name="civil_change_registered_where",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="civil_change_applied",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=applied_step(
                    "civil",
                    ", civil_number = CASE WHEN NEW.to_state = 'registered' THEN NEW.number ELSE civil_number END"
                    ", civil_authority = CASE WHEN NEW.to_state = 'registered' THEN NEW.authority"
                    " ELSE civil_authority END"
                    ", civil_since = CASE WHEN NEW.to_state = 'registered' THEN NEW.happened_on ELSE civil_since END",
                ),
            ),
            pgtrigger.Protect(name="civil_change_unchanged", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"

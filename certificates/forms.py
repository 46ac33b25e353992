"""Forms of certificates: codes and files to be checked, decisions, a change of name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanNames
from certificates.codes import clean_code, codes_listed
from certificates.models import Award
from certificates.verification import LARGEST_FILE

MOST_CODES = 100


class CodeForm(forms.Form):
    """The code of a certificate, however it was typed."""

    code = forms.CharField(
        label=_("Code"),
        max_length=120,
        help_text=_("26 letters and digits; spaces, hyphens and small letters do not matter."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
    )

    def clean_code(self) -> str:
        """Return the code as kept; refuse what cannot be one."""
        code = clean_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                _("A code has 26 letters and digits, and never the letter U. Please look again.")
            )
        return code


class FileForm(forms.Form):
    """A certificate somebody received."""

    file = forms.FileField(
        label=_("Certificate (PDF) or digital credential"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.json,.jwt,.png,.svg"}),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is far larger than any certificate."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("A certificate of ours is never larger than 5 MB."))
        return file


class CodesForm(forms.Form):
    """A list of codes, as an employer or a ministry pastes it."""

    codes = forms.CharField(
        label=_("Codes"),
        max_length=20_000,
        help_text=_("Up to 100, one a line or parted by commas; links to certificates will do."),
        widget=forms.Textarea(
            attrs={"rows": 10, "autocomplete": "off", "spellcheck": "false", "dir": "ltr"}
        ),
    )

    def clean_codes(self) -> list[str]:
        """Return the codes, each once; refuse a list that is too long, or empty."""
        codes = codes_listed(self.cleaned_data["codes"])
        if not codes:
            raise forms.ValidationError(_("There is no code in this list."))
        if len(codes) > MOST_CODES:
            raise forms.ValidationError(
                _("This list has %(n)d codes. Please ask about at most 100 at once."),
                params={"n": len(codes)},
            )
        return codes


class NameChangeForm(CleanNames, forms.Form):
    """The name a holder wants on her certificate, and what shows that it is hers."""

    name = forms.CharField(
        label=_("New full name"),
        max_length=200,
        help_text=_("As it is to be printed, in any script."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    latin_name = forms.CharField(
        label=_("New name in Latin letters"),
        max_length=200,
        required=False,
        help_text=_("Only if your name is written in another script."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    evidence = forms.CharField(
        label=_("What changed, and what shows it"),
        max_length=2000,
        help_text=_(
            "For example: marriage, with the number, date and office of the document. "
            "Administrators of the programme read this, nobody else."
        ),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )


class DecisionForm(forms.Form):
    """What becomes of a request for another name; who is refused is told why."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("accept", _("Accept: propose the new certificate")), ("refuse", _("Refuse"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Answer to the holder (where you refuse)"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for an answer where the request is refused."""
        data = super().clean() or self.cleaned_data
        if data.get("decision") == "refuse" and not data.get("answer"):
            self.add_error("answer", _("Please say why."))
        return data


class ReinstateForm(forms.Form):
    """Why a revocation is taken back."""

    note = forms.CharField(
        label=_("Note (for the register only)"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RevokeForm(forms.Form):
    """Why an award is revoked: the class is public, the note is not."""

    reason = forms.ChoiceField(label=_("Reason (public)"), choices=Award.Reason.choices)
    note = forms.CharField(
        label=_("Note (for the register only)"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

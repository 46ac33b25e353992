"""Forms of certificates: the file to be checked, and the reason of a revocation."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from certificates.codes import clean_code
from certificates.models import Award
from certificates.verification import LARGEST_FILE


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


class RevokeForm(forms.Form):
    """Why an award is revoked: the class is public, the note is not."""

    reason = forms.ChoiceField(label=_("Reason (public)"), choices=Award.Reason.choices)
    note = forms.CharField(
        label=_("Note (for the register only)"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

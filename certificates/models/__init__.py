"""The models of certificates, one noun a file."""

from certificates.models.award import Award, AwardEvent, NameChange
from certificates.models.design import CertificateDesign, Picture
from certificates.models.document import Document

__all__ = ["Award", "AwardEvent", "CertificateDesign", "Document", "NameChange", "Picture"]

"""Hours (JP) and certificates: what is. What happens stands beside this folder."""

from credentials.models.certificates import Certificate, CertificateChange, CertificateDeed, RevocationKind
from credentials.models.hours import ConversionBasis, HoursConversion, HoursEntry, HoursTarget, TargetKind

__all__ = [
    "Certificate",
    "CertificateChange",
    "CertificateDeed",
    "ConversionBasis",
    "HoursConversion",
    "HoursEntry",
    "HoursTarget",
    "RevocationKind",
    "TargetKind",
]

"""Whose city it is: the identity on pages and papers, and an invented signatory."""

from datetime import date

from documents.identity import forget
from documents.models import CityIdentity, DocumentKind, Signatory
from portal.demo.city import City

CITY_NAME = "Kota Tanjungpinang"
SHORT_NAME = "Tanjungpinang"
GOVERNMENT_NAME = "Pemerintah Kota Tanjungpinang"
AGENCY_NAME = "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"
UNIT_CODE = "105"
SECRETARIAT_CODE = "101"
SIGNATORY = {
    "name": "Kepala BKPSDM (contoh)",
    "number": "",
    "position_title": "Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    "rank": "Pembina Utama Muda (IV/c)",
}


# Signs for the heads of agencies (domain rules section 10).
SECRETARY = {
    "name": "Sekretaris Daerah (contoh)",
    "number": "",
    "position_title": "Sekretaris Daerah Kota Tanjungpinang",
    "rank": "Pembina Utama Madya (IV/d)",
}


def set_identity() -> None:
    """Make the active identity that of the demo city: each page's footer then says so."""
    identity = CityIdentity.objects.filter(active=True).first() or CityIdentity()
    identity.name, identity.short_name = CITY_NAME, SHORT_NAME
    identity.government_name, identity.agency_name = GOVERNMENT_NAME, AGENCY_NAME
    identity.address, identity.crest_letter = "Jalan Contoh 1, Tanjungpinang", "T"
    # The city's published codes at BKN.
    identity.siasn_instansi_code = "8172"
    identity.siasn_instansi_id = "A5EB03E23CFBF6A0E040640A040252AD"
    identity.siasn_unit_id = "A5EB03E24326F6A0E040640A040252AD"
    identity.demo = True
    identity.save()
    forget()


def make_signatories(city: City) -> None:
    """One invented person signs every kind of document, another the orders to heads of agencies."""
    for kind in DocumentKind.values:
        of_heads = kind == DocumentKind.ASSIGNMENT_LETTER_OF_HEADS
        city.rows.add(
            Signatory,
            kind=kind,
            **(SECRETARY if of_heads else SIGNATORY),
            unit_id=city.units[SECRETARIAT_CODE if of_heads else UNIT_CODE].id,
            starts_on=date(2020, 1, 1),
            ends_on=None,
        )

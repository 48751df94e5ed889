"""NIP and NI PPPK: two layouts of 18 digits (Perka BKN 22/2007 and 43/2007; domain rules section 7)."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.models import NI_PPPK_PATTERN, NIP_PATTERN
from people.numbers import NumberError, NumberKind, Sex, grouped, masked, parse, plain

NIP, NI_PPPK = NumberKind.NIP, NumberKind.NI_PPPK
PATTERNS = {NIP: NIP_PATTERN, NI_PPPK: NI_PPPK_PATTERN}
births = st.dates(date(1940, 1, 1), date(2005, 12, 31))


@st.composite
def valid_numbers(draw: st.DrawFn, kind: NumberKind) -> str:
    born = draw(births)
    year = born.year + draw(st.integers(19, 40))
    middle = draw(st.integers(1, 12) if kind is NIP else st.one_of(st.integers(1, 12), st.integers(21, 99)))
    return f"{born:%Y%m%d}{year}{middle:02d}{draw(st.integers(1, 2))}{draw(st.integers(0, 999)):03d}"


almost_numbers = st.one_of(
    st.text("0123456789", min_size=17, max_size=19),
    valid_numbers(NIP),
    valid_numbers(NI_PPPK),
    st.builds(
        lambda number, place, digit: number[:place] + digit + number[place + 1 :],
        valid_numbers(NI_PPPK),
        st.integers(0, 17),
        st.sampled_from("0123456789"),
    ),
)


def test_the_published_example_is_read_digit_by_digit() -> None:
    number = parse("19860926 201505 1 001", NIP)
    assert (number.born_on, number.appointed_year, number.appointed_month) == (date(1986, 9, 26), 2015, 5)
    assert (number.sex, number.sequence, number.frequency) == (Sex.MALE, 1, None)
    assert number.digits == "198609262015051001"


def test_a_first_contract_of_a_pppk_has_frequency_21() -> None:
    number = parse("199207152023212034", NI_PPPK)
    assert (number.frequency, number.appointed_year, number.appointed_month) == (21, 2023, None)
    assert number.sex is Sex.FEMALE


def test_the_frequency_of_a_pppk_is_no_month_of_a_pns() -> None:
    with pytest.raises(NumberError, match="bukan bulan pengangkatan"):
        parse("199207152023212034", NIP)


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("19860926201505100", NIP, "NIP terdiri atas 18 angka; yang tertulis 17 angka."),
        ("1986092620150510011", NIP, "NIP terdiri atas 18 angka; yang tertulis 19 angka."),
        ("", NI_PPPK, "NI PPPK terdiri atas 18 angka; yang tertulis 0 angka."),
        ("19860926201505100A", NIP, "NIP hanya berisi angka."),
        ("١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١", NIP, "NIP hanya berisi angka."),
        ("198602302015051001", NIP, "Delapan angka pertama (19860230) bukan tanggal lahir yang ada di kalender."),
        ("198609262015131001", NIP, "Angka ke-13 dan ke-14 (13) bukan bulan pengangkatan 01–12."),
        ("198609262015001001", NIP, "Angka ke-13 dan ke-14 (00) bukan bulan pengangkatan 01–12."),
        (
            "198609262021201001",
            NI_PPPK,
            "Angka ke-13 dan ke-14 (20) bukan frekuensi pengangkatan PPPK: 01–12, atau 21 ke atas.",
        ),
        ("198609262015053001", NIP, "Angka ke-15 (3) harus 1 (pria) atau 2 (wanita)."),
        (
            "198609262004091001",
            NIP,
            "Menurut nomor ini pegawai baru berumur 17 tahun saat diangkat; paling muda 18 tahun.",
        ),
        (
            "199207152009212034",
            NI_PPPK,
            "Menurut nomor ini pegawai baru berumur 17 tahun saat diangkat; paling muda 18 tahun.",
        ),
    ],
)
def test_what_is_wrong_is_said_in_words(text: str, kind: NumberKind, reason: str) -> None:
    with pytest.raises(NumberError) as refused:
        parse(text, kind)
    assert str(refused.value) == reason


def test_eighteen_on_the_first_of_the_month_is_old_enough() -> None:
    assert parse("198609012004091001", NIP).appointed_month == 9


def test_an_appointment_in_the_far_future_is_refused_when_a_day_is_given() -> None:
    assert parse("198609262027051001", NIP, on=date(2026, 3, 9)).appointed_year == 2027
    with pytest.raises(NumberError, match="Tahun pengangkatan 2028 masih terlalu jauh di depan"):
        parse("198609262028051001", NIP, on=date(2026, 3, 9))


@pytest.mark.parametrize("kind", [NIP, NI_PPPK])
@given(data=st.data())
def test_every_well_made_number_is_read_and_written_back(kind: NumberKind, data: st.DataObject) -> None:
    digits = data.draw(valid_numbers(kind))
    number = parse(grouped(digits), kind)
    middle = number.appointed_month if kind is NIP else number.frequency
    rebuilt = f"{number.born_on:%Y%m%d}{number.appointed_year}{middle:02d}{number.sex.value}{number.sequence:03d}"
    assert rebuilt == digits == number.digits


@pytest.mark.parametrize("kind", [NIP, NI_PPPK])
@given(digits=almost_numbers)
def test_whatever_the_parser_takes_the_database_takes(kind: NumberKind, digits: str) -> None:
    try:
        parse(digits, kind)
    except NumberError as refusal:
        of_dates_alone = "tanggal lahir" in str(refusal) or "berumur" in str(refusal)
        assert of_dates_alone or not re.search(PATTERNS[kind], digits)
    else:
        assert re.search(PATTERNS[kind], digits)


@given(digits=valid_numbers(NIP))
def test_a_masked_number_hides_birth_date_and_sex(digits: str) -> None:
    assert masked(digits) == f"•••••••• {digits[8:14]} • {digits[15:]}"


def test_numbers_of_another_length_are_neither_grouped_nor_shown() -> None:
    assert grouped("12345") == "12345"
    assert masked("12345") == "•••••"


def test_people_write_spaces_dots_and_dashes() -> None:
    assert plain(" 19860926.201505-1 001 ") == "198609262015051001"

"""NIP and NI PPPK: parsing and validation of the two 18-digit layouts. Pure.

NIP: YYYYMMDD birth, YYYYMM appointment, sex, sequence (Perka BKN 22/2007 and 43/2007).
NI PPPK: YYYYMMDD birth, YYYY appointment, FF frequency of contract, sex, sequence.
"""

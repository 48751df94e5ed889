"""What training did to citizens' satisfaction: the statistics, pure and without a database.

`analyse(panel)` gives everything about one program and one outcome; `analyse_family` judges several as one family.
"""

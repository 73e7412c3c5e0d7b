"""The rules of a year, written rule by rule, tried on its students, and put in force by a person."""

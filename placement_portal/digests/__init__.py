"""One letter a day at most to each person, with what needs them."""

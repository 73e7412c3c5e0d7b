"""The demo: a small believable world, as a dataset; everybody and every place in it is invented."""

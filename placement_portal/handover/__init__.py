"""Nothing waits on somebody who is gone: away and back, and a supervisor who leaves, with all that waits for them."""

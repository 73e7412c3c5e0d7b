"""Words that could tell who a client is: found while somebody writes, said to them, and never a block."""

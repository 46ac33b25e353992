"""Text in any script: which characters may be printed, in which face, order and shape."""

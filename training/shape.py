"""Numbers that the steps of the training share; of no package, so that a step reads them wherever it runs."""

DIMENSION = 384
"""Of a word's vector and of a text's."""
TOKENS = 128
"""The longest text that is read, in subwords."""
LIKELIEST, EVENNESS = 8, 0.3
"""A word is read in one of its so many likeliest segmentations, drawn by the power of their probability: a compound
never seen is then made of parts that were trained (subword regularisation, Kudo 2018, arXiv 1804.10959)."""

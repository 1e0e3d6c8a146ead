"""What each view finds for a link's choices: queries, methods, sentences and charts put together.

A finding is computed once for a data version, a language and a set of choices, and shared by all
visitors, so that a page only has to ask and show.
"""

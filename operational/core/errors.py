"""The root of every refusal."""


class Refusal(Exception):
    """The company's rules say no. Subclasses carry the facts; `labels` carry the French sentence."""

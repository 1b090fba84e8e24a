"""Amounts and their currencies, kept together: read as people type them, printed, and in capital numerals."""

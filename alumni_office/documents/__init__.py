"""PDF documents with their Chinese font inside. Nothing is ever fetched: a document is made of text only."""

from .pdf import Document, Entry, Section, drawable, pdf

__all__ = ["Document", "Entry", "Section", "drawable", "pdf"]

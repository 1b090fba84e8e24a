"""Reads behind the roster wizard: whom a row may mean, rows for a page, figures for a report."""

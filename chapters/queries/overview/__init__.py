"""The office's view of its chapters: applications, places without a chapter, health, and the years compared."""

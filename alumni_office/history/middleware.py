from pghistory.middleware import HistoryMiddleware as LibraryMiddleware


class HistoryMiddleware(LibraryMiddleware):
    """Who writes, and who really does when somebody looks at the site as someone else."""

    def get_context(self, request):
        hijacker = getattr(request, "hijacker", None)
        return super().get_context(request) | ({"hijacker": hijacker.pk} if hijacker else {})

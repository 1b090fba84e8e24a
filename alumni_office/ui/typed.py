"""What is typed into an address. Forms refuse the character 0 with a sentence; in a query nobody typed it."""


def without_null(get_response):
    """The database has no character 0: in the query of an address it counts as a space."""

    def middleware(request):
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query:
            request.META["QUERY_STRING"] = query.replace("%00", "%20")
        return get_response(request)

    return middleware

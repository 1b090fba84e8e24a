"""Lists of the desk are filtered by what they offer, and by nothing else that an address may name."""

LOOKUPS = {"", "exact", "id__exact", "in", "isnull", "gte", "gt", "lte", "lt"}


class OfferedFilters:
    """For a ModelAdmin. Django lets every field of the model be asked, also one that the page does not show: an
    address such as ?text__startswith=a would tell, letter by letter, what nobody here may read."""

    def lookup_allowed(self, lookup, value, request=None):
        offered = [name if isinstance(name, str) else name[0] for name in self.list_filter]
        return any(self._is_of(lookup, name) for name in offered)

    @staticmethod
    def _is_of(lookup: str, name: str) -> bool:
        return lookup.startswith(name) and lookup.removeprefix(name).removeprefix("__") in LOOKUPS

"""Lists of the desk are filtered by what they offer, and by nothing else that an address may name."""

LOOKUPS = {"", "exact", "id__exact", "in", "isnull", "gte", "gt", "lte", "lt"}


class OfferedFilters:
    """For a ModelAdmin. Django lets every field of the model be asked, also one that the page does not show: an
    address such as ?text__startswith=a would tell, letter by letter, what nobody here may read."""

    def lookup_allowed(self, lookup, value, request=None):
        return any(self._is_of(lookup, self._name_of(each)) for each in self.list_filter)

    @staticmethod
    def _name_of(filter_) -> str:
        """What an address calls it: a field, a pair of a field and its filter, or a filter of its own."""
        if isinstance(filter_, str):
            return filter_
        return filter_[0] if isinstance(filter_, tuple | list) else filter_.parameter_name

    @staticmethod
    def _is_of(lookup: str, name: str) -> bool:
        return lookup.startswith(name) and lookup.removeprefix(name).removeprefix("__") in LOOKUPS

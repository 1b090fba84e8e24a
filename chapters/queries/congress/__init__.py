"""The congress as it is read: the rule of the quotas, who may be named, how it stands, what came of it."""

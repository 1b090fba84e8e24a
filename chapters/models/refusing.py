"""Triggers that refuse a row."""


def refused_if(rows: str, name: str) -> str:
    """The body of a trigger that refuses a row while there are such others."""
    return f"""
        PERFORM 1 FROM {rows};
        IF FOUND THEN
            RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
        END IF;
        RETURN NEW;
    """

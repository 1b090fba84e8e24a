-- What ties a delivery's state to its token, lease and times, and its address to a person.
-- At work: leased, by somebody. Waiting: in nobody's hands. Ended: no lease any more; the token stays until its sender
-- puts it out of its hands. Never 'sending', nor what follows from that, without the moment it was begun.
CREATE OR REPLACE FUNCTION publications_delivery_fits(
    state text, token uuid, lease_until timestamptz, sending_at timestamptz, ended_at timestamptz, person bigint,
    address text
) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN (address = '') = (person IS NULL) AND CASE state
        WHEN 'queued' THEN token IS NULL AND lease_until IS NULL AND ended_at IS NULL
        WHEN 'claimed' THEN token IS NOT NULL AND lease_until IS NOT NULL AND ended_at IS NULL
        WHEN 'sending' THEN
            token IS NOT NULL AND lease_until IS NOT NULL AND ended_at IS NULL AND sending_at IS NOT NULL
        ELSE
            lease_until IS NULL AND ended_at IS NOT NULL
            AND (sending_at IS NOT NULL OR state NOT IN ('sent', 'in_doubt'))
    END;
END $$;

-- What a person's own choices say of a mailing, asked by sql/sending.sql, by preparing, and by the figures before it.

-- Today by the office's calendar: the zone of settings.TIME_ZONE, as a test says.
CREATE OR REPLACE FUNCTION publications_today() RETURNS date
LANGUAGE sql STABLE AS $$
    SELECT timezone('Asia/Shanghai', now())::date
$$;

-- Whether a person ended or paused a periodical by a channel, by the office's calendar. No periodical: no.
CREATE OR REPLACE FUNCTION publications_wants_no(person bigint, wanted bigint, way text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT wanted IS NOT NULL AND EXISTS (
        SELECT FROM publications_subscription s
        WHERE s.alumnus_id = person AND s.periodical_id = wanted AND s.channel = way
        AND (s.ended_at IS NOT NULL OR s.paused_until > publications_today())
    )
$$;

-- Whether another mailing went to a person within so many days; what is in doubt went. NULL or 0 days: no.
CREATE OR REPLACE FUNCTION publications_written_to(person bigint, mailing bigint, days integer) RETURNS boolean
LANGUAGE sql VOLATILE AS $$
    SELECT days > 0 AND EXISTS (
        SELECT FROM publications_delivery d
        WHERE d.alumnus_id = person AND d.mailing_id <> mailing AND d.state IN ('sending', 'sent', 'in_doubt')
        AND d.sending_at > clock_timestamp() - make_interval(days => days)
    )
$$;

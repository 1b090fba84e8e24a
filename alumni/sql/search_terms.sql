-- A moment as a month: 202603. The office's clock decides, whatever the session's is.
CREATE OR REPLACE FUNCTION alumni_month(kind integer, moment timestamptz) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT alumni_term(kind, to_char(moment AT TIME ZONE 'Asia/Shanghai', 'YYYYMM')::bigint)
$$;

-- The terms of these people, one row each: see the list of kinds in alumni/queries/search/terms.py.
CREATE OR REPLACE FUNCTION alumni_search_terms(people bigint[])
RETURNS TABLE (person_id bigint, terms bigint[]) LANGUAGE sql STABLE AS $$
    WITH college AS MATERIALIZED (
        SELECT college_id, array_agg(alumni_term(2, today_id)) AS terms FROM alumni_college_line GROUP BY college_id
    ), school AS MATERIALIZED (
        SELECT school_id, array_agg(alumni_term(1, today_id)) AS terms FROM alumni_school_line GROUP BY school_id
    ), one AS (
        SELECT a.id, unnest(ARRAY[
            alumni_code(6, a.country), alumni_code(7, a.province), alumni_code(8, a.industry), alumni_code(9, a.tier),
            alumni_code(11, a.gender), alumni_code(12, a.kind), alumni_code(13, a.life),
            alumni_term(14, (a.verified_at IS NOT NULL)::integer::bigint),
            alumni_term(16, coalesce(extract(year FROM a.last_contact_on), 0)::bigint),
            alumni_month(17, a.entered_at), alumni_month(18, a.verified_at),
            CASE WHEN a.city <> '' THEN alumni_term(20, a.city) END
        ]) AS term
        FROM unnest(people) AS p(id) JOIN alumni_alumnus a USING (id)
        UNION ALL
        SELECT d.alumnus_id, unnest(ARRAY[
            alumni_code(3, d.level), alumni_term(4, d.enrolment_year::bigint), alumni_term(5, d.graduation_year::bigint),
            CASE WHEN d.major <> '' THEN alumni_term(22, d.major) END
        ] || c.terms || s.terms)
        FROM unnest(people) AS p(id)
        JOIN alumni_degree d ON d.alumnus_id = p.id
        LEFT JOIN college c ON c.college_id = d.college_id
        LEFT JOIN school s ON s.school_id = d.school_id
        UNION ALL
        SELECT e.alumnus_id, alumni_term(21, e.employer)
        FROM unnest(people) AS p(id) JOIN alumni_employment e ON e.alumnus_id = p.id WHERE e.employer <> ''
        UNION ALL
        SELECT c.alumnus_id, alumni_term(15, CASE c.kind WHEN 'email' THEN 1 WHEN 'address' THEN 3 ELSE 2 END::bigint)
        FROM unnest(people) AS p(id) JOIN alumni_contactpoint c ON c.alumnus_id = p.id
        WHERE c.kind IN ('email', 'mobile', 'phone', 'address') AND c.state IN ('unverified', 'verified')
        UNION ALL
        SELECT t.alumnus_id, alumni_term(10, t.tag_id) FROM unnest(people) AS p(id) JOIN alumni_alumnustag t ON t.alumnus_id = p.id
    )
    SELECT id, array_agg(DISTINCT term ORDER BY term) FILTER (WHERE term IS NOT NULL) FROM one GROUP BY id
$$;

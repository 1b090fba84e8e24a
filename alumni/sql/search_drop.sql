DROP TABLE alumni_termkey, alumni_term, alumni_searchkey, alumni_searchdoc, alumni_searchqueue CASCADE;
DROP VIEW alumni_college_line, alumni_school_line CASCADE;
DROP FUNCTION alumni_search_added(), alumni_search_removed(), alumni_search_changed(), alumni_search_emptied(),
    alumni_search_line_changed(), alumni_term_named(), alumni_term_unnamed(), alumni_search_work(), alumni_term_keys() CASCADE;
DROP FUNCTION alumni_search_refresh(bigint[]), alumni_search_write(bigint[]), alumni_search_terms(bigint[]), alumni_term_recount(), alumni_everyone(), alumni_names(bigint[]),
    alumni_names_digest(alumni_alumnus, integer), alumni_han_keys(text, text[], text[], integer), alumni_latin_keys(text), alumni_has_han(text),
    alumni_initials(text[]), alumni_joined(text[], text[]), alumni_beginning(text), alumni_beginnings(bigint[]), alumni_month(integer, timestamptz), alumni_code(integer, text), alumni_term(integer, text), alumni_term(integer, bigint);

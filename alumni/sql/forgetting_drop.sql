DROP FUNCTION alumni_forget_words(bigint, text[]);
DROP FUNCTION alumni_forget_history(bigint, jsonb);
DROP FUNCTION alumni_forget_said(text[]);
DROP FUNCTION alumni_forget_versions(regclass, text, bigint, bigint[]);
DROP FUNCTION alumni_pass_append_only(regclass);
DROP FUNCTION alumni_is_erased(bigint);

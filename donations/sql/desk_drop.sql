DROP INDEX donations_gift_not_posted;
DROP INDEX donations_donor_head;
DROP VIEW donations_given;
DROP TRIGGER donations_merged_into_head ON donations_donor;
DROP TRIGGER donations_posted_with_batch ON donations_gift;
DROP TRIGGER donations_agreement_guard ON donations_agreement;
DROP FUNCTION donations_merged_into_head();
DROP FUNCTION donations_posted_with_batch();
DROP FUNCTION donations_agreement_guard();

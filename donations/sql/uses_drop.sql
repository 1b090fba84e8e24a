DROP TRIGGER donations_use_within_balance ON donations_funduse;
DROP TRIGGER donations_use_fund_held ON donations_funduse;
DROP FUNCTION donations_use_within_balance();
DROP FUNCTION donations_use_fund_held();

DROP TRIGGER donations_gift_takes_back ON donations_gift;
DROP FUNCTION donations_gift_takes_back();

drop table verification_difference;
drop table verification;

-- The ticket that goes on with the matter, when the customer had told it twice.
alter table ticket add column merged_into varchar(20);

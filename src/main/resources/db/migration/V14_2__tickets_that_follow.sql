-- The ticket that was over when the customer wrote about it again, too late to open it again.
alter table ticket add column follows varchar(20);

-- What a returned mail tells of a letter of ours; null for all other mail.
alter table inbound add column bounce_recipient varchar(320);
alter table inbound add column bounce_hard boolean;
-- Whether it means that nobody can be reached at the address.
alter table inbound add column bounce_dead boolean;
alter table inbound add column bounce_status varchar(20);
-- Message-ID of the letter, as the mail system gave it back.
alter table inbound add column bounce_original varchar(300);
-- The message of ours that came back or was called spam, when the mail proves that it knows it.
alter table inbound add column returned_letter varchar(40);

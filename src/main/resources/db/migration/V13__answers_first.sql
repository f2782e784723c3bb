-- What is due is taken by purpose: an answer does not wait behind a hundred thousand letters.
drop index message_claim;
create index message_claim on message (channel, status, purpose, send_at, seq);

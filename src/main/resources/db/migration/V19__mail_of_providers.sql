-- What a mail provider signed once: the mail it came with, so that nobody signs another with it.
create table inbound_token (
  token        varchar(100) primary key,
  fingerprint  varchar(64)  not null,
  used_at      timestamp with time zone not null
);
create index inbound_token_by_time on inbound_token (used_at);

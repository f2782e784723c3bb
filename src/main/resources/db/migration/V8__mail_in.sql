-- What came in, byte by byte as it came, on every channel: in rows of at most 512 KiB, so that
-- nobody has to hold a large mail in memory. Written together with its row in "inbound".
create table inbound_raw (
  inbound_id  varchar(40) not null,
  part        int         not null,
  content     bytea       not null,
  primary key (inbound_id, part)
);

-- What a mail brought along. The content is in "inbound_raw" only, at this place of the mail.
create table inbound_attachment (
  inbound_id  varchar(40)  not null,
  number      int          not null,
  name        varchar(200) not null,
  type        varchar(100) not null,
  size        bigint       not null,
  place       varchar(100) not null,
  primary key (inbound_id, number)
);

-- A mail is kept first and read afterwards: until then its kind is null.
alter table inbound alter column kind drop not null;
alter table inbound add column sender_name varchar(200);
-- The words as html that is safe to show.
alter table inbound add column html text;
-- Message-ID, and what References names, as far as it fits.
alter table inbound add column mime_id varchar(300);
alter table inbound add column mime_references text;
-- The message of ours whose signed reply address it was sent to.
alter table inbound add column letter_id varchar(40);
-- What could not be read or kept of it, in words.
alter table inbound add column note varchar(500);
-- The same for two mails that say the same; hashed.
alter table inbound add column words_key varchar(64);
alter table inbound add constraint inbound_same_words unique (words_key);
create index inbound_by_mime_id on inbound (mime_id);
create index inbound_by_outcome on inbound (outcome, seq);

-- How far each mailbox is read, and which node reads it right now.
create table mailbox (
  name          varchar(100) primary key,
  uid_validity  bigint,
  last_uid      bigint not null,
  -- Real time of the last look that found everything.
  looked_at     timestamp with time zone,
  owner         varchar(60),
  lease_until   timestamp with time zone
);

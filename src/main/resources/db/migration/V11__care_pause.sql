-- A customer who wants to hear nothing but answers until a moment. The row stays when it is over.
create table care_pause (
  customer_id   varchar(100) primary key,
  since         timestamp with time zone not null,
  paused_until  timestamp with time zone not null
);

-- How many released messages are to leave in a minute, so that no minute gets too many.
create table release_minute (
  begins   timestamp with time zone primary key,
  released int not null
);

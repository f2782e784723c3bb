-- Why a message must not go that a deliverer had taken when its process left the step, or ended.
alter table message add column taken_back varchar(500);

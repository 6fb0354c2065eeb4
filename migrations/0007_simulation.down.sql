drop table simulation_task;
drop table simulation_effect;
drop table simulation;

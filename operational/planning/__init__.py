"""Resources and their time, appointments, tasks, workload, mileage, shared calendars."""
